"""The end at the bedside: close-out, abort, dispatch."""

from collections import Counter
from dataclasses import replace

from station.domain import events as e
from station.domain.errors import Saying, joined
from station.domain.state import ON_THE_WAY, Procedure
from station.domain.verdict import Question, Verdict, accept, refuse


def judge_close(p: Procedure, reason: str | None = None, *, asks: bool = False) -> Verdict:
    """Close, unless a container is neither collected nor excused; those are named.

    An unfinished relabelling holds it back as well. What else is open is asked about first, if
    it ``asks``, and said with the close. ``reason`` answers why a side was collected out of order,
    where nobody has said so yet.
    """
    explained = tuple(e.OrderExplained(side, reason) for side in unexplained(p) if reason)
    if p.closed_at:
        if explained:
            return accept("order-explained", p, None, *explained)
        return refuse("procedure-closed", p)
    if p.awaited():
        return refuse("containers-missing", p, open=p.awaited(), count=str(len(p.awaited())))
    relabelling = [c for c in p.containers.values() if c.relabel_open and c.state in ON_THE_WAY]
    if relabelling:
        return refuse("relabel-open", p, relabelling[0])
    questions = left_open(p)
    if asks and questions:
        return replace(refuse("confirm-close", p, asked=reason), questions=questions)
    if not questions:
        return accept("closed", p, None, *explained, e.Closed())
    left, warnings = still_open(questions), ("left-open",)
    return accept("closed", p, None, *explained, e.Closed(), warnings=warnings, left=left)


def left_open(p: Procedure) -> tuple[Question, ...]:
    """What close-out finds open and does not hold back.

    Why a side was out of order is no part of it: that can be said after the close as well.
    """
    containers = p.containers.values()
    items = [item for item in p.protocol.checklist if item.phase == "sign-out"]
    found = [Question("sign-out-open", item=i) for i in items if i.item not in p.answers]
    found += [Question("old-label-open", (c,)) for c in containers if c.old_label_open]
    outdated = tuple(c for c in containers if c.outdated_at and c.state in ON_THE_WAY)
    left = tuple(c for c in containers if c.label_left)
    of_several = (("name-changed", outdated), ("labels-left", left))
    return (*found, *(Question(code, those) for code, those in of_several if those))


def still_open(questions: tuple[Question, ...]) -> Saying:
    """What is open, at least one thing, in few words: it was asked about, or will be shown."""
    said = {
        "sign-out-open": Saying("sign-out items without an answer"),
        "old-label-open": Saying("old labels not destroyed"),
        "name-changed": Saying("labels with a former name"),
        "labels-left": Saying("labels that lie about"),
    }
    counts = Counter[str]()
    for one in questions:
        counts[one.code] += len(one.containers) or 1
    return joined(
        Saying("{what}: {count}", what=said[code], count=count) for code, count in counts.items()
    )


def unexplained(p: Procedure) -> tuple[str, ...]:
    """Sides collected out of order without a reason so far."""
    return tuple(side for side, reason in p.order_reasons.items() if reason is None)


def why_out_of_order(p: Procedure) -> tuple[Question, ...]:
    """The sides that nobody has explained yet."""
    return tuple(Question("ask-order", side=side) for side in unexplained(p))


def judge_abort(p: Procedure, reason: str) -> Verdict:
    """Stop at once; the rest is excused."""
    if p.closed_at:
        return refuse("procedure-closed", p)
    return accept("aborted", p, None, e.Aborted(reason), count=str(len(p.awaited())))


def judge_dispatch(p: Procedure, destination: str | None) -> Verdict:
    """Send what is collected to its destination, or to all."""
    sent = tuple(
        e.Dispatched(c.container, c.plan.destination)
        for c in p.containers.values()
        if c.state == "collected" and destination in (None, c.plan.destination)
    )
    if not sent:
        return refuse("nothing-to-dispatch", p)
    return accept("dispatched", p, None, *sent, count=str(len(sent)))
