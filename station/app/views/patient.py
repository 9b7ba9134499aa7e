"""One patient, whole: every number and former name, who is alike, and what was opened."""

from dataclasses import dataclass

from station.app.alike import alikes_of, in_words
from station.app.owners import known_patient
from station.app.station import Station
from station.app.views.person import PersonView, person_view
from station.domain.alike import telling_apart
from station.domain.person import Identifier, Person
from station.ports.people import Former


@dataclass(frozen=True)
class FormerView:
    """What a patient was; ``reason`` is the text of its note, None for none."""

    former: Former
    reason: str | None


@dataclass(frozen=True)
class AlikeView:
    """Another patient here, and what differs: of given-name, birth-date and patient-id; in words
    ``said``."""

    patient_id: str
    differs: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class PatientView:
    """A patient; ``ids`` are all numbers but the one on labels, those merged into it included.

    ``merged`` are the temporary numbers that can be taken apart again.
    """

    person: Person
    shown: PersonView
    ids: tuple[Identifier, ...]
    former: tuple[FormerView, ...]
    alike: tuple[AlikeView, ...]
    procedures: tuple[str, ...]
    merged: tuple[str, ...]


def patient_named(station: Station, patient_id: str) -> PatientView:
    """Whoever has this number, or had it before a merge. Raises UnknownNameError."""
    store = station.store
    key, person = known_patient(station, patient_id)
    alike = alikes_of(station, key, station.clock.now())
    shown, merged = person_view(station, key), _merged(station, key)
    assert shown is not None, "who was found is not erased"
    return PatientView(
        person,
        shown,
        (
            *person.ids,
            *(i for one in merged for i in (Identifier(one.patient_id), *one.ids)),
        ),
        tuple(
            FormerView(one, store.note(one.reason) if one.reason else None)
            for one in store.people.former(key)
        ),
        tuple(_alike(station, person, other) for other in (alike.others if alike else ())),
        tuple(line.procedure for line in store.procedures(patient=key)),
        tuple(one.patient_id for one in merged),
    )


def _alike(station: Station, person: Person, other: Person) -> AlikeView:
    differs = telling_apart(person, other)
    return AlikeView(other.patient_id, differs, in_words(differs, station.language))


def _merged(station: Station, key: str) -> list[Person]:
    people = station.store.people
    found = (people.identity(one) for one in people.merged_into(key))
    return [person for person in found if person]
