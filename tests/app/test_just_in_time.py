"""Labels one by one: the next when the one before is scanned or excused, at most one lies about."""

from pathlib import Path

import pytest
from kit import Bench, P
from printing import codes, jobs, states, zebra_at

from station.app import containers, prepare
from station.app.print_labels import LabelsWanted, print_labels
from station.app.stats import ModeStats, statistics
from station.bootstrap import label_folder
from station.domain import events as e


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """The left side is declared, and labels come one by one: that of the biopsy is out."""
    bench = Bench(tmp_path).at_labels()
    said = bench.line("labels P --just-in-time --out OUT")
    assert said.answer["message"] == "Labels printed: 1."
    return bench


def loose(bench: Bench) -> list[str]:
    """The containers whose label lies about."""
    return [c.container for c in bench.state().loose()]


def test_the_choice_is_an_event_and_the_first_label_follows_it(bench: Bench) -> None:
    chosen, label = (event.body for event in bench.store.events(P)[-2:])
    assert chosen == e.PrintingChosen("just-in-time")
    assert isinstance(label, e.LabelPrinted)
    assert label.container == "biopsy-1-left"
    assert loose(bench) == ["biopsy-1-left"]


def test_the_next_label_comes_with_the_scan_of_the_one_before(bench: Bench) -> None:
    said = bench.line("scan P @biopsy-1-left --out OUT")
    assert said.answer["message"] == "Biopsy, left: collected. Next label: Marrow smear."
    assert loose(bench) == ["smear-1-left"]
    said = bench.line("excuse P smear-1-left --reason dry-tap --out OUT")
    assert said.answer["message"] == (
        "Marrow smear, left: not collected (dry tap). Next label: Marrow smear."
    )
    assert loose(bench) == ["smear-2-left"]
    said = bench.line("scan P @smear-2-left --check-print --out OUT")
    assert loose(bench) == ["smear-2-left"]  # a print check settles nothing
    bench.line("scan P @smear-2-left --out OUT")
    said = bench.line("scan P @flow-1-left --out OUT")
    assert "Next label" not in said.answer["message"]
    assert loose(bench) == []


def test_no_second_label_while_one_lies_about(bench: Bench) -> None:
    said = bench.line("labels P --out OUT")
    assert (said.code, said.answer["reason"]) == (1, "label-loose")
    assert bench.line("scan P CARDPRINT --out OUT").answer["reason"] == "label-loose"


def test_one_action_goes_back_to_all_of_the_side(bench: Bench) -> None:
    said = bench.line("labels P --all --out OUT")
    assert said.answer["message"] == "Labels printed: 3."
    assert not bench.state().just_in_time
    said = bench.line("scan P @biopsy-1-left --out OUT")
    assert said.answer["message"].startswith("Biopsy, left: collected.")
    assert "Next label" not in said.answer["message"]


def test_the_cards_choose_too(bench: Bench) -> None:
    assert bench.line("scan P CARDALL --out OUT").answer["message"] == "Labels printed: 3."
    assert bench.line("scan P CARDSINGLE --out OUT").answer["message"] == (
        "Labels come ONE BY ONE from now on; none comes just now."
    )
    assert bench.state().just_in_time
    said = bench.line("scan P @biopsy-1-left --out OUT")
    assert "Next label" not in said.answer["message"]  # the others are all out
    assert len(loose(bench)) == 3


def test_a_reprint_replaces_the_one_that_lies_about_and_no_other(bench: Bench) -> None:
    bench.line("scan P @biopsy-1-left --out OUT")
    assert bench.line("reprint P biopsy-1-left --reason torn --out OUT").answer["reason"] == (
        "label-loose"
    )
    assert bench.line("reprint P smear-1-left --reason torn --out OUT").code == 0
    assert loose(bench) == ["smear-1-left"]


def test_a_filled_tube_is_relabelled_before_the_next_label_comes(bench: Bench) -> None:
    bench.line("excuse P biopsy-1-left --reason dry-tap")  # nowhere named: beside the database
    for name in ("smear-1-left", "smear-2-left", "flow-1-left"):
        bench.line(f"scan P @{name} --out OUT")
    assert bench.line("reprint P smear-1-left --reason torn --out OUT").code == 0
    assert loose(bench) == ["smear-1-left"]
    for text in ("CARDREPRINT", "~smear-1-left", "@smear-1-left"):
        said = bench.line(f"scan P {text} --out OUT")
    assert said.answer["message"] == "Marrow smear, left: relabelled."
    assert loose(bench) == []


def test_a_side_that_is_left_leaves_no_label_behind(bench: Bench) -> None:
    bench.line("side P right --confirm")
    p = bench.state()
    assert p.loose() == ()
    assert p.containers["biopsy-1-left"].state == "expected"
    assert bench.line("scan P ~biopsy-1-left").answer["reason"] == "void-label"
    bench.line("labels P --out OUT")
    assert loose(bench) == ["biopsy-1-right"]


