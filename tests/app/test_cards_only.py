"""A wedge alone: every card in every state that gives it a meaning, and whole stories by cards."""

from pathlib import Path

import pytest
from kit import BAND, BETWEEN_SCANS_S, HODGKIN_LEFT, HODGKIN_RIGHT, Bench, P

from station.app.begin import begin
from station.app.keeping import Outcome
from station.app.scan import Scan
from station.bootstrap import label_folder
from station.domain import events as e
from station.domain.codes import EXCUSES
from station.domain.identifiers.card import CARDS
from station.domain.verdict.answering import asked

HAEMOPHILIA = "Serious haemophilia? If so, only together with a haemophilia clinic."
INR = "INR, if on warfarin"
FASTED = "Fasted 4–5 hours (breast-fed: 2 hours)?"
NUMBER_WAYS = "the digits and CONFIRM, or NOT APPLICABLE"
REST = "RIGHT: Biopsy, Marrow smear ×2, Flow cytometry"
CLOSED = "Closed: every container is collected or excused."
OPEN = "Still open: sign-out items without an answer"
NOTHING = "That scan answers nothing that is asked here."


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.order()
    return bench


def scan(bench: Bench, *texts: str, scan_id: str | None = None) -> Outcome:
    """As the page hands on what its wedge reads; container names stand for their labels."""
    for text in texts:
        bench.clock.move(seconds=BETWEEN_SCANS_S)
        one = Scan(bench.text(text), bench.act(scan_id))
        outcome = begin(one, bench.station, label_folder(bench.folder / "labels"))
    return outcome


def said(bench: Bench, *texts: str) -> str:
    return scan(bench, *texts).answer.message


def ready(bench: Bench, *more: str) -> None:
    scan(bench, BAND, "CARDONE", "CARDNA", "CARDLEFT", "CARDPRINT", *more)


def asked_now(bench: Bench) -> str | None:
    item = asked(bench.state())
    return item.item if item else None


# whole stories


def test_both_sides_from_the_wristband_to_the_lorry(bench: Bench) -> None:
    assert said(bench, "P-12345678") == (
        "Wristband read. Read the birth date aloud and scan CONFIRM."
    )
    assert said(bench, "CARDCONFIRM") == "Patient confirmed."
    assert said(bench, "CARDONE") == f"Kept: {HAEMOPHILIA} – no."
    assert said(bench, "CARDONE") == f"{INR}: 1 – scan {NUMBER_WAYS}."
    assert said(bench, "CARDPOINT", "CARDTWO") == f"{INR}: 1.2 – scan {NUMBER_WAYS}."
    assert said(bench, "CARDCONFIRM") == f"Kept: {INR} – 1.2."
    assert said(bench, "CARDYES") == f"Kept: {FASTED} – yes."
    assert said(bench, "CARDLEFT") == "Active side: left."
    assert said(bench, "CARDPRINT") == "Labels printed: 4."
    assert said(bench, *HODGKIN_LEFT) == "Flow cytometry, left: collected."
    scan(bench, "CARDRIGHT", "CARDPRINT", *HODGKIN_RIGHT)
    assert asked_now(bench) == "labels-read-aloud"
    assert said(bench, "CARDYES", "CARDYES", "CARDNO") == (
        "Kept, but NOT IN ORDER: Wound to be watched for local bleeding (anticoagulation, "
        "thrombocytopenia)? – no."
    )
    assert said(bench, "CARDCLOSE") == CLOSED
    assert said(bench, "CARDDISPATCH") == "Containers dispatched: 8."
    assert {c.state for c in bench.state().containers.values()} == {"dispatched"}


def test_a_dry_tap_moves_the_rest_and_prints_in_one_scan(bench: Bench) -> None:
    ready(bench, "biopsy-1-left")
    assert said(bench, "CARDRIGHT").endswith(
        "Scan CONFIRM to change side all the same, or a reason to move these along."
    )
    old = bench.state().containers["flow-1-left"].label_id
    outcome = scan(bench, "CARDDRYTAP")
    assert outcome.answer.message == (
        "Active side: right. Uncollected containers moved here: 3; their old labels are void. "
        "Labels printed: 7."
    )
    assert [body.TYPE for body in outcome.bodies] == ["rest-moved", *["label-printed"] * 7]
    moved = bench.state().containers["flow-1-left"]
    assert (moved.side, moved.state, moved.void_labels) == ("right", "printed", (old,))


