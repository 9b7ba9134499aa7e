"""People who could be taken for one another are named when an order comes."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from kit import PATIENT, Bench, order_data

from station.app.import_orders import import_orders
from station.domain.order import parse_order

TWIN = {**PATIENT, "id": "P-87654321", "given": "Åse"}
NAMESAKE = {**PATIENT, "id": "P-87654321", "birth_date": "2015-01-02"}
OTHER = {**PATIENT, "id": "P-87654321", "given": "Åse", "birth_date": "2015-01-02"}


@pytest.mark.parametrize(
    ("patient", "after", "differs"),
    [
        (TWIN, timedelta(days=400), ("given-name", "patient-id")),
        ({**TWIN, "family": "Test-Esen"}, timedelta(), ("given-name", "patient-id")),
        (NAMESAKE, timedelta(days=6), ("birth-date", "patient-id")),
        (NAMESAKE, timedelta(days=8), None),  # not on the ward any more
        (OTHER, timedelta(), None),
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