def test_the_rest_that_moves_gets_one_new_label(bench: Bench) -> None:
    bench.line("side P right --move-rest --reason dry-tap --out OUT")
    assert len(loose(bench)) == 1


def test_an_excuse_taken_back_makes_no_second_loose_label(bench: Bench) -> None:
    bench.line("excuse P biopsy-1-left --reason dry-tap --out OUT")
    bench.line("undo P biopsy-1-left --reason slip")
    assert loose(bench) == ["smear-1-left"]
    assert bench.line("scan P ~biopsy-1-left").answer["reason"] == "void-label"
    bench.line("scan P @smear-1-left --out OUT")
    assert loose(bench) == ["biopsy-1-left"]  # its new label, in its turn


def test_a_collection_taken_back_keeps_its_label_on_the_tube(bench: Bench) -> None:
    bench.line("scan P @biopsy-1-left --out OUT")
    bench.line("undo P biopsy-1-left --reason slip")
    assert loose(bench) == ["smear-1-left"]
    said = bench.line("scan P @biopsy-1-left --out OUT")
    assert (said.code, "Next label" in said.answer["message"]) == (0, False)
    assert loose(bench) == ["smear-1-left"]


def test_what_cannot_be_printed_next_refuses_no_filled_tube(bench: Bench) -> None:
    (bench.folder / "FILE").write_text("no folder")
    said = bench.line(f"scan P @biopsy-1-left --out {bench.folder / 'FILE'}")
    assert (said.code, said.answer["warnings"]) == (0, ["next-not-printed"])
    assert said.answer["message"] == (
        "Biopsy, left: collected. The next label could not be made: scan PRINT to see why."
    )
    assert loose(bench) == []
    assert bench.line("labels P --out OUT").answer["message"] == "Labels printed: 1."


def test_no_side_comes_last_and_a_site_may_begin_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (tmp_path / "station.toml").write_text('printing = "just-in-time"\n')
    tubes = [{"kind": "blood-smear"}, {"kind": "flow", "side": "left"}]
    bench.order(sides=["left"], containers=tubes)
    assert bench.line("procedure open O-1").code == 0
    assert bench.store.events(P)[2].body == e.PrintingChosen("just-in-time")
    bench.confirm()
    bench.answer_checklist()
    bench.line("side P left")
    bench.line("labels P --out OUT")
    assert loose(bench) == ["flow-1"]
    bench.line("scan P @flow-1 --out OUT")
    assert loose(bench) == ["blood-smear-1"]


def test_the_next_label_is_queued_with_the_scan(bench: Bench) -> None:
    with zebra_at(bench) as sink:
        said = bench.line("scan P @biopsy-1-left")
        assert said.answer["message"] == "Biopsy, left: collected. Next label: Marrow smear."
        assert states(bench) == ["queued"]
        bench.line("spool run --once")
        assert codes(sink) == [bench.text("smear-1-left")]
        assert jobs(bench)[0].container == "smear-1-left"


def test_a_scan_from_another_screen_prints_no_second_label(bench: Bench) -> None:
    """A resend of the scan is answered as it was, and prints nothing."""
    line = "scan P @biopsy-1-left --scan-id reader-1 --out OUT"
    assert bench.line(line).answer["message"] == bench.line(line).answer["message"]
    assert loose(bench) == ["smear-1-left"]


def test_statistics_tell_the_two_ways_apart(bench: Bench) -> None:
    bench.line("scan P @biopsy-1-left --out OUT")
    prepare.declare_side(bench.station, P, prepare.SideChange("right", confirmed=True), bench.act())
    bench.line("labels P --all --out OUT")
    prepare.declare_side(bench.station, P, prepare.SideChange("left", confirmed=True), bench.act())
    bench.scan("flow-1-right")  # the wrong side
    bench.reprint("smear-1-left")
    bench.excuse("flow-1-right")
    assert statistics(bench.station) == (
        ModeStats("by-side", 1, 4, 1, 1, 0, 0),
        ModeStats("just-in-time", 1, 2, 1, 0, 0, 0),
    )
    said = bench.line("stats")
    assert [row["wrong_side_per_100"] for row in said.answer] == [100.0, 0.0]


def test_an_excuse_without_where_to_print_prints_nothing(bench: Bench) -> None:
    why = containers.Excuse("biopsy-1-left", "dry-tap")
    containers.excuse(bench.station, P, why, bench.act())
    assert loose(bench) == []
    printing = label_folder(bench.folder / "labels")
    print_labels(bench.station, P, LabelsWanted(), bench.act(), printing)
    assert loose(bench) == ["smear-1-left"]