def test_a_close_excuses_the_rest_after_one_more_confirmation(bench: Bench) -> None:
    ready(bench, *HODGKIN_LEFT)
    assert said(bench, "CARDCLOSE") == f"NOT CLOSED. Neither collected nor excused: {REST}."
    assert said(bench, "CARDCONDITION") == (
        f"Not collected, patient's condition: {REST}. Scan CONFIRM to excuse all 4."
    )
    assert said(bench, "CARDUNNEEDED") == (
        f"Not collected, not clinically needed: {REST}. Scan CONFIRM to excuse all 4."
    )
    assert said(bench, "CARDCONFIRM") == "Not collected (not clinically needed): 4."
    found = bench.state().containers
    assert {found[name].reason for name in HODGKIN_RIGHT} == {"not-needed"}
    assert scan(bench, "CARDCLOSE").answer.reason == "confirm-close"
    assert said(bench, "CARDCONFIRM") == f"{CLOSED} {OPEN}: 3."


def test_only_what_was_named_is_excused(bench: Bench) -> None:
    ready(bench, *HODGKIN_LEFT, "CARDCLOSE", "CARDDRYTAP")
    added = bench.line("add P research --side left").answer["container"]
    assert said(bench, "CARDCONFIRM") == (  # something else was done: it asks again
        f"Not collected, dry tap: {REST}; LEFT: Research. Scan CONFIRM to excuse all 5."
    )
    assert said(bench, "CARDCONFIRM") == "Not collected (dry tap): 5."
    assert bench.state().containers[added].reason == "dry-tap"


# the checklist


@pytest.mark.parametrize(
    ("cards", "answer", "satisfied"),
    [
        (["CARDNO"], "no", True),
        (["CARDONE"], "no", True),
        (["CARDTWO"], "with-clinic", True),
        (["CARDTHREE"], "without-clinic", False),
        (["CARDNA"], "not-applicable", True),
    ],
)
def test_choices_by_number(bench: Bench, cards: list[str], answer: str, satisfied: bool) -> None:
    assert scan(bench, BAND, *cards).answer.accepted
    assert bench.state().answers == {"haemophilia": (answer, satisfied)}
    assert asked_now(bench) == ("inr" if satisfied else "haemophilia")


@pytest.mark.parametrize("card", ["CARDYES", "CARDZERO", "CARDFOUR", "CARDPOINT"])
def test_a_card_that_is_no_choice_is_refused(bench: Bench, card: str) -> None:
    answer = scan(bench, BAND, card).answer
    assert (answer.reason, bench.state().answers) == ("answer-mismatch", {})


@pytest.mark.parametrize(
    ("cards", "answer"),
    [
        ("THREE CONFIRM", (3.0, True)),
        ("THREE POINT ONE CONFIRM", (3.1, False)),
        ("POINT NINE CONFIRM", (0.9, True)),
        ("ONE TWO UNDO CONFIRM", (1.0, True)),
        ("ONE NA", ("not-applicable", True)),
        ("TWO POINT ZERO ZERO CONFIRM", None),
        ("ONE ZERO ZERO ZERO CONFIRM", (1000.0, False)),
        ("ONE ZERO ZERO ONE CONFIRM", None),
        ("ZERO CONFIRM", None),
        ("CONFIRM", None),
        ("ONE UNDO CONFIRM", None),
        ("YES", None),
    ],
)
def test_numbers_digit_by_digit(
    bench: Bench, cards: str, answer: tuple[float | str, bool] | None
) -> None:
    scan(bench, BAND, "CARDONE", *(f"CARD{card}" for card in cards.split()))
    if cards == "TWO POINT ZERO ZERO CONFIRM":
        answer = (2.0, True)
    assert bench.state().answers.get("inr") == answer


