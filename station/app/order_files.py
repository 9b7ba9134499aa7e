"""Files of orders as systems send them: JSON of one order, of a list, or one order a line.

Text in UTF-8 or UTF-16 is read. Any other encoding is refused by its name: bytes that could be
several letters are nobody's name.
"""

import json
from dataclasses import dataclass
from json import detect_encoding
from typing import Any

from station.domain.errors import Saying, StationError
from station.domain.feedback import sentence
from station.domain.order import Order, parse_order
from station.domain.person import Person
from station.domain.texts import Language, said
from station.domain.verdict import Verdict

MOST_ORDERS = 1000  # of one file; a hospital has fewer in a day
BAD_INPUT = "bad-input"  # the reason of an order that is none
LONGEST_DIGITS = 100  # of one number: no field of an order is longer, and long ones stop a parser


@dataclass(frozen=True)
class RefusedOrder:
    """An order of which nothing was kept. ``here`` and ``came`` are the two identities, if two.

    ``asked`` is the order itself, where it could be read.
    """

    order: str | None
    why: Verdict | StationError
    here: Person | None = None
    came: Person | None = None
    asked: Order | None = None

    @property
    def reason(self) -> str:
        """identity-differs, order-differs, or bad-input."""
        return self.why.code if isinstance(self.why, Verdict) else BAD_INPUT

    def message(self, language: Language) -> str:
        """What is wrong, in one sentence."""
        why = self.why
        return sentence(why, language) if isinstance(why, Verdict) else said(why, language)


@dataclass(frozen=True)
class Alone:
    """The only value of a file."""

    value: Any


ReadOrder = tuple[Order, Person] | RefusedOrder


def read_orders(content: bytes, name: str) -> tuple[ReadOrder, ...]:
    """The orders of a file of that name, in its order.

    Raises StationError for a file that holds no orders at all, and for a single order that is
    wrong: with the file's name.
    """
    try:
        values = _values(_text(content))
    except StationError as error:
        raise StationError("File {file}: {error}", file=name, error=error) from error
    if isinstance(values, Alone):
        return (_single(values.value, name),)
    if not 1 <= len(values) <= MOST_ORDERS:
        raise StationError(
            "File {file}: expected 1 to {limit} orders, got {got}.",
            file=name,
            limit=MOST_ORDERS,
            got=len(values),
        )
    return tuple(_one(value, name, at) for value, at in values)


def _single(value: Any, name: str) -> tuple[Order, Person]:
    try:
        return parse_order(value)
    except StationError as error:
        raise StationError("File {file}: {error}", file=name, error=error) from error


def _one(value: object, name: str, at: Saying) -> ReadOrder:
    if isinstance(value, StationError):
        return _bad(value, None, name, at)
    try:
        return parse_order(value)
    except StationError as error:
        return _bad(error, value, name, at)


def _bad(error: StationError, value: object, name: str, at: Saying) -> RefusedOrder:
    number = value.get("order") if isinstance(value, dict) else None
    fault = StationError("File {file}, {at}: {error}", file=name, at=at, error=error)
    return RefusedOrder(number if isinstance(number, str) else None, fault)


def _text(content: bytes) -> str:
    """The text of a file. Raises StationError by the name of what it is instead."""
    encoding = detect_encoding(content)
    if encoding.startswith("utf-32"):
        raise _encoding("UTF-32")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-16"):
            raise _encoding(Saying("damaged UTF-16")) from None
        which = "Windows-1252" if any(0x80 <= b < 0xA0 for b in content) else "Latin-1"
        byte = f"0x{content[error.start]:02X}"
        what = Saying(
            "other bytes, such as {encoding} has ({byte} at {position})",
            encoding=which,
            byte=byte,
            position=error.start + 1,
        )
        raise _encoding(what) from None


def _encoding(got: Saying | str) -> StationError:
    return StationError("expected text in UTF-8 or UTF-16, got {got}.", got=got)


def _values(text: str) -> Alone | list[tuple[Any, Saying]]:
    """The only value, or those of a list or of the lines, each with where it stands."""
    try:
        value = _loads(text)
    except json.JSONDecodeError as error:
        return _lines(text, error)
    if isinstance(value, list):
        return [(one, Saying("order {number}", number=n)) for n, one in enumerate(value, 1)]
    return Alone(value)


def _lines(text: str, whole: json.JSONDecodeError) -> list[tuple[Any, Saying]]:
    """One order a line; ``whole`` says why the text is not one value."""
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    starts = [line.lstrip().startswith("{") for _, line in lines]
    if len(lines) < 2 or not all(starts):
        raise StationError("expected JSON, got: {error}.", error=whole)
    return [(_line(line), Saying("line {number}", number=n)) for n, line in lines]


def _line(line: str) -> Any:
    try:
        return _loads(line)
    except json.JSONDecodeError as error:
        return StationError("expected JSON, got: {error}.", error=error)
    except StationError as error:
        return error


def _loads(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_no_key_twice, parse_int=_int, parse_constant=_constant
        )
    except RecursionError:
        raise StationError("expected JSON, got one that is nested too deeply.") from None


def _int(digits: str) -> int:
    if len(digits) > LONGEST_DIGITS:
        raise StationError(
            "expected numbers of up to {limit} digits, got one of {got}.",
            limit=LONGEST_DIGITS,
            got=len(digits),
        )
    return int(digits)


def _constant(name: str) -> Any:
    raise StationError("expected JSON, got the number {name}.", name=name)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise StationError("expected each key once, got one twice.")
    return found
