"""A procedure's history: what happened, to what, by whom, by what, when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from station.app.keeping import events_of, names_of
from station.app.on_paper import NOT_SEEN, lying_by
from station.app.station import Station
from station.app.views.container import container_name
from station.domain import events as e
from station.domain.answer_kinds import KIND_OF
from station.domain.person import PERSON_WORDS, described
from station.domain.protocol import Names
from station.domain.state import Procedure
from station.domain.texts import HISTORY, WORDS, Language, said
from station.domain.walk import refusal_told, walk
from station.ports.spool import Job

# What of an event is told, in this order; the rest is its container, or nothing for people.
TOLD = (
    *("item", "answer", "side", "site", "reason", "label_id", "old", "new", "mode", "method"),
    *("witness", "clinician", "destination", "place", "shared_with", "recollects", "changed"),
)
CODES = frozenset({"side", "reason"})


@dataclass(frozen=True)
class Told:
    """One thing that an event says, in words; ``key`` is its name in the event."""

    key: str
    said: str


@dataclass(frozen=True)
class HistoryRow:
    """One event for people; ``note`` is None where there is none or it was erased.

    ``known_as`` is the event's type, or what else it is known to have been.
    """

    at: datetime
    type: str
    known_as: str
    what: str
    told: tuple[Told, ...]
    note: str | None
    by: str
    source: str


@dataclass(frozen=True)
class KeptEvent:
    """One event whole, with the text of its note; None where there is none or it was erased."""

    event: e.Event
    note: str | None


def kept_events(station: Station, procedure: str) -> Iterator[KeptEvent]:
    """Everything that happened, oldest first. Raises UnknownNameError."""
    for event in events_of(station.store, procedure):
        yield KeptEvent(event, _note(station, event.body))


def history(station: Station, procedure: str) -> tuple[HistoryRow, ...]:
    """One row an event, oldest first, each in the words of then. Raises UnknownNameError."""
    language, events = station.language, events_of(station.store, procedure)
    jobs = station.store.spool.jobs(procedure=procedure)  # a label that never was out was not said
    return tuple(
        HistoryRow(
            at=event.occurred_at,
            type=event.body.TYPE,
            known_as=_known_as(event, jobs),
            what=_what(then, event.body, language),
            told=(
                *_told(then, event.body, names_of(station, then), language),
                *_former(station, event.body),
            ),
            note=_note(station, event.body),
            by=event.by,
            source=event.source,
        )
        for event, p in walk(events)
        for then in (lying_by(p, jobs),)
    )


def _note(station: Station, body: e.Body) -> str | None:
    note = getattr(body, "note", None)
    return station.store.note(note) if note else None


def _former(station: Station, body: e.Body) -> Iterator[Told]:
    """Who it was until then, as long as that is not erased."""
    if isinstance(body, e.PatientMerged | e.PatientUnmerged | e.PatientCorrected):
        for one in station.store.people.former(body.patient):
            if one.key == body.former:
                yield Told("former", said(described(one.person), station.language))


def _known_as(event: e.Event, jobs: Sequence[Job]) -> str:
    """A question is no refusal, and a label that went to a printer was queued, not printed."""
    body = event.body
    if isinstance(body, e.Refused):
        return "asked" if KIND_OF.get(body.reason) == "question" else body.TYPE
    if isinstance(body, e.LabelPrinted):
        own = (job for job in jobs if job.label_id == body.label_id)
        job = next((job for job in own if job.queued_at == event.recorded_at), None)
        return "label-queued" if job is not None and job.state in NOT_SEEN else body.TYPE
    return body.TYPE


def _what(p: Procedure, body: e.Body, language: Language) -> str:
    name = str(getattr(body, "container", None) or "")
    c = p.containers.get(name)
    if c is None:
        return name
    side = "" if c.side == "none" else f", {WORDS[language][c.side]}"
    return f"{container_name(p, c, language)}{side}"


def _told(p: Procedure, body: e.Body, names: Names, language: Language) -> Iterator[Told]:
    if isinstance(body, e.Refused):
        yield Told("refused", refusal_told(p, body, language))
        return
    data = e.body_data(body)
    for key in TOLD:
        if data.get(key) not in (None, ()):
            yield Told(key, _said(p, key, data[key], names, language))


def _said(p: Procedure, key: str, value: object, names: Names, language: Language) -> str:
    """A code in words, each by what it is a code of; everything else as it is."""
    if isinstance(value, tuple):
        return ", ".join(said(PERSON_WORDS[one], language) for one in value)
    text = f"{value:g}" if isinstance(value, float) else str(value)
    match key:
        case "item":
            items = {item.item: item.text[language] for item in p.protocol.checklist}
            return items.get(text, text)
        case "answer":
            word = names.answer(text)[language]
            return word[:1].upper() + word[1:]
        case "site":
            return names.site(text)[language]
        case "destination":
            return names.desk(text)[language]
        case "mode" | "method":
            return HISTORY[language].get(f"{key}-{text}", text)
        case "shared_with" | "recollects" if text in p.containers:
            return container_name(p, p.containers[text], language)
        case _:
            return WORDS[language].get(text, text) if key in CODES else text
