"""What is drawn over a tray: a shape and a colour for each mark, words below, no code touched."""

from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from station.adapters.fonts import label_fonts
from station.adapters.looking.overlay import COLOURS, MAX_LINES, overlay
from station.ports.decoder import Corners
from station.ports.viewfinder import ColourImage, Drawn, Line, Shape

SHAPES: tuple[Shape, ...] = ("tick", "cross", "question", "arrow")
PLAIN: ColourImage = np.full((300, 800, 3), 128, np.uint8)
FONTS = label_fonts()


def square(x: int, y: int, side: int = 60) -> Corners:
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side))


def drawn(marks: list[Drawn], *lines: Line, on: ColourImage = PLAIN) -> NDArray[np.uint8]:
    return np.array(Image.open(BytesIO(overlay(on, marks, lines, FONTS))))


def ink(picture: NDArray[np.uint8], shape: Shape) -> int:
    """Pixels of a mark's own colour."""
    return int((picture == COLOURS[shape]).all(axis=2).sum())


@pytest.mark.parametrize("shape", SHAPES)
def test_each_mark_has_its_own_colour_and_shape(shape: Shape) -> None:
    found = drawn([Drawn(shape, square(370, 120))])
    assert {other for other in SHAPES if ink(found, other)} == {shape}
    others = [drawn([Drawn(other, square(370, 120))]) for other in SHAPES if other != shape]
    # Without colour, as a person sees it who cannot tell red from green: the shapes differ.
    outlines = [(picture[:300].mean(axis=2) != 128) for picture in (found, *others)]
    assert all((outlines[0] != other).any() for other in outlines[1:])


@pytest.mark.parametrize(
    "corners",
    [
        square(370, 120),
        square(2, 2),
        square(738, 238),
        ((400, 100), (442, 142), (400, 184), (358, 142)),  # askew by 45°
        ((300, 150), (500, 150), (500, 151), (300, 151)),  # the strip of a bar code
        ((300, 150), (500, 150), (500, 150), (300, 150)),
    ],
    ids=["middle", "corner", "far corner", "askew", "strip", "line"],
)
def test_nothing_is_drawn_on_a_code_or_its_quiet_zone(corners: Corners) -> None:
    found = drawn([Drawn("tick", corners)])
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    middle = sum(xs) // 4, sum(ys) // 4
    for x, y in corners:
        for part in np.linspace(0, 1.05, 50):  # from the middle to each corner and a bit beyond
            px = min(max(round(middle[0] + part * (x - middle[0])), 0), 799)
            py = min(max(round(middle[1] + part * (y - middle[1])), 0), 299)
            assert (found[py, px] == 128).all()
    assert ink(found[:300], "tick") > 100


def test_neighbours_are_not_drawn_on() -> None:
    places = [square(100 + 75 * n, 120) for n in range(6)]
    found = drawn([Drawn("tick", place) for place in places])
    for one, other in pairwise(places):
        for (x, y), *_ in (one, other):
            assert (found[y : y + 60, x : x + 60] == 128).all()


def test_words_stand_below_with_norwegian_letters() -> None:
    line = Line("question", "Ikke sett: Benmargsutstryk, høyre – æøå")
    found = drawn([], line)
    assert found.shape[1] == 800
    assert found.shape[0] > 300
    assert (found[:300] == 128).all()
    box = drawn([], Line("question", "\U0010ffff" * 5))  # letters that no font has
    assert ink(found[300:], "question") > 20
    assert found.shape == box.shape
    assert (found != box).any()


@pytest.mark.parametrize(("count", "more"), [(MAX_LINES, False), (MAX_LINES + 1, True)])
def test_the_words_have_an_end(count: int, more: bool) -> None:
    lines = [Line("tick", "a")] * count
    full = drawn([], *[Line("tick", "a")] * MAX_LINES)
    found = drawn([], *lines)
    assert found.shape == full.shape
    assert bool((found != full).any()) == more
