"""The label media: their size, the designs they can bear, and what they must and may carry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from math import floor
from typing import Literal, cast, get_args

from labels.errors import Phrase, StockError
from labels.profile import Profile, profile_from
from labels.tables import PointRange, Rows, Table, Values
from labels.units import DOTS_PER_MM, DPIS

Symbology = Literal["code128", "datamatrix", "qr", "microqr"]
LINEAR: tuple[Symbology, ...] = ("code128",)
Vessel = Literal["tube", "pot", "slide", "vial"]
Form = Literal["plain", "wrap", "flag"]
DesignName = Literal["rings", "auto12", "rows"]

ALWAYS_CARRIED = ("name", "readable_id", "mark")
OPTIONAL_ELEMENTS = ("birth_date", "kind", "patient_id", "additive", "volume", "site")

SIZE_LIMITS_MM = (12.0, 110.0)
"""Below, a symbol and a side mark do not stand together; above, it is wider than a print head."""
GAP_LIMITS_MM = (0.0, 10.0)
"""Between two labels of a roll: 0 where they are cut from an endless one."""
MARGIN_LIMITS_MM = (0.5, 3.0)
"""A label printer's feed wanders by half a millimetre; more than 3 mm wastes a small label."""
ROTATIONS_DEG = (0, 90, 180, 270)
MIN_SIDE_MM = 5.0
"""A smaller side letter is not seen at arm's length."""
MAX_LINES = 3
"""A name in more lines than that is not read as one."""


@dataclass(frozen=True)
class Design:
    """One way to lay out a label. Lengths in mm, text sizes in points as (largest, smallest).

    `above`, `beside` and `below` are rows of elements over, next to and under the symbol. Bars
    with rows beside them are rings: they take the whole height, and the rows stand, with the side
    mark on top, in a column at least `text_mm` wide at their left. A square symbol has its rows
    and the side mark at its right. `side_mm` is the side mark's height in a column, else its
    width; without `side_word` it has letter and shape only. `name_lines`, `id_lines` and
    `additive_lines`: into how many lines each may be broken.
    """

    name: DesignName
    symbologies: tuple[Symbology, ...]
    side_mm: float
    text_mm: float
    name_pt: PointRange
    id_pt: PointRange
    text_pt: PointRange
    side_word: bool
    name_lines: int
    id_lines: int
    additive_lines: int
    above: Rows
    beside: Rows
    below: Rows

    @cached_property
    def carried(self) -> tuple[str, ...]:
        """Every element of the rows."""
        rows = (*self.above, *self.beside, *self.below)
        return tuple(element for row in rows for element in row)


@dataclass(frozen=True)
class Stock:
    """One label medium, laid flat. Lengths in mm.

    `height_mm` is what it is called by; `unwrapped_height_mm` the whole label, more than that for
    one that is wound round a tube (wrap) or stuck together behind it (flag). `printable_mm` is
    the left, top, right and bottom of what can be printed on, before the margin. `rotation_deg`
    is by how much the picture is turned clockwise for the printer. `required` names the optional
    elements that a label cannot go without, `optional` those that it may carry: where there is
    no room the last of them goes first. `designs` come in order of preference.
    """

    name: str
    vessel: Vessel
    form: Form
    width_mm: float
    height_mm: float
    unwrapped_height_mm: float
    printable_mm: tuple[float, float, float, float]
    gap_mm: float
    margin_mm: float
    rotation_deg: int
    dpi: tuple[int, ...]
    profile: Profile
    required: tuple[str, ...]
    optional: tuple[str, ...]
    designs: tuple[Design, ...]

    @property
    def is_curved(self) -> bool:
        """Whether its symbol lies round something as narrow as a tube."""
        return self.vessel in ("tube", "vial") and self.form != "flag"

    def dots(self, dpi: int) -> tuple[int, int]:
        """Width and height of the label, laid flat and not turned, in whole dots."""
        scale = DOTS_PER_MM[dpi]
        return floor(self.width_mm * scale), floor(self.unwrapped_height_mm * scale)


