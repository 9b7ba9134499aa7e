"""CARDCONFIRM: it answers what was asked last, and only while that still stands."""

from datetime import datetime, timedelta

from station.domain.state import Ask, Procedure
from station.domain.verdict import Verdict, refuse
from station.domain.verdict.answering import judge_number
from station.domain.verdict.answers import judge_answer_again, judge_corrected
from station.domain.verdict.closing import judge_close
from station.domain.verdict.patient import judge_birth_date_confirmed
from station.domain.verdict.preparation import judge_side
from station.domain.verdict.reasons import judge_reason, judge_rest_excused

# Whoever has left the bedside for longer may mean something else by then, or be someone else.
ANSWERED_WITHIN = timedelta(minutes=2)


def judge_confirm(p: Procedure, at: datetime, note: str) -> Verdict:
    """Do what was asked about; a question that is old, or was overtaken, is asked again.

    ``note`` is the id of the text that says why a checklist answer is another one now.
    """
    if p.ask is None or p.keyed:
        return judge_number(p, fresh=_is_fresh(p.keyed_at, at))
    if p.ask.what in {"excuse", "rest", "identifier"}:
        return refuse("nothing-to-confirm", p)
    overtaken = p.ask.version != p.version
    if overtaken or not _is_fresh(p.ask.at, at):
        again = _asked_again(p, p.ask)
        return refuse("nothing-to-confirm", p) if again.accepted else again
    return _confirmed(p, p.ask, note)


def _is_fresh(asked_at: datetime | None, at: datetime) -> bool:
    """Clocks of screens and readers differ by seconds: it counts either way."""
    return asked_at is not None and abs(at - asked_at) <= ANSWERED_WITHIN


def _confirmed(p: Procedure, ask: Ask, note: str) -> Verdict:
    match ask:
        case Ask(what="birth-date"):
            return judge_birth_date_confirmed(p)
        case Ask(what="side", side=side) if side is not None:
            return judge_side(p, side, confirmed=True)
        case Ask(what="close"):
            return judge_close(p, ask.reason)
        case Ask(what="answer"):
            return judge_corrected(p, ask, note)
        case _:
            return judge_rest_excused(p, ask)


def _asked_again(p: Procedure, ask: Ask) -> Verdict:
    """The question as it is now; what is no longer a question would be accepted."""
    match ask:
        case Ask(what="birth-date"):
            return refuse("confirm-birth-date", p)
        case Ask(what="side", side=side) if side is not None:
            return judge_side(p, side)
        case Ask(what="close"):
            return judge_close(p, ask.reason, asks=True)
        case Ask(what="answer"):
            return judge_answer_again(p, ask)
        case _:
            return judge_reason(p, ask.reason or "")
