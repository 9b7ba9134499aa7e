"""``station readers`` and the place cards, through the commands a person types."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from films import EMPTY, FPS, label, matrix, shown, spliced, video_file
from kit import Bench, Shell
from plug import Plug
from serial.tools.list_ports_common import ListPortInfo as SerialPort

from station.adapters.decoding import read_file
from station.adapters.readers import evdev, found
from station.adapters.readers.found import kind_of
from station.app.reader_places import place_reader
from station.cli import run
from station.domain.identifiers import identify, place
from station.domain.identifiers.place import PlaceCard
from station.domain.texts import CAMERA

TEXT = "00017000042103"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.end()


def test_no_reader_is_none_and_asking_makes_no_database(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell("readers") == shell("readers", "list")
    assert not shell.db.exists()


def test_readers_and_cameras_are_listed_with_the_places_that_cards_gave(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine's folders, as udev and the kernel fill them; this one may have nothing in them."""
    keyed, video = bench.folder / "by-id", bench.folder / "video4linux"
    (video / "video2").mkdir(parents=True)
    (video / "video2" / "name").write_text("HD Webcam\n")
    keyed.mkdir()
    (keyed / "usb-Reader-event-kbd").touch()
    monkeypatch.setattr(evdev, "FOLDER", keyed)
    monkeypatch.setattr(found, "VIDEO", video)
    serial = bench.folder / "serial"
    serial.mkdir()
    (serial / "usb-Scanner-if00").symlink_to("/dev/ttyACM1")
    ports = [SerialPort("/dev/ttyACM0"), SerialPort("/dev/ttyACM1")]
    monkeypatch.setattr(found, "SERIAL", serial)
    monkeypatch.setattr(found, "comports", lambda: ports)
    place_reader(bench.station, "ttyACM0", "room-2", bench.act())
    place_reader(bench.station, "ttyACM1", "room-3", bench.act())
    assert bench.call("readers").answer == [
        {
            "reader": "ttyACM0",
            "kind": "serial",
            "device": "/dev/ttyACM0",
            "place": "room-2",
            "detail": "n/a",
        },
        {
            "reader": "usb-Scanner-if00",
            "kind": "serial",
            "device": str(serial / "usb-Scanner-if00"),
            "place": "room-3",  # given while it was named by its port
            "detail": "n/a",
        },
        {
            "reader": "usb-Reader-event-kbd",
            "kind": "evdev",
            "device": str(keyed / "usb-Reader-event-kbd"),
            "place": None,
            "detail": "",
        },
        {
            "reader": "camera video2",
            "kind": "camera",
            "device": "/dev/video2",
            "place": None,
            "detail": "HD Webcam",
        },
    ]
    by_link = ("serial", str(serial / "usb-Scanner-if00"))
    names = ("usb-Scanner-if00", by_link[1], "ttyACM1", "/dev/ttyACM1")
    assert [kind_of(name) for name in names] == [by_link] * 4
    assert kind_of("usb-Reader-event-kbd") == ("evdev", str(keyed / "usb-Reader-event-kbd"))
    place_reader(bench.station, "usb-Scanner-if00", "room-4", bench.act())
    assert [one["place"] for one in bench.call("readers").answer][:2] == ["room-2", "room-4"]
    tried = bench.call("readers", "test", "camera video2", "--seconds", "1")
    assert (tried.code, tried.error) == (2, "Camera video2: expected a picture, got none.\n")


@pytest.mark.parametrize("by_link", [True, False], ids=["link", "/dev/pts"])
def test_a_serial_reader_says_what_it_reads(bench: Bench, by_link: bool) -> None:
    plug = Plug(bench.folder / "reader-2")
    plug.plug_in()
    name = plug.link if by_link else plug.link.readlink()

    def scan() -> None:
        time.sleep(0.7)
        plug.send(f"{TEXT}\r".encode())

    threading.Thread(target=scan, daemon=True).start()
    said = bench.call("readers", "test", str(name), "--seconds", "2")
    plug.unplug()
    assert (said.code, said.error) == (0, "")
    assert [(one["code"], one["text"]) for one in said.answers] == [
        ("ready", None),
        ("read", TEXT),
    ]
    assert bench.events() == ()  # nothing is collected


