"""Stores that earlier versions wrote: each opens, folds, verifies and takes one more container."""

import shutil
from pathlib import Path

import pytest
from kit import ROOT, Bench
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.stores.sqlite import SqliteStore
from station.domain.flags import open_work

CASES = sorted((ROOT / "tests" / "cases" / "stores").glob("*.db"))
HALF_DONE = "P00017-2"  # of every case


def test_there_are_cases() -> None:
    assert CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_an_old_store_still_works(tmp_path: Path, case: Path) -> None:
    shutil.copy(case, tmp_path / "station.db")
    bench = Bench(tmp_path)
    store = bench.station.store
    assert isinstance(store, SqliteStore)
    assert store.verify() == len(bench.events())
    lines = store.procedures()
    assert [line.procedure for line in lines] == ["P00017-1", HALF_DONE]
    for line in lines:
        p = bench.state(line.procedure)
        assert set(store.open_work(line.procedure)) == set(open_work(p))
        assert p.version == len(store.events(line.procedure))
    p = bench.state(HALF_DONE)
    printed = next(c.container for c in p.awaited("left") if c.state == "printed")
    bench.clock.move(days=1)
    assert bench.scan(printed, p=HALF_DONE).answer.accepted
    assert bench.state(HALF_DONE).containers[printed].state == "collected"
    assert store.verify() == len(bench.events())


@pytest.mark.parametrize(
    ("change", "then"),
    [
        ("UPDATE place SET procedure = 'P00017-2'", "queued"),
        ("UPDATE place SET procedure = 'P00017-1'", "withdrawn"),  # it was suspended
        ("DELETE FROM place", "withdrawn"),
    ],
)
def test_what_an_old_store_left_in_a_queue_is_put_right(
    tmp_path: Path, change: str, then: str
) -> None:
    shutil.copy(ROOT / "tests" / "cases" / "stores" / "0003-printing.db", tmp_path / "station.db")
    with sqlite3.connect(tmp_path / "station.db") as conn:
        conn.execute(change)
    conn.close()
    bench = Bench(tmp_path)
    assert [job.state for job in bench.store.spool.jobs()] == ["cancelled", then]
    bench.confirm(HALF_DONE, "P-87654321,2019-05-17")
    assert [job.state for job in bench.store.spool.jobs()] == ["cancelled", "queued"]
    bench.line(f"procedure abort {HALF_DONE} --reason other")
    assert [job.state for job in bench.store.spool.jobs()] == ["cancelled", "cancelled"]
