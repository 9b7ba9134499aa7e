"""The web application: its routes, its guard, and one sentence for each fault."""

from collections.abc import Iterable, Mapping
from importlib.resources import files

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, ExceptionHandler

from station.domain.errors import SaidError, Saying
from station.domain.texts import said
from station.ports.store import StoreError
from station.web.guard import Guard
from station.web.routes.table import routes_of
from station.web.served import Served


def web_app(served: Served, hosts: Iterable[str] = ()) -> ASGIApp:
    """All pages of a station; ``hosts`` are names it is called by."""
    static = StaticFiles(directory=str(files("station.web") / "static"))
    app = Starlette(
        routes=[*routes_of(served), Mount("/static", static)],
        exception_handlers=_handlers(served),
    )
    return Guard(app, hosts, served.station.language)


def _handlers(served: Served) -> Mapping[type[Exception], ExceptionHandler]:
    """One sentence for each fault, in the language of the screen."""

    def answer(request: Request, fault: Saying, status: int) -> Response:
        return PlainTextResponse(said(fault, served.language_at(request)), status)

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
