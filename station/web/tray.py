"""``/tray/{desk}``: a tray before the desk's camera, completed by scans, received as one lot."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from station.app.desk import destination_of
from station.app.scan import new_scan_id
from station.app.station import Station
from station.app.tray import Gathered, gather, gather_scan, look, receive_lot, take_off
from station.app.tray_words import SHAPES, item_name, lines_of
from station.app.views.bedside import PlaceState
from station.domain.errors import SaidError, StationError
from station.domain.feedback import Feedback, feedback
from station.domain.identifiers import canonical, identify
from station.domain.identifiers.card import Card
from station.domain.identifiers.place import PlaceCard
from station.domain.texts import LANGUAGES, TRAY, Language, said
from station.domain.tray import Item, Tray, Wanted
from station.domain.verdict import refuse_stranger
from station.ports.decoder import ImageError
from station.ports.store import Act
from station.ports.viewfinder import Viewfinder
from station.web.api import refused, said_data
from station.web.frames import WRONG_PLACE, doubts, next_frame, seen_beside
from station.web.live import Said, reception_topic
from station.web.pages import scan_page
from station.web.panels import reception_panel
from station.web.request import (
    Fields,
    act_of,
    by_of,
    checked_place,
    json_fields,
    place_of,
    scanned_text,
)
from station.web.shared import DEFAULT_PLACE, Site

MOST_TRAYS = 32  # of all screens; the one that was longest untouched is forgotten
CONFIRM = "CARDCONFIRM"
UNDO = "CARDUNDO"
ENOUGH = 1  # symbols in a frame when nothing lacks: what comes next is looked for quickly
LONGEST_SESSION = 32


Answers = Mapping[Language, Feedback]


@dataclass
class OneTray:
    """What one screen has before its camera; ``begun`` is new for each tray that begins.

    ``undone`` is the last scan that took one off, and its answer: sent again it takes off no other.
    """

    begun: str
    gathered: Gathered = field(default_factory=Gathered)
    busy: Lock = field(default_factory=Lock)
    lacking: int = 0
    undone: tuple[str | None, Answers] | None = None


class Trays:
    """The trays of all screens, in memory: nothing of them is kept until it is confirmed."""

    def __init__(self, new_key: Callable[[], str]) -> None:
        self._new_key = new_key
        self._trays: OrderedDict[tuple[str, str], OneTray] = OrderedDict()
        self._lock = Lock()

    def one(self, desk: str, session: str) -> OneTray:
        """The tray of a session, new or as it was left. Raises StationError for no session."""
        if not session.isalnum() or not session.isascii() or len(session) != LONGEST_SESSION:
            raise StationError(
                "Request: expected 'session' of {length} letters and digits.",
                length=LONGEST_SESSION,
            )
        with self._lock:
            tray = self._trays.setdefault((desk, session), OneTray(self._new_key()))
            self._trays.move_to_end((desk, session))
            while len(self._trays) > MOST_TRAYS:
                self._trays.popitem(last=False)
        return tray


def tray_routes(site: Site, viewfinder: Viewfinder) -> list[BaseRoute]:
    """GET /tray/{desk}, its camera's WebSocket /tray-frames, and POST /api/tray."""
    trays = Trays(partial(new_scan_id, site.station))

    async def shown(request: Request) -> Response:
        desk = checked_place(request.path_params["desk"])
        return await scan_page(site, request, "tray.html", reception_panel, desk)

    async def frames(websocket: WebSocket) -> None:
        await websocket.accept()
        language = site.language_at(websocket)
        asked = websocket.query_params
        try:
            desk = checked_place(asked.get("desk", DEFAULT_PLACE))
            tray = trays.one(desk, asked.get("session", ""))
        except StationError as error:
            await websocket.close(WRONG_PLACE, said(error, language))
            return
        with suppress(WebSocketDisconnect):  # the page was left
            station, eyes = site.speaking(language), viewfinder.fresh()
            while (frame := await next_frame(websocket, language)) is not None:
                await websocket.send_json(
                    await site.work(_looked, station, eyes, desk, tray, frame)
                )

    async def scanned(request: Request) -> Response:
        language = site.language_at(request)
        try:
            fields = await json_fields(request)
            act = act_of(fields, site.station.clock.now(), by_of(request.cookies))
            desk, session = place_of(fields, "desk"), str(fields.get("session", ""))
            tray = trays.one(desk, session)
            station = site.speaking(language)
            answers, seen = await site.work(_scanned, station, desk, tray, fields, act)
        except SaidError as error:
            return refused(error, language)
        assert act.scan_id is not None
        site.live.tell(reception_topic(desk), Said(act.scan_id, answers))
        answer = said_data(act.scan_id, answers[language])
        return JSONResponse({**answer, "state": asdict(PlaceState()), "tray": seen})

    return [
        Route("/tray/{desk}", shown),
        WebSocketRoute("/tray-frames", frames),
        Route("/api/tray", scanned, methods=["POST"]),
    ]


