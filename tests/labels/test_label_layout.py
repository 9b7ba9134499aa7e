"""The geometry of a label, with letters of a known width instead of a font."""

from dataclasses import replace
from math import pi
from typing import Any

import pytest
from label_samples import (
    DPI,
    LEFT,
    LONG,
    NO_SIDE,
    PROFILES,
    RIGHT,
    STOCKS,
    only,
    with_code,
    with_name,
)

from labels.content import LabelContent
from labels.errors import DoesNotFitError, LabelError, StockError, SymbolError
from labels.geometry import Box, Layout, SideShape, Symbol, Text
from labels.layout import QUIET_MODULES, arrange
from labels.profile import profile_from
from labels.stock import Stock, Symbology
from labels.symbols import modules
from labels.units import DOTS_PER_MM

TUBE = STOCKS["tube-50x30"]
BARS = only(TUBE, "auto12", symbologies=("code128",))
RINGS = only(TUBE, "rings")
SLIDE = STOCKS["slide-22x22"]
SMALL_SLIDE = STOCKS["slide-20x20"]


def measure(text: str, px: int, bold: bool) -> int:
    """Half an em a letter, bold or not, in whole dots."""
    return len(text) * round(px * (0.55 if bold else 0.5))


def arranged(
    content: LabelContent, stock: Stock, dpi: int = 203, design: str | None = None
) -> Layout:
    return arrange(content, stock, dpi, measure, design)


def texts(layout: Layout) -> list[str]:
    return [text.text for text in layout.texts]


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


@pytest.mark.parametrize(
    ("letters", "shown", "px"),
    [
        (18, ["N" * 18], 28),
        (19, ["N" * 19], 26),
        (20, ["N" * 20], 24),
        (22, ["N" * 22], 22),
        (24, ["N" * 24], 20),
        (25, ["N" * 23 + "…"], 20),
        (250, ["N" * 23 + "…"], 20),
    ],
)
def test_a_name_steps_down_and_is_then_cut(letters: int, shown: list[str], px: int) -> None:
    one_line = only(TUBE, "auto12", symbologies=("code128",), name_lines=1)
    name = arranged(replace(LEFT, family="N" * letters, given=""), one_line).texts[0]
    assert ([name.text], name.px) == (shown, px)


@pytest.mark.parametrize(
    ("name", "shown", "cut"),
    [
        ("HANSEN-KRISTOFFERSEN, Anna", "HANSEN-KRISTOFFER…, Anna", ("name",)),
        ("HANSEN-KRISTOFFERSEN, Ingrid Marie", "HANSEN-KR…, Ingrid Marie", ("name",)),
        ("VAN DER BERGEN, Ingrid Marie", "VAN DER B…, Ingrid Marie", ("name",)),
        ("TESTESEN, Prøve Anna Ingrid", "TEST…, Prøve Anna Ingrid", ("name",)),
        ("TESTESEN, Prøve Anna Ingrid Liv", "TES…, Prøve Anna Ingrid…", ("name", "given")),
        ("TESTESEN-ADÉBÁYO\u0323\u0300, Prøve Anna", "TESTESEN-AD…, Prøve Anna", ("name",)),
    ],
)
def test_the_family_name_is_cut_first(name: str, shown: str, cut: tuple[str, ...]) -> None:
    one_line = only(TUBE, "auto12", symbologies=("code128",), name_lines=1)
    layout = arranged(with_name(name), one_line)
    assert (layout.texts[0].text, layout.cut) == (shown, cut)


@pytest.mark.parametrize(
    ("name", "lines", "px"),
    [
        ("TESTESEN, Prøve", ["TESTESEN, Prøve"], 28),
        ("TESTESEN-PRØVESEN, Prøve", ["TESTESEN-PRØVESEN, Prøve"], 20),
        ("TESTESEN-PRØVESEN, Prøve A", ["TESTESEN-PRØVESEN,", "Prøve A"], 28),
        ("HANSEN-KRISTOFFERSEN, Ingrid Marie", ["HANSEN-KRISTOFFERSEN,", "Ingrid Marie"], 22),
    ],
)
def test_a_second_line_of_the_name_where_one_is_too_short(
    name: str, lines: list[str], px: int
) -> None:
    layout = arranged(with_name(name), BARS)
    found = layout.texts[: len(lines)]
    assert ([text.text for text in found], {text.px for text in found}) == (lines, {px})
    assert (layout.texts[len(lines)].text, layout.cut) == (LEFT.birth_date, ())


