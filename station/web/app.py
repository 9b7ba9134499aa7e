"""The web application: its routes, its guard, and one sentence for each fault."""

from collections.abc import Iterable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from station.domain.errors import StationError
from station.ports.store import StoreError
from station.web import api, orders, pages, typed
from station.web.guard import Guard
from station.web.panels import live_routes
from station.web.shared import Site


def web_app(site: Site, hosts: Iterable[str] = (), more: Iterable[BaseRoute] = ()) -> ASGIApp:
    """All pages of a station; ``hosts`` are names it is called by, ``more`` are further routes."""
    static = StaticFiles(directory=str(files("station.web") / "static"))
    app = Starlette(
        routes=[
            *pages.routes(site),
            *orders.routes(site),
            *typed.routes(site),
            *api.routes(site),
            *live_routes(site),
            *more,
            Mount("/static", static),
        ],
        exception_handlers={StationError: _bad_input, StoreError: _not_saved, Exception: _fault},
    )
    return Guard(app, hosts)


async def _bad_input(request: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 404 if request.method == "GET" else 422)


async def _not_saved(request: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 503)


async def _fault(request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"Fault in the station ({type(error).__name__}).", 500)
