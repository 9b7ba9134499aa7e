"""Every excuse and every rejection, given and kept, and what each needs besides its code."""

from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, Bench

from station.domain.codes import EXCUSES, REJECTIONS
from station.domain.events import Aborted, Excused, Rejected

EXCUSE_WORDS = {
    "dry-tap": "dry tap",
    "insufficient": "insufficient volume",
    "clotted": "clotted",
    "shared": "shared with another container",
    "collected-elsewhere": "collected elsewhere",
    "not-needed": "not clinically needed",
    "patient-condition": "patient's condition",
    "container-broken": "container broken",
    "aborted": "aborted",
    "other": "other",
}
REJECTION_WORDS = {
    "EX": "expired",
    "QS": "insufficient quantity",
    "RA": "no patient id",
    "RB": "broken",
    "RC": "clotted",
    "RD": "no collection date",
    "RE": "no patient name",
    "RH": "haemolysis",
    "RI": "identification problem",
    "RM": "labelling",
    "RN": "contamination",
    "RP": "no phlebotomist",
    "RR": "storage",
    "RS": "misspelling",
    "wrong-side": "wrong side",
    "wrong-container": "wrong container",
}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    return bench


@pytest.mark.parametrize("reason", EXCUSES)
def test_an_excuse_is_kept_with_what_it_needs(reason: str, bench: Bench) -> None:
    more = {"shared": " --with smear-1-left", "other": " --note 'needle bent'"}.get(reason, "")
    said = bench.line(f"excuse P flow-1-left --reason {reason}{more}")
    assert (said.code, said.error) == (0, "")
    assert said.answer["message"] == (
        f"Flow cytometry, left: not collected ({EXCUSE_WORDS[reason]})."
    )
    body = bench.events()[-1].body
    assert isinstance(body, Excused)
    shared_with = "smear-1-left" if reason == "shared" else None
    assert (body.container, body.reason, body.shared_with) == ("flow-1-left", reason, shared_with)
    assert (bench.store.note(body.note) if body.note else None) == (
        "needle bent" if reason == "other" else None
    )
    container = bench.state().containers["flow-1-left"]
    assert (container.state, container.reason) == ("excused", reason)


@pytest.mark.parametrize("reason", sorted(set(EXCUSES) - {"shared", "other"}))
def test_an_excuse_can_be_scanned_under_its_card(reason: str, bench: Bench) -> None:
    bench.line("scan P CARDEXCUSE")
    said = bench.line(f"scan P @flow-1-left --reason {reason}")
    assert (said.code, said.answer["message"]) == (
        0,
        f"Flow cytometry, left: not collected ({EXCUSE_WORDS[reason]}).",
    )
    assert bench.events()[-1].body == Excused("flow-1-left", reason, None, None)
    assert bench.state().mode == "collect"


@pytest.mark.parametrize("reason", EXCUSES)
def test_abort_excuses_the_rest_at_once(reason: str, bench: Bench) -> None:
    bench.scan("biopsy-1-left")
    said = bench.line(f"procedure abort P --reason {reason}")
    assert (said.code, said.answer["message"]) == (0, "Aborted. Containers excused: 7.")
    assert bench.events()[-1].body == Aborted(reason)
    state = bench.state()
    assert (state.aborted, state.closed_at is not None) == (reason, True)
    rest = {(c.state, c.reason) for c in state.containers.values() if c.state != "collected"}
    assert rest == {("excused", "aborted")}


@pytest.mark.parametrize("reason", REJECTIONS)
@pytest.mark.parametrize("received_first", [False, True])
def test_a_rejection_is_kept_and_shows_at_the_bedside(
    reason: str, received_first: bool, bench: Bench
) -> None:
    bench.scan(*HODGKIN_LEFT)
    if received_first:
        bench.receive("flow-1-left")
    said = bench.line(f"reject @flow-1-left --reason {reason}")
    assert (said.code, said.error) == (0, "")
    assert said.answer["message"] == f"Flow cytometry, left: REJECTED ({REJECTION_WORDS[reason]})."
    assert bench.events()[-1].body == Rejected("flow-1-left", reason)
    shown = {c["container"]: c for c in bench.line("procedure show P").answer["containers"]}
    assert (shown["flow-1-left"]["state"], shown["flow-1-left"]["reason"]) == ("rejected", reason)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--reason shared", "Reason shared: expected --with another container, got none."),
        (
            "--reason shared --with flow-1-left",
            "Reason shared: expected --with another container, got none.",
        ),
        ("--reason other", "Reason other: expected a note, got none."),
        ("--reason other --note ' '", "Reason other: expected a note, got none."),
    ],
)
def test_an_excuse_without_what_it_needs_is_bad_input(
    line: str, sentence: str, bench: Bench
) -> None:
    before = bench.dump()
    said = bench.line(f"excuse P flow-1-left {line}")
    assert (said.code, said.answers, said.error) == (2, (), f"{sentence}\n")
    assert bench.dump() == before


def test_every_excuse_and_rejection_has_its_words() -> None:
    assert (set(EXCUSE_WORDS), set(REJECTION_WORDS)) == (set(EXCUSES), set(REJECTIONS))
