"""The order: who, why, which sides; read from the outside's JSON with one sentence for each fault.

Source of the keys: docs/interface.md, "order file".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from station.domain.codes import Side
from station.domain.errors import Saying, StationError
from station.domain.identifiers import canonical, laboratory, wristband

LONGEST_NAME = 200  # characters; what a label cannot hold it cuts visibly
MOST_CONTAINERS = 60  # of one order; a procedure has under 30
_KEYS = frozenset({"order", "patient", "indication", "sides", "site", "containers"})
_PATIENT_KEYS = frozenset({"id", "family", "given", "birth_date"})
_CONTAINER_KEYS = frozenset({"kind", "side", "label_id", "pre_labelled"})
_ORDER = Saying("Order")
_ID = re.compile(r"[!-~](?:[ -~]*[!-~])?")


@dataclass(frozen=True)
class Person:
    """A patient's identity; kept apart from every event, and erasable."""

    patient_id: str
    family: str
    given: str
    birth_date: date

    @property
    def name(self) -> str:
        """The name as it stands on a label: FAMILY, Given."""
        return ", ".join(part for part in (self.family.upper(), self.given) if part)


@dataclass(frozen=True)
class OrderedContainer:
    """A container that the order itself asks for, perhaps with the laboratory's own label id."""

    kind: str
    side: Side
    label_id: str | None
    pre_labelled: bool


@dataclass(frozen=True)
class Order:
    """An order without the person; ``sides`` is empty while the order leaves the side open."""

    order: str
    indication: str
    sides: tuple[Side, ...]
    site: str | None
    containers: tuple[OrderedContainer, ...]


def parse_order(given: object) -> tuple[Order, Person]:
    """The order and its patient. Raises StationError with what, expected, got."""
    data = _object(given, _ORDER, _KEYS)
    number = _text(data, "order", _ORDER, 64)
    if not _ID.fullmatch(number):
        raise StationError(
            "Order: expected '{key}' in printable ASCII, got '{got}'.", key="order", got=number
        )
    what = Saying("Order {order}", order=number)
    order = Order(
        order=number,
        indication=_text(data, "indication", what, 64),
        sides=_sides(data.get("sides", []), what),
        site=_text(data, "site", what, 64) if data.get("site") is not None else None,
        containers=_containers(data.get("containers") or [], what),
    )
    return order, parse_person(data.get("patient"), Saying("{what}, patient", what=what))


def parse_person(given: object, what: Saying) -> Person:
    """A patient's identity, from an order or typed in. Raises StationError."""
    data = _object(given, what, _PATIENT_KEYS)
    patient_id = canonical(_text(data, "id", what, wristband.LONGEST_ID))
    if not _ID.fullmatch(patient_id) or "," in patient_id:
        raise StationError(
            "{what}: expected '{key}' in printable ASCII without comma, got others.",
            what=what,
            key="id",
        )
    first = data.get("given", "")
    if not isinstance(first, str) or len(first) > LONGEST_NAME or not first.isprintable():
        raise StationError(
            "{what}: expected '{key}' of 0 to {limit} printable characters, got {got}.",
            what=what,
            key="given",
            limit=LONGEST_NAME,
            got=repr(first)[:60],
        )
    return Person(
        patient_id=patient_id,
        family=_text(data, "family", what, LONGEST_NAME),
        given=first.strip(),
        birth_date=parse_date(
            data.get("birth_date"), Saying("{what}, '{key}'", what=what, key="birth_date")
        ),
    )


def parse_date(value: object, what: Saying) -> date:
    """A date as YYYY-MM-DD.

    >>> parse_date("2019-02-30", Saying("Birth date"))
    Traceback (most recent call last):
    station.domain.errors.StationError: Birth date: expected a date YYYY-MM-DD, got '2019-02-30'.
    """
    try:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        got = Saying("nothing") if value is None else f"'{value}'"
        raise StationError(
            "{what}: expected a date YYYY-MM-DD, got {got}.", what=what, got=got
        ) from None


def _sides(value: object, what: Saying) -> tuple[Side, ...]:
    known: dict[object, Side] = {"left": "left", "right": "right"}
    if not isinstance(value, list) or any(not isinstance(s, str) or s not in known for s in value):
        raise StationError(
            "{what}: expected '{key}' as a list of left and right, got {value!r}.",
            what=what,
            key="sides",
            value=value,
        )
    if len(set(value)) != len(value):
        raise StationError(
            "{what}: expected each side once, got {value!r}.", what=what, value=value
        )
    return tuple(sorted(known[s] for s in value))


def _containers(value: object, what: Saying) -> tuple[OrderedContainer, ...]:
    if not isinstance(value, list) or len(value) > MOST_CONTAINERS:
        raise StationError(
            "{what}: expected 'containers' as a list of up to {limit}.",
            what=what,
            limit=MOST_CONTAINERS,
        )
    found = tuple(
        _container(c, Saying("{what}, container {number}", what=what, number=n))
        for n, c in enumerate(value, 1)
    )
    ids = [c.label_id for c in found if c.label_id]
    if len(set(ids)) != len(ids):
        twice = next(i for i in ids if ids.count(i) > 1)
        raise StationError(
            "{what}: expected each label_id once, got '{twice}' twice.", what=what, twice=twice
        )
    return found


def _container(given: object, what: Saying) -> OrderedContainer:
    data = _object(given, what, _CONTAINER_KEYS)
    side = data.get("side", "open")
    if side not in ("left", "right", "none", "open"):
        raise StationError(
            "{what}: expected side left, right, none or open, got {side!r}.", what=what, side=side
        )
    pre_labelled = data.get("pre_labelled", False)
    if not isinstance(pre_labelled, bool):
        raise StationError(
            "{what}: expected 'pre_labelled' true or false, got {pre_labelled!r}.",
            what=what,
            pre_labelled=pre_labelled,
        )
    label_id = data.get("label_id")
    if pre_labelled and label_id is None:
        raise StationError(
            "{what}: expected a 'label_id' with 'pre_labelled', got none.", what=what
        )
    return OrderedContainer(
        kind=_text(data, "kind", what, 64),
        side=side,
        label_id=None if label_id is None else parse_label_id(label_id, what),
        pre_labelled=pre_labelled,
    )


def parse_label_id(value: object, what: Saying) -> str:
    """A laboratory's own label id, upper case."""
    text = canonical(value) if isinstance(value, str) else ""
    if not laboratory.matches(text):
        raise StationError(
            "{what}: expected a label_id of {shortest} to {longest} letters, digits and "
            "'-' with a digit, and not 14 digits, got {value!r}.",
            what=what,
            shortest=laboratory.SHORTEST,
            longest=laboratory.LONGEST,
            value=value,
        )
    return text


def _object(data: object, what: Saying, keys: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise StationError(
            "{what}: expected a JSON object, got {got}.", what=what, got=type(data).__name__
        )
    unknown = sorted(str(key) for key in set(data) - keys)
    if unknown:
        raise StationError(
            "{what}: expected the keys {known}, got '{got}'.",
            what=what,
            known=", ".join(sorted(keys)),
            got=unknown[0],
        )
    return data


def _text(data: Mapping[str, object], key: str, what: Saying, longest: int) -> str:
    value = data.get(key)
    text = value.strip() if isinstance(value, str) else ""
    if not 1 <= len(text) <= longest or not text.isprintable():
        got = Saying("nothing") if value is None else repr(value)[:60]
        raise StationError(
            "{what}: expected '{key}' of 1 to {longest} printable characters, got {got}.",
            what=what,
            key=key,
            longest=longest,
            got=got,
        )
    return text
