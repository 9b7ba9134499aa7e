"""``/frames``: the tablet's camera sends JPEG frames, and hears what was found in each."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from station.app.listen import Heard, ReaderAt, hear
from station.app.scan import new_scan_id
from station.app.station import Station
from station.domain.errors import Saying
from station.domain.in_view import InView
from station.domain.texts import Language, said
from station.ports.decoder import ImageError
from station.ports.reader import Read
from station.ports.viewfinder import FrameView, Viewfinder
from station.web.live import show
from station.web.request import accepted, by_of, checked_place
from station.web.screens.answers import told_data
from station.web.screens.camera import doubts, outlines, seen_beside
from station.web.served import DEFAULT_PLACE, Served

LARGEST_FRAME = 2 * 2**20  # bytes; a JPEG of 1280 × 720 has about 200 kB, one of 4K 1.5 MB
NO_TEXT = 1003  # WebSocket close codes (RFC 6455, 7.4.1)
TOO_LARGE = 1009
TABLET = "camera"

Answering = Callable[[bytes], Awaitable[Mapping[str, object]]]


@dataclass(frozen=True)
class Tablet:
    """One page's camera: whose scans these are, and what its place has in view."""

    served: Served
    station: Station  # speaks the page's language
    viewfinder: Viewfinder
    place: str
    by: str
    in_view: InView

    async def answer(self, frame: bytes) -> Mapping[str, object]:
        """What was found in a frame; of what has come into view, one is a scan, and answered."""
        try:
            view = await self.served.work(self.viewfinder.look, frame)
        except ImageError as error:
            return {"symbols": [], "feedback": None, "error": said(error, self.station.language)}
        feedback = await self._scanned(view)
        drawn = outlines(view.reading.symbols) + doubts(view.reading)
        return {"symbols": drawn, "feedback": feedback, **seen_beside(view, self.station)}

    async def _scanned(self, view: FrameView) -> Mapping[str, object] | None:
        at = self.station.clock.now()
        found = {symbol.text: symbol for symbol in view.reading.symbols}
        text = self.in_view.look(found, at)
        if text is None:
            return None
        scan_id = new_scan_id(self.station)
        read = Read(text, at, "camera", scan_id, found[text].symbology)
        heard = await self.served.work(self._heard, read)
        told = show(self.served.live, heard)
        return told_data(told, self.station.language) if told else None

    def _heard(self, read: Read) -> Heard:
        printing = self.served.printing()
        return hear(self.station, ReaderAt(TABLET, self.place, self.by), read, printing)


async def frames(served: Served, socket: WebSocket) -> None:
    """The tablet's camera; ``?place=NAME`` says whose scans these are.

    Each frame is answered before the next is read, so a page that waits for its answer has at
    most one on its way. What is in view belongs to the place: a page that reconnects does not
    scan again the label that is still before it.
    """
    station, asked = served.station_at(socket), socket.query_params
    name = asked.get("place", DEFAULT_PLACE)
    place = await accepted(socket, station.language, lambda: checked_place(name))
    if place is None:
        return
    in_view = served.views.setdefault(place, InView())
    viewfinder, by = served.tools.viewfinder.fresh(), by_of(socket.cookies)
    tablet = Tablet(served, station, viewfinder, place, by, in_view)
    await answer_frames(socket, station.language, tablet.answer)


async def answer_frames(socket: WebSocket, language: Language, answering: Answering) -> None:
    """Answer each frame until the page is left."""
    with suppress(WebSocketDisconnect):
        while (frame := await _next_frame(socket, language)) is not None:
            await socket.send_json(await answering(frame))


async def _next_frame(socket: WebSocket, language: Language) -> bytes | None:
    """The next frame; None once the connection was closed for what it sent."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    data: bytes | None = message.get("bytes")
    if data is None:
        why = Saying("Frame: expected bytes, got text.")
        await socket.close(NO_TEXT, said(why, language))
    elif len(data) > LARGEST_FRAME:
        why = Saying("Frame: expected up to {limit} bytes, got more.", limit=LARGEST_FRAME)
        await socket.close(TOO_LARGE, said(why, language))
        data = None
    return data
