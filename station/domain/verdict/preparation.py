"""Before the needle: the side and the site."""

from station.domain import events as e
from station.domain.codes import Side
from station.domain.protocol import LEFT_RIGHT, other_side
from station.domain.state import Procedure
from station.domain.verdict import Verdict, accept, refuse

ILIAC = "iliac"  # in the name of every site that a child may be punctured at


def judge_site(p: Procedure, site: str) -> Verdict | None:
    """Refused unless the protocol has the site; for a child that is the iliac crest only (G2)."""
    allowed = [s for s in p.protocol.sites if ILIAC in s or not p.child]
    if site in allowed:
        return None
    return refuse("site-not-allowed", p, site=site, sites=", ".join(allowed))


def judge_side(
    p: Procedure,
    side: Side,
    *,
    site: str | None = None,
    confirmed: bool = False,
    move_reason: str | None = None,
) -> Verdict:
    """Declare or change the side; with ``move_reason`` the uncollected rest comes along."""
    refusal = _side_refused(p, side, site, move_reason is not None)
    if refusal is not None:
        return refusal
    other = other_side(side)
    rest = p.awaited(other)
    if move_reason is not None and rest:
        moved = e.RestMoved(side, move_reason, tuple(c.container for c in rest), site)
        return accept("rest-moved", p, None, moved, side=side, count=str(len(rest)))
    if _nothing_done(p):
        moved = e.RestMoved(side, "redeclared", tuple(c.container for c in rest), site)
        return accept("side-declared", p, None, moved, side=side)
    if p.active_side == other and rest and not confirmed:
        return refuse("side-incomplete", p, asked=side, open=rest, side=other)
    left_open = tuple(c.container for c in rest) if p.active_side == other else ()
    return accept("side-declared", p, None, e.SideDeclared(side, site, left_open), side=side)


def _side_refused(p: Procedure, side: Side, site: str | None, moves: bool) -> Verdict | None:
    if p.closed_at:
        return refuse("procedure-closed", p)
    if site is not None and (refusal := judge_site(p, site)):
        return refusal
    if p.sides and side not in p.sides and not moves:
        return refuse("side-not-ordered", p, asked=side, side=side)
    if not p.confirmed:
        return refuse("patient-not-confirmed", p)
    return None


def _nothing_done(p: Procedure) -> bool:
    """Whether the order leaves the side open and no label of a declared side is out yet."""
    sided = [c for c in p.containers.values() if c.side in LEFT_RIGHT]
    return not p.sides and bool(sided) and all(c.state == "expected" for c in sided)
