"""Every act that a judge answers for, done by its use case and not kept: do the two agree?

What buttons do is asked of ``domain.allowed``. What scans of a label do has no button to be asked
for: its judges are asked here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kit import CHECKLIST

from station.app import close_procedure, containers, prepare, receive
from station.app.containers import Addition, Excuse
from station.app.keeping import Outcome
from station.app.prepare import SideChange
from station.app.print_labels import LabelsWanted, Reprint, print_labels, reprint
from station.app.printing import Printing
from station.app.scan import Scan, handle_scan
from station.app.station import Station
from station.domain.allowed import GIVEN, REASON, allowed, allowed_of
from station.domain.codes import Side
from station.domain.errors import StationError
from station.domain.events import Event
from station.domain.identifiers import Scanned, identify
from station.domain.state import Container, LabelOwner, Owner, Procedure
from station.domain.verdict import Verdict
from station.domain.verdict.collect import Scanning, judge
from station.domain.verdict.reception import (
    judge_forward,
    judge_receive,
    judge_reject,
    judge_undo_receive,
)
from station.ports.store import Act, Record, Store

REJECTION = "RC"
NOWHERE = Printing(None)  # a label that may be printed fails for want of a printer
NO_PRINTER = "Place '{place}': expected a printer in station.toml or --out, got neither."

Doing = Callable[[Station, str, Act], Outcome]
DoingOne = Callable[[Station, str, str, Act], Outcome]  # with a container, or a label


def _declares(side: Side, move_reason: str | None = None) -> Doing:
    change = SideChange(side, move_reason=move_reason)
    return lambda station, p, act: prepare.declare_side(station, p, change, act)


def _prints(side: Side | None) -> Doing:
    return lambda station, p, act: print_labels(station, p, LabelsWanted(side), act, NOWHERE)


def _adds(side: Side) -> Doing:
    return lambda station, p, act: containers.add(station, p, Addition("flow", side), act)


OF_PROCEDURE: Mapping[str, Doing] = {
    "without-wristband": lambda station, p, act: prepare.go_without_wristband(
        station, p, "asleep", "nurse-2", act
    ),
    "checklist": lambda station, p, act: prepare.answer_checklist(
        station, p, prepare.Answers(CHECKLIST), act
    ),
    "side-left": _declares("left"),
    "side-right": _declares("right"),
    "move-left": _declares("left", REASON),
    "move-right": _declares("right", REASON),
    "print": _prints(None),
    "print-left": _prints("left"),
    "print-right": _prints("right"),
    "print-none": _prints("none"),
    "add-left": _adds("left"),
    "add-right": _adds("right"),
    "add-none": _adds("none"),
    "undo": lambda station, p, act: handle_scan(Scan("CARDUNDO", act, p), station),
    "close": lambda station, p, act: close_procedure.close(station, p, None, act),
    "abort": lambda station, p, act: close_procedure.abort(station, p, REASON, act),
    "dispatch": lambda station, p, act: close_procedure.dispatch(station, p, None, act),
}
OF_CONTAINER: Mapping[str, DoingOne] = {
    "excuse": lambda station, p, c, act: containers.excuse(station, p, Excuse(c, REASON), act),
    "undo": lambda station, p, c, act: containers.undo(station, p, c, "slip", act),
    "reprint": lambda station, p, c, act: reprint(station, p, Reprint(c, "torn"), act, NOWHERE),
    "discard": lambda station, p, c, act: containers.discard(station, p, c, "broken", act),
    "resolve": lambda station, p, c, act: containers.resolve(station, p, c, "asked", act),
}
OF_LABEL: Mapping[str, DoingOne] = {
    "scan": lambda station, p, text, act: handle_scan(Scan(text, act, p), station),
    "check": lambda station, p, text, act: handle_scan(Scan(text, act, p, check=True), station),
    "receive": lambda station, _, text, act: receive.receive(station, text, None, act),
    "forward": lambda station, _, text, act: receive.forward(station, text, act),
    "reject": lambda station, _, text, act: receive.reject(station, text, REJECTION, act),
    "undo-receive": lambda station, _, text, act: receive.undo_receive(station, text, "slip", act),
}
JUDGES_OF_LABEL: Mapping[str, Callable[[Procedure, Scanned, Owner], Verdict]] = {
    "scan": lambda p, scanned, owner: judge(p, scanned, owner, Scanning(p.opened_at)),
    "check": lambda p, scanned, owner: judge(p, scanned, owner, Scanning(p.opened_at, check=True)),
    # at a desk that takes for all
    "receive": lambda p, scanned, owner: judge_receive(p, scanned, owner, None),
    "forward": judge_forward,
    "reject": lambda p, scanned, owner: judge_reject(p, scanned, owner, REJECTION),
    "undo-receive": lambda p, scanned, owner: judge_undo_receive(p, scanned, owner, GIVEN),
}

Answer = tuple[str, str, str | None]  # an act, what it is done to, why it is refused


def said(p: Procedure, c: Container) -> Iterator[Answer]:
    """What the judges say of the procedure, of one of its containers, and of each label of it."""
    yield from _answers(p.procedure, allowed(p).refusals)
    yield from _answers(c.container, allowed_of(p, c).refusals)
    for label in labels_of(c):
        yield from _answers(label, _of_label(p, label))


def _of_label(p: Procedure, label_id: str) -> Mapping[str, str | None]:
    scanned, owner = identify(label_id), LabelOwner(label_id, p.procedure)
    return {act: judged(p, scanned, owner).reason for act, judged in JUDGES_OF_LABEL.items()}


def _answers(what: str, refusals: Mapping[str, str | None]) -> Iterator[Answer]:
    return ((act, what, refusals[act]) for act in sorted(refusals))


def done(station: Station, p: str, c: Container, act: Act) -> Iterator[Answer]:
    """What the use cases answer to the same; nothing of it is kept."""
    unkept: Any = Unkept(station.store, p)
    station = replace(station, store=unkept)
    for name in sorted(OF_PROCEDURE):
        yield name, p, _refusal(OF_PROCEDURE[name], station, p, act)
    for name in sorted(OF_CONTAINER):
        yield name, c.container, _refusal(OF_CONTAINER[name], station, p, c.container, act)
    for label in labels_of(c):
        for name in sorted(OF_LABEL):
            yield name, label, _refusal(OF_LABEL[name], station, p, label, act)


def labels_of(c: Container) -> tuple[str, ...]:
    """All that are or were on it."""
    return (*c.void_labels, *filter(None, [c.label_id]))


def _refusal(do: Callable[..., Outcome], *arguments: object) -> str | None:
    """Why a use case refuses; None when it would do it, a label that lacks a printer too."""
    try:
        return do(*arguments).answer.reason
    except StationError as error:
        if error.template != NO_PRINTER:
            raise
        return None


class Unkept:
    """A store as it stands at one moment: all is read from it, and nothing is kept."""

    def __init__(self, store: Store, procedure: str) -> None:
        self._store, self._procedure = store, procedure
        self._events = store.events(procedure)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def events(self, procedure: str | None) -> tuple[Event, ...]:
        """Those of the procedure in question were read before."""
        return self._events if procedure == self._procedure else self._store.events(procedure)

    def append(self, record: Record) -> tuple[Event, ...]:
        """Forget it."""
        return ()

    def reserve(self, count: int) -> Sequence[int]:
        """Serials that are never printed."""
        return range(1, count + 1)
