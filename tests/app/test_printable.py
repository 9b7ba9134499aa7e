"""What no label could say, or no stock carry, is said of an order before it is kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kit import PATIENT, Bench, order_data

from station.app.printable import check_printable
from station.domain.errors import StationError
from station.domain.order import parse_order
from station.domain.texts import said

LONG_ID = "DEV01240000000000003"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.end()


def order(family: str, given: str, *containers: dict[str, Any]) -> dict[str, Any]:
    patient = {**PATIENT, "family": family, "given": given}
    return order_data("A-1", patient=patient, indication="fever", containers=list(containers))


def container(kind: str, label_id: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "side": "none" if kind == "blood-smear" else "left", **more} | {
        "label_id": label_id
    }


NAMES_EN = "Order A-1, patient: expected '{}' in letters that the label fonts can print, got {}."
NAMES_NB = (
    "Rekvisisjon A-1, pasient: forventet «{}» i bokstaver som etikettskriften kan skrive, fikk {}."
)
CODE_EN = (
    "Order A-1, container {} ({}): expected a label_id that stock {} can carry, got '{}' of 20 "
    "letters."
)
CODE_NB = (
    "Rekvisisjon A-1, beholder {} ({}): forventet en label_id som etikettypen {} har plass til, "
    "fikk «{}» på 20 tegn."
)


@pytest.mark.parametrize(
    ("family", "given", "key", "letter"),
    [
        ("漢", "Prøve", "family", "'漢' (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)"),
        ("Testesen", "Prøve אב", "given", "'א' (U+05D0 HEBREW LETTER ALEF)"),
        ("ᲑᲔᲠᲘᲫᲔ", "ნინო", "family", "'Ბ' (U+1C91 GEORGIAN MTAVRULI CAPITAL LETTER BAN)"),
        ("Testesen", "E\u0301\u0300va", "given", "'\u0300' (U+0300 COMBINING GRAVE ACCENT)"),
    ],
)
def test_a_letter_that_no_label_could_show(
    bench: Bench, family: str, given: str, key: str, letter: str
) -> None:
    with pytest.raises(StationError) as refusal:
        check_printable(bench.station, *parse_order(order(family, given)))
    assert said(refusal.value, "en") == NAMES_EN.format(key, letter)
    assert said(refusal.value, "nb") == NAMES_NB.format(key, letter)


@pytest.mark.parametrize(
    ("containers", "number", "kind", "stock"),
    [
        ([("blood-smear", LONG_ID), ("flow", "DEV01240000000000004")], 1, "blood-smear", "22x22"),
        ([("flow", "DEV01240000000000004"), ("smear", LONG_ID)], 2, "smear", "22x22"),
    ],
)
def test_a_label_id_that_a_stock_cannot_carry(
    bench: Bench, containers: list[tuple[str, str]], number: int, kind: str, stock: str
) -> None:
    given = order("Hansen", "Kari", *(container(*one) for one in containers))
    with pytest.raises(StationError) as refusal:
        check_printable(bench.station, *parse_order(given))
    words = (number, kind, f"slide-{stock}", LONG_ID)
    assert said(refusal.value, "en") == CODE_EN.format(*words)
    assert said(refusal.value, "nb") == CODE_NB.format(*words)


@pytest.mark.parametrize(
    "given",
    [
        order("Hansen", "Kari"),
        order("BABY OF HANSEN", ""),
        order("ბერიძე", "ნინო"),
        order("Ade\u0301ba\u0301yo\u0323\u0300", "Ọlá"),
        order("van\u00a0der\u00a0Berg", "Anna"),
        order("Hansen", "Kari", container("flow", "DEV01240000000000004")),
        order("Hansen", "Kari", container("blood-smear", "LAB-2026-0001")),
        order("Hansen", "Kari", container("smear", LONG_ID, pre_labelled=True)),
        order("Hansen", "Kari", {"kind": "smear", "side": "left"}),
        order("Hansen", "Kari", container("no-such-kind", LONG_ID)),
    ],
)
def test_what_can_be_printed(bench: Bench, given: dict[str, Any]) -> None:
    """A no-break space is left to whoever reads the order."""
    family = given["patient"]["family"]
    read, person = parse_order({**given, "patient": {**given["patient"], "family": "X"}})
    check_printable(bench.station, read, replace(person, family=family))
