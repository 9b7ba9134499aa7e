"""The margin: smaller modules have less of it, and what does not read has none."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from label_samples import LEFT, NO_SIDE, STOCKS, only, with_code
from PIL import Image

from labels.camera import BACKGROUND, Gray, View, grown, seen
from labels.margin import DISTANCES, margin
from labels.raster import Fonts
from labels.render import Label, render
from labels.verify import read_back
from station.adapters.decoding import Cascade, choose

POT = only(STOCKS["pot-51x25"], "auto12", symbologies=("code128",))
DECODER = Cascade(choose(()), clock_s=lambda: 0.0)  # a busy machine reads as much


def read(picture: Gray) -> list[str]:
    """What the station reads."""
    return [symbol.text for symbol in DECODER.decode(picture).symbols]


def shrunk(label: Label, dpi: int) -> Label:
    """The same dots, printed finer."""
    return replace(label, dpi=dpi)


def test_smaller_modules_have_a_smaller_margin(fonts: Fonts) -> None:
    """X is 0.5, 0.339 and 0.169 mm: one bitmap at three resolutions."""
    label = render(LEFT, POT, 300, fonts)
    found = [margin(shrunk(label, dpi), LEFT.code, read, curved=False) for dpi in (203, 300, 600)]
    largest, middle, smallest = (one for one in found if one is not None)
    assert largest > 1.3 * middle > 2 * smallest


def test_longer_codes_have_a_smaller_margin(fonts: Fonts) -> None:
    codes = ("1234", "12345678901234", "12345678901234567890")
    found = [margin(render(with_code(c), POT, 300, fonts), c, read, curved=False) for c in codes]
    assert found == sorted((m for m in found if m is not None), reverse=True)
    assert len(set(found)) == len(codes)


@pytest.mark.parametrize("stock", STOCKS)
def test_every_stock_reads_where_the_camera_is(stock: str, fonts: Fonts) -> None:
    label = render(NO_SIDE, STOCKS[stock], 300, fonts)
    found = margin(label, NO_SIDE.code, read, curved=STOCKS[stock].is_curved)
    assert found is not None
    assert found >= 1


def test_what_does_not_read_has_none(fonts: Fonts) -> None:
    label = render(LEFT, POT, 300, fonts)
    blank = replace(label, image=Image.new("1", label.image.size, 1))
    assert margin(blank, LEFT.code, read, curved=False) is None
    assert margin(label, LEFT.code[::-1], read, curved=False) is None
    assert margin(label, LEFT.code, lambda picture: [LEFT.code, "1234"], curved=False) is None


def test_a_symbol_half_round_the_tube_has_none(fonts: Fonts) -> None:
    """A Data Matrix of 22 mm: flat it has a large margin, round 12 mm it never reads."""
    label = shrunk(render(LEFT, only(STOCKS["slide-22x22"], "rows"), 600, fonts), 203)
    assert margin(label, LEFT.code, read, curved=False) is not None
    assert margin(label, LEFT.code, read, curved=True) is None


def test_it_ends_at_the_first_distance_that_does_not_read(fonts: Fonts) -> None:
    """Four pictures at each distance; the 10th is the second of the third distance."""
    label = render(LEFT, POT, 300, fonts)
    asked: list[Gray] = []

    def not_the_tenth(picture: Gray) -> Sequence[str]:
        asked.append(picture)
        return [] if len(asked) == 10 else [LEFT.code]

    assert margin(label, LEFT.code, not_the_tenth, curved=False) == DISTANCES[1]
    assert len(asked) == 10


def test_the_distances() -> None:
    assert (DISTANCES[0], DISTANCES[5], DISTANCES[-1]) == (0.5, 1, 8)


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("gain_mm", [-0.08, 0, 0.08, 0.3])
def test_bars_grow_by_what_is_said(dpi: int, gain_mm: float) -> None:
    dots_per_mm = {203: 8.0, 300: 300 / 25.4, 600: 600 / 25.4}[dpi]
    dots = np.full((20, 90), 255, np.uint8)
    dots[:, 30:60] = 0
    line = np.asarray(grown(Image.fromarray(dots), dpi, gain_mm))[10]
    assert (255 - line).sum() / 255 == pytest.approx(30 + gain_mm * dots_per_mm, abs=0.02)


def test_flat_and_straight_is_the_label_on_the_table(fonts: Fonts) -> None:
    label = render(LEFT, POT, 203, fonts)
    picture = seen(label.image, 203, View(8))
    assert picture.shape == (25 * 8 + 2 * 32, 51 * 8 + 2 * 32)
    assert np.array_equal(picture[32:-32, 32:-32], np.asarray(label.image.convert("L")))
    assert {*picture[:32].flat} == {BACKGROUND}


def test_askew_and_blurred(fonts: Fonts) -> None:
    label = render(LEFT, POT, 203, fonts)
    straight, askew, blurred = (
        seen(label.image, 203, view)
        for view in (View(8), View(8, skew_deg=5), View(8, blur_px=0.8))
    )
    assert askew.shape[0] > straight.shape[0] + 30
    assert float(blurred.std()) < float(straight.std())
    for picture in (straight, askew, blurred):
        assert read_back(Image.fromarray(picture), "code128") == [LEFT.code]
