"""Answers to the checklist, typed or keyed in, and what it takes to give another one."""

from collections.abc import Sequence

from station.domain import events as e
from station.domain.protocol import Answer, ChecklistItem, Text
from station.domain.state import Ask, Procedure
from station.domain.texts import LANGUAGES, WORDS
from station.domain.verdict import Verdict, accept, refuse

Given = Sequence[tuple[ChecklistItem, Answer]]


def judge_answers(
    p: Procedure, answers: Given, clinician: str | None = None, note: str | None = None
) -> Verdict:
    """Keep the answers; outside the limit is satisfied only with reason and named clinician.

    ``note`` is the reason's. Without one, what was not in order stays as it was answered.
    """
    again = [given for given in answers if is_again(p, *given)]
    if again and note is None:
        return refuse_again(p, *again[0])
    vouched = bool(clinician and note)
    bodies = [
        e.ChecklistAnswered(i.item, answer, vouched or i.satisfied_by(answer), clinician, note)
        for i, answer in answers
    ]
    outside = [given for given, body in zip(answers, bodies, strict=True) if not body.satisfied]
    if outside:
        return accept("checklist-outside", p, None, *bodies, given=_given(p, outside))
    return accept("checklist-answered", p, None, *bodies)


def is_again(p: Procedure, item: ChecklistItem, answer: Answer) -> bool:
    """Whether it is another answer than the one before, which was not in order.

    Else an answer that keeps labels back would vanish with the next press of a button.
    """
    before = p.answers.get(item.item)
    return before is not None and before[0] != answer and not item.satisfied_by(before[0])


def refuse_again(p: Procedure, item: ChecklistItem, answer: Answer) -> Verdict:
    """Ask why it is another answer now."""
    names = p.protocol.names
    ways: Text = {
        language: WORDS[language]["ways-again"].format(
            before=names.answer(p.answers[item.item][0])[language],
            answer=names.answer(answer)[language],
            confirm=WORDS[language]["CARDCONFIRM"],
        )
        for language in LANGUAGES
    }
    about = {language: text.rstrip(".") for language, text in item.text.items()}
    return refuse("reason-needed", p, item=item.item, answer=answer, kind=about, ways=ways)


def answered(p: Procedure, item: ChecklistItem, answer: Answer, note: str | None = None) -> Verdict:
    """Keep one answer by card; another one than before is asked about, unless ``note`` says why."""
    if note is None and is_again(p, item, answer):
        return refuse_again(p, item, answer)
    satisfied = item.satisfied_by(answer)
    body = e.ChecklistAnswered(item.item, answer, satisfied, None, note)
    code = "answered" if satisfied else "answered-outside"
    return accept(code, p, None, body, question=item.text, answer=p.protocol.names.answer(answer))


def judge_corrected(p: Procedure, ask: Ask, note: str) -> Verdict:
    """CARDCONFIRM: the answer before was a mistake; ``note`` says so."""
    return answered(p, *_asked_about(p, ask), note)


def judge_answer_again(p: Procedure, ask: Ask) -> Verdict:
    """The question whether the answer before was a mistake, once more, if it is still one."""
    item, answer = _asked_about(p, ask)
    if is_again(p, item, answer):
        return refuse_again(p, item, answer)
    return refuse("nothing-to-confirm", p)


def _asked_about(p: Procedure, ask: Ask) -> tuple[ChecklistItem, Answer]:
    item, answer = p.protocol.item(ask.item), ask.answer
    assert item is not None, "an item of the protocol was asked about"
    assert answer is not None, "another answer was asked about"
    return item, answer


def _given(p: Procedure, answers: Given) -> Text:
    """Items with their answers, as people read them."""
    given = [(item.text, p.protocol.names.answer(answer)) for item, answer in answers]
    return {
        language: "; ".join(f"{text[language]} – {answer[language]}" for text, answer in given)
        for language in LANGUAGES
    }
