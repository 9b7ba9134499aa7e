"""The history of a procedure as the page shows it: in words, of then, in the station's own time."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kit import Bench, P
from printing import queueing, step, zebra_at
from screen import Screen
from served import bedside_panel, served, served_station

from station.app import prepare
from station.app.print_labels import LabelsWanted, print_labels
from station.app.views.history import HistoryRow, history
from station.domain.texts import Language
from station.web.app import web_app
from station.web.screens.drawing import moment


def told(row: HistoryRow) -> str:
    return " · ".join(one.said for one in row.told)


@pytest.fixture
def oslo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("oslo")
@pytest.mark.parametrize(
    ("at", "said"),
    [
        ((2026, 10, 24, 23, 59), "2026-10-25 01:59:00"),
        ((2026, 10, 25, 0, 0), "2026-10-25 02:00:00 +0200"),
        ((2026, 10, 25, 0, 59), "2026-10-25 02:59:00 +0200"),
        ((2026, 10, 25, 1, 0), "2026-10-25 02:00:00 +0100"),
        ((2026, 10, 25, 1, 59), "2026-10-25 02:59:00 +0100"),
        ((2026, 10, 25, 2, 0), "2026-10-25 03:00:00"),
        ((2026, 3, 29, 0, 59), "2026-03-29 01:59:00"),
        ((2026, 3, 29, 1, 0), "2026-03-29 03:00:00"),
    ],
)
def test_the_hour_that_comes_twice_has_its_offset(at: tuple[int, ...], said: str) -> None:
    year, month, day, hour, minute = at
    assert moment(datetime(year, month, day, hour, minute, tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("language", "modes"),
    [
        ("en", ["print check", "collecting", "not collected", "new label"]),
        ("nb", ["etikettkontroll", "registrering", "ikke tatt", "ny etikett"]),
    ],
)
def test_modes_and_methods_are_words(tmp_path: Path, language: Language, modes: list[str]) -> None:
    bench = Bench(tmp_path, language)
    bench.order()
    bench.open()
    bench.ready()
    bench.scan("CARDCHECK", "CARDCHECK", "CARDEXCUSE", "CARDREPRINT")
    rows = history(bench.station, P)
    assert [told(row) for row in rows if row.type == "mode-set"] == modes
    method = {"en": "wristband with birth date", "nb": "armbånd med fødselsdato"}[language]
    assert [told(row) for row in rows if row.type == "patient-confirmed"] == [method]


def test_a_side_is_that_of_then(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready()
    change = prepare.SideChange("right", move_reason="dry-tap")
    prepare.declare_side(bench.station, P, change, bench.act())
    bench.print()
    printed = [row.what for row in history(bench.station, P) if row.type == "label-printed"]
    assert "Flow cytometry, left" in printed
    assert "Flow cytometry 1, right" in printed


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Label printed", *["Label queued"] * 3, "Asked", "Refused"]),
        ("nb", ["Etikett skrevet ut", *["Etikett i kø"] * 3, "Spurt", "Nektet"]),
    ],
)
def test_a_question_and_a_queued_label_are_called_so(
    tmp_path: Path, language: Language, titles: list[str]
) -> None:
    bench = Bench(tmp_path, language).at_labels()
    with zebra_at(bench):
        print_labels(bench.station, P, LabelsWanted(), bench.act(), queueing(bench))
        assert step(bench) == "sent"
    bench.scan("CARDCLOSE", "HELLO")
    with served(web_app(served_station(bench))) as address:
        status, page = Screen(address, f"station-language={language}").get(f"/procedures/{P}")
    told = {"label-printed", "label-queued", "asked", "refused"}
    rows = re.findall(r'<tr class="([a-z-]+)"><td>[^<]*</td><td>([^<]*)</td>', page)
    assert (status, [title for kind, title in rows if kind in told]) == (200, titles)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("NO WRISTBAND", "torn off in the lift. Witness: nurse-2")),
        ("nb", ("UTEN ARMBÅND", "torn off in the lift. Vitne: nurse-2")),
    ],
)
def test_no_wristband_is_no_confirmed_birth_date(
    tmp_path: Path, language: Language, said: tuple[str, str]
) -> None:
    bench = Bench(tmp_path, language)
    bench.order()
    bench.open()
    reason, act = "torn off in the lift", bench.act()
    prepare.go_without_wristband(bench.station, P, reason, "nurse-2", act)
    html = bedside_panel(bench)
    head, why = said
    assert f'<div class="second witness">{head} <small>{why}</small></div>' in html
    bench.confirm()
    html = bedside_panel(bench)
    assert '<div class="second confirmed">' in html
