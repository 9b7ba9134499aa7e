"""The symbologies of station.toml hold wherever the station looks at pictures."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from films import FPS, bars, jpeg, matrix, shown, video_file
from kit import Bench, call
from screen import Screen
from served import served
from websockets.sync.client import connect

from station.app.listen import Heard
from station.bootstrap import PageSetup, ReaderNames, open_station_file, open_web, start_readers
from station.config import read_config

LONG_S = 60.0  # a busy machine
BOTH = BAR, MATRIX = "00017000042100", "00017000043200"  # with wrong check digits
PICTURE = shown(bars(BAR), matrix(MATRIX))
ONLY_MATRIX = 'formats = ["DataMatrix"]'


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    (tmp_path / "picture.jpg").write_bytes(jpeg(PICTURE))
    yield bench
    bench.end()


def by_read(bench: Bench, *more: str) -> set[str]:
    said = bench.call("read", str(bench.folder / "picture.jpg"), *more).answer
    return {symbol["text"] for symbol in said["symbols"]}


def by_tray(bench: Bench) -> set[str]:
    said = bench.call("tray", str(bench.folder / "picture.jpg")).answer
    return {one["text"] for one in (*said["found"], *said["unexpected"])}


def by_reader_test(bench: Bench) -> set[str]:
    film = video_file(bench.folder / "film.avi", [PICTURE] * FPS)
    said = bench.call("readers", "test", str(film), "--seconds", "20")
    return {one["text"] for one in said.answers if one["code"] == "read"}


def by_camera(bench: Bench) -> set[str]:
    """A film is over by itself; what is wrong with each id is said with it."""
    film = video_file(bench.folder / "film.avi", [PICTURE] * FPS)
    told: SimpleQueue[Heard] = SimpleQueue()
    formats = open_station_file(read_config(str(bench.db))).formats
    readers = start_readers(
        bench.station, ReaderNames(cameras=[str(film)], formats=formats), told.put
    )
    heard = [told.get(timeout=LONG_S)]
    while heard[-1].code != "ended":
        heard.append(told.get(timeout=LONG_S))
    readers.close()
    return {text for text in BOTH for one in heard if text in one.message}


def by_tablet(bench: Bench) -> set[str]:
    with page(bench) as address:
        origin: Any = f"http://{address}"
        with connect(f"ws://{address}/frames", origin=origin) as camera:
            camera.send(jpeg(PICTURE))
            return {symbol["text"] for symbol in json.loads(camera.recv())["symbols"]}


def by_page(bench: Bench) -> set[str]:
    with page(bench) as address:
        picture = "picture.jpg", (bench.folder / "picture.jpg").read_bytes()
        _, shown = Screen(address).send("/read", "image", picture)
    return {text for text in BOTH if text in shown}


@contextmanager
def page(bench: Bench) -> Iterator[str]:
    """The address of the page, with the station.toml that is there."""
    config = read_config(str(bench.db))
    app, _, end = open_web(bench.station, PageSetup(bench.folder, ("default",)), config)
    with served(app) as address:
        yield address
    end()


WAYS: dict[str, Callable[[Bench], set[str]]] = {
    "read": by_read,
    "tray": by_tray,
    "readers test": by_reader_test,
    "a fixed camera": by_camera,
    "a tablet": by_tablet,
    "a picture on the page": by_page,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_station_toml_names_is_read_and_nothing_else(
    way: Callable[[Bench], set[str]], bench: Bench
) -> None:
    assert way(bench) == set(BOTH)
    (bench.folder / "station.toml").write_text(ONLY_MATRIX)
    assert way(bench) == {MATRIX}


def test_formats_that_are_asked_for_stand_over_the_file(bench: Bench) -> None:
    (bench.folder / "station.toml").write_text(ONLY_MATRIX)
    assert by_read(bench, "--formats", "Code128, datamatrix") == set(BOTH)


def test_reading_takes_the_file_that_is_named_and_makes_no_database(tmp_path: Path) -> None:
    picture, site = tmp_path / "picture.jpg", tmp_path / "site.toml"
    picture.write_bytes(jpeg(PICTURE))
    site.write_text(ONLY_MATRIX)
    db = tmp_path / "none.db"
    said = call(db, "read", str(picture), "--config", str(site))
    assert [symbol["text"] for symbol in said.answer["symbols"]] == [MATRIX]
    site.write_text('formats = ["Code-128"]')
    said = call(db, "read", str(picture), "--config", str(site))
    assert (said.code, said.answers) == (2, ())
    assert said.error.startswith(f'{site}, line 1: formats 1: expected "Aztec" or ')
    assert not db.exists()