def test_one_line_where_the_symbol_leaves_no_room_for_two() -> None:
    low = of_height(BARS, 26)
    layout = arranged(with_name("HANSEN-KRISTOFFERSEN, Ingrid Marie"), low)
    assert (layout.texts[0].text, layout.dropped) == ("HANSEN-KR…, Ingrid Marie", ())


@pytest.mark.parametrize(
    ("name", "lines", "px"),
    [
        ("TESTESEN, Prøve", ["TESTESEN,", "Prøve"], 19),
        ("LI, Bo", ["LI, Bo"], 22),
        (LONG.name, ["TESTESEN-ØVRE…,", "Prøve Čáhppe"], 14),
        ("HANSEN-KRISTOFFERSEN, Ingrid", ["HANSEN-KRISTO…,", "Ingrid"], 14),
        ("N" * 30, ["N" * 14 + "…"], 14),
        ("AB " * 20, ["AB AB AB AB AB", "AB AB AB AB AB…"], 14),
        ("LI, " + "N" * 30, ["LI,", "N" * 14 + "…"], 14),
    ],
)
def test_a_name_in_a_column_is_broken_and_then_cut(name: str, lines: list[str], px: int) -> None:
    layout = arranged(with_name(name), RINGS)
    found = [text for text in layout.texts if text.text in lines]
    assert ([text.text for text in found], {text.px for text in found}) == (lines, {px})
    assert bool(layout.cut) == any("…" in line for line in lines)


@pytest.mark.parametrize(
    ("readable_id", "mark", "lines"),
    [
        ("00017 000042 1 55", "", ["00017 000042", "1 55"]),
        ("00017 000042 1 55", "COPY 2", ["00017 000042", "1 55", "COPY 2"]),
        ("0001700 0042155", "", ["0001700 0042155"]),
    ],
)
def test_an_id_is_broken_so_that_its_check_digits_do_not_stand_alone(
    readable_id: str, mark: str, lines: list[str]
) -> None:
    layout = arranged(replace(LEFT, readable_id=readable_id, mark=mark), RINGS)
    shown = texts(layout)
    start = shown.index(LEFT.patient_id) + 1
    assert shown[start : start + len(lines)] == lines


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


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("Flow 5000", "Flow 5000"),
        ("Flow cytometry of lymphocytes 5000", "Flow cytometry of lymphocytes…"),
        ("Flow cytometry for the study 12,500", "Flow cytometry for the study…"),
    ],
)
def test_a_number_is_not_cut_in_two(kind: str, shown: str) -> None:
    assert shown in texts(arranged(replace(LEFT, kind=kind), BARS))


@pytest.mark.parametrize(
    ("additive", "stock", "lines"),
    [
        ("Heparin 5000 IE/ml", BARS, ["Heparin 5000 IE/ml", "2–3 ml"]),
        ("Heparin, lithium, 5000 IE/ml", BARS, ["Heparin, lithium, 5000 IE/ml", "2–3 ml"]),
        ("EDTA", RINGS, ["2–3 ml", "EDTA"]),
        ("Heparin 5000 IE/ml", RINGS, ["2–3 ml", "Heparin", "5000 IE/ml"]),
        ("Li-heparin 5000 IE/ml", RINGS, ["2–3 ml", "Li-heparin", "5000 IE/ml"]),
        ("Heparin, lithium, with a gel and more", RINGS, ["2–3 ml"]),
    ],
)
def test_an_additive_is_whole_or_not_there(additive: str, stock: Stock, lines: list[str]) -> None:
    layout = arranged(replace(LEFT, additive=additive), stock)
    shown = texts(layout)
    start = shown.index("Cytogenetics") + 1
    assert shown[start : start + len(lines)] == lines
    assert ("additive" in layout.dropped) == (lines == ["2–3 ml"])


