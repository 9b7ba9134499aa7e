"""Who stands on a label: twins differ to the eye, names are printed as far as the fonts go."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from label_samples import (
    ANNA,
    DPI,
    INGRID,
    LEFT,
    LONG,
    NO_SIDE,
    STOCKS,
    dark,
    load_fonts,
    only,
    with_code,
    with_name,
)

from labels.content import LabelContent
from labels.geometry import Layout
from labels.layout import arrange
from labels.raster import Fonts, draw, typesetter
from labels.render import capitals, refused_code, render, unprintable
from labels.stock import Stock
from labels.verify import read_back

TYPESETTER = typesetter(load_fonts())
DESIGNS = {
    f"{stock.name}-{design.name}": only(stock, design.name)
    for stock in STOCKS.values()
    for design in stock.designs
}
EVERY_DESIGN = pytest.mark.parametrize("stock", DESIGNS.values(), ids=DESIGNS)
EVERY_DPI = pytest.mark.parametrize("dpi", DPI)


def arranged(content: LabelContent, stock: Stock, dpi: int) -> Layout:
    return arrange(content, stock, dpi, TYPESETTER.measure)


def name_of(layout: Layout, given: str) -> str:
    """The line of the name that the given names are in."""
    (line,) = [text.text for text in layout.texts if given in text.text]
    return line


def drawn_without(layout: Layout, texts: tuple[str, ...]) -> npt.NDArray[np.uint8]:
    """A label's dots without its symbol and some of its texts."""
    rest = tuple(text for text in layout.texts if text.text not in texts)
    symbol = replace(layout.symbol, modules=((False,),))
    return dark(draw(replace(layout, texts=rest, symbol=symbol), TYPESETTER))


# --- twins ---------------------------------------------------------------------------------------


@EVERY_DPI
@EVERY_DESIGN
@pytest.mark.parametrize("mark", ["", "REPRINT 1"])
def test_twins_differ_to_the_eye(stock: Stock, dpi: int, mark: str) -> None:
    """In the given name and in the patient's own id, both whole; the symbols are not compared."""
    anna, ingrid = (replace(twin, mark=mark) for twin in (ANNA, INGRID))
    layouts = [arranged(twin, stock, dpi) for twin in (anna, ingrid)]
    for twin, layout in zip((anna, ingrid), layouts, strict=True):
        assert name_of(layout, twin.given).endswith(twin.given)
        assert twin.patient_id in [text.text for text in layout.texts]
        assert "given" not in layout.cut
    groups = (ANNA.readable_id, "00017 000042", "1 55")
    for left_out in (groups, (*groups, "P3", "P4")):
        one, other = (drawn_without(layout, left_out) for layout in layouts)
        assert np.count_nonzero(one != other) > (dpi / 25.4) ** 2 / 4  # a quarter of a mm²


@EVERY_DPI
@EVERY_DESIGN
def test_given_names_survive_a_long_family_name(stock: Stock, dpi: int) -> None:
    content = replace(INGRID, family="N" * 60)
    layout = arranged(content, stock, dpi)
    shown = [text.text for text in layout.texts]
    assert any(text.endswith(content.given) for text in shown)
    assert any("…" in text for text in shown)
    assert ("name" in layout.cut, "given" in layout.cut) == (True, False)


@EVERY_DPI
@EVERY_DESIGN
def test_a_national_number_is_on_every_stock(stock: Stock, dpi: int) -> None:
    """Eleven digits; on slides with what smears are called."""
    kind = "Blodutstryk" if stock.vessel == "slide" else LEFT.kind
    layout = arranged(replace(LONG, kind=kind, side_word="VENSTRE"), stock, dpi)
    assert LEFT.patient_id in [text.text for text in layout.texts]


LONGEST_ID = {
    "tube-50x30": 27,
    "tube-50x25": 30,
    "tube-38x19": 14,
    "tube-25x13": 11,
    "tube-50x30-wrap": 30,
    "tube-50x25-wrap": 30,
    "tube-38x19-wrap": 24,
    "tube-38x19-flag": 14,
    "tube-25x13-flag": 11,
    "pot-51x25": 30,
    "slide-22x22": 19,
    "slide-20x20": 17,
    "vial-33x13": 18,
}
"""In digits; docs/labels.md says so too."""


@pytest.mark.parametrize("name", STOCKS)
def test_the_longest_id_that_is_carried_beside_a_long_name(name: str) -> None:
    kind = "Blodutstryk" if STOCKS[name].vessel == "slide" else LEFT.kind
    carried = [
        all(
            "patient_id" not in arranged(content, STOCKS[name], dpi).dropped
            for dpi in DPI
            for content in [replace(LONG, kind=kind, patient_id="8" * digits)]
        )
        for digits in (LONGEST_ID[name], LONGEST_ID[name] + 1)
    ]
    assert carried == [True, False]


@EVERY_DPI
@EVERY_DESIGN
@pytest.mark.parametrize("content", [LONG, ANNA], ids=["long", "twin"])
def test_an_additive_is_whole_where_it_is_carried(
    stock: Stock, dpi: int, content: LabelContent
) -> None:
    layout = arranged(replace(content, additive="heparin 5000 IE/ml"), stock, dpi)
    shown = " ".join(text.text for text in layout.texts)
    carries = "additive" in stock.designs[0].carried
    assert ("heparin 5000 IE/ml" in shown, "additive" in layout.cut) == (carries, False)


