"""The board of an earlier time is what the board showed then, whatever has happened since."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from kit import HODGKIN_LEFT, HODGKIN_RIGHT, PATIENT, START, Bench, P

from station.app import close_procedure, containers, receive
from station.app.views.board import missing
from station.domain.flags import Flag
from station.domain.identifiers.specimen import issue
from station.domain.then import work_of

STRAY = issue(42, 1, "left")
OTHER = {**PATIENT, "id": "P-87654321", "given": "Annen"}
OTHER_BAND = "P-87654321,2019-05-17"
Step = Callable[[], object]


def story(bench: Bench) -> Iterator[Step]:
    """A day on which much goes otherwise, one act after the other."""
    yield bench.order
    yield bench.open
    yield lambda: bench.ready("left")
    yield lambda: bench.scan(*HODGKIN_LEFT[:3])
    yield lambda: bench.receive("flow-1-left")  # never collected
    yield lambda: bench.scan("flow-1-left")
    yield lambda: bench.receive(STRAY, "LAB-2026-0001")
    yield lambda: bench.reprint("flow-1-left")
    yield lambda: containers.discard(bench.station, P, "smear-1-left", "spilled", bench.act())
    yield lambda: bench.side("right")
    yield lambda: bench.scan("smear-1-left")  # discarded
    yield lambda: bench.excuse(*HODGKIN_RIGHT[:2])
    yield lambda: bench.order("O-2", patient=OTHER)
    yield lambda: bench.open("O-2", place="room-2")
    yield bench.dispatch
    yield lambda: bench.receive("biopsy-1-left")
    yield lambda: bench.reject("smear-2-left", "RB")
    yield lambda: close_procedure.abort(bench.station, P, "dry-tap", bench.act())
    yield lambda: receive.undo_receive(
        bench.station, bench.text("biopsy-1-left"), "mistaken", bench.act()
    )


def test_each_moment_is_shown_as_it_was_then(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    shown: dict[datetime, tuple[Flag, ...]] = {}
    for step in story(bench):
        step()
        shown[bench.clock.at] = missing(bench.station)
        rows = work_of(bench.store.events_until(bench.clock.at))
        assert set(rows) == set(bench.store.open_work())
        bench.clock.move(minutes=7)
    assert {at: missing(bench.station, at) for at in shown} == shown
    assert len(set(shown.values())) > 10
    assert missing(bench.station, START - timedelta(days=2522)) == ()


def test_one_procedure_is_shown_as_it_was_then_too(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    for step in story(bench):
        step()
        bench.clock.move(minutes=7)
    opened = bench.state("P00017-2").opened_at
    before, after = (
        missing(bench.station, at, "P00017-2") for at in (opened - timedelta(seconds=1), opened)
    )
    assert (before, {flag.since for flag in after}, len(after)) == ((), {opened}, 8)


def test_what_was_kept_later_is_not_known_then(tmp_path: Path) -> None:
    """A scan that waited in a browser is dated before it came: the station did not know it."""
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    waited = bench.act()
    asked = bench.clock.move(minutes=5)
    bench.clock.move(minutes=5)
    close_procedure.abort(bench.station, P, "dry-tap", waited)
    assert {flag.flag for flag in missing(bench.station, asked)} == {"missing-at-bedside"}
