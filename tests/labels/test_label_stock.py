"""Stocks as data: the shipped ones load, and each thing that can be wrong in a table is named."""

from typing import Any

import pytest
from label_samples import PROFILES, STOCKS, TABLES

from labels.errors import StockError
from labels.profile import Profile, profile_from
from labels.stock import Design, Stock, stock_from

TABLE = TABLES["slide-22x22"]
ROWS = TABLE["rows"]


def test_shipped_stocks() -> None:
    assert {
        name: (
            stock.vessel,
            stock.form,
            (stock.width_mm, stock.unwrapped_height_mm),
            [(design.name, *design.symbologies) for design in stock.designs],
        )
        for name, stock in STOCKS.items()
    } == {
        "tube-50x30": ("tube", "plain", (50, 30), [RINGS_BARS, AUTO12]),
        "tube-50x25": ("tube", "plain", (50, 25), [RINGS_BARS, AUTO12]),
        "tube-38x19": ("tube", "plain", (38, 19), [AUTO12]),
        "tube-25x13": ("tube", "plain", (25, 13), [SQUARE]),
        "tube-50x30-wrap": ("tube", "wrap", (50, 65), [RINGS_BARS, AUTO12]),
        "tube-50x25-wrap": ("tube", "wrap", (50, 64), [RINGS_BARS, AUTO12]),
        "tube-38x19-wrap": ("tube", "wrap", (38, 65), [RINGS_BARS, AUTO12]),
        "tube-38x19-flag": ("tube", "flag", (38, 76), [AUTO12]),
        "tube-25x13-flag": ("tube", "flag", (25, 52), [SQUARE]),
        "pot-51x25": ("pot", "plain", (51, 25), [AUTO12]),
        "slide-22x22": ("slide", "plain", (22, 22), [SQUARE]),
        "slide-20x20": ("slide", "plain", (20, 20), [SQUARE]),
        "vial-33x13": ("vial", "plain", (33, 13), [SQUARE]),
    }


RINGS_BARS = ("rings", "code128")
AUTO12 = ("auto12", "code128", "datamatrix")
SQUARE = ("rows", "datamatrix")


@pytest.mark.parametrize(
    ("stock", "dpi", "dots"),
    [
        ("tube-50x30", 203, (400, 240)),
        ("tube-50x30", 300, (590, 354)),
        ("tube-50x25-wrap", 600, (1181, 1511)),
    ],
)
def test_dots(stock: str, dpi: int, dots: tuple[int, int]) -> None:
    assert STOCKS[stock].dots(dpi) == dots


SLIDE_DESIGN = Design(
    name="rows",
    symbologies=("datamatrix",),
    side_mm=9.0,
    text_mm=0.0,
    name_pt=(6.5, 5.0),
    id_pt=(6.0, 5.0),
    text_pt=(5.5, 5.0),
    side_word=True,
    name_lines=1,
    id_lines=1,
    additive_lines=1,
    above=(("name",), ("birth_date", "kind", "patient_id", "mark")),
    beside=(),
    below=(("readable_id",),),
)


def test_whole_stock() -> None:
    assert stock_from(TABLE, "slide-22x22", PROFILES) == Stock(
        name="slide-22x22",
        vessel="slide",
        form="plain",
        width_mm=22.0,
        height_mm=22.0,
        unwrapped_height_mm=22.0,
        printable_mm=(0.0, 0.0, 22.0, 22.0),
        gap_mm=3.0,
        margin_mm=1.0,
        rotation_deg=0,
        dpi=(203, 300, 600),
        profile=Profile(
            name="handheld",
            min_x_mm=0.25,
            min_height_mm=6.0,
            quiet_modules=12,
            quiet_mm=0.0,
            max_letters=48,
        ),
        required=("kind",),
        optional=("patient_id", "birth_date"),
        designs=(SLIDE_DESIGN,),
    )


