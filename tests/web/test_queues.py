"""What a bedside screen shows of its printers, and what its buttons do about them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kit import Bench, P
from printing import codes, jobs, printer, queueing, states, write_site
from served import served_station
from zebra_sink import Sink, zebra_sink

from station.domain.errors import StationError
from station.ports.printer import Status
from station.web.acts import button
from station.web.gesture import Gesture
from station.web.screens.panels import BEDSIDE
from station.web.served import Served

TAG = re.compile(r"<[^>]+>")
FIRST = "The label of biopsy-1-left"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Ready to print the labels of the left side."""
    return Bench(tmp_path).at_labels()


@pytest.fixture
def sink(bench: Bench) -> Iterator[Sink]:
    """The printer of its place, which has a standby."""
    with zebra_sink() as sink:
        own = 'places = ["default"]\nstandby = "spare"'
        write_site(bench, printer("zebra", sink, more=own), printer("spare", sink))
        yield sink


def queued(bench: Bench) -> Served:
    """The bench's station, with the printers of its station.toml."""
    return replace(served_station(bench), printing=lambda: queueing(bench))


def press(bench: Bench, **fields: str) -> str:
    """What a button is answered."""
    asked = {"procedure": P, **fields}
    return button(Gesture(queued(bench), bench.station, asked, bench.act())).answer.message


def shown(bench: Bench, language: str = "en") -> list[list[str]]:
    """The lines of each printer on the bedside screen, with a connection."""
    station = replace(bench.station, language="nb") if language == "nb" else bench.station
    html = BEDSIDE.draw(queued(bench), station, "default").html
    html = re.sub(r'<p class="not-known">.*?</p>', "", html)
    sections = re.findall(r'<section class="printer.*?</section>', html, re.DOTALL)
    return [
        [" ".join(line.split()) for line in TAG.sub("\n", text).splitlines() if line.strip()]
        for text in sections
    ]


def observe(bench: Bench, code: str) -> None:
    with bench.store.spool.line("zebra") as line:
        assert line is not None
        line.observe(Status(code), bench.clock.now())  # type: ignore[arg-type]


def test_printing_only_queues_and_the_screen_says_how_many_wait(bench: Bench, sink: Sink) -> None:
    assert press(bench, act="print") == "Labels queued for printer zebra: 4."
    assert sink.labels == []
    assert shown(bench) == [
        ["zebra: does not say how it is.", "Labels waiting: 4.", "Print at spare instead"]
    ]
    observe(bench, "paper-out")
    assert shown(bench)[0][0] == "zebra: NO LABELS LEFT. Put in a new roll."
    assert shown(bench, "nb")[0][1:] == [
        "Etiketter som venter: 4.",
        "Skriv ut på spare i stedet",
    ]


def test_a_printer_that_fails_is_named_with_each_label_that_may_be_out(
    bench: Bench, sink: Sink
) -> None:
    press(bench, act="print")
    sink.before = lambda number: setattr(sink, "answering", False)
    bench.line("spool run --once")
    short_id = bench.text("biopsy-1-left")[-6:]
    assert shown(bench) == [
        [
            "zebra: DOES NOT ANSWER. Switch it off and on again.",
            "Labels waiting: 3.",
            "biopsy-1-left: MAY BE OUT at printer zebra. There: scan it. Not there: reprint it.",
            short_id,
            "zebra: DOES NOT ANSWER. Switch it off and on again.",
            "Not wanted",
            "Print at spare instead",
            "Try again",
            "Not wanted",
        ]
    ]
    assert press(bench, act="cancel", job="1") == (
        f"{FIRST} will not be printed at zebra. Reprint it if it is wanted after all."
    )
    assert press(bench, act="retry", job="2") == (
        "The label of smear-1-left is sent to printer zebra again."
    )
    assert states(bench) == ["cancelled", "queued", "queued", "queued"]


def test_one_button_takes_over_and_one_gives_back(bench: Bench, sink: Sink) -> None:
    press(bench, act="print")
    said = press(bench, act="take-over", printer="zebra")
    assert said == "Printer spare takes over from zebra. Labels moved: 4."
    assert shown(bench) == [
        [
            "spare: does not say how it is.",
            "Stands in for zebra.",
            "Labels waiting: 4.",
            "Print at zebra again",
        ],
        ["zebra: does not say how it is."],
    ]
    bench.line("spool run --once --printer spare")
    assert codes(sink) == [job.label_id for job in jobs(bench)]
    said = press(bench, act="give-back", printer="zebra")
    assert said == "Printer zebra prints for its places again."
    assert shown(bench) == [["zebra: does not say how it is.", "Print at spare instead"]]


def test_a_station_without_printers_shows_none(bench: Bench) -> None:
    write_site(bench, "")
    assert shown(bench) == []


def test_the_buttons_choose_one_by_one_and_all(bench: Bench, sink: Sink) -> None:
    said = press(bench, act="print", mode="just-in-time")
    assert said == "Labels queued for printer zebra: 1."
    assert press(bench, act="excuse", container="biopsy-1-left", reason="dry-tap") == (
        "Biopsy, left: not collected (dry tap). Next label: Marrow smear."
    )
    assert press(bench, act="print", mode="by-side") == "Labels queued for printer zebra: 2."


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"act": "retry", "job": "x"}, "Request: expected 'job' as a number, got 'x'."),
        ({"act": "cancel", "job": "7"}, "Job 7: expected one of this station, got none."),
        ({"act": "cancel"}, "Request: expected 'job', got none."),
        (
            {"act": "take-over", "printer": "spare"},
            "Printer spare: expected a standby in station.toml that takes over, got none.",
        ),
        (
            {"act": "give-back", "printer": "other"},
            "Printer 'other': expected one of zebra, spare in station.toml.",
        ),
        (
            {"act": "print", "mode": "slowly"},
            "Reason: expected one of by-side, just-in-time, got 'slowly'.",
        ),
    ],
)
def test_a_button_that_cannot_be(
    fields: dict[str, str], says: str, bench: Bench, sink: Sink
) -> None:
    with pytest.raises(StationError) as refused:
        press(bench, **fields)
    assert str(refused.value) == says
