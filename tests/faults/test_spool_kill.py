"""A spool that is killed, or whose printer fails, at any moment: no label is doubled or lost."""

import itertools
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from kit import PATIENT, ROOT, Bench
from printing import codes, queueing, zebra_at
from zebra_sink import Sink

from station.app.prepare import SideChange, declare_side
from station.app.print_labels import LabelsWanted, print_labels

LABELS, PROCEDURES = 200, 4
PLACES = [f"room-{number}" for number in range(PROCEDURES)]  # one is under way in each
KILLS = 12
TURNED = 8  # labels of each of two children at one bed
SEED = 20260302
LONGEST_S = 1.5  # to a kill, from when the process can have sent its first label
ASK_EVERY = 20  # looks at the printer
BREAKS_AT = 59  # as in the report of a print server that then sent all 200 again


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Two hundred tubes of four procedures, ready to be labelled."""
    bench = Bench(tmp_path)
    tubes = [{"kind": "flow", "side": "left"}] * (LABELS // PROCEDURES)
    for number in range(PROCEDURES):
        bench.order(f"O-{number}", sides=["left"], containers=tubes)
        p = bench.open(f"O-{number}", PLACES[number])
        bench.confirm(p)
        bench.answer_checklist(p)
        declare_side(bench.station, p, SideChange("left"), bench.act())
    return bench


def queue(bench: Bench) -> list[str]:
    """All labels, in the order of their queue."""
    for line in bench.store.procedures():
        print_labels(bench.station, line.procedure, LabelsWanted(), bench.act(), queueing(bench))
    found = [job.label_id for job in bench.store.spool.jobs()]
    assert len(found) == LABELS
    return found


def spooling(bench: Bench, *options: str) -> subprocess.Popen[bytes]:
    """A process that sends what waits."""
    words = ["spool", "run", "--db", str(bench.db), *options]
    return subprocess.Popen(
        [sys.executable, "-m", "station", *words],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def check_once_or_uncertain(bench: Bench, sink: Sink, queued: list[str]) -> int:
    """Every label that is out came once and in its turn; what is not out is known to be so."""
    out = codes(sink)
    assert len(out) == len(set(out))
    assert out == [label for label in queued if label in set(out)]
    by_label = {job.label_id: job.state for job in bench.store.spool.jobs()}
    assert set(by_label.values()) <= {"sent", "uncertain"}
    assert {label for label, state in by_label.items() if state == "sent"} <= set(out)
    return sum(state == "uncertain" for state in by_label.values())


def test_kill_9_doubles_and_loses_no_label(bench: Bench) -> None:
    chance = random.Random(SEED)
    with zebra_at(bench, places=PLACES) as sink:
        queued = queue(bench)
        for _ in range(KILLS):
            with spooling(bench) as process:
                wait_for_one(bench, sink)
                time.sleep(chance.uniform(0, LONGEST_S) * chance.random())
                process.kill()
        assert spooling(bench, "--once").wait(120) == 0
        uncertain = check_once_or_uncertain(bench, sink, queued)
    assert uncertain <= KILLS


def test_a_connection_lost_at_label_59_sends_no_label_twice(bench: Bench) -> None:
    def breaks(number: int) -> None:
        if number == BREAKS_AT:
            sink.before = lambda number: None
            raise ConnectionResetError

    with zebra_at(bench, places=PLACES) as sink:
        sink.before = breaks
        queued = queue(bench)
        assert spooling(bench, "--once").wait(120) == 0
        assert check_once_or_uncertain(bench, sink, queued) == 1
        jobs = bench.store.spool.jobs()
        assert [job.job for job in jobs if job.state == "uncertain"] == [BREAKS_AT]
        assert len(sink.labels) == LABELS - 1


def test_two_spools_at_once_send_every_label_once(bench: Bench) -> None:
    with zebra_at(bench, places=PLACES) as sink:
        queued = queue(bench)
        with spooling(bench, "--once") as one, spooling(bench, "--once") as other:
            assert (one.wait(120), other.wait(120)) == (0, 0)
        assert check_once_or_uncertain(bench, sink, queued) == 0
        assert codes(sink) == queued


def test_kill_9_at_a_change_of_children_sends_nothing_out_of_its_turn(tmp_path: Path) -> None:
    """Two children take turns at one bed while the sender is killed again and again."""
    bench = Bench(tmp_path)
    bands = []
    for number in range(2):
        patient = {**PATIENT, "id": f"P-1234567{number}"}
        tubes = [{"kind": "flow", "side": "left"}] * TURNED
        bench.order(f"O-{number}", sides=["left"], containers=tubes, patient=patient)
        bands.append((bench.open(f"O-{number}"), f"P-1234567{number},2019-05-17"))
    with zebra_at(bench) as sink:
        for p, band in bands:
            bench.confirm(p, band)
            bench.answer_checklist(p)
            declare_side(bench.station, p, SideChange("left"), bench.act())
            print_labels(bench.station, p, LabelsWanted(), bench.act(), queueing(bench))
        chance, turns = random.Random(SEED), itertools.cycle(bands)
        while any(job.state in {"queued", "withdrawn"} for job in bench.store.spool.jobs()):
            p, band = next(turns)
            with spooling(bench) as process:
                wait_for_one(bench, sink)
                bench.confirm(p, band)  # in the midst of the other's labels
                at_printer = {j.job for j in bench.store.spool.jobs() if j.state == "sending"}
                seen = len(sink.labels)
                wait_for_one(bench, sink)
                time.sleep(chance.uniform(0, LONGEST_S) * chance.random())
                process.kill()
            jobs = {job.label_id: job for job in bench.store.spool.jobs()}
            out = [jobs[label_id] for label_id in codes(sink)[seen:]]
            assert {job.job for job in out if job.procedure != p} <= at_printer
        found = codes(sink)
    assert len(found) == len(set(found))
    sent = {job.label_id for job in bench.store.spool.jobs() if job.state == "sent"}
    assert sent <= set(found)


def wait_for_one(bench: Bench, sink: Sink) -> None:
    """Until one more label is out, or none waits; the store, which is busy, is asked less."""
    already = len(sink.labels)
    for turn in itertools.count():
        asked = turn % ASK_EVERY == 0
        if len(sink.labels) > already or (asked and not any_waits(bench)):
            return
        time.sleep(0.01)


def any_waits(bench: Bench) -> bool:
    return any(job.state in {"queued", "sending"} for job in bench.store.spool.unsettled())
