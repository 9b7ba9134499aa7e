"""The geometry of a label, with letters of a known width instead of a font."""

from dataclasses import replace
from math import pi

import pytest
from half_em import BARS, TUBE, arranged, measure, of_height, texts
from label_samples import (
    DPI,
    LEFT,
    NO_SIDE,
    PROFILES,
    RIGHT,
    STOCKS,
    only,
    with_code,
)

from labels.content import LabelContent
from labels.errors import DoesNotFitError, LabelError, StockError, SymbolError
from labels.geometry import Box, Layout, SideShape, Symbol, Text
from labels.layout import QUIET_MODULES
from labels.profile import profile_from
from labels.stock import Stock, Symbology
from labels.symbols import modules
from labels.units import DOTS_PER_MM

SLIDE = STOCKS["slide-22x22"]
SMALL_SLIDE = STOCKS["slide-20x20"]


def test_whole_label_with_rings() -> None:
    """The column of text is 15 mm wide, the bars go over all 28 mm, 12 X are blank beside them."""
    assert arranged(LEFT, TUBE) == Layout(
        width_dots=400,
        height_dots=240,
        design="rings",
        symbology="code128",
        texts=(
            Text("TESTESEN,", left=8, baseline=85, px=19, bold=True),
            Text("Prøve", left=8, baseline=108, px=19, bold=True),
            Text("2014-05-17", left=8, baseline=127, px=14, bold=False),
            Text("17051412345", left=8, baseline=144, px=14, bold=False),
            Text("00017 000042", left=8, baseline=161, px=14, bold=True),
            Text("1 55", left=8, baseline=178, px=14, bold=True),
            Text("Cytogenetics", left=8, baseline=195, px=14, bold=True),
            Text("2–3 ml", left=8, baseline=212, px=14, bold=False),
            Text("Heparin", left=60, baseline=212, px=14, bold=False),
            Text("5000 IE/ml", left=8, baseline=229, px=14, bold=False),
            Text("LEFT", left=50, baseline=59, px=17, bold=True),
            Text("L", left=68, baseline=37, px=32, bold=True, light=True),
        ),
        symbol=Symbol(modules(LEFT.code, "code128"), 152, 8, 2, 224, 12),
        shape=SideShape("left", Box(8, 8, 128, 44), tip_dots=22, stroke_dots=4),
        dropped=("site",),
    )


def test_whole_label_with_the_name_top_left() -> None:
    assert arranged(RIGHT, TUBE, design="auto12") == Layout(
        width_dots=400,
        height_dots=240,
        design="auto12",
        symbology="code128",
        texts=(
            Text("TESTESEN, Prøve", left=8, baseline=35, px=28, bold=True),
            Text("2014-05-17", left=8, baseline=60, px=20, bold=False),
            Text("17051412345", left=118, baseline=60, px=20, bold=False),
            Text("Flow", left=8, baseline=84, px=20, bold=True),
            Text("Heparin 5000 IE/ml", left=8, baseline=108, px=20, bold=False),
            Text("2–3 ml", left=198, baseline=108, px=20, bold=False),
            Text("00017 000042 1 55", left=8, baseline=226, px=20, bold=True),
            Text("REPRINT 1", left=205, baseline=226, px=17, bold=False),
            Text("posterior il…", left=287, baseline=226, px=17, bold=False),
            Text("HØYRE", left=302, baseline=106, px=28, bold=True),
            Text("H", left=308, baseline=69, px=66, bold=True),
        ),
        symbol=Symbol(modules(RIGHT.code, "code128"), 88, 116, 2, 84, 40),
        shape=SideShape("right", Box(288, 8, 392, 82), tip_dots=31, stroke_dots=4),
        cut=("site",),
    )


def test_whole_slide_label() -> None:
    assert arranged(RIGHT, SLIDE) == Layout(
        width_dots=176,
        height_dots=176,
        design="rows",
        symbology="datamatrix",
        texts=(
            Text("TESTESEN, Prøve", left=8, baseline=25, px=18, bold=True),
            Text("2014-05-17", left=8, baseline=45, px=16, bold=False),
            Text("Flow", left=98, baseline=45, px=16, bold=True),
            Text("17051412345", left=8, baseline=63, px=14, bold=False),
            Text("REPRINT 1", left=95, baseline=63, px=14, bold=False),
            Text("00017 000042 1 55", left=8, baseline=164, px=17, bold=True),
            Text("HØYRE", left=107, baseline=140, px=18, bold=True),
            Text("H", left=109, baseline=114, px=49, bold=True),
        ),
        symbol=Symbol(modules(RIGHT.code, "datamatrix"), 16, 79, 4, 4, 2),
        shape=SideShape("right", Box(96, 69, 168, 124), tip_dots=22, stroke_dots=4),
    )


