"""Labels as they leave: read back by two decoders, exact to the dot, or refused in a sentence."""

import re
from dataclasses import replace
from io import BytesIO
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from label_samples import (
    DPI,
    LEFT,
    NO_SIDE,
    RIGHT,
    STOCKS,
    dark,
    exact_place,
    load_fonts,
    with_code,
)
from PIL import Image
from pyzbar import pyzbar

from labels.content import SIDES, LabelContent
from labels.errors import ContentError, GlyphError, LabelError
from labels.layout import DOTS_PER_MM, QUIET_MODULES
from labels.raster import Fonts
from labels.render import Label, render
from labels.stock import Stock
from labels.symbols import modules
from labels.verify import read_back

EVERY_STOCK = pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
EVERY_DPI = pytest.mark.parametrize("dpi", DPI)
EVERY_SIDE = pytest.mark.parametrize("content", [LEFT, RIGHT, NO_SIDE], ids=SIDES)
CODE128_STOCKS = [stock for stock in STOCKS.values() if stock.symbology == "code128"]
IDS = ("00017000042155", "98999999999297", "AB-1234", "S26-0012345", "1234", LEFT.code[::-1])


@EVERY_SIDE
@EVERY_DPI
@EVERY_STOCK
def test_round_trip(stock: Stock, dpi: int, content: LabelContent, fonts: Fonts) -> None:
    label = render(content, stock, dpi, fonts)
    assert read_back(label.image, stock.symbology) == [content.code]
    with Image.open(BytesIO(label.png)) as printed:
        assert (printed.size, printed.tobytes()) == (label.image.size, label.image.tobytes())


@pytest.mark.parametrize("stock", CODE128_STOCKS, ids=lambda stock: stock.name)
@pytest.mark.parametrize("code", IDS)
@EVERY_DPI
def test_a_second_decoder_agrees(stock: Stock, code: str, dpi: int, fonts: Fonts) -> None:
    image = render(with_code(code), stock, dpi, fonts).image.convert("L")
    found = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.CODE128])
    assert [symbol.data.decode("ascii") for symbol in found] == [code]


@pytest.mark.parametrize("code", IDS)
@EVERY_DPI
@EVERY_STOCK
def test_exact_to_the_dot(stock: Stock, dpi: int, code: str, fonts: Fonts) -> None:
    """Every edge lies on a multiple of X, the quiet zone is blank, X and the height suffice."""
    label = render(with_code(code), stock, dpi, fonts)
    symbol = modules(code, stock.symbology)
    quiet, scale = QUIET_MODULES[stock.symbology], DOTS_PER_MM[dpi]
    is_linear = stock.symbology == "code128"
    row_dots = int(stock.min_symbol_mm * scale) if is_linear else label.x_dots
    assert exact_place(label.image, symbol, label.x_dots, row_dots, quiet) is not None
    assert exact_place(label.image, symbol, label.x_dots - 1, row_dots, 0) is None
    assert label.x_mm == label.x_dots / scale >= stock.min_x_mm
    assert label.quiet_modules >= quiet


@EVERY_SIDE
@EVERY_DPI
@EVERY_STOCK
def test_the_margin_is_blank(stock: Stock, dpi: int, content: LabelContent, fonts: Fonts) -> None:
    label = render(content, stock, dpi, fonts)
    ink, margin = dark(label.image), ceil(stock.margin_mm * DOTS_PER_MM[dpi])
    ink[margin:-margin, margin:-margin] = 0
    assert not ink.any()


def test_whole_label_but_for_the_picture(fonts: Fonts) -> None:
    label = render(LEFT, STOCKS["tube-50x30"], 300, fonts)
    assert label == Label(
        image=label.image,
        png=label.png,
        x_dots=4,
        x_mm=4 / (300 / 25.4),
        quiet_modules=14,
        width_dots=590,
        height_dots=354,
    )
    assert label.image.size == (590, 354)


