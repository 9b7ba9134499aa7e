"""Pictures of one tray, one after the other: how far they are looked at, and what lies twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from kit import HODGKIN_LEFT, Bench, P
from trays import CORNERS, reading

from station.app.tray import Gathered, Looking, Sighting, Source, Survey, gather, look, survey
from station.app.tray_words import lines_of, marks_of
from station.domain.tray import Wanted
from station.ports.decoder import Corners, Reading, Symbol
from station.ports.viewfinder import Caption, Drawn, Shot


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The left side of a procedure of both sides, labels printed."""
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    yield bench
    bench.end()


class Glimpses:
    """Eyes that see what is written: of each shot so many texts as are wanted, up to its own.

    Each look takes so many milliseconds. ``asked`` is each look's shot, symbols and budget.
    """

    def __init__(self, shows: dict[str, list[str]], takes_ms: float = 100.0) -> None:
        self.shows = shows
        self.takes_ms = takes_ms
        self.asked: list[tuple[str, int, float]] = []

    def read(self, shot: Shot, wanted: int, budget_ms: float) -> Reading:
        self.asked.append((shot.name, wanted, budget_ms))
        return replace(reading(*self.shows[shot.name][:wanted]), elapsed_ms=self.takes_ms)

    def caps(self, shot: Shot, symbols: object) -> dict[str, str]:
        return {}


def shots(*names: str) -> list[Shot]:
    grey = np.zeros((4, 4), np.uint8)
    return [Shot(name, grey, np.zeros((4, 4, 3), np.uint8)) for name in names]


def frames(bench: Bench, *names: str) -> Iterator[Shot]:
    """Shots that come a second after one another."""
    for shot in shots(*names):
        yield shot
        bench.clock.move(seconds=1)


def looked_at(bench: Bench, shown: list[Shot], eyes: Glimpses, source: Source) -> Survey:
    found = survey(bench.station, shown, Looking(eyes, Wanted(P), source, 1000))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("budget_ms", "asked"),
    [
        (1000, [("one", 1, 1000), ("one", 4, 900)]),
        (201, [("one", 1, 201), ("one", 4, 101)]),
        (200, [("one", 1, 200)]),  # another look would end after the time is over
    ],
)
def test_more_is_looked_for_while_something_lacks_and_time_is_left(
    bench: Bench, budget_ms: float, asked: list[tuple[str, int, float]]
) -> None:
    eyes = Glimpses({"one": [bench.text(name) for name in HODGKIN_LEFT]})
    found = survey(bench.station, shots("one"), Looking(eyes, Wanted(), "pictures", budget_ms))
    assert found is not None
    assert (eyes.asked, found.tray.complete) == (asked, len(asked) > 1)


def test_all_looks_at_one_picture_share_its_time(bench: Bench) -> None:
    shows = [bench.text(name) for name in HODGKIN_LEFT[:2]]
    eyes = Glimpses({"one": [*shows, "LAB-1", "LAB-2", "LAB-3", "LAB-4", "LAB-5", "LAB-6"]}, 300)
    survey(bench.station, shots("one"), Looking(eyes, Wanted(P), "pictures", 1000))
    assert eyes.asked == [("one", 4, 1000), ("one", 6, 700), ("one", 8, 400)]


def test_a_film_of_one_procedure_is_followed_until_nothing_lacks(bench: Bench) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    eyes = Glimpses({"one": texts[:3], "two": texts[2:], "three": []})
    shown = shots("one", "two", "three")
    for source in ("film", "camera"):
        found = looked_at(bench, shown, eyes, source)
        assert (found.tray.complete, found.gathered.frames, found.best.name) == (True, 2, "one")
        # The third was read again elsewhere, and is in this picture all the same.
        assert marks_of(found) == [Drawn("tick", CORNERS)] * 3
    assert looked_at(bench, shown, eyes, "pictures").gathered.frames == 3