NUMBER = "Stock 'site-own', {}: expected a number from {}, got {}."
REFUSALS: list[tuple[dict[str, Any], str]] = [
    (
        {"vessel": "jar"},
        "Stock 'site-own', vessel: expected one of tube, pot, slide, vial, got 'jar'.",
    ),
    ({"form": "ring"}, "Stock 'site-own', form: expected one of plain, wrap, flag, got 'ring'."),
    (
        {"form": ["wrap"]},
        "Stock 'site-own', form: expected one of plain, wrap, flag, got ['wrap'].",
    ),
    (
        {"profile": "robot"},
        "Stock 'site-own', profile: expected one of handheld, analyser, got 'robot'.",
    ),
    ({"width_mm": 11.9}, NUMBER.format("width_mm", "12 to 110", "11.9")),
    ({"width_mm": 110.1}, NUMBER.format("width_mm", "12 to 110", "110.1")),
    ({"width_mm": "22"}, NUMBER.format("width_mm", "12 to 110", "'22'")),
    ({"width_mm": True}, NUMBER.format("width_mm", "12 to 110", "True")),
    ({"width_mm": float("nan")}, NUMBER.format("width_mm", "12 to 110", "nan")),
    ({"height_mm": 11.9}, NUMBER.format("height_mm", "12 to 110", "11.9")),
    ({"unwrapped_height_mm": 21.9}, NUMBER.format("unwrapped_height_mm", "22 to 110", "21.9")),
    ({"margin_mm": 0.4}, NUMBER.format("margin_mm", "0.5 to 3", "0.4")),
    ({"margin_mm": 3.1}, NUMBER.format("margin_mm", "0.5 to 3", "3.1")),
    ({"gap_mm": -0.1}, NUMBER.format("gap_mm", "0 to 10", "-0.1")),
    ({"gap_mm": 10.1}, NUMBER.format("gap_mm", "0 to 10", "10.1")),
    (
        {"rotation_deg": 45},
        "Stock 'site-own', rotation_deg: expected one of 0, 90, 180, 270, got 45.",
    ),
    (
        {"rotation_deg": False},
        "Stock 'site-own', rotation_deg: expected one of 0, 90, 180, 270, got False.",
    ),
    (
        {"dpi": [203, 204]},
        "Stock 'site-own', dpi: expected a list out of 203, 300, 600, each once, got [203, 204].",
    ),
    (
        {"dpi": []},
        "Stock 'site-own', dpi: expected a list out of 203, 300, 600, each once, got [].",
    ),
    (
        {"printable_mm": [0, 0, 22.1, 22]},
        "Stock 'site-own', printable_mm: expected left, top, right and bottom within the label, "
        "got [0, 0, 22.1, 22].",
    ),
    (
        {"printable_mm": "all"},
        "Stock 'site-own', printable_mm: expected left, top, right and bottom within the label, "
        "got 'all'.",
    ),
    (
        {"printable_mm": [0, 0, 22]},
        "Stock 'site-own', printable_mm: expected left, top, right and bottom within the label, "
        "got [0, 0, 22].",
    ),
    (
        {"required": ["kind", "ward"]},
        "Stock 'site-own', required: expected a list out of birth_date, kind, patient_id, "
        "additive, volume, site, each once, got ['kind', 'ward'].",
    ),
    (
        {"optional": ["kind"]},
        "Stock 'site-own', optional: expected elements that are not required, got ['kind'].",
    ),
    ({"colour": "red"}, "Stock 'site-own': expected known keys, got colour."),
    ({"rows": 5}, "Stock 'site-own', rows: expected a table, got 5."),
]

