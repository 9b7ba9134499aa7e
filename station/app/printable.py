"""What no label could carry is said when an order comes, not at the bedside."""

import unicodedata

from labels.render import Fonts, unprintable
from station.app.station import Station
from station.domain.errors import Saying, StationError
from station.domain.order import Order
from station.domain.person import Person


def check_printable(station: Station, order: Order, person: Person) -> None:
    """Refuse a name that no label can show. Raises StationError."""
    what = Saying("Order {order}, patient", order=order.order)
    for key in ("family", "given"):
        check_letters(station, getattr(person, key), key, what)


def check_letters(station: Station, text: str, key: str, what: Saying) -> None:
    """Every letter of a name has a glyph in the label fonts. Raises StationError."""
    missing = unprintable(text, Fonts(*station.fonts()))
    if missing:
        letter = missing[0]
        raise StationError(
            "{what}: expected '{key}' in letters that the label fonts can print, got {letter!r} "
            "(U+{number:04X} {name}).",
            what=what,
            key=key,
            letter=letter,
            number=ord(letter),
            name=unicodedata.name(letter, "UNNAMED"),
        )
