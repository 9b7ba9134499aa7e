"""Which looks a picture gets, by its size and by the formats asked for."""

import numpy as np
import pytest
from decoding_samples import sheet, symbol

from station.adapters.decoding.formats import DEFAULT_FORMATS
from station.adapters.decoding.passes import (
    FIRST_MS_PER_MEGAPIXEL,
    MAX_ENLARGED_PIXELS,
    MIN_REDUCED_SIDE_PX,
    Pass,
    Picture,
)
from station.adapters.decoding.scans import (
    MAX_DOUBLED_SIDE_PX,
    SAME,
    STRIP_ROWS,
    How,
    Rendition,
    enlarged,
    reduced,
    turned,
    upright,
)
from station.ports.decoder import GrayImage

REDUCED = [f"reduced {parts} times" for parts in (2, 3, 4, 6)]
LARGER = ["enlarged", "softened", "turned", "sharpened"]
LAST = ["contrast", "turned, threshold 8", "quarter turns, threshold 16"]
LAST = [*LAST, "quarter turns, threshold 32"]
WIDTH = MAX_ENLARGED_PIXELS // 2000

LOOKS = {
    "the fast pass": ((10, 90), DEFAULT_FORMATS, Pass.FAST, ["direct", "quarter turns"]),
    "the fast pass, bar codes only": ((10, 90), ("Code128",), Pass.FAST, ["direct"]),
    "below the size that is reduced": (
        (10, MIN_REDUCED_SIDE_PX - 1),
        DEFAULT_FORMATS,
        Pass.DEFAULT,
        ["direct", "quarter turns", "fuller", "quarter turns, threshold 8", *LARGER, "zbar"],
    ),
    "at the size that is reduced": (
        (10, MIN_REDUCED_SIDE_PX),
        DEFAULT_FORMATS,
        Pass.DEFAULT,
        [
            *("direct", "quarter turns", "fuller", *REDUCED),
            *("quarter turns, threshold 8", *LARGER, "zbar"),
        ],
    ),
    "at the size that is still enlarged": (
        (2000, WIDTH),
        ("QRCode",),
        Pass.FULL,
        [
            *("direct", "quarter turns", "fuller", *REDUCED),
            *("quarter turns, threshold 8", *LARGER, "zbar", *LAST),
        ],
    ),
    "above the size that is still enlarged": (
        (2000, WIDTH + 1),
        ("QRCode",),
        Pass.FULL,
        [
            *("direct", "quarter turns", "fuller", *REDUCED),
            *("quarter turns, threshold 8", "turned", "zbar", *LAST),
        ],
    ),
    "no matrix codes asked for": (
        (10, 90),
        ("Code128",),
        Pass.FULL,
        [
            *("direct", "fuller", "quarter turns, threshold 8", "enlarged", "softened"),
            *("sharpened", "zbar", "contrast"),
            *("quarter turns, threshold 16", "quarter turns, threshold 32"),
        ],
    ),
}


def names(
    picture: Picture, last: Pass, *, hurried: bool = True, budget_ms: float = 1000
) -> list[str]:
    looks = picture.looks(last, hurried, budget_ms)
    return [scan.name for look in looks for scan in look.scans()]


@pytest.mark.parametrize(("shape", "formats", "last", "expected"), LOOKS.values(), ids=LOOKS)
def test_looks_at_a_picture_of_nothing(
    shape: tuple[int, int], formats: tuple[str, ...], last: Pass, expected: list[str]
) -> None:
    assert names(Picture(np.zeros(shape, np.uint8), formats), last) == expected


def test_without_hurry_the_fuller_look_comes_first() -> None:
    picture = Picture(np.zeros((10, 90), np.uint8), ("QRCode",))
    assert names(picture, Pass.FAST, hurried=False) == ["fuller"]
    assert names(picture, Pass.DEFAULT, hurried=False).count("fuller") == 1


@pytest.mark.parametrize(
    ("budget_ms", "first"),
    [
        (54, "fuller"),
        (53, "direct"),
        (9, "direct"),
        (8, "reduced 2 times"),
        (0.1, "reduced 6 times"),
    ],
)
def test_the_first_look_is_one_that_the_budget_is_enough_for(budget_ms: float, first: str) -> None:
    """Of a picture of one megapixel, of which a quick look is foretold to take 9 ms."""
    assert FIRST_MS_PER_MEGAPIXEL == 9
    picture = Picture(np.zeros((1000, 1000), np.uint8), ("QRCode",))
    assert names(picture, Pass.FAST, hurried=False, budget_ms=budget_ms)[0] == first


def test_a_picture_askew_costs_what_it_is_large() -> None:
    """A strip of 10 × 16,000 pixels is a square of 11,000 when it is turned."""
    square, strip = (Picture(np.zeros(s, np.uint8), ("QRCode",)) for s in ((400, 400), (10, 16000)))
    costs = [max(look.cost for look in p.looks(Pass.DEFAULT, True, 1000)) for p in (square, strip)]
    assert costs == [45, 8 * 16010**2 / (2 * 160000)]


def test_where_a_bar_code_lies_it_is_looked_at_alone() -> None:
    picture = Picture(sheet(400, 700, (100, 150, symbol("00001000001199"))), ("Code128",))
    direct, *strips = names(picture, Pass.FAST)
    assert direct == "direct"
    assert strips
    assert all(name.startswith("strip ") for name in strips)


def test_a_picture_made_anew_knows_where_it_comes_from() -> None:
    picture = Rendition(
        "whole", np.zeros((60, 100), np.uint8), SAME, ("QRCode",), How.QUARTER_TURNS
    )
    corners = ((20, 20), (40, 20), (40, 40), (20, 40))
    twice = enlarged(reduced(picture, 2))
    assert (twice.name, twice.how, twice.image.shape) == ("enlarged", picture.how, (60, 100))
    assert twice.to_original(corners) == corners
    assert turned(picture).image.shape == (113, 113)
    middle = ((56, 56), (56, 56), (56, 56), (56, 56))
    assert turned(picture).to_original(middle) == ((50, 29),) * 4


def alone(image: GrayImage, side_px: int, symbology: str) -> list[Rendition]:
    corners = ((0, 0), (side_px, 0), (side_px, 40), (0, 40))
    return upright(image, corners, symbology, "upright")


@pytest.mark.parametrize(
    ("side_px", "scale"),
    [(MAX_DOUBLED_SIDE_PX - 1, 2), (MAX_DOUBLED_SIDE_PX, 2), (MAX_DOUBLED_SIDE_PX + 1, 1)],
)
def test_a_symbol_alone_is_doubled_unless_it_is_large(side_px: int, scale: int) -> None:
    found = alone(np.zeros((50, side_px + 9), np.uint8), side_px, "QRCode")
    assert [scan.name for scan in found] == ["upright", "upright, sharpened"]
    margin_px = 0.15 * scale * side_px
    assert found[0].image.shape == (
        np.ceil(scale * 40 + 2 * margin_px),
        np.ceil(scale * side_px + 2 * margin_px),
    )
    corner = found[0].to_original(((0, 0), (0, 0), (0, 0), (0, 0)))[0]
    assert corner == tuple([round(-margin_px / scale)] * 2)


def test_a_bar_code_alone_is_a_strip() -> None:
    (strip,) = alone(np.zeros((50, 500), np.uint8), 400, "Code128")
    assert strip.image.shape == (STRIP_ROWS, 2 * 400 + 2 * 120)
