"""The station's own specimen id: 14 digits ``SSSSS NNNNNN D CC``, the side part of the identity.

Stream (the station's append-only stream), serial, side (0 none, 1 left, 2 right) and two check
digits by ISO 7064 MOD 97-10, which detect every wrong digit and every swapped pair of neighbours.
Digits only: no keyboard layout changes them, and Code 128 set C packs two into one character.
"""

import re
from dataclasses import dataclass

from station.domain.codes import Side
from station.domain.errors import Saying, StationError

SIDE_DIGITS: dict[Side, str] = {"none": "0", "left": "1", "right": "2"}
_SIDES: dict[str, Side] = {digit: side for side, digit in SIDE_DIGITS.items()}
LAST_STREAM = 98_999  # an id never starts with 99: encoders are known to drop it
LAST_SERIAL = 999_999


@dataclass(frozen=True)
class SpecimenId:
    """A specimen id with right check digits."""

    text: str
    side: Side


def check_characters(body: str) -> str:
    """The two check digits of a body of 12 digits (ISO 7064:2003 MOD 97-10).

    >>> check_characters("000170000421")
    '03'
    """
    return f"{98 - int(body) * 100 % 97:02d}"


def matches(text: str) -> bool:
    """Whether the 14 digits are an id: stream and serial in range, side known, check right."""
    if not re.fullmatch(r"[0-9]{14}", text) or text[11] not in _SIDES:
        return False
    stream, serial = int(text[:5]), int(text[5:11])
    in_range = 1 <= stream <= LAST_STREAM and 1 <= serial <= LAST_SERIAL
    return in_range and check_characters(text[:12]) == text[12:]


def parse(text: str) -> SpecimenId:
    """The id of a text that matches."""
    assert matches(text)
    return SpecimenId(text, _SIDES[text[11]])


def format(text: str) -> str:  # noqa: A001 - the name that every format has
    """The id in the groups in which people read it.

    >>> format("00017000042103")
    '00017 000042 1 03'
    """
    return f"{text[:5]} {text[5:11]} {text[11]} {text[12:]}"


def issue(stream: int, serial: int, side: Side) -> str:
    """A new id. Raises StationError when the stream has used up its serials.

    >>> issue(17, 42, "left")
    '00017000042103'
    """
    assert 1 <= stream <= LAST_STREAM, stream
    if not 1 <= serial <= LAST_SERIAL:
        raise StationError(
            "Stream {stream:05d}: expected a serial of 1 to {limit}, got {serial}; the "
            "station needs a new stream.",
            stream=stream,
            limit=LAST_SERIAL,
            serial=serial,
        )
    body = f"{stream:05d}{serial:06d}{SIDE_DIGITS[side]}"
    return body + check_characters(body)


def why(text: str) -> Saying:
    """One sentence on why 14 digits are no specimen id."""
    expected = check_characters(text[:12])
    if expected != text[12:]:
        return Saying(
            "'{text}': expected check digits {digits}, got {got}.",
            text=text,
            digits=expected,
            got=text[12:],
        )
    return Saying(
        "'{text}': expected a stream of 1 to {limit}, a serial above 0 and a side digit 0, 1 or 2, "
        "got {stream}, {serial} and {side}.",
        text=text,
        limit=LAST_STREAM,
        stream=text[:5],
        serial=text[5:11],
        side=text[11],
    )
