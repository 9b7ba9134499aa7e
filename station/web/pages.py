"""The pages that are only looked at: index, bedside, reception, the board, who acts."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from station.domain.errors import StationError
from station.domain.identifiers.card import CARDS
from station.domain.texts import LANGUAGES, said
from station.web.grammar import GRAMMAR
from station.web.order_list import places_of
from station.web.panels import Draw, bedside_of, reception_panel
from station.web.reception import board
from station.web.request import (
    BY_COOKIE,
    NOBODY,
    by_cookie,
    by_of,
    checked_by,
    checked_place,
    form_fields,
    optional,
    place_of,
)
from station.web.shared import COOKIE, DEFAULT_PLACE, Site, chosen_language, draw
from station.web.texts import TEXTS

_REJECT_CARDS = {m.value: name for name, m in CARDS.items() if m.does == "reject"}
A_YEAR_S = 365 * 24 * 3600
SPOKEN = (  # what the scripts of a scan page say
    *("connected", "not-sent", "waiting", "resend-old", "resend-moved", "not-kept", "doubled"),
    *("no-sound", "sound-ok", "button-lost", "sending", "warning", "restarted", "unknown"),
    *("refused-cut", "refused-check", "refused-form", "refused-layout", "refused-typed"),
    *("camera-live", "camera-lost", "camera-hidden", "camera-denied", "camera-no-camera"),
    "camera-insecure",
)


def routes(site: Site) -> list[Route]:
    """Every page that is only looked at; what changes something is in api, orders and typed."""

    async def index(request: Request) -> Response:
        return page(site, request, "index.html", **await site.work(_names, site))

    async def bedside(request: Request) -> Response:
        place = checked_place(request.path_params["place"])
        return await scan_page(site, request, "bedside.html", bedside_of(site), place)

    async def reception(request: Request) -> Response:
        desk = checked_place(request.path_params["desk"])
        return await scan_page(
            site, request, "reception.html", reception_panel, desk, rejections=_REJECT_CARDS
        )

    async def place(request: Request) -> Response:
        name = place_of(await form_fields(request), "place")
        return RedirectResponse(f"/bedside/{quote(name)}", 303)

    async def who(request: Request) -> Response:
        return page(site, request, "who.html", back=_back(request.query_params.get("back")))

    async def named(request: Request) -> Response:
        fields = await form_fields(request)
        back = RedirectResponse(_back(optional(fields, "back")), 303)
        name = optional(fields, "by")
        _keep(back, BY_COOKIE, by_cookie(checked_by(name)) if name else "")
        return back

    async def missing(request: Request) -> Response:
        return await _missing(site, request)

    async def language(request: Request) -> Response:
        back = RedirectResponse(_back(request.query_params.get("back")), 303)
        chosen = chosen_language(request.path_params["language"], site.station.language)
        _keep(back, COOKIE, chosen)
        return back

    return [
        Route("/", index),
        Route("/bedside/{place}", bedside),
        Route("/reception/{desk}", reception),
        Route("/language/{language}", language, methods=["POST"]),
        Route("/bedside", place, methods=["POST"]),
        Route("/who", who),
        Route("/who", named, methods=["POST"]),
        Route("/missing", missing),
    ]


def _keep(response: Response, cookie: str, value: str) -> None:
    response.set_cookie(cookie, value, max_age=A_YEAR_S, httponly=True, samesite="strict")


def _back(path: str | None) -> str:
    """A path of this station to go back to; whatever else was asked for is the front page."""
    own = path is not None and path.startswith("/") and path[1:2] not in {"/", "\\"}
    return quote(path) if own and path else "/"


async def _missing(site: Site, request: Request) -> Response:
    """The board as it was or will be at a time, of one procedure or of all."""
    station = site.speaking(site.language_at(request))
    asked = {key: optional(request.query_params, key, 32) for key in ("at", "procedure")}
    error, at, procedure = None, station.clock.now(), asked["procedure"]
    try:
        at = local_time(asked["at"]) if asked["at"] else at
        values = await site.work(board, station, DEFAULT_PLACE, at, procedure)
    except StationError as refusal:
        values = await site.work(board, station, DEFAULT_PLACE)
        error = said(refusal, station.language)
    status = 422 if error else 200
    return page(site, request, "missing.html", status, asked=asked, error=error, **values)


def local_time(text: str) -> datetime:
    """A moment as a form says it, in the station's own time. Raises StationError.

    >>> local_time("2026-03-02T08:00").tzinfo is not None
    True
    """
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise StationError("Time: expected a date and a time, got another text.") from None


def page(
    site: Site, request: Request, template: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page in the language of the screen that asks, with who acts at it."""
    by = by_of(request.cookies)
    who = {"by": None if by == NOBODY else by, "path": request.url.path}
    html = draw(template, site.language_at(request), languages=LANGUAGES, **who, **values)
    return HTMLResponse(html, status)


async def scan_page(
    site: Site, request: Request, template: str, drawing: Draw, name: str, **values: Any
) -> Response:
    """The whole page with its panel, so that it is right before the first message comes."""
    station = site.speaking(site.language_at(request))
    _, html, data = await site.work(drawing, station, name)
    words = {key: TEXTS[station.language][key] for key in SPOKEN}
    shown = {"panel": html, "name": name, "state": data["state"]}
    return page(site, request, template, words=words, grammar=GRAMMAR, **shown, **values)


def _names(site: Site) -> dict[str, Any]:
    protocols = site.station.catalogue.protocols.values()
    desks = sorted({plan.destination for p in protocols for plan in p.containers})
    return {"places": places_of(site), "desks": [DEFAULT_PLACE, *desks]}
