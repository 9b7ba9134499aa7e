"""Before the needle: the patient, the checklist, the side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from station.app.alike import with_alike
from station.app.keeping import Asked, Outcome, keep, load, note_of, rejudged
from station.app.owners import patient_of
from station.app.returning import with_its_labels
from station.app.station import Station
from station.domain.codes import Side
from station.domain.errors import StationError, UnknownNameError
from station.domain.identifiers import canonical, wristband
from station.domain.protocol import (
    LARGEST_NUMBER,
    NOT_APPLICABLE,
    Answer,
    ChecklistItem,
    number_of,
)
from station.domain.state import Procedure
from station.domain.verdict.answers import is_again, judge_answers
from station.domain.verdict.patient import judge_without_wristband, judge_wristband
from station.domain.verdict.preparation import judge_side, judge_site
from station.ports.store import Act


@dataclass(frozen=True)
class Answers:
    """Answers by checklist item; outside a limit, why they are accepted and by whom."""

    answers: Mapping[str, str]
    reason: str | None = None
    clinician: str | None = None


@dataclass(frozen=True)
class SideChange:
    """What was asked for; ``move_reason`` takes the uncollected rest along."""

    side: Side
    site: str | None = None
    confirmed: bool = False
    move_reason: str | None = None


@rejudged
def read_wristband(
    station: Station, procedure: str, text: str, birth_date: date | None, act: Act
) -> Outcome:
    """The wristband at this procedure, with the birth date as second identifier."""
    p = load(station.store, procedure)
    band = wristband.parse(canonical(text))
    owner = patient_of(station, band.patient_id)
    given = birth_date if birth_date is not None else band.birth_date
    if band.birth_date is not None and given != band.birth_date:
        owner = None  # the code and the person who read it aloud contradict each other
    verdict = with_alike(station, p, judge_wristband(p, owner, given), act.occurred_at)
    verdict, aside = with_its_labels(station, p, verdict)
    return keep(station, p, verdict, Asked(act, "wristband", text), aside)


@rejudged
def go_without_wristband(
    station: Station, procedure: str, reason: str, witness: str, act: Act
) -> Outcome:
    """No wristband: the reason is kept as a note, the witness by id."""
    p = load(station.store, procedure)
    note = station.store.new_key()
    verdict = with_alike(station, p, judge_without_wristband(p, witness, note), act.occurred_at)
    verdict, aside = with_its_labels(station, p, verdict)
    return keep(station, p, verdict, Asked(act, "wristband", notes={note: reason}), aside)


@rejudged
def answer_checklist(station: Station, procedure: str, given: Answers, act: Act) -> Outcome:
    """Keep answers to checklist items. Raises StationError for an item or value it cannot have."""
    p = load(station.store, procedure)
    items = [_item(p, name) for name in given.answers]
    parsed = [(item, parse_answer(item, given.answers[item.item])) for item in items]
    if given.reason and not given.clinician and not any(is_again(p, *one) for one in parsed):
        raise StationError("Checklist: expected a reason and a clinician together, got one.")
    note, notes = note_of(station, given.reason)
    verdict = judge_answers(p, parsed, given.clinician, note)
    return keep(station, p, verdict, Asked(act, "checklist", notes=notes))


@rejudged
def declare_side(station: Station, procedure: str, change: SideChange, act: Act) -> Outcome:
    """Declare or change the active side."""
    p = load(station.store, procedure)
    verdict = judge_side(
        p,
        change.side,
        site=change.site,
        confirmed=change.confirmed,
        move_reason=change.move_reason,
    )
    return keep(station, p, verdict, Asked(act, "side"))


@rejudged
def declare_site(station: Station, procedure: str, site: str, act: Act) -> Outcome:
    """A site in place of a side: refused unless the protocol has it. Raises StationError."""
    p = load(station.store, procedure)
    refusal = judge_site(p, site)
    if refusal is None:
        raise StationError(
            "Side: expected left or right with the site '{site}', got none.", site=site
        )
    return keep(station, p, refusal, Asked(act, "side"))


def _item(p: Procedure, name: str) -> ChecklistItem:
    item = p.protocol.item(name)
    if item is not None:
        return item
    known = ", ".join(item.item for item in p.protocol.checklist)
    raise UnknownNameError(
        "Checklist item '{name}': expected one of {known}.", name=name, known=known
    )


def parse_answer(item: ChecklistItem, text: str) -> Answer:
    """The answer in the item's type. Raises StationError."""
    text = text.strip().casefold()
    if text == NOT_APPLICABLE:
        return text
    if item.type == "number":
        return _number(item, text)
    allowed = ("yes", "no") if item.type == "yes-no" else item.choices
    if text not in allowed:
        raise StationError(
            "Checklist item '{item}': expected {known} or {not_applicable}, got '{text}'.",
            item=item.item,
            known=", ".join(allowed),
            not_applicable=NOT_APPLICABLE,
            text=text,
        )
    return text


def _number(item: ChecklistItem, text: str) -> float:
    number = number_of(text)
    if number is None:
        raise StationError(
            "Checklist item '{item}': expected a number above 0 and up to {limit:g} or "
            "{not_applicable}, got '{text}'.",
            item=item.item,
            limit=LARGEST_NUMBER,
            not_applicable=NOT_APPLICABLE,
            text=text,
        )
    return number
