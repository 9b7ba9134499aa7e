"""``station printer``: every printer of the file, how it fares, and a label to try it with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyzbar import pyzbar
from zebra_sink import Sink, zebra_sink

from station.cli import run
from station.domain.texts import LANGUAGES, PRINTERS, Language
from station.ports.printer import CONDITIONS

ROW = {"printer": "bedside", "kind": "zpl", "dpi": 203, "stock": "tube-50x30"}


@pytest.fixture
def sink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A printer, and a station in a folder of its own that prints on it."""
    monkeypatch.chdir(tmp_path)
    with zebra_sink() as running:
        Path("station.toml").write_text(
            'name = "Ward 4"\n[printers.bedside]\nkind = "zpl"\nhost = "127.0.0.1"\n'
            f'port = {running.port}\ndpi = 203\nstock = "tube-50x30"\n',
            encoding="utf-8",
        )
        yield running


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """The exit code and what is answered in JSON."""
    capsys.readouterr()
    code = run(["printer", *words, "--json"])
    out, error = capsys.readouterr()
    assert error == ""
    return code, json.loads(out)


def test_list(sink: Sink, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "list") == (0, [{**ROW, "places": [], "standby": None}])
    assert run(["printer", "list"]) == 0
    assert capsys.readouterr().out == (
        "printer  kind  dpi  stock       places  standby\n"
        "bedside  zpl   203  tube-50x30          –\n"
    )


def test_a_station_without_a_file_has_no_printers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(capsys, "list") == (0, [])
    assert said(capsys, "status") == (0, [])


def test_a_printer_that_there_is_not(sink: Sink, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["test", "nope"], ["status", "nope"]):
        assert run(["printer", *words]) == 2
        assert capsys.readouterr().err == (
            "Printer 'nope': expected one of bedside in station.toml.\n"
        )


def test_the_file_is_found(
    sink: Sink,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Beside the database, by STATION_CONFIG, and first of all by --config."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    other = elsewhere / "other.toml"
    other.write_text('[printers.files]\nkind = "folder"\nfolder = "out"\ndpi = 300\n')

    def names(*words: str) -> list[str]:
        return [row["printer"] for row in said(capsys, "list", *words)[1]]

    beside = ("--db", str(tmp_path / "station.db"))
    assert (names(), names(*beside)) == ([], ["bedside"])
    monkeypatch.setenv("STATION_CONFIG", str(other))
    assert (names(), names(*beside)) == (["files"], ["files"])
    assert names("--config", str(tmp_path / "station.toml")) == ["bedside"]


def test_status(sink: Sink, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"printer": "bedside", "status": "ready", "message": "bedside: ready.", "detail": ""}
    assert said(capsys, "status") == (0, [row])
    sink.paper_out = True
    row |= {"status": "paper-out", "message": "bedside: NO LABELS LEFT. Put in a new roll."}
    assert said(capsys, "status", "bedside") == (1, [row])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_test_label(
    sink: Sink,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STATION_LANG", language)
    where = f"Printer bedside at 127.0.0.1 port {sink.port}: printed, and says that it is well."
    assert said(capsys, "test", "bedside") == (
        0,
        {
            "printer": "bedside",
            "status": "ready",
            "message": PRINTERS[language]["sent"].format(printer="bedside"),
            "detail": where,
            "sent": True,
            "may_have_printed": True,
        },
    )
    (picture,) = sink.pictures()
    assert picture.size == (400, 240)
    (symbol,) = pyzbar.decode(picture.convert("L"))
    assert symbol.data.startswith(b"TEST")
    assert not Path("station.db").exists()


@pytest.mark.parametrize("may_have_printed", [False, True])
def test_a_test_label_that_does_not_go(
    sink: Sink, may_have_printed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if may_have_printed:
        sink.before = lambda number: setattr(sink, "head_open", True)
    else:
        sink.head_open = True
    after = "The label MAY BE OUT: look before printing it again."
    where = f"Printer bedside at 127.0.0.1 port {sink.port}"
    assert said(capsys, "test", "bedside") == (
        1,
        {
            "printer": "bedside",
            "status": "head-open",
            "message": "bedside: OPEN. Close its lid. "
            + (after if may_have_printed else "Nothing was printed."),
            "detail": f"{where}: expected a printer that is ready, got head-open.",
            "sent": False,
            "may_have_printed": may_have_printed,
        },
    )


def test_every_condition_has_its_sentence_in_every_language() -> None:
    others = {"sent", "not-printed", "uncertain", "test-label"}
    for language in LANGUAGES:
        texts = PRINTERS[language]
        assert set(texts) == {*CONDITIONS, *others}
        assert all("{printer}" in texts[code] for code in (*CONDITIONS, "sent"))