# --- letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Hansen-Kristoffersen", ()),
        ("van\u00a0der\u202fBerg", ()),
        ("ბერიძე", ()),
        ("Ბერიძე", ("Ბ",)),
        ("Ade\u0301ba\u0301yo\u0323\u0300", ()),
        ("O\u0323\u0300ṣun", ()),
        ("漢字", ("字", "漢")),
        ("N\u030b\u0300", ("\u0300",)),
        ("TEST 😀", ("😀",)),
        ("אבג", ("א", "ב", "ג")),
    ],
)
def test_what_the_fonts_cannot_print(text: str, letters: tuple[str, ...], fonts: Fonts) -> None:
    assert unprintable(text, fonts) == letters


@pytest.mark.parametrize(
    ("family", "printed"),
    [
        ("Hansen", "HANSEN"),
        ("van\u00a0der Berg", "VAN DER BERG"),
        ("Weiß", "WEISS"),
        ("ბერიძე", "ბერიძე"),
        ("Ade\u0301ba\u0301yo\u0323\u0300", "ADÉBÁYỌ\u0300"),
        ("Bɔ\u0303\u0301ti", "Bɔ\u0303\u0301ti"),
    ],
)
def test_a_family_name_in_the_capitals_that_there_are(
    family: str, printed: str, fonts: Fonts
) -> None:
    assert capitals(family, fonts) == printed


@pytest.mark.parametrize("name", ["ბერიძე, ნინო", "ADÉBÁYO\u0323\u0300, O\u0323\u0300lá"])
@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_names_in_other_letters_print(stock: Stock, name: str, fonts: Fonts) -> None:
    label = render(with_name(name), stock, 203, fonts)
    assert read_back(label.image, label.symbology) == [LEFT.code]
    assert label.cut in ((), ("kind",))


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("px", [14, 24, 66])
@pytest.mark.parametrize("letter", ["Ọ\u0300", "Ẹ\u0301", "J\u030c", "l\u0300", "ọ\u0300"])
def test_an_accent_stands_clear_of_its_letter(letter: str, px: int, bold: bool) -> None:
    """From above: the accent, a blank, and the letter as high as it is alone."""
    whole, plain = (inked_lines(sign, px, bold) for sign in (letter, letter[0]))
    accent, blank = whole[: -len(plain) - 1], whole[-len(plain) - 1]
    assert (whole[-len(plain) :], blank, any(accent)) == (plain, False, True)


def inked_lines(sign: str, px: int, bold: bool) -> list[bool]:
    """From above, which lines of dots have ink; none above the first or below the last one."""
    ink = np.array(TYPESETTER.ink(sign, px, bold)[0]).astype(np.uint8).max(axis=1) > 0
    lines = np.flatnonzero(ink)
    return [bool(line) for line in ink[lines[0] : lines[-1] + 1]]


# --- codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["ICHNE12345c", "lab-26/00123a", "DEV01240000000000004"])
@EVERY_DPI
def test_a_code_is_in_the_symbol_letter_for_letter(code: str, dpi: int, fonts: Fonts) -> None:
    label = render(with_code(code), STOCKS["tube-50x30"], dpi, fonts)
    assert read_back(label.image, label.symbology) == [code]


@pytest.mark.parametrize(
    ("code", "stock", "sentence"),
    [
        ("DEV01240000000000004", "tube-50x30", None),
        ("ICHNE12345c", "tube-25x13", None),
        ("LAB-2026-0001", "slide-22x22", None),
        (
            "DEV01240000000000003",
            "slide-22x22",
            "Label readable_id on slide-22x22 at 203 dpi: expected at most 20.00 mm, "
            "got 22.75 mm, 2.75 mm too long.",
        ),
        (
            "7" * 49,
            "pot-51x25",
            "Code on pot-51x25: expected at most 48 letters for the reader handheld, got 49.",
        ),
        (
            "LAB-Ø1",
            "pot-51x25",
            "Code for a datamatrix symbol: expected printable ASCII letters, got U+00D8 at "
            "position 5.",
        ),
    ],
)
def test_whether_a_stock_can_carry_a_code(
    code: str, stock: str, sentence: str | None, fonts: Fonts
) -> None:
    found = refused_code(code, STOCKS[stock], 203, fonts)
    assert (None if found is None else str(found)) == sentence


@EVERY_DPI
@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
@pytest.mark.parametrize("letters", range(4, 21, 4))
def test_what_a_stock_can_carry_it_prints(
    stock: Stock, dpi: int, letters: int, fonts: Fonts
) -> None:
    """With either side or none, and as a copy."""
    code = "LAB-2026-00123456789"[:letters]
    if refused_code(code, stock, dpi, fonts) is None:
        for content in (LONG, replace(LONG, mark="COPY 2"), NO_SIDE):
            layout = arranged(with_code(code, content), stock, dpi)
            assert code in [text.text for text in layout.texts]
