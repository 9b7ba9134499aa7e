"""The texts of a label in their rows: names, ids and additives, what is cut and what goes first."""

from dataclasses import replace

import pytest
from half_em import BARS, RINGS, TUBE, arranged, of_height, texts
from label_samples import LEFT, LONG, only, with_name

from labels.stock import Stock


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
