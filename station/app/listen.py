"""What a reader says, made a scan of its place, and the words for the screens there."""

from dataclasses import dataclass, replace

from station.app.print_labels import Printing
from station.app.scan import Scan, handle_scan
from station.app.station import Station
from station.domain.errors import HistoryError, StationError
from station.domain.feedback import Feedback
from station.domain.texts import READERS
from station.ports.printer import PrinterError
from station.ports.reader import Notice, Read
from station.ports.store import Act, StoreError

UNNAMED = "unnamed"  # a reader does not know who holds it
QUIET = ("ready", "ended")
FAULTS = (StationError, StoreError, PrinterError, HistoryError)


@dataclass(frozen=True)
class Heard:
    """What the screens of ``place`` show and sound.

    ``code`` is ``answered``, ``doubled``, ``not-kept``, ``fault`` or a notice's. ``answer`` is
    what the band shows; None where there is nothing to act on: a reader is ready or at its end.
    ``detail`` is one sentence for whoever looks after the reader.
    """

    reader: str
    place: str
    code: str
    message: str
    answer: Feedback | None = None
    scan_id: str | None = None
    detail: str = ""


def hear(
    station: Station, reader: str, place: str, said: Read | Notice, printing: Printing | None
) -> Heard:
    """Handle one scan, or put a notice into words. A scan that was not kept says so."""
    if isinstance(said, Notice):
        return remark(station, reader, place, said.code, said.detail)
    act = Act(UNNAMED, said.source, said.at, said.scan_id)
    try:
        answer = handle_scan(Scan(said.text, act, place=place), station, printing).answer
    except FAULTS as error:
        return Heard(reader, place, "not-kept", str(error), _refusal(str(error)), said.scan_id)
    return Heard(reader, place, "answered", answer.message, answer, said.scan_id)


def hear_again(station: Station, reader: str, before: Heard) -> Heard:
    """The same scan once more, by any reader: counted once, answered as before, and said so."""
    assert before.answer is not None
    message = f"{before.message} {READERS[station.language]['doubled']}"
    answer = replace(before.answer, message=message)
    return replace(before, reader=reader, code="doubled", message=message, answer=answer)


def remark(station: Station, reader: str, place: str, code: str, detail: str = "") -> Heard:
    """What is said of a reader itself; a person must not miss that scans do not come."""
    message = READERS[station.language][code].format(reader=reader)
    answer = None if code in QUIET else _refusal(message)
    return Heard(reader, place, code, message, answer, detail=detail)


def _refusal(message: str) -> Feedback:
    """Shown and sounded as a refusal; no scan was judged, so there is no code of one."""
    return Feedback(False, None, None, (), message, "low-low", None, None, None, None)
