"""Orders and procedures as lists, each with whose it is; what their forms offer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from station.app.station import Station
from station.app.views.person import PersonView, person_view
from station.domain.errors import UnknownNameError
from station.domain.identifiers.place import DEFAULT
from station.domain.order import Order
from station.ports.store import ProcedureLine

MOST_ORDERS = 200  # the newest; an older one is opened by scanning its number
MOST_PROCEDURES = 200  # the newest; an older one is found by its order


@dataclass(frozen=True)
class OrderView:
    """One order, whose it is (None: erased), and its procedures."""

    order: Order
    patient: PersonView | None
    procedures: tuple[ProcedureLine, ...]


@dataclass(frozen=True)
class OrderList:
    """The newest orders; ``more`` are not shown. What is opened is opened at ``place``.

    ``titles`` has each indication in words.
    """

    orders: tuple[OrderView, ...]
    more: int
    titles: Mapping[str, str]
    place: str


@dataclass(frozen=True)
class ProcedureRow:
    """One line of the list of procedures, with whose it is (None: erased)."""

    line: ProcedureLine
    patient: PersonView | None


@dataclass(frozen=True)
class ProcedureList:
    """The newest procedures; ``more`` are not shown."""

    rows: tuple[ProcedureRow, ...]
    more: int


def all_orders(station: Station) -> tuple[OrderView, ...]:
    """Every order, oldest first."""
    return tuple(_view(station, order, key) for order, key in station.store.orders())


def order_named(station: Station, number: str) -> OrderView:
    """The order of that number. Raises UnknownNameError."""
    found = station.store.order(number)
    if found is None:
        raise UnknownNameError("Order: expected one that was imported, got none.")
    return _view(station, *found)


def order_list(station: Station, place: str) -> OrderList:
    """The orders, the newest first."""
    orders = station.store.orders()
    newest = reversed(orders[-MOST_ORDERS:])
    return OrderList(
        tuple(_view(station, order, key) for order, key in newest),
        max(0, len(orders) - MOST_ORDERS),
        indication_titles(station),
        place,
    )


def all_procedures(station: Station) -> tuple[ProcedureLine, ...]:
    """Every procedure, oldest first."""
    return station.store.procedures()


def procedure_list(station: Station) -> ProcedureList:
    """The procedures, the newest first."""
    lines = station.store.procedures()
    keys = {order.order: key for order, key in station.store.orders()}
    rows = tuple(
        ProcedureRow(line, person_view(station, keys[line.order]) if line.order in keys else None)
        for line in reversed(lines[-MOST_PROCEDURES:])
    )
    return ProcedureList(rows, max(0, len(lines) - MOST_PROCEDURES))


def indication_titles(station: Station) -> Mapping[str, str]:
    """Each indication by its code, in words: the title of its first protocol."""
    protocols = sorted(station.catalogue.protocols.values(), key=lambda p: p.name, reverse=True)
    titles = {p.indication: p.title[station.language] for p in protocols}
    return dict(sorted(titles.items()))


def places(station: Station, offered: Iterable[str]) -> list[str]:
    """Every place that is offered or was used, the default one first."""
    used = {line.place for line in station.store.procedures()}
    return [DEFAULT, *sorted({*offered, *used} - {DEFAULT})]


def _view(station: Station, order: Order, patient: str) -> OrderView:
    procedures = station.store.procedures(order=order.order)
    return OrderView(order, person_view(station, patient), procedures)
