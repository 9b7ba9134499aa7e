"""CARDCONFIRM answers what was just asked, and nothing that is old or was overtaken."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, Bench, P

from station.app import close_procedure, prepare
from station.app.keeping import Outcome
from station.app.scan import Scan, handle_scan
from station.domain.verdict.confirming import ANSWERED_WITHIN

SECOND = timedelta(seconds=1)
SIGN_OUT = {"labels-read-aloud": "yes", "bandage": "yes", "wound": "no"}
Step = Callable[[Bench], object]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    return bench


def card(bench: Bench, text: str) -> Outcome:
    """A scan at the clock's moment."""
    return handle_scan(Scan(text, bench.act(), P), bench.station)


def reason_of(bench: Bench, text: str) -> str | None:
    return card(bench, text).answer.reason


def birth_date(bench: Bench) -> None:
    bench.scan("P-12345678")


def side(bench: Bench) -> None:
    bench.ready()
    card(bench, "CARDRIGHT")


def rest(bench: Bench) -> None:
    bench.ready()
    card(bench, "CARDCLOSE")
    card(bench, "CARDDRYTAP")


def done(bench: Bench) -> None:
    """All is collected or excused."""
    bench.ready()
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)


def end(bench: Bench) -> None:
    done(bench)
    card(bench, "CARDCLOSE")


def answer(bench: Bench) -> None:
    bench.confirm()
    card(bench, "CARDTHREE")  # without a clinic
    card(bench, "CARDONE")


# What was asked, and the code that it is asked with once more.
QUESTIONS: dict[str, tuple[Step, str]] = {
    "birth date": (birth_date, "confirm-birth-date"),
    "side": (side, "side-incomplete"),
    "excuse of the rest": (rest, "confirm-excuse"),
    "close": (end, "confirm-close"),
    "answer": (answer, "reason-needed"),
}


