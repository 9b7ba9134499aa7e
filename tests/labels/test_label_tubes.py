"""Labels on tubes: bars that are rings read at any roll, by the station's own decoder."""

import numpy as np
import pytest
from label_samples import LEFT, STOCKS
from PIL import Image

from labels.camera import AROUND_MM, BACKGROUND, TUBE, View, seen
from labels.raster import Fonts
from labels.render import render
from station.adapters.decoding import Cascade, choose

ROLLS_DEG = range(0, 360, 15)
DECODER = Cascade(choose(()), clock_s=lambda: 0.0)  # a busy machine reads as much


def read(name: str, diameter_mm: float, px_per_mm: float, fonts: Fonts) -> list[set[str]]:
    """What is read at each roll of a label at 300 dpi."""
    image = render(LEFT, STOCKS[name], 300, fonts).image
    pictures = (seen(image, 300, View(px_per_mm, diameter_mm, roll)) for roll in ROLLS_DEG)
    return [{symbol.text for symbol in DECODER.decode(x).symbols} for x in pictures]


@pytest.mark.parametrize("px_per_mm", [6, 9])
@pytest.mark.parametrize("diameter_mm", [12, 13, 16])
@pytest.mark.parametrize("name", [name for name, s in STOCKS.items() if s.form == "wrap"])
def test_a_whole_turn_reads_at_every_roll(
    name: str, diameter_mm: float, px_per_mm: float, fonts: Fonts
) -> None:
    assert read(name, diameter_mm, px_per_mm, fonts) == [{LEFT.code}] * len(ROLLS_DEG)


@pytest.mark.parametrize(
    ("name", "diameter_mm", "least"),
    [("tube-50x25", 12, 24), ("tube-50x25", 16, 21), ("tube-50x30", 16, 24)],
)
def test_rings_read_at_most_rolls(name: str, diameter_mm: float, least: int, fonts: Fonts) -> None:
    found = read(name, diameter_mm, 9, fonts)
    assert found.count({LEFT.code}) >= least
    assert found.count({LEFT.code}) + found.count(set()) == len(ROLLS_DEG)


@pytest.mark.parametrize(("roll_deg", "row"), [(0, 0), (90, 10), (180, 20), (270, 30)])
def test_the_roll_brings_a_row_to_the_middle(roll_deg: float, row: int) -> None:
    """On a tube 40 mm round, a quarter of a turn is 10 mm; the label has a line every 10 mm."""
    diameter_mm = 40 / np.pi
    dots = np.full((40 * 8, 20 * 8), 255, np.uint8)
    dots[row * 8 : row * 8 + 8] = 0
    picture = seen(Image.fromarray(dots), 203, View(8, diameter_mm, roll_deg))
    middle = picture.shape[0] // 2
    column = picture[:, picture.shape[1] // 2]
    assert {*column[middle + 1 : middle + 7]} == {0}
    assert {*column[middle - 8 : middle - 2]} == {255}


def test_what_was_wound_on_last_covers_the_rest() -> None:
    dots = np.full((60 * 8, 20 * 8), 255, np.uint8)
    dots[40 * 8 :] = 0
    picture = seen(Image.fromarray(dots), 203, View(8, 40 / np.pi))
    assert {*picture[:, picture.shape[1] // 2]} <= {BACKGROUND, *range(BACKGROUND, 256)}
    assert picture.min() == BACKGROUND


def test_a_bare_tube_is_as_long_as_its_label_and_a_bit() -> None:
    blank = Image.new("1", (160, 8), 1)
    picture = seen(blank, 203, View(10, 16, 90))
    assert picture.shape == ((16 + 2 * AROUND_MM) * 10, (20 + 2 * AROUND_MM) * 10)
    assert (picture[0, 0], picture[120, 10]) == (BACKGROUND, TUBE)
