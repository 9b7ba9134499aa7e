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
    LONG,
    NO_SIDE,
    PROFILES,
    RIGHT,
    STOCKS,
    dark,
    exact_place,
    load_fonts,
    with_code,
    with_name,
)
from PIL import Image
from pyzbar import pyzbar

from labels.content import SIDES, LabelContent
from labels.errors import ContentError, GlyphError, LabelError, StockError, SymbolError
from labels.layout import QUIET_MODULES
from labels.profile import profile_from
from labels.raster import Fonts
from labels.render import Label, render
from labels.stock import Stock
from labels.symbols import modules
from labels.units import DOTS_PER_MM
from labels.verify import read_back

EVERY_STOCK = pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
EVERY_DPI = pytest.mark.parametrize("dpi", DPI)
EVERY_SIDE = pytest.mark.parametrize("content", [LEFT, RIGHT, NO_SIDE], ids=SIDES)
CODE128_STOCKS = [s for s in STOCKS.values() if s.designs[0].symbologies[0] == "code128"]
IDS = ("00017000042155", "98999999999297", "AB-1234", "S26-0012345", "1234", LEFT.code[::-1])


@EVERY_SIDE
@EVERY_DPI
@EVERY_STOCK
def test_round_trip(stock: Stock, dpi: int, content: LabelContent, fonts: Fonts) -> None:
    label = render(content, stock, dpi, fonts)
    assert read_back(label.image, label.symbology) == [content.code]
    with Image.open(BytesIO(label.png)) as printed:
        assert (printed.size, printed.tobytes()) == (label.image.size, label.image.tobytes())


@pytest.mark.parametrize("stock", CODE128_STOCKS, ids=lambda stock: stock.name)
@pytest.mark.parametrize("code", IDS)
@EVERY_DPI
def test_a_second_decoder_agrees(stock: Stock, code: str, dpi: int, fonts: Fonts) -> None:
    label = render(with_code(code), stock, dpi, fonts)
    if code == "S26-0012345" and stock.width_mm < 50:
        assert label.symbology == "datamatrix"  # 158 modules with their quiet zones
        return
    found = pyzbar.decode(label.image.convert("L"), symbols=[pyzbar.ZBarSymbol.CODE128])
    assert [symbol.data.decode("ascii") for symbol in found] == [code]


@pytest.mark.parametrize("code", IDS)
@EVERY_DPI
@EVERY_STOCK
def test_exact_to_the_dot(stock: Stock, dpi: int, code: str, fonts: Fonts) -> None:
    """Every edge lies on a multiple of X, the quiet zone is blank, X and the height suffice."""
    label = render(with_code(code), stock, dpi, fonts)
    symbol, scale = modules(code, label.symbology), DOTS_PER_MM[dpi]
    quiet = QUIET_MODULES.get(label.symbology, stock.profile.quiet_modules)
    is_linear = label.symbology == "code128"
    row_dots = int(stock.profile.min_height_mm * scale) if is_linear else label.x_dots
    assert exact_place(label.image, symbol, label.x_dots, row_dots, quiet) is not None
    assert exact_place(label.image, symbol, label.x_dots - 1, row_dots, 0) is None
    assert label.x_mm == label.x_dots / scale >= stock.profile.min_x_mm
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
        dpi=300,
        design="rings",
        symbology="code128",
        x_dots=3,
        x_mm=3 / (300 / 25.4),
        quiet_modules=12,
        symbol_middle_mm=177 / (300 / 25.4),
        width_dots=590,
        height_dots=354,
        dropped=("site",),
        cut=(),
    )
    assert label.image.size == (590, 354)


@pytest.mark.parametrize("mark", ["", "REPRINT 1", "COPY 12"])
@EVERY_DPI
@EVERY_STOCK
def test_every_design_prints_a_normal_patient(
    stock: Stock, dpi: int, mark: str, fonts: Fonts
) -> None:
    """In either language, and nothing that is required is lost: at most cut with a mark."""
    for design in stock.designs:
        for word in ("LEFT", "VENSTRE"):
            content = replace(LONG, side_word=word, mark=mark)
            label = render(content, stock, dpi, fonts, design.name)
            assert label.design == design.name
            assert set(label.dropped) <= set(stock.optional)
            assert read_back(label.image, label.symbology) == [content.code]


def test_an_unknown_design(fonts: Fonts) -> None:
    with pytest.raises(StockError) as refusal:
        render(LEFT, STOCKS["pot-51x25"], 203, fonts, "rings")
    assert str(refusal.value) == ("Design on pot-51x25: expected one of auto12, got 'rings'.")


def test_more_letters_than_the_reader_takes(fonts: Fonts) -> None:
    stock = replace(STOCKS["pot-51x25"], profile=profile_from(PROFILES["analyser"], "analyser"))
    label = render(with_code("7" * 20), stock, 300, fonts)
    assert read_back(label.image, label.symbology) == ["7" * 20]
    with pytest.raises(SymbolError) as refusal:
        render(with_code("7" * 21), stock, 300, fonts)
    assert str(refusal.value) == (
        "Code on pot-51x25: expected at most 20 letters for the reader analyser, got 21."
    )


@pytest.mark.parametrize(
    ("turned_deg", "back"),
    [
        (90, Image.Transpose.ROTATE_90),
        (180, Image.Transpose.ROTATE_180),
        (270, Image.Transpose.ROTATE_270),
    ],
)
def test_a_turned_label(turned_deg: int, back: Image.Transpose, fonts: Fonts) -> None:
    stock = STOCKS["pot-51x25"]
    upright = render(LEFT, stock, 203, fonts)
    turned = render(LEFT, replace(stock, rotation_deg=turned_deg), 203, fonts)
    assert turned.image.transpose(back).tobytes() == upright.image.tobytes()
    assert turned == replace(
        upright, image=turned.image, width_dots=turned.image.width, height_dots=turned.image.height
    )


@EVERY_DPI
@EVERY_STOCK
def test_outside_the_printable_zone_nothing_is_printed(
    stock: Stock, dpi: int, fonts: Fonts
) -> None:
    ink = dark(render(LEFT, stock, dpi, fonts).image)
    left, top, right, bottom = (int(mm * DOTS_PER_MM[dpi]) for mm in stock.printable_mm)
    assert ink.any()
    ink[top:bottom, left:right] = 0
    assert not ink.any()


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
        label = render(bare, stock, 203, fonts)
        assert read_back(label.image, label.symbology) == [LEFT.code]


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
    label = render(with_name(name), stock, 203, fonts)
    assert read_back(label.image, label.symbology) == [LEFT.code]


def test_a_box_is_never_printed(fonts: Fonts) -> None:
    with pytest.raises(GlyphError) as refusal:
        render(with_name("漢"), STOCKS["tube-50x30"], 203, fonts)
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
        "family": PRINTABLE,
        "given": PRINTABLE,
        "patient_id": st.from_regex(r"[0-9A-Z-]{1,32}", fullmatch=True),
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
        for element in (
            *("family", "given", "patient_id", "birth_date"),
            *("kind", "side_word", "additive", "mark", "site"),
        )
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
    return "".join(read_back(label.image, label.symbology))