POINTS = (
    "Stock 'site-own', rows, {}: expected the largest and the smallest size, 5 to 14 points, "
    "got {}."
)
IN_ROWS = "Stock 'site-own', rows, {}: expected {}, got {}."
KNOWN = "elements out of name, readable_id, mark, kind, patient_id, birth_date"
DESIGN_REFUSALS: list[tuple[dict[str, Any], str]] = [
    (
        {"symbologies": ["aztec"]},
        IN_ROWS.format(
            "symbologies",
            "a list out of code128, datamatrix, qr, microqr, each once",
            "['aztec']",
        ),
    ),
    ({"symbologies": []}, IN_ROWS.format("symbologies", "at least one", "[]")),
    ({"side_mm": 4.9}, IN_ROWS.format("side_mm", "a number from 5 to 11", "4.9")),
    ({"side_mm": 11.1}, IN_ROWS.format("side_mm", "a number from 5 to 11", "11.1")),
    ({"text_mm": 22.1}, IN_ROWS.format("text_mm", "a number from 0 to 22", "22.1")),
    ({"side_word": 1}, IN_ROWS.format("side_word", "true or false", "1")),
    ({"name_lines": 0}, IN_ROWS.format("name_lines", "a whole number from 1 to 3", "0")),
    ({"name_lines": 4}, IN_ROWS.format("name_lines", "a whole number from 1 to 3", "4")),
    ({"id_lines": 1.5}, IN_ROWS.format("id_lines", "a whole number from 1 to 3", "1.5")),
    ({"name_pt": 7}, POINTS.format("name_pt", "7")),
    ({"name_pt": [7]}, POINTS.format("name_pt", "[7]")),
    ({"id_pt": [7, 8]}, POINTS.format("id_pt", "[7, 8]")),
    ({"text_pt": [7, 4.9]}, POINTS.format("text_pt", "[7, 4.9]")),
    ({"text_pt": [14.1, 7]}, POINTS.format("text_pt", "[14.1, 7]")),
    (
        {"above": "name"},
        IN_ROWS.format("above", "a list of rows, each a list of elements", "'name'"),
    ),
    (
        {"above": [["name"], []]},
        IN_ROWS.format("above", "a list of rows, each a list of elements", "[['name'], []]"),
    ),
    (
        {"below": [["readable_id", 7]]},
        IN_ROWS.format("below", "a list of rows, each a list of elements", "[['readable_id', 7]]"),
    ),
    ({"below": [["readable_id", "volume"]]}, IN_ROWS.format("below", KNOWN, "'volume'")),
    (
        {"below": []},
        IN_ROWS.format(
            "rows",
            "readable_id in one of them",
            "('name', 'birth_date', 'kind', 'patient_id', 'mark')",
        ),
    ),
    (
        {"above": [["name"], ["birth_date", "mark"]]},
        IN_ROWS.format(
            "rows", "kind in one of them", "('name', 'birth_date', 'mark', 'readable_id')"
        ),
    ),
    ({"below": [["readable_id"], ["kind"]]}, IN_ROWS.format("rows", "kind once", "2")),
    (
        {"symbologies": ["code128"], "beside": [["kind"]], "above": [["name"], ["mark"]]},
        "Stock 'site-own', rows: expected rows beside bars to be all there are, with text_mm, "
        "got others.",
    ),
    ({"colour": "red"}, "Stock 'site-own', rows: expected known keys, got colour."),
]
SHAPE_REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    (
        "auto12",
        {"above": [["name", "mark"], ["kind"]]},
        "Stock 'site-own', auto12, above: expected the name alone in the first row, "
        "got (('name', 'mark'), ('kind',)).",
    ),
    ("rings", {}, "Stock 'site-own', rings: expected bars and no rows below them, got others."),
    (
        "rings",
        {"symbologies": ["code128"]},
        "Stock 'site-own', rings: expected bars and no rows below them, got others.",
    ),
]


def refusal(table: dict[str, Any]) -> str:
    with pytest.raises(StockError) as refused:
        stock_from(table, "site-own", PROFILES)
    return str(refused.value)


@pytest.mark.parametrize(("changes", "sentence"), REFUSALS)
def test_refusal(changes: dict[str, Any], sentence: str) -> None:
    assert refusal({**TABLE, **changes}) == sentence


@pytest.mark.parametrize(("changes", "sentence"), DESIGN_REFUSALS)
def test_refused_design(changes: dict[str, Any], sentence: str) -> None:
    assert refusal({**TABLE, "rows": {**ROWS, **changes}}) == sentence


@pytest.mark.parametrize(("name", "changes", "sentence"), SHAPE_REFUSALS)
def test_a_design_keeps_what_its_name_says(
    name: str, changes: dict[str, Any], sentence: str
) -> None:
    assert refusal({**TABLE, name: {**ROWS, **changes}}) == sentence


