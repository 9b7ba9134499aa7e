"""Finding bar codes however they lie, and drawing them anew from their rows."""

from dataclasses import replace

import numpy as np
import pytest
from decoding_samples import WHITE, Photograph, sheet, stopped, symbol

from station.adapters.decoding import Cascade, Pass, zxing
from station.adapters.decoding.bars import (
    MAX_PLACES,
    MIN_LENGTH_PX,
    is_taken,
    places,
    strip,
)
from station.adapters.decoding.profiles import (
    BLURS,
    PARTS,
    UNROLLED_DEG,
    Blur,
    _deblurred,
    clearer,
    plain,
    rescued,
)
from station.ports.decoder import GrayImage

TEXT = "00001000001199"


def texts(image: GrayImage, last: Pass = Pass.FULL) -> list[str]:
    cascade = Cascade(("Code128",), last=last, clock_s=stopped)
    return [s.text for s in cascade.decode(image, 2000).symbols]


@pytest.mark.parametrize("turn_deg", range(0, 180, 15))
def test_the_largest_place_is_the_bar_code(turn_deg: int) -> None:
    picture = Photograph(turn_deg=turn_deg).of(symbol(TEXT))
    place = places(picture)[0]
    height, width = picture.shape
    assert np.abs(np.subtract(place.center, (width / 2, height / 2))).max() <= 16
    askew_deg = (np.degrees(place.angle_rad) + turn_deg + 90) % 180 - 90
    assert abs(askew_deg) <= 3
    assert [read.text for read in zxing.read(strip(picture, place, ("Code128",)))] == [TEXT]


@pytest.mark.parametrize("side_px", [1, MIN_LENGTH_PX - 1, MIN_LENGTH_PX, 300])
def test_a_picture_of_nothing_has_no_place(side_px: int) -> None:
    assert places(np.full((side_px, side_px), WHITE, np.uint8)) == []


def test_places_have_a_limit() -> None:
    small = symbol("1", module_px=1)[:40]
    picture = sheet(
        900, 1200, *((y, x, small) for y in range(20, 860, 120) for x in range(20, 1080, 150))
    )
    assert len(places(picture)) == MAX_PLACES


def test_a_place_is_taken_by_its_own_symbol_alone() -> None:
    picture = Photograph(turn_deg=20).of(symbol(TEXT))
    (place, *_) = places(picture)
    one = strip(picture, place, ("Code128",))
    (read,) = zxing.read(one)
    corners = one.to_original(read.corners)
    aside = tuple((x + picture.shape[1], y) for x, y in corners)
    short = tuple(
        (round((x + place.center[0]) / 2), round((y + place.center[1]) / 2)) for x, y in corners
    )
    assert is_taken(place, [corners])
    assert not is_taken(place, [aside, short])  # type: ignore[list-item]


@pytest.mark.parametrize("turn_deg", [15, 30, 45, 60, 75])
def test_the_fast_pass_reads_a_tilted_bar_code(turn_deg: int) -> None:
    assert texts(Photograph(turn_deg=turn_deg).of(symbol(TEXT)), Pass.FAST) == [TEXT]


def test_rows_together_have_less_noise_than_each() -> None:
    picture = Photograph(noise=70).of(symbol(TEXT, module_px=2))
    assert texts(picture, Pass.FAST) == []
    assert texts(picture, Pass.DEFAULT) == [TEXT]


def test_what_blur_took_is_given_back() -> None:
    picture = Photograph(blur_px=1.5, noise=4).of(symbol(TEXT, module_px=2))
    assert texts(picture, Pass.FAST) == []
    assert texts(picture, Pass.FULL) == [TEXT]


def test_the_halves_are_told_apart_and_their_treatments_are_not() -> None:
    """What was read twice in one half of the rows is still one look."""
    picture = Photograph().of(symbol(TEXT))
    one = strip(picture, places(picture)[0], ("Code128",))
    halves = [f"{one.name}, half 1", f"{one.name}, half 2"]
    assert [scan.name for scan in plain(one)] == halves
    assert [scan.name for scan in clearer(one)] == halves
    assert [scan.name for scan in rescued(one)] == (1 + len(BLURS) + len(UNROLLED_DEG)) * halves


def test_the_halves_share_no_row() -> None:
    """The rows of one half are spoilt, and the other is read as before."""
    picture = Photograph().of(symbol(TEXT))
    one = strip(picture, places(picture)[0], ("Code128",))
    height = len(one.image)
    low, high = int(0.1 * height), int(0.9 * height) + 1
    first = np.arange(high - low) * PARTS // (high - low) % 2 == 0
    spoilt = one.image.copy()
    spoilt[low:high][first] = 0
    read = [[r.text for r in zxing.read(s)] for s in plain(replace(one, image=spoilt))]
    assert read == [[], [TEXT]]


@pytest.mark.parametrize("blur", BLURS, ids=str)
def test_a_blur_that_is_taken_back(blur: Blur) -> None:
    """The line of a bar code, blurred so, shows its bars again."""
    line = np.full(1200, 255, np.float32)
    line[200:1000] = np.where(np.arange(800) // 16 % 2, 255, 0)
    size = blur.size_px
    reach = np.arange(-60, 61)
    if blur.kind == "lens":
        kernel = np.exp(-((reach / size) ** 2) / 2)
    else:
        kernel = (abs(reach) <= (size - 1) / 2).astype(float)
    blurred = np.convolve(np.pad(line, 60, mode="edge"), kernel / kernel.sum(), "valid")
    shown = _deblurred(blurred.astype(np.float32), blur)
    assert ((shown > 127) == (line > 127)).mean() > 0.99


def test_a_label_round_a_tube_is_unrolled() -> None:
    """Seen at the sine of the angle; without the unrolling the first and last bars are too thin."""
    picture = Photograph().of(symbol(TEXT))
    one = strip(picture, places(picture)[0], ("Code128",))
    flat, unrolled = next(plain(one)), list(rescued(one))[-1]
    assert [read.text for read in zxing.read(flat)] == [TEXT]
    assert unrolled.image.shape == flat.image.shape
