"""What the list of orders shows, as values: each order, whose it is, and its procedures."""

from typing import Any

from station.app.station import Station
from station.web.shared import DEFAULT_PLACE, Site

MOST_ORDERS = 200  # the newest; an older one is opened by scanning its number


def order_list(station: Station, place: str) -> dict[str, Any]:
    """The orders, the newest first; what is opened is opened at ``place``."""
    store = station.store
    orders = store.orders()
    rows = [
        {
            "order": order,
            "person": store.person(key),
            "procedures": store.procedures(order=order.order),
        }
        for order, key in reversed(orders[-MOST_ORDERS:])
    ]
    return {
        "orders": rows,
        "more": max(0, len(orders) - MOST_ORDERS),
        "titles": indication_titles(station),
        "place": place,
    }


def indication_titles(station: Station) -> dict[str, str]:
    """Each indication by its code, in words: the title of its first protocol."""
    protocols = sorted(station.catalogue.protocols.values(), key=lambda p: p.name, reverse=True)
    titles = {p.indication: p.title[station.language] for p in protocols}
    return dict(sorted(titles.items()))


def places_of(site: Site) -> list[str]:
    """Every place that is offered or was used, the default one first."""
    used = {line.place for line in site.station.store.procedures()}
    return [DEFAULT_PLACE, *sorted({*site.places, *used} - {DEFAULT_PLACE})]
