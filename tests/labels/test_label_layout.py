"""The geometry of a label, with letters of a known width instead of a font."""

from dataclasses import replace

import pytest
from label_samples import DPI, LEFT, NO_SIDE, RIGHT, STOCKS, with_code

from labels.content import LabelContent
from labels.errors import DoesNotFitError, LabelError, StockError, SymbolError
from labels.layout import Box, Layout, SideShape, Symbol, Text, arrange
from labels.stock import Stock
from labels.symbols import modules

TUBE = STOCKS["tube-50x30"]
SLIDE = STOCKS["slide-22x22"]
SMALL_SLIDE = STOCKS["slide-20x20"]


def measure(text: str, px: int, bold: bool) -> int:
    """Half an em a letter, bold or not, in whole dots."""
    return len(text) * round(px * (0.55 if bold else 0.5))


def arranged(content: LabelContent, stock: Stock, dpi: int = 203) -> Layout:
    return arrange(content, stock, dpi, modules(content.code, stock.symbology), measure)


def texts(layout: Layout) -> list[str]:
    return [text.text for text in layout.texts]


def test_whole_tube_label() -> None:
    assert arranged(LEFT, TUBE) == Layout(
        width_dots=400,
        height_dots=240,
        texts=(
            Text("TESTESEN, Prøve", left=8, baseline=35, px=28, bold=True),
            Text("2014-05-17", left=8, baseline=60, px=20, bold=False),
            Text("posterior iliac", left=118, baseline=60, px=20, bold=False),
            Text("Cytogenetics", left=8, baseline=84, px=20, bold=True),
            Text("Heparin 5000 IE/ml", left=8, baseline=108, px=20, bold=False),
            Text("2–3 ml", left=198, baseline=108, px=20, bold=False),
            Text("LEFT", left=310, baseline=106, px=28, bold=True),
            Text("L", left=335, baseline=69, px=66, bold=True, light=True),
            Text("00017 000042 1 55", left=8, baseline=226, px=24, bold=True),
        ),
        symbol=Symbol(modules(LEFT.code, "code128"), 88, 116, 2, 84, 40),
        shape=SideShape("left", Box(288, 8, 392, 82), tip_dots=31, stroke_dots=4),
    )


def test_whole_slide_label() -> None:
    assert arranged(RIGHT, SLIDE) == Layout(
        width_dots=176,
        height_dots=176,
        texts=(
            Text("TESTESEN, Prøve", left=8, baseline=27, px=19, bold=True),
            Text("2014-05-17", left=8, baseline=47, px=14, bold=False),
            Text("REPRINT 1", left=88, baseline=47, px=14, bold=False),
            Text("Flow", left=8, baseline=66, px=16, bold=True),
            Text("HØYRE", left=104, baseline=140, px=20, bold=True),
            Text("H", left=111, baseline=113, px=44, bold=True),
            Text("00017 000042 1 55", left=8, baseline=164, px=17, bold=True),
        ),
        symbol=Symbol(modules(RIGHT.code, "datamatrix"), 16, 81, 4, 4, 2),
        shape=SideShape("right", Box(96, 73, 168, 122), tip_dots=22, stroke_dots=4),
    )


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


@pytest.mark.parametrize(
    ("letters", "shown", "px"),
    [
        (18, "N" * 18, 28),
        (19, "N" * 19, 26),
        (20, "N" * 20, 24),
        (21, "N" * 19 + "…", 23),
        (250, "N" * 19 + "…", 23),
    ],
)
def test_a_name_steps_down_and_is_then_cut(letters: int, shown: str, px: int) -> None:
    name = arranged(replace(LEFT, name="N" * letters), TUBE).texts[0]
    assert (name.text, name.px) == (shown, px)


@pytest.mark.parametrize(
    ("additive", "shown"),
    [
        ("Heparin 5000 IE/ml", "Heparin 5000 IE/ml"),
        ("Heparin, sodium, 5000 IE/ml", "Heparin, sodium, 5000 IE/…"),
        ("Heparin sodium, per ml 12,500 IE", "Heparin sodium, per ml…"),
    ],
)
def test_a_number_is_not_cut_in_two(additive: str, shown: str) -> None:
    assert shown in texts(arranged(replace(LEFT, additive=additive), TUBE))


