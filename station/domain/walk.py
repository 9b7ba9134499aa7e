"""A history walked along: each event with the procedure as it was then, and what was said."""

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter

from station.domain import events as e
from station.domain.codes import Side
from station.domain.feedback import sentence
from station.domain.procedure import apply, fold
from station.domain.protocol import LEFT_RIGHT, Text, other_side
from station.domain.state import Container, Procedure
from station.domain.texts import SENTENCES, Language
from station.domain.verdict import Verdict, Words
from station.domain.verdict.answering import asked, ways
from station.domain.verdict.answers import refuse_again
from station.domain.verdict.closing import left_open
from station.domain.verdict.containers import reason_ways

GAP = "…"  # what a refusal said and nothing has kept
_BRACES = {
    name for text in SENTENCES["en"].values() for _, name, _, _ in Formatter().parse(text) if name
}
_UNKNOWN = dict.fromkeys(_BRACES, GAP)  # whatever a sentence says, it can be told


def walk(events: Iterable[e.Event]) -> Iterator[tuple[e.Event, Procedure]]:
    """Each event of a procedure with the procedure after it. Raises HistoryError."""
    procedure: Procedure | None = None
    for event in events:
        if procedure is None:
            procedure = fold((event,))
        elif not isinstance(event.body, e.ProcedureOpened):
            procedure = apply(procedure, event.body, event.occurred_at)
        yield event, procedure


def refusal_told(p: Procedure, body: e.Refused, language: Language) -> str:
    """What was refused, in the words of then as far as they are kept; else with a gap.

    ``p`` is the procedure as it was when it was refused.
    """
    item = p.protocol.item(body.item)
    if body.reason == "reason-needed" and item is not None and body.answer is not None:
        return sentence(refuse_again(p, item, body.answer), language)
    container = p.containers.get(body.container or "")
    words = {**_UNKNOWN, **_of_procedure(p, body), **_of_container(p, container)}
    verdict = Verdict(
        body.reason, False, words=words, open=_in_the_way(p, body), questions=left_open(p)
    )
    return sentence(verdict, language)


def _of_procedure(p: Procedure, body: e.Refused) -> Words:
    rest = len(_in_the_way(p, body))
    found: dict[str, str | Text] = {
        "active": p.active_side or "none",
        "items": ", ".join(p.blocking()),
        "limit": str(p.protocol.print_limit),
        "count": str(rest),
        "reason": body.asked or GAP,
        "side": _side_left(body) or body.asked or GAP,
    }
    item = asked(p) if body.reason == "answer-mismatch" else None
    if item is not None:
        found |= {"question": item.text, "ways": ways(p, item)}
    if body.reason == "reason-needed":
        found["ways"] = reason_ways()
    return found


def _of_container(p: Procedure, c: Container | None) -> Mapping[str, str | Text]:
    if c is None:
        return {}
    return {
        "kind": c.plan.name,
        "side": c.side,
        "new": c.label_id or "no-label",
        "destination": p.protocol.names.desk(c.plan.destination),
    }


def _side_left(body: e.Refused) -> Side | None:
    """The side that a refused change of side would have left; None for every other refusal."""
    changing = body.reason == "side-incomplete" and body.asked in LEFT_RIGHT
    return other_side(body.asked) if changing and body.asked else None


def _in_the_way(p: Procedure, body: e.Refused) -> tuple[Container, ...]:
    return p.awaited(_side_left(body))
