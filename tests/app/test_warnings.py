"""Every warning, provoked: accepted all the same, with the sentence and the event it is in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, PATIENT, Bench

from station.app.keeping import Outcome
from station.app.patients import Correction, correct_patient
from station.domain.codes import WARNINGS
from station.domain.events import Body, Closed, Collected, StrayReceived
from station.domain.identifiers.specimen import issue

ELSEWHERE = issue(42, 1, "left")  # of another station's stream
FLOW_1 = issue(17, 4, "left")  # the fourth label of this station
LATE = "Late: the procedure was already closed."
WITHDRAWN = "It had been excused; the excuse is withdrawn."
OUT_OF_ORDER = "Out of order: an earlier container of this side is still open. Say why."
FAST = "Very fast: was each container scanned after filling?"
TAKEN = "Flow cytometry, left: collected."


@dataclass(frozen=True)
class Case:
    """What goes before, what is accepted, with which warnings and sentence, and what is kept."""

    warnings: tuple[str, ...]
    given: Callable[[Bench], object]
    asked: Callable[[Bench], Outcome]
    line: str
    says: str
    kept: Body


def without_flow(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT[:-1])


def renamed(bench: Bench) -> None:
    without_flow(bench)
    right = Correction("misspelt", "Olsen")
    correct_patient(bench.station, PATIENT["id"], right, bench.act())


def flow_excused(bench: Bench) -> None:
    without_flow(bench)
    bench.excuse("flow-1-left")


def flow_excused_and_closed(bench: Bench) -> None:
    flow_excused(bench)
    bench.excuse(*HODGKIN_RIGHT)
    bench.close()


def everything_but_the_sign_out(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)


def biopsy_at(seconds: float) -> Callable[[Bench], None]:
    """All but the flow tube, and time for the next draw."""

    def given(bench: Bench) -> None:
        without_flow(bench)
        bench.clock.move(seconds=seconds - 60)  # the kit itself lets 60 s pass

    return given


def flow(bench: Bench) -> Outcome:
    return bench.scan("flow-1-left")


def collected(*warnings: str, reason: str | None = None) -> Collected:
    return Collected("flow-1-left", FLOW_1, "left", warnings, reason)


CASES = {
    "none": Case((), without_flow, flow, "scan P @flow-1-left", TAKEN, collected()),
    "excuse withdrawn": Case(
        ("excuse-withdrawn",),
        flow_excused,
        flow,
        "scan P @flow-1-left",
        f"{TAKEN} {WITHDRAWN}",
        collected("excuse-withdrawn"),
    ),
    "late": Case(
        ("late", "excuse-withdrawn"),
        flow_excused_and_closed,
        flow,
        "scan P @flow-1-left",
        f"{TAKEN} {LATE} {WITHDRAWN}",
        collected("late", "excuse-withdrawn"),
    ),
    "out of order": Case(
        ("out-of-order",),
        lambda bench: bench.scan("biopsy-1-left", "smear-1-left"),
        flow,
        "scan P @flow-1-left",
        f"{TAKEN} {OUT_OF_ORDER}",
        collected("out-of-order"),
    ),
    "out of order, with its reason": Case(
        ("out-of-order",),
        lambda bench: bench.excuse("biopsy-1-left"),
        lambda bench: bench.scan("flow-1-left", reason="biopsy-failed"),
        "scan P @flow-1-left --reason biopsy-failed",
        f"{TAKEN} {OUT_OF_ORDER}",
        collected("out-of-order", reason="biopsy-failed"),
    ),
    "left open": Case(
        ("left-open",),
        everything_but_the_sign_out,
        lambda bench: bench.close(),
        "procedure close P",
        "Closed: every container is collected or excused. Still open: sign-out items without an "
        "answer: 3.",
        Closed(),
    ),
    "a label of a former name": Case(
        ("label-outdated",),
        renamed,
        flow,
        "scan P @flow-1-left",
        f"{TAKEN} FORMER NAME: the label has what the patient was called before. Reprint it, or "
        "settle it.",
        collected("label-outdated"),
    ),
    "no record here": Case(
        ("record-not-here",),
        without_flow,
        lambda bench: bench.receive(ELSEWHERE, desk="flow"),
        f"receive {ELSEWHERE} --destination flow",
        "Received. No record of this specimen here yet: it is kept on the board. "
        "Check that the sending station is connected.",
        StrayReceived(ELSEWHERE, "flow"),
    ),
}
# Below, at and above the protocol's fastest_draw_s, which is 2 s.
FAST_AT = {1.999: ("implausibly-fast",), 2.0: (), 2.001: ()}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    return bench


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_warning_is_said_kept_and_accepted(case: Case, bench: Bench) -> None:
    case.given(bench)
    before = len(bench.events())
    outcome = case.asked(bench)
    assert outcome.answer.accepted
    assert outcome.answer.reason is None
    assert outcome.answer.warnings == case.warnings
    assert outcome.answer.warning == (case.warnings[0] if case.warnings else None)
    assert outcome.answer.message == case.says
    assert [event.body for event in bench.events()[before:]] == [case.kept]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_command_line_says_the_same_and_exits_0(case: Case, bench: Bench) -> None:
    case.given(bench)
    said = bench.line(case.line)
    assert (said.code, said.error) == (0, "")
    assert said.answer["warnings"] == list(case.warnings)
    assert said.answer["message"] == case.says


@pytest.mark.parametrize(("seconds", "warnings"), FAST_AT.items())
def test_two_kinds_closer_than_a_draw_are_implausibly_fast(
    seconds: float, warnings: tuple[str, ...], bench: Bench
) -> None:
    biopsy_at(seconds)(bench)
    answer = bench.scan("flow-1-left").answer
    assert answer.warnings == warnings
    assert answer.message == " ".join([TAKEN, FAST][: 1 + len(warnings)])


def test_slides_of_one_drop_are_never_too_fast(bench: Bench) -> None:
    bench.scan("biopsy-1-left", "smear-1-left")
    bench.clock.move(seconds=-60)
    assert bench.scan("smear-2-left").answer.warnings == ()


def test_the_reason_is_asked_for_once_and_may_come_at_close(bench: Bench) -> None:
    bench.scan("flow-1-left", "smear-1-left", "smear-2-left", "biopsy-1-left")
    bench.excuse(*HODGKIN_RIGHT)
    bench.line("checklist P labels-read-aloud=yes bandage=yes wound=yes")
    said = bench.line("procedure close P")
    asked = ["Left: why was it collected out of order? Give a reason."]
    assert (said.code, said.answer["questions"]) == (0, asked)
    assert bench.line("procedure close P --reason clinician-decision").answer["questions"] == []
    assert bench.state().order_reasons == {"left": "clinician-decision"}


def test_every_warning_is_provoked() -> None:
    provoked = {warning for case in CASES.values() for warning in case.warnings}
    # A cap is seen in a tray only (test_tray.py); a next label is in test_just_in_time.py, a card
    # that had ended in test_desk.py, names alike in
    # test_alike.py, and a printer that does not print in test_spool.py.
    elsewhere = {"cap-colour", "next-not-printed", "armed-over", "name-alike", "printer-waits"}
    assert provoked | {w for ws in FAST_AT.values() for w in ws} | elsewhere == set(WARNINGS)
