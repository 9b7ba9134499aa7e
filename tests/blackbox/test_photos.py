"""Real photographs: so many texts are read at least, and none is read wrong.

Set by set, in each quarter turn, by the fast pass and by the full one. The floors and limits are
in ``tests/cases/reading/floors.toml``; a floor is what was read on the day, and only rises.
"""

import tomllib
from collections.abc import Callable
from itertools import count
from math import inf
from pathlib import Path

import pytest
from photos import ROTATIONS_DEG, TRAYS, Photo, photos, tally

from station.adapters.decoding import Cascade, Pass, choose
from station.ports.decoder import GrayImage

FLOORS = Path(__file__).parents[1] / "cases" / "reading" / "floors.toml"
SETS = tomllib.loads(FLOORS.read_text())["sets"]
BUDGET_MS = 5000.0  # of a clock that stands still: what a machine does besides changes nothing
SCANS = {TRAYS: 100}  # of one picture; a tray that lacks a code is looked at for half a minute

# Two QR codes, one inside the other: two texts at one place.
TWO_AT_ONE_PLACE = "zxing-qrcode-2/16.png"


def in_set(name: str) -> list[Photo]:
    return [photo for photo in photos() if photo.file.startswith(f"{name}/")]


def clock(scans: float = inf) -> Callable[[], float]:
    """A clock that stands still, and after so many scans has gone on past every budget."""
    asked = count()
    return lambda: 0.0 if next(asked) < scans else BUDGET_MS


def texts(image: GrayImage, wanted: int, last: Pass, scans: float) -> list[str]:
    cascade = Cascade(choose(()), last=last, clock_s=clock(scans))
    found = cascade.decode(image, BUDGET_MS, wanted)
    return [symbol.text for symbol in found.symbols]


def test_every_set_has_its_floors() -> None:
    folders = {photo.file.split("/")[0] for photo in photos()}
    assert folders == set(SETS)
    assert {name: len(in_set(name)) for name in SETS} == {n: s["pictures"] for n, s in SETS.items()}


@pytest.mark.parametrize("last", [Pass.FAST, Pass.FULL], ids=["fast", "full"])
@pytest.mark.parametrize(("quarter", "turned_deg"), list(enumerate(ROTATIONS_DEG)))
@pytest.mark.parametrize("name", SETS)
def test_photographs(name: str, quarter: int, turned_deg: int, last: Pass) -> None:
    scans = SCANS.get(name, inf)
    got = tally(in_set(name), turned_deg, lambda image, wanted: texts(image, wanted, last, scans))
    limits = SETS[name][last.name.lower()]
    assert got.misread <= limits["misread"][quarter]
    assert got.read >= limits["read"][quarter]


def test_no_limit_of_misreads_is_above_none() -> None:
    limits = [s[p]["misread"] for s in SETS.values() for p in ("fast", "full")]
    assert all(limit == [0, 0, 0, 0] for limit in limits)


def test_two_codes_at_one_place_give_no_read() -> None:
    (double,) = (photo for photo in photos() if photo.file == TWO_AT_ONE_PLACE)
    found = Cascade(choose(()), clock_s=clock()).decode(double.image(), BUDGET_MS)
    assert found.symbols == ()
    assert [len(place.texts) for place in found.disagreements] == [2]
