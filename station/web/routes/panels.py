"""The live panel over a WebSocket: whole, with a version, at each change; a heartbeat between.

A change by another process (the command line, another server) rings no bell here: it is found at
the next beat, at most a second later.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from station.app.station import Station
from station.domain.errors import SaidError, StationError
from station.domain.texts import said
from station.web.request import checked_place
from station.web.screens.answers import said_data
from station.web.screens.panels import BEDSIDE, ORDERS, RECEPTION, Screen
from station.web.served import Served

BEAT_S = 1.0  # the page calls the connection lost after five without one
WRONG_PLACE = 1008  # WebSocket close code (RFC 6455, 7.4.1)


@dataclass(frozen=True)
class Watched:
    """One open screen: of which place or desk, and in which language."""

    served: Served
    station: Station  # speaks its language
    screen: Screen
    name: str


async def bedside(served: Served, socket: WebSocket) -> None:
    """The live panel of a place."""
    await _watch(served, socket, BEDSIDE)


async def reception(served: Served, socket: WebSocket) -> None:
    """The live panel of a desk."""
    await _watch(served, socket, RECEPTION)


async def orders(served: Served, socket: WebSocket) -> None:
    """The live list of orders; what is said at the place is said there too."""
    await _watch(served, socket, ORDERS)


async def _watch(served: Served, socket: WebSocket, screen: Screen) -> None:
    await socket.accept()
    station = served.station_at(socket)
    try:
        name = checked_place(socket.path_params["name"])
    except StationError as error:
        await socket.close(WRONG_PLACE, said(error, station.language))
        return
    with suppress(WebSocketDisconnect):
        await _send_changes(socket, Watched(served, station, screen, name))


async def _send_changes(socket: WebSocket, watched: Watched) -> None:
    """Send until the page goes away; it says nothing itself."""
    gone = asyncio.ensure_future(_gone(socket))
    shown: Mapping[str, object] = {}
    try:
        with watched.served.live.listening() as changed:
            while not gone.done():
                shown = await _send(socket, shown, await _look(watched))
                changing = asyncio.ensure_future(changed.wait())
                await asyncio.wait(
                    (gone, changing), timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED
                )
                changing.cancel()
                changed.clear()
    finally:
        gone.cancel()


async def _look(watched: Watched) -> Mapping[str, object]:
    served, station, name = watched.served, watched.station, watched.name
    last = served.live.last(watched.screen.topic(name))
    try:
        panel = await served.work(watched.screen.draw, served, station, name)
    except SaidError as error:
        return {"type": "fault", "error": said(error, station.language)}
    return {
        "type": "panel",
        "version": panel.version,
        "html": panel.html,
        "state": panel.state,
        "said": said_data(last.scan_id, last.answers[station.language]) if last else None,
    }


async def _send(
    socket: WebSocket, shown: Mapping[str, object], panel: Mapping[str, object]
) -> Mapping[str, object]:
    """The panel if it differs from what the screen shows, else a beat."""
    beat = {"type": "beat", "version": panel.get("version")}
    await socket.send_json(panel if panel != shown else beat)
    return panel


async def _gone(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
