"""The order: who, why, which sides; read from the outside's JSON with one sentence for each fault.

Source of the keys: docs/interface.md, "order file".
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from station.domain.codes import Side
from station.domain.errors import Saying, StationError, joined
from station.domain.fields import PRINTABLE_ASCII, object_of, text_of
from station.domain.identifiers import canonical, laboratory
from station.domain.person import PERSON_WORDS, Person, check_no_card, differing, parse_person

MOST_CONTAINERS = 60  # of one order; a procedure has under 30
LONGEST_NUMBER = 64  # characters of an order's number
_KEYS = frozenset({"order", "filler", "patient", "indication", "sides", "site", "containers"})
_CONTAINER_KEYS = frozenset({"kind", "side", "label_id", "pre_labelled"})
_ORDER = Saying("Order")


@dataclass(frozen=True)
class OrderedContainer:
    """A container that the order itself asks for, perhaps with the laboratory's own label id."""

    kind: str
    side: Side
    label_id: str | None
    pre_labelled: bool


@dataclass(frozen=True)
class Order:
    """An order without the person; ``sides`` is empty while the order leaves the side open.

    ``order`` is the number of whoever placed it, ``filler`` the laboratory's own (HL7 v2 ORC-2,
    ORC-3).
    """

    order: str
    indication: str
    sides: tuple[Side, ...]
    site: str | None
    containers: tuple[OrderedContainer, ...]
    filler: str | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number that the order is known by."""
        return (self.order, self.filler) if self.filler else (self.order,)


def parse_order(given: object) -> tuple[Order, Person]:
    """The order and its patient. Raises StationError with what, expected, got."""
    data = object_of(given, _ORDER, _KEYS)
    number = _number(data, "order", _ORDER)
    what = Saying("Order {order}", order=number)
    order = Order(
        order=number,
        indication=text_of(data, "indication", what, 64),
        sides=_sides(data.get("sides"), what),
        site=text_of(data, "site", what, 64) if data.get("site") is not None else None,
        containers=_containers(data.get("containers"), what),
        filler=_number(data, "filler", what) if data.get("filler") is not None else None,
    )
    return order, parse_person(data.get("patient"), Saying("{what}, patient", what=what))


def order_as_sent(order: Order, person: Person) -> dict[str, object]:
    """An order and its patient as ``parse_order`` reads them."""
    patient = {
        "id": person.patient_id,
        "ids": [asdict(one) for one in person.ids],
        "family": person.family,
        "given": person.given,
        "birth_date": str(person.birth_date),
    }
    return {**asdict(order), "sides": list(order.sides), "patient": patient}


def differences(here: Order, came: Order, known: Person | None, person: Person) -> Saying | None:
    """What an order of a known number says otherwise than the one here; None for nothing.

    An erased patient cannot be compared.
    """
    found = [_differs(what, one, other) for what, one, other in _pairs(here, came) if one != other]
    if known and person.patient_id not in known.all_ids:
        found.append(_differs(Saying("patient id"), known.patient_id, person.patient_id))
    for name in differing(known, person) if known else ():
        found.append(_differs(PERSON_WORDS[name], getattr(known, name), getattr(person, name)))
    return joined(found) if found else None


def _differs(what: Saying, here: object, came: object) -> Saying:
    return Saying(
        "{what} ({here} here, {came} now)", what=what, here=_shown(here), came=_shown(came)
    )


def _pairs(here: Order, came: Order) -> tuple[tuple[Saying, object, object], ...]:
    return (
        (Saying("order number"), here.order, came.order),
        (Saying("filler number"), here.filler, came.filler),
        (Saying("indication"), here.indication, came.indication),
        (Saying("sides"), ", ".join(here.sides), ", ".join(came.sides)),
        (Saying("site"), here.site, came.site),
        (Saying("containers"), _listed(here), _listed(came)),
    )


def _listed(order: Order) -> str:
    return ", ".join(" ".join(filter(None, (c.kind, c.side, c.label_id))) for c in order.containers)


def _shown(value: object) -> object:
    return value if value not in (None, "") and str(value) else Saying("none")


def _number(data: Mapping[str, object], key: str, what: Saying) -> str:
    number = text_of(data, key, what, LONGEST_NUMBER)
    if not PRINTABLE_ASCII.fullmatch(number):
        raise StationError(
            "{what}: expected '{key}' in printable ASCII, got '{got}'.",
            what=what,
            key=key,
            got=number,
        )
    check_no_card(number, key, what)
    return number


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
    """Null leaves the side open, as no key does."""
    value = [] if value is None else value
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
    value = [] if value is None else value
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
    ids = [canonical(c.label_id) for c in found if c.label_id]
    if len(set(ids)) != len(ids):
        twice = next(i for i in ids if ids.count(i) > 1)
        raise StationError(
            "{what}: expected each label_id once, got '{twice}' twice.", what=what, twice=twice
        )
    return found


def _container(given: object, what: Saying) -> OrderedContainer:
    data = object_of(given, what, _CONTAINER_KEYS)
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
        kind=text_of(data, "kind", what, 64),
        side=side,
        label_id=None if label_id is None else parse_label_id(label_id, what),
        pre_labelled=pre_labelled,
    )


def parse_label_id(value: object, what: Saying) -> str:
    """A laboratory's own label id, as the laboratory writes it. Raises StationError."""
    text = value.strip() if isinstance(value, str) else ""
    check_no_card(text, "label_id", what)
    if not laboratory.matches(canonical(text)):
        raise StationError(
            "{what}: expected a label_id of {shortest} to {longest} letters, digits and "
            "'-' with a digit, and not 14 digits, got {value!r}.",
            what=what,
            shortest=laboratory.SHORTEST,
            longest=laboratory.LONGEST,
            value=value,
        )
    return text
