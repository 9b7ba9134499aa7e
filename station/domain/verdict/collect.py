"""The main question: a label is scanned at the bedside; is this the right container, now?"""

from dataclasses import dataclass
from datetime import datetime

from station.domain import events as e
from station.domain.codes import Side
from station.domain.identifiers import OtherId, Scanned
from station.domain.state import (
    AT_DESK,
    AWAITED,
    ON_THE_WAY,
    Container,
    LabelOwner,
    Owner,
    PatientOwner,
    Procedure,
)
from station.domain.verdict import Verdict, accept, refuse, refuse_stranger, refuse_void
from station.domain.verdict.containers import judge_excuse
from station.domain.verdict.patient import judge_wristband
from station.domain.verdict.printing import judge_relabel


@dataclass(frozen=True)
class Scanning:
    """When it was scanned, and what for.

    ``reason`` says why out of order, or why excused after CARDEXCUSE; ``check`` makes it a print
    check, which never collects.
    """

    at: datetime
    reason: str | None = None
    check: bool = False


def judge(
    procedure: Procedure | None, scanned: Scanned, owner: Owner | None, how: Scanning
) -> Verdict:
    """The verdict on anything scanned at the bedside but a card."""
    if owner is None:
        return refuse_stranger(scanned, procedure)
    if isinstance(owner, PatientOwner):
        assert isinstance(scanned, OtherId)
        return judge_wristband(procedure, owner, scanned.wristband.birth_date)
    if procedure is None:
        return refuse("patient-not-confirmed")
    return _judge_label(procedure, owner, how)


def _judge_label(p: Procedure, owner: LabelOwner, how: Scanning) -> Verdict:
    container = p.by_label(owner.label_id)
    if container is None:
        if owner.procedure is None:
            return refuse("unknown", p)
        return refuse("other-procedure", p, other=owner.procedure)
    if not p.confirmed:
        return refuse("patient-not-confirmed", p, container)
    if p.mode == "relabel":
        return judge_relabel(p, container, owner.label_id)
    if owner.label_id != container.label_id:
        return refuse_void(p, container, owner.label_id)
    if p.mode == "excuse":
        return judge_excuse(p, container, how.reason or p.excuse_reason)
    refusal = _not_collectable(p, container)
    if refusal is not None:
        return refusal
    if how.check or p.mode == "check":
        checked = e.LabelChecked(container.container, owner.label_id)
        warnings = ("label-outdated",) if container.outdated_at else ()
        return accept("print-checked", p, container, checked, warnings=warnings)
    return _collect(p, container, owner.label_id, how)


def _not_collectable(p: Procedure, c: Container) -> Verdict | None:
    """Why this container cannot be collected now; None if it can."""
    if c.state == "discarded":
        return refuse_void(p, c, c.label_id or "")
    if c.state in AT_DESK:
        return refuse("already-received", p, c)
    if c.state in ON_THE_WAY:
        return refuse("already-collected", p, c)
    if p.active_side is None and c.side != "none" and not (p.closed_at and c.side != "open"):
        return refuse("side-not-declared", p, c)
    if c.side in {"left", "right"} and c.side != p.active_side and not p.closed_at:
        return refuse("wrong-side", p, c, active=p.active_side or "none")
    if c.state == "expected" or c.label_due:
        return refuse("not-printed", p, c)
    return None


def _collect(p: Procedure, c: Container, label_id: str, how: Scanning) -> Verdict:
    side: Side = (p.active_side or "open") if c.side == "open" else c.side
    warnings = _warnings(p, c, how.at)
    body = e.Collected(c.container, label_id, side, warnings, how.reason)
    return accept("collected", p, c, body, warnings=warnings, side=side)


def _warnings(p: Procedure, c: Container, at: datetime) -> tuple[str, ...]:
    """What is odd about an accepted container, the weightiest first."""
    found = (
        ("late", p.closed_at is not None),
        ("excuse-withdrawn", c.state == "excused"),
        ("out-of-order", p.closed_at is None and _comes_too_early(p, c)),
        ("implausibly-fast", _too_fast(p, c, at)),
        ("label-outdated", c.outdated_at is not None),
    )
    return tuple(code for code, is_so in found if is_so)


def _comes_too_early(p: Procedure, c: Container) -> bool:
    """Whether something that comes before it on its side is still awaited (G16, G18)."""
    return any(
        0 < other.plan.draw_order < c.plan.draw_order
        and other.side == c.side
        and other.state in AWAITED
        for other in p.containers.values()
    )


def _too_fast(p: Procedure, c: Container, at: datetime) -> bool:
    """Whether another kind was collected so shortly before that no draw lies between.

    Slides of one drop are scanned in one sweep, so the same kind is never too fast.
    """
    last = p.containers.get(p.last_collected or "")
    if last is None or last.collected_at is None or last.plan.kind == c.plan.kind:
        return False
    return (at - last.collected_at).total_seconds() < p.protocol.fastest_draw_s
