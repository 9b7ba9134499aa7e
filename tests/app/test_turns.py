"""The next child's bed: labels of a procedure that is not under way there do not come out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kit import BAND, PATIENT, Bench, P
from printing import (
    code_of,
    codes,
    jobs,
    move,
    printer,
    queueing,
    states,
    step,
    write_site,
    zebra_at,
)
from zebra_sink import Sink, zebra_sink

from station.app import close_procedure, prepare
from station.app.keeping import Outcome
from station.app.open_procedure import Opening, open_procedure
from station.app.patients import Correction, correct_patient
from station.app.print_labels import LabelsWanted, Reprint, print_labels, reprint
from station.app.scan import Scan, handle_scan
from station.domain.identifiers import specimen
from station.ports.store import Act

OTHER = f"{P[:-1]}2"
OTHER_PATIENT = {**PATIENT, "id": "P-87654321", "family": "ANNEN"}
OTHER_BAND = "P-87654321,2019-05-17"
FIVE = ["biopsy-1", "flow-1", "molecular-1", "research-1", "smear-1"]
TUBES = [{"kind": name.partition("-")[0], "side": "left"} for name in FIVE]
QUEUED = "Labels queued for printer zebra: 5."
BACK = f"Labels of {P} taken back from printer zebra: 5. They come when its wristband is scanned."
OPENED = "Procedure opened: containers expected: 1. Scan the wristband."


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Two children; of the first one the left side is under way."""
    bench = Bench(tmp_path)
    bench.order(sides=["left"], containers=TUBES)
    bench.order("O-2", patient=OTHER_PATIENT, containers=[{"kind": "flow", "side": "left"}])
    bench.open()
    prepared(bench, P, BAND)
    return bench


@pytest.fixture
def sink(bench: Bench) -> Iterator[Sink]:
    """The printer of their place, dead, with five labels of the first child before it."""
    with zebra_at(bench) as sink:
        sink.paper_out = True
        assert labels(bench).answer.message == QUEUED
        assert step(bench) == "queued"
        yield sink


def prepared(bench: Bench, p: str, band: str) -> None:
    bench.confirm(p, band)
    bench.answer_checklist(p)
    prepare.declare_side(bench.station, p, prepare.SideChange("left"), bench.act())


def labels(bench: Bench, p: str = P) -> Outcome:
    return print_labels(bench.station, p, LabelsWanted(), bench.act(), queueing(bench))


def open_other(bench: Bench, place: str = "default") -> str:
    outcome = open_procedure(bench.station, Opening("O-2", place=place), bench.act())
    return outcome.answer.message


def scan_band(bench: Bench, band: str, place: str = "default") -> str:
    one = Scan(band, bench.act(), place=place)
    return handle_scan(one, bench.station, queueing(bench)).answer.message


def wake(bench: Bench, sink: Sink) -> list[str]:
    """The printer wakes; the ids on the labels that come out."""
    sink.paper_out = False
    before = len(sink.labels)
    bench.clock.move(seconds=60)
    while step(bench):
        pass
    return codes(sink)[before:]


def of(bench: Bench, p: str) -> set[str]:
    return {str(c.label_id) for c in bench.state(p).containers.values() if c.label_id}


def abort(bench: Bench, p: str = P) -> str:
    outcome = close_procedure.abort(bench.station, p, "patient-condition", bench.act())
    return outcome.answer.message


def test_the_labels_of_an_aborted_child_never_come_out(bench: Bench, sink: Sink) -> None:
    assert abort(bench) == (
        "Aborted. Containers excused: 5. Labels taken back from printer zebra for good: 5."
    )
    assert states(bench) == ["cancelled"] * 5
    assert open_other(bench) == OPENED
    prepared(bench, OTHER, OTHER_BAND)
    labels(bench, OTHER)
    assert set(wake(bench, sink)) == of(bench, OTHER)
    bench.confirm()  # its wristband makes it the active one once more
    assert wake(bench, sink) == []


