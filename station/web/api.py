"""The JSON ways in: a scan at the bedside, a scan at a desk, a button."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from station.app.keeping import Outcome
from station.app.station import Station
from station.app.views.bedside import PlaceState, place_state
from station.domain.errors import SaidError
from station.domain.feedback import Feedback
from station.domain.texts import Language, said
from station.ports.store import Act, StoreError
from station.web import acts
from station.web.live import bedside_topic, reception_topic, tell_outcome
from station.web.request import Fields, act_of, by_of, json_fields, place_of
from station.web.shared import Site

Doing = Callable[[Site, Station, Fields, Act], Outcome]
Topic = Callable[[Fields], str]


def routes(site: Site) -> list[Route]:
    """POST /api/scan, /api/receive and /api/act."""
    return [
        _route(site, "/api/scan", acts.scan, lambda f: bedside_topic(place_of(f, "place"))),
        _route(site, "/api/receive", acts.at_desk, lambda f: reception_topic(place_of(f, "desk"))),
        _route(site, "/api/act", acts.button, lambda f: bedside_topic(place_of(f, "place"))),
    ]


def _route(site: Site, path: str, doing: Doing, topic: Topic) -> Route:
    async def endpoint(request: Request) -> Response:
        language = site.language_at(request)
        by = by_of(request.cookies)
        return await answered(site, language, by, doing, topic, json_fields(request))

    return Route(path, endpoint, methods=["POST"])


async def answered(
    site: Site,
    language: Language,
    by: str,
    doing: Doing,
    topic: Topic,
    reading: Awaitable[Fields],
) -> Response:
    """200 with the feedback, kept on disk before it is said; 422 for what cannot be done.

    503 says that nothing is kept and that the same scan may be sent again.
    """
    try:
        fields = await reading
        where = topic(fields)
        act = act_of(fields, site.station.clock.now(), by)
        outcome = await site.work(doing, site, site.speaking(language), fields, act)
        state = await site.work(where_it_stands, site, fields)
    except SaidError as error:
        return refused(error, language)
    assert act.scan_id is not None
    tell_outcome(site.live, where, act.scan_id, outcome)
    return JSONResponse({**said_data(act.scan_id, outcome.answer), "state": asdict(state)})


def refused(error: SaidError, language: Language) -> Response:
    """What nothing was kept of: 503 where the same may be sent again, else 422."""
    status = 503 if isinstance(error, StoreError) else 422
    return JSONResponse({"error": said(error, language)}, status)


def where_it_stands(site: Site, fields: Fields) -> PlaceState:
    """The place's procedure and side now: a scan from before a change of them must be asked for."""
    place = fields.get("place")
    return place_state(site.station, place) if isinstance(place, str) else PlaceState()


def said_data(scan_id: str, answer: Feedback) -> dict[str, Any]:
    """An answer as the browser gets it: the keys of ``station scan``, and the scan's own id."""
    return {"scan_id": scan_id, **asdict(answer), "warnings": list(answer.warnings)}
