"""Command cards: each reads as itself, alone, from afar, and far enough from its neighbours."""

from itertools import combinations

import numpy as np
import pytest
from label_samples import DPI, dark, exact_place
from PIL import Image, ImageDraw
from pyzbar import pyzbar
from renderings import Renderer, dots_per_inch, needs_poppler, pdfium, poppler

from labels.cards import CARDS_A_SHEET, CardContent, CardGroup, card_sheet, render_card
from labels.errors import DoesNotFitError
from labels.geometry import Box
from labels.pictures import PICTURES, SIGNS, Picture, draw_picture
from labels.raster import NO_LETTER, Fonts, Typesetter
from labels.symbols import code128
from labels.units import DOTS_PER_MM
from labels.verify import read_back

CODES = (
    *("CARDLEFT", "CARDRIGHT", "CARDCONFIRM", "CARDUNDO", "CARDPRINT", "CARDCHECK"),
    *("CARDREPRINT", "CARDEXCUSE", "CARDCLOSE", "CARDSINGLE", "CARDALL", "PLACE7ROOMZZ136"),
)
CARDS = [
    CardContent(code, picture, ("NOT COLLECTED", "SJEKK ETIKETT"))
    for code, picture in zip(CODES, PICTURES, strict=True)
]
FULL = CODES[:CARDS_A_SHEET]
SHEET = (CardGroup("At the needle", tuple(CARDS[:CARDS_A_SHEET])),)
MIN_APART_MM = 35
"""A finger in two gloves is 20 mm wide and covers the neighbour."""

EVERY_DPI = pytest.mark.parametrize("dpi", DPI)
EVERY_CARD = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.code)


@EVERY_DPI
@EVERY_CARD
def test_a_card_is_whole_dots_wide_enough_and_reads(
    card: CardContent, dpi: int, fonts: Fonts
) -> None:
    image = render_card(card, dpi, fonts)
    modules, x_dots = code128(card.code), {203: 3, 300: 4, 600: 8}[dpi]
    assert x_dots / DOTS_PER_MM[dpi] >= 0.33 > (x_dots - 1) / DOTS_PER_MM[dpi]
    rows = int(15.9 * DOTS_PER_MM[dpi])
    assert exact_place(image, modules, x_dots, rows, quiet=12) is not None
    assert read_back(image, "code128") == [card.code]
    found = pyzbar.decode(image.convert("L"), symbols=[pyzbar.ZBarSymbol.CODE128])
    assert [symbol.data.decode("ascii") for symbol in found] == [card.code]


@pytest.mark.parametrize("rendered_dpi", [150, *DPI])
@pytest.mark.parametrize(
    "draw", [pytest.param(poppler, marks=needs_poppler), pdfium], ids=["poppler", "pdfium"]
)
def test_the_sheet_has_every_card_and_keeps_them_apart(
    draw: Renderer, rendered_dpi: int, fonts: Fonts
) -> None:
    (page,) = draw(card_sheet(SHEET, 600, fonts), rendered_dpi)
    found = pyzbar.decode(page, symbols=[pyzbar.ZBarSymbol.CODE128])
    assert sorted(symbol.data.decode("ascii") for symbol in found) == sorted(FULL)
    assert sorted(read_back(page, "code128")) == sorted(FULL)
    for one, other in combinations([symbol.rect for symbol in found], 2):
        across = max(one.left, other.left) - min(one.left + one.width, other.left + other.width)
        down = max(one.top, other.top) - min(one.top + one.height, other.top + other.height)
        assert max(across, down) >= MIN_APART_MM * rendered_dpi / 25.4


@needs_poppler
def test_the_sheet_is_dot_for_dot(fonts: Fonts) -> None:
    (page,) = poppler(card_sheet(SHEET, 600, fonts), dots_per_inch(600))
    picture = 1 - np.asarray(page) // 255
    margin, heading, gap = (round(mm * DOTS_PER_MM[600]) for mm in (7, 12, 3))
    left, top = margin, margin + heading + gap
    first = dark(render_card(CARDS[0], 600, fonts))
    height, width = first.shape
    assert np.array_equal(picture[top : top + height, left : left + width], first)


@EVERY_DPI
@pytest.mark.parametrize("words", ["Places", "Places: the next scans of a reader " * 3])
def test_a_heading_ends_on_the_page(words: str, dpi: int, fonts: Fonts) -> None:
    (page,) = pdfium(card_sheet((CardGroup(words, tuple(CARDS[:1])),), dpi, fonts), dpi)
    ink = dark(page.convert("1"))
    margin = round(7.5 * dpi / 25.4)
    heading = ink[: round(20 * dpi / 25.4)]
    assert heading.any()
    assert not heading[:, -margin:].any()


