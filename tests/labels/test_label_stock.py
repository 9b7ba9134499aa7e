"""Stocks as data: the shipped ones load, and each thing that can be wrong in a table is named."""

from typing import Any

import pytest
from label_samples import STOCKS, TABLES

from labels.errors import StockError
from labels.stock import Stock, stock_from

TABLE = TABLES["slide-22x22"]


def test_shipped_stocks() -> None:
    assert {(stock.name, stock.vessel, stock.symbology) for stock in STOCKS.values()} == {
        ("tube-50x30", "tube", "code128"),
        ("tube-50x25", "tube", "code128"),
        ("pot-51x25", "pot", "code128"),
        ("slide-22x22", "slide", "datamatrix"),
        ("slide-20x20", "slide", "datamatrix"),
    }


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_shipped_stock_begins_with_the_name(stock: Stock) -> None:
    assert stock.above[0] == ("name",)


def test_whole_stock() -> None:
    assert stock_from(TABLE, "slide-22x22") == Stock(
        name="slide-22x22",
        vessel="slide",
        symbology="datamatrix",
        width_mm=22.0,
        height_mm=22.0,
        margin_mm=1.0,
        min_x_mm=0.25,
        min_symbol_mm=8.0,
        side_mm=9.0,
        name_pt=(7.0, 5.0),
        id_pt=(6.0, 5.0),
        text_pt=(5.5, 5.0),
        above=(("name",), ("birth_date", "mark"), ("kind",)),
        below=(("readable_id",),),
        required=("kind",),
    )


NUMBER = "Stock 'site-own', {}: expected a number from {}, got {}."
POINTS = "Stock 'site-own', {}: expected the largest and the smallest size, 5 to 14 points, got {}."
REFUSALS: list[tuple[str, Any, str]] = [
    ("vessel", "jar", "Stock 'site-own', vessel: expected one of tube, pot, slide, got 'jar'."),
    (
        "symbology",
        "qr",
        "Stock 'site-own', symbology: expected one of code128, datamatrix, got 'qr'.",
    ),
    (
        "symbology",
        ["qr"],
        "Stock 'site-own', symbology: expected one of code128, datamatrix, got ['qr'].",
    ),
    ("width_mm", 14.9, NUMBER.format("width_mm", "15 to 110", "14.9")),
    ("width_mm", 110.1, NUMBER.format("width_mm", "15 to 110", "110.1")),
    ("width_mm", "22", NUMBER.format("width_mm", "15 to 110", "'22'")),
    ("width_mm", True, NUMBER.format("width_mm", "15 to 110", "True")),
    ("width_mm", float("nan"), NUMBER.format("width_mm", "15 to 110", "nan")),
    ("height_mm", 14.9, NUMBER.format("height_mm", "15 to 110", "14.9")),
    ("margin_mm", 0.4, NUMBER.format("margin_mm", "0.5 to 3", "0.4")),
    ("margin_mm", 3.1, NUMBER.format("margin_mm", "0.5 to 3", "3.1")),
    ("min_x_mm", 0.24, NUMBER.format("min_x_mm", "0.25 to 1", "0.24")),
    ("min_x_mm", 1.1, NUMBER.format("min_x_mm", "0.25 to 1", "1.1")),
    ("min_symbol_mm", 5.9, NUMBER.format("min_symbol_mm", "6 to 50", "5.9")),
    ("min_symbol_mm", 50.1, NUMBER.format("min_symbol_mm", "6 to 50", "50.1")),
    ("side_mm", 5.9, NUMBER.format("side_mm", "6 to 11", "5.9")),
    ("side_mm", 11.1, NUMBER.format("side_mm", "6 to 11", "11.1")),
    ("name_pt", 7, POINTS.format("name_pt", "7")),
    ("name_pt", [7], POINTS.format("name_pt", "[7]")),
    ("id_pt", [7, 8], POINTS.format("id_pt", "[7, 8]")),
    ("text_pt", [7, 4.9], POINTS.format("text_pt", "[7, 4.9]")),
    ("text_pt", [14.1, 7], POINTS.format("text_pt", "[14.1, 7]")),
    (
        "above",
        "name",
        "Stock 'site-own', above: expected a list of rows, each a list of elements, got 'name'.",
    ),
    (
        "above",
        [["name"], []],
        "Stock 'site-own', above: expected a list of rows, each a list of elements, "
        "got [['name'], []].",
    ),
    (
        "below",
        [["readable_id", 7]],
        "Stock 'site-own', below: expected a list of rows, each a list of elements, "
        "got [['readable_id', 7]].",
    ),
    (
        "below",
        [["readable_id", "ward"]],
        "Stock 'site-own', below: expected elements out of name, readable_id, mark, birth_date, "
        "kind, additive, volume, site, got 'ward'.",
    ),
    (
        "below",
        [["site"]],
        "Stock 'site-own', above and below: expected readable_id in one of the rows, "
        "got (('name',), ('birth_date', 'mark'), ('kind',), ('site',)).",
    ),
    (
        "below",
        [["readable_id"], ["kind"]],
        "Stock 'site-own', above and below: expected kind once, got 2.",
    ),
    (
        "required",
        ["volume"],
        "Stock 'site-own', required: expected a list out of birth_date, kind, got ['volume'].",
    ),
    (
        "required",
        "kind",
        "Stock 'site-own', required: expected a list out of birth_date, kind, got 'kind'.",
    ),
    ("colour", "red", "Stock 'site-own': expected known keys, got colour."),
]


@pytest.mark.parametrize(("key", "value", "sentence"), REFUSALS)
def test_refusal(key: str, value: object, sentence: str) -> None:
    with pytest.raises(StockError) as refusal:
        stock_from({**TABLE, key: value}, "site-own")
    assert str(refusal.value) == sentence


def test_missing_keys() -> None:
    table = {key: value for key, value in TABLE.items() if key not in ("above", "side_mm")}
    with pytest.raises(StockError) as refusal:
        stock_from(table, "site-own")
    assert str(refusal.value) == "Stock 'site-own': expected above, side_mm, got no such key."


AT_THE_LIMITS: list[dict[str, Any]] = [
    {"width_mm": 15, "side_mm": 6},
    {"width_mm": 110, "side_mm": 55},
    {"width_mm": 15.1, "height_mm": 109.9, "side_mm": 7.55},
    {"margin_mm": 0.5},
    {"margin_mm": 3},
    {"min_x_mm": 0.25},
    {"min_x_mm": 1},
    {"min_symbol_mm": 6},
    {"min_symbol_mm": 50},
    {"name_pt": [14, 5], "id_pt": [5, 5], "text_pt": [14, 14]},
]


@pytest.mark.parametrize("changes", AT_THE_LIMITS)
def test_at_the_limits(changes: dict[str, Any]) -> None:
    stock = stock_from({**TABLE, **changes}, "site-own")
    for key, value in changes.items():
        assert getattr(stock, key) == (tuple(value) if isinstance(value, list) else value)
