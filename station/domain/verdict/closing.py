"""The end at the bedside: close-out, abort, dispatch."""

from station.domain import events as e
from station.domain.state import Procedure
from station.domain.verdict import Verdict, accept, refuse


def judge_close(p: Procedure, reason: str | None = None) -> Verdict:
    """Close, unless a container is neither collected nor excused; those are named.

    ``reason`` answers why a side was collected out of order, where nobody has said so yet.
    """
    explained = tuple(e.OrderExplained(side, reason) for side in unexplained(p) if reason)
    if p.closed_at:
        if explained:
            return accept("order-explained", p, None, *explained)
        return refuse("procedure-closed", p)
    if p.awaited():
        return refuse("containers-missing", p, open=p.awaited(), count=str(len(p.awaited())))
    return accept("closed", p, None, *explained, e.Closed())


def unexplained(p: Procedure) -> tuple[str, ...]:
    """Sides collected out of order without a reason so far."""
    return tuple(side for side, reason in p.order_reasons.items() if reason is None)


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
    return accept("dispatched", p, None, *sent, count=str(len(sent)))
