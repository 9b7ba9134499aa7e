"""A place card: what a reader scans to learn whose scans its next ones are.

``PLACE``, one character for the length of what follows, the place's name, two check digits. Upper
case letters and digits only, so that no keyboard layout changes it; and by its length no card is
the beginning of another, so that one cut short is none. A desk's name begins with a short form of
its own; cards that were printed before there was one have it letter by letter, and are read alike.
"""

import re
from dataclasses import dataclass

from station.domain.errors import StationError

DEFAULT = "default"  # where no place is named
LONGEST = 64  # characters of a name; it stands on the screen
PREFIX = "PLACE"
FOR_ALL = "default"  # the desk without a destination
DESK = "reception:"  # what the name of a laboratory's desk begins with
LONGEST_ON_CARD = 20  # characters as written there: more bars do not fit on one
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DESK = "ZW"
_PLAIN = re.compile(r"[a-y0-9]")
_SHORT = {"-": "ZZ", " ": "ZY", "z": "ZX"}
_LETTER = re.compile(r"Z([ZYX]|[0-9A-F]{2})|[A-Y0-9]")
_GRAMMAR = re.compile(rf"{PREFIX}([0-9A-Z])([0-9A-Z]+)([0-9]{{2}})")


@dataclass(frozen=True)
class PlaceCard:
    """The card of one place."""

    place: str


def is_name(text: str) -> bool:
    """Whether a place may be called so: what can stand on a screen and in the page's addresses.

    >>> is_name("room-2"), is_name(" room-2"), is_name("room/2"), is_name("")
    (True, False, False, False)
    """
    whole = text.isprintable() and text == text.strip() and "/" not in text
    return whole and 1 <= len(text) <= LONGEST


def checked(name: str) -> str:
    """A place's name as somebody typed it, without blanks around it. Raises StationError."""
    name = name.strip()
    if not is_name(name):
        raise StationError(
            "Place: expected 1 to {limit} printable characters without '/', got {got}.",
            limit=LONGEST,
            got=len(name),
        )
    return name


def destination_of(desk: str) -> str | None:
    """What a desk takes; None is everything."""
    return None if desk == FOR_ALL else desk


def matches(text: str) -> bool:
    """Whether the text is a whole place card with right check digits.

    >>> matches("PLACE7ROOMZZ136"), matches("PLACE7ROOMZZ163"), matches("PLACE7ROOMZZ1")
    (True, False, False)
    """
    found = _GRAMMAR.fullmatch(text)
    if found is None or _DIGITS.index(found[1]) != len(found[2]):
        return False
    return check_characters(found[1] + found[2]) == found[3] and _name(found[2]) is not None


def parse(text: str) -> PlaceCard:
    """The card of a text that matches.

    >>> parse("PLACE7ROOMZZ136")
    PlaceCard(place='room-1')
    """
    assert matches(text)
    name = _name(text[len(PREFIX) + 1 : -2])
    assert name is not None
    return PlaceCard(name)


def format(card: PlaceCard) -> str:  # noqa: A001 - the name that every format has
    """What is printed on the card. Raises StationError for a name that is too long for one.

    Small letters and digits stand for themselves, in capitals; Z begins what does not: ZZ is "-",
    ZY a space, ZX "z", and Z with two hexadecimal digits one byte of UTF-8. ZW at the beginning is
    "reception:", so that every desk has a card.

    >>> format(PlaceCard("reception:cytogenetics"))
    'PLACEEZWCYTOGENETICS06'
    """
    begins = _DESK if card.place.startswith(DESK) else ""
    body = begins + _spelled(card.place.removeprefix(DESK))
    if not 1 <= len(body) <= LONGEST_ON_CARD:
        raise StationError(
            "Place card '{place}': expected a name that takes 1 to {limit} characters on the card "
            "(other than a–y and 0–9 take more), got {got}.",
            place=card.place,
            limit=LONGEST_ON_CARD,
            got=len(body),
        )
    rest = _DIGITS[len(body)] + body
    return PREFIX + rest + check_characters(rest)


def check_characters(text: str) -> str:
    """The two check digits of length and name (ISO 7064:2003 MOD 97-10, letters as 10 to 35)."""
    number = int("".join(str(_DIGITS.index(letter)) for letter in text))
    return f"{98 - number * 100 % 97:02d}"


def _spelled(name: str) -> str:
    return "".join(map(_written, name))


def _written(letter: str) -> str:
    if _PLAIN.fullmatch(letter):
        return letter.upper()
    return _SHORT.get(letter) or "".join(f"Z{byte:02X}" for byte in letter.encode())


def _name(body: str) -> str | None:
    """The name behind a body; None when no name is written so."""
    rest = _read(body.removeprefix(_DESK))
    if rest is None:
        return None
    name = DESK + rest if body.startswith(_DESK) else rest
    return name if is_name(name) else None


def _read(spelled: str) -> str | None:
    """What is spelled letter by letter; None when nothing is spelled so."""
    raw, at = bytearray(), 0
    for found in _LETTER.finditer(spelled):
        if found.start() != at:
            return None
        at = found.end()
        raw += _bytes(found[0])
    try:
        name = raw.decode() if at == len(spelled) else None
    except UnicodeDecodeError:
        return None
    # One name, one spelling: what could be spelled otherwise is none.
    return name if name is not None and _spelled(name) == spelled else None


def _bytes(letter: str) -> bytes:
    short = {written: plain for plain, written in _SHORT.items()}
    if letter in short:
        return short[letter].encode()
    return bytes.fromhex(letter[1:]) if letter[0] == "Z" else letter.lower().encode()
