"""Labels on their way to a printer: in order, each once or uncertain, and never said to be out."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kit import HODGKIN_LEFT, Bench, P
from PIL import Image
from printing import code_of, codes, jobs, printer, states, step, write_site, zebra_at
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]
from zebra_sink import Sink, zebra_sink

from station.adapters.station_file import load_station_file
from station.app.spool import BACK_OFF_S, TRIES, preview
from station.ports.store import StoreError

LEFT = list(HODGKIN_LEFT)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Ready to print the labels of the left side."""
    return Bench(tmp_path).at_labels()


@pytest.fixture
def sink(bench: Bench) -> Iterator[Sink]:
    """The printer of its place."""
    with zebra_at(bench) as sink:
        yield sink


def labels_of(bench: Bench, *names: str) -> list[str]:
    return [str(bench.state().containers[name].label_id) for name in names]


def queue(bench: Bench) -> None:
    """The labels of the left side, queued and not sent."""
    from printing import queueing

    from station.app.print_labels import LabelsWanted, print_labels

    outcome = print_labels(bench.station, P, LabelsWanted(), bench.act(), queueing(bench))
    assert outcome.answer.message == "Labels queued for printer zebra: 4."


def test_labels_are_queued_sent_in_order_and_confirmed_by_a_scan(bench: Bench, sink: Sink) -> None:
    said = bench.line("labels P")
    assert (said.code, said.error) == (0, "")
    assert said.answer["message"] == "Labels queued for printer zebra: 4."
    labels = labels_of(bench, *LEFT)
    assert said.answer["labels"] == [
        {
            "file": None,
            "job": n,
            "container": name,
            "label_id": label_id,
            "procedure": P,
            "printer": "zebra",
            "position": n,
            "attempt": 1,
            "state": "sent",
            "code": None,
            "problem": None,
        }
        for n, (name, label_id) in enumerate(zip(LEFT, labels, strict=True), 1)
    ]
    assert codes(sink) == labels
    bench.line("scan P @biopsy-1-left --check-print")
    bench.line("scan P @flow-1-left")
    assert states(bench) == ["confirmed", "sent", "sent", "confirmed"]


def test_a_preview_is_dot_for_dot_what_came_out(bench: Bench, sink: Sink) -> None:
    bench.line("labels P")
    site = load_station_file(bench.folder / "station.toml", bench.station.catalogue.stocks)
    shown = [preview(bench.station, site, P, label) for label in labels_of(bench, *LEFT)]
    images = [Image.open(io.BytesIO(png)) for png in shown]
    out = [(image.size, image.tobytes()) for image in sink.pictures()]
    assert [(image.size, image.tobytes()) for image in images] == out


def test_without_paper_all_wait_in_order_and_nothing_is_lost(bench: Bench, sink: Sink) -> None:
    sink.paper_out = True
    said = bench.line("labels P")
    assert said.code == 0
    assert [row["state"] for row in said.answer["labels"]] == ["queued"] * 4
    assert said.answer["labels"][0]["code"] == "paper-out"
    assert said.answer["labels"][1]["code"] is None
    assert sink.labels == []
    status, _ = bench.store.spool.conditions()["zebra"]
    assert status.code == "paper-out"
    sink.paper_out = False
    assert bench.line("spool retry 1").answer["message"] == (
        "The label of biopsy-1-left is sent to printer zebra again."
    )
    assert bench.line("spool run --once").code == 0
    assert codes(sink) == labels_of(bench, *LEFT)
    assert bench.store.spool.conditions()["zebra"][0].code in {"paper-out", "ready"}


def test_a_first_job_that_waits_holds_the_others_back(bench: Bench, sink: Sink) -> None:
    queue(bench)
    sink.paper_out = True
    for wait_s in (*BACK_OFF_S, BACK_OFF_S[-1]):
        assert step(bench) == "queued"
        sink.paper_out = False
        assert step(bench) is None  # nothing overtakes it
        bench.clock.move(seconds=wait_s - 0.001)
        assert step(bench) is None
        sink.paper_out = True
        bench.clock.move(seconds=0.001)
    sink.paper_out = False
    assert [step(bench) for _ in range(5)] == ["sent"] * 4 + [None]
    assert codes(sink) == labels_of(bench, *LEFT)
    assert bench.store.spool.conditions()["zebra"][0].code == "ready"


