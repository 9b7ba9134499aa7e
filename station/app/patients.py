"""Who a patient is, put right: corrected, merged with the one it turned out to be, or apart again.

Each act is one transaction: who it is, an event in every procedure concerned, and what becomes of
the labels. Sources: OpenELIS-Global specs/008-patient-merge (validated, audited), hmis#21211 (a
merge that can be taken back).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from station.app.alike import warned
from station.app.keeping import Asked, Outcome, after, keep, load, rejudged
from station.app.owners import given_number, is_label, known_patient
from station.app.printable import check_names
from station.app.renamed_labels import RenamedLabels, renamed_labels
from station.app.station import Station
from station.domain import events as e
from station.domain.alike import alikes
from station.domain.errors import Saying, StationError, UnknownNameError
from station.domain.feedback import feedback
from station.domain.fields import reason_of
from station.domain.person import Person, check_born, described, differing, parse_person
from station.domain.state import AT_DESK, AWAITED, ON_THE_WAY, Procedure
from station.domain.verdict import Verdict, accept, refuse
from station.ports.people import Former, Identities
from station.ports.store import Act, Record

PATIENT = Saying("Patient")


@dataclass(frozen=True)
class Correction:
    """What is right; None for what is right already. ``reason`` is for people."""

    reason: str
    family: str | None = None
    given: str | None = None
    birth_date: str | None = None


@dataclass(frozen=True)
class Renaming:
    """An act on who somebody is, ready to be kept, and what it is answered."""

    verdict: Verdict
    records: tuple[Record, ...] = ()
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Change:
    """``before`` is ``person`` from now on, in these procedures.

    ``body`` makes the event of one of them from what changed and the names of the containers whose
    label is out and says what was.
    """

    person: Person
    before: Person
    procedures: tuple[Procedure, ...]
    identities: Identities
    body: Callable[[tuple[str, ...], tuple[str, ...]], e.Body]
    notes: Mapping[str, str] = field(default_factory=dict)


@rejudged
def correct_patient(station: Station, patient_id: str, right: Correction, act: Act) -> Outcome:
    """Put right what a patient is called or when it was born; every label that is out is flagged.

    Raises UnknownNameError for an id that is not here, StationError for what cannot be.
    """
    key, here = known_patient(station, patient_id)
    data = {
        "id": here.patient_id,
        "family": here.family if right.family is None else right.family,
        "given": here.given if right.given is None else right.given,
        "birth_date": str(here.birth_date) if right.birth_date is None else right.birth_date,
    }
    person = replace(parse_person(data, PATIENT), ids=here.ids)
    return kept(station, correction(station, key, person, right.reason, act))


def correction(station: Station, key: str, person: Person, reason: str, act: Act) -> Renaming:
    """A correction, ready to be kept; without records where it is so already.

    Raises StationError for a reason or an identity that cannot be.
    """
    here = station.store.person(key)
    assert here is not None, "whoever is corrected was found by a number"
    reason = reason_of(reason, PATIENT)
    check_born(person, act.occurred_at.astimezone().date(), PATIENT)
    check_names(station, person, PATIENT)
    if person == here:
        return Renaming(accept("patient-as-said", None, who=described(here)))
    former, note = station.store.new_key(), station.store.new_key()
    change = _Change(
        person,
        here,
        tuple(_concerned(station, key, here, person)),
        Identities(
            {key: person},
            (Former(former, key, here, act.occurred_at, "corrected", note),),
            judged_by=_count(station),
        ),
        lambda changed, outdated: e.PatientCorrected(key, former, changed, outdated, note),
        {note: reason},
    )
    found = alikes(person, station.store.people.namesakes(person), act.occurred_at)
    verdict = warned(_said("patient-corrected", change), found)
    return _renaming(station, change, verdict, act)


@rejudged
def merge_patient(station: Station, old_id: str, person: Person, act: Act) -> Outcome:
    """Give a patient with a temporary id its own; procedures and their history stay.

    Refused where the own id is somebody else's here. Raises UnknownNameError for a temporary id
    that is not here, StationError for a birth date that differs, and for one that was merged.
    """
    old, here, now = given_number(station, old_id)
    known = station.store.patient(person.patient_id)
    if known is not None and differing(known[1], person):
        refusal = identity_differs(known[1], person)
        return keep(station, None, refusal, Asked(act, "merge"))
    _check_same_birth(here, person)
    if known is not None and known[0] == old:
        raise StationError(
            "Patient: expected another patient's number, got {id}, which is {of}'s own.",
            id=person.patient_id,
            of=here.patient_id,
        )
    done = known is not None and known[0] == now
    if done and not station.store.procedures(patient=old):  # else one was interrupted, long ago
        return Outcome(feedback(_merged(person, here), station.language))
    if now != old and not done:
        raise StationError(
            "Patient: expected a temporary id that is not merged yet, got {id}, which is {now}'s.",
            id=here.patient_id,
            now=_id_of(station, now),
        )
    return kept(station, _merging(station, (old, here), known, person, act))


def _merging(
    station: Station,
    old: tuple[str, Person],
    known: tuple[str, Person] | None,
    person: Person,
    act: Act,
) -> Renaming:
    store, former = station.store, station.store.new_key()
    target = known[1] if known else person
    if known is None and is_label(station, person.patient_id):
        raise StationError(
            "{what}: expected a patient's number that is on no label, got '{value}', which is on "
            "one.",
            what=PATIENT,
            value=person.patient_id,
        )
    check_born(target, act.occurred_at.astimezone().date(), PATIENT)
    check_names(station, target, PATIENT)
    key = known[0] if known else store.new_key()
    identities = Identities(
        {} if known else {key: person},
        (Former(former, key, old[1], act.occurred_at, "merged"),),
        {old[0]: key},
        judged_by=_count(station),
    )
    change = _Change(
        target,
        old[1],
        tuple(load(store, line.procedure) for line in store.procedures(patient=old[0])),
        identities,
        lambda changed, outdated: e.PatientMerged(key, former, changed, outdated),
    )
    return _renaming(station, change, _merged(target, old[1]), act)


@rejudged
def unmerge_patient(station: Station, old_id: str, reason: str, act: Act) -> Outcome:
    """Take a merge back: what was ordered for the temporary id is that one's again.

    Raises UnknownNameError for an id that is not here, StationError for one that is not merged.
    """
    store = station.store
    key, person, now = given_number(station, old_id)
    reason = reason_of(reason, PATIENT)
    if now == key:
        raise StationError(
            "Patient: expected a temporary id that was merged, got {id}, which was not.",
            id=person.patient_id,
        )
    before = store.person(now)
    if before is None:  # erased: what was printed of it cannot be told any more
        raise UnknownNameError("Patient: expected an id that is here, got another.")
    former, note = store.new_key(), store.new_key()
    lines = (line for o in store.people.orders_of(key) for line in store.procedures(order=o))
    found = (load(store, line.procedure) for line in lines)
    identities = Identities(
        former=(Former(former, key, before, act.occurred_at, "unmerged", note),),
        unmerged=(key,),
        judged_by=_count(station),
    )
    change = _Change(
        person,
        before,
        tuple(p for p in found if p.patient == now),
        identities,
        lambda changed, outdated: e.PatientUnmerged(key, former, changed, outdated, note),
        {note: reason},
    )
    return kept(station, _renaming(station, change, _said("patient-unmerged", change), act))


def identity_differs(here: Person, came: Person, number: str | None = None) -> Verdict:
    """A number that is another person's here, or the same one's under another name or date."""
    which = number or came.patient_id
    return refuse("identity-differs", id=which, here=described(here), came=described(came))


def kept(station: Station, renaming: Renaming) -> Outcome:
    """Keep it, then say it."""
    if renaming.records:
        station.store.append(*renaming.records)
    verdict = renaming.verdict
    answer = feedback(verdict, station.language)
    return Outcome(answer, verdict=verdict, procedures=renaming.procedures)


# what all three share


def _id_of(station: Station, key: str) -> str:
    person = station.store.person(key)
    return person.patient_id if person else "?"


def _check_same_birth(here: Person, came: Person) -> None:
    """As far as the temporary record knows it. Raises StationError."""
    whole = came.birth_date.whole
    if here.birth_date != came.birth_date and not (whole and here.birth_date.may_be(whole)):
        raise StationError("Patient: expected the birth date of the temporary record, got another.")


def _concerned(station: Station, key: str, before: Person, person: Person) -> Iterable[Procedure]:
    """The procedures of a patient that are open, have a container not yet received, or a label
    that shows something else than the patient is called from now on, or no longer does."""
    for line in station.store.procedures(patient=key):
        p = load(station.store, line.procedure)
        containers, waiting = p.containers.values(), AWAITED | ON_THE_WAY
        flagged = {c.container for c in containers if c.outdated_at}
        outdated = renamed_labels(station, p, before, person).outdated
        changes = {c.container for c in outdated} != flagged
        if changes or p.closed_at is None or any(c.state in waiting for c in containers):
            yield p


def _count(station: Station) -> int:
    """How many procedures are here: of one that is opened meanwhile nothing was judged."""
    return len(station.store.procedures())


def _merged(person: Person, before: Person) -> Verdict:
    return accept("merged", None, who=described(person), was=described(before))


def _said(code: str, change: _Change) -> Verdict:
    return accept(code, None, who=described(change.person), was=described(change.before))


def _renaming(station: Station, change: _Change, verdict: Verdict, act: Act) -> Renaming:
    changed, now = differing(change.before, change.person), station.clock.now()
    found = [
        (p, renamed_labels(station, p, change.before, change.person)) for p in change.procedures
    ]
    records = []
    for p, labels in found:
        body = change.body(changed, tuple(c.container for c in labels.outdated))
        own = Record((body,), act, now, p.procedure, p.version, after(p, (body,), act))
        records.append(replace(own, snapshots=labels.contents, redrawn=labels.jobs))
    # Where nothing here is of that patient, that it was done is kept all the same.
    alone = () if records else (change.body(changed, ()),)
    who = Record(alone, act, now, identities=change.identities, notes=change.notes)
    names = tuple(p.procedure for p in change.procedures)
    return Renaming(_with_labels(verdict, [own for _, own in found]), (*records, who), names)


def _with_labels(verdict: Verdict, found: Sequence[RenamedLabels]) -> Verdict:
    """The answer, with what it does to labels."""
    outdated = tuple(c for own in found for c in own.outdated if c.state not in AT_DESK)
    redrawn = sum(len(own.contents) for own in found)
    also = (
        *(["labels-outdated"] if outdated else []),
        *(["labels-redrawn"] if redrawn else []),
    )
    words = {**verdict.words, "redrawn": str(redrawn)}
    return replace(verdict, also=also, words=words, open=outdated)
