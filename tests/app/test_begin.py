"""A scan where nothing is under way opens an order, and anywhere else it opens nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from kit import BAND, PATIENT, Bench, P

from station.app.begin import begin
from station.app.keeping import Outcome
from station.app.patients import merge_patient
from station.app.scan import Scan
from station.domain.birth_date import BirthDate
from station.domain.person import Person

OTHER = {**PATIENT, "id": "P-87654321", "family": "ANNEN"}
OTHER_BAND = "P-87654321,2019-05-17"
OPENED = "Procedure opened: containers expected: 8. Scan the wristband."


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def scan(
    bench: Bench, text: str, *, chosen: bool = False, place: str = "default", scan_id: str = ""
) -> Outcome:
    one = Scan(text, bench.act(scan_id or None), place=place)
    return begin(one, bench.station, chosen=chosen)


def types(bench: Bench) -> list[str]:
    return [event.body.TYPE for event in bench.events()]


@pytest.mark.parametrize("text", ["O-1", "o-1", " O-1\r\n"])
def test_an_orders_number_opens_it(bench: Bench, text: str) -> None:
    bench.order()
    assert scan(bench, text, place="room 2").answer.message == OPENED
    assert (bench.state().order, bench.state().place) == ("O-1", "room 2")
    assert bench.store.active("room 2") == P


def test_a_number_without_digits_or_in_small_letters_is_found(bench: Bench) -> None:
    bench.order("order")
    assert scan(bench, "order").answer.message == OPENED


def test_a_wristband_opens_the_only_order_and_is_read(bench: Bench) -> None:
    bench.order()
    answer = scan(bench, BAND, scan_id="scan-1").answer
    assert (answer.message, answer.procedure) == ("Patient confirmed.", P)
    assert bench.state().confirmed
    before = bench.dump()
    assert scan(bench, BAND, scan_id="scan-1").answer == answer
    assert bench.dump() == before


def test_a_wristband_without_birth_date_asks_for_it(bench: Bench) -> None:
    bench.order()
    assert scan(bench, "P-12345678").answer.message == (
        "Wristband read. Read the birth date aloud and scan CONFIRM."
    )
    assert not bench.state().confirmed


def test_of_several_orders_the_number_is_asked_for(bench: Bench) -> None:
    bench.order("O-1")
    bench.order("O-2")
    answer = scan(bench, BAND).answer
    assert (answer.reason, answer.message) == (
        "which-order",
        "This patient has several orders: O-1, O-2. Scan the number of the one that is meant.",
    )
    assert types(bench) == ["order-imported", "order-imported", "refused"]
    assert scan(bench, "O-2").answer.message == OPENED


def test_an_order_is_begun_once(bench: Bench) -> None:
    bench.order()
    bench.open(place="room 2")
    answer = scan(bench, "O-1").answer
    assert (answer.reason, answer.message) == (
        "order-begun",
        f"Order O-1 was begun already ({P}). Scan the patient's wristband.",
    )
    assert bench.store.active("default") is None


def test_a_wristband_beside_another_open_procedure_stays_wrong(bench: Bench) -> None:
    bench.order("O-1")
    bench.order("O-2", patient=OTHER)
    bench.open("O-1")
    assert scan(bench, OTHER_BAND).answer.reason == "wrong-patient"
    assert scan(bench, "O-2").answer.reason == "unknown"
    assert len(bench.store.procedures()) == 1


def test_after_the_close_the_place_is_free(bench: Bench) -> None:
    bench.order("O-1")
    bench.order("O-2", patient=OTHER)
    bench.open("O-1")
    bench.line("procedure abort P --reason not-needed")
    assert scan(bench, OTHER_BAND).answer.message == "Patient confirmed."
    assert bench.state("P00017-2").order == "O-2"


def test_a_suspended_procedure_comes_back_first(bench: Bench) -> None:
    bench.order("O-1")
    bench.order("O-2", patient=OTHER)
    bench.order("O-3")
    bench.open("O-1")
    bench.open("O-2")
    bench.line("procedure abort P00017-2 --reason not-needed")
    assert scan(bench, BAND).answer.procedure == P
    assert len(bench.store.procedures()) == 2


def test_a_merged_patients_order_is_the_new_ones(bench: Bench) -> None:
    bench.order(patient={**PATIENT, "id": "TEMP-1"})
    own = Person("P-12345678", "TESTESEN", "Prøve", BirthDate(2019, 5, 17))
    merge_patient(bench.station, "TEMP-1", own, bench.act())
    assert scan(bench, BAND).answer.message == "Patient confirmed."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("CARDLEFT", "nothing-asked"),
        ("flow-1-left", "nothing-asked"),
        ("00042000001192", "unknown"),
        ("HELLO", "unreadable"),
    ],
)
def test_the_orders_page_opens_and_does_nothing_else(bench: Bench, text: str, reason: str) -> None:
    bench.order()
    bench.open()
    bench.ready("left")
    before = bench.state()
    assert scan(bench, bench.text(text), chosen=True).answer.reason == reason
    assert bench.state() == before


def test_the_orders_page_opens_beside_another_procedure(bench: Bench) -> None:
    bench.order("O-1")
    bench.order("O-2", patient=OTHER)
    bench.open("O-1")
    assert scan(bench, OTHER_BAND, chosen=True).answer.message == "Patient confirmed."
    assert bench.store.active("default") == "P00017-2"


def test_a_scan_of_a_named_procedure_opens_nothing(bench: Bench) -> None:
    bench.order("O-1")
    bench.order("O-2", patient=OTHER)
    bench.open("O-1")
    one = replace(Scan("O-2", bench.act()), procedure=P)
    assert begin(one, bench.station).answer.reason == "unknown"