# What each second shows (4: all of one procedure), and how many frames are looked at.
FOLLOWED: list[tuple[Source, list[int], int]] = [
    ("film", [4, 4, 4, 4, 4, 4], 6),
    ("camera", [4, 4, 4, 4, 4, 4], 4),
    ("camera", [2, 4, 4, 4, 4, 4], 5),
    ("camera", [4, 4, 0, 4, 4, 4], 6),  # 0: something else lies there too, so it is not complete
    ("camera", [2, 2, 2, 2, 2, 2], 6),
]


@pytest.mark.parametrize(("source", "seconds", "looked"), FOLLOWED)
def test_where_no_procedure_is_named_more_may_come(
    bench: Bench, source: Source, seconds: list[int], looked: int
) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    names = [str(number) for number in range(len(seconds))]
    shows = {n: texts[:count] or ["HELLO"] for n, count in zip(names, seconds, strict=True)}
    eyes, shown = Glimpses(shows), frames(bench, *names)
    found = survey(bench.station, shown, Looking(eyes, Wanted(), source, 1000))
    assert found is not None
    assert found.gathered.frames == looked


def test_no_picture_is_no_tray(bench: Bench) -> None:
    assert survey(bench.station, [], Looking(Glimpses({}), Wanted(P), "pictures", 1000)) is None


def at(x: int, y: int, length: int, height: int = 10) -> Corners:
    return (x, y), (x + length, y), (x + length, y + height), (x, y + height)


# What else one picture shows of a label whose bar code lies at (0, 0), 100 long: symbology, place,
# and whether it is another label.
TWICE = {
    "a strip below it": ("Code128", at(0, 60, 100), False),
    "one length below it": ("Code128", at(0, 100, 100), False),
    "just further": ("Code128", at(0, 101, 100), True),
    "at its side": ("Code128", at(130, 0, 100), True),
    "a longer one near by": ("Code128", at(60, 30, 200), False),
    "another symbol of the same label": ("DataMatrix", at(130, 0, 30, 30), False),
}


@pytest.mark.parametrize(("symbology", "place", "other"), TWICE.values(), ids=list(TWICE))
def test_one_label_at_two_places(
    bench: Bench, symbology: str, place: Corners, *, other: bool
) -> None:
    bars = at(0, 0, 100)
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    one = reading(*texts)
    first = [replace(symbol, corners=bars) for symbol in one.symbols[:1]]
    more = [Symbol(texts[0], symbology, place, ("zxing",))]
    found = replace(one, symbols=(*first, *more, *one.symbols[1:]))
    gathered = gather(Gathered(), found, {})
    tray = look(bench.station, gathered, Wanted(P))
    assert gathered.seen[texts[0]] == Sighting(1, bars, more=(place,) if other else ())
    first_is = [("unexpected", "duplicate")] if other else [("found", None)]
    assert [(item.mark, item.reason) for item in tray.items] == [*first_is, *[("found", None)] * 3]
    assert (tray.complete, tray.not_seen) == (not other, ())
    assert tray.lot == tuple(texts[1:] if other else texts)


def test_a_label_that_was_there_twice(bench: Bench) -> None:
    text = bench.text("flow-1-left")
    places = at(0, 0, 100), at(0, 200, 100)
    twice = Reading(tuple(Symbol(text, "Code128", place, ()) for place in places), (), 1.0)
    film = gather(gather(Gathered(), twice, {}), reading(text), {})
    assert film.seen == {text: Sighting(2, CORNERS)}  # the other one was taken away
    stills = gather(gather(Gathered(), twice, {}, still=True), reading(text), {}, still=True)
    assert stills.seen == {text: Sighting(1, places[0], more=places[1:])}
    tray = look(bench.station, stills, Wanted(P))
    assert lines_of(tray, "en")[2] == Caption(
        "cross", f"Unexpected: Flow cytometry, left {text} (the same label on two tubes)"
    )
    assert marks_of(Survey(stills, tray, shots("one")[0], 1, twice)) == [
        Drawn("cross", place) for place in places
    ]
