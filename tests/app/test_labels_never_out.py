"""A label that no printer ever had lies nowhere: not on the board, and close-out does not ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, Bench, P
from printing import jobs, queueing, states, step, zebra_at
from zebra_sink import Sink

from station.app import close_procedure, containers
from station.app.print_labels import LabelsWanted, print_labels
from station.app.views.board import missing
from station.app.views.history import history


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path).at_labels()


@pytest.fixture
def sink(bench: Bench) -> Iterator[Sink]:
    """The labels of the left side wait before a printer without labels."""
    with zebra_at(bench) as sink:
        sink.paper_out = True
        print_labels(bench.station, P, LabelsWanted(), bench.act(), queueing(bench))
        yield sink


def left_on_board(bench: Bench) -> list[str | None]:
    return [flag.container for flag in missing(bench.station) if flag.flag == "labels-left"]


def test_what_is_aborted_before_it_printed_leaves_no_label(bench: Bench, sink: Sink) -> None:
    close_procedure.abort(bench.station, P, "patient-condition", bench.act())
    assert set(states(bench)) == {"cancelled"}
    assert left_on_board(bench) == []


def test_what_is_excused_leaves_the_queue_and_is_not_asked_about(bench: Bench, sink: Sink) -> None:
    bench.excuse(*HODGKIN_LEFT, *HODGKIN_RIGHT)
    assert set(states(bench)) == {"cancelled"}
    said = close_procedure.ask_to_close(bench.station, P, None, bench.act()).answer
    assert "lie about" not in said.message
    assert bench.close().answer.accepted
    assert left_on_board(bench) == []


def test_what_a_printer_had_lies_about(bench: Bench, sink: Sink) -> None:
    sink.paper_out = False
    bench.clock.move(seconds=60)
    assert step(bench) == "sent"
    first = next(job.container for job in jobs(bench) if job.state == "sent")
    bench.excuse(*HODGKIN_LEFT, *HODGKIN_RIGHT)
    said = close_procedure.ask_to_close(bench.station, P, None, bench.act()).answer
    assert "lie about" in said.message
    bench.close()
    assert left_on_board(bench) == [first]


def test_the_board_of_a_moment_before_a_label_was_settled_still_has_it(bench: Bench) -> None:
    bench.ready()
    bench.excuse(*HODGKIN_LEFT, *HODGKIN_RIGHT)
    bench.close()
    then = bench.clock.move(minutes=5)
    before = {flag.container for flag in bench.board(then) if flag.flag == "labels-left"}
    assert before == set(HODGKIN_LEFT)
    bench.clock.move(minutes=5)
    for name in HODGKIN_LEFT:
        containers.resolve(bench.station, P, name, "thrown away", bench.act())
    bench.clock.move(minutes=5)
    assert {f.container for f in bench.board(then) if f.flag == "labels-left"} == before
    assert left_on_board(bench) == []


def test_a_history_tells_the_question_that_was_asked(bench: Bench, sink: Sink) -> None:
    bench.excuse(*HODGKIN_LEFT, *HODGKIN_RIGHT)
    asked = bench.line("scan P CARDCLOSE").answer["message"]
    told = [one.said for row in history(bench.station, P) for one in row.told]
    assert told[-1] == asked
    assert "lie about" not in asked
