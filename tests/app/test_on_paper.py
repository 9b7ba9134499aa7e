"""A label that a printer has yet to print is not shown as printed: command, page, next step."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, Bench, P
from printing import queueing, step, zebra_at
from served import bedside_panel
from zebra_sink import Sink

from station.app.on_paper import NOT_SEEN, Paper, on_paper, papers_of, short
from station.app.print_labels import LabelsWanted, print_labels
from station.app.views.bedside import bedside_view
from station.domain.texts import LANGUAGES, ON_PAPER, WHY_NOT
from station.ports.printer import CONDITIONS
from station.ports.spool import JOB_STATES

OUT_OF_LABELS = "zebra: NO LABELS LEFT. Put in a new roll."
FIRST, SECOND = HODGKIN_LEFT[:2]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Ready to print the labels of the left side."""
    return Bench(tmp_path).at_labels()


@pytest.fixture
def sink(bench: Bench) -> Iterator[Sink]:
    """The printer of its place, without labels; those of the left side are before it."""
    with zebra_at(bench) as sink:
        sink.paper_out = True
        print_labels(bench.station, P, LabelsWanted(), bench.act(), queueing(bench))
        assert step(bench) == "queued"
        yield sink


def shown(bench: Bench, name: str) -> tuple[str, str | None, str | None]:
    (found,) = [c for c in bench.line("procedure show P").answer["containers"] if _is(c, name)]
    return found["state"], found["job"], found["job_problem"]


def _is(found: dict[str, str], name: str) -> bool:
    return found["container"] == name


def next_of(bench: Bench, language: str = "en") -> str:
    station = replace(bench.station, language="nb") if language == "nb" else bench.station
    active = bedside_view(station, "default").active
    assert active is not None
    return active.next


def cells(bench: Bench) -> list[tuple[str, str]]:
    """State and words of each cell of the left column."""
    html = bedside_panel(bench)
    left = html.split('<div class="column left')[1].split('<div class="column')[0]
    states = re.findall(r'data-state="([a-z]+)"', left)
    words = re.findall(r'<span class="cell-state">([^<]*)</span>', left)
    return list(zip(states, words, strict=True))


def test_labels_that_wait_are_not_printed(bench: Bench, sink: Sink) -> None:
    assert shown(bench, FIRST) == ("expected", "queued", OUT_OF_LABELS)
    assert shown(bench, SECOND) == ("expected", "queued", OUT_OF_LABELS)  # it waits behind that one
    assert shown(bench, "flow-1-right") == ("expected", None, None)
    assert cells(bench) == [("expected", "waits for printer zebra: no labels left")] * 4
    assert next_of(bench) == f"Biopsy: WAITS for printer zebra. {OUT_OF_LABELS}"
    assert next_of(bench, "nb") == (
        "Cristabiopsi: VENTER på skriver zebra. zebra: TOM FOR ETIKETTER. Sett i en ny rull."
    )


def test_what_its_printer_took_is_printed(bench: Bench, sink: Sink) -> None:
    sink.paper_out = False
    bench.clock.move(seconds=60)
    assert step(bench) == "sent"
    assert shown(bench, FIRST) == ("printed", "sent", None)
    assert [state for state, _ in cells(bench)] == ["printed", *["expected"] * 3]
    assert next_of(bench) == "Fill, then scan: Biopsy, left"
    assert bench.scan(FIRST).answer.accepted
    assert shown(bench, FIRST) == ("collected", "confirmed", None)
    assert next_of(bench) == "Marrow smear: WAITS for printer zebra."


def test_a_label_that_may_be_out_is_looked_for(bench: Bench, sink: Sink) -> None:
    sink.paper_out = False
    sink.before = lambda number: setattr(sink, "answering", False)
    bench.clock.move(seconds=60)
    assert step(bench) == "uncertain"
    silent = "zebra: DOES NOT ANSWER. Switch it off and on again."
    assert shown(bench, FIRST) == ("expected", "uncertain", silent)
    assert next_of(bench) == (
        f"Biopsy: MAY BE OUT at printer zebra. There: scan it. Not there: reprint it. {silent}"
    )
    assert bench.scan(FIRST).answer.accepted  # there it was
    assert shown(bench, FIRST)[:2] == ("collected", "confirmed")


def test_one_that_is_not_wanted_is_reprinted(bench: Bench, sink: Sink) -> None:
    bench.line("spool cancel 1")
    assert shown(bench, FIRST)[:2] == ("expected", "cancelled")
    assert next_of(bench).startswith(
        "Biopsy: label cancelled. Reprint it if it is wanted after all."
    )
    bench.line(f"reprint P {FIRST} --reason wanted --out OUT")
    assert shown(bench, FIRST) == ("printed", None, None)


def test_a_file_is_on_paper_as_far_as_is_known(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready()
    assert {paper.state for paper in papers_of(bench.station, bench.state()).values()} == {
        "printed",
        "expected",
    }


def test_a_copy_in_a_file_is_newer_than_the_job_of_the_one_before(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    own = {"kind": "flow", "side": "left", "label_id": "LAB-0001"}
    bench.order(sides=["left"], containers=[own])
    bench.open()
    with zebra_at(bench) as sink:
        sink.paper_out = True
        bench.confirm()
        bench.answer_checklist()
        bench.line("side P left")
        bench.line("labels P")
        assert shown(bench, "flow-1")[:2] == ("expected", "queued")
        bench.line("reprint P flow-1 --reason urgent --out OUT")
        assert shown(bench, "flow-1")[:2] == ("printed", None)


def test_nothing_to_print_is_no_success(bench: Bench, sink: Sink) -> None:
    for line in ("labels P", "labels P --side left", "scan P CARDPRINT"):
        said = bench.line(line)
        assert (said.code, said.answer["reason"]) == (1, "nothing-to-print")
        assert said.answer["message"] == (
            "NOTHING PRINTED: all that may have a label now has one. Reprint one that is lost or "
            "damaged."
        )


def test_the_words_are_there_in_both_languages() -> None:
    for language in LANGUAGES:
        assert set(ON_PAPER[language]) == NOT_SEEN
        assert set(WHY_NOT[language]) == set(CONDITIONS)
    assert set(JOB_STATES) > NOT_SEEN


def test_without_a_job_there_is_nothing_to_say(bench: Bench) -> None:
    c = bench.state().containers[FIRST]
    assert on_paper(c, ()) == Paper("expected")
    assert short(Paper("expected"), "en") == ""


@pytest.mark.parametrize(
    ("cards", "strong"),
    [
        (["CARDCHECK"], "Back to collecting"),
        (["CARDEXCUSE"], None),
        (["CARDEXCUSE", "CARDDRYTAP"], "Back to collecting"),
        (["CARDREPRINT"], None),
        (["CARDREPRINT", FIRST], "Print its new label"),
    ],
)
def test_the_strong_button_of_a_mode(cards: list[str], strong: str | None, bench: Bench) -> None:
    bench.print()
    bench.scan(*cards)
    html = bedside_panel(bench)
    buttons = html.split('<nav class="buttons">')[1].split("</nav>")[0]
    found = re.findall(r'<button class="act strong"[^>]*>([^<]*)</button>', buttons)
    assert found == ([strong] if strong else [])
