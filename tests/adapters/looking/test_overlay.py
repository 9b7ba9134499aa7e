"""What is drawn over a tray: a shape and a colour for each mark, words below, no code touched."""

from io import BytesIO
from itertools import pairwise

import cv2
import numpy as np
import pytest
import zxingcpp
from films import matrix
from numpy.typing import NDArray
from PIL import Image

from station.adapters.fonts import label_fonts
from station.adapters.looking.overlay import COLOURS, DASHES, MAX_LINES, overlay
from station.adapters.looking.placing import BADGE_SHARE, place, whole_code
from station.ports.decoder import Corners
from station.ports.viewfinder import Caption, ColourImage, Drawn, Shape

SHAPES: tuple[Shape, ...] = ("tick", "cross", "question", "arrow")
PLAIN: ColourImage = np.full((300, 800, 3), 128, np.uint8)
FONTS = label_fonts()


def square(x: int, y: int, side: int = 60) -> Corners:
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side))


def drawn(marks: list[Drawn], *lines: Caption, on: ColourImage = PLAIN) -> NDArray[np.uint8]:
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
    line = Caption("question", "Ikke sett: Benmargsutstryk, høyre – æøå")
    found = drawn([], line)
    assert found.shape[1] == 800
    assert found.shape[0] > 300
    assert (found[:300] == 128).all()
    box = drawn([], Caption("question", "\U0010ffff" * 5))  # letters that no font has
    assert ink(found[300:], "question") > 20
    assert found.shape == box.shape
    assert (found != box).any()


def test_long_words_go_on_in_the_next_row() -> None:
    """On a portrait picture, where a line is short: no ink at the right edge, none is lost."""
    sentence = "Not seen: Bone marrow smear for cytogenetics, right 00017000042103 (2026-0001)"
    narrow: ColourImage = np.full((400, 300, 3), 128, np.uint8)
    one, more = (
        drawn([], Caption("question", "a"), on=narrow),
        drawn([], Caption("question", sentence), on=narrow),
    )
    assert more.shape[0] >= one.shape[0] + 2 * 20
    assert (more[400:, -10:] == 255).all()
    wide: ColourImage = np.full((300, 2400, 3), 128, np.uint8)
    assert (
        drawn([], Caption("question", sentence), on=wide).shape
        == drawn([], Caption("tick", "a"), on=wide).shape
    )


@pytest.mark.parametrize(("count", "more"), [(MAX_LINES, False), (MAX_LINES + 1, True)])
def test_the_words_have_an_end(count: int, more: bool) -> None:
    lines = [Caption("tick", "a")] * count
    full = drawn([], *[Caption("tick", "a")] * MAX_LINES)
    found = drawn([], *lines)
    assert found.shape == full.shape
    assert bool((found != full).any()) == more


TEXT = "00017000042103"


def bars(height: int = 120, scale: int = 2) -> NDArray[np.uint8]:
    """A bar code without its quiet zone."""
    made = zxingcpp.create_barcode(TEXT, zxingcpp.BarcodeFormat.Code128)
    row = np.array(made.to_image(scale=1, add_quiet_zones=False), np.uint8)[:1]
    return np.kron(row, np.ones((height, scale), np.uint8))


def scene(
    *codes: tuple[NDArray[np.uint8], int, int], size: tuple[int, int] = (1080, 1920)
) -> ColourImage:
    """Codes on white paper, each by its top left."""
    paper = np.full(size, 255, np.uint8)
    for code, x, y in codes:
        paper[y : y + code.shape[0], x : x + code.shape[1]] = code
    return np.asarray(cv2.cvtColor(paper, cv2.COLOR_GRAY2BGR), np.uint8)


def lying(code: NDArray[np.uint8], x: int, y: int) -> Corners:
    bottom, right = y + code.shape[0] - 1, x + code.shape[1] - 1
    return ((x, y), (right, y), (right, bottom), (x, bottom))


BARS, MATRIX = bars(), matrix(TEXT, 4)[8:-8, 8:-8]
SOFT = cv2.GaussianBlur(MATRIX, (0, 0), 4).astype(np.uint8)