def _wanted(desk: str) -> Wanted:
    return Wanted(receiving=True, destination=destination_of(desk))


def _looked(
    station: Station, eyes: Viewfinder, desk: str, tray: OneTray, frame: bytes
) -> Mapping[str, Any]:
    """One frame: only what was read in it joins the tray."""
    try:
        view = eyes.look(frame, tray.lacking + ENOUGH)
    except ImageError as error:
        return {"symbols": [], "feedback": None, "error": said(error, station.language)}
    with tray.busy:
        tray.gathered = gather(tray.gathered, view.reading, view.caps)
        seen = look(station, tray.gathered, _wanted(desk))
    tray.lacking = len(seen.not_seen) and len(seen.not_seen) + len(view.reading.symbols)
    marks = {item.text: SHAPES[item.mark] for item in seen.items}
    symbols = [
        {"text": s.text, "corners": s.corners, "shape": marks.get(canonical(s.text))}
        for s in view.reading.symbols
    ]
    drawn = symbols + doubts(view.reading)
    answer = {"symbols": drawn, "feedback": None, "tray": _view(station, tray, seen)}
    return {**answer, **seen_beside(view, station)}


def _scanned(
    station: Station, desk: str, tray: OneTray, fields: Fields, act: Act
) -> tuple[Answers, Mapping[str, Any]]:
    """A scan beside the camera: CARDCONFIRM receives the lot, CARDUNDO takes the last scan off.

    A label joins the tray.
    """
    text, wanted = canonical(scanned_text(fields)), _wanted(desk)
    with tray.busy:
        if text == CONFIRM:
            lot = look(station, tray.gathered, wanted)
            answers = receive_lot(station, lot, tray.gathered, wanted.destination, act)
        elif text == UNDO:
            answers = _undone(station, wanted, tray, act)
        elif isinstance(identify(text), Card | PlaceCard):
            answers = {one: feedback(refuse_stranger(identify(text)), one) for one in LANGUAGES}
        else:
            tray.gathered = gather_scan(tray.gathered, text)
            item = _item_of(station, wanted, tray, text)
            answers = {one: _placed(one, item) for one in LANGUAGES}
        seen = look(station, tray.gathered, wanted)
    return answers, _view(station, tray, seen)


def _item_of(station: Station, wanted: Wanted, tray: OneTray, text: str) -> Item:
    items = look(station, tray.gathered, wanted).items
    return next(item for item in items if item.text == text)


def _undone(station: Station, wanted: Wanted, tray: OneTray, act: Act) -> Answers:
    """Take the last single scan off, and say which; nothing was kept of it."""
    if tray.undone and tray.undone[0] == act.scan_id:
        return tray.undone[1]
    if not tray.gathered.scanned:
        return {one: _nothing_off(one) for one in LANGUAGES}
    text = tray.gathered.scanned[-1]
    item = _item_of(station, wanted, tray, text)
    answers = {one: _taken_off(one, item) for one in LANGUAGES}
    tray.gathered, tray.undone = take_off(tray.gathered, text), (act.scan_id, answers)
    return answers


def _nothing_off(language: Language) -> Feedback:
    refused = feedback(refuse_stranger(identify(UNDO)), language)
    return replace(refused, reason="nothing-to-undo", message=TRAY[language]["none-to-take-off"])


def _taken_off(language: Language, item: Item) -> Feedback:
    message = TRAY[language]["taken-off"].format(text=item_name(item, language))
    placed = _placed(language, item)
    return replace(
        placed, accepted=True, reason=None, warning=None, warnings=(), message=message, tone="high"
    )


def _placed(language: Language, item: Item) -> Feedback:
    """A single scan says at once whether it belongs on the tray; nothing is received by it."""
    belongs = item.mark == "found"
    name = item_name(item, language)
    c = item.container
    return Feedback(
        accepted=belongs,
        reason=item.reason,
        warning=item.warnings[0] if item.warnings else None,
        warnings=item.warnings,
        message=TRAY[language]["read"].format(text=name) if belongs else f"{name}.",
        tone="high" if belongs else "low-low",
        procedure=item.procedure,
        container=c.container if c else None,
        label_id=c.label_id if c else None,
        side=c.side if c else None,
    )


def _view(station: Station, tray: OneTray, seen: Tray) -> Mapping[str, Any]:
    lines = [asdict(line) for line in lines_of(seen, station.language)]
    view = {"complete": seen.complete, "lot": seen.acceptable, "lines": lines}
    return {**view, "begun": tray.begun, "size": len(tray.gathered.seen)}
