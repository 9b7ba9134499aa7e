"""What is in view: one scan for each label, until it has left the view for a moment."""

from datetime import UTC, datetime, timedelta

import pytest

from station.domain.in_view import GONE_AFTER, UNWATCHED_AFTER, InView

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TICK = timedelta(milliseconds=100)
GONE, UNWATCHED = GONE_AFTER / TICK, UNWATCHED_AFTER / TICK

# Looks as (tick, what is seen), and the scans that they make.
Looks = list[tuple[float, str]]
CASES: dict[str, tuple[Looks, str]] = {
    "held before the camera": ([(0, "A"), (1, "A"), (2, "A")], "A"),
    "three at once are three scans, one a look": (
        [(0, "ABC"), (1, "ABC"), (2, "ABC"), (3, "ABC")],
        "ABC",
    ),
    "one that leaves before its turn is none": ([(0, "AB"), (1, "A"), (2, "A")], "A"),
    "not seen for a few frames": ([(0, "A"), (1, ""), (2, ""), (3, "A")], "A"),
    "away for less than a moment": ([(0, "A"), (1, ""), (GONE, ""), (GONE + 1, "A")], "A"),
    "away for a moment": ([(0, "A"), (1, ""), (1 + GONE, ""), (2 + GONE, "A")], "AA"),
    "away for more": ([(0, "A"), (1, ""), (2 + GONE, ""), (3 + GONE, "A")], "AA"),
    "back in between": ([(0, "A"), (1, ""), (2, "A"), (3, ""), (2 + GONE, ""), (19, "A")], "A"),
    "a long answer is no absence": ([(0, "A"), (3 * GONE, ""), (3 * GONE + 1, "A")], "A"),
    "unwatched for less": ([(0, "A"), (UNWATCHED - 1, "A")], "A"),
    "unwatched for long": ([(0, "A"), (UNWATCHED, "A")], "AA"),
    "unwatched for longer": ([(0, "A"), (UNWATCHED + 1, "A")], "AA"),
    "one leaves, the other stays": (
        [(0, "AB"), (1, "AB"), (2, "A"), (2 + GONE, "A"), (3 + GONE, "AB")],
        "ABB",
    ),
}


@pytest.mark.parametrize(("looks", "scans"), CASES.values(), ids=CASES)
def test_a_label_is_one_scan_until_it_has_left(looks: Looks, scans: str) -> None:
    view = InView()
    found = [view.look(list(seen), START + tick * TICK) for tick, seen in looks]
    assert "".join(filter(None, found)) == scans