def test_whole_flag_label() -> None:
    """Only one face is printed; texts stand between the symbol and a side mark without a word."""
    assert arranged(NO_SIDE, STOCKS["tube-25x13-flag"], 300) == Layout(
        width_dots=295,
        height_dots=614,
        design="rows",
        symbology="datamatrix",
        texts=(
            Text("ŠÁRÁ-ČÁLLI, Ŋilla Márjá", left=6, baseline=28, px=22, bold=True),
            Text("2014-05-17", left=78, baseline=58, px=21, bold=False),
            Text("17051412345", left=78, baseline=83, px=21, bold=False),
            Text("COPY 2", left=78, baseline=108, px=21, bold=False),
            Text("00017 000042 1 55", left=6, baseline=142, px=21, bold=True),
        ),
        symbol=Symbol(modules(NO_SIDE.code, "datamatrix"), 14, 49, 4, 4, 2),
        shape=SideShape("none", Box(230, 38, 289, 117), tip_dots=18, stroke_dots=6),
        dropped=("kind",),
    )


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("name", [name for name, s in STOCKS.items() if s.form == "wrap"])
def test_the_bars_of_a_wrap_make_a_whole_turn_of_a_16_mm_tube(name: str, dpi: int) -> None:
    symbol = arranged(LEFT, STOCKS[name], dpi).symbol
    assert symbol.row_dots / DOTS_PER_MM[dpi] > 16 * pi


@pytest.mark.parametrize("content", [LEFT, RIGHT, NO_SIDE], ids=["left", "right", "none"])
@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_nothing_overlaps(stock: Stock, dpi: int, content: LabelContent) -> None:
    layout = arranged(content, stock, dpi)
    boxes = [symbol_box(layout.symbol), layout.shape.box]
    boxes += [capitals_box(text) for text in layout.texts if text.text != content.side_letter]
    for number, box in enumerate(boxes):
        assert 0 <= box.left < box.right <= layout.width_dots
        assert 0 <= box.top < box.bottom <= layout.height_dots
        for other in boxes[number + 1 :]:
            assert apart(box, other)


def symbol_box(symbol: Symbol) -> Box:
    right = symbol.left + symbol.x_dots * len(symbol.modules[0])
    return Box(symbol.left, symbol.top, right, symbol.top + symbol.row_dots * len(symbol.modules))


def capitals_box(text: Text) -> Box:
    width = measure(text.text, text.px, text.bold)
    return Box(text.left, text.baseline - round(0.73 * text.px), text.left + width, text.baseline)


def apart(one: Box, other: Box) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    return beside or one.bottom <= other.top or other.bottom <= one.top


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("symbology", ["datamatrix", "qr"])
def test_a_square_symbol_is_small_enough_to_be_seen_round_a_tube(
    symbology: Symbology, dpi: int
) -> None:
    """On a wrap there is room for 26 mm, of which a camera sees the half; flat it may be large."""
    stock = only(STOCKS["tube-50x30-wrap"], "auto12", symbologies=(symbology,))
    sides = []
    for one in (stock, replace(stock, form="flag")):
        symbol = arranged(LEFT, one, dpi).symbol
        modules_wide = len(symbol.modules) + 2 * QUIET_MODULES[symbology]
        sides.append(modules_wide * symbol.x_dots / DOTS_PER_MM[dpi])
    assert 7 < sides[0] <= 11 < 20 < sides[1]


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("name", [name for name, stock in STOCKS.items() if stock.form == "wrap"])
def test_on_a_wrap_all_but_the_bars_stays_uncovered(name: str, dpi: int) -> None:
    """Once round a tube of 12 mm is 37.7 mm; what lies lower is covered by the upper end."""
    for design in STOCKS[name].designs:
        for symbology in design.symbologies:
            stock = only(STOCKS[name], design.name, symbologies=(symbology,))
            layout = arranged(replace(LEFT, mark="REPRINT 1"), stock, dpi)
            lowest = [layout.shape.box.bottom, *(text.baseline for text in layout.texts)]
            if symbology == "datamatrix":
                symbol = layout.symbol
                lowest.append(symbol.top + len(symbol.modules) * symbol.row_dots)
            assert max(lowest) / DOTS_PER_MM[dpi] < pi * 12


def test_the_first_design_and_symbology_that_fit() -> None:
    analyser = replace(TUBE, profile=profile_from(PROFILES["analyser"], "analyser"))
    long = with_code("ABCDEFGHIJKLM")
    chosen = [
        (layout.design, layout.symbology)
        for layout in (arranged(LEFT, TUBE), arranged(LEFT, analyser), arranged(long, TUBE))
    ]
    assert chosen == [("rings", "code128"), ("auto12", "code128"), ("auto12", "datamatrix")]


@pytest.mark.parametrize("symbology", ["qr", "microqr"])
def test_other_square_symbols(symbology: Symbology) -> None:
    layout = arranged(LEFT, only(SLIDE, "rows", symbologies=(symbology,)))
    assert layout.symbol.modules == modules(LEFT.code, symbology)
    assert layout.symbol.quiet_modules == QUIET_MODULES[symbology]