def test_a_number_has_five_characters_and_one_point(bench: Bench) -> None:
    scan(bench, BAND, "CARDONE", *["CARDONE"] * 5)
    assert bench.state().keyed == "11111"
    assert scan(bench, "CARDONE").answer.reason == "answer-mismatch"
    scan(bench, *["CARDUNDO"] * 3, "CARDPOINT")
    assert scan(bench, "CARDPOINT").answer.reason == "answer-mismatch"
    assert bench.state().keyed == "11."


def test_another_act_ends_the_number_and_a_refusal_does_not(bench: Bench) -> None:
    scan(bench, BAND, "CARDONE", "CARDONE", "HELLO")
    assert bench.state().keyed == "1"
    scan(bench, "CARDLEFT")
    assert bench.state().keyed == ""
    assert scan(bench, "CARDCONFIRM").answer.reason == "nothing-to-confirm"


def test_what_is_asked_follows_the_time(bench: Bench) -> None:
    scan(bench, BAND, "CARDONE", "CARDNA")
    assert asked_now(bench) == "fasting"
    scan(bench, "CARDEXCUSE")
    assert asked_now(bench) is None
    scan(bench, "CARDLEFT")
    assert asked_now(bench) is None
    scan(bench, "CARDPRINT", *HODGKIN_LEFT, "CARDRIGHT")
    assert asked_now(bench) is None
    scan(bench, "CARDLEFT", "CARDCLOSE", "CARDDRYTAP", "CARDCONFIRM")
    assert asked_now(bench) == "labels-read-aloud"
    scan(bench, "CARDCLOSE")
    assert asked_now(bench) == "labels-read-aloud"
    assert said(bench, "CARDCONFIRM") == f"{CLOSED} {OPEN}: 3."
    assert asked_now(bench) is None