def test_a_reader_that_reads_nothing_is_refused(bench: Bench) -> None:
    said = bench.call("readers", "test", str(bench.folder / "none"), "--seconds", "0.5")
    assert said.code == 1
    assert [one["code"] for one in said.answers] == ["lost"]


def test_a_reader_that_reads_nothing_says_so_to_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["readers", "test", str(tmp_path / "none"), "--seconds", "0.5"])
    lost, nothing = capsys.readouterr().out.splitlines()
    assert (code, nothing) == (1, "Nothing read in 0.5 s.")
    assert lost.startswith("Reader none: expected a port that can be read, got: ")


@pytest.mark.parametrize("seconds", ["nan", "0", "-1", "3601", "inf"])
def test_a_time_that_is_none_is_refused(bench: Bench, seconds: str) -> None:
    said = bench.call("readers", "test", "/dev/video99", "--seconds", seconds)
    assert (said.code, said.answers) == (2, ())


def test_a_camera_says_what_it_reads_and_what_would_help(bench: Bench) -> None:
    frames = [shown(matrix(TEXT))] * FPS + [EMPTY] * 2 * FPS
    film = video_file(bench.folder / "film.avi", frames)
    said = bench.call("readers", "test", str(film), "--seconds", "20")
    assert (said.code, said.error) == (0, "")
    assert [(one["code"], one["text"], one["hints"]) for one in said.answers] == [
        ("read", TEXT, []),
        ("hint", None, ["Too bright: less light, or turn it out of the glare."]),
    ]


def test_a_camera_says_that_two_readings_are_none(bench: Bench) -> None:
    frames = [shown(spliced("10000100000110", "10000200000220"))] * 2 * FPS
    film = video_file(bench.folder / "film.avi", frames)
    said = bench.call("readers", "test", str(film), "--seconds", "20")
    assert (said.code, said.error) == (1, "")
    assert [(one["code"], one["text"], one["hints"]) for one in said.answers] == [
        ("hint", None, [CAMERA["en"]["doubtful"]])
    ]


def test_a_camera_that_is_not_there_is_one_sentence(bench: Bench) -> None:
    said = bench.call("readers", "test", "/dev/video99", "--seconds", "1")
    assert (said.code, said.error) == (2, "Camera video99: expected a picture, got none.\n")


def test_place_cards_are_printed_and_read_as_themselves(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = bench.folder / "places.pdf"
    said = bench.call(
        "cards",
        "--places",
        "room-1, Stue 12,poliklinikk-3,reception:cytogenetics",
        "--out",
        str(out),
    )
    assert (said.code, said.error) == (0, "")
    places = ["room-1", "Stue 12", "poliklinikk-3", "reception:cytogenetics"]
    codes = [place.format(PlaceCard(name)) for name in places]
    assert said.answer == {
        "file": str(out),
        "cards": codes,
        "places": dict(zip(places, codes, strict=True)),
    }
    assert [identify(code) for code in codes] == [PlaceCard(name) for name in places]
    picture = drawn(out, bench.folder)
    assert {symbol.text for symbol in read_file(picture, ("Code128",)).symbols} == set(codes)
    assert label(picture).shape[0] > 1000


def drawn(pdf: Path, folder: Path) -> Path:
    """The page as a picture of 200 dpi."""
    import pypdfium2

    document = pypdfium2.PdfDocument(str(pdf))
    page = document[0].render(scale=200 / 72).to_pil()
    page.save(folder / "page.png")
    document.close()
    return folder / "page.png"


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        (
            "a-very-long-name-of-a-room",
            "Place card 'a-very-long-name-of-a-room': expected a name that takes 1 to 20 "
            "characters on the card (other than a–y and 0–9 take more), got 32.",
        ),
        (
            "room-1,",
            "Place card '': expected a name that takes 1 to 20 characters on the card "
            "(other than a–y and 0–9 take more), got 0.",
        ),
    ],
)
def test_a_name_that_no_card_holds_is_one_sentence(
    bench: Bench, places: str, sentence: str
) -> None:
    said = bench.call("cards", "--places", places, "--out", str(bench.folder / "places.pdf"))
    assert (said.code, said.error) == (2, f"{sentence}\n")
    assert not (bench.folder / "places.pdf").exists()