def test_a_clock_that_was_set_back_holds_nothing_up(bench: Bench, sink: Sink) -> None:
    queue(bench)
    sink.paper_out = True
    assert step(bench) == "queued"
    sink.paper_out = False
    bench.clock.move(hours=-1)
    assert step(bench) == "sent"


def test_a_label_that_may_be_out_is_never_sent_again(bench: Bench, sink: Sink) -> None:
    queue(bench)

    def hang(number: int) -> None:
        sink.answering = number < 2

    sink.before = hang
    assert [step(bench), step(bench)] == ["sent", "uncertain"]
    assert step(bench) == "queued"  # the third: the printer says nothing before it
    sink.answering, sink.before = True, lambda number: None
    bench.clock.move(seconds=1)
    assert [step(bench) for _ in range(3)] == ["sent", "sent", None]
    assert codes(sink) == labels_of(bench, *LEFT)
    assert states(bench) == ["sent", "uncertain", "sent", "sent"]
    assert bench.line("spool retry 2").error == (
        "Job 2: expected one that waits or failed, got uncertain; reprint its label if it is not "
        "there.\n"
    )
    bench.scan("smear-1-left")  # it was there
    assert states(bench)[1] == "confirmed"
    assert jobs(bench)[1].uncertain_at is not None


def test_a_connection_that_breaks_leaves_one_label_uncertain(bench: Bench, sink: Sink) -> None:
    queue(bench)

    def pull(number: int) -> None:
        if number == 3:
            sink.before = lambda number: None
            raise ConnectionResetError

    sink.before = pull
    found = [step(bench) for _ in range(5)]
    assert found == ["sent", "sent", "uncertain", "sent", None]
    biopsy, first, _, flow = labels_of(bench, *LEFT)
    assert codes(sink) == [biopsy, first, flow]


def test_the_second_copy_is_a_reprint_and_the_first_one_void(bench: Bench, sink: Sink) -> None:
    queue(bench)
    sink.before = lambda number: setattr(sink, "answering", False)
    assert step(bench) == "uncertain"
    sink.answering, sink.before = True, lambda number: None
    old = labels_of(bench, "biopsy-1-left")
    said = bench.line("reprint P biopsy-1-left --reason lost")
    assert said.answer["message"] == (
        "Biopsy, left: new label queued for printer zebra, the old one is void. zebra: DOES "
        "NOT ANSWER. Switch it off and on again. So it was when last heard of."
    )
    assert states(bench) == ["cancelled", "sent", "sent", "sent", "sent"]
    assert codes(sink) == [*old, *labels_of(bench, *LEFT[1:], LEFT[0])]
    assert bench.scan("~biopsy-1-left").answer.reason == "void-label"


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("reprint P flow-1-left --reason torn --out OUT", [3]),
        ("side P right --move-rest --reason dry-tap", [0, 1, 2, 3]),
    ],
)
def test_a_void_label_leaves_the_queue(
    line: str, gone: list[int], bench: Bench, sink: Sink
) -> None:
    queue(bench)
    assert bench.line(line).code == 0
    assert states(bench) == ["cancelled" if n in gone else "queued" for n in range(4)]


