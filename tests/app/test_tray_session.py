"""A desk's tray in memory: what frames and scans make of it, and which tray is forgotten first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from films import EMPTY, jpeg, matrix, shown
from kit import HODGKIN_LEFT, Bench

from station.app.tray_session import (
    CONFIRM,
    ENOUGH,
    MOST_TRAYS,
    UNDO,
    TraySession,
    TraySessions,
    TrayShown,
    look_at,
    scan_beside,
)
from station.bootstrap import frame_decoder
from station.domain.feedback import Feedback
from station.domain.texts import LANGUAGES
from station.ports.decoder import ImageError
from station.ports.viewfinder import Caption

NOT_COMPLETE = Caption("question", "NOT COMPLETE.")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Both sides ordered, all of the left side collected and sent."""
    bench = Bench(tmp_path).sent()
    yield bench
    bench.end()


def session_of(bench: Bench, desk: str = "default") -> TraySession:
    return TraySessions().one(bench.station, desk, "a-screen")


def scan(
    bench: Bench, session: TraySession, text: str, scan_id: str = "scan-0001"
) -> tuple[Feedback, TrayShown]:
    """What one scan beside the camera is answered in English, and the tray then."""
    answers, tray = scan_beside(bench.station, session, text, bench.act(scan_id))
    assert set(answers) == set(LANGUAGES)
    return answers["en"], tray


def frame_of(*texts: str) -> bytes:
    return jpeg(shown(*(matrix(text, 5) for text in texts)) if texts else EMPTY)


def states(bench: Bench) -> list[str]:
    return [bench.state().containers[name].state for name in HODGKIN_LEFT]


def test_a_frame_joins_what_was_read_in_it_and_marks_it(bench: Bench) -> None:
    session, eyes = session_of(bench, "flow"), frame_decoder().fresh()
    biopsy, flow = bench.text("biopsy-1-left"), bench.text("flow-1-left")
    looked = look_at(bench.station, eyes, session, frame_of(biopsy, flow))
    assert looked.shapes == {biopsy: "cross", flow: "tick"}
    assert (looked.shown.begun, looked.shown.size) == (session.begun, 2)
    later = look_at(bench.station, eyes, session, frame_of())
    assert (later.shapes, later.shown) == (looked.shapes, looked.shown)  # nothing is forgotten
    assert states(bench) == ["dispatched"] * 4


def test_as_many_symbols_are_looked_for_as_lack_and_lie_there(bench: Bench) -> None:
    session, eyes = session_of(bench), frame_decoder().fresh()
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    asked = []
    for number in range(len(texts) + 1):
        asked.append(session.lacking + ENOUGH)
        look_at(bench.station, eyes, session, frame_of(*texts[:number]))
    assert asked == [1, 1, 5, 5, 5]
    assert session.lacking == 0


def test_a_frame_that_is_no_picture_changes_nothing(bench: Bench) -> None:
    session = session_of(bench)
    with pytest.raises(ImageError):
        look_at(bench.station, frame_decoder(), session, b"no picture")
    assert session == TraySession("default", session.begun, busy=session.busy)


def test_scans_complete_the_tray_and_the_card_receives_it(bench: Bench) -> None:
    session = session_of(bench)
    for name in HODGKIN_LEFT:
        said, tray = scan(bench, session, bench.text(name))
    assert said.message == f"Flow cytometry, left {bench.text('flow-1-left')}: on the tray."
    assert tray == TrayShown(
        True,
        4,
        (Caption("tick", "Complete: all was found."), Caption("tick", "Found: 4")),
        session.begun,
        4,
    )
    assert states(bench) == ["dispatched"] * 4
    done, tray = scan(bench, session, CONFIRM)
    assert (done.message, tray.lot, states(bench)) == ("Received: 4.", 0, ["received"] * 4)


def test_undo_takes_the_last_scan_off_and_none_twice_for_one_scan(bench: Bench) -> None:
    session = session_of(bench)
    flow = bench.text("flow-1-left")
    scan(bench, session, bench.text("biopsy-1-left"))
    scan(bench, session, flow)
    off = [scan(bench, session, UNDO, scan_id) for scan_id in ("u-1", "u-1", "u-2", "u-3")]
    biopsy = bench.text("biopsy-1-left")
    assert [(said.message, tray.size) for said, tray in off] == [
        (f"Flow cytometry, left {flow}: taken off the tray.", 1),
        (f"Flow cytometry, left {flow}: taken off the tray.", 1),
        (f"Biopsy, left {biopsy}: taken off the tray.", 0),
        ("No scan is on the tray that could be taken off.", 0),
    ]


@pytest.mark.parametrize("text", ["CARDREJECTRB", "PLACE7ROOMZZ136"])
def test_any_other_card_leaves_the_tray_as_it_is(bench: Bench, text: str) -> None:
    session = session_of(bench)
    said, tray = scan(bench, session, text)
    assert (said.accepted, tray.size) == (False, 0)
    assert tray.lines == (NOT_COMPLETE, Caption("tick", "Found: 0"))


def test_the_oldest_tray_is_forgotten_first(bench: Bench) -> None:
    trays = TraySessions()
    first = trays.one(bench.station, "default", "first")
    for number in range(MOST_TRAYS - 1):
        trays.one(bench.station, "default", f"{number}")
    assert trays.one(bench.station, "default", "first") is first  # touched last: now the youngest
    trays.one(bench.station, "default", "another")
    assert trays.one(bench.station, "default", "first") is first
    oldest = trays.one(bench.station, "default", "1")
    for number in range(MOST_TRAYS):
        trays.one(bench.station, "other", f"{number}")
    assert trays.one(bench.station, "default", "1") is not oldest


def test_each_desk_and_each_screen_has_a_tray_of_its_own(bench: Bench) -> None:
    trays = TraySessions()
    names = [("default", "a"), ("default", "b"), ("flow", "a")]
    found = [trays.one(bench.station, *name) for name in names]
    assert len({tray.begun for tray in found}) == 3
    assert [tray.wanted.destination for tray in found] == [None, None, "flow"]
