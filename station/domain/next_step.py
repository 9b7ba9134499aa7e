"""What to do next, as a value: the one thing that the screen asks for in its large line."""

from dataclasses import dataclass, field

from station.domain.feedback import filled, question
from station.domain.protocol import LEFT_RIGHT, ChecklistItem, Text
from station.domain.state import Ask, Container, Procedure
from station.domain.texts import LANGUAGES, NEXT, SENTENCES, Language
from station.domain.verdict import Words
from station.domain.verdict.answering import asked, ways
from station.domain.verdict.closing import left_open, still_open, unexplained
from station.domain.verdict.printing import judge_labels


@dataclass(frozen=True)
class NextStep:
    """A code with one sentence in each language; ``words`` fill it.

    The code is one of ``texts.NEXT``, or ``keyed`` or a mode's: what the answer that began it said.
    """

    code: str
    words: Words = field(default_factory=dict)


def said_next(step: NextStep, language: Language) -> str:
    """The step in one sentence."""
    template = NEXT[language].get(step.code) or SENTENCES[language][step.code]
    return filled(template, step.words, language)


def next_step(p: Procedure) -> NextStep:
    """The next thing to do; of a closed one ``p`` is as far as labels lie about."""
    return _before_the_needle(p) or _at_the_needle(p)


def _before_the_needle(p: Procedure) -> NextStep | None:
    if p.closed_at:
        return _after_close(p)
    if p.ask and p.ask.what == "birth-date":
        return NextStep("birth-date")
    if p.ask and p.ask.what == "identifier":
        return NextStep("identifier")
    if not p.confirmed:
        return NextStep("wristband")
    if p.ask:
        return _asked_for(p, p.ask)
    if p.mode != "collect":
        return _in_mode(p)
    if unexplained(p) and not p.awaited():
        return _why_out_of_order(p)
    item = asked(p)
    return _question(p, item) if item else None


def _after_close(p: Procedure) -> NextStep:
    if unexplained(p):
        return _why_out_of_order(p)
    if any(c.state == "collected" for c in p.containers.values()):
        return NextStep("dispatch")
    questions = left_open(p)
    return (
        NextStep("left-open", {"left": still_open(questions)}) if questions else NextStep("closed")
    )


def _why_out_of_order(p: Procedure) -> NextStep:
    side = unexplained(p)[0]
    asking: Text = {language: question("ask-order", side, language) for language in LANGUAGES}
    return NextStep("order", {"question": asking})


def _asked_for(p: Procedure, ask: Ask) -> NextStep:
    """What answers the station's last question."""
    count = str(len(ask.containers))
    match ask.what:
        case "side":
            return NextStep("confirm-side", {"side": ask.side or "none"})
        case "excuse":
            return NextStep("reason", {"kind": p.containers[ask.containers[0]].plan.name})
        case "close":
            item = asked(p)
            if item is None:
                return NextStep("confirm-close")
            return NextStep(
                "confirm-close-or-answer", {"question": item.text, "ways": ways(p, item)}
            )
        case "answer":
            return NextStep("confirm-answer")
        case "excuse-rest":
            return NextStep("excuse-rest", {"count": count, "reason": ask.reason or ""})
        case _:
            return NextStep("rest", {"count": count})


def _in_mode(p: Procedure) -> NextStep:
    if p.mode == "relabel" and p.relabel_old is not None:
        return NextStep("relabel-new")
    if p.mode == "excuse" and p.excuse_reason is not None:
        return NextStep("mode-excuse-reason", {"reason": p.excuse_reason})
    return NextStep(f"mode-{p.mode}")


def _question(p: Procedure, item: ChecklistItem) -> NextStep:
    """The checklist item that a card answers now; only a blocking one has to be answered."""
    words: Words = {"question": item.text, "ways": ways(p, item)}
    if p.keyed:
        return NextStep("keyed", {**words, "keyed": p.keyed})
    if item.item in p.blocking():
        return NextStep("question", words)
    if item.phase == "sign-out":
        return NextStep("question-or-close", words)
    return NextStep("question-or-not", words)


def _at_the_needle(p: Procedure) -> NextStep:
    sided = any(c.side != "none" for c in p.awaited())
    if p.active_side is None and sided:
        return NextStep("side")
    printable = judge_labels(p, None)
    if isinstance(printable, tuple) and printable:
        return NextStep("print", {"count": str(len(printable))})
    found = next_container(p)
    if found is not None:
        words: Words = {"kind": found.plan.name, "side": found.side}
        return NextStep("collect-no-side" if found.side == "none" else "collect", words)
    others = [side for side in LEFT_RIGHT if p.awaited(side)]
    return NextStep("other-side", {"side": others[0]}) if others else NextStep("close")


def next_container(p: Procedure) -> Container | None:
    """What to fill next: of the active side by its order, then what has no side."""
    here = [c for c in p.awaited() if c.side in {p.active_side, "open"}]
    anywhere = [c for c in p.awaited() if c.side == "none"]
    ready = [c for c in (*sorted(here, key=lambda c: c.plan.draw_order), *anywhere) if c.label_id]
    return ready[0] if ready and not p.closed_at else None
