"""People who could be taken for one another are named when an order comes."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from kit import PATIENT, Bench, order_data

from station.app.import_orders import import_orders
from station.app.views.bedside import bedside_view
from station.app.views.board import board
from station.domain.order import parse_order

TWIN = {**PATIENT, "id": "P-87654321", "given": "Åse"}
NAMESAKE = {**PATIENT, "id": "P-87654321", "birth_date": "2015-01-02"}
IN_PART = {**PATIENT, "id": "P-87654321", "given": "Åse", "birth_date": "2019-05"}
OTHER = {**PATIENT, "id": "P-87654321", "given": "Åse", "birth_date": "2015-01-02"}


@pytest.mark.parametrize(
    ("patient", "after", "differs"),
    [
        (TWIN, timedelta(days=400), ("given-name", "patient-id")),
        ({**TWIN, "family": "Test-Esen"}, timedelta(), ("given-name", "patient-id")),
        (NAMESAKE, timedelta(days=6), ("birth-date", "patient-id")),
        (NAMESAKE, timedelta(days=8), None),  # not on the ward any more
        (OTHER, timedelta(), None),
        (IN_PART, timedelta(days=400), ("given-name", "birth-date", "patient-id")),
        ({**IN_PART, "birth_date": "2018"}, timedelta(days=400), None),
    ],
)
def test_who_is_alike(
    patient: dict[str, Any], after: timedelta, differs: tuple[str, ...] | None, tmp_path: Path
) -> None:
    bench = Bench(tmp_path)
    bench.order()
    bench.clock.at += after
    orders = [parse_order(order_data("O-2", patient=patient))]
    alike = import_orders(bench.station, orders, bench.act()).alike
    assert {order: one.differs for order, one in alike.items()} == (
        {"O-2": differs} if differs else {}
    )


def test_it_is_said_without_a_name(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order()
    bench.end()
    path = tmp_path / "twin.json"
    path.write_text(json.dumps(order_data("O-2", patient=TWIN)), encoding="utf-8")
    assert bench.line(f"order import {path}").answer["warnings"] == [
        {
            "order": "O-2",
            "warning": "name-alike",
            "message": "NAME ALIKE: another patient here could be taken for this one. What "
            "differs: given name, patient id.",
        }
    ]


def test_the_wristband_the_board_and_the_desk_name_what_differs(tmp_path: Path) -> None:
    bench = Bench(tmp_path).sent()
    bench.order("O-2", patient=TWIN)
    alike = (
        "NAME ALIKE: another patient here could be taken for this one. What differs: given name, "
        "patient id."
    )
    band = bench.scan("P-12345678,2019-05-17").answer
    assert (band.message, band.warnings) == (f"Patient confirmed. {alike}", ("name-alike",))
    assert band.kind_of_answer == "warning"
    assert bench.confirm().answer.warnings == ("name-alike",)
    tube = bench.receive("flow-1-left").answer
    assert tube.message == f"Flow cytometry, left: received. {alike}"
    assert (tube.warnings, tube.patient_id) == (("name-alike",), "P-12345678")
    shown = board(bench.station, "default").lines
    assert {line.alike for line in shown} == {"given name, patient id"}
    panel = bedside_view(bench.station, "default").active
    assert panel is not None
    assert panel.alike == "given name, patient id"


def test_patient_show_names_each_and_what_differs(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order()
    bench.order("O-2", patient=TWIN)
    bench.order("O-3", patient={**OTHER, "id": "P-5"})
    assert bench.line("patient show P-12345678").answer["alike"] == [
        {"id": "P-87654321", "differs": ["given-name", "patient-id"]}
    ]


def test_who_is_merged_is_alike_no_more(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order()
    bench.order("O-2", patient=TWIN)
    name = "--family TESTESEN --given Prøve --birth-date 2019-05-17"
    assert bench.line(f"patient merge P-87654321 P-12345678 {name}").code == 0
    shown = bench.line("patient show P-87654321").answer
    assert (shown["id"], shown["alike"]) == ("P-12345678", [])
    assert [one["value"] for one in shown["ids"]] == ["P-87654321"]
    assert bench.line("patient unmerge P-87654321 --reason mistaken").code == 0
    assert bench.line("patient show P-87654321").answer["alike"] != []
