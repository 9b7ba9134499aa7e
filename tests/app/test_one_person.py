"""Orders and merges that concern one person under several numbers, twice, or at the same time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kit import PATIENT, Bench, order_data

from station.adapters.stores.people import SqlitePeople
from station.app.import_orders import Imported, import_orders
from station.app.patients import Correction, correct_patient, merge_patient
from station.domain.errors import Saying
from station.domain.order import parse_order
from station.domain.person import parse_person
from station.ports.store import Record

TEMPORARY = {**PATIENT, "id": "T-1", "family": "BABY OF TESTESEN", "given": ""}
OWN = {**PATIENT, "id": "N-1"}
LATER = {**PATIENT, "id": "N-2"}
OTHER = {**PATIENT, "id": "P-87654321", "family": "ANNEN", "birth_date": "2018-01-01"}
BORN = "2019-05-17"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def take(bench: Bench, order: str, patient: dict[str, Any], **changes: Any) -> Imported:
    data = order_data(order, patient=patient, **changes)
    return import_orders(bench.station, [parse_order(data)], bench.act())


def merge(bench: Bench, old: str, patient: dict[str, Any]) -> int:
    """How many procedures it changed."""
    person = parse_person(patient, Saying("Patient"))
    return len(merge_patient(bench.station, old, person, bench.act()).procedures)


def band(bench: Bench, number: str) -> bool:
    return bench.scan(f"{number},{BORN}").answer.accepted


def meanwhile(bench: Bench, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Another window acts once, between judging and keeping."""
    append, acts = bench.store.append, [act]

    def later(record: Record) -> object:
        if acts:
            acts.pop()()
        return append(record)

    monkeypatch.setattr(bench.store, "append", later)


def test_an_order_that_comes_again_for_another_known_patient_differs(bench: Bench) -> None:
    take(bench, "O-1", PATIENT)
    take(bench, "O-2", OTHER)
    again = take(bench, "O-1", OTHER)
    assert (again.imported, again.already_here) == ((), ())
    (refused,) = again.refused
    assert refused.reason == "order-differs"
    assert "patient id (P-12345678 here, P-87654321 now)" in refused.message("en")
    assert "pasient-id (P-12345678 her, P-87654321 nå)" in refused.message("nb")


def test_an_order_under_a_number_that_nobody_has_differs(bench: Bench) -> None:
    take(bench, "O-1", PATIENT)
    (refused,) = take(bench, "O-1", {**PATIENT, "id": "P-99999999"}).refused
    assert refused.reason == "order-differs"
    assert take(bench, "O-1", PATIENT).already_here


@pytest.mark.parametrize("patient", [{**OWN, "ids": [{"value": "T-1"}]}, OWN, TEMPORARY])
def test_orders_after_a_merge_are_taken_and_nobody_is_like_oneself(
    bench: Bench, patient: dict[str, Any]
) -> None:
    take(bench, "O-1", TEMPORARY)
    merge(bench, "T-1", OWN)
    taken = take(bench, "O-2", patient)
    assert [order.order for order in taken.imported] == ["O-2"]
    assert (taken.refused, taken.alike) == ((), {})
    (_, owner), (_, first) = bench.store.orders()
    assert owner == first


def test_an_order_under_a_merged_number_may_have_either_name(bench: Bench) -> None:
    take(bench, "O-1", TEMPORARY)
    merge(bench, "T-1", OWN)
    for order, patient in (("O-2", {**OWN, "id": "T-1"}), ("O-3", TEMPORARY)):
        assert take(bench, order, patient).imported
    (refused,) = take(bench, "O-4", {**OTHER, "id": "T-1"}).refused
    assert refused.reason == "identity-differs"


def test_two_merges_one_after_the_other_lead_to_the_last(bench: Bench) -> None:
    take(bench, "O-1", TEMPORARY)
    bench.open()
    assert merge(bench, "T-1", OWN) == 1
    assert merge(bench, "N-1", LATER) == 1
    for number in ("T-1", "N-1", "N-2"):
        assert band(bench, number)
    found = bench.store.order("O-1")
    assert found
    assert bench.store.person(found[1]) == parse_person(LATER, Saying("Patient"))


def test_a_merge_that_was_interrupted_changed_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    take(bench, "O-1", TEMPORARY)
    bench.open()
    before = bench.dump()
    with monkeypatch.context() as broken:
        broken.setattr(SqlitePeople, "keep", fails)
        with pytest.raises(KeyboardInterrupt):
            merge(bench, "T-1", OWN)
    assert bench.dump() == before
    assert merge(bench, "T-1", OWN) == 1
    assert band(bench, "N-1")
    assert merge(bench, "T-1", OWN) == 0


def test_numbers_that_two_orders_bring_at_once_both_stay(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(bench, "O-1", PATIENT)
    more = [{**PATIENT, "ids": [{"value": value}]} for value in ("X-1", "Y-1")]
    meanwhile(bench, monkeypatch, lambda: take(bench, "O-2", more[0]))
    assert take(bench, "O-3", more[1]).imported
    _, person = bench.store.people.find("P-12345678") or (None, None)
    assert person
    assert person.all_ids == ("P-12345678", "X-1", "Y-1")


def test_an_order_brings_its_own_number_when_another_is_known(bench: Bench) -> None:
    record = [{"value": "MR-1", "authority": "A", "type": "MR"}]
    take(bench, "O-1", {**PATIENT, "ids": record})
    assert take(bench, "O-2", {**LATER, "ids": record}).imported
    _, person = bench.store.people.find("N-2") or (None, None)
    assert person
    assert person.all_ids == ("P-12345678", "MR-1", "N-2")
    (refused,) = take(bench, "O-3", {**OTHER, "ids": record}).refused
    assert refused.message("en").startswith("Patient id MR-1 is TESTESEN")


def test_an_import_at_the_moment_of_a_correction_writes_no_former_name_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(bench, "O-1", PATIENT)
    right = Correction("misspelt", family="Olsen")
    act = lambda: correct_patient(bench.station, PATIENT["id"], right, bench.act())  # noqa: E731
    meanwhile(bench, monkeypatch, act)
    assert take(bench, "O-2", {**PATIENT, "ids": [{"value": "X-1"}]}).imported
    _, person = bench.store.people.find("X-1") or (None, None)
    assert person
    assert (person.family, person.all_ids) == ("Olsen", ("P-12345678", "X-1"))


def test_one_label_id_in_two_orders_at_once_is_kept_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    tube = [{"kind": "flow", "side": "left", "label_id": "LAB-77"}]
    meanwhile(bench, monkeypatch, lambda: take(bench, "O-2", OTHER, containers=tube))
    (refused,) = take(bench, "O-3", PATIENT, containers=tube).refused
    assert "expected label ids of its own, got 'LAB-77'" in refused.message("en")
    assert [order.order for order, _ in bench.store.orders()] == ["O-2"]