def test_missing_keys() -> None:
    table = {key: value for key, value in TABLE.items() if key not in ("vessel", "margin_mm")}
    assert refusal(table) == "Stock 'site-own': expected margin_mm, vessel, got no such key."
    bare = {key: value for key, value in ROWS.items() if key not in ("name_pt", "side_mm")}
    assert refusal({**TABLE, "rows": bare}) == (
        "Stock 'site-own', rows: expected name_pt, side_mm, got no such key."
    )
    without = {key: value for key, value in TABLE.items() if key != "rows"}
    assert refusal(without) == (
        "Stock 'site-own': expected one of rings, auto12, rows, got no such key."
    )


AT_THE_LIMITS: list[dict[str, Any]] = [
    {"width_mm": 110},
    {"width_mm": 18, "height_mm": 12},
    {"height_mm": 12, "unwrapped_height_mm": 110},
    {"margin_mm": 0.5, "gap_mm": 0},
    {"margin_mm": 3, "gap_mm": 10},
    {"rotation_deg": 270, "dpi": [600]},
    {"printable_mm": [0, 0, 22, 22]},
    {"printable_mm": [1, 1, 20, 21.5]},
]


@pytest.mark.parametrize("changes", AT_THE_LIMITS)
def test_at_the_limits(changes: dict[str, Any]) -> None:
    stock = stock_from({**TABLE, **changes}, "site-own", PROFILES)
    for key, value in changes.items():
        assert getattr(stock, key) == (tuple(value) if isinstance(value, list) else value)


@pytest.mark.parametrize(
    "changes",
    [
        {"side_mm": 5, "text_mm": 22, "name_lines": 3, "id_lines": 3},
        {"side_mm": 11, "name_pt": [14, 5], "id_pt": [5, 5], "text_pt": [14, 14]},
    ],
)
def test_a_design_at_the_limits(changes: dict[str, Any]) -> None:
    (design,) = stock_from({**TABLE, "rows": {**ROWS, **changes}}, "site-own", PROFILES).designs
    for key, value in changes.items():
        assert getattr(design, key) == (tuple(value) if isinstance(value, list) else value)


PROFILE = "Reader profile 'own'{}: expected {}, got {}."
PROFILE_REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({"min_x_mm": 0.24}, PROFILE.format(", min_x_mm", "a number from 0.25 to 1", "0.24")),
    ({"min_x_mm": 1.1}, PROFILE.format(", min_x_mm", "a number from 0.25 to 1", "1.1")),
    ({"min_height_mm": 4.9}, PROFILE.format(", min_height_mm", "a number from 5 to 50", "4.9")),
    ({"min_height_mm": 51}, PROFILE.format(", min_height_mm", "a number from 5 to 50", "51")),
    ({"quiet_modules": 9}, PROFILE.format(", quiet_modules", "a whole number from 10 to 30", "9")),
    (
        {"quiet_modules": 31},
        PROFILE.format(", quiet_modules", "a whole number from 10 to 30", "31"),
    ),
    ({"quiet_mm": 10.1}, PROFILE.format(", quiet_mm", "a number from 0 to 10", "10.1")),
    ({"max_letters": 0}, PROFILE.format(", max_letters", "a whole number from 1 to 48", "0")),
    ({"max_letters": 49}, PROFILE.format(", max_letters", "a whole number from 1 to 48", "49")),
    ({"speed": 3}, PROFILE.format("", "known keys", "speed")),
]


@pytest.mark.parametrize(("changes", "sentence"), PROFILE_REFUSALS)
def test_refused_profile(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(StockError) as refused:
        profile_from({**PROFILES["handheld"], **changes}, "own")
    assert str(refused.value) == sentence


@pytest.mark.parametrize("values", [(0.25, 5, 10, 0, 1), (1, 50, 30, 10, 48)])
def test_profile_at_the_limits(values: tuple[float, ...]) -> None:
    table = dict(zip(PROFILES["handheld"], values, strict=True))
    assert profile_from(table, "own") == Profile("own", *values)  # type: ignore[arg-type]
