"""Orders from outside: each is kept, here already, or refused with its reason.

A known patient id with another name or birth date, and a known number with other content, are
never settled here: a person corrects the patient or the order, in an act of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from station.app.keeping import TRIES
from station.app.order_files import ReadOrder, RefusedOrder
from station.app.patients import identity_differs
from station.app.printable import check_printable
from station.app.station import Station
from station.domain import events as e
from station.domain.alike import Alikes, Namesake, alikes
from station.domain.errors import Saying, StationError
from station.domain.identifiers import canonical, identify
from station.domain.order import Order, differences
from station.domain.person import Identifier, Person, check_born, differing
from station.domain.state import LabelOwner
from station.domain.verdict import refuse
from station.ports.people import Identities
from station.ports.store import Act, ConflictError, Record, StoreError


@dataclass(frozen=True)
class Imported:
    """What became of the orders that came, in their order."""

    imported: tuple[Order, ...] = ()
    already_here: tuple[Order, ...] = ()
    refused: tuple[RefusedOrder, ...] = ()
    alike: Mapping[str, Alikes] = field(default_factory=dict)  # by order


class Batch:
    """What is to be kept of one import, as it grows."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.orders: dict[str, tuple[Order, str]] = {}
        self.people: dict[str, Person] = {}
        self.known: list[Order] = []
        self.refused: list[RefusedOrder] = []
        self._numbers: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        here = station.store.orders()
        self.judged_by = len(here)
        self.labels = {text for order, _ in here for text in _label_texts(order)}

    def add(self, order: Order, key: str, person: Person) -> None:
        """An order that is kept, with whom it is for."""
        self.orders[order.order] = (order, key)
        self._numbers.update(dict.fromkeys(order.numbers, order.order))
        self.labels.update(_label_texts(order))
        self.people[key] = person
        self._ids.update(dict.fromkeys(person.all_ids, key))

    def order(self, number: str) -> tuple[Order, str] | None:
        """The order of a number, of this batch or here."""
        fresh = self._numbers.get(number)
        return self.orders[fresh] if fresh else self.station.store.order(number)

    def correct(self, key: str, person: Person) -> None:
        """Somebody who is here is called so from now on."""
        self.people[key] = person
        self._ids.update(dict.fromkeys(person.all_ids, key))

    def owner(self, value: str) -> tuple[str, Person, str] | None:
        """Who was given a number: key, identity, and the key that it is now, once merged."""
        own = self.station.store.people.own(value)
        key = self._ids.get(value)
        if key is None:
            return own
        return key, self.people[key], own[2] if own else key

    def owners(self, person: Person) -> dict[str, tuple[str, Person]]:
        """Whoever has a number of this person, by the key that it is now: as it was given."""
        found: dict[str, tuple[str, Person]] = {}
        for value in person.all_ids:
            own = self.owner(value)
            if own is not None:
                found.setdefault(own[2], own[:2])
        return found

    def number_of(self, person: Person, now: str) -> str:
        """By which of somebody's numbers a known patient was found."""
        owners = ((value, self.owner(value)) for value in person.all_ids)
        return next(value for value, own in owners if own and own[2] == now)

    def is_called(self, person: Person, here: Person, now: str) -> bool:
        """Whether somebody known is called so: as the number was given, or as once merged."""
        merged = self.identity(now)
        return not differing(here, person) or bool(merged and not differing(merged, person))

    def changed(self) -> dict[str, Person]:
        """Whoever is new, or has numbers that are."""
        known = self.station.store.people.identity
        return {key: person for key, person in self.people.items() if known(key) != person}

    def identity(self, key: str) -> Person | None:
        """The identity behind a key; None when erased."""
        return self.people.get(key) or self.station.store.people.identity(key)


def _label_texts(order: Order) -> list[str]:
    return [canonical(c.label_id) for c in order.containers if c.label_id]


def import_orders(
    station: Station,
    orders: Sequence[ReadOrder],
    act: Act,
    *,
    all_or_none: bool = False,
) -> Imported:
    """Keep the orders that are new, and say what became of each; those refused stay refused."""
    for _ in range(TRIES):
        try:
            return _import(station, orders, act, all_or_none)
        except ConflictError:
            continue
    raise StoreError("NOT SAVED. Orders: another import was at it at the same time; try again.")


def _import(
    station: Station,
    orders: Sequence[ReadOrder],
    act: Act,
    all_or_none: bool,
) -> Imported:
    batch = Batch(station)
    for one in orders:
        if isinstance(one, RefusedOrder):
            batch.refused.append(one)
        else:
            take(batch, *one, act)
    if batch.refused and all_or_none:
        return Imported(refused=tuple(batch.refused))
    alike = alike_in(batch, act)
    if batch.orders:
        station.store.append(record_of(batch, act))
    fresh = tuple(order for order, _ in batch.orders.values())
    return Imported(fresh, tuple(batch.known), tuple(batch.refused), alike)