def test_the_sign_out_answers_what_the_close_asked(bench: Bench) -> None:
    ready(bench, *HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    assert scan(bench, "CARDCLOSE").answer.reason == "confirm-close"
    assert said(bench, "CARDYES", "CARDYES").startswith("Kept: Pressure applied")
    assert said(bench, "CARDCONFIRM") == (
        "NOT CLOSED YET. Wound to be watched for local bleeding (anticoagulation, "
        "thrombocytopenia)? Not answered yet. Scan CONFIRM to close all the same."
    )
    assert said(bench, "CARDYES").startswith("Kept: Wound to be watched")
    assert said(bench, "CARDCONFIRM") == "Nothing waits for a confirmation."
    assert said(bench, "CARDCLOSE") == CLOSED


def test_a_reason_is_no_answer_to_what_confirm_answers(bench: Bench) -> None:
    """It is asked again, in the same words, and CONFIRM still answers it."""
    ready(bench, *HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    bench.line("checklist P bandage=yes wound=yes")
    for answers in (scan(bench, "CARDCLOSE").answers, scan(bench, "CARDDRYTAP").answers):
        assert {language: one.message for language, one in answers.items()} == {
            "en": "NOT CLOSED YET. Specimens labelled, and the labels read aloud with patient and "
            "side? Not answered yet. Scan CONFIRM to close all the same.",
            "nb": "IKKE AVSLUTTET ENNÅ. Er prøvene merket, og etikettene lest høyt med pasient og "
            "side? Ikke besvart ennå. Skann BEKREFT for å avslutte likevel.",
        }
    assert said(bench, "CARDCONFIRM") == f"{CLOSED} {OPEN}: 1."


def test_a_reason_does_not_end_the_question_about_an_answer(bench: Bench) -> None:
    asked_about = said(bench, BAND, "CARDTHREE", "CARDONE")
    assert asked_about.startswith("Serious haemophilia?")
    assert said(bench, "CARDDRYTAP") == asked_about
    assert said(bench, "CARDCONFIRM") == f"Kept: {HAEMOPHILIA} – no."


# reasons


def test_a_reason_after_the_label(bench: Bench) -> None:
    ready(bench)
    assert scan(bench, "CARDEXCUSE", "flow-1-left").answer.reason == "reason-needed"
    assert said(bench, "CARDBROKEN") == "Flow cytometry, left: not collected (container broken)."
    assert bench.state().mode == "collect"
    assert said(bench, "smear-1-left").startswith("Marrow smear, left: collected.")


def test_a_reason_before_the_labels_holds_until_another_mode(bench: Bench) -> None:
    ready(bench)
    assert said(bench, "CARDEXCUSE", "CARDCLOTTED") == (
        "Scan each label that will not be collected (clotted). Scan NOT COLLECTED again to collect."
    )
    scan(bench, "smear-1-left", "smear-2-left")
    assert [bench.state().containers[n].reason for n in ("smear-1-left", "smear-2-left")] == [
        "clotted",
        "clotted",
    ]
    assert said(bench, "CARDEXCUSE") == "Collecting: scan each container after filling."
    assert said(bench, "biopsy-1-left") == "Biopsy, left: collected."


@pytest.mark.parametrize("card", [n for n, m in CARDS.items() if m.does == "reason"])
def test_every_reason_where_it_is_an_excuse(bench: Bench, card: str) -> None:
    ready(bench)
    reason = CARDS[card].value
    answer = scan(bench, "CARDEXCUSE", "flow-1-left", card).answer
    assert answer.reason == (None if reason in EXCUSES else "answer-mismatch")
    found = bench.state().containers["flow-1-left"]
    assert found.reason == (reason if reason in EXCUSES else None)


@pytest.mark.parametrize("card", [n for n, m in CARDS.items() if m.does == "reason"])
def test_every_reason_why_out_of_order(bench: Bench, card: str) -> None:
    ready(bench)
    assert scan(bench, "flow-1-left").answer.warning == "out-of-order"
    outcome = scan(bench, card)
    assert outcome.bodies == (e.OrderExplained("left", CARDS[card].value),)
    assert said(bench, card) == NOTHING


def test_a_reason_after_the_close(bench: Bench) -> None:
    ready(bench, "flow-1-left", "biopsy-1-left", "smear-1-left", "smear-2-left")
    scan(bench, "CARDCLOSE", "CARDDRYTAP", "CARDCONFIRM", "CARDCLOSE", "CARDCONFIRM")
    assert scan(bench, "CARDDECISION").bodies == (e.OrderExplained("left", "clinician-decision"),)


# cards that mean nothing now, and what is remembered


@pytest.mark.parametrize("card", CARDS)
def test_no_card_does_anything_without_a_procedure(bench: Bench, card: str) -> None:
    answer = scan(bench, card).answer
    assert answer.reason == "patient-not-confirmed"
    assert bench.store.procedures() == ()


@pytest.mark.parametrize("card", CARDS)
def test_no_card_changes_a_container_before_the_patient_is_known(bench: Bench, card: str) -> None:
    bench.open()
    before = bench.state().containers
    outcome = scan(bench, card)
    state = bench.state()
    assert (state.containers, state.answers, state.keyed) == (before, {}, "")
    assert (outcome.answer.accepted, state.active_side) == (
        CARDS[card].does == "mode",
        None,
    )


@pytest.mark.parametrize("card", ["CARDPRINT", "CARDDISPATCH"])
def test_nothing_to_do_is_remembered_too(bench: Bench, card: str) -> None:
    ready(bench)
    before = len(bench.events())
    first = scan(bench, card, scan_id="scan-1").answer
    assert (first.accepted, len(bench.events())) == (False, before + 1)
    scan(bench, *HODGKIN_LEFT, "CARDRIGHT")
    assert scan(bench, card, scan_id="scan-1").answer == first
    assert bench.state().containers["flow-1-right"].state == "expected"


def test_the_site_moves_along_with_the_rest(bench: Bench) -> None:
    ready(bench)
    bench.line("side P right --move-rest --reason dry-tap --site upper-iliac-crest")
    assert (bench.state().active_side, bench.state().site) == ("right", "upper-iliac-crest")


def test_the_site_of_a_side_that_is_declared_anew(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order(indication="acute-leukaemia", sides=[])
    bench.open()
    bench.confirm()
    bench.line("side P left")
    bench.line("side P right --site upper-iliac-crest")
    assert bench.state(P).site == "upper-iliac-crest"
