"""The doctor's answer for the folder that labels go into, for printers, and for what runs."""

import threading
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue

import pytest
from kit import Bench, P
from printing import printer, queueing, write_site, zebra_at
from zebra_sink import zebra_sink

from station.app.print_labels import LabelsWanted, print_labels
from station.config import Config
from station.doctor import Check, examine
from station.ports.printer import DrawnLabel, PrinterPlan, Status
from station.runners.printers import Spooler

ENDED = "zebra: NOTHING IS SENT to it after a fault. Start the station again."
LONG_S = 20.0


def labels(folder: Path, db: Path) -> Check:
    return next(c for c in examine(Config(db, "en", None, ()), folder) if c.check == "labels")


@pytest.mark.parametrize("below", ["", "not/yet"])
def test_a_folder_that_can_be_written_is_left_as_it_was(tmp_path: Path, below: str) -> None:
    folder = tmp_path / below
    word = "made" if below else "written"
    assert labels(folder, tmp_path / "none.db") == Check("labels", True, f"{folder}: can be {word}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_its_place_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "labels" / "ward"
    folder.parent.write_text("no folder")
    assert labels(folder, tmp_path / "none.db") == Check(
        "labels", False, f"{folder}: expected a folder that can be written, got: Not a directory."
    )


def checked(bench: Bench, name: str) -> Check:
    config = Config(bench.db, "en", None, (), bench.folder / "station.toml")
    return next(c for c in examine(config, bench.folder) if c.check == name)


def test_every_printer_that_cannot_print_is_named(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    with zebra_sink() as one, zebra_sink() as other, zebra_sink() as third:
        write_site(bench, *(printer(n, s) for n, s in zip("abc", (one, other, third), strict=True)))
        assert checked(bench, "printers") == Check(
            "printers", True, "a: ready. b: ready. c: ready."
        )
        one.paper_out = third.head_open = True
        assert checked(bench, "printers") == Check(
            "printers", False, "a: NO LABELS LEFT. Put in a new roll. c: OPEN. Close its lid."
        )
    said = bench.line("doctor")
    assert said.code == 1
    (found,) = [c for c in said.answer["checks"] if c["check"] == "printers"]
    assert found["detail"].count("NOT REACHED") == 3


def test_a_station_without_printers_is_well(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    write_site(bench, "")
    assert checked(bench, "printers") == Check("printers", True, "none in station.toml")
    assert checked(bench, "runners") == Check("runners", True, "none has ended by a fault")


def test_a_site_file_that_is_broken_is_said(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (bench.folder / "station.toml").write_text("[printers.a]\n")
    assert not checked(bench, "printers").ok


class Breaking:
    """A printer whose driver has a fault."""

    def status(self) -> Status:
        return Status("ready")

    def send(self, label: DrawnLabel) -> str:
        raise ZeroDivisionError


def test_a_sender_that_has_ended_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raised: SimpleQueue[object] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda args: raised.put(args.exc_type))
    bench = Bench(tmp_path).at_labels()
    plan = PrinterPlan("zebra", "zpl", 203, None, ("default",), None, {})
    with zebra_at(bench):
        print_labels(bench.station, P, LabelsWanted(), bench.act(), queueing(bench))
        with closing(Spooler(bench.station, [(plan, Breaking())], lambda: None)):
            assert raised.get(timeout=LONG_S) is ZeroDivisionError
        assert [job.state for job in bench.store.spool.jobs()][:2] == ["uncertain", "queued"]
        assert checked(bench, "printers") == Check("printers", False, ENDED)


def test_a_reader_that_has_ended_is_named(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.store.runners.ended("/dev/ttyACM0", "KeyError", bench.clock.now())
    write_site(bench, "")
    assert checked(bench, "runners") == Check(
        "runners",
        False,
        "/dev/ttyACM0 (KeyError): expected to run, got ended by a fault; start the station again.",
    )
