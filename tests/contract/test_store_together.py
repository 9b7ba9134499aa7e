"""Several threads and processes on one store: one wins, nothing is doubled or lost."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from kit import ROOT, Bench, P

from station.adapters.event_schemas import event_validator
from station.adapters.stores.migrations import MIGRATIONS
from station.adapters.stores.opening import open_database
from station.adapters.stores.sqlite import SqliteStore
from station.app.scan import Scan, handle_scan
from station.domain import events as e

AT_ONCE = 8
START_S = 2.0  # until every process is up; they then begin at one moment

T = TypeVar("T")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Twenty labelled tubes of no draw order."""
    bench = Bench(tmp_path)
    bench.order(sides=["left"], containers=[{"kind": "flow", "side": "left"}] * 20)
    bench.open()
    bench.ready()
    return bench


def in_processes(function: Callable[..., T], *arguments: Any) -> list[T]:
    """What each of several processes gets that begin at one moment."""
    begin = time.monotonic() + START_S
    with ProcessPoolExecutor(AT_ONCE, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(at, begin, function, *arguments) for _ in range(AT_ONCE)]
        return [job.result() for job in jobs]


def at(begin: float, function: Callable[..., T], *arguments: Any) -> T:
    """Call it at that moment."""
    time.sleep(max(0.0, begin - time.monotonic()))
    return function(*arguments)


def open_new(path: Path) -> tuple[int, int]:
    """The stream and the number of migrations that an opened store has."""
    db = open_database(path)
    (stream,) = db.execute("SELECT stream FROM station").fetchone()
    (applied,) = db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()
    db.close()
    return stream, applied


def reserve(path: Path) -> list[int]:
    """Twenty serials, by ones and twos."""
    store = SqliteStore(path, event_validator())
    found = [serial for n in range(20) for serial in store.reserve(1 + n % 2)]
    store.close()
    return found


def new_procedures(path: Path) -> list[str]:
    """Ten procedure ids."""
    store = SqliteStore(path, event_validator())
    found = [store.new_procedure() for _ in range(10)]
    store.close()
    return found


def test_one_new_store_opened_by_all_at_once(tmp_path: Path) -> None:
    found = in_processes(open_new, tmp_path / "station.db")
    assert len(found) == AT_ONCE
    assert len(set(found)) == 1
    assert found[0][1] == len(MIGRATIONS._migrations)


def test_serials_and_procedures_are_never_given_out_twice(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    serials = [n for found in in_processes(reserve, path) for n in found]
    assert sorted(serials) == list(range(1, AT_ONCE * 30 + 1))
    names = [name for found in in_processes(new_procedures, path) for name in found]
    assert len(set(names)) == len(names) == AT_ONCE * 10


def test_of_two_threads_one_collects(bench: Bench) -> None:
    barrier = Barrier(2)

    def scan(label: str) -> str | None:
        barrier.wait()
        return handle_scan(Scan(label, bench.act(), P), bench.station).answer.reason

    with ThreadPoolExecutor(2) as pool:
        for container in bench.state().containers.values():
            label = str(container.label_id)
            answers = list(pool.map(scan, [label, label]))
            assert sorted(answers, key=str) == [None, "already-collected"]
    check_collected_once(bench)


def test_of_two_processes_one_collects(bench: Bench) -> None:
    labels = [str(c.label_id) for c in bench.state().containers.values()]
    answers = scan_at_once(bench, *labels)
    for number, label in enumerate(labels):
        reasons = [found[number]["reason"] for found in answers]
        assert sorted(reasons, key=str) == [None, "already-collected"], label
    check_collected_once(bench)


def test_a_scan_sent_by_two_processes_is_recorded_once(bench: Bench) -> None:
    labels = [str(c.label_id) for c in bench.state().containers.values()]
    before = len(bench.events())
    answers = scan_at_once(bench, *labels, "--scan-id", "one")
    assert [found == answers[0] for found in answers] == [True] * 2
    assert [answer["accepted"] for answer in answers[0]] == [True] * len(labels)
    assert len(bench.events()) == before + len(labels)
    check_collected_once(bench)


def scan_at_once(bench: Bench, *words: str) -> list[list[dict[str, Any]]]:
    """The answers of two command lines that run together."""
    command = [sys.executable, "-m", "station", "scan", P, *words, "--json", "--db", str(bench.db)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "STATION_LANG": "en"}
    processes = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in processes]
    return [[json.loads(line) for line in text.splitlines()] for text in said]


def check_collected_once(bench: Bench) -> None:
    """Every container, once; nothing contradicts; the chain is whole."""
    bodies = [event.body for event in bench.events()]
    collected = [body.container for body in bodies if isinstance(body, e.Collected)]
    p = bench.state()
    assert sorted(collected) == sorted(p.containers)
    assert [c.discrepancy for c in p.containers.values() if c.discrepancy] == []
    assert isinstance(bench.station.store, SqliteStore)
    assert bench.station.store.verify() == len(bodies)
