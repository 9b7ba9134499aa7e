"""The bench of labels: a slice of it runs, and what does not depend on time meets its goal."""

import shutil

import pytest
from label_bench import (
    GRADE_A,
    Size,
    bars,
    bench,
    decodability,
    edge_error_dots,
    image_writer,
    zxing_writer,
)

CODE = "00017000042155"
KEYS = {"measure", "unit", "ours", "peer", "peer_value", "ratio", "goal", "met"}
SIZE = Size(ids=4, slow_ids=1, rolls_deg=(0, 90))
MEASURES = {
    "labels_not_exact",
    "dot_error",
    "bitmap_decodability_below_A",
    *(f"read_back_{dpi}" for dpi in (203, 300, 600)),
    "ms_per_label",
    "ms_per_label_slowest",
    "ms_read_back",
}
TUBES = {"full_wrap", "25mm", "10mm", "tube-50x30", "tube-38x19", "tube-25x13"}


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs gs: scripts/setup --dev")
def test_a_slice_of_it() -> None:
    rows = list(bench(SIZE))
    assert [row for row in rows if set(row) != KEYS] == []
    of_tubes = {f"tube_roll_{what}_{tube}" for tube in TUBES for what in ("read", "wrong")}
    assert {row["measure"] for row in rows} == MEASURES | of_tubes
    judged = [row for row in rows if not str(row["measure"]).startswith("ms_")]
    assert [row for row in judged if row["met"] is False] == []
    (wraps,) = (row for row in rows if row["measure"] == "tube_roll_read_full_wrap")
    assert (wraps["unit"], wraps["ours"], wraps["goal"]) == ("% of 36 views", 100, 99)


def test_whole_dots_are_grade_a_and_odd_ones_are_not() -> None:
    whole = bars(zxing_writer(CODE, 203), CODE, 20)
    assert (edge_error_dots(CODE, whole), decodability(whole)) == (0, 1)
    torn = bars(image_writer(CODE, 300), CODE, 20)
    assert edge_error_dots(CODE, torn) > 0.4
    assert decodability(torn) < GRADE_A


def test_bars_that_are_a_dot_wider_have_edges_that_are_off() -> None:
    """Two dots a module, each bar one dot wider at the cost of the space behind it."""
    whole = bars(zxing_writer(CODE, 203), CODE, 20)
    grown = tuple(run + (1 if at % 2 == 0 else -1) for at, run in enumerate(whole[:-1]))
    off = edge_error_dots(CODE, (*grown, whole[-1]))
    assert off == 1
    assert decodability((*grown, whole[-1])) < 1


def test_no_bars_are_no_grade() -> None:
    assert (edge_error_dots(CODE, ()), decodability(())) == (1, 0)
