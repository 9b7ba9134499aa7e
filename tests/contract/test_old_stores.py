"""Stores that earlier versions wrote: each opens, folds, verifies and takes one more container."""

import shutil
from pathlib import Path

import pytest
from kit import ROOT, Bench

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
