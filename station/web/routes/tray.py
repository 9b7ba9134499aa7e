"""``/tray/{desk}``: a tray before the desk's camera, completed by scans, received as one lot."""

from collections.abc import Awaitable, Mapping
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from station.app.station import Station
from station.app.tray_session import TraySession, look_at, scan_beside
from station.domain.errors import SaidError
from station.domain.texts import said
from station.ports.decoder import ImageError
from station.ports.viewfinder import Viewfinder
from station.web.live import reception_topic
from station.web.request import (
    accepted,
    act_of,
    by_of,
    checked_place,
    checked_session,
    json_fields,
    place_of,
    scanned_text,
)
from station.web.routes.api import refused
from station.web.routes.frames import answer_frames
from station.web.screens.answers import told_data
from station.web.screens.camera import doubts, seen_beside, tray_outlines
from station.web.screens.page import scan_page
from station.web.screens.panels import TRAY, where_it_stands
from station.web.served import DEFAULT_PLACE, Served


async def tray(served: Served, request: Request) -> Response:
    """A tray before the camera of a desk."""
    desk = checked_place(request.path_params["desk"])
    return await scan_page(served, request, TRAY, desk)


async def tray_frames(served: Served, socket: WebSocket) -> None:
    """The camera of a tray; ``?desk=NAME&session=…`` says which tray."""
    station, asked = served.station_at(socket), socket.query_params

    def names() -> tuple[str, str]:
        desk = checked_place(asked.get("desk", DEFAULT_PLACE))
        return desk, checked_session(asked.get("session"))

    of = await accepted(socket, station.language, names)
    if of is None:
        return
    session = served.trays.one(station, *of)
    eyes = served.tools.viewfinder.fresh()

    def answering(frame: bytes) -> Awaitable[Mapping[str, object]]:
        return served.work(_looked, station, eyes, session, frame)

    await answer_frames(socket, station.language, answering)


async def scanned(served: Served, request: Request) -> Response:
    """One scan beside the camera of a tray."""
    station = served.station_at(request)
    try:
        fields = await json_fields(request)
        act = act_of(fields, station.clock.now(), by_of(request.cookies))
        desk, name = place_of(fields, "desk"), checked_session(fields.get("session"))
        session = served.trays.one(station, desk, name)
        text = scanned_text(fields)
        answers, shown = await served.work(scan_beside, station, session, text, act)
    except SaidError as error:
        return refused(error, station.language)
    assert act.scan_id is not None
    told = served.live.tell(reception_topic(desk), act.scan_id, answers)
    answer = told_data(told, station.language)
    state = where_it_stands(station, None)
    return JSONResponse({**answer, "state": state, "tray": asdict(shown)})


def _looked(
    station: Station, eyes: Viewfinder, session: TraySession, frame: bytes
) -> Mapping[str, object]:
    """What a frame is answered: its symbols with their marks, and the tray."""
    try:
        looked = look_at(station, eyes, session, frame)
    except ImageError as error:
        return {"symbols": [], "feedback": None, "error": said(error, station.language)}
    drawn = tray_outlines(looked) + doubts(looked.view.reading)
    answer = {"symbols": drawn, "feedback": None, "tray": asdict(looked.shown)}
    return {**answer, **seen_beside(looked.view, station)}
