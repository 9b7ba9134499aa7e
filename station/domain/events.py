"""Everything that can have happened, one frozen class each; nothing else is ever stored.

No person is in an event: patients are opaque keys, free text is a note's id, and a refusal keeps
a keyed digest of what was scanned. ``schemas/events.schema.json`` has the same list for the
outside, and a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar

from station.domain.data import Data


@dataclass(frozen=True)
class Body:
    """What happened. TYPE is its stored name; VERSION rises when its fields change."""

    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1


@dataclass(frozen=True)
class Event:
    """One stored event: the envelope and its body.

    ``occurred_at`` is when it happened at the source, ``recorded_at`` when the station kept it,
    both aware, UTC. ``hlc`` orders events of all streams; ``prev_hash`` and ``hash`` chain one.
    """

    stream: int
    seq: int
    procedure: str | None
    scan_id: str | None
    by: str
    source: str
    occurred_at: datetime
    recorded_at: datetime
    hlc: str
    prev_hash: str
    hash: str
    body: Body


@dataclass(frozen=True)
class OrderImported(Body):
    TYPE = "order-imported"
    VERSION = 2  # 1 had no filler
    order: str
    patient: str
    indication: str
    sides: tuple[str, ...]
    site: str | None
    containers: tuple[Data, ...]  # kind, side, label_id, pre_labelled
    filler: str | None = None


@dataclass(frozen=True)
class ProcedureOpened(Body):
    TYPE = "procedure-opened"
    order: str
    patient: str
    protocol: Data  # the whole protocol, frozen as it was
    sides: tuple[str, ...]
    child: bool
    place: str
    containers: tuple[Data, ...]  # container, side, label_id, pre_labelled, plan


@dataclass(frozen=True)
class PlaceActivated(Body):
    TYPE = "place-activated"
    place: str


@dataclass(frozen=True)
class WristbandRead(Body):
    TYPE = "wristband-read"
    VERSION = 2  # 1 had no identifier
    identifier: str = ""  # the type of the number that was read; another has to confirm it
    birth_date_known: bool = True


@dataclass(frozen=True)
class PatientConfirmed(Body):
    TYPE = "patient-confirmed"
    method: str  # wristband, birth-date, identifier or witness
    witness: str | None
    note: str | None


@dataclass(frozen=True)
class PatientMerged(Body):
    TYPE = "patient-merged"
    VERSION = 2  # 1 had only the patient
    patient: str  # the key from now on
    former: str | None = None  # the key of who it was until now, of what can be erased
    changed: tuple[str, ...] = ()  # of family, given and birth_date
    outdated: tuple[str, ...] = ()  # containers whose label is out and says what it was


@dataclass(frozen=True)
class PatientUnmerged(Body):
    TYPE = "patient-unmerged"
    patient: str  # the key once more
    former: str
    changed: tuple[str, ...]
    outdated: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class PatientCorrected(Body):
    TYPE = "patient-corrected"
    patient: str
    former: str
    changed: tuple[str, ...]
    outdated: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class OrderLeft(Body):
    """An order that came for somebody else than is here was left, and why."""

    TYPE = "order-left"
    order: str
    note: str


@dataclass(frozen=True)
class ChecklistAnswered(Body):
    TYPE = "checklist-answered"
    item: str
    answer: str | float
    satisfied: bool
    clinician: str | None
    note: str | None


@dataclass(frozen=True)
class AnswerKeyed(Body):
    TYPE = "answer-keyed"
    item: str
    keyed: str  # the digits so far, with a point; empty when all are taken back


@dataclass(frozen=True)
class SideDeclared(Body):
    TYPE = "side-declared"
    side: str
    site: str | None
    left_open: tuple[str, ...]  # containers of the earlier side that were knowingly left


@dataclass(frozen=True)
class RestMoved(Body):
    TYPE = "rest-moved"
    VERSION = 2  # 1 had no site
    side: str
    reason: str
    containers: tuple[str, ...]
    site: str | None = None


@dataclass(frozen=True)
class LabelPrinted(Body):
    TYPE = "label-printed"
    container: str
    label_id: str
    side: str
    copy: int  # 1 the first, then reprints
    note: str | None


@dataclass(frozen=True)
class PrintingChosen(Body):
    TYPE = "printing-chosen"
    mode: str  # by-side, or just-in-time


@dataclass(frozen=True)
class LabelChecked(Body):
    TYPE = "label-checked"
    container: str
    label_id: str


@dataclass(frozen=True)
class LabelDestroyed(Body):
    TYPE = "label-destroyed"
    container: str
    label_id: str


@dataclass(frozen=True)
class ModeSet(Body):
    TYPE = "mode-set"
    VERSION = 2  # 1 had no reason
    mode: str  # collect, check, excuse or relabel
    label_id: str | None  # the old label, read first, while relabelling
    reason: str | None = None  # why excused, read first: holds for the labels that follow


@dataclass(frozen=True)
class Collected(Body):
    TYPE = "collected"
    container: str
    label_id: str
    side: str
    warnings: tuple[str, ...]
    reason: str | None  # why out of order


@dataclass(frozen=True)
class OrderExplained(Body):
    TYPE = "order-explained"
    side: str
    reason: str


@dataclass(frozen=True)
class Undone(Body):
    TYPE = "undone"
    container: str
    note: str | None


@dataclass(frozen=True)
class Excused(Body):
    TYPE = "excused"
    container: str
    reason: str
    shared_with: str | None
    note: str | None


@dataclass(frozen=True)
class ContainerAdded(Body):
    TYPE = "container-added"
    container: str
    side: str
    label_id: str | None
    plan: Data
    recollects: str | None


@dataclass(frozen=True)
class Relabelled(Body):
    TYPE = "relabelled"
    container: str
    old: str
    new: str


@dataclass(frozen=True)
class Discarded(Body):
    TYPE = "discarded"
    container: str
    note: str | None


@dataclass(frozen=True)
class DiscrepancyResolved(Body):
    TYPE = "discrepancy-resolved"
    container: str
    note: str | None


@dataclass(frozen=True)
class Closed(Body):
    TYPE = "closed"


@dataclass(frozen=True)
class Aborted(Body):
    TYPE = "aborted"
    reason: str


@dataclass(frozen=True)
class Dispatched(Body):
    TYPE = "dispatched"
    container: str
    destination: str


@dataclass(frozen=True)
class Received(Body):
    TYPE = "received"
    container: str
    label_id: str
    destination: str | None


@dataclass(frozen=True)
class Rejected(Body):
    TYPE = "rejected"
    container: str
    reason: str


@dataclass(frozen=True)
class ReceptionUndone(Body):
    TYPE = "reception-undone"
    container: str
    note: str | None


@dataclass(frozen=True)
class StrayReceived(Body):
    TYPE = "stray-received"
    label_id: str
    destination: str | None


@dataclass(frozen=True)
class ReaderPlaced(Body):
    """A place card gave a reader its place; what it reads from then on is read there."""

    TYPE = "reader-placed"
    reader: str
    place: str


@dataclass(frozen=True)
class Refused(Body):
    """Something was asked and not done; ``asked`` is the value that was asked for, if a code.

    ``item`` and ``answer`` are those of the checklist.
    """

    TYPE = "refused"
    VERSION = 3  # in 1 only a side was asked for; 1 and 2 had no item and answer
    action: str
    reason: str
    container: str | None
    asked: str | None
    digest: str | None
    item: str | None = None
    answer: str | float | None = None


BODIES: Mapping[str, type[Body]] = {cls.TYPE: cls for cls in Body.__subclasses__()}


def body_data(body: Body) -> dict[str, object]:
    """The body's fields by name; tuples stand for JSON arrays.

    >>> body_data(OrderExplained("left", "other"))
    {'side': 'left', 'reason': 'other'}
    """
    return {field.name: getattr(body, field.name) for field in fields(body)}