@pytest.mark.parametrize(
    ("stock", "dpi", "code", "x_dots"),
    [
        ("tube-50x30", 203, LEFT.code, 2),
        ("tube-50x30", 300, LEFT.code, 3),
        ("tube-50x30", 600, LEFT.code, 6),
        ("tube-50x30", 600, "123456", 8),
        ("tube-50x30-wrap", 203, LEFT.code, 2),
        ("tube-50x30-wrap", 300, LEFT.code, 4),
        ("tube-50x30-wrap", 600, LEFT.code, 8),
        ("pot-51x25", 203, "S26-00012345", 2),
        ("pot-51x25", 300, "S26-00012345", 3),
        ("pot-51x25", 203, "1234", 4),
        ("slide-22x22", 203, LEFT.code, 4),
        ("slide-22x22", 300, LEFT.code, 6),
        ("slide-20x20", 203, LEFT.code, 3),
        ("slide-20x20", 600, LEFT.code, 9),
    ],
)
def test_x_is_the_largest_whole_number(stock: str, dpi: int, code: str, x_dots: int) -> None:
    assert arranged(with_code(code), STOCKS[stock], dpi).symbol.x_dots == x_dots


BARE = replace(BARS, optional=())
LOW, HIGH = (of_height(BARE, height_mm, min_height_mm=10) for height_mm in (29.4, 29.5))

REFUSALS: list[tuple[LabelContent, Stock, int, type[LabelError], str]] = [
    (
        LEFT,
        TUBE,
        150,
        StockError,
        "Print resolution in dpi: expected one of 203, 300, 600, got 150.",
    ),
    (
        with_code("ABCDEFGHIJKLM"),
        BARS,
        203,
        SymbolError,
        "Symbol on tube-50x30 at 203 dpi: expected modules of at least 0.250 mm, "
        "got 0.125 mm for a code of 13 letters.",
    ),
    (
        LEFT,
        replace(SLIDE, profile=replace(SLIDE.profile, min_x_mm=0.51)),
        203,
        SymbolError,
        "Symbol on slide-22x22 at 203 dpi: expected modules of at least 0.510 mm, "
        "got 0.500 mm for a code of 14 letters.",
    ),
    (
        with_code("ABCDEFGH-12345-XYZ"),
        SMALL_SLIDE,
        300,
        DoesNotFitError,
        "Label readable_id on slide-20x20 at 300 dpi: expected at most 17.95 mm, "
        "got 18.29 mm, 0.34 mm too long.",
    ),
    (
        replace(LEFT, birth_date="2014-05-17, or 2014-05-18"),
        replace(SLIDE, required=("birth_date", "kind"), optional=()),
        203,
        DoesNotFitError,
        "Label birth_date on slide-22x22 at 203 dpi: expected at most 20.00 mm, "
        "got 21.88 mm, 1.88 mm too long.",
    ),
    (
        replace(LEFT, mark="REPRINT 1, DUPLICATE OF COPY 2, WHICH WAS LOST OUT"),
        BARS,
        203,
        DoesNotFitError,
        "Label mark on tube-50x30 at 203 dpi: expected at most 48.00 mm, "
        "got 50.00 mm, 2.00 mm too long.",
    ),
    (
        LEFT,
        only(SLIDE, "rows", name_pt=(14.0, 14.0)),
        203,
        DoesNotFitError,
        "Label name on slide-22x22 at 203 dpi: expected at most 20.00 mm, "
        "got 41.25 mm, 21.25 mm too long.",
    ),
    (
        replace(LEFT, side_word="VENSTRE HOFTE"),
        BARS,
        203,
        DoesNotFitError,
        "Label side_word on tube-50x30 at 203 dpi: expected at most 13.00 mm, "
        "got 14.62 mm, 1.62 mm too long.",
    ),
    (
        LEFT,
        LOW,
        203,
        DoesNotFitError,
        "Label rows on tube-50x30 at 203 dpi: expected 10.00 mm left for the symbol, "
        "got 9.88 mm, 0.12 mm too high.",
    ),
    (
        LEFT,
        only(TUBE, "auto12", above=(("name",),), symbologies=("code128",)),
        203,
        DoesNotFitError,
        "Label rows on tube-50x30 at 203 dpi: expected 3.00 mm left for the side, "
        "got 1.62 mm, 1.38 mm too high.",
    ),
]


@pytest.mark.parametrize(("content", "stock", "dpi", "kind", "sentence"), REFUSALS)
def test_refusal(
    content: LabelContent, stock: Stock, dpi: int, kind: type[LabelError], sentence: str
) -> None:
    with pytest.raises(LabelError) as refusal:
        arranged(content, stock, dpi)
    assert (type(refusal.value), str(refusal.value)) == (kind, sentence)


@pytest.mark.parametrize(
    ("content", "stock"),
    [
        (LEFT, HIGH),
        (LEFT, replace(SLIDE, profile=replace(SLIDE.profile, min_x_mm=0.5))),
        (with_code("ABCDEFGHIJKL"), BARS),
        (with_code("ABCDEFGH-12345-XY"), SMALL_SLIDE),
    ],
)
def test_just_fits(content: LabelContent, stock: Stock) -> None:
    assert content.readable_id in texts(arranged(content, stock))
