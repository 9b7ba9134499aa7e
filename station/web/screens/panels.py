"""The live panels: each whole, with a version, and where its place stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from station.app.keeping import load
from station.app.station import Station
from station.web.bedside import bedside, standing
from station.web.live import bedside_topic, reception_topic
from station.web.order_list import order_list
from station.web.queues import queue_values
from station.web.reception import board
from station.web.screens.drawing import draw
from station.web.served import Served


@dataclass(frozen=True)
class Panel:
    """``state`` is what the page's queue compares scans with before it sends them."""

    version: str
    html: str
    state: Mapping[str, object]


@dataclass(frozen=True)
class Screen:
    """A page with a live panel in it: its template, what is drawn, where what is said is kept."""

    template: str
    draw: Callable[[Served, Station, str], Panel]
    topic: Callable[[str], str]


def _bedside(served: Served, station: Station, place: str) -> Panel:
    """What is done at a place, with its printers."""
    found = bedside(station, place)
    queues = queue_values(station, served.printing().station_file, place)
    html = draw("bedside_panel.html", station.language, {"printers": queues, **found.values})
    return Panel(found.version, html, standing(found.procedure))


def _reception(served: Served, station: Station, desk: str) -> Panel:
    """The reception board; its version is its own text's."""
    html = draw("reception_panel.html", station.language, board(station, desk))
    return Panel("board", html, standing(None))


def _orders(served: Served, station: Station, place: str) -> Panel:
    """The list of orders; what is said at the place is said here too."""
    html = draw("orders_panel.html", station.language, order_list(station, place))
    return Panel("orders", html, where_it_stands(station, place))


def where_it_stands(station: Station, place: object) -> Mapping[str, object]:
    """The place's procedure and side now: a scan from before a change of them must be asked for.

    A desk has no place, and nothing stands there.
    """
    name = station.store.active(place) if isinstance(place, str) else None
    return standing(load(station.store, name) if name else None)


BEDSIDE = Screen("bedside.html", _bedside, bedside_topic)
RECEPTION = Screen("reception.html", _reception, reception_topic)
TRAY = Screen("tray.html", _reception, reception_topic)
ORDERS = Screen("orders.html", _orders, bedside_topic)  # a scan there is one of its place
