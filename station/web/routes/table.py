"""Every way into the page, one a row: what is asked, which right it needs, who answers.

The rights are carried and not yet asked for. ``docs/page.md`` lists the same rows.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from station.web.routes import (
    api,
    frames,
    labels,
    orders,
    pages,
    panels,
    patients,
    tools,
    tray,
    typed,
)
from station.web.served import Served

Right = Literal["look", "act", "desk", "admin"]
"""Look at what is there; act at the bedside and with orders; act at a desk; run the station."""

Handler = Callable[[Served, Request], Awaitable[Response]]
Conversation = Callable[[Served, WebSocket], Awaitable[None]]


@dataclass(frozen=True)
class Row:
    """One request, answered by ``handler``, whose docstring says what it is for."""

    method: Literal["GET", "POST"]
    path: str
    right: Right
    handler: Handler


@dataclass(frozen=True)
class Socket:
    """One WebSocket, talked to by ``handler``."""

    path: str
    right: Right
    handler: Conversation
    method: Literal["WS"] = "WS"


ROUTES: tuple[Row | Socket, ...] = (
    Row("GET", "/", "look", pages.index),
    Row("GET", "/who", "look", pages.who),
    Row("POST", "/who", "look", pages.named),
    Row("POST", "/language/{language}", "look", pages.language_chosen),
    # at the bedside
    Row("POST", "/bedside", "look", pages.place_chosen),
    Row("GET", "/bedside/{place}", "look", pages.bedside),
    Socket("/live/bedside/{name}", "look", panels.bedside),
    Socket("/frames", "act", frames.frames),
    Row("POST", "/api/scan", "act", api.scanned),
    Row("POST", "/api/act", "act", api.pressed),
    # at a desk
    Row("GET", "/reception/{desk}", "look", pages.reception),
    Socket("/live/reception/{name}", "look", panels.reception),
    Row("POST", "/api/receive", "desk", api.received),
    Row("GET", "/tray/{desk}", "desk", tray.tray),
    Socket("/tray-frames", "desk", tray.tray_frames),
    Row("POST", "/api/tray", "desk", tray.scanned),
    Row("GET", "/missing", "look", pages.missing),
    # orders
    Row("GET", "/orders", "look", orders.listed),
    Socket("/live/orders/{name}", "look", panels.orders),
    Row("GET", "/order", "look", orders.one),
    Row("POST", "/orders/open", "act", orders.opened),
    Row("GET", "/orders/new", "act", orders.by_hand),
    Row("POST", "/orders/new", "act", orders.entered),
    Row("POST", "/orders/merge", "act", orders.merged),
    Row("POST", "/orders/import", "act", orders.imported),
    Row("POST", "/orders/settle", "act", orders.settled),
    Row("GET", "/patient", "look", patients.one),
    Row("POST", "/patient/correct", "act", patients.corrected),
    Row("POST", "/patient/unmerge", "act", patients.unmerged),
    # procedures
    Row("GET", "/procedures", "look", typed.procedures),
    Row("GET", "/procedures/{procedure}", "look", typed.procedure),
    Row("POST", "/procedures/{procedure}", "act", typed.entered_of_procedure),
    Row("GET", "/typed/{place}", "look", typed.at_place),
    Row("POST", "/typed/{place}", "act", typed.entered_at_place),
    Row("GET", "/labels/{procedure}", "look", labels.labels),
    Row("GET", "/labels/{procedure}/files/{file}", "look", labels.file),
    Row("GET", "/labels/{procedure}/{label_id}.png", "look", labels.picture),
    # the station
    Row("GET", "/status", "look", tools.status),
    Row("GET", "/protocols", "look", tools.protocols),
    Row("GET", "/protocols/{name}", "look", tools.protocol),
    Row("GET", "/cards.pdf", "look", tools.cards),
    Row("GET", "/read", "look", tools.pictures),
    Row("POST", "/read", "look", tools.picture_read),
)


def routes_of(served: Served) -> Iterator[BaseRoute]:
    """The routes of one station: one a path, whatever its methods, so that 405 names them all."""
    by_path: dict[str, dict[str, Handler]] = {}
    for row in ROUTES:
        if isinstance(row, Row):
            by_path.setdefault(row.path, {})[row.method] = row.handler
        else:
            yield WebSocketRoute(row.path, _talking(served, row.handler))
    for path, handlers in by_path.items():
        yield Route(path, _answering(served, handlers), methods=list(handlers))


def _answering(served: Served, handlers: Mapping[str, Handler]) -> Callable[..., object]:
    async def endpoint(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return await handlers[method](served, request)

    return endpoint


def _talking(served: Served, handler: Conversation) -> Callable[..., object]:
    async def endpoint(socket: WebSocket) -> None:
        await handler(served, socket)

    return endpoint
