"""The laboratory's desk: receive, forward, reject, undo."""

from dataclasses import replace

from station.app.alike import with_alike
from station.app.keeping import Aside, Asked, Outcome, keep, load, rejudged
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
def receive(
    station: Station, text: str, desk: str | None, act: Act, warned: tuple[str, ...] = ()
) -> Outcome:
    """Take in one container at a desk; a desk without a destination takes for all.

    ``warned`` is what is odd about this scan, whatever the container.
    """
    answer = station.store.resent(act.scan_id)
    if answer is not None:
        return Outcome(answer)
    scanned, owner, p = _found(station, text)
    verdict = with_alike(station, p, judge_receive(p, scanned, owner, desk), act.occurred_at)
    if verdict.accepted:
        verdict = replace(verdict, warnings=(*verdict.warnings, *warned))
    verdict, asked = _whose(station, p, verdict), Asked(act, "receive", text)
    return keep(station, p, verdict, asked, _strange(station, verdict, asked, desk))


@rejudged
def forward(station: Station, text: str, act: Act) -> Outcome:
    """Send a container on from a wrong desk to its own."""
    scanned, owner, p = _found(station, text)
    verdict = _whose(station, p, judge_forward(p, scanned, owner))
    return keep(station, p, verdict, Asked(act, "forward", text))


@rejudged
def reject(station: Station, text: str, reason: str, act: Act) -> Outcome:
    """Reject one container with a code of HL7 table 0490 or a local one."""
    scanned, owner, p = _found(station, text)
    verdict = _whose(station, p, judge_reject(p, scanned, owner, reason))
    return keep(station, p, verdict, Asked(act, "reject", text))


@rejudged
def undo_receive(station: Station, text: str, reason: str, act: Act) -> Outcome:
    """Take a reception or rejection back, with a reason."""
    scanned, owner, p = _found(station, text)
    note = station.store.new_key()
    verdict = _whose(station, p, judge_undo_receive(p, scanned, owner, note))
    return keep(station, p, verdict, Asked(act, "undo-receive", text, {note: reason}))


def _found(station: Station, text: str) -> tuple[Scanned, Owner | None, Procedure | None]:
    scanned = identify(text)
    owner = station.store.owner(scanned)
    name = owner.procedure if isinstance(owner, LabelOwner) else None
    return scanned, owner, load(station.store, name) if name else None


def _whose(station: Station, p: Procedure | None, verdict: Verdict) -> Verdict:
    """With the patient's own number: at the desk a tube has no bed beside it."""
    person = station.store.person(p.patient) if p else None
    return replace(verdict, patient_id=person.patient_id) if person else verdict


def _strange(station: Station, verdict: Verdict, asked: Asked, desk: str | None) -> Aside:
    """What has no record here stays on the board: a specimen until its record comes."""
    at = asked.act.occurred_at
    if verdict.code == "record-kept" and verdict.label_id:
        return Aside(strays=(stray(verdict.label_id, at, desk),))
    if verdict.code == "unknown" and asked.text is not None:
        return Aside(strays=(unknown_arrival(station.store.digest(asked.text), at),))
    return Aside()
