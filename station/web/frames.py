"""``/frames``: the tablet's camera sends JPEG frames, and hears what was found in each."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from station.app.in_view import InView
from station.app.listen import Heard, hear
from station.app.scan import new_scan_id
from station.app.station import Station
from station.domain.errors import Saying, StationError
from station.domain.texts import CAMERA, Language, said
from station.ports.decoder import ImageError, Reading, Symbol
from station.ports.reader import Read
from station.ports.viewfinder import View, Viewfinder
from station.web.api import said_data
from station.web.live import show
from station.web.request import by_of, checked_place
from station.web.shared import DEFAULT_PLACE, Site

LARGEST_FRAME = 2 * 2**20  # bytes; a JPEG of 1280 × 720 has about 200 kB, one of 4K 1.5 MB
NO_TEXT = 1003  # WebSocket close codes (RFC 6455, 7.4.1)
WRONG_PLACE = 1008
TOO_LARGE = 1009
TABLET = "camera"


@dataclass(frozen=True)
class Tablet:
    """One page's camera: whose scans these are, and what its place has in view."""

    site: Site
    station: Station  # speaks the page's language
    decoder: Viewfinder
    place: str
    by: str
    view: InView


def frames_route(site: Site, decoder: Viewfinder) -> WebSocketRoute:
    """The route; ``?place=NAME`` says whose scans these are.

    Each frame is answered before the next is read, so a page that waits for its answer has at
    most one on its way. What is in view belongs to the place: a page that reconnects does not
    scan again the label that is still before it.
    """
    views: dict[str, InView] = {}

    async def endpoint(websocket: WebSocket) -> None:
        await websocket.accept()
        language = site.language_at(websocket)
        try:
            place = checked_place(websocket.query_params.get("place", DEFAULT_PLACE))
        except StationError as error:
            await websocket.close(WRONG_PLACE, said(error, language))
            return
        view = views.setdefault(place, InView())
        speaking, by = site.speaking(language), by_of(websocket.cookies)
        tablet = Tablet(site, speaking, decoder.fresh(), place, by, view)
        with suppress(WebSocketDisconnect):  # the page was left
            while (frame := await next_frame(websocket, language)) is not None:
                await websocket.send_json(await _answer(tablet, frame))

    return WebSocketRoute("/frames", endpoint)


async def next_frame(websocket: WebSocket, language: Language) -> bytes | None:
    """The next frame; None once the connection was closed for what it sent."""
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    data: bytes | None = message.get("bytes")
    if data is None:
        why = Saying("Frame: expected bytes, got text.")
        await websocket.close(NO_TEXT, said(why, language))
    elif len(data) > LARGEST_FRAME:
        why = Saying("Frame: expected up to {limit} bytes, got more.", limit=LARGEST_FRAME)
        await websocket.close(TOO_LARGE, said(why, language))
        data = None
    return data


async def _answer(tablet: Tablet, frame: bytes) -> Mapping[str, Any]:
    """What was found in a frame; of what has come into view, one is a scan, and answered."""
    try:
        view = await tablet.site.work(tablet.decoder.look, frame)
    except ImageError as error:
        return {"symbols": [], "feedback": None, "error": said(error, tablet.station.language)}
    reading = view.reading
    at = tablet.station.clock.now()
    found = {symbol.text: symbol for symbol in reading.symbols}
    text = tablet.view.look(found, at)
    feedback: Mapping[str, Any] | None = None
    if text is not None:
        scan_id = new_scan_id(tablet.station)
        read = Read(text, at, "camera", scan_id, found[text].symbology)
        heard = await tablet.site.work(_hear, tablet, read)
        show(tablet.site.live, heard)
        feedback = said_data(scan_id, heard.answer) if heard.answer else None
    drawn = _drawn(reading.symbols) + doubts(reading)
    answer = {"symbols": drawn, "feedback": feedback}
    return {**answer, **seen_beside(view, tablet.station)}


def seen_beside(view: View, station: Station) -> Mapping[str, Any]:
    """What a viewfinder shows beside its reads: hints, and outlines that are drawn on for a moment.

    What is held is no read, and nothing is done with it.
    """
    held = [one.symbol.corners for one in view.held if one.frames]
    return {"held": held, "hints": [CAMERA[station.language][code] for code in view.hints]}


def doubts(reading: Reading) -> list[Mapping[str, Any]]:
    """The places that two readings disagree about: drawn with their mark, and no text."""
    return [
        {"text": "", "corners": place.corners, "shape": "question"}
        for place in reading.disagreements
    ]


def _hear(tablet: Tablet, read: Read) -> Heard:
    printing = tablet.site.printing()
    return hear(tablet.station, TABLET, tablet.place, read, printing, tablet.by)


def _drawn(symbols: Sequence[Symbol]) -> list[Mapping[str, Any]]:
    """Corners in pixels of the frame as it was sent."""
    return [{"text": s.text, "corners": s.corners, "symbology": s.symbology} for s in symbols]
