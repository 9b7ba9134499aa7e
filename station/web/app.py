"""The web application: its routes, its guard, and one sentence for each fault."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, ExceptionHandler

from station.domain.errors import SaidError, Saying
from station.domain.texts import said
from station.ports.store import StoreError
from station.web import api, label_pages, orders, pages, typed
from station.web.guard import Guard
from station.web.panels import live_routes
from station.web.shared import Site


def web_app(site: Site, hosts: Iterable[str] = (), more: Iterable[BaseRoute] = ()) -> ASGIApp:
    """All pages of a station; ``hosts`` are names it is called by, ``more`` are further routes."""
    static = StaticFiles(directory=str(files("station.web") / "static"))
    app = Starlette(
        routes=[
            *pages.routes(site),
            *label_pages.routes(site),
            *orders.routes(site),
            *typed.routes(site),
            *api.routes(site),
            *live_routes(site),
            *more,
            Mount("/static", static),
        ],
        exception_handlers=_handlers(site),
    )
    return Guard(app, hosts, site.station.language)


def _handlers(site: Site) -> dict[Any, ExceptionHandler]:
    """One sentence for each fault, in the language of the screen."""

    def answer(request: Request, fault: Saying, status: int) -> Response:
        return PlainTextResponse(said(fault, site.language_at(request)), status)

    async def bad_input(request: Request, error: Exception) -> Response:
        assert isinstance(error, SaidError)
        return answer(request, error, 404 if request.method == "GET" else 422)

    async def not_saved(request: Request, error: Exception) -> Response:
        assert isinstance(error, SaidError)
        return answer(request, error, 503)

    async def fault(request: Request, error: Exception) -> Response:
        name = type(error).__name__
        return answer(request, Saying("Fault in the station ({fault}).", fault=name), 500)

    return {SaidError: bad_input, StoreError: not_saved, Exception: fault}
