"""A reason by card: it answers what the station asked last, and is refused when nothing was."""

from station.domain import events as e
from station.domain.codes import EXCUSES
from station.domain.protocol import Text
from station.domain.state import Ask, Procedure
from station.domain.texts import LANGUAGES, WORDS
from station.domain.verdict import Verdict, accept, refuse
from station.domain.verdict.answers import judge_answer_again
from station.domain.verdict.closing import judge_close, unexplained
from station.domain.verdict.containers import judge_excuse
from station.domain.verdict.preparation import judge_side


def judge_reason(p: Procedure, reason: str) -> Verdict:
    """Why a side is left, why one or all are not collected, or why it was out of order."""
    excuses = p.ask is not None and p.ask.what in {"side", "excuse", "rest", "excuse-rest"}
    if (excuses or p.mode == "excuse") and reason not in EXCUSES:
        return refuse("answer-mismatch", p, question=_said("why-not"), ways=_said("ways-excuse"))
    match p.ask:
        case Ask(what="side", side=side) if side is not None:
            return judge_side(p, side, move_reason=reason)
        case Ask(what="excuse", containers=(name,)):
            return judge_excuse(p, p.containers[name], reason)
        case Ask(what="rest" | "excuse-rest") if p.awaited():
            return refuse(
                "confirm-excuse",
                p,
                asked=reason,
                open=p.awaited(),
                count=str(len(p.awaited())),
                reason=reason,
            )
    if p.mode == "excuse":
        body = e.ModeSet("excuse", None, reason)
        return accept("mode-excuse-reason", p, None, body, reason=reason)
    return _explained(p, reason)


def judge_rest_excused(p: Procedure, ask: Ask) -> Verdict:
    """CARDCONFIRM after it: exactly those that were named, as far as they are still awaited."""
    assert ask.reason is not None
    awaited = {c.container for c in p.awaited()}
    bodies = [e.Excused(c, ask.reason, None, None) for c in ask.containers if c in awaited]
    return accept("rest-excused", p, None, *bodies, count=str(len(bodies)), reason=ask.reason)


def _explained(p: Procedure, reason: str) -> Verdict:
    """Why out of order: of the side of the last container, else of the first that nobody knows."""
    sides = unexplained(p)
    if not sides:
        return _asked_again(p)
    last = p.containers.get(p.last_collected or "")
    side = last.side if last is not None and last.side in sides else sides[0]
    return accept("order-explained", p, None, e.OrderExplained(side, reason), side=side)


def _asked_again(p: Procedure) -> Verdict:
    """No reason answers what is asked: that is said once more, and stays asked."""
    match p.ask:
        case Ask(what="close", reason=reason):
            again = judge_close(p, reason, asks=True)
        case Ask(what="answer"):
            again = judge_answer_again(p, p.ask)
        case _:
            return refuse("nothing-asked", p)
    return refuse("nothing-asked", p) if again.accepted else again


def _said(word: str) -> Text:
    return {language: WORDS[language][word] for language in LANGUAGES}
