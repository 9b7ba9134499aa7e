"""Pictures of one tray, one after the other: how far they are looked at, and what lies twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from kit import HODGKIN_LEFT, Bench, P
from trays import CORNERS, reading

from station.app.tray import Gathered, Sighting, Survey, gather, look, survey
from station.app.tray_words import lines_of, marks_of
from station.domain.tray import Wanted
from station.ports.decoder import Corners, Reading, Symbol
from station.ports.viewfinder import Drawn, Line, Shot


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
    """Eyes that see what is written: of each shot so many texts as are wanted, up to its own."""

    def __init__(self, shows: dict[str, list[str]]) -> None:
        self.shows = shows
        self.asked: list[tuple[str, int]] = []

    def read(self, shot: Shot, wanted: int) -> Reading:
        self.asked.append((shot.name, wanted))
        return reading(*self.shows[shot.name][:wanted])

    def caps(self, shot: Shot, symbols: object) -> dict[str, str]:
        return {}


def shots(*names: str) -> list[Shot]:
    grey = np.zeros((4, 4), np.uint8)
    return [Shot(name, grey, np.zeros((4, 4, 3), np.uint8)) for name in names]


def test_more_is_looked_for_while_something_lacks(bench: Bench) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    eyes = Glimpses({"one": texts})
    found = survey(bench.station, shots("one"), eyes, Wanted(), still=False)
    assert found is not None
    assert found.tray.complete
    assert eyes.asked == [("one", 1), ("one", 4)]


def test_a_camera_is_followed_until_nothing_lacks(bench: Bench) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    eyes = Glimpses({"one": texts[:3], "two": texts[2:], "three": []})
    found = survey(bench.station, shots("one", "two", "three"), eyes, Wanted(P), still=False)
    assert found is not None
    assert (found.tray.complete, found.gathered.frames, found.best.name) == (True, 2, "one")
    assert marks_of(found) == [Drawn("tick", CORNERS)] * 2  # the third was read again elsewhere
    every = survey(bench.station, shots("one", "two", "three"), eyes, Wanted(P), still=True)
    assert every is not None
    assert every.gathered.frames == 3


def test_no_picture_is_no_tray(bench: Bench) -> None:
    assert survey(bench.station, [], Glimpses({}), Wanted(P), still=True) is None


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
    assert lines_of(tray, "en")[2] == Line(
        "cross", f"Unexpected: Flow cytometry, left {text} (the same label on two tubes)"
    )
    assert marks_of(Survey(stills, tray, shots("one")[0], 1, twice)) == [
        Drawn("cross", place) for place in places
    ]
