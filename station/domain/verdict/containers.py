"""One container by name: excuse, add, undo, discard, resolve."""

from collections.abc import Mapping
from dataclasses import replace

from station.domain import events as e
from station.domain.codes import Side
from station.domain.protocol import LEFT_RIGHT, ContainerPlan, Text, as_data
from station.domain.state import AT_DESK, AWAITED, ON_THE_WAY, Container, Procedure
from station.domain.texts import LANGUAGES, WORDS
from station.domain.verdict import Verdict, accept, refuse, refuse_void


def judge_excuse(
    p: Procedure,
    c: Container,
    reason: str | None,
    shared_with: str | None = None,
    note: str | None = None,
) -> Verdict:
    """Not collected, with a reason; ``shared`` names the other tube, ``other`` has a note."""
    if c.state in AT_DESK:
        return refuse("already-received", p, c)
    if c.state in ON_THE_WAY:
        return refuse("already-collected", p, c)
    if c.state == "discarded" or (p.closed_at and c.state == "excused"):
        return refuse("not-open", p, c)
    needs_more = (reason == "shared" and not shared_with) or (reason == "other" and not note)
    if reason is None or needs_more:
        return refuse("reason-needed", p, c, ways=reason_ways())
    return accept("excused", p, c, e.Excused(c.container, reason, shared_with, note), reason=reason)


def judge_excusing(p: Procedure) -> Verdict | None:
    """Why no container can be excused now, whatever the reason; None if one can."""
    judged = (judge_excuse(p, c, None) for c in p.containers.values())
    if any(verdict.code == "reason-needed" for verdict in judged):
        return None
    return refuse("nothing-to-excuse", p)


def reason_ways() -> Text:
    """How a reason is given, as people read it."""
    return {language: WORDS[language]["ways-reason"] for language in LANGUAGES}


def judge_add(
    p: Procedure,
    plan: ContainerPlan,
    side: Side,
    label_id: str | None = None,
    recollects: str | None = None,
) -> Verdict:
    """One more container of a kind, at the bedside or, pre-labelled, after close."""
    if p.sides and side in LEFT_RIGHT and side not in (*p.sides, *p.declared):
        return refuse("side-not-ordered", p, asked=side, side=side)
    if side in LEFT_RIGHT and not p.sides and p.active_side is None:
        return refuse("side-not-declared", p)
    added = _added(p, plan, side, label_id, recollects)
    verdict = accept("added", p, None, added, name=added.container, kind=plan.name, side=side)
    return replace(verdict, container=added.container, label_id=label_id, side=side)


def judge_undo(p: Procedure, c: Container | None, note: str | None) -> Verdict:
    """Take back the last thing that was said of a container: collected, excused, dispatched."""
    if p.closed_at:
        return refuse("procedure-closed", p, c)
    if c is None or c.state not in ON_THE_WAY | {"excused"}:
        return refuse("nothing-to-undo", p, c)
    return accept("undone", p, c, e.Undone(c.container, note))


def judge_discard(p: Procedure, c: Container, note: str | None) -> Verdict:
    """Broken or spilled after collection: it is gone, and its recollection is expected."""
    if c.state in AT_DESK:
        return refuse("already-received", p, c)
    if c.state in AWAITED or c.state == "excused":
        return refuse("never-collected", p, c)
    if c.state == "discarded":
        return refuse_void(p, c, c.label_id or "")
    again = _added(p, c.plan, c.side, None, c.container)
    return accept(
        "discarded", p, c, e.Discarded(c.container, note), again, replacement=again.container
    )


def judge_resolve(p: Procedure, c: Container, note: str | None) -> Verdict:
    """A person has found out what was behind a flag."""
    if not (c.odd or c.label_left):
        return refuse("nothing-to-undo", p, c)
    return accept("resolved", p, c, e.DiscrepancyResolved(c.container, note))


def container_name(names: Mapping[str, object], kind: str, side: Side, named: bool) -> str:
    """The next free name: the kind, a number, and the side where the procedure has two.

    >>> container_name({"flow-1": ...}, "flow", "left", named=False)
    'flow-2'
    """
    suffix = f"-{side}" if named and side in LEFT_RIGHT else ""
    number = 1
    while f"{kind}-{number}{suffix}" in names:
        number += 1
    return f"{kind}-{number}{suffix}"


def _added(
    p: Procedure, plan: ContainerPlan, side: Side, label_id: str | None, recollects: str | None
) -> e.ContainerAdded:
    name = container_name(p.containers, plan.kind, side, named=len(p.sides) > 1)
    return e.ContainerAdded(name, side, label_id, as_data(plan), recollects)
