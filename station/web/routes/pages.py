"""The pages that are only looked at, and what is chosen for a screen: its place, who, language."""

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from station.app.desk import ARMED_FOR
from station.app.views.board import board
from station.domain.errors import StationError
from station.domain.identifiers.card import CARDS
from station.domain.texts import said
from station.web.request import (
    BY_COOKIE,
    by_cookie,
    checked_by,
    checked_place,
    form_fields,
    optional,
    place_of,
)
from station.web.screens.front import doors
from station.web.screens.page import page, scan_page
from station.web.screens.panels import BEDSIDE, RECEPTION
from station.web.served import COOKIE, DEFAULT_PLACE, Served, chosen_language

_OF_A_DESK = {
    "rejections": {m.value: name for name, m in CARDS.items() if m.does == "reject"},
    "armed_ms": round(ARMED_FOR.total_seconds() * 1000),
}
A_YEAR_S = 365 * 24 * 3600


async def index(served: Served, request: Request) -> Response:
    """The front page: places, desks, and all other pages."""
    return page(served, request, "index.html", await served.work(doors, served))


async def bedside(served: Served, request: Request) -> Response:
    """The bedside screen of a place."""
    place = checked_place(request.path_params["place"])
    return await scan_page(served, request, BEDSIDE, place)


async def reception(served: Served, request: Request) -> Response:
    """The screen of a desk."""
    desk = checked_place(request.path_params["desk"])
    return await scan_page(served, request, RECEPTION, desk, _OF_A_DESK)


async def place_chosen(served: Served, request: Request) -> Response:
    """To the bedside screen of a place that is typed in."""
    name = place_of(await form_fields(request), "place")
    return RedirectResponse(f"/bedside/{quote(name)}", 303)


async def who(served: Served, request: Request) -> Response:
    """Who acts at this screen."""
    return page(served, request, "who.html", {"back": _back(request.query_params.get("back"))})


async def named(served: Served, request: Request) -> Response:
    """Keep who acts at this screen, and go back."""
    fields = await form_fields(request)
    back = RedirectResponse(_back(optional(fields, "back")), 303)
    name = optional(fields, "by")
    _keep(back, BY_COOKIE, by_cookie(checked_by(name)) if name else "")
    return back


async def language_chosen(served: Served, request: Request) -> Response:
    """Keep the language of this screen, and go back."""
    back = RedirectResponse(_back(request.query_params.get("back")), 303)
    chosen = chosen_language(request.path_params["language"], served.station.language)
    _keep(back, COOKIE, chosen)
    return back


async def missing(served: Served, request: Request) -> Response:
    """The board as it was or will be at a time, of one procedure or of all."""
    station = served.station_at(request)
    asked = {key: optional(request.query_params, key, 32) for key in ("at", "procedure")}
    error, procedure = None, asked["procedure"]
    try:
        at = local_time(asked["at"]) if asked["at"] else None
        shown = await served.work(board, station, DEFAULT_PLACE, at, procedure)
    except StationError as refusal:
        shown = await served.work(board, station, DEFAULT_PLACE)
        error = said(refusal, station.language)
    values = {"asked": asked, "error": error, "board": shown}
    return page(served, request, "missing.html", values, 422 if error else 200)


def local_time(text: str) -> datetime:
    """A moment as a form says it, in the station's own time. Raises StationError.

    >>> local_time("2026-03-02T08:00").tzinfo is not None
    True
    """
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise StationError("Time: expected a date and a time, got another text.") from None


def _keep(response: Response, cookie: str, value: str) -> None:
    response.set_cookie(cookie, value, max_age=A_YEAR_S, httponly=True, samesite="strict")


def _back(path: str | None) -> str:
    """A path of this station to go back to; whatever else was asked for is the front page."""
    own = path is not None and path.startswith("/") and path[1:2] not in {"/", "\\"}
    return quote(path) if own and path else "/"
