"""A tray received as one lot: what is accepted, refused, in already, and said again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, Bench
from trays import dispatched, nothing, received, rejected, seen

from station.app.receive import undo_receive
from station.app.tray import Gathered, gather_scan, look, receive_lot
from station.app.tray_words import item_name, lines_of
from station.domain.events import Received
from station.domain.identifiers.specimen import issue
from station.domain.tray import Wanted
from station.ports.viewfinder import Caption

ELSEWHERE = issue(42, 1, "left")  # of another station's stream
DESK = Wanted(receiving=True)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The left side of a procedure of both sides, labels printed."""
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    yield bench
    bench.end()


def test_the_lot_is_received_each_with_its_own_scan_id(bench: Bench) -> None:
    dispatched(bench)
    gathered = gather_scan(seen(bench, *HODGKIN_LEFT[1:3]), bench.text("flow-1-left"))
    tray = look(bench.station, gathered, DESK)
    answers = receive_lot(bench.station, tray, gathered, None, bench.act("confirm"))
    assert {language: (said.accepted, said.message) for language, said in answers.items()} == {
        "en": (True, "Received: 3. Not seen on the tray: 1."),
        "nb": (True, "Mottatt: 3. Ikke sett på brettet: 1."),
    }
    kept = [event for event in bench.events() if isinstance(event.body, Received)]
    labels = [bench.text(name) for name in HODGKIN_LEFT[1:]]
    assert [(event.scan_id, event.source) for event in kept] == [
        (f"confirm-{labels[0]}", "camera"),
        (f"confirm-{labels[1]}", "camera"),
        (f"confirm-{labels[2]}", "reader"),
    ]
    again = receive_lot(bench.station, tray, gathered, None, bench.act("confirm"))
    assert again == dict.fromkeys(("en", "nb"), answers["en"])  # as it was said, like every scan
    assert [c.state for c in bench.state().containers.values()].count("received") == 3


def test_a_confirmation_is_answered_again_when_its_tray_is_forgotten(bench: Bench) -> None:
    dispatched(bench)
    flow = bench.text("flow-1-left")
    full, none = seen(bench, *HODGKIN_LEFT), Gathered()

    def confirm(gathered: Gathered, scan_id: str) -> str:
        tray = look(bench.station, gathered, DESK)
        act = bench.act(scan_id)
        return receive_lot(bench.station, tray, gathered, None, act)["en"].message

    assert confirm(full, "confirm-1") == "Received: 4."
    events = bench.events()
    assert confirm(none, "confirm-1") == "Received: 4."
    assert bench.events() == events
    undo_receive(bench.station, flow, "mistake", bench.act())
    assert bench.state().containers["flow-1-left"].state == "dispatched"
    assert confirm(seen(bench, "flow-1-left"), "confirm-2") == "Received: 1."
    assert bench.state().containers["flow-1-left"].state == "received"


def test_every_refusal_of_a_lot_is_named(bench: Bench) -> None:
    bench.scan("biopsy-1-left")
    bench.dispatch()
    gathered = seen(bench, "biopsy-1-left", "flow-1-left", ELSEWHERE, "HELLO", "LAB-2026-1")
    tray = look(bench.station, gathered, DESK)
    answer = receive_lot(bench.station, tray, gathered, None, bench.act())["en"]
    flow = bench.text("flow-1-left")
    assert answer.message == (
        "Received: 2. REFUSED: 1. "
        f"{flow} Flow cytometry, left: never confirmed as collected at the bedside. Call them."
    )
    assert (answer.accepted, answer.reason, answer.tone) == (False, "never-collected", "low-low")
    assert answer.warnings == ("record-not-here",)
    again = look(bench.station, gathered, DESK)
    assert again.lot == (flow,)  # what is in is not asked for twice
    assert [(i.text, i.reason) for i in again.items if i.text == ELSEWHERE] == [
        (ELSEWHERE, "already-received")
    ]


LOTS: dict[str, tuple[Callable[[Bench], None], tuple[str, ...], str | None, int, str]] = {
    "nothing": (nothing, (), None, 0, "Received: 0. Nothing was read on the tray."),
    "strangers": (
        nothing,
        ("HELLO", "LAB-2026-1"),
        None,
        0,
        "Received: 0. Nothing that this desk can receive was read.",
    ),
    "in already": (
        received,
        ("flow-1-left",),
        None,
        0,
        "Received: 0. Received before: 1. Not seen on the tray: 3.",
    ),
    "one in already": (
        received,
        HODGKIN_LEFT,
        None,
        3,
        "Received: 3. Received before: 1.",
    ),
    "rejected": (
        rejected,
        ("smear-1-left",),
        None,
        0,
        "Received: 0. REFUSED: 1. {smear-1-left} Marrow smear, left: already received or "
        "rejected at reception. Not seen on the tray: 2.",
    ),
    "never collected": (
        nothing,
        ("flow-1-left",),
        None,
        0,
        "Received: 0. REFUSED: 1. {flow-1-left} Flow cytometry, left: never confirmed as "
        "collected at the bedside. Call them.",
    ),
    "of another desk": (
        dispatched,
        ("flow-1-left", "biopsy-1-left"),
        "flow",
        1,
        "Received: 1. REFUSED: 1. {biopsy-1-left} Biopsy belongs to pathology, not to flow "
        "cytometry. Forward it.",
    ),
}


@pytest.mark.parametrize(
    ("given", "names", "desk", "count", "message"), LOTS.values(), ids=list(LOTS)
)
def test_a_lot_counts_what_will_be_accepted_and_says_why_the_rest_is_not(
    bench: Bench,
    given: Callable[[Bench], None],
    names: tuple[str, ...],
    desk: str | None,
    count: int,
    message: str,
) -> None:
    given(bench)
    texts = {name: bench.text(name) for name in HODGKIN_LEFT}
    gathered = seen(bench, *names)
    tray = look(bench.station, gathered, replace(DESK, destination=desk))
    answer = receive_lot(bench.station, tray, gathered, desk, bench.act())["en"]
    assert (tray.acceptable, answer.message) == (count, message.format_map(texts))
    assert answer.accepted == (message.startswith("Received: 3."))


def test_what_is_in_already_is_said(bench: Bench) -> None:
    received(bench)
    tray = look(bench.station, seen(bench, *HODGKIN_LEFT), DESK)
    assert lines_of(tray, "en") == [
        Caption("tick", "Complete: all was found."),
        Caption("tick", "Found: 4"),
        Caption("tick", "Received before: 1."),
    ]
    flow = bench.text("flow-1-left")
    assert item_name(tray.items[3], "en") == f"Flow cytometry, left {flow} (received before)"