def test_equal_cards_equal_bytes(fonts: Fonts) -> None:
    assert card_sheet(SHEET, 300, fonts) == card_sheet(SHEET, 300, fonts)


@EVERY_DPI
@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_fills_its_place_and_no_more(picture: Picture, dpi: int, fonts: Fonts) -> None:
    size = round(20 * DOTS_PER_MM[dpi])
    image = Image.new("1", (3 * size, 3 * size), 1)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    draw_picture(pen, picture, Box(size, size, 2 * size, 2 * size), Typesetter(fonts))
    ink = dark(image)
    inside = ink[size - 1 : 2 * size + 1, size - 1 : 2 * size + 1]
    assert ink.sum() == inside.sum()
    assert max(np.ptp(np.nonzero(inside)[0]), np.ptp(np.nonzero(inside)[1])) >= 0.85 * size


def test_no_picture_is_another_or_a_box(fonts: Fonts) -> None:
    pictures = set()
    for picture in PICTURES:
        image = Image.new("1", (100, 100), 1)
        draw_picture(ImageDraw.Draw(image), picture, Box(0, 0, 100, 100), Typesetter(fonts))
        pictures.add(image.tobytes())
    assert len(pictures) == len(PICTURES) == 12
    face = Typesetter(fonts).at(32, True)
    box = bytes(face.getmask(NO_LETTER))
    assert [sign for sign in SIGNS.values() if bytes(face.getmask(sign)) == box] == []


def test_a_name_that_does_not_fit(fonts: Fonts) -> None:
    card = CardContent("CARDLEFT", "left", ("LEFT", "W" * 30))
    with pytest.raises(DoesNotFitError) as refusal:
        render_card(card, 203, fonts)
    assert str(refusal.value) == (
        f"Card CARDLEFT: expected names that fit in 496 dots, got 'LEFT' and '{'W' * 30}'."
    )


@pytest.mark.parametrize(
    ("letters", "dpi", "x_dots"),
    [(17, 203, 3), (18, 203, 2), (28, 203, 2), (28, 300, 3), (28, 600, 6)],
)
def test_a_long_code_has_narrower_bars(letters: int, dpi: int, x_dots: int, fonts: Fonts) -> None:
    """17 letters leave 15 modules either side at 203 dpi, 18 would leave 9."""
    card = CardContent("C" * letters, "house", ("A", "B"))
    image = render_card(card, dpi, fonts)
    assert x_dots / DOTS_PER_MM[dpi] >= 0.25
    rows = int(15.9 * DOTS_PER_MM[dpi])
    assert exact_place(image, code128(card.code), x_dots, rows, quiet=12) is not None
    assert read_back(image, "code128") == [card.code]


def test_a_code_that_leaves_no_quiet_zone(fonts: Fonts) -> None:
    """29 letters leave 12 modules either side at 203 dpi, 30 would leave 6."""
    card = CardContent("C" * 29, "left", ("A", "B"))
    assert read_back(render_card(card, 203, fonts), "code128") == [card.code]
    with pytest.raises(DoesNotFitError) as refusal:
        render_card(CardContent("C" * 30, "left", ("A", "B")), 203, fonts)
    assert str(refusal.value) == (
        f"Card {'C' * 30}: expected a quiet zone of at least 12 modules, got 6."
    )


def test_a_long_name_has_two_lines(fonts: Fonts) -> None:
    """Larger than on one line, and still within its half."""
    card = CardContent("CARDREJECTRI", "RI", ("REJECT: IDENTIFICATION PROBLEM", "AVVIS"))
    assert read_back(render_card(card, 203, fonts), "code128") == [card.code]


@pytest.mark.parametrize(("count", "sheets"), [(10, 1), (11, 2)])
def test_a_group_fills_sheets_of_its_own(count: int, sheets: int, fonts: Fonts) -> None:
    assert CARDS_A_SHEET == 10
    codes = [f"CARD{letter}" for letter in "ABCDEFGHIJK"[:count]]
    many = CardGroup("Reasons", tuple(CardContent(code, "?", ("A", "B")) for code in codes))
    one = CardGroup("At the desk", (CARDS[0],))
    pages = pdfium(card_sheet((many, one), 203, fonts), 203.2)
    found = [len(pyzbar.decode(page, symbols=[pyzbar.ZBarSymbol.CODE128])) for page in pages]
    assert found == [*[10] * (sheets - 1), count - 10 * (sheets - 1), 1]