def test_a_laboratorys_own_label_is_queued_again_under_its_id(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    own = {"kind": "flow", "side": "left", "label_id": "LAB-0001"}
    bench.order(sides=["left"], containers=[own])
    bench.open()
    with zebra_at(bench) as sink:
        sink.paper_out = True
        bench.confirm()
        bench.answer_checklist()
        bench.line("side P left")
        assert bench.line("labels P").code == 0
        sink.paper_out = False
        said = bench.line("reprint P flow-1 --reason torn")
        assert said.answer["message"] == (
            "Flow cytometry, left: COPY 2 queued for printer zebra with the same id. Destroy the "
            "old label and scan it after NEW LABEL. zebra: NO LABELS LEFT. Put in a new roll. So "
            "it was when last heard of."
        )
        assert (said.answer["warnings"], said.answer["tone"]) == (["printer-waits"], "high-mid")
        assert states(bench) == ["cancelled", "sent"]
        assert codes(sink) == ["LAB-0001"]


def test_a_cancelled_job_is_never_sent(bench: Bench, sink: Sink) -> None:
    queue(bench)
    said = bench.line("spool cancel 2")
    assert said.answer["message"] == (
        "The label of smear-1-left will not be printed at zebra. Reprint it if it is wanted after "
        "all."
    )
    assert bench.line("spool cancel 2").error == (
        "Job 2: expected one that waits, failed or is uncertain, got cancelled.\n"
    )
    assert bench.line("spool retry 2").error == (
        "Job 2: expected one that waits or failed, got cancelled.\n"
    )
    assert [step(bench) for _ in range(4)] == ["sent", "sent", "sent", None]


def test_what_a_printer_refuses_again_and_again_is_given_up(bench: Bench) -> None:
    table = '[printers.script]\nkind = "command"\ndpi = 203\nplaces = ["default"]\n'
    write_site(bench, table, 'command = ["sh", "-c", "cat >/dev/null; exit 75"]\n')
    assert bench.line("labels P").code == 0
    for _ in range(TRIES - 2):
        bench.clock.at = jobs(bench)[0].next_at
        assert step(bench, "script") == "queued"
    bench.clock.at = jobs(bench)[0].next_at
    assert step(bench, "script") == "failed"
    assert (jobs(bench)[0].attempt, jobs(bench)[0].code) == (TRIES, "refused")
    assert step(bench, "script") == "queued"  # the next one has its own tries
    assert bench.line("spool retry 1").code == 0
    assert (jobs(bench)[0].state, jobs(bench)[0].attempt) == ("queued", 0)


def test_a_standby_takes_over_with_its_own_stock_and_resolution(bench: Bench) -> None:
    with zebra_sink() as broken, zebra_sink() as other:
        own = printer("zebra", broken, more='places = ["default"]\nstandby = "spare"')
        write_site(bench, own, printer("spare", other, 300, 'stock = "tube-50x25"'))
        broken.head_open = True
        assert bench.line("labels P").code == 0
        said = bench.line("spool take-over zebra")
        assert said.answer["message"] == "Printer spare takes over from zebra. Labels moved: 4."
        assert bench.line("spool run --once --printer spare").code == 0
        assert [job.printer for job in jobs(bench)] == ["spare"] * 4
        assert codes(other) == labels_of(bench, *LEFT)
        assert {image.size for image in other.pictures()} == {(590, 295)}
        # until told otherwise
        assert bench.line("reprint P flow-1-left --reason torn").answer["labels"][0]["printer"] == (
            "spare"
        )
        said = bench.line("spool give-back zebra")
        assert said.answer["message"] == "Printer zebra prints for its places again."
        said = bench.line("spool take-over zebra")  # nothing waits: no word of 0 labels
        assert said.answer["message"] == "Printer spare takes over from zebra."
        bench.line("spool give-back zebra")
        broken.head_open = False
        again = bench.line("reprint P flow-1-left --reason torn").answer["labels"][0]
        assert (again["printer"], again["state"]) == ("zebra", "sent")
        assert code_of(broken.pictures()[0]) == again["label_id"]


def test_a_printer_without_a_standby_says_so(bench: Bench, sink: Sink) -> None:
    assert bench.line("spool take-over zebra").error == (
        "Printer zebra: expected a standby in station.toml that takes over, got none.\n"
    )


def test_two_that_stand_in_for_each_other_never_form_a_ring(bench: Bench) -> None:
    spool, at = bench.store.spool, bench.clock.at
    spool.take_over("a", "b", at)
    assert spool.instead() == {"a": "b"}
    spool.take_over("b", "c", at)
    assert spool.instead() == {"a": "c", "b": "c"}
    spool.take_over("c", "a", at)
    assert spool.instead() == {"b": "a", "c": "a"}


def test_one_process_at_a_time_sends_to_a_printer(bench: Bench, sink: Sink) -> None:
    queue(bench)
    with bench.store.spool.line("zebra") as mine, bench.store.spool.line("zebra") as other:
        assert mine is not None
        assert other is None
        with bench.store.spool.line("spare") as spare:
            assert spare is not None


def test_what_a_vanished_sender_left_is_uncertain(bench: Bench, sink: Sink) -> None:
    queue(bench)
    with bench.store.spool.line("zebra") as line:
        assert line is not None
        claimed = line.claim(bench.clock.now())
        assert claimed is not None
        assert (claimed.state, claimed.attempt) == ("sending", 1)
    assert [step(bench) for _ in range(4)] == ["sent", "sent", "sent", None]
    assert states(bench) == ["uncertain", "sent", "sent", "sent"]
    assert codes(sink) == labels_of(bench, *LEFT[1:])


def test_a_label_scanned_while_it_is_sent_stays_confirmed(bench: Bench, sink: Sink) -> None:
    queue(bench)
    sink.before = lambda number: None if number > 1 else _scan(bench)
    assert step(bench) == "confirmed"


def _scan(bench: Bench) -> None:
    bench.scan("biopsy-1-left")
    bench.store.close()  # this thread's connection


def test_a_store_that_fails_while_settling_leaves_the_job_uncertain(
    bench: Bench, sink: Sink
) -> None:
    queue(bench)

    def break_store(number: int) -> None:
        if number == 1:
            _sql(bench, "ALTER TABLE printer RENAME TO away")

    sink.before = break_store
    with pytest.raises(StoreError):
        step(bench)
    _sql(bench, "ALTER TABLE away RENAME TO printer")
    assert [step(bench) for _ in range(4)] == ["sent", "sent", "sent", None]
    assert states(bench) == ["uncertain", "sent", "sent", "sent"]
    assert codes(sink) == labels_of(bench, *LEFT)


def _sql(bench: Bench, statement: str) -> None:
    with sqlite3.connect(bench.db) as conn:
        conn.execute(statement)
    conn.close()


def test_an_erased_label_is_not_printed(bench: Bench, sink: Sink) -> None:
    queue(bench)
    _sql(bench, "DELETE FROM snapshot")
    assert step(bench) == "failed"
    (label_id,) = labels_of(bench, "biopsy-1-left")
    assert jobs(bench)[0].problem == f"Label {label_id}: expected its content, got an erased one."


def test_a_label_that_the_standby_cannot_draw_fails_without_naming_its_text(
    bench: Bench, sink: Sink
) -> None:
    queue(bench)
    write_site(bench, printer("zebra", sink, more='places = ["default"]\nstock = "slide-20x20"'))
    _sql(bench, "UPDATE snapshot SET content = replace(content, 'TESTESEN', '試験')")
    assert step(bench) == "failed"
    (label_id,) = labels_of(bench, "biopsy-1-left")
    assert jobs(bench)[0].problem == (
        f"Label {label_id}: expected one that can be drawn on slide-20x20 at 203 dpi, got one that "
        "cannot."
    )


def test_a_label_frozen_with_its_name_in_one_text_prints_as_before(
    bench: Bench, sink: Sink
) -> None:
    """As the first versions froze it, without the patient's own id."""
    queue(bench)
    (label_id,) = labels_of(bench, "biopsy-1-left")
    _sql(bench, "UPDATE snapshot SET content = json_set(content, '$.patient_id', '')")
    split = preview(bench.station, None, P, label_id)
    _sql(
        bench,
        "UPDATE snapshot SET content = json_remove(json_set(content, '$.name', "
        "content ->> '$.family' || ', ' || (content ->> '$.given')), "
        "'$.family', '$.given', '$.patient_id')",
    )
    assert preview(bench.station, None, P, label_id) == split
    assert step(bench) == "sent"
    assert codes(sink) == [label_id]


def test_a_place_without_a_printer_needs_a_folder(bench: Bench, sink: Sink) -> None:
    write_site(bench, printer("zebra", sink))
    assert bench.line("labels P").error == (
        "Place 'default': expected a printer in station.toml or --out, got neither.\n"
    )
    rows: list[dict[str, Any]] = bench.line("labels P --printer zebra").answer["labels"]
    assert [row["state"] for row in rows] == ["sent"] * 4
