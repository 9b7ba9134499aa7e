"""What an event makes of one container; which state it may come from is in procedure.py."""

from dataclasses import replace
from datetime import datetime

from station.domain import events as e
from station.domain.asking import side_of
from station.domain.codes import Side, State
from station.domain.data import Data
from station.domain.errors import HistoryError
from station.domain.protocol import container_plan_from
from station.domain.state import AWAITED, TAKEN, Container


def changed(c: Container, body: e.Body, at: datetime) -> Container:
    """The container after an event that its state allows."""
    match body:
        case e.LabelPrinted():
            return _printed(c, body, at)
        case e.LabelChecked():
            return c
        case e.LabelDestroyed():
            return _destroyed(c)
        case e.Collected(side=side):
            done = replace(c, state="collected", side=side_of(side), collected_at=at)
            done = replace(done, reason=None, shared_with=None, arrival=None, wrong_side_at=None)
            return replace(done, loose=False)
        case e.Undone():
            return _undone(c)
        case e.Excused(reason=reason, shared_with=shared_with):
            done = replace(c, state="excused", reason=reason, shared_with=shared_with)
            return replace(done, wrong_side_at=None, loose=False)
        case e.Relabelled():
            return replace(c, relabel_open=False, loose=False)
        case e.Discarded():
            return replace(c, state="discarded", loose=False, outdated_at=None)
        case e.DiscrepancyResolved():
            settled = replace(c, discrepancy=None, arrival=None, outdated_at=None)
            return _destroyed(replace(settled, relabel_open=False))
        case e.Dispatched():
            return replace(c, state="dispatched", dispatched_at=at)
        case e.Received():
            before = (c.state, c.reason)
            done = replace(c, state="received", received_at=at, before=before, arrival=None)
            return replace(done, loose=False)
        case e.Rejected():
            return _rejected(c, body, at)
        case e.ReceptionUndone():
            assert c.before is not None, "received and rejected keep what was before"
            state, why = c.before
            back = replace(c, state=state, reason=why, before=None)
            return replace(back, received_at=None, wrong_side_at=None)
        case _:  # pragma: no cover - TRANSITIONS and this table are tested to agree
            raise HistoryError(f"History: expected an event of a container, got {body.TYPE}.")


def _printed(c: Container, body: e.LabelPrinted, at: datetime) -> Container:
    """A label is out: the one before is void at once, or, with a laboratory's id, a copy."""
    state: State = "printed" if c.state == "expected" else c.state
    replaced = () if c.label_id in (None, body.label_id) else (str(c.label_id),)
    filled = c.state in TAKEN
    return replace(
        c,
        state=state,
        side=side_of(body.side),
        label_id=body.label_id,
        void_labels=c.void_labels + replaced,
        prints=c.prints + 1,
        printed_at=at,
        label_due=False,
        outdated_at=c.outdated_at if body.label_id == c.label_id and body.copy > 1 else None,
        loose=True,
        relabel_open=filled and bool(replaced),
        old_label_open=c.old_label_open or (c.laboratory_id and body.copy > 1),
    )


def _destroyed(c: Container) -> Container:
    """The old label is gone; of what was excused the printed label itself, which is void then."""
    if c.label_left and not c.old_label_open:
        return moved(c, c.side)
    since = None if c.old_label_open else c.outdated_at  # the copy beside it has the new name
    loose = c.loose and c.state not in TAKEN
    return replace(c, old_label_open=False, outdated_at=since, loose=loose)


def _rejected(c: Container, body: e.Rejected, at: datetime) -> Container:
    """Whatever stood at the desk; a rejection after reception is taken back together with it."""
    before = c.before if c.state == "received" else (c.state, c.reason)
    wrong = at if body.reason == "wrong-side" else c.wrong_side_at
    done = replace(c, state="rejected", reason=body.reason, before=before)
    return replace(done, arrival=None, wrong_side_at=wrong, loose=False)


def _undone(c: Container) -> Container:
    """One step back: dispatched, collected, excused."""
    if c.state == "dispatched":
        return replace(c, state="collected", dispatched_at=None)
    back: State = "printed" if c.label_id and not c.label_due else "expected"
    # What was collected has its label on it; what was excused has it lying about.
    out = c.state == "excused" and back == "printed" and c.prints > 0 and not c.pre_labelled
    done = replace(c, state=back, collected_at=None, reason=None, shared_with=None)
    return replace(done, loose=c.loose or out)


def moved(c: Container, side: Side) -> Container:
    """A pre-labelled tube names no side; any other label must be printed anew."""
    c = replace(c, side=side, wrong_side_at=None)
    if c.pre_labelled or c.label_id is None:
        return c
    state: State = "excused" if c.state == "excused" else "expected"
    due = replace(c, state=state, loose=False, outdated_at=None)
    if c.laboratory_id:
        return replace(due, label_due=True)
    return replace(due, label_id=None, void_labels=(*c.void_labels, c.label_id))


def arrived(c: Container, reason: str, at: datetime) -> Container:
    """It stood at reception and was refused: someone must find out why."""
    if reason not in {"never-collected", "already-received", "void-label"}:
        return c
    if c.state in {"excused", "discarded"} or (reason == "void-label" and c.state in AWAITED):
        return replace(c, arrival="unexpected", arrival_at=at)
    flag = "never-collected" if reason == "never-collected" else "duplicate"
    return replace(c, arrival=flag, arrival_at=at)


def expected(data: Data, at: datetime) -> Container:
    label_id = data["label_id"]
    return Container(
        container=data["container"],
        plan=container_plan_from(data["plan"]),
        side=side_of(data["side"]),
        state="printed" if label_id else "expected",
        label_id=label_id,
        laboratory_id=label_id is not None,
        pre_labelled=bool(data.get("pre_labelled")),
        recollects=data.get("recollects"),
        printed_at=at if label_id else None,
    )
