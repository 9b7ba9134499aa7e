"""The pages that are only looked at: index, bedside, reception, the labels of a procedure."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from station.app.keeping import load
from station.domain.codes import REJECTIONS
from station.domain.errors import StationError
from station.domain.texts import LANGUAGES
from station.web.panels import bedside_panel, reception_panel
from station.web.request import checked_place
from station.web.shared import COOKIE, DEFAULT_PLACE, Site, draw, language_of

A_YEAR_S = 365 * 24 * 3600


def routes(site: Site) -> list[Route]:
    """Every page that is only looked at; what changes something is in api, orders and typed."""

    async def index(request: Request) -> Response:
        return page(site, request, "index.html", **await site.work(_names, site))

    async def bedside(request: Request) -> Response:
        place = checked_place(request.path_params["place"])
        return await _scan_page(site, request, "bedside.html", bedside_panel, place)

    async def reception(request: Request) -> Response:
        desk = checked_place(request.path_params["desk"])
        return await _scan_page(site, request, "reception.html", reception_panel, desk)

    async def labels(request: Request) -> Response:
        found = await site.work(_labels, site, request.path_params["procedure"])
        return page(site, request, "labels.html", **found)

    async def label(request: Request) -> Response:
        names = request.path_params["procedure"], request.path_params["label_id"]
        content = await site.work(_label_file, site, *names)
        return Response(content, media_type="image/png")

    async def language(request: Request) -> Response:
        back = RedirectResponse("/", 303)
        chosen = language_of(request.path_params["language"], site.station.language)
        back.set_cookie(COOKIE, chosen, max_age=A_YEAR_S, httponly=True, samesite="strict")
        return back

    return [
        Route("/", index),
        Route("/bedside/{place}", bedside),
        Route("/reception/{desk}", reception),
        Route("/labels/{procedure}", labels),
        Route("/labels/{procedure}/{label_id}.png", label),
        Route("/language/{language}", language, methods=["POST"]),
    ]


def page(
    site: Site, request: Request, template: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page in the language of the screen that asks."""
    language = language_of(request.cookies.get(COOKIE), site.station.language)
    html = draw(template, language, languages=LANGUAGES, **values)
    return HTMLResponse(html, status)


async def _scan_page(
    site: Site, request: Request, template: str, drawing: Any, name: str
) -> Response:
    """The whole page with its panel, so that it is right before the first message comes."""
    language = language_of(request.cookies.get(COOKIE), site.station.language)
    _, html, data = await site.work(drawing, site.speaking(language), name)
    return page(
        site, request, template, panel=html, name=name, state=data["state"], rejections=REJECTIONS
    )


def _names(site: Site) -> dict[str, Any]:
    store = site.station.store
    used = {line.place for line in store.procedures()}
    places = sorted({*site.places, *used} - {DEFAULT_PLACE})
    protocols = site.station.catalogue.protocols.values()
    desks = sorted({plan.destination for p in protocols for plan in p.containers})
    return {"places": [DEFAULT_PLACE, *places], "desks": [DEFAULT_PLACE, *desks]}


def _labels(site: Site, procedure: str) -> dict[str, Any]:
    p = load(site.station.store, procedure)
    found = [c for c in p.containers.values() if c.label_id and _path(site, c.label_id)]
    return {"p": p, "containers": sorted(found, key=lambda c: (c.side, c.plan.order))}


def _label_file(site: Site, procedure: str, label_id: str) -> bytes:
    """A label's bitmap. Raises StationError unless it is a present label of the procedure."""
    p = load(site.station.store, procedure)
    if any(c.label_id == label_id for c in p.containers.values()):
        path = _path(site, label_id)
        if path is not None:
            return path.read_bytes()
    raise StationError("Label: expected a present label of this procedure, got none.")


def _path(site: Site, label_id: str) -> Path | None:
    """The newest bitmap of a label id; label ids have no character that a pattern would take."""
    if not site.labels.is_dir():
        return None
    found = list(site.labels.glob(f"*-{label_id}*.png"))
    return max(found, key=lambda path: path.stat().st_mtime, default=None)
