"""A desk's tray while it lies there: frames gather, scans complete, one card receives it.

It lives in memory alone: nothing of it is kept until it is confirmed.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

from station.app.station import Station
from station.app.tray import Gathered, gather, gather_scan, look, receive_lot, take_off
from station.app.tray_words import SHAPES, item_name, lines_of
from station.domain.answer_kinds import KindOfAnswer
from station.domain.feedback import Feedback, feedback, unjudged
from station.domain.identifiers import canonical, identify
from station.domain.identifiers.card import Card
from station.domain.identifiers.place import PlaceCard, destination_of
from station.domain.texts import LANGUAGES, TRAY, Language
from station.domain.tray import Item, Tray, Wanted
from station.domain.verdict import refuse_stranger
from station.ports.store import Act
from station.ports.viewfinder import Caption, FrameView, Shape, Viewfinder

MOST_TRAYS = 32  # of all screens; the one that was longest untouched is forgotten
CONFIRM = "CARDCONFIRM"
UNDO = "CARDUNDO"
ENOUGH = 1  # symbols in a frame when nothing lacks: what comes next is looked for quickly

Answers = Mapping[Language, Feedback]


@dataclass
class TraySession:
    """What one screen has before its camera; ``begun`` is new for each tray that begins.

    ``undone`` is the last scan that took one off, and its answer: sent again it takes off no other.
    """

    desk: str
    begun: str
    gathered: Gathered = field(default_factory=Gathered)
    busy: Lock = field(default_factory=Lock)
    lacking: int = 0
    undone: tuple[str | None, Answers] | None = None

    @property
    def wanted(self) -> Wanted:
        """What belongs on it: what the desk takes."""
        return Wanted(receiving=True, destination=destination_of(self.desk))


class TraySessions:
    """The trays of all screens, by desk and by the session that a screen names."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[tuple[str, str], TraySession] = OrderedDict()
        self._lock = Lock()

    def one(self, station: Station, desk: str, session: str) -> TraySession:
        """The tray of a session, new or as it was left."""
        fresh = TraySession(desk, station.store.new_key())
        with self._lock:
            found = self._sessions.setdefault((desk, session), fresh)
            self._sessions.move_to_end((desk, session))
            while len(self._sessions) > MOST_TRAYS:
                self._sessions.popitem(last=False)
        return found


@dataclass(frozen=True)
class TrayShown:
    """How a tray stands, as its page shows it; ``lot`` counts what a confirmation would receive."""

    complete: bool
    lot: int
    lines: tuple[Caption, ...]
    begun: str
    size: int


@dataclass(frozen=True)
class Looked:
    """What one frame has shown: how the tray stands then, and the mark of each text on it."""

    view: FrameView
    shapes: Mapping[str, Shape]
    shown: TrayShown


def look_at(station: Station, eyes: Viewfinder, session: TraySession, frame: bytes) -> Looked:
    """One frame: only what was read in it joins the tray. Raises ImageError for no picture."""
    view = eyes.look(frame, session.lacking + ENOUGH)
    with session.busy:
        session.gathered = gather(session.gathered, view.reading, view.caps)
        tray = look(station, session.gathered, session.wanted)
    session.lacking = len(tray.not_seen) and len(tray.not_seen) + len(view.reading.symbols)
    shapes = {item.text: SHAPES[item.mark] for item in tray.items}
    return Looked(view, shapes, _shown(station, session, tray))


def scan_beside(
    station: Station, session: TraySession, text: str, act: Act
) -> tuple[Answers, TrayShown]:
    """A scan beside the camera: CARDCONFIRM receives the lot, CARDUNDO takes the last scan off.

    A label joins the tray.
    """
    text = canonical(text)
    with session.busy:
        answers = _answers(station, session, text, act)
        tray = look(station, session.gathered, session.wanted)
    return answers, _shown(station, session, tray)


def _answers(station: Station, session: TraySession, text: str, act: Act) -> Answers:
    if text == CONFIRM:
        tray, desk = look(station, session.gathered, session.wanted), session.wanted.destination
        return receive_lot(station, tray, session.gathered, desk, act)
    if text == UNDO:
        return _undone(station, session, act)
    if isinstance(identify(text), Card | PlaceCard):
        return {one: feedback(refuse_stranger(identify(text)), one) for one in LANGUAGES}
    session.gathered = gather_scan(session.gathered, text)
    item = _item_of(station, session, text)
    return {one: _placed(one, item) for one in LANGUAGES}


def _item_of(station: Station, session: TraySession, text: str) -> Item:
    items = look(station, session.gathered, session.wanted).items
    return next(item for item in items if item.text == text)


def _undone(station: Station, session: TraySession, act: Act) -> Answers:
    """Take the last single scan off, and say which; nothing was kept of it."""
    if session.undone and session.undone[0] == act.scan_id:
        return session.undone[1]
    if not session.gathered.scanned:
        return {one: _nothing_off(one) for one in LANGUAGES}
    text = session.gathered.scanned[-1]
    item = _item_of(station, session, text)
    answers = {one: _taken_off(one, item) for one in LANGUAGES}
    session.gathered, session.undone = take_off(session.gathered, text), (act.scan_id, answers)
    return answers


def _nothing_off(language: Language) -> Feedback:
    refused = feedback(refuse_stranger(identify(UNDO)), language)
    return replace(refused, reason="nothing-to-undo", message=TRAY[language]["none-to-take-off"])


def _taken_off(language: Language, item: Item) -> Feedback:
    message = TRAY[language]["taken-off"].format(text=item_name(item, language))
    placed = _placed(language, item)
    return replace(
        unjudged("done", message),
        procedure=placed.procedure,
        container=placed.container,
        label_id=placed.label_id,
        side=placed.side,
    )


def _placed(language: Language, item: Item) -> Feedback:
    """A single scan says at once whether it belongs on the tray; nothing is received by it."""
    belongs = item.mark == "found"
    name = item_name(item, language)
    c = item.container
    kind: KindOfAnswer = ("warning" if item.warnings else "done") if belongs else "refused"
    message = TRAY[language]["read"].format(text=name) if belongs else f"{name}."
    return replace(
        unjudged(kind, message, item.reason),
        warning=item.warnings[0] if item.warnings else None,
        warnings=item.warnings,
        procedure=item.procedure,
        container=c.container if c else None,
        label_id=c.label_id if c else None,
        side=c.side if c else None,
    )


def _shown(station: Station, session: TraySession, tray: Tray) -> TrayShown:
    lines = tuple(lines_of(tray, station.language))
    size = len(session.gathered.seen)
    return TrayShown(tray.complete, tray.acceptable, lines, session.begun, size)
