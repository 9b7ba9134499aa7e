"""The laboratory's desk: received, rejected, or refused with the reason."""

from station.domain import events as e
from station.domain.identifiers import Scanned
from station.domain.identifiers.specimen import SpecimenId
from station.domain.state import AT_DESK, AWAITED, Container, LabelOwner, Owner, Procedure
from station.domain.verdict import Verdict, accept, refuse, refuse_stranger, refuse_void

_STRAY = {"en": "Specimen without a record here", "nb": "Prøve som ikke er kjent her"}


def judge_receive(
    p: Procedure | None, scanned: Scanned, owner: Owner | None, desk: str | None
) -> Verdict:
    """Take a container in at a desk; a desk without a destination takes for all.

    A specimen id with right check digits and no record here is kept and flagged: the record may
    still be at a station that has not sent it.
    """
    if owner is None and isinstance(scanned, SpecimenId):
        stray = e.StrayReceived(scanned.text, desk)
        return Verdict(
            "record-kept",
            True,
            (stray,),
            ("record-not-here",),
            label_id=scanned.text,
            side=scanned.side,
        )
    if not isinstance(owner, LabelOwner):
        return refuse_stranger(scanned)
    if owner.procedure is None:
        return refuse("already-received", kind=_STRAY, side="none")
    container = p.by_label(owner.label_id) if p else None
    assert p is not None
    assert container is not None, "the store's label table and the fold agree"
    received = e.Received(container.container, owner.label_id, desk)
    warnings = ("label-outdated",) if container.outdated_at else ()
    return _refused_at_desk(p, container, owner.label_id, desk) or accept(
        "received", p, container, received, warnings=warnings
    )


def _refused_at_desk(p: Procedure, c: Container, label_id: str, desk: str | None) -> Verdict | None:
    if label_id != c.label_id or c.state == "discarded":
        return refuse_void(p, c, label_id)
    if c.state in AT_DESK:
        return refuse("already-received", p, c)
    if c.state in AWAITED or c.state == "excused":
        return refuse("never-collected", p, c)
    if desk is not None and desk != c.plan.destination:
        names = p.protocol.names
        belongs, here = names.desk(c.plan.destination), names.desk(desk)
        return refuse("wrong-destination", p, c, destination=belongs, desk=here)
    return None


def judge_forward(p: Procedure | None, scanned: Scanned, owner: Owner | None) -> Verdict:
    """Send on what came to a wrong desk: it is on its way to its own once more."""
    container = _container(p, owner)
    if p is None or container is None:
        return refuse_stranger(scanned)
    assert isinstance(owner, LabelOwner)
    destination = container.plan.destination
    sent = e.Dispatched(container.container, destination)
    return _refused_at_desk(p, container, owner.label_id, None) or accept(
        "forwarded", p, container, sent, destination=p.protocol.names.desk(destination)
    )


def judge_reject(
    p: Procedure | None, scanned: Scanned, owner: Owner | None, reason: str
) -> Verdict:
    """Reject what stands at the desk; never collected is rejected only if it was seen there."""
    container = _container(p, owner)
    if p is None or container is None:
        return refuse_stranger(scanned)
    assert isinstance(owner, LabelOwner)
    if owner.label_id != container.label_id and not container.arrival:
        return refuse_void(p, container, owner.label_id)
    if container.state == "rejected":
        return refuse("already-received", p, container)
    is_absent = container.state in {*AWAITED, "excused", "discarded"} and not container.arrival
    if is_absent:
        return refuse("never-collected", p, container)
    return accept("rejected", p, container, e.Rejected(container.container, reason), reason=reason)


def judge_undo_receive(
    p: Procedure | None, scanned: Scanned, owner: Owner | None, note: str
) -> Verdict:
    """Take a reception or a rejection back."""
    container = _container(p, owner)
    if p is None or container is None:
        return refuse_stranger(scanned)
    if container.state not in AT_DESK:
        return refuse("nothing-to-undo", p, container)
    return accept("reception-undone", p, container, e.ReceptionUndone(container.container, note))


def _container(p: Procedure | None, owner: Owner | None) -> Container | None:
    if p is None or not isinstance(owner, LabelOwner):
        return None
    return p.by_label(owner.label_id)
