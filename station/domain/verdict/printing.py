"""Labels: which may be printed now, and how one is replaced by another."""

from station.domain import events as e
from station.domain.codes import Side
from station.domain.state import AT_DESK, AWAITED, ON_THE_WAY, TAKEN, Container, Procedure
from station.domain.verdict import Verdict, accept, refuse, refuse_void


def judge_labels(p: Procedure, side: Side | None) -> Verdict | tuple[Container, ...]:
    """The containers that get their first label now, in collection order, or a refusal.

    ``side`` None is the active side and what has no side. Just in time it is one container, and
    none while a label lies about.
    """
    refusal = _no_printing(p) or _side_not_printable(p, side)
    if refusal is not None:
        return refusal
    sides = {p.active_side, "none"} if side is None else {side}
    wanted = [c for c in p.containers.values() if c.side in sides and _needs_label(c)]
    if not wanted:
        return refuse("nothing-to-print", p)
    if p.just_in_time:
        if p.loose():
            return refuse("label-loose", p, p.loose()[0])
        return (min(wanted, key=lambda c: (c.side == "none", c.plan.draw_order)),)
    return tuple(sorted(wanted, key=lambda c: c.plan.draw_order))


def next_label(before: Procedure, after: Procedure, container: str | None) -> Container | None:
    """The container whose label comes now that this one is scanned or excused."""
    settled = container is not None and before.containers[container].loose
    if not settled or not after.just_in_time:
        return None
    wanted = judge_labels(after, None)
    return wanted[0] if isinstance(wanted, tuple) else None


def judge_reprint(p: Procedure, c: Container) -> Verdict | None:
    """Why this label cannot be printed again; None if it can."""
    refusal = None if p.closed_at and _is_outdated(c) else _no_printing(p)
    if refusal is not None:
        return refusal
    if c.label_id is None or (c.state == "expected"):
        return refuse("not-printed", p, c)
    if c.state == "discarded":
        return refuse_void(p, c, c.label_id)
    if c.state in AT_DESK:
        return refuse("already-received", p, c)
    if c.side == "open":  # pre-labelled, and its side not known: no label can name it
        return refuse("side-not-declared", p, c)
    if c.state not in TAKEN and c.side not in {p.active_side, "none"}:
        return refuse("wrong-side", p, c, active=p.active_side or "none")
    others = [other for other in p.loose() if other != c]
    if p.just_in_time and others:
        return refuse("label-loose", p, others[0])
    if copies(c) >= p.protocol.print_limit:
        return refuse("print-limit", p, c, limit=str(p.protocol.print_limit))
    return None


def _is_outdated(c: Container) -> bool:
    """Filled, on its way, and under a former name: it may get its label after the close too."""
    return c.outdated_at is not None and c.state in ON_THE_WAY


def copies(c: Container) -> int:
    """How many labels of this container there are or were, the laboratory's own included."""
    return c.prints + c.pre_labelled


def judge_relabel(p: Procedure, c: Container, label_id: str) -> Verdict:
    """Under CARDREPRINT: the old label, then the new one; the collection carries over."""
    if p.relabel_old is None:
        if c.old_label_open or (c.label_left and label_id == c.label_id):
            destroyed = e.LabelDestroyed(c.container, label_id)
            return accept("label-destroyed", p, c, destroyed, e.ModeSet("collect", None))
        if c.relabel_open and label_id == c.label_id:
            return refuse("relabel-mismatch", p, c)
        return accept("relabel-old-read", p, c, e.ModeSet("relabel", label_id))
    if p.relabel_old not in c.void_labels or label_id != c.label_id:
        return refuse("relabel-mismatch", p, c)
    back = e.ModeSet("collect", None)
    if c.state in ON_THE_WAY:
        return accept("relabelled", p, c, e.Relabelled(c.container, p.relabel_old, label_id), back)
    return accept("relabelled", p, c, back)


def _no_printing(p: Procedure) -> Verdict | None:
    """What keeps every label back."""
    if p.closed_at:
        return refuse("procedure-closed", p)
    if not p.confirmed:
        return refuse("patient-not-confirmed", p)
    if p.blocking():
        return refuse("checklist-open", p, items=", ".join(p.blocking()))
    return None


def _side_not_printable(p: Procedure, side: Side | None) -> Verdict | None:
    """Labels are printed for the active side and for side none only."""
    if side == "none":
        return None
    if side is None:
        all_none = all(c.side == "none" for c in p.containers.values())
        return None if p.active_side or all_none else refuse("side-not-declared", p)
    if p.sides and side not in (*p.sides, *p.declared):
        return refuse("side-not-ordered", p, asked=side, side=side)
    if p.active_side is None or side not in p.declared:
        return refuse("side-not-declared", p, side=side)
    if side != p.active_side:
        return refuse("wrong-side", p, asked=side, side=side, active=p.active_side)
    return None


def _needs_label(c: Container) -> bool:
    """Not labelled yet; a laboratory's id without a label counts as printed, but is printed."""
    unprinted = c.laboratory_id and not c.pre_labelled and c.prints == 0
    return c.state == "expected" or (unprinted and c.state in AWAITED)
