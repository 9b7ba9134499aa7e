"""What a reader says, made a scan of its place, and the words for the screens there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from station.app.desk import Armed, desk_of, read_twice, scan_at_desk
from station.app.printing import Printing
from station.app.scan import Scan, handle_scan
from station.app.station import Station
from station.domain.answer_kinds import NOTICES
from station.domain.errors import HistoryError, SaidError
from station.domain.feedback import Feedback, feedback, unjudged
from station.domain.texts import LANGUAGES, READERS, Language, said
from station.ports.reader import Notice, Read
from station.ports.store import Act

UNNAMED = "unnamed"  # a reader does not know who holds it
QUIET = ("ready", "ended")
FAULTS = (SaidError, HistoryError)


@dataclass(frozen=True)
class ReaderAt:
    """A reader by its name, at the place whose scans are its own, in the hands of ``by``."""

    reader: str
    place: str
    by: str = UNNAMED


@dataclass(frozen=True)
class Heard:
    """What the screens of ``place`` show and sound.

    ``code`` is ``answered``, ``doubled``, ``not-kept``, ``fault`` or a notice's. ``answer`` is
    what the band shows, and ``answers`` the same in every language; None and none where there is
    nothing to act on: a reader is ready or at its end.
    ``detail`` is one sentence for whoever looks after the reader. ``armed`` is what the reader's
    next scan is behind, at a desk: None after a container, and after whatever was not read.
    """

    reader: str
    place: str
    code: str
    message: str
    answer: Feedback | None = None
    scan_id: str | None = None
    detail: str = ""
    answers: Mapping[Language, Feedback] = field(default_factory=dict)
    armed: Armed | None = None

    @property
    def desk(self) -> str | None:
        """The desk that the reader belongs to; None at a bedside."""
        return desk_of(self.place)


def hear(
    station: Station,
    at: ReaderAt,
    said: Read | Notice,
    printing: Printing | None,
    armed: Armed | None = None,
) -> Heard:
    """Handle one scan, or put a notice into words. A scan that was not kept says so.

    ``armed`` is what a scan at a desk is behind; what was not kept is scanned again behind it.
    """
    if isinstance(said, Notice):
        return remark(station, at, said.code, said.detail)
    act, desk, following = Act(at.by, said.source, said.at, said.scan_id), desk_of(at.place), None
    try:
        if desk is None:
            answers = handle_scan(Scan(said.text, act, place=at.place), station, printing).answers
        else:
            answers, following = scan_at_desk(station, desk, armed, said.text, act)
    except FAULTS as error:
        refused = {
            language: unjudged("refused", sentence_of(error, language)) for language in LANGUAGES
        }
        return replace(said_at(station, at, "not-kept", refused, said.scan_id), armed=armed)
    heard = said_at(station, at, "answered", answers, said.scan_id)
    return replace(heard, armed=following)


def hear_again(station: Station, reader: str, before: Heard, armed: Armed | None = None) -> Heard:
    """The same scan once more, by any reader: counted once, answered as before, and said so.

    Behind a card (``armed``) it might be taken for done: it is said that it was not, and the card
    has ended, unless it is the card itself that was read twice.
    """
    if armed is not None and before.armed is None:
        verdict = read_twice()
        answers = {language: feedback(verdict, language) for language in LANGUAGES}
        return said_at(station, ReaderAt(reader, before.place), "doubled", answers)
    answers = {
        language: replace(answer, message=f"{answer.message} {READERS[language]['doubled']}")
        for language, answer in before.answers.items()
    }
    heard = said_at(station, ReaderAt(reader, before.place), "doubled", answers, before.scan_id)
    return replace(heard, armed=armed)


def remark(station: Station, at: ReaderAt, code: str, detail: str = "") -> Heard:
    """What is said of a reader itself; a person must not miss that scans do not come."""
    texts = {language: READERS[language][code].format(reader=at.reader) for language in LANGUAGES}
    if code in QUIET:
        return Heard(at.reader, at.place, code, texts[station.language], detail=detail)
    answers = {language: unjudged(NOTICES[code], text) for language, text in texts.items()}
    return replace(said_at(station, at, code, answers), detail=detail)


def said_at(
    station: Station,
    at: ReaderAt,
    code: str,
    answers: Mapping[Language, Feedback],
    scan_id: str | None = None,
) -> Heard:
    """What the screens of a reader's place are given."""
    answer = answers[station.language]
    return Heard(at.reader, at.place, code, answer.message, answer, scan_id, answers=answers)


def sentence_of(error: Exception, language: Language) -> str:
    """What a person is told of an error; a fault that is no answer has one language."""
    return said(error, language) if isinstance(error, SaidError) else str(error)
