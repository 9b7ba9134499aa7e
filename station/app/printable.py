"""Whether labels can be printed for an order at all, asked before it is kept."""

import unicodedata
from collections.abc import Iterator

from labels.render import Fonts, LabelError, Stock, refused_code, unprintable
from station.app.label_drawing import stock_of
from station.app.station import Station
from station.domain.errors import Saying, StationError
from station.domain.order import Order, OrderedContainer
from station.domain.person import Person


def check_printable(station: Station, order: Order, person: Person) -> None:
    """Names in letters that the fonts have, and label ids that the containers' stocks can carry.

    Raises StationError, whose sentence names the letter but not the name, and PrinterError where
    there are no fonts.
    """
    fonts = Fonts(*station.fonts())
    check_names(
        station, person, Saying("{what}, patient", what=Saying("Order {order}", order=order.order))
    )
    for number, container in enumerate(order.containers, 1):
        if container.label_id and not container.pre_labelled:
            _check_label_id(station, order, number, container.label_id, fonts)


def check_names(station: Station, person: Person, what: Saying) -> None:
    """Names as they are written: one whose capitals the fonts lack is printed so too.

    Raises StationError for a letter that the fonts lack.
    """
    fonts = Fonts(*station.fonts())
    for key, text in (("family", person.family), ("given", person.given)):
        for letter in unprintable(text, fonts):
            raise StationError(
                "{what}: expected '{key}' in letters that the label fonts can print, got "
                "{letter!r} (U+{number:04X} {name}).",
                what=what,
                key=key,
                letter=letter,
                number=ord(letter),
                name=unicodedata.name(letter, "UNNAMED"),
            )


def _check_label_id(
    station: Station, order: Order, number: int, label_id: str, fonts: Fonts
) -> None:
    container = order.containers[number - 1]
    stocks = list(_stocks(station, order, container))
    if stocks and not any(_carries(stock, label_id, fonts) for stock in stocks):
        raise StationError(
            "Order {order}, container {number} ({kind}): expected a label_id that stock {stock} "
            "can carry, got '{label_id}' of {letters} letters.",
            order=order.order,
            number=number,
            kind=container.kind,
            stock=stocks[0].name,
            label_id=label_id,
            letters=len(label_id),
        )


def _stocks(station: Station, order: Order, container: OrderedContainer) -> Iterator[Stock]:
    """What a container may be labelled with, by the protocols of the order, else by its kind.

    A stock that cannot be is no fault of the order: the doctor names it.
    """
    catalogue = station.catalogue
    protocols = (p for p in catalogue.protocols.values() if p.indication == order.indication)
    plans = [plan for p in protocols for plan in p.containers if plan.kind == container.kind]
    if not plans and container.kind in catalogue.kinds:
        plans = [catalogue.kinds[container.kind]]
    for name in dict.fromkeys(plan.stock for plan in plans):
        try:
            yield stock_of(catalogue, name)
        except LabelError:
            continue


def _carries(stock: Stock, label_id: str, fonts: Fonts) -> bool:
    return any(refused_code(label_id, stock, dpi, fonts) is None for dpi in stock.dpi)
