"""With STATION_LANG=nb standard error is in Norwegian, with what an error wraps and its values."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kit import Bench, call


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    yield bench
    bench.end()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("procedure show P9", "Prosedyre «P9»: forventet en fra denne stasjonen, fikk ingen."),
        (
            "wristband P 12 --birth-date 2019-02-30",
            "Fødselsdato: forventet en dato ÅÅÅÅ-MM-DD, fikk '2019-02-30'.",
        ),
        ("printer test nope", "Skriver «nope»: forventet en skriver i station.toml, fikk ingen."),
        ("scan P", "Skanning: forventet en tekst etter prosedyren P00017-1, fikk ingen."),
    ],
)
def test_errors_are_in_the_language_of_the_station(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, line: str, expected: str
) -> None:
    monkeypatch.setenv("STATION_LANG", "nb")
    said = bench.line(line)
    assert (said.code, said.error) == (2, f"{expected}\n")


def test_an_order_file_is_named_with_its_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "order.json"
    path.write_text('{"order": "A-1", "patient": {"id": "1"}, "indication": "lymphoma"}')
    monkeypatch.setenv("STATION_LANG", "nb")
    assert call(tmp_path / "station.db", "order", "import", str(path)).error == (
        "Fil order.json: Rekvisisjon A-1, pasient: forventet «family» på 1 til 200 skrivbare "
        "tegn, fikk ingenting.\n"
    )


def test_a_language_that_there_is_not_is_said_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATION_LANG", "nn")
    said = call(tmp_path / "station.db", "order", "list")
    assert (said.code, said.error) == (2, "STATION_LANG: expected en or nb, got 'nn'.\n")
