"""The laboratory's desk: receive, forward, reject, undo."""

from station.app.keeping import Aside, Outcome, keep, load, rejudged
from station.app.station import Station
from station.domain.flags import stray, unknown_arrival
from station.domain.identifiers import Scanned, identify
from station.domain.state import LabelOwner, Owner, Procedure
from station.domain.verdict import Verdict
from station.domain.verdict.reception import (
    judge_forward,
    judge_receive,
    judge_reject,
    judge_undo_receive,
)
from station.ports.store import Act


@rejudged
def receive(station: Station, text: str, desk: str | None, act: Act) -> Outcome:
    """Take in one container at a desk; a desk without a destination takes for all."""
    answer = station.store.resent(act.scan_id)
    if answer is not None:
        return Outcome(answer)
    scanned, owner, p = _found(station, text)
    verdict = judge_receive(p, scanned, owner, desk)
    return keep(station, p, verdict, act, "receive", text, _strange(station, verdict, text, act))


@rejudged
def forward(station: Station, text: str, act: Act) -> Outcome:
    """Send a container on from a wrong desk to its own."""
    scanned, owner, p = _found(station, text)
    return keep(station, p, judge_forward(p, scanned, owner), act, "forward", text)


@rejudged
def reject(station: Station, text: str, reason: str, act: Act) -> Outcome:
    """Reject one container with a code of HL7 table 0490 or a local one."""
    scanned, owner, p = _found(station, text)
    return keep(station, p, judge_reject(p, scanned, owner, reason), act, "reject", text)


@rejudged
def undo_receive(station: Station, text: str, reason: str, act: Act) -> Outcome:
    """Take a reception or rejection back, with a reason."""
    scanned, owner, p = _found(station, text)
    note = station.store.new_key()
    verdict = judge_undo_receive(p, scanned, owner, note)
    return keep(station, p, verdict, act, "undo-receive", text, Aside({note: reason}))


def _found(station: Station, text: str) -> tuple[Scanned, Owner | None, Procedure | None]:
    scanned = identify(text)
    owner = station.store.owner(scanned)
    name = owner.procedure if isinstance(owner, LabelOwner) else None
    return scanned, owner, load(station.store, name) if name else None


def _strange(station: Station, verdict: Verdict, text: str, act: Act) -> Aside:
    """What has no record here stays on the board: a specimen until its record comes."""
    if verdict.code == "record-kept" and verdict.label_id:
        return Aside(strays=(stray(verdict.label_id, act.occurred_at),))
    if verdict.code == "unknown":
        digest = station.store.digest(text)
        return Aside(strays=(unknown_arrival(digest, act.occurred_at),))
    return Aside()
