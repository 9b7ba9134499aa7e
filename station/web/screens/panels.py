"""The live panels: each whole, and where its place stands."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from station.app.station import Station
from station.app.views.bedside import PlaceState, bedside_view, place_state
from station.app.views.board import board
from station.app.views.orders import order_list
from station.app.views.queues import queue_views
from station.domain.codes import EXCUSES
from station.domain.identifiers.card import CARDS, Meaning
from station.web.live import bedside_topic, reception_topic
from station.web.screens.drawing import draw
from station.web.served import Served

# What a press can say alone; "aborted" is said of all containers at once, by a button of its own.
EXCUSES_BY_CARD = tuple(
    code for code in EXCUSES if code != "aborted" and Meaning("reason", code) in CARDS.values()
)


@dataclass(frozen=True)
class Panel:
    """``state`` is what the page's queue compares scans with before it sends them."""

    html: str
    state: Mapping[str, object]


@dataclass(frozen=True)
class Screen:
    """A page with a live panel in it: its template, what is drawn, where what is said is told."""

    template: str
    draw: Callable[[Served, Station, str], Panel]
    topic: Callable[[str], str]


def _bedside(served: Served, station: Station, place: str) -> Panel:
    """What is done at a place, with its printers."""
    view = bedside_view(station, place)
    queues = queue_views(station, served.printing().station_file, place)
    values = {"view": view, "printers": queues, "excuses": EXCUSES_BY_CARD}
    html = draw("bedside_panel.html", station.language, values)
    return Panel(html, asdict(view.state))


def _reception(served: Served, station: Station, desk: str) -> Panel:
    """The reception board."""
    html = draw("reception_panel.html", station.language, {"board": board(station, desk)})
    return Panel(html, asdict(PlaceState()))


def _orders(served: Served, station: Station, place: str) -> Panel:
    """The list of orders; what is said at the place is said here too."""
    html = draw("orders_panel.html", station.language, {"view": order_list(station, place)})
    return Panel(html, where_it_stands(station, place))


def where_it_stands(station: Station, place: object) -> Mapping[str, object]:
    """The place's procedure and side now: a scan from before a change of them must be asked for.

    A desk has no place, and nothing stands there.
    """
    return asdict(place_state(station, place) if isinstance(place, str) else PlaceState())


BEDSIDE = Screen("bedside.html", _bedside, bedside_topic)
RECEPTION = Screen("reception.html", _reception, reception_topic)
TRAY = Screen("tray.html", _reception, reception_topic)
ORDERS = Screen("orders.html", _orders, bedside_topic)  # a scan there is one of its place
