"""A birth date that is known in part or not at all: kept, shown, confirmed by another number."""

from pathlib import Path
from typing import Any

import pytest
from kit import Bench, P

from station.app.views.history import Told, history
from station.app.views.person import person_view
from station.domain.next_step import next_step

IDS = [
    {"value": "NI-7", "authority": "registry", "type": "NI"},
    {"value": "GP-9", "type": "XX"},  # of a type that the site does not name
]


def bench_of(folder: Path, birth_date: str | None) -> Bench:
    bench = Bench(folder)
    patient: dict[str, Any] = {"id": "P-5", "family": "TESTESEN", "given": "Prøve", "ids": IDS}
    bench.order(patient={**patient, "birth_date": birth_date})
    bench.open()
    return bench


@pytest.mark.parametrize(
    ("birth_date", "shown"),
    [(None, ""), ("", ""), ("2019", "2019"), ("2019-00-00", "2019"), ("2019-05", "2019-05")],
)
def test_it_is_shown_as_it_came_and_confirmed_by_another_number(
    tmp_path: Path, birth_date: str | None, shown: str
) -> None:
    bench = bench_of(tmp_path, birth_date)
    person = person_view(bench.station, bench.state().patient)
    assert person is not None
    assert person.birth_date.isoformat() == shown
    said = bench.scan("P-5").answer
    assert (said.accepted, said.kind_of_answer) == (True, "question")
    assert said.message == (
        "Wristband read; the birth date is not wholly known. Scan another number of this patient, "
        "or go without with a reason and a witness."
    )
    assert next_step(bench.state()).code == "identifier"
    assert not bench.state().confirmed
    bench.scan("P-5")  # the same number again is no second one
    assert not bench.state().confirmed
    bench.scan("GP-9")
    assert not bench.state().confirmed
    assert bench.scan("CARDCONFIRM").answer.reason == "nothing-to-confirm"
    bench.scan("P-5")
    assert bench.scan("NI-7").answer.accepted
    assert bench.state().confirmed
    told = [row.told for row in history(bench.station, P) if row.type == "patient-confirmed"]
    assert told == [(Told("method", "wristband and another number of the patient"),)]


def test_what_is_known_of_it_must_not_be_contradicted(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, "2019")
    assert bench.scan("P-5,2018-05-17").answer.reason == "wrong-patient"
    assert bench.scan("P-5,2019-05-17").answer.accepted
    assert not bench.state().confirmed  # a day that agrees is no second identifier


def test_any_number_of_a_patient_is_its_wristband(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, "2019-05-17")
    assert bench.scan("NI-7,2019-05-17").answer.accepted
    assert bench.state(P).confirmed
