"""Orders: read from the outside, kept all or none."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from station.app.keeping import TRIES, check_unowned
from station.app.station import Station
from station.domain import events as e
from station.domain.errors import StationError
from station.domain.order import Order, Person, parse_order
from station.ports.store import Act, ConflictError, Record, StoreError


def parse_order_file(content: bytes, name: str) -> tuple[Order, Person]:
    """The order of a file of that name (JSON, UTF-8). Raises StationError with the name."""
    try:
        data: object = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_no_key_twice)
        return parse_order(data)
    except StationError as error:
        raise StationError("File {file}: {error}", file=name, error=error) from error
    except UnicodeDecodeError as error:
        raise StationError(
            "File {file}: expected UTF-8 text, got other bytes.", file=name
        ) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise StationError(
            "File {file}: expected JSON, got: {error}.", file=name, error=error
        ) from error


def import_orders(
    station: Station, orders: Sequence[tuple[Order, Person]], act: Act
) -> tuple[Order, ...]:
    """Keep the orders that are new; one that is here already, word for word, is no fault.

    Raises StationError when an order or a patient contradicts what is here.
    """
    for _ in range(TRIES):
        try:
            return _import(station, orders, act)
        except ConflictError:
            continue
    raise StoreError("NOT SAVED. Orders: another import was at it at the same time; try again.")


def _import(
    station: Station, orders: Sequence[tuple[Order, Person]], act: Act
) -> tuple[Order, ...]:
    fresh: dict[str, tuple[Order, str]] = {}
    people: dict[str, Person] = {}
    keys: dict[str, str] = {}
    for order, person in orders:
        _check_indication(station, order)
        key = keys.setdefault(person.patient_id, _key(station, person))
        _check_person(order, person, people.get(key) or station.store.person(key))
        known = fresh.get(order.order) or station.store.order(order.order)
        if known is None:
            _check_labels(station, order, [o for o, _ in fresh.values()])
            fresh[order.order] = (order, key)
            people[key] = person
        elif known != (order, key):
            raise StationError(
                "Order {order}: expected the order that is here already, or a new number, got "
                "another order with the same number.",
                order=order.order,
            )
    if fresh:
        station.store.append(_record(station, fresh, people, act))
    return tuple(order for order, _ in fresh.values())


def _record(
    station: Station, fresh: dict[str, tuple[Order, str]], people: dict[str, Person], act: Act
) -> Record:
    bodies = tuple(
        e.OrderImported(
            order.order,
            key,
            order.indication,
            order.sides,
            order.site,
            tuple(asdict(c) for c in order.containers),
        )
        for order, key in fresh.values()
    )
    return Record(
        bodies,
        act,
        station.clock.now(),
        people=people,
        orders=tuple(order for order, _ in fresh.values()),
        order_patients={order.order: key for order, key in fresh.values()},
    )


def _key(station: Station, person: Person) -> str:
    known = station.store.patient(person.patient_id)
    return known[0] if known else station.store.new_key()


def _check_indication(station: Station, order: Order) -> None:
    indications = sorted({p.indication for p in station.catalogue.protocols.values()})
    if order.indication not in indications:
        raise StationError(
            "Order {order}: expected an indication of {known}, got '{indication}'.",
            order=order.order,
            known=", ".join(indications),
            indication=order.indication,
        )


def _check_person(order: Order, person: Person, known: Person | None) -> None:
    if known is not None and known.birth_date != person.birth_date:
        raise StationError(
            "Order {order}: expected the birth date that this patient id has here, got another.",
            order=order.order,
        )


def _check_labels(station: Station, order: Order, others: Sequence[Order]) -> None:
    """A laboratory's label id belongs to one order."""
    taken = {
        c.label_id for o in (*others, *(o for o, _ in station.store.orders())) for c in o.containers
    }
    check_unowned(station.store, (c.label_id for c in order.containers))
    for container in order.containers:
        if container.label_id and container.label_id in taken:
            raise StationError(
                "Order {order}: expected label ids of its own, got '{label_id}', which another "
                "order has.",
                order=order.order,
                label_id=container.label_id,
            )


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise StationError("expected each key once, got one twice.")
    return found