def stock_from(mapping: Values, name: str, profiles: Mapping[str, Values]) -> Stock:
    """Make the stock `name` from its table in a stocks file. Raises `StockError`.

    `profiles` are the tables of the reader profiles, out of which the stock names its own.
    """
    table = Table(Phrase("Stock {name!r}", name=name), mapping)
    designs = {key for key in get_args(DesignName) if key in mapping}
    table.check_keys(_NEEDED, _DEFAULTED | designs)
    if not designs:
        raise StockError(
            "{title}: expected one of {known}, got no such key.",
            title=table.title,
            known=", ".join(get_args(DesignName)),
        )
    required, optional = _asked(table)
    width_mm = table.number("width_mm", SIZE_LIMITS_MM)
    height_mm = table.number("height_mm", SIZE_LIMITS_MM)
    whole_mm = table.number("unwrapped_height_mm", (height_mm, SIZE_LIMITS_MM[1]), height_mm)
    profile = table.word("profile", tuple(profiles))
    return Stock(
        name=name,
        vessel=cast(Vessel, table.word("vessel", get_args(Vessel))),
        form=cast(Form, table.word("form", get_args(Form))),
        width_mm=width_mm,
        height_mm=height_mm,
        unwrapped_height_mm=whole_mm,
        printable_mm=_printable(table, width_mm, whole_mm),
        gap_mm=table.number("gap_mm", GAP_LIMITS_MM),
        margin_mm=table.number("margin_mm", MARGIN_LIMITS_MM),
        rotation_deg=table.one_of("rotation_deg", ROTATIONS_DEG, 0),
        dpi=table.wholes("dpi", DPIS, list(DPIS)),
        profile=profile_from(profiles[profile], profile),
        required=required,
        optional=optional,
        designs=tuple(
            _design(table.table(key), key, (required, optional), width_mm)
            for key in mapping
            if key in designs
        ),
    )


_DEFAULTED = {"unwrapped_height_mm", "printable_mm", "rotation_deg", "dpi"}
_NEEDED = {field.name for field in fields(Stock)} - {"name", "designs"} - _DEFAULTED


def _asked(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    required, optional = (table.words(key, OPTIONAL_ELEMENTS) for key in ("required", "optional"))
    if both := [element for element in required if element in optional]:
        raise table.error("optional", Phrase("elements that are not required"), both)
    return required, optional


def _printable(
    table: Table, width_mm: float, height_mm: float
) -> tuple[float, float, float, float]:
    whole = [0.0, 0.0, width_mm, height_mm]
    value = table.values.get("printable_mm", whole)
    if not _is_within(value, width_mm, height_mm):
        expected = Phrase("left, top, right and bottom within the label")
        raise table.error("printable_mm", expected, value)
    left, top, right, bottom = map(float, value)
    return left, top, right, bottom


def _is_within(value: object, width_mm: float, height_mm: float) -> bool:
    if not isinstance(value, Iterable):
        return False
    try:
        left, top, right, bottom = map(float, value)
    except (TypeError, ValueError):
        return False
    return 0 <= left < right <= width_mm and 0 <= top < bottom <= height_mm


def _design(
    table: Table, name: str, asked: tuple[tuple[str, ...], tuple[str, ...]], width_mm: float
) -> Design:
    rows_of = ("above", "beside", "below")
    defaulted = {*rows_of, "text_mm", "side_word", "name_lines", "id_lines", "additive_lines"}
    table.check_keys({field.name for field in fields(Design)} - {"name"} - defaulted, defaulted)
    known = (*ALWAYS_CARRIED, *asked[0], *asked[1])
    above, beside, below = (table.rows(key, known) for key in rows_of)
    design = Design(
        name=cast(DesignName, name),
        symbologies=cast(tuple[Symbology, ...], table.words("symbologies", get_args(Symbology))),
        # Half of the label is left for what the side mark stands beside.
        side_mm=table.number("side_mm", (MIN_SIDE_MM, width_mm / 2)),
        text_mm=table.number("text_mm", (0, width_mm), 0),
        name_pt=table.points("name_pt"),
        id_pt=table.points("id_pt"),
        text_pt=table.points("text_pt"),
        side_word=table.flag("side_word", absent=True),
        name_lines=table.whole("name_lines", (1, MAX_LINES), 1),
        id_lines=table.whole("id_lines", (1, MAX_LINES), 1),
        additive_lines=table.whole("additive_lines", (1, MAX_LINES), 1),
        above=above,
        beside=beside,
        below=below,
    )
    _check_carried(table, design, (*ALWAYS_CARRIED, *asked[0]))
    _check_shape(table, design)
    return design


def _check_carried(table: Table, design: Design, needed: tuple[str, ...]) -> None:
    carried = design.carried
    for element in needed:
        if element not in carried:
            expected = Phrase("{element} in one of them", element=element)
            raise table.error("rows", expected, carried)
    for element in carried:
        if carried.count(element) > 1:
            expected = Phrase("{element} once", element=element)
            raise table.error("rows", expected, carried.count(element))


def _check_shape(table: Table, design: Design) -> None:
    """Refuse what a design's name promises and its rows do not keep."""
    if not design.symbologies:
        raise table.error("symbologies", Phrase("at least one"), [])
    linear = [symbology for symbology in design.symbologies if symbology in LINEAR]
    if design.name == "rings" and (design.below or list(design.symbologies) != linear):
        raise StockError(
            "{title}: expected bars and no rows below them, got others.", title=table.title
        )
    if design.name == "auto12" and design.above[:1] != (("name",),):
        raise table.error("above", Phrase("the name alone in the first row"), design.above)
    if design.beside and linear and (design.above or design.below or not design.text_mm):
        raise StockError(
            "{title}: expected rows beside bars to be all there are, with text_mm, got others.",
            title=table.title,
        )
