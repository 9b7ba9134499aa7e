"""``station patient``: who somebody is, and what was put right of it."""

from dataclasses import dataclass

import click

from station.app.keeping import Outcome
from station.app.patients import Correction, correct_patient, merge_patient, unmerge_patient
from station.app.views.patient import AlikeView, patient_named
from station.cli import views
from station.cli.call import Call, command, table
from station.domain.errors import Saying, StationError
from station.domain.feedback import warning
from station.domain.person import described, parse_person
from station.domain.texts import said


@click.group()
def patient() -> None:
    """Patients: show, correct, merge a temporary identity with the real one, and take it back."""


@command("show")
@click.argument("patient_id", metavar="ID")
def show(call: Call, patient_id: str) -> None:
    """One patient: numbers, former names, who is alike, procedures."""
    found = patient_named(call.station, patient_id)
    data = views.whole_patient_data(found)
    alike = [f"{one.patient_id}: {_alike(call, one)}" for one in found.alike]
    call.say(
        data,
        [
            f"{data['id']}  {said(described(found.person), call.station.language)}",
            *(f"{one['value']}  {one['authority']} {one['type']}".rstrip() for one in data["ids"]),
            *table(data["former"], ("until", "family", "given", "birth_date", "reason")),
            *alike,
            *data["procedures"],
        ],
    )


def _alike(call: Call, one: AlikeView) -> str:
    return warning("name-alike", {"items": one.said}, call.station.language)


@dataclass(frozen=True)
class _Right:
    """Whom, and what is right."""

    patient_id: str
    family: str | None
    given: str | None
    birth_date: str | None
    reason: str


@command("correct", _Right)
@click.argument("patient_id", metavar="ID")
@click.option("--family", help="The family name.")
@click.option("--given", help="The given names.")
@click.option("--birth-date", metavar="YYYY-MM-DD", help="Or YYYY-MM, or YYYY.")
@click.option("--reason", required=True, metavar="TEXT")
def correct(call: Call, given: _Right) -> None:
    """Put right what a patient is called or when it was born."""
    if (given.family, given.given, given.birth_date) == (None, None, None):
        raise StationError("Patient: expected --family, --given or --birth-date, got none.")
    right = Correction(given.reason, given.family, given.given, given.birth_date)
    _answer(call, correct_patient(call.station, given.patient_id, right, call.act()))


@dataclass(frozen=True)
class _Identity:
    """A temporary id, and whose it is."""

    temporary_id: str
    patient_id: str
    family: str
    given: str
    birth_date: str


@command("merge", _Identity)
@click.argument("temporary_id", metavar="TEMPORARY_ID")
@click.argument("patient_id", metavar="PATIENT_ID")
@click.option("--family", required=True)
@click.option("--given", default="")
@click.option("--birth-date", required=True, metavar="YYYY-MM-DD")
def merge(call: Call, given: _Identity) -> None:
    """Give a patient with a temporary id its own; the history is kept."""
    data = {
        "id": given.patient_id,
        "family": given.family,
        "given": given.given,
        "birth_date": given.birth_date,
    }
    person = parse_person(data, Saying("Patient"))
    _answer(call, merge_patient(call.station, given.temporary_id, person, call.act()))


@command("unmerge")
@click.argument("temporary_id", metavar="TEMPORARY_ID")
@click.option("--reason", required=True, metavar="TEXT")
def unmerge(call: Call, temporary_id: str, reason: str) -> None:
    """Take a merge back, also after labels."""
    _answer(call, unmerge_patient(call.station, temporary_id, reason, call.act()))


def _answer(call: Call, outcome: Outcome) -> None:
    names = list(outcome.procedures)
    lines = [f"Procedures: {', '.join(names)}."] if names else []
    call.answer(outcome, lines, procedures=names)


for one in (show, correct, merge, unmerge):
    patient.add_command(one)
COMMANDS = (patient,)