def take(batch: Batch, order: Order, person: Person, act: Act) -> None:
    """Put one order into the batch, or its refusal."""
    found = [known for number in order.numbers if (known := batch.order(number))]
    if found:
        _compare(batch, order, person, found[0])
        return
    owners = batch.owners(person)
    for now, (_, here) in owners.items():
        if len(owners) > 1 or not batch.is_called(person, here, now):
            why = identity_differs(here, person, batch.number_of(person, now))
            batch.refused.append(RefusedOrder(order.order, why, here, person, order))
            return
    try:
        _check(batch, order, person, act)
    except StationError as error:
        batch.refused.append(RefusedOrder(order.order, error))
        return
    key, here = next(iter(owners.values()), (batch.station.store.new_key(), person))
    numbers = (Identifier(person.patient_id), *person.ids)
    more = tuple(one for one in numbers if not batch.owner(one.value))
    fresh = person if not owners else replace(here, ids=(*here.ids, *more))
    batch.add(order, key, fresh)


def _compare(batch: Batch, order: Order, person: Person, known: tuple[Order, str]) -> None:
    """The same order again is no fault; another one with its number is."""
    here, key = known
    own = batch.owner(person.patient_id)
    identity = own[1] if own and key in (own[0], own[2]) else batch.identity(key)
    found = differences(here, order, identity, person)
    if found is None:
        batch.known.append(here)
        return
    why = refuse("order-differs", order=order.order, differs=found)
    batch.refused.append(RefusedOrder(order.order, why, identity, person))


def _check(batch: Batch, order: Order, person: Person, act: Act) -> None:
    """What no order may say. Raises StationError."""
    what = Saying("Order {order}", order=order.order)
    _check_indication(batch.station, order)
    today = act.occurred_at.astimezone().date()
    check_born(person, today, Saying("{what}, patient", what=what))
    check_printable(batch.station, order, person)
    _check_labels(batch, order, person)


def _check_indication(station: Station, order: Order) -> None:
    indications = sorted({p.indication for p in station.catalogue.protocols.values()})
    if order.indication not in indications:
        raise StationError(
            "Order {order}: expected an indication of {known}, got '{indication}'.",
            order=order.order,
            known=", ".join(indications),
            indication=order.indication,
        )


def _check_labels(batch: Batch, order: Order, person: Person) -> None:
    """A laboratory's label id belongs to one order, and is nobody's number."""
    for container in order.containers:
        label_id = container.label_id
        text = canonical(label_id or "")
        if label_id and (text in person.all_ids or batch.owner(text)):
            raise StationError(
                "Order {order}: expected label ids that are no patient's number, got '{label_id}', "
                "which is one.",
                order=order.order,
                label_id=label_id,
            )
        if label_id and _is_label(batch, text):
            raise StationError(
                "Order {order}: expected label ids of its own, got '{label_id}', which another "
                "order has.",
                order=order.order,
                label_id=label_id,
            )
    for value in person.all_ids:
        if _is_label(batch, value):
            raise StationError(
                "{what}: expected a patient's number that is on no label, got '{value}', which is "
                "on one.",
                what=Saying("Order {order}", order=order.order),
                value=value,
            )


def _is_label(batch: Batch, text: str) -> bool:
    known = isinstance(batch.station.store.owner(identify(text)), LabelOwner)
    return known or text in batch.labels


def alike_in(batch: Batch, act: Act) -> dict[str, Alikes]:
    """For each new order, who here could be taken for its patient."""
    found = {}
    for number, (_, key) in batch.orders.items():
        person, at = batch.people[key], act.occurred_at
        others = {one.key: one for one in batch.station.store.people.namesakes(person)}
        others.update({k: Namesake(k, p, at) for k, p in batch.people.items()})
        own = batch.owner(person.patient_id)
        others.pop(own[2] if own else key, None)
        others.pop(key, None)
        alike = alikes(person, others.values(), at)
        if alike:
            found[number] = alike
    return found


def record_of(batch: Batch, act: Act) -> Record:
    """What is kept of a batch."""
    bodies = tuple(
        e.OrderImported(
            order.order,
            key,
            order.indication,
            order.sides,
            order.site,
            tuple(asdict(c) for c in order.containers),
            order.filler,
        )
        for order, key in batch.orders.values()
    )
    return Record(
        bodies,
        act,
        batch.station.clock.now(),
        expected=batch.judged_by,
        identities=Identities(people=batch.changed()),
        orders=tuple(order for order, _ in batch.orders.values()),
        order_patients={order.order: key for order, key in batch.orders.values()},
    )
