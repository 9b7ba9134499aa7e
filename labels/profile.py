"""What a reader or an analyser asks of a symbol."""

from dataclasses import dataclass, fields

from labels.errors import Phrase
from labels.tables import Table, Values

X_LIMITS_MM = (0.25, 1.0)
"""Analysers ask for 0.17–0.2 mm after print growth; 0.25 mm keeps a dot in reserve."""
HEIGHT_LIMITS_MM = (5.0, 50.0)
"""Lower bars are missed by a hand that shakes."""
QUIET_LIMITS_MODULES = (10, 30)
"""ISO/IEC 15417 asks for 10."""
QUIET_LIMITS_MM = (0.0, 10.0)
"""Analysers ask for 5 mm at most; 0 where the modules alone count."""
MAX_CODE_LETTERS = 48
"""No stock carries a longer text, and python-barcode takes a quadratic time over it."""


@dataclass(frozen=True)
class Profile:
    """One sort of reader: what it asks of bars, and how long a text it takes.

    `min_x_mm` is the least width of a module of any symbol. The others are about bars: their
    least height, and the quiet zone on either side, which is the wider of `quiet_modules` times X
    and `quiet_mm`. `max_letters` is the longest text of any symbol.
    """

    name: str
    min_x_mm: float
    min_height_mm: float
    quiet_modules: int
    quiet_mm: float
    max_letters: int


def profile_from(mapping: Values, name: str) -> Profile:
    """Make the profile `name` from its table in a readers file. Raises `StockError`."""
    table = Table(Phrase("Reader profile {name!r}", name=name), mapping)
    table.check_keys({field.name for field in fields(Profile)} - {"name"}, set())
    return Profile(
        name=name,
        min_x_mm=table.number("min_x_mm", X_LIMITS_MM),
        min_height_mm=table.number("min_height_mm", HEIGHT_LIMITS_MM),
        quiet_modules=table.whole("quiet_modules", QUIET_LIMITS_MODULES),
        quiet_mm=table.number("quiet_mm", QUIET_LIMITS_MM),
        max_letters=table.whole("max_letters", (1, MAX_CODE_LETTERS)),
    )