def test_the_labels_of_a_suspended_child_come_when_it_does(bench: Bench, sink: Sink) -> None:
    assert open_other(bench) == f"{OPENED} {BACK}"
    assert states(bench) == ["withdrawn"] * 5
    assert wake(bench, sink) == []
    prepared(bench, OTHER, OTHER_BAND)
    assert labels(bench, OTHER).answer.message == (
        "Labels queued for printer zebra: 1. zebra: NO LABELS LEFT. Put in a new roll. So it was "
        "when last heard of."
    )
    sink.paper_out = True
    assert scan_band(bench, BAND) == (
        f"Patient confirmed. Its labels that were taken back are queued for printer zebra: 5. "
        f"Labels of {OTHER} taken back from printer zebra: 1. They come when its wristband is "
        "scanned."
    )
    assert wake(bench, sink) == [job.label_id for job in jobs(bench)]
    assert states(bench) == ["sent"] * 5
    assert scan_band(bench, OTHER_BAND) == (
        "Patient confirmed. Its labels that were taken back are queued for printer zebra: 1."
    )
    assert set(wake(bench, sink)) == of(bench, OTHER)


def test_the_same_in_norwegian(bench: Bench, sink: Sink) -> None:
    bench.station = replace(bench.station, language="nb")
    assert open_other(bench) == (
        "Prosedyren er åpnet: beholdere som ventes: 1. Skann armbåndet. Etiketter til "
        f"{P} tatt tilbake fra skriver zebra: 5. De kommer når armbåndet skannes."
    )
    assert scan_band(bench, BAND) == (
        "Pasienten er bekreftet. Etikettene som ble tatt tilbake, er i kø til skriver zebra: 5."
    )
    assert abort(bench) == (
        "Avbrutt. Ikke tatt, med årsak: 5. Etiketter tatt tilbake fra skriver zebra for godt: 5."
    )


@pytest.mark.parametrize(
    "back",
    [
        lambda bench: bench.confirm(),
        lambda bench: prepare.go_without_wristband(
            bench.station, P, "cut off", "nurse-2", bench.act()
        ),
        lambda bench: bench.line("wristband P P-12345678 --birth-date 2019-05-17"),
        lambda bench: bench.line("scan P-12345678"),
    ],
    ids=["wristband", "witness", "command", "scan"],
)
def test_every_way_back_brings_the_labels(
    back: Callable[[Bench], object], bench: Bench, sink: Sink
) -> None:
    open_other(bench)
    back(bench)
    assert states(bench) == ["queued"] * 5
    assert set(wake(bench, sink)) == of(bench, P)


def test_what_comes_back_is_drawn_anew(bench: Bench, sink: Sink) -> None:
    open_other(bench)
    right = Correction("misspelt", "RETTET", "Navn")
    assert correct_patient(bench.station, PATIENT["id"], right, bench.act()).answer.accepted
    bench.confirm()
    frozen = [bench.store.spool.content(job.label_id) for job in jobs(bench)]
    assert {(content["family"], content["given"]) for content in frozen if content} == {
        ("RETTET", "Navn")
    }
    assert len(wake(bench, sink)) == 5


def test_a_label_that_is_being_sent_becomes_what_it_becomes(bench: Bench, sink: Sink) -> None:
    sink.paper_out = False
    sink.before = lambda number: None if number > 1 else _open_meanwhile(bench)
    bench.clock.move(seconds=60)
    assert step(bench) == "sent"
    assert states(bench) == ["sent", *["withdrawn"] * 4]
    assert step(bench) is None


def _open_meanwhile(bench: Bench) -> None:
    open_other(bench)
    bench.store.close()  # this thread's connection


@pytest.mark.parametrize(("how", "then"), [("suspend", "withdrawn"), ("abort", "cancelled")])
def test_a_label_that_its_printer_sends_back_meanwhile_does_not_wait(
    how: str, then: str, bench: Bench, sink: Sink
) -> None:
    spool = bench.store.spool
    bench.clock.move(seconds=60)
    with spool.line("zebra") as line:
        assert line is not None
        job = line.claim(bench.clock.now())
        assert job is not None
        told = abort(bench) if how == "abort" else open_other(bench)
        assert "printer zebra" in told
        assert ": 4." in told
        from station.ports.spool import Settled

        settled = line.settle(job, Settled("queued", bench.clock.now(), "paper-out", "no paper"))
    assert settled.state == then
    assert states(bench) == [then] * 5


