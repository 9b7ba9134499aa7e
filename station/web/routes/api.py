"""The JSON ways in: a scan at the bedside, a scan at a desk, a button."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from station.app.keeping import Outcome
from station.domain.errors import SaidError
from station.domain.texts import Language, said
from station.ports.store import StoreError
from station.web import acts
from station.web.gesture import Gesture
from station.web.live import bedside_topic, reception_topic, tell_outcome
from station.web.request import Fields, act_of, by_of, json_fields, place_of
from station.web.screens.answers import said_data, told_data
from station.web.screens.panels import where_it_stands
from station.web.served import Served

Doing = Callable[[Gesture], Outcome]
Topic = Callable[[Fields], str]


async def scanned(served: Served, request: Request) -> Response:
    """One scan at a place."""
    return await _answered(served, request, acts.scan, _at_bedside)


async def received(served: Served, request: Request) -> Response:
    """One scan at a desk."""
    return await _answered(served, request, acts.at_desk, _at_desk)


async def pressed(served: Served, request: Request) -> Response:
    """One button of one procedure."""
    return await _answered(served, request, acts.button, _at_bedside)


def _at_bedside(fields: Fields) -> str:
    return bedside_topic(place_of(fields, "place"))


def _at_desk(fields: Fields) -> str:
    return reception_topic(place_of(fields, "desk"))


async def _answered(served: Served, request: Request, doing: Doing, topic: Topic) -> Response:
    """200 with the feedback, kept on disk before it is said; 422 for what cannot be done.

    503 says that nothing is kept and that the same scan may be sent again.
    """
    station = served.station_at(request)
    try:
        fields = await json_fields(request)
        where = topic(fields)
        act = act_of(fields, station.clock.now(), by_of(request.cookies))
        outcome = await served.work(doing, Gesture(served, station, fields, act))
        state = await served.work(where_it_stands, station, fields.get("place"))
    except SaidError as error:
        return refused(error, station.language)
    assert act.scan_id is not None
    told = tell_outcome(served.live, where, act.scan_id, outcome)
    # What was kept before has been told then: it has no number of its own.
    again = said_data(act.scan_id, outcome.answer)
    answer = told_data(told, station.language) if told else again
    return JSONResponse({**answer, "state": state})


def refused(error: SaidError, language: Language) -> Response:
    """What nothing was kept of: 503 where the same may be sent again, else 422."""
    status = 503 if isinstance(error, StoreError) else 422
    return JSONResponse({"error": said(error, language)}, status)
