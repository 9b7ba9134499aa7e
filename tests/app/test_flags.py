"""Every flag of the board at its moments: before it is due, when it is, and when it is settled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, PATIENT, START, Bench

from station.app.patients import Correction, correct_patient
from station.app.views.board import missing
from station.domain.codes import FLAGS
from station.domain.flags import Flag
from station.domain.identifiers.specimen import issue

ELSEWHERE = issue(42, 1, "left")
NO_RECORD = {ELSEWHERE: "record-not-here", "LAB-2026-0001": "unexpected"}
RUNNING_OUT = NEARLY, OVER = "near-expiry", "expired"
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
TAKEN_AT = START + 4 * MINUTE  # the flow tube: the fourth scan, a minute each
SMEAR_AT = START + 2 * MINUTE
Step = Callable[[Bench], object]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    return bench


def take_left(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)


def close(bench: Bench) -> None:
    take_left(bench)
    bench.clock.move(minutes=6)  # 08:10
    bench.close()


def raised(bench: Bench, container: str | None, at: datetime | None = None) -> list[Flag]:
    """The flags of one container (None: of no record)."""
    return [flag for flag in bench.board(at) if flag.container == container]


def flow(bench: Bench, flag: str, since: datetime, due: datetime | None = None) -> Flag:
    """The flag of the left flow tube as it is now."""
    c = bench.state().containers["flow-1-left"]
    return Flag("P00017-1", "flow-1-left", c.label_id, "flow", "left", flag, since, due, "flow")


@dataclass(frozen=True)
class Case:
    """After ``given`` the left flow tube has this flag ``since``; after ``settled`` it has not."""

    flag: str
    given: tuple[Step, ...]
    since: timedelta
    settled: tuple[Step, ...]
    due: timedelta | None = None


def wait(**by: float) -> Step:
    return lambda bench: bench.clock.move(**by)


def right(bench: Bench) -> None:
    bench.side("right")


def reprint(bench: Bench) -> None:
    bench.reprint("flow-1-left")


def relabel(bench: Bench) -> None:
    bench.scan("CARDREPRINT", "~flow-1-left", "flow-1-left")


def resolve(bench: Bench) -> None:
    bench.line("resolve P flow-1-left --reason 'found it'")


def rename(bench: Bench, family: str) -> None:
    right = Correction("misspelt", family)
    correct_patient(bench.station, PATIENT["id"], right, bench.act())


def scan(name: str) -> Step:
    return lambda bench: bench.scan(name)


def take_in(name: str) -> Step:
    return lambda bench: bench.receive(name)


def receive_all(bench: Bench) -> None:
    bench.receive(*HODGKIN_LEFT)


def excused(bench: Bench) -> None:
    bench.excuse("flow-1-left")


def close_all(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT[:3])
    bench.excuse(*HODGKIN_RIGHT)
    bench.clock.move(minutes=3)
    assert bench.close().answer.accepted


FLOW = "flow-1-left"
CASES = {
    "expected, not yet taken": Case("missing-at-bedside", (), 0 * MINUTE, (scan(FLOW),)),
    "expected, excused": Case(
        "missing-at-bedside", (), 0 * MINUTE, (lambda bench: bench.excuse(FLOW),)
    ),
    "collected, closed": Case(
        "not-received", (close,), 10 * MINUTE, (take_in(FLOW),), due=130 * MINUTE
    ),
    "dispatched": Case(
        "not-received",
        (take_left, lambda bench: bench.dispatch()),
        4 * MINUTE,
        (take_in(FLOW),),
        due=124 * MINUTE,
    ),
    "a label of a former name": Case(
        "name-changed",
        (wait(minutes=5), lambda bench: rename(bench, "Olsen")),
        5 * MINUTE,
        (reprint,),
    ),
    "a label of a former name, settled by hand": Case(
        "name-changed",
        (wait(minutes=5), lambda bench: rename(bench, "Olsen")),
        5 * MINUTE,
        (resolve,),
    ),
    "received, not confirmed as collected": Case(
        "never-collected", (wait(minutes=5), take_in(FLOW)), 5 * MINUTE, (scan(FLOW),)
    ),
    "received though excused": Case(
        "unexpected",
        (lambda bench: bench.excuse(FLOW), wait(minutes=5), take_in(FLOW)),
        5 * MINUTE,
        (resolve,),
    ),
    "received though discarded": Case(
        "unexpected",
        (
            take_left,
            lambda bench: bench.line("discard P flow-1-left --reason spilled"),
            take_in(FLOW),
        ),
        4 * MINUTE,
        (resolve,),
    ),
    "received under a void label": Case(
        "unexpected", (reprint, wait(minutes=5), take_in("~flow-1-left")), 5 * MINUTE, (resolve,)
    ),
    "received twice": Case(
        "duplicate",
        (take_left, take_in(FLOW), wait(minutes=5), take_in(FLOW)),
        9 * MINUTE,
        (resolve,),
    ),
    "received under both labels": Case(
        "duplicate",
        (take_left, reprint, relabel, take_in(FLOW), wait(minutes=5), take_in("~flow-1-left")),
        12 * MINUTE,
        (resolve,),
    ),
    "scanned while the other side is active": Case(
        "wrong-side",
        (right, scan(FLOW)),
        1 * MINUTE,
        (lambda bench: bench.side("left"), scan(FLOW)),
    ),
    "rejected for its side": Case(
        "wrong-side",
        (take_left, lambda bench: bench.reject(FLOW, "wrong-side")),
        4 * MINUTE,
        (lambda bench: bench.line("undo-receive @flow-1-left --reason mistaken"),),
    ),
    "printed again after filling": Case(
        "relabel-open", (take_left, wait(minutes=5), reprint), 9 * MINUTE, (relabel,)
    ),
    "its label lies about after the close": Case(
        "labels-left", (excused, close_all), 6 * MINUTE, (scan("CARDREPRINT"), scan(FLOW))
    ),
    "its label lay about and was cleared up": Case(
        "labels-left", (excused, close_all), 6 * MINUTE, (resolve,)
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_flag_stands_until_it_is_settled(case: Case, bench: Bench) -> None:
    for step in case.given:
        step(bench)
    due = START + case.due if case.due else None
    found = [f for f in raised(bench, FLOW) if f.flag == case.flag]
    assert found == [flow(bench, case.flag, START + case.since, due)]
    for step in case.settled:
        step(bench)
    assert case.flag not in {flag.flag for flag in raised(bench, FLOW)}


# A quarter of the window before its end, since the protocol's 6 h are longer.
@pytest.mark.parametrize(
    ("container", "stability", "warned"),
    [("flow-1-left", timedelta(hours=18), timedelta(hours=4.5)),
     ("smear-1-left", timedelta(hours=2), timedelta(hours=0.5))],
)  # fmt: skip
def test_time_runs_out_from_collection_until_received(
    container: str, stability: timedelta, warned: timedelta, bench: Bench
) -> None:
    take_left(bench)
    end = (TAKEN_AT if container == FLOW else SMEAR_AT) + stability
    urgent = end - warned
    moments = {
        urgent - SECOND: [],
        urgent: [(NEARLY, urgent, end)],
        urgent + SECOND: [(NEARLY, urgent, end)],
        end - SECOND: [(NEARLY, urgent, end)],
        end: [(OVER, end, end)],
        end + SECOND: [(OVER, end, end)],
    }
    found = {at: [(f.flag, f.since, f.due) for f in raised(bench, container, at)] for at in moments}
    assert found == moments
    bench.receive(container)
    assert raised(bench, container, end + SECOND) == []


def test_transit_is_never_due_after_the_window_has_ended(bench: Bench) -> None:
    take_left(bench)
    bench.dispatch()
    due = {flag.container: flag.due for flag in bench.board() if flag.flag == "not-received"}
    assert due == {
        "biopsy-1-left": START + timedelta(hours=2, minutes=4),
        "smear-1-left": SMEAR_AT + timedelta(hours=2),
        "smear-2-left": SMEAR_AT + timedelta(hours=2, minutes=1),
        "flow-1-left": START + timedelta(hours=2, minutes=4),
    }


@pytest.mark.parametrize(("line", "flag"), NO_RECORD.items())
def test_what_has_no_record_stands_on_the_board(line: str, flag: str, bench: Bench) -> None:
    bench.receive(line)
    label_id = line if flag == "record-not-here" else None
    assert raised(bench, None) == [Flag(None, None, label_id, None, None, flag, START, None)]


def test_an_unknown_code_is_a_matter_of_the_day(bench: Bench) -> None:
    bench.receive("LAB-2026-0001")
    moments = (timedelta(hours=24) - SECOND, timedelta(hours=24), timedelta(hours=24) + SECOND)
    shown = [len(raised(bench, None, START + after)) for after in moments]
    assert shown == [1, 0, 0]


def test_nothing_is_raised_by_what_is_finished(bench: Bench) -> None:
    take_left(bench)
    bench.close()
    bench.dispatch()
    receive_all(bench)
    assert bench.board(START + timedelta(days=365)) == ()
    assert bench.dump()["work"] == []


def test_a_label_of_the_laboratory_out_twice_is_a_discrepancy(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    own = [{"kind": "flow", "side": "left", "label_id": "LAB-1", "pre_labelled": True}]
    bench.order(indication="acute-leukaemia", sides=["left"], containers=own)
    bench.open()
    bench.ready("left")
    bench.reprint("flow-1")
    bench.clock.move(minutes=5)
    flags = [(f.flag, f.since) for f in bench.board() if f.flag == "discrepancy"]
    assert flags == [("discrepancy", START)]
    bench.scan("CARDREPRINT", "flow-1")
    assert [f.flag for f in bench.board()] == ["missing-at-bedside"]


def test_a_desk_has_its_own_and_what_nobody_knows(bench: Bench) -> None:
    take_left(bench)
    bench.dispatch()
    bench.receive(ELSEWHERE, desk="pathology")
    bench.receive("LAB-2026-0001")
    boards = {
        desk: {flag.container or flag.flag for flag in missing(bench.station, desk=desk)}
        for desk in (None, "flow", "pathology", "molecular")
    }
    assert boards == {
        None: {*HODGKIN_LEFT, *NO_RECORD.values()},
        "flow": {FLOW, "unexpected"},
        "pathology": {"biopsy-1-left", *NO_RECORD.values()},
        "molecular": {"unexpected"},
    }


def test_every_flag_is_provoked() -> None:
    standing = {case.flag for case in CASES.values()} | {"discrepancy"}  # a laboratory's label
    assert standing | set(NO_RECORD.values()) | set(RUNNING_OUT) == set(FLAGS)