@EVERY_STOCK
def test_what_a_stock_requires(stock: Stock, fonts: Fonts) -> None:
    bare = replace(LEFT, birth_date="")
    if "birth_date" in stock.required:
        with pytest.raises(ContentError) as refusal:
            render(bare, stock, 203, fonts)
        assert str(refusal.value) == (
            f"Label birth_date: expected a text on {stock.name}, got none."
        )
    else:
        assert read_back(render(bare, stock, 203, fonts).image, stock.symbology) == [LEFT.code]


@pytest.mark.parametrize(
    "name",
    [
        "^FS^BCN,100^FDEVIL^FS",
        "~HS_5E\\, \"quoted\" <b> & 'so'",
        "|||||| ||| || |||| IIIIIIIIlllllll",
        "N" * 200,
        "Ŋ" * 250,
        ".",
        "O’NEILL, Ærlig Øystein Åge",
        "█▌▐█▌▌▐██▌▐",
    ],
)
@EVERY_STOCK
def test_strange_names(stock: Stock, name: str, fonts: Fonts) -> None:
    label = render(replace(LEFT, name=name), stock, 203, fonts)
    assert read_back(label.image, stock.symbology) == [LEFT.code]


def test_a_box_is_never_printed(fonts: Fonts) -> None:
    with pytest.raises(GlyphError) as refusal:
        render(replace(LEFT, name="漢"), STOCKS["tube-50x30"], 203, fonts)
    assert str(refusal.value) == (
        "Label name: expected letters that the label fonts can print, "
        "got '漢' (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)."
    )


FONTS = load_fonts()
SENTENCE = r"(Label|Symbol|Code) .+: expected .+, got .+\."
WHERE = {"stock": st.sampled_from(list(STOCKS.values())), "dpi": st.sampled_from(DPI)}
PRINTABLE = st.text("ABCÆØÅŠŊabcæøåđŧ ,-–’^~|0123456789", max_size=30)
IN_USE = st.fixed_dictionaries(
    {
        "code": st.one_of(
            st.from_regex(r"[0-9]{14}", fullmatch=True),
            st.from_regex(r"[A-Z0-9-]{4,20}", fullmatch=True),
        ),
        "name": st.builds("{}, {}".format, PRINTABLE, PRINTABLE),
        "birth_date": st.dates().map(str),
        "kind": st.sampled_from(["Flow", "Cytogenetics", "Immunocytology", "Blood smear"]),
        "side": st.sampled_from(SIDES),
        "side_word": st.sampled_from(["LEFT", "RIGHT", "VENSTRE", "HØYRE"]),
        "additive": PRINTABLE,
        "volume": st.sampled_from(["", "2–3 ml", "0.5–1 ml"]),
        "mark": st.sampled_from(["", "REPRINT 1", "COPY 12"]),
        "site": PRINTABLE,
    }
)
ANYTHING = st.fixed_dictionaries(
    {"code": st.text(max_size=60), "side": st.sampled_from(SIDES)},
    optional={
        element: st.text(max_size=300)
        for element in ("name", "birth_date", "kind", "side_word", "additive", "mark", "site")
    },
)


@settings(deadline=None, max_examples=150)
@given(changes=st.one_of(IN_USE, IN_USE, ANYTHING), **WHERE)
def test_read_back_or_refused(changes: dict[str, Any], stock: Stock, dpi: int) -> None:
    outcome = read_back_or_sentence(changes, stock, dpi)
    assert outcome == changes["code"] or re.fullmatch(SENTENCE, outcome, re.DOTALL)


def read_back_or_sentence(changes: dict[str, Any], stock: Stock, dpi: int) -> str:
    try:
        content = replace(LEFT, **changes, readable_id=changes["code"])
        label = render(content, stock, dpi, FONTS)
    except LabelError as refusal:
        return str(refusal)
    return "".join(read_back(label.image, stock.symbology))
