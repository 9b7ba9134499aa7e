"""``/tray/{desk}``: a tray before the desk's camera, completed by scans, received as one lot."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from station.app.station import Station
from station.app.tray_session import Looked, TraySession, TraySessions, look_at, scan_beside
from station.domain.errors import SaidError, StationError
from station.domain.identifiers import canonical
from station.domain.texts import said
from station.ports.decoder import ImageError
from station.ports.viewfinder import Viewfinder
from station.web.api import refused, said_data
from station.web.bedside import standing
from station.web.frames import WRONG_PLACE, doubts, next_frame, seen_beside
from station.web.live import Said, reception_topic
from station.web.pages import scan_page
from station.web.panels import reception_panel
from station.web.request import (
    act_of,
    by_of,
    checked_place,
    checked_session,
    json_fields,
    place_of,
    scanned_text,
)
from station.web.shared import DEFAULT_PLACE, Site


def tray_routes(site: Site, viewfinder: Viewfinder) -> list[BaseRoute]:
    """GET /tray/{desk}, its camera's WebSocket /tray-frames, and POST /api/tray."""
    sessions = TraySessions()

    async def shown(request: Request) -> Response:
        desk = checked_place(request.path_params["desk"])
        return await scan_page(site, request, "tray.html", reception_panel, desk)

    async def frames(websocket: WebSocket) -> None:
        await websocket.accept()
        language = site.language_at(websocket)
        asked = websocket.query_params
        try:
            desk = checked_place(asked.get("desk", DEFAULT_PLACE))
            name = checked_session(asked.get("session"))
        except StationError as error:
            await websocket.close(WRONG_PLACE, said(error, language))
            return
        session = sessions.one(site.station, desk, name)
        with suppress(WebSocketDisconnect):  # the page was left
            station, eyes = site.speaking(language), viewfinder.fresh()
            while (frame := await next_frame(websocket, language)) is not None:
                await websocket.send_json(await site.work(_looked, station, eyes, session, frame))

    async def scanned(request: Request) -> Response:
        language = site.language_at(request)
        try:
            fields = await json_fields(request)
            act = act_of(fields, site.station.clock.now(), by_of(request.cookies))
            desk, name = place_of(fields, "desk"), checked_session(fields.get("session"))
            session = sessions.one(site.station, desk, name)
            text, station = scanned_text(fields), site.speaking(language)
            answers, seen = await site.work(scan_beside, station, session, text, act)
        except SaidError as error:
            return refused(error, language)
        assert act.scan_id is not None
        site.live.tell(reception_topic(desk), Said(act.scan_id, answers))
        answer = said_data(act.scan_id, answers[language])
        return JSONResponse({**answer, "state": standing(None), "tray": asdict(seen)})

    return [
        Route("/tray/{desk}", shown),
        WebSocketRoute("/tray-frames", frames),
        Route("/api/tray", scanned, methods=["POST"]),
    ]


def _looked(
    station: Station, eyes: Viewfinder, session: TraySession, frame: bytes
) -> Mapping[str, object]:
    """What a frame is answered: its symbols with their marks, and the tray."""
    try:
        looked = look_at(station, eyes, session, frame)
    except ImageError as error:
        return {"symbols": [], "feedback": None, "error": said(error, station.language)}
    drawn = _drawn(looked) + doubts(looked.view.reading)
    answer = {"symbols": drawn, "feedback": None, "tray": asdict(looked.shown)}
    return {**answer, **seen_beside(looked.view, station)}


def _drawn(looked: Looked) -> list[Mapping[str, object]]:
    return [
        {"text": s.text, "corners": s.corners, "shape": looked.shapes.get(canonical(s.text))}
        for s in looked.view.reading.symbols
    ]
