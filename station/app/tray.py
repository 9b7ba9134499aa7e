"""A tray of containers: looked at in one frame or many, completed by scans, received as one lot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import dist
from statistics import fmean
from typing import Literal

from station.app.keeping import load
from station.app.receive import receive
from station.app.station import Station
from station.domain.answer_kinds import KindOfAnswer
from station.domain.errors import StationError
from station.domain.feedback import Feedback, unjudged
from station.domain.identifiers import canonical, identify
from station.domain.state import LabelOwner
from station.domain.texts import LANGUAGES, TRAY, Language
from station.domain.tray import Found, Tray, Wanted, judge_tray
from station.ports.decoder import Corners, Disagreement, Reading, Symbol
from station.ports.store import Act, Record
from station.ports.viewfinder import Eyes, Shot

Source = Literal["pictures", "film", "camera"]
MORE_LOOKS = (
    2  # at one picture: what the first has shown says what lacks, the second mostly ends it
)
SETTLED_S = 3.0  # a camera shows nothing new for so long: all that lies before it was read
MOST_TEXTS = 500  # on one tray; a crate has 100 places, and each text is looked up at every frame


@dataclass(frozen=True)
class Sighting:
    """Where a text was last read: in which frame (counted from 1), and its corners there.

    Both are None for a single scan, which says nothing of a place. ``cap`` is the colour of its
    cap, where that was plainly visible. ``more`` is where else the frame has the same label.
    """

    frame: int | None = None
    corners: Corners | None = None
    cap: str | None = None
    more: tuple[Corners, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """A place with two readings, and the frame that shows it (counted from 1)."""

    frame: int
    place: Disagreement


@dataclass(frozen=True)
class Gathered:
    """All that was read on one tray, by text; only reads are in it, never what was followed.

    ``scanned`` are its single scans, the last one last.
    """

    frames: int = 0
    seen: Mapping[str, Sighting] = field(default_factory=dict)
    unreadable: tuple[Doubt, ...] = ()
    scanned: tuple[str, ...] = ()


def gather(
    gathered: Gathered, reading: Reading, caps: Mapping[str, str], *, still: bool = False
) -> Gathered:
    """What is known after one more frame: nothing that was read is forgotten.

    Before a camera things move, and the newest frame shows which places are in doubt and which
    label is there twice. A ``still`` picture is a place of its own: what is in doubt on it stays
    so, whatever another one shows.
    """
    frame = gathered.frames + 1
    seen = dict(gathered.seen)
    for text, symbols in _by_text(reading).items():
        before, first = seen.pop(text, Sighting()), symbols[0]
        more = _other_labels(symbols)
        cap = caps.get(first.text) or before.cap
        stays = still and before.more and not more
        seen[text] = before if stays else Sighting(frame, first.corners, cap, more)
    _check_size(seen)
    doubts = tuple(Doubt(frame, place) for place in reading.disagreements)
    unreadable = (*gathered.unreadable, *doubts) if still else doubts
    return replace(gathered, frames=frame, seen=seen, unreadable=unreadable)


def gather_scan(gathered: Gathered, text: str) -> Gathered:
    """A single scan completes the tray where the camera did not."""
    text = canonical(text)
    seen = {**gathered.seen, text: gathered.seen.get(text, Sighting())}
    _check_size(seen)
    return replace(gathered, seen=seen, scanned=(*_without(gathered.scanned, text), text))


def take_off(gathered: Gathered, text: str) -> Gathered:
    """Forget a text that was scanned by mistake; a camera that still sees it reads it again."""
    seen = {one: sighting for one, sighting in gathered.seen.items() if one != text}
    return replace(gathered, seen=seen, scanned=_without(gathered.scanned, text))


def _without(texts: Iterable[str], text: str) -> tuple[str, ...]:
    return tuple(one for one in texts if one != text)


def look(station: Station, gathered: Gathered, wanted: Wanted) -> Tray:
    """The tray as it stands. Raises UnknownNameError for a procedure that is not here."""
    read = {text: _found(station, text, seen) for text, seen in gathered.seen.items()}
    names = {wanted.procedure} | {
        found.owner.procedure for found in read.values() if isinstance(found.owner, LabelOwner)
    }
    procedures = {name: load(station.store, name) for name in names if name is not None}
    return judge_tray(read, procedures, wanted, len(gathered.unreadable))


def _found(station: Station, text: str, seen: Sighting) -> Found:
    scanned = identify(text)
    return Found(scanned, station.store.owner(scanned), seen.cap, bool(seen.more))


def receive_lot(
    station: Station, tray: Tray, gathered: Gathered, desk: str | None, act: Act
) -> Mapping[Language, Feedback]:
    """Receive everything on the tray, each as a scan of its own; every refusal is named.

    What is answered, in each language. A confirmation that is sent again is answered again from
    the store, whatever is on the tray by then: nothing is received twice. A new one judges anew.
    """
    kept = station.store.resent(act.scan_id)
    if kept is not None:
        return dict.fromkeys(LANGUAGES, kept)
    answers = []
    for text in tray.lot:
        by_camera = gathered.seen[text].frame is not None
        scan_id = act.scan_id and f"{act.scan_id}-{text}"
        one = replace(act, scan_id=scan_id, source="camera" if by_camera else act.source)
        answers.append(receive(station, text, desk, one).answers)
    summed_up = {
        language: _summed_up(language, [one[language] for one in answers], tray)
        for language in LANGUAGES
    }
    if act.scan_id:
        answer = summed_up[station.language]
        station.store.append(Record((), act, station.clock.now(), answer=answer))
    return summed_up


@dataclass(frozen=True)
class Survey:
    """What pictures of one tray have shown; ``best`` is the one with most codes, and its reading.

    ``best_frame`` is its number, counted from 1.
    """

    gathered: Gathered
    tray: Tray
    best: Shot
    best_frame: int
    reading: Reading


@dataclass(frozen=True)
class Looking:
    """What looks at a tray, for what, in what, and for how long at each picture."""

    eyes: Eyes
    wanted: Wanted
    source: Source
    budget_ms: float


def survey(
    station: Station,
    shots: Iterable[Shot],
    how: Looking,
) -> Survey | None:
    """Look at one picture after the other.

    A film or camera ends when the procedure that is wanted is complete. Where none is named what
    comes next may belong there too: a film is looked at to its end, and a camera until it is
    complete and has shown nothing new for a while. Pictures are all looked at.

    None when there was no picture. Raises UnknownNameError for a procedure that is not here.
    """
    found: Survey | None = None
    wanted, eyes = how.wanted, how.eyes
    gathered, known, since = Gathered(), 0, station.clock.now()
    for shot in shots:
        reading = _read(station, shot, gathered, how)
        caps = eyes.caps(shot, reading.symbols)
        gathered = gather(gathered, reading, caps, still=how.source == "pictures")
        tray = look(station, gathered, wanted)
        found = (
            Survey(gathered, tray, shot, gathered.frames, reading)
            if (found is None or len(reading.symbols) >= len(found.reading.symbols))
            else replace(found, gathered=gathered, tray=tray)
        )
        if len(gathered.seen) > known or not tray.complete:
            known, since = len(gathered.seen), station.clock.now()
        quiet_s = (station.clock.now() - since).total_seconds()
        if tray.complete and _is_enough(how.source, wanted, quiet_s):
            break
    return found


def _is_enough(source: Source, wanted: Wanted, quiet_s: float) -> bool:
    """Whether a complete tray needs no further picture."""
    match source:
        case "pictures":
            return False
        case "film":
            return wanted.procedure is not None
        case "camera":
            return wanted.procedure is not None or quiet_s >= SETTLED_S


def _read(
    station: Station,
    shot: Shot,
    gathered: Gathered,
    how: Looking,
) -> Reading:
    """Read one picture, and look for more while the tray shows that some are lacking.

    What lacks is known only from what was read: so it is asked for in steps. A look makes those
    before it again, so it takes as long as they did: without the time for that there is none.
    """
    eyes, wanted = how.eyes, how.wanted
    lacking = len(look(station, gathered, wanted).not_seen)
    reading = eyes.read(shot, max(1, lacking), how.budget_ms)
    left_ms = how.budget_ms - reading.elapsed_ms
    for _ in range(MORE_LOOKS):
        read = len(reading.symbols)
        lacking = len(look(station, gather(gathered, reading, {}), wanted).not_seen)
        if not lacking or left_ms <= reading.elapsed_ms:
            break
        reading = eyes.read(shot, read + lacking, left_ms)
        left_ms -= reading.elapsed_ms
        if len(reading.symbols) <= read:
            break
    return reading


def _by_text(reading: Reading) -> Mapping[str, list[Symbol]]:
    found: dict[str, list[Symbol]] = {}
    for symbol in reading.symbols:
        found.setdefault(canonical(symbol.text), []).append(symbol)
    return found


def _other_labels(symbols: Sequence[Symbol]) -> tuple[Corners, ...]:
    """Where the label of the first is once more.

    One bar code may be read as two strips, and one label may have two kinds of symbols: another
    label has the same kind, and is further off than the symbol is long.
    """
    first = symbols[0]
    return tuple(
        other.corners
        for other in symbols[1:]
        if other.symbology == first.symbology
        and dist(_middle(first.corners), _middle(other.corners))
        > max(_length(first.corners), _length(other.corners))
    )


def _middle(corners: Corners) -> tuple[float, float]:
    return fmean(x for x, _ in corners), fmean(y for _, y in corners)


def _length(corners: Corners) -> float:
    """The longest side."""
    return max(dist(one, other) for one, other in pairwise((*corners, corners[0])))


def _summed_up(language: Language, answers: Sequence[Feedback], tray: Tray) -> Feedback:
    """One answer for the lot: accepted when all are; the refusals' own sentences behind it."""
    words = TRAY[language]
    refused = [answer for answer in answers if not answer.accepted]
    count = str(len(answers) - len(refused))
    parts = [words["lot-received"].format(count=count)]
    if refused:
        parts.append(words["refused"].format(count=len(refused)))
        parts += [f"{answer.label_id or ''} {answer.message}".strip() for answer in refused]
    if tray.in_already:
        parts.append(words["in-already"].format(count=tray.in_already))
    elif not answers:
        parts.append(words["nothing-to-receive"] if tray.items else words["nothing-read"])
    if tray.not_seen:
        parts.append(words["still-not-seen"].format(count=len(tray.not_seen)))
    warnings = _distinct(code for answer in answers for code in answer.warnings)
    kind: KindOfAnswer = "warning" if warnings or tray.not_seen else "done"
    if refused or not answers:
        kind = "refused"
    said = unjudged(kind, " ".join(parts), refused[0].reason if refused else None)
    return replace(said, warning=warnings[0] if warnings else None, warnings=warnings)


def _distinct(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _check_size(seen: Mapping[str, Sighting]) -> None:
    if len(seen) > MOST_TEXTS:
        raise StationError(
            "Tray: expected at most {limit} different codes, got more.", limit=MOST_TEXTS
        )