@pytest.mark.parametrize(("ask", "again"), QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("late", [-SECOND, 0 * SECOND, SECOND], ids=["below", "at", "above"])
def test_a_question_stands_for_two_minutes_and_is_asked_again(
    bench: Bench, ask: Step, again: str, late: timedelta
) -> None:
    ask(bench)
    bench.clock.at += ANSWERED_WITHIN + late
    assert reason_of(bench, "CARDCONFIRM") == (again if late > 0 * SECOND else None)
    if late > 0 * SECOND:
        assert reason_of(bench, "CARDCONFIRM") is None  # asked just now


@pytest.mark.parametrize(("ask", "again"), QUESTIONS.values(), ids=QUESTIONS)
def test_what_was_overtaken_is_asked_again(bench: Bench, ask: Step, again: str) -> None:
    ask(bench)
    prepare.answer_checklist(bench.station, P, prepare.Answers({"fasting": "yes"}), bench.act())
    expected = "nothing-to-confirm" if again == "reason-needed" else again
    assert reason_of(bench, "CARDCONFIRM") == expected


def test_a_question_that_is_none_any_more_is_not_answered(bench: Bench) -> None:
    side(bench)
    bench.excuse(*HODGKIN_LEFT)
    assert reason_of(bench, "CARDCONFIRM") == "nothing-to-confirm"
    assert bench.state().active_side == "left"


@pytest.mark.parametrize("late", [-SECOND, 0 * SECOND, SECOND])
def test_digits_are_shown_again_before_they_count(bench: Bench, late: timedelta) -> None:
    bench.confirm()
    for text in ("CARDONE", "CARDTWO"):
        card(bench, text)
    bench.clock.at += ANSWERED_WITHIN + late
    said = card(bench, "CARDCONFIRM").answer
    kept = "inr" in bench.state().answers
    assert (kept, said.kind_of_answer) == (
        (False, "question") if late > 0 * SECOND else (True, "done")
    )
    if not kept:
        assert card(bench, "CARDCONFIRM").answer.message.startswith("Kept: INR")


def test_close_out_asks_first_and_the_command_does_not(bench: Bench) -> None:
    done(bench)
    bench.side("right")
    asked = card(bench, "CARDCLOSE").answer
    assert (asked.accepted, asked.reason, asked.kind_of_answer) == (
        *(False, "confirm-close"),
        "question",
    )
    assert asked.message == (
        "NOT CLOSED YET. Specimens labelled, and the labels read aloud with patient and side? Not "
        "answered yet. Pressure applied, gauze and self-adhesive bandage on? Not answered yet. "
        "Wound to be watched for local bleeding (anticoagulation, thrombocytopenia)? Not answered "
        "yet. Scan CONFIRM to close all the same."
    )
    assert bench.state().closed_at is None
    assert bench.close().answer.accepted


def test_what_is_answered_and_destroyed_is_not_asked_about(bench: Bench) -> None:
    bench.ready()
    bench.scan(*HODGKIN_LEFT[:3])
    bench.excuse("flow-1-left", *HODGKIN_RIGHT)
    prepare.answer_checklist(bench.station, P, prepare.Answers(SIGN_OUT), bench.act())
    button = close_procedure.ask_to_close(bench.station, P, None, bench.act())
    assert button.answer.message == (
        "NOT CLOSED YET. Labels of what was not collected lie about: LEFT: Flow cytometry. "
        "Destroy them: scan NEW LABEL, then the label, for each. Scan CONFIRM to close all the "
        "same."
    )
    bench.scan("CARDREPRINT", "flow-1-left")
    assert bench.state().containers["flow-1-left"].label_id is None
    assert card(bench, "CARDCLOSE").answer.message == (
        "Closed: every container is collected or excused."
    )


def test_an_unfinished_relabelling_holds_the_close_back(bench: Bench) -> None:
    done(bench)
    bench.reprint("flow-1-left")
    sentence = (
        "NOT CLOSED. Flow cytometry, left: its new label was not seen on it yet. Scan NEW LABEL, "
        "the old label, then the new one."
    )
    for said in (bench.close().answer, card(bench, "CARDCLOSE").answer):
        assert (said.reason, said.message) == ("relabel-open", sentence)
    bench.scan("CARDREPRINT", "~flow-1-left", "flow-1-left")
    assert bench.close().answer.accepted


def test_an_old_label_that_was_not_destroyed_is_asked_about(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    own = [{"kind": "flow", "side": "left", "label_id": "LAB-1", "pre_labelled": True}]
    bench.order(indication="acute-leukaemia", sides=["left"], containers=own)
    bench.open()
    bench.ready("left")
    bench.reprint("flow-1")
    bench.scan("flow-1")
    prepare.answer_checklist(bench.station, P, prepare.Answers(SIGN_OUT), bench.act())
    assert card(bench, "CARDCLOSE").answer.message == (
        "NOT CLOSED YET. LEFT: Flow cytometry: the old label was never destroyed. Scan NEW LABEL, "
        "then that label. Scan CONFIRM to close all the same."
    )


def test_abort_never_asks(bench: Bench) -> None:
    done(bench)
    bench.reprint("flow-1-left")
    aborted = close_procedure.abort(bench.station, P, "patient-condition", bench.act())
    assert aborted.answer.accepted


WITHOUT = {"haemophilia": "without-clinic"}
NO = {"haemophilia": "no"}
AGAIN = (
    "Serious haemophilia? If so, only together with a haemophilia clinic: a reason is needed. "
    "The answer was 'without a clinic', not in order. Type why it is 'no' now; or scan CONFIRM if "
    "'without a clinic' was a mistake."
)


def test_another_answer_than_one_not_in_order_needs_a_reason(bench: Bench) -> None:
    def given(answers: dict[str, str], reason: str | None = None) -> Outcome:
        return prepare.answer_checklist(
            bench.station, P, prepare.Answers(answers, reason), bench.act()
        )

    bench.confirm()
    first = given(WITHOUT).answer
    assert (first.kind_of_answer, first.message) == (
        "warning",
        "Kept, but NOT IN ORDER: Serious haemophilia? If so, only together with a haemophilia "
        "clinic. – without a clinic.",
    )
    assert given(WITHOUT).answer.kind_of_answer == "warning"  # the same once more
    asked = given(NO).answer
    assert (asked.reason, asked.kind_of_answer, asked.message) == (
        *("reason-needed", "question"),
        AGAIN,
    )
    assert bench.state().answers["haemophilia"] == ("without-clinic", False)
    assert given(NO, "asked the parents again").answer.kind_of_answer == "done"
    assert bench.state().answers["haemophilia"] == ("no", True)


def test_by_cards_the_answer_before_was_a_mistake(bench: Bench) -> None:
    answer(bench)
    assert card(bench, "CARDCONFIRM").answer.message.endswith("haemophilia clinic. – no.")
    kept = bench.events()[-1].body
    note = getattr(kept, "note", None)
    assert bench.store.note(str(note)) == "scanned by mistake"
