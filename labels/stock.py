"""The label media: its size, where its texts go, and which of them it must or may carry."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, cast, get_args

from labels.errors import StockError

Symbology = Literal["code128", "datamatrix"]
Vessel = Literal["tube", "pot", "slide"]
Rows = tuple[tuple[str, ...], ...]
PointRange = tuple[float, float]

ALWAYS_CARRIED = ("name", "readable_id", "mark")
OPTIONAL_ELEMENTS = ("birth_date", "kind", "additive", "volume", "site")

SIZE_LIMITS_MM = (15.0, 110.0)
"""Below, a symbol and a side mark do not stand together; above, it is wider than a print head."""
MARGIN_LIMITS_MM = (0.5, 3.0)
"""A label printer's feed wanders by half a millimetre; more than 3 mm wastes a small label."""
X_LIMITS_MM = (0.25, 1.0)
"""Analysers ask for 0.17–0.2 mm after print growth; 0.25 mm keeps a dot in reserve."""
SYMBOL_LIMITS_MM = (6.0, 50.0)
"""Lower bars are missed by a hand that shakes."""
MIN_SIDE_MM = 6.0
"""A smaller side letter is not seen at arm's length."""
POINT_LIMITS = (5.0, 14.0)
"""Below 5 pt, 203 dpi has fewer than 7 dots for a lower-case letter."""


@dataclass(frozen=True)
class Stock:
    """One label medium. Lengths in mm, text sizes in points as (largest, smallest).

    `above` and `below` are the rows of elements over and under the symbol, top to bottom;
    together they say what the stock carries. `required` names the optional elements that a
    label on this stock cannot go without. `side_mm` is the width of the side mark, and
    `min_symbol_mm` the least height of the bars (Code 128) or of the symbol's place.
    """

    name: str
    vessel: Vessel
    symbology: Symbology
    width_mm: float
    height_mm: float
    margin_mm: float
    min_x_mm: float
    min_symbol_mm: float
    side_mm: float
    name_pt: PointRange
    id_pt: PointRange
    text_pt: PointRange
    above: Rows
    below: Rows
    required: tuple[str, ...]


def stock_from(mapping: Mapping[str, Any], name: str) -> Stock:
    """Make the stock `name` from its table in a stocks file. Raises `StockError`."""
    table = _Table(name, mapping)
    table.check_keys()
    width_mm = table.number("width_mm", SIZE_LIMITS_MM)
    above, below = table.rows("above"), table.rows("below")
    table.check_carried(above + below)
    return Stock(
        name=name,
        vessel=cast(Vessel, table.word("vessel", get_args(Vessel))),
        symbology=cast(Symbology, table.word("symbology", get_args(Symbology))),
        width_mm=width_mm,
        height_mm=table.number("height_mm", SIZE_LIMITS_MM),
        margin_mm=table.number("margin_mm", MARGIN_LIMITS_MM),
        min_x_mm=table.number("min_x_mm", X_LIMITS_MM),
        min_symbol_mm=table.number("min_symbol_mm", SYMBOL_LIMITS_MM),
        # Half of the label is left for what the side mark stands beside.
        side_mm=table.number("side_mm", (MIN_SIDE_MM, width_mm / 2)),
        name_pt=table.points("name_pt"),
        id_pt=table.points("id_pt"),
        text_pt=table.points("text_pt"),
        above=above,
        below=below,
        required=table.required(above + below),
    )


@dataclass(frozen=True)
class _Table:
    name: str
    values: Mapping[str, Any]

    def check_keys(self) -> None:
        keys = {field.name for field in fields(Stock)} - {"name"}
        if unknown := sorted(set(self.values) - keys):
            raise StockError(
                "Stock {stock!r}: expected known keys, got {got}.",
                stock=self.name,
                got=", ".join(unknown),
            )
        if absent := sorted(keys - set(self.values)):
            raise StockError(
                "Stock {stock!r}: expected {keys}, got no such key.",
                stock=self.name,
                keys=", ".join(absent),
            )

    def word(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.values[key]
        if value not in allowed:
            raise StockError(
                "Stock {stock!r}, {key}: expected one of {known}, got {got!r}.",
                stock=self.name,
                key=key,
                known=", ".join(allowed),
                got=value,
            )
        return str(value)

    def number(self, key: str, limits: tuple[float, float]) -> float:
        value = self.values[key]
        if not _is_number_within(value, limits):
            raise StockError(
                "Stock {stock!r}, {key}: expected a number from {least:g} to {most:g}, "
                "got {got!r}.",
                stock=self.name,
                key=key,
                least=limits[0],
                most=limits[1],
                got=value,
            )
        return float(value)

    def points(self, key: str) -> PointRange:
        value = self.values[key]
        if (
            not isinstance(value, list)
            or len(value) != 2
            or not all(_is_number_within(size, POINT_LIMITS) for size in value)
            or value[0] < value[1]
        ):
            raise StockError(
                "Stock {stock!r}, {key}: expected the largest and the smallest size, {least:g} to "
                "{most:g} points, got {got!r}.",
                stock=self.name,
                key=key,
                least=POINT_LIMITS[0],
                most=POINT_LIMITS[1],
                got=value,
            )
        return (float(value[0]), float(value[1]))

    def rows(self, key: str) -> Rows:
        value = self.values[key]
        known = (*ALWAYS_CARRIED, *OPTIONAL_ELEMENTS)
        if not _is_list_of(value, list) or not all(row and _is_list_of(row, str) for row in value):
            raise StockError(
                "Stock {stock!r}, {key}: expected a list of rows, each a list of elements, "
                "got {got!r}.",
                stock=self.name,
                key=key,
                got=value,
            )
        for element in (element for row in value for element in row):
            if element not in known:
                raise StockError(
                    "Stock {stock!r}, {key}: expected elements out of {known}, got {got!r}.",
                    stock=self.name,
                    key=key,
                    known=", ".join(known),
                    got=element,
                )
        return tuple(tuple(row) for row in value)

    def check_carried(self, rows: Rows) -> None:
        carried = [element for row in rows for element in row]
        for element in ALWAYS_CARRIED:
            if element not in carried:
                raise StockError(
                    "Stock {stock!r}, above and below: expected {element} in one of the "
                    "rows, got {got!r}.",
                    stock=self.name,
                    element=element,
                    got=rows,
                )
        for element in carried:
            if carried.count(element) > 1:
                raise StockError(
                    "Stock {stock!r}, above and below: expected {element} once, got {got!r}.",
                    stock=self.name,
                    element=element,
                    got=carried.count(element),
                )

    def required(self, rows: Rows) -> tuple[str, ...]:
        value = self.values["required"]
        carried = [element for row in rows for element in row if element in OPTIONAL_ELEMENTS]
        if not _is_list_of(value, str) or not set(value) <= set(carried):
            raise StockError(
                "Stock {stock!r}, {key}: expected a list out of {known}, got {got!r}.",
                stock=self.name,
                key="required",
                known=", ".join(carried),
                got=value,
            )
        return tuple(value)


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _is_number_within(value: object, limits: tuple[float, float]) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and limits[0] <= cast(float, value) <= limits[1]