def test_short_texts_stay_whole_beside_long_ones() -> None:
    stock = replace(TUBE, above=(("name",), ("kind", "site", "additive"), ("birth_date",)))
    content = replace(LEFT, kind="Flow", site="posterior iliac spine", additive="Heparin, sodium")
    assert texts(arranged(content, stock))[1:4] == ["Flow", "posterior il…", "Heparin, sod…"]


def test_empty_texts_leave_their_row() -> None:
    bare = replace(LEFT, site="", additive="", volume="")
    assert texts(arranged(bare, TUBE)) == [
        "TESTESEN, Prøve",
        "2014-05-17",
        "Cytogenetics",
        "LEFT",
        "L",
        "00017 000042 1 55",
    ]
    assert arranged(bare, TUBE).symbol == arranged(LEFT, TUBE).symbol


@pytest.mark.parametrize(
    ("stock", "dpi", "code", "x_dots"),
    [
        ("tube-50x30", 203, LEFT.code, 2),
        ("tube-50x30", 300, LEFT.code, 4),
        ("tube-50x30", 600, LEFT.code, 8),
        ("tube-50x30", 203, "S26-00012345", 2),
        ("tube-50x30", 300, "S26-00012345", 3),
        ("tube-50x30", 203, "1234", 4),
        ("slide-22x22", 203, LEFT.code, 4),
        ("slide-22x22", 300, LEFT.code, 5),
        ("slide-20x20", 203, LEFT.code, 3),
        ("slide-20x20", 600, LEFT.code, 9),
    ],
)
def test_x_is_the_largest_whole_number(stock: str, dpi: int, code: str, x_dots: int) -> None:
    assert arranged(with_code(code), STOCKS[stock], dpi).symbol.x_dots == x_dots


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
        TUBE,
        203,
        SymbolError,
        "Symbol on tube-50x30 at 203 dpi: expected modules of at least 0.250 mm, "
        "got 0.125 mm for a code of 13 letters.",
    ),
    (
        LEFT,
        replace(SLIDE, min_x_mm=0.51),
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
        SLIDE,
        203,
        DoesNotFitError,
        "Label birth_date on slide-22x22 at 203 dpi: expected at most 20.00 mm, "
        "got 21.88 mm, 1.88 mm too long.",
    ),
    (
        replace(LEFT, mark="REPRINT 1, DUPLICATE OF COPY 2"),
        TUBE,
        203,
        DoesNotFitError,
        "Label readable_id and mark on tube-50x30 at 203 dpi: expected at most 46.75 mm, "
        "got 57.62 mm, 10.88 mm too long.",
    ),
    (
        replace(LEFT, volume="2–3 ml, of it 1 ml first, then"),
        replace(TUBE, above=(("name", "volume"), ("kind",), ("birth_date",))),
        203,
        DoesNotFitError,
        "Label name on tube-50x30 at 203 dpi: expected at most 2.50 mm, "
        "got 24.38 mm, 21.88 mm too long.",
    ),
    (
        replace(LEFT, side_word="VENSTRE HOFTE"),
        TUBE,
        203,
        DoesNotFitError,
        "Label side_word on tube-50x30 at 203 dpi: expected at most 13.00 mm, "
        "got 14.62 mm, 1.62 mm too long.",
    ),
    (
        LEFT,
        replace(TUBE, height_mm=29.4),
        203,
        DoesNotFitError,
        "Label rows on tube-50x30 at 203 dpi: expected 10.00 mm left for the symbol, "
        "got 9.88 mm, 0.12 mm too high.",
    ),
    (
        LEFT,
        replace(TUBE, above=(("name",),)),
        203,
        DoesNotFitError,
        "Label rows on tube-50x30 at 203 dpi: expected 3.50 mm left for the side, "
        "got 0.25 mm, 3.25 mm too high.",
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
        (LEFT, replace(TUBE, height_mm=29.5)),
        (LEFT, replace(SLIDE, min_x_mm=0.5)),
        (with_code("ABCDEFGHIJKL"), TUBE),
        (with_code("ABCDEFGH-12345-XY"), SMALL_SLIDE),
    ],
)
def test_just_fits(content: LabelContent, stock: Stock) -> None:
    assert content.readable_id in texts(arranged(content, stock))
