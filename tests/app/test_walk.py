"""A history tells each event as it was then, and a refusal with what it was about."""

from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, Bench, P

from station.app import close_procedure, prepare
from station.domain import events as e
from station.domain.codes import REFUSALS
from station.domain.texts import LANGUAGES, Language
from station.domain.walk import refusal_told, walk


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Refused in many ways on the left, then all that is left moves to the right."""
    bench = Bench(tmp_path)
    bench.order(sides=["left"])
    bench.open()
    bench.print()
    bench.confirm()
    bench.print()
    bench.answer_checklist()
    bench.scan("CARDRIGHT", "CARDLEFT")
    bench.print()
    bench.scan("biopsy-1", "biopsy-1", "CARDCLOSE", "CARDDRYTAP")
    bench.reprint("flow-1")
    bench.scan("~flow-1")
    change = prepare.SideChange("right", move_reason="dry-tap")
    prepare.declare_side(bench.station, P, change, bench.act())
    bench.print()
    return bench


def test_a_refusal_is_told_as_it_was_said(bench: Bench) -> None:
    said = [
        refusal_told(p, event.body, "en")
        for event, p in walk(bench.store.events(P))
        if isinstance(event.body, e.Refused)
    ]
    void, now = bench.state().containers["flow-1"].void_labels
    assert void != now
    rest = "LEFT: Marrow smear ×2, Flow cytometry"
    assert said == [
        "Patient not confirmed: scan the wristband and confirm the birth date first.",
        "Checklist: haemophilia, INR must be answered before labels are printed.",
        "The right side is not ordered for this procedure.",
        "Biopsy, left: already collected.",
        f"NOT CLOSED. Neither collected nor excused: {rest}.",
        f"Not collected, dry tap: {rest}. Scan CONFIRM to excuse all 3.",
        f"VOID LABEL of Flow cytometry: do not use it. Valid now: {now}.",
    ]


def test_a_side_is_that_of_then(bench: Bench) -> None:
    sides = [
        p.containers[event.body.container].side
        for event, p in walk(bench.store.events(P))
        if isinstance(event.body, e.LabelPrinted) and event.body.container == "flow-1"
    ]
    assert sides == ["left", "left", "right"]


def test_what_is_at_the_end_is_what_is_folded(bench: Bench) -> None:
    *_, (_, last) = walk(bench.store.events(P))
    assert last == bench.state()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_can_be_told_whatever_is_kept_of_it(
    bench: Bench, code: str, language: Language
) -> None:
    p = bench.state()
    for container in (None, "flow-1"):
        for asked in (None, "left"):
            body = e.Refused("scan", code, container, asked, None)
            told = refusal_told(p, body, language)
            assert told.endswith((".", "?"))
            assert "{" not in told


def test_a_close_that_asked_is_told_with_its_questions(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order(sides=["left"])
    bench.open()
    bench.ready()
    bench.scan(*(name.removesuffix("-left") for name in HODGKIN_LEFT))
    asked = close_procedure.ask_to_close(bench.station, P, None, bench.act())
    *_, (event, p) = walk(bench.store.events(P))
    assert isinstance(event.body, e.Refused)
    assert refusal_told(p, event.body, "en") == asked.answer.message