@pytest.mark.parametrize(
    ("patient_id", "design", "dropped"),
    [
        ("P3", "rings", ("site",)),
        ("1" * 17, "rings", ("site",)),
        ("1" * 18, "auto12", ()),
        ("1" * 32, "auto12", ()),
        ("1" * 40, "rings", ("patient_id", "site")),
    ],
)
def test_the_patients_own_id_is_whole_and_goes_last(
    patient_id: str, design: str, dropped: tuple[str, ...]
) -> None:
    """A design with room for it goes before one without; in a row it may have a line of its own."""
    layout = arranged(replace(LEFT, patient_id=patient_id), TUBE)
    assert (layout.design, layout.dropped) == (design, dropped)
    assert (patient_id in texts(layout)) == ("patient_id" not in dropped)


def test_short_texts_stay_whole_beside_long_ones() -> None:
    stock = only(TUBE, "auto12", above=(("name",), ("kind", "site", "additive"), ("birth_date",)))
    content = replace(LEFT, kind="Flow", site="posterior iliac spine", additive="Heparin, sodium")
    assert texts(arranged(content, stock))[1:4] == [
        "Flow",
        "posterior…",
        "Heparin, sodium",
    ]


def test_empty_texts_leave_their_row() -> None:
    bare = replace(LEFT, site="", additive="", volume="", patient_id="")
    assert texts(arranged(bare, BARS)) == [
        "TESTESEN, Prøve",
        "2014-05-17",
        "Cytogenetics",
        "00017 000042 1 55",
        "LEFT",
        "L",
    ]
    assert arranged(bare, BARS).symbol == arranged(LEFT, BARS).symbol


@pytest.mark.parametrize(
    ("height_mm", "dropped"),
    [
        (28.5, ()),
        (28.4, ("site",)),
        (26.3, ("additive", "site")),
        (24.2, ("volume", "additive", "site")),
        (22.2, ("volume", "additive", "site")),
        (22.1, ("patient_id", "volume", "additive", "site")),
    ],
)
def test_what_is_optional_goes_first(height_mm: float, dropped: tuple[str, ...]) -> None:
    rows = (*RINGS.designs[0].beside, ("site",))
    stock = only(TUBE, "rings", beside=rows)
    stock = replace(stock, unwrapped_height_mm=height_mm, printable_mm=(0, 0, 50, height_mm))
    layout = arranged(LEFT, stock)
    assert layout.dropped == dropped
    for element in ("birth_date", "kind"):
        assert LEFT.text(element) in texts(layout)


def test_a_family_name_is_cut_before_anything_is_left_out() -> None:
    rows = (("name",), ("birth_date", "site"), ("kind",))
    stock = replace(only(TUBE, "auto12", above=rows, name_lines=1), optional=("site",))
    layout = arranged(with_name("N" * 40), stock)
    assert (layout.dropped, layout.cut) == ((), ("name",))


def test_what_is_optional_goes_before_given_names_are_cut() -> None:
    """In one line they would be cut, and a second one takes the room of a row."""
    rows = (("name",), ("birth_date",), ("kind",), ("site",))
    stock = replace(of_height(only(BARS, "auto12", above=rows), 28), optional=("site",))
    layout = arranged(with_name("TESTESEN, Prøve Anna Ingrid Liv"), stock)
    assert (layout.dropped, layout.cut) == (("site",), ())


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


def of_height(stock: Stock, height_mm: float, **profile: Any) -> Stock:
    """A stock of another height, for a reader that asks for more."""
    return replace(
        stock,
        unwrapped_height_mm=height_mm,
        printable_mm=(0, 0, stock.width_mm, height_mm),
        profile=replace(stock.profile, **profile),
    )


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
