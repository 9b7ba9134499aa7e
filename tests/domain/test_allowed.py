"""Which buttons are worth showing; that they do what they say is in test_machine.py."""

from pathlib import Path

import pytest
from kit import Bench, P

from station.app import containers
from station.domain.allowed import FIRST, OF_PROCEDURE, allowed, allowed_of
from station.domain.codes import REFUSALS

# What is done before, and what may then be done with the left flow tube.
OFFERED = {
    "": "excuse reprint",
    "scan": "discard reprint undo",
    "excuse": "excuse reprint resolve undo",  # its label lies about
    "scan discard": "",
    "scan dispatch": "discard reprint undo",
    "scan dispatch receive": "",
    "scan dispatch reject": "",
    "change side": "excuse",  # its label would name the side that is not being done
    "scan close": "discard",
    "excuse close": "resolve",
    "receive": "excuse reprint resolve",  # it stood at the desk and was not collected
}


def do(bench: Bench, what: str) -> None:
    """One word of the table."""
    tube = "flow-1-left"
    match what:
        case "scan":
            bench.scan(tube)
        case "excuse":
            bench.excuse(tube)
        case "discard":
            containers.discard(bench.station, P, tube, "broken", bench.act())
        case "dispatch":
            bench.dispatch()
        case "receive":
            bench.receive(tube)
        case "reject":
            bench.reject(tube, "RC")
        case "close":
            rest = [c.container for c in bench.state().awaited() if c.container != tube]
            bench.excuse(*rest)
            bench.close()
        case _:
            bench.side("right")


@pytest.mark.parametrize("before", OFFERED)
def test_what_a_container_is_offered(labelled: Bench, before: str) -> None:
    for what in ["change side"] if before == "change side" else before.split():
        do(labelled, what)
    p = labelled.state()
    assert allowed_of(p, p.containers["flow-1-left"]).offered == set(OFFERED[before].split())


def test_what_a_procedure_is_offered(tmp_path: Path) -> None:
    """Before anything is done all that has its turn later; after the end what comes late."""
    bench = Bench(tmp_path)
    bench.order(sides=["left"])
    bench.open()
    never = {"add-right", "side-right"}
    begun = OF_PROCEDURE.keys() - never
    assert allowed(bench.state()).offered == begun - {"undo", "dispatch"}
    bench.ready()
    bench.scan("flow-1")
    printed = {"print", "print-left", "print-none", "print-right"}
    assert allowed(bench.state()).offered == begun - printed
    bench.excuse(*(c.container for c in bench.state().awaited()))
    bench.close()
    late = {"without-wristband", "checklist", "add-left", "add-none", "dispatch"}
    assert allowed(bench.state()).offered == late
    bench.end()


def test_what_comes_first_is_a_refusal() -> None:
    assert set(REFUSALS) >= FIRST
