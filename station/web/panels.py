"""The live panel over a WebSocket: whole, with a version, at each change; a heartbeat between.

A change by another process (the command line, another server) rings no bell here: it is found at
the next beat, at most a second later.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from station.app.station import Station
from station.app.views.bedside import PlaceState, bedside_view, place_state
from station.app.views.board import board
from station.app.views.orders import order_list
from station.app.views.queues import queue_views
from station.domain.errors import SaidError, StationError
from station.domain.texts import said
from station.ports.printer import Site as Printers
from station.web.api import said_data
from station.web.live import bedside_topic, reception_topic
from station.web.request import checked_place
from station.web.shared import Site, draw

BEAT_S = 1.0  # the page calls the connection lost after five without one
Draw = Callable[[Station, str], tuple[str, str, dict[str, Any]]]  # version, HTML, data


def live_routes(site: Site) -> list[WebSocketRoute]:
    """GET /live/bedside/{place}, /live/reception/{desk} and /live/orders/{place}."""
    return [
        _route(site, "/live/bedside/{name}", bedside_of(site), bedside_topic),
        _route(site, "/live/reception/{name}", reception_panel, reception_topic),
        _route(site, "/live/orders/{name}", orders_panel, bedside_topic),
    ]


def bedside_of(site: Site) -> Draw:
    """The bedside panels of a site, with its printers."""
    return partial(bedside_panel, printers=site.printing().site)


def bedside_panel(
    station: Station, place: str, printers: Printers | None
) -> tuple[str, str, dict[str, Any]]:
    """The bedside panel's version and HTML, and what the page's queue compares scans with."""
    view, queues = bedside_view(station, place), queue_views(station, printers, place)
    html = draw("bedside_panel.html", station.language, view=view, printers=queues)
    return view.version, html, {"state": asdict(view.state)}


def reception_panel(station: Station, desk: str) -> tuple[str, str, dict[str, Any]]:
    """The reception board; its version is its own text's."""
    html = draw("reception_panel.html", station.language, board=board(station, desk))
    return "board", html, {"state": asdict(PlaceState())}


def orders_panel(station: Station, place: str) -> tuple[str, str, dict[str, Any]]:
    """The list of orders; what is said at the place is said here too."""
    html = draw("orders_panel.html", station.language, view=order_list(station, place))
    return "orders", html, {"state": asdict(place_state(station, place))}


def _route(site: Site, path: str, drawing: Draw, topic: Callable[[str], str]) -> WebSocketRoute:
    async def endpoint(socket: WebSocket) -> None:
        await socket.accept()
        language = site.language_at(socket)
        try:
            name = checked_place(socket.path_params["name"])
        except StationError as error:
            await socket.close(1008, said(error, language))
            return
        with suppress(WebSocketDisconnect):
            await _serve(socket, site, site.speaking(language), name, drawing, topic(name))

    return WebSocketRoute(path, endpoint)


async def _serve(
    socket: WebSocket, site: Site, station: Station, name: str, drawing: Draw, topic: str
) -> None:
    """Send until the page goes away; it says nothing itself."""
    gone = asyncio.ensure_future(_gone(socket))
    shown: dict[str, Any] = {}
    try:
        with site.live.listening() as changed:
            while not gone.done():
                shown = await _send(socket, shown, await _look(site, station, name, drawing, topic))
                changing = asyncio.ensure_future(changed.wait())
                await asyncio.wait(
                    (gone, changing), timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED
                )
                changing.cancel()
                changed.clear()
    finally:
        gone.cancel()


async def _look(
    site: Site, station: Station, name: str, drawing: Draw, topic: str
) -> dict[str, Any]:
    last = site.live.last(topic)
    try:
        version, html, data = await site.work(drawing, station, name)
    except SaidError as error:
        return {"type": "fault", "error": said(error, station.language)}
    panel = {"type": "panel", "version": version, "html": html, **data}
    return {
        **panel,
        "said": said_data(last.scan_id, last.answers[station.language]) if last else None,
    }


async def _send(socket: WebSocket, shown: dict[str, Any], panel: dict[str, Any]) -> dict[str, Any]:
    """The panel if it differs from what the screen shows, else a beat."""
    beat = {"type": "beat", "version": panel.get("version")}
    await socket.send_json(panel if panel != shown else beat)
    return panel


async def _gone(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
