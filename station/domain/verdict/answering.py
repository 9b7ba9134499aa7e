"""The checklist by cards: which item is asked now, and what a card answers to it."""

from station.domain import events as e
from station.domain.protocol import NOT_APPLICABLE, ChecklistItem, Text, number_of
from station.domain.state import Procedure
from station.domain.texts import LANGUAGES, WORDS
from station.domain.verdict import Verdict, accept, refuse
from station.domain.verdict.answers import answered
from station.domain.verdict.containers import judge_undo

LONGEST_KEYED = 5  # characters: 12.25; a longer number is a digit scanned twice


def asked(p: Procedure) -> ChecklistItem | None:
    """The item that a card answers now; None while something else is asked for.

    What holds labels back comes first; then, until a side is declared, what is asked before the
    needle; then, when nothing is awaited any more, the sign-out. Only the first stands in the way.
    """
    other = p.ask is not None and p.ask.what != "close"  # the sign-out answers that one
    if p.closed_at or not p.confirmed or other or p.mode != "collect":
        return None
    if p.blocking():
        return p.protocol.item(p.blocking()[0])
    if not p.awaited():
        phases = {"sign-out"}
    else:
        phases = {"before", "information"} if p.active_side is None else set()
    unanswered = (i for i in p.protocol.checklist if i.item not in p.answers)
    return next((item for item in unanswered if item.phase in phases), None)


def choices(item: ChecklistItem) -> tuple[str, ...]:
    """The words that answer the item, apart from ``not-applicable``; none for a number."""
    return ("yes", "no") if item.type == "yes-no" else item.choices


def ways(p: Procedure, item: ChecklistItem) -> Text:
    """The cards that answer an item, as people read them."""
    names = [p.protocol.names.answer(choice) for choice in item.choices]
    found: dict[str, str] = {}
    for language in LANGUAGES:
        words = WORDS[language]
        na = words["CARDNA"]
        if item.type == "number":
            found[language] = words["ways-number"].format(confirm=words["CARDCONFIRM"], na=na)
        elif item.type == "yes-no":
            found[language] = ", ".join((words["CARDYES"], words["CARDNO"], na))
        else:
            numbered = [f"{n} = {name[language]}" for n, name in enumerate(names, 1)]
            found[language] = ", ".join((*numbered, na))
    return found


def judge_answer(p: Procedure, answer: str) -> Verdict:
    """CARDYES, CARDNO or CARDNA."""
    item = asked(p)
    if item is None:
        return _nothing_asked(p)
    if answer != NOT_APPLICABLE and answer not in choices(item):
        return _mismatch(p, item)
    return answered(p, item, answer)


def judge_digit(p: Procedure, character: str) -> Verdict:
    """A digit or the point: one more character of a number, or the choice of that number."""
    item = asked(p)
    if item is None:
        return _nothing_asked(p)
    if item.type == "number":
        return _keyed(p, item, p.keyed + character)
    place = int(character) - 1 if character != "." else -1
    if item.type == "yes-no" or not 0 <= place < len(item.choices):
        return _mismatch(p, item)
    return answered(p, item, item.choices[place])


def judge_number(p: Procedure, *, fresh: bool) -> Verdict:
    """CARDCONFIRM after the digits; digits that are no longer ``fresh`` are shown once more."""
    item = asked(p)
    if item is None or not p.keyed:
        return refuse("nothing-to-confirm", p)
    if not fresh:
        return _keyed(p, item, p.keyed)
    number = number_of(p.keyed)
    return _mismatch(p, item) if number is None else answered(p, item, number)


def judge_last_undone(p: Procedure) -> Verdict:
    """CARDUNDO: the digit that was keyed last, else the container that was collected last."""
    if not p.keyed:
        return judge_undo(p, p.containers.get(p.last_collected or ""), None)
    item = asked(p)
    assert item is not None, "digits are keyed for an item that is asked, and end with it"
    return _keyed(p, item, p.keyed[:-1])


def _keyed(p: Procedure, item: ChecklistItem, keyed: str) -> Verdict:
    if len(keyed) > LONGEST_KEYED or keyed.count(".") > 1:
        return _mismatch(p, item)
    body = e.AnswerKeyed(item.item, keyed)
    return accept(
        "keyed", p, None, body, question=item.text, keyed=keyed or "–", ways=ways(p, item)
    )


def _nothing_asked(p: Procedure) -> Verdict:
    return refuse("nothing-asked" if p.confirmed else "patient-not-confirmed", p)


def _mismatch(p: Procedure, item: ChecklistItem) -> Verdict:
    return refuse("answer-mismatch", p, question=item.text, ways=ways(p, item))
