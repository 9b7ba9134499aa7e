"""Acknowledged means on disk: kill -9, failing and full disks lose nothing that was answered."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import IO, Any

import pytest
from kit import ROOT, Bench, P

from station.adapters.event_schemas import event_validator
from station.adapters.stores.sqlite import SqliteStore
from station.domain import events as e
from station.domain.flags import open_work
from station.domain.procedure import fold

SCANS = 400
KILLS = 8
SEED = 20260302  # the moments are random, and the same at every run
RUN = "run-1"  # scan number n has the id run-1-n
TUBES = 30
NOT_SAVED = 2  # exit code

STRACE = shutil.which("strace")
SYNC, WRITE = "fsync,fdatasync", "pwrite64"  # the calls by which SQLite keeps a commit
needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")

Answers = list[dict[str, Any]]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Thirty labelled tubes, ready to be filled."""
    bench = Bench(tmp_path)
    bench.order(sides=["left"], containers=[{"kind": "flow", "side": "left"}] * TUBES)
    bench.open()
    bench.ready()
    return bench


def write_scans(bench: Bench, count: int) -> Path:
    """A file of scans that each leave one event: every tube, tubes again, checks, strangers."""
    chance = random.Random(SEED)
    labels = [str(c.label_id) for c in bench.state().containers.values()]
    others = [*labels, *(f"LAB-{n:04d}" for n in range(count)), *["CARDCHECK"] * 10]
    texts = labels[:count] + chance.choices(others, k=max(0, count - len(labels)))
    chance.shuffle(texts)
    path = bench.folder / "scans.txt"
    path.write_text("\n".join(texts) + "\n")
    return path


def start(bench: Bench, scans: IO[str], *around: str) -> subprocess.Popen[str]:
    """The command line that reads the scans, perhaps inside another command."""
    options = ["--json", "--db", str(bench.db), "--scan-id", RUN]
    return subprocess.Popen(
        [*around, sys.executable, "-m", "station", "scan", P, "-", *options],
        stdin=scans,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "STATION_LANG": "en"},
    )


def finish(bench: Bench, path: Path, *around: str) -> tuple[int, Answers, str]:
    """Exit code, answers and standard error of a whole run."""
    with path.open() as scans:
        process = start(bench, scans, *around)
        out, err = process.communicate(timeout=300)
    return process.returncode, answers_in(out.splitlines(keepends=True)), err


def killed(bench: Bench, path: Path, after: int) -> Answers:
    """The answers of a run that is killed after so many, in the middle of the next."""
    with path.open() as scans, start(bench, scans) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(after)]
        process.kill()
        return answers_in([*lines, *process.stdout.readlines()])


def answers_in(lines: list[str]) -> Answers:
    """The answers; half a line is none."""
    return [json.loads(line) for line in lines if line.endswith("\n")]


def check_kept(bench: Bench, answers: Answers) -> int:
    """Every answer is of an event on disk, none is doubled, all is whole; how many events."""
    store = SqliteStore(bench.db, event_validator())
    store.verify()
    events = store.events(P)
    kept = Counter(event.scan_id for event in events if event.scan_id)
    assert set(kept.values()) <= {1}
    assert {f"{RUN}-{n}" for n in range(1, len(answers) + 1)} <= set(kept)
    by_id = {event.scan_id: event.body for event in events}
    for number, answer in enumerate(answers, 1):
        body = by_id[f"{RUN}-{number}"]
        assert (body.reason if isinstance(body, e.Refused) else None) == answer["reason"]
    collected = [event.body.container for event in events if isinstance(event.body, e.Collected)]
    assert len(set(collected)) == len(collected)
    assert set(store.open_work(P)) == set(open_work(fold(events)))
    store.close()
    return len(events)


def test_kill_9_loses_and_doubles_nothing(bench: Bench) -> None:
    scans = write_scans(bench, SCANS)
    seen: Answers = []
    for after in sorted(random.Random(SEED).sample(range(1, SCANS), KILLS)):
        answers = killed(bench, scans, after)
        assert answers[: len(seen)] == seen[: len(answers)]
        check_kept(bench, answers)
        seen = max(seen, answers, key=len)
    code, answers, error = finish(bench, scans)
    assert (code, len(answers), error) == (1, SCANS, "")  # 1: strangers were refused
    assert answers[: len(seen)] == seen
    count = check_kept(bench, answers)
    assert finish(bench, scans) == (1, answers, "")
    assert check_kept(bench, answers) == count


@needs_strace
@pytest.mark.parametrize(("call", "when"), [(SYNC, 1), (SYNC, 6), (WRITE, 1), (WRITE, 101)])
def test_killed_within_a_commit(bench: Bench, call: str, when: int) -> None:
    scans = write_scans(bench, 10)
    code, answers, _ = finish(bench, scans, *injected(call, f"signal=KILL:when={when}"))
    assert code != 0
    check_kept(bench, answers)
    code, whole, error = finish(bench, scans)
    assert (code, len(whole), error) == (0, 10, "")
    assert whole[: len(answers)] == answers


@needs_strace
@pytest.mark.parametrize(
    ("call", "error", "when"),
    [
        (SYNC, "EIO", "1+"),
        (SYNC, "EIO", "5"),
        (WRITE, "EIO", "100"),
        (WRITE, "ENOSPC", "1+"),
        (WRITE, "ENOSPC", "150+"),
    ],
)
def test_what_the_disk_refused_is_not_green(bench: Bench, call: str, error: str, when: str) -> None:
    scans = write_scans(bench, 10)
    code, answers, said = finish(bench, scans, *injected(call, f"error={error}:when={when}"))
    assert code == NOT_SAVED
    assert "NOT SAVED" in said or "expected a station's database" in said
    assert said.count("\n") == 1
    assert len(answers) < 10
    check_kept(bench, answers)
    code, whole, _ = finish(bench, scans)
    assert (code, len(whole)) == (0, 10)
    assert whole[: len(answers)] == answers


def test_a_full_disk_is_not_green(bench: Bench) -> None:
    """The files may not grow past a size; with room again it goes on where it stopped."""
    scans = write_scans(bench, 200)
    bench.station.store.close()  # type: ignore[attr-defined]  # the write-ahead log is now empty
    limit_kib = bench.db.stat().st_size // 1024 + 400
    full = ("bash", "-c", f'ulimit -f {limit_kib}; exec "$@"', "full")
    code, answers, said = finish(bench, scans, *full)
    assert code == NOT_SAVED
    assert said.startswith("NOT SAVED. Database station.db: ")
    assert 0 < len(answers) < 200
    check_kept(bench, answers)
    code, whole, error = finish(bench, scans)
    assert (code, len(whole), error) == (1, 200, "")
    assert whole[: len(answers)] == answers


def injected(call: str, fault: str) -> tuple[str, ...]:
    """A command that runs another one under a fault of one system call."""
    return (
        str(STRACE),
        *("-f", "-qqq", "-o", "/dev/null", "-e", "signal=none"),
        *("-e", f"trace={call}", "-e", f"inject={call}:{fault}"),
    )
