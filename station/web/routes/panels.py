"""The live panel over a WebSocket: whole at each change; a heartbeat between.

What is said goes beside it, once, behind the panel that shows what was done.

A change by another process (the command line, another server) rings no bell here: it is found at
the next beat, at most a second later.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from starlette.websockets import WebSocket, WebSocketDisconnect

from station.app.station import Station
from station.domain.errors import SaidError
from station.domain.texts import said
from station.web.request import accepted, checked_place
from station.web.screens.answers import told_data
from station.web.screens.panels import BEDSIDE, ORDERS, RECEPTION, Screen
from station.web.served import Served

BEAT_S = 1.0  # the page calls the connection lost after 4 s without one


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
    station, asked = served.station_at(socket), socket.path_params
    name = await accepted(socket, station.language, lambda: checked_place(asked["name"]))
    if name is None:
        return
    with suppress(WebSocketDisconnect):
        await _send_changes(socket, Watched(served, station, screen, name))


async def _send_changes(socket: WebSocket, watched: Watched) -> None:
    """Send until the page goes away; it says nothing itself."""
    gone = asyncio.ensure_future(_gone(socket))
    shown: Mapping[str, object] = {}
    try:
        changed, topic = asyncio.Event(), watched.screen.topic(watched.name)
        ring = partial(_ring, asyncio.get_running_loop(), changed)
        with watched.served.live.listening(topic, ring) as listener:
            while not gone.done():
                said = listener.take()  # before the look: the panel shows what they did
                shown = await _send(socket, shown, await _look(watched))
                for one in said:
                    await socket.send_json(
                        {"type": "said", **told_data(one, watched.station.language)}
                    )
                changing = asyncio.ensure_future(changed.wait())
                await asyncio.wait(
                    (gone, changing), timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED
                )
                changing.cancel()
                changed.clear()
    finally:
        gone.cancel()


def _ring(loop: asyncio.AbstractEventLoop, changed: asyncio.Event) -> None:
    """Wake a screen's loop, from any thread."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(changed.set)


async def _look(watched: Watched) -> Mapping[str, object]:
    served, station, name = watched.served, watched.station, watched.name
    try:
        panel = await served.work(watched.screen.draw, served, station, name)
    except SaidError as error:
        return {"type": "fault", "error": said(error, station.language)}
    return {"type": "panel", "html": panel.html, "state": panel.state}


async def _send(
    socket: WebSocket, shown: Mapping[str, object], panel: Mapping[str, object]
) -> Mapping[str, object]:
    """The panel if it differs from what the screen shows, else a beat."""
    await socket.send_json(panel if panel != shown else {"type": "beat"})
    return panel


async def _gone(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