def test_a_procedure_that_moves_takes_its_labels_along(bench: Bench, sink: Sink) -> None:
    with zebra_sink() as other:
        own = printer("zebra", sink, more='places = ["default"]')
        write_site(bench, own, printer("away", other, 300, 'places = ["room-2"]'))
        assert move(bench, P, "room-2").answer.message == (
            "Patient confirmed. Its labels that were taken back are queued for printer away: 5."
        )
        assert open_other(bench) == OPENED
        assert wake(bench, sink) == []
        while step(bench, "away"):
            pass
        assert {code_of(picture) for picture in other.pictures()} == of(bench, P)


def test_labels_stay_where_the_new_place_has_no_printer(bench: Bench, sink: Sink) -> None:
    assert move(bench, P, "room-3").answer.message == (
        "Patient confirmed. Place room-3 has no printer: reprint its labels that were taken back: "
        "5."
    )
    assert states(bench) == ["withdrawn"] * 5
    assert wake(bench, sink) == []


def test_labels_of_one_that_is_not_under_way_are_held(bench: Bench, sink: Sink) -> None:
    open_other(bench)
    outcome = reprint(bench.station, P, Reprint("flow-1", "torn"), bench.act(), queueing(bench))
    assert outcome.answer.message == (
        "Flow cytometry, left: new label queued for printer zebra, the old one is void. NOT "
        "PRINTED YET: this procedure is not the one under way at default. Scan its wristband "
        "there, and they come."
    )
    assert sorted(states(bench)) == ["cancelled", *["withdrawn"] * 5]
    assert wake(bench, sink) == []
    scan_band(bench, BAND)
    assert set(wake(bench, sink)) == of(bench, P)


def test_a_withdrawn_label_is_not_sent_again_by_hand(bench: Bench, sink: Sink) -> None:
    open_other(bench)
    assert bench.line("spool retry 1").error == (
        "Job 1: expected one that waits or failed, got withdrawn.\n"
    )
    assert bench.line("spool cancel 1").code == 0
    assert states(bench)[0] == "cancelled"
    assert bench.scan("flow-1").answer.accepted  # whoever scans it has it in hand
    assert sorted(states(bench)) == ["cancelled", "confirmed", *["withdrawn"] * 3]


def test_who_stands_in_for_the_printer_gets_what_comes_back(bench: Bench, sink: Sink) -> None:
    with zebra_sink() as spare:
        own = printer("zebra", sink, more='places = ["default"]\nstandby = "spare"')
        write_site(bench, own, printer("spare", spare))
        open_other(bench)
        bench.line("spool take-over zebra")
        bench.confirm()
        assert {job.printer for job in jobs(bench)} == {"spare"}


def test_the_command_says_what_it_took_back(bench: Bench, sink: Sink) -> None:
    assert bench.line("procedure open O-2").answer["remarks"] == [BACK]


def test_another_screen_that_opens_meanwhile_is_judged_again(bench: Bench, sink: Sink) -> None:
    """While the wristband is judged, another child is opened: the labels are not forgotten."""

    class Busy:
        def __init__(self) -> None:
            self.left = 1

        def now(self) -> object:
            self.left -= 1
            if self.left == 0:
                open_other(bench)
            return clock.now()

    clock = bench.clock
    station = replace(bench.station, clock=Busy())  # type: ignore[arg-type]
    act = Act("nurse-1", "reader", clock.now())
    outcome = handle_scan(Scan(BAND, act, P), station, queueing(bench))
    assert outcome.answer.message == (
        "Patient confirmed. Its labels that were taken back are queued for printer zebra: 5."
    )
    assert states(bench) == ["queued"] * 5
    assert bench.store.active("default") == P


def test_a_label_keeps_its_mark(bench: Bench, sink: Sink) -> None:
    reprint(bench.station, P, Reprint("flow-1", "torn"), bench.act(), queueing(bench))
    open_other(bench)
    bench.confirm()
    (label_id,) = [c.label_id for c in bench.state().containers.values() if c.container == "flow-1"]
    content = bench.store.spool.content(str(label_id))
    assert content is not None
    assert content["mark"] == "REPRINT 1"
    assert specimen.matches(str(label_id))