@pytest.mark.parametrize("degrees", [0, 3, -8, 15, -15])
def test_a_strip_is_made_the_whole_bar_code(degrees: float) -> None:
    """As decoders give it: one row that was scanned, level, whatever the bars do."""
    wide, high = BARS.shape[1], BARS.shape[0]
    page: NDArray[np.uint8] = np.full((600, 800), 255, np.uint8)
    page[240 : 240 + high, 280 : 280 + wide] = BARS
    turn = cv2.getRotationMatrix2D((280 + wide / 2, 240 + high / 2), degrees, 1)
    turned = cv2.warpAffine(page, turn, (800, 600), flags=cv2.INTER_LINEAR, borderValue=255)
    half = wide / 2 / np.cos(np.radians(degrees))
    left, right, y = round(280 + wide / 2 - half), round(280 + wide / 2 + half), 240 + high // 2
    strip: Corners = ((left, y - 1), (right, y - 1), (right, y + 1), (left, y + 1))
    whole = whole_code(turned.astype(np.uint8), strip)
    true = cv2.transform(np.array([lying(BARS, 280, 240)], np.float32), turn)[0]
    assert whole.bars
    assert float(np.abs(whole.quad - true).max()) < 6


def test_a_matrix_code_is_as_its_corners_say() -> None:
    grey = np.asarray(scene((MATRIX, 300, 300))[:, :, 0], np.uint8)
    whole = whole_code(grey, lying(MATRIX, 300, 300))
    assert (whole.bars, whole.quad.tolist()) == (False, [[*p] for p in lying(MATRIX, 300, 300)])


NEIGHBOURS = [(code, gap) for code in (MATRIX, SOFT) for gap in (8, 16, 24, 40)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("neighbour", "gap"), NEIGHBOURS)
def test_no_mark_lies_on_a_neighbour_that_was_not_read(
    neighbour: NDArray[np.uint8], gap: int, shape: Shape
) -> None:
    """On each side of a code lies another; only the middle one is known."""
    side = MATRIX.shape[0]
    step = side + gap
    around = [(600 + x * step, 400 + y * step) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]
    before = scene((MATRIX, 600, 400), *((neighbour, x, y) for x, y in around))
    found = drawn([Drawn(shape, lying(MATRIX, 600, 400))], on=before)
    changed = (found[:1080] != before[:, :, ::-1]).any(axis=2)
    assert not any(changed[y : y + side, x : x + side].any() for x, y in [*around, (600, 400)])
    assert changed.any()


def test_a_badge_is_centred_on_the_frame_of_a_bar_code_and_large_enough() -> None:
    picture = scene((BARS, 400, 300), (BARS, 400, 460))
    (one,) = place(picture[:, :, 0], [Drawn("tick", lying(BARS, 400, 300))], 4)
    assert one.badge is not None
    x, y, side = one.badge
    assert side == BADGE_SHARE * 1920 == 28
    on_line = cv2.pointPolygonTest(one.frame, (x + side / 2, y + side / 2), True)
    assert abs(on_line) < 1


def test_no_badge_lies_on_another_mark() -> None:
    places = [(200 + 90 * n, 200 + 80 * m) for n in range(12) for m in range(6)]
    marks = [Drawn(SHAPES[n % 4], lying(MATRIX, x, y)) for n, (x, y) in enumerate(places)]
    placed = place(scene(*((MATRIX, x, y) for x, y in places))[:, :, 0], marks, 4)
    boxes = [one.badge for one in placed if one.badge is not None]
    assert all(
        abs(ax - bx) >= side - 1 or abs(ay - by) >= side - 1
        for n, (ax, ay, side) in enumerate(boxes)
        for bx, by, _ in boxes[:n]
    )


def test_without_room_for_a_badge_the_lines_tell_the_shapes() -> None:
    assert len(set(DASHES.values())) == len(SHAPES)
    small = square(370, 120, 12)
    on = np.full((1080, 1920, 3), 128, np.uint8)
    alike = [(drawn([Drawn(shape, small)], on=on)[:1080] != 128).any(axis=2) for shape in SHAPES]
    assert all((one != other).any() for n, one in enumerate(alike) for other in alike[:n])
    placed = place(on[:, :, 0], [Drawn(shape, small) for shape in SHAPES], 4)
    assert [one.badge for one in placed] == [None] * 4
