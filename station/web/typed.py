"""Typed entry: a page of its own, so that typing is never taken for a scan, nor a scan for it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from station.app.keeping import Outcome, load
from station.app.station import Station
from station.domain.codes import EXCUSES
from station.domain.errors import StationError
from station.domain.feedback import Feedback
from station.ports.printer import PrinterError
from station.ports.store import Act, StoreError
from station.web import acts
from station.web.live import Said, bedside_topic
from station.web.pages import page
from station.web.request import Fields, act_of, checked_place, form_fields
from station.web.shared import COOKIE, Site, language_of


def routes(site: Site) -> list[Route]:
    """GET and POST /typed/{place}."""

    async def shown(request: Request) -> Response:
        return await _page(site, request, None, None)

    async def entered(request: Request) -> Response:
        place = checked_place(request.path_params["place"])
        fields = {**await form_fields(request), "place": place, "source": "typed"}
        language = language_of(request.cookies.get(COOKIE), site.station.language)
        try:
            act = act_of(fields, site.station.clock.now())
            outcome = await site.work(_do, site, site.speaking(language), fields, act)
        except (StationError, StoreError, PrinterError) as error:
            return await _page(site, request, None, str(error), fields)
        assert act.scan_id is not None
        site.live.tell(bedside_topic(place), Said(act.scan_id, outcome.answer))
        return await _page(site, request, outcome.answer, None)

    return [
        Route("/typed/{place}", shown),
        Route("/typed/{place}", entered, methods=["POST"]),
    ]


def _do(site: Site, station: Station, fields: Fields, act: Act) -> Outcome:
    """A typed text goes the way of a scan; every other form is a button with words."""
    if "act" in fields:
        return acts.button(site, station, fields, act)
    return acts.scan(site, station, {**fields, "check": fields.get("check") == "yes"}, act)


async def _page(
    site: Site,
    request: Request,
    answer: Feedback | None,
    error: str | None,
    fields: Fields | None = None,
) -> Response:
    place = checked_place(request.path_params["place"])
    values = await site.work(_values, site, place)
    return page(
        site,
        request,
        "typed.html",
        status=422 if error or (answer and not answer.accepted) else 200,
        answer=answer,
        error=error,
        entered=fields or {},
        place=place,
        excuses=EXCUSES,
        **values,
    )


def _values(site: Site, place: str) -> dict[str, Any]:
    name = site.station.store.active(place)
    p = load(site.station.store, name) if name else None
    values: dict[str, Any] = {"p": p, "scan_id": site.station.store.new_key()}
    return {**values, "person": site.station.store.person(p.patient) if p else None}
