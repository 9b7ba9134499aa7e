"""Every transition of a container, listed; and the same state whatever order events arrive in."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from event_samples import BODIES, LABEL, NAME, OPENED, PLAN
from hypothesis import given, settings
from hypothesis import strategies as st

from station.adapters.event_schemas import event_validator
from station.adapters.stores.opening import open_database
from station.adapters.stores.sqlite import SqliteStore
from station.codecs.stored import row_from
from station.domain import events as e
from station.domain.codes import STATES, State
from station.domain.errors import HistoryError
from station.domain.procedure import TRANSITIONS, apply, fold, opened
from station.domain.state import Procedure

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
LATER = AT + timedelta(minutes=1)
SAMPLES = {type(body): body for body in BODIES}
OF_NO_PROCEDURE = (e.OrderImported, e.OrderLeft, e.ReaderPlaced, e.StrayReceived)

# The state after each event, by the state before; "!" keeps the state and names a discrepancy.
COLUMNS: tuple[State, ...] = (
    "expected", "printed", "collected", "excused", "discarded", "dispatched", "received", "rejected"
)  # fmt: skip
TABLE: dict[type[e.Body], str] = {
    e.LabelPrinted: "printed printed collected excused ! dispatched ! !",
    e.LabelChecked: "! printed ! excused ! ! ! !",
    e.LabelDestroyed: "= = = = = = = =",
    e.Collected: "! collected ! collected ! ! ! !",
    e.Undone: "! ! printed printed ! collected ! !",
    e.Excused: "excused excused ! excused ! ! ! !",
    e.Relabelled: "! ! = ! ! = ! !",
    e.Discarded: "! ! discarded ! ! discarded ! !",
    e.DiscrepancyResolved: "= = = = = = = =",
    e.Dispatched: "! ! dispatched ! ! dispatched ! !",
    e.Received: "! ! received ! ! received ! !",
    e.Rejected: "rejected rejected rejected rejected rejected rejected rejected !",
    e.ReceptionUndone: "! ! ! ! ! ! dispatched dispatched",
    e.RestMoved: "expected expected ! ! ! ! ! !",
    e.ContainerAdded: "! ! ! ! ! ! ! !",
    e.Aborted: "excused excused = = = = = =",
}
CASES = [
    (kind, before, after)
    for kind in [*TABLE, *(k for k in SAMPLES if k not in (*TABLE, *OF_NO_PROCEDURE))]
    for before, after in zip(COLUMNS, TABLE.get(kind, "= " * len(COLUMNS)).split(), strict=True)
]


def with_container(state: State) -> Procedure:
    """A procedure whose one container is in that state."""
    p = opened("P00017-1", OPENED, AT)
    c = replace(p.containers[NAME], state=state)
    if state != "expected":
        c = replace(c, label_id=LABEL, prints=1, printed_at=AT)
    if state in {"received", "rejected"}:
        c = replace(c, before=("dispatched", None))
    return replace(p, containers={NAME: c})


@pytest.mark.parametrize(("kind", "before", "after"), CASES)
def test_transition(kind: type[e.Body], before: State, after: str) -> None:
    p = with_container(before)
    body = SAMPLES[kind]
    if isinstance(body, e.ContainerAdded):
        body = replace(body, container=NAME)
    if isinstance(body, e.ProcedureOpened):
        assert fold([event(1, body), event(2, body)]) == opened("P00017-1", body, AT)
        return
    done = apply(p, body, LATER)
    c = done.containers[NAME]
    assert c.state == (before if after in "=!" else after)
    assert (c.discrepancy is not None, c.discrepancy_at) == (
        (True, LATER) if after == "!" else (False, None)
    )
    assert done.version == p.version + 1
    if after == "!" and kind is not e.ContainerAdded:
        assert c.discrepancy == f"{body.TYPE} while {before}"


def test_the_table_has_every_state_and_the_code_every_row() -> None:
    assert COLUMNS == STATES
    listed = {
        kind: frozenset(s for s, after in zip(COLUMNS, TABLE[kind].split(), strict=True)
                        if after != "!")
        for kind in TRANSITIONS
    }  # fmt: skip
    assert listed == dict(TRANSITIONS)
    assert set(SAMPLES) == set(e.BODIES.values())


@pytest.mark.parametrize("kind", OF_NO_PROCEDURE)
def test_an_event_of_no_procedure_is_no_history(kind: type[e.Body]) -> None:
    with pytest.raises(HistoryError) as broken:
        apply(with_container("printed"), SAMPLES[kind], LATER)
    assert str(broken.value) == (
        f"History: expected an event of a procedure, got {SAMPLES[kind].TYPE}."
    )


@dataclass(frozen=True)
class Strange(e.Body):
    """An event that no station writes."""

    TYPE: ClassVar[str] = "strange"


@pytest.mark.parametrize(
    ("bodies", "sentence"),
    [
        ((), "History: expected at least one event, got none."),
        ((e.Closed(),), "History: expected procedure-opened first, got closed."),
        ((OPENED, Strange()), "History: expected an event of a procedure, got strange."),
        (
            (OPENED, e.Undone("flow-9", None)),
            "History: undone of flow-9, which was never expected.",
        ),
        (
            (OPENED, e.RestMoved("right", "dry-tap", (NAME, "flow-9"))),
            "History: rest-moved of flow-9, which was never expected.",
        ),
        (
            (OPENED, e.SideDeclared("up", None, ())),
            "History: expected side left, right, none or open, got 'up'.",
        ),
    ],
)
def test_what_is_no_history(bodies: tuple[e.Body, ...], sentence: str) -> None:
    with pytest.raises(HistoryError) as broken:
        fold(event(n, body) for n, body in enumerate(bodies, 1))
    assert str(broken.value) == sentence


# what is undone, and what was before


@pytest.mark.parametrize("before", ["collected", "dispatched", "excused", "printed", "discarded"])
def test_a_rejection_taken_back_restores_what_was_before(before: State) -> None:
    p = with_container(before)
    p = replace(p, containers={NAME: replace(p.containers[NAME], reason="clotted")})
    there = apply(p, e.Rejected(NAME, "wrong-side"), LATER)
    back = apply(there, e.ReceptionUndone(NAME, None), LATER)
    assert there.containers[NAME].wrong_side_at == LATER
    assert back.containers == p.containers


def test_a_rejection_after_reception_is_taken_back_with_it() -> None:
    p = with_container("dispatched")
    received = apply(p, e.Received(NAME, LABEL, None), LATER)
    rejected = apply(received, e.Rejected(NAME, "RC"), LATER)
    back = apply(rejected, e.ReceptionUndone(NAME, None), LATER)
    assert back.containers == p.containers


def test_a_laboratorys_label_of_the_other_side_stays_due() -> None:
    """Moved and excused by mistake: the paper on the tube still names the old side."""
    p = opened("P00017-1", OPENED, AT)
    lab = replace(p.containers[NAME], label_id="LAB-0001", laboratory_id=True, state="printed")
    p = replace(p, containers={NAME: lab})
    for body in (SAMPLES[e.RestMoved], e.Excused(NAME, "other", None, None), e.Undone(NAME, None)):
        p = apply(p, body, LATER)
    c = p.containers[NAME]
    assert (c.state, c.side, c.label_due) == ("expected", "right", True)
    printed = apply(p, e.LabelPrinted(NAME, "LAB-0001", "right", 2, None), LATER).containers[NAME]
    assert (printed.state, printed.label_due) == ("printed", False)


def test_a_tube_excused_while_its_side_was_open_comes_back_on_the_side_declared() -> None:
    p = opened("P00017-1", OPENED, AT)
    tube = replace(p.containers[NAME], side="open", state="printed", pre_labelled=True)
    p = replace(p, containers={NAME: tube})
    sides = []
    for body in (
        e.Excused(NAME, "clotted", None, None),
        e.SideDeclared("right", None, ()),
        e.Undone(NAME, None),
    ):
        p = apply(p, body, LATER)
        sides.append(p.containers[NAME].side)
    assert sides == ["open", "open", "right"]


# histories of stations that were apart


def event(seq: int, body: e.Body, stream: int = 17) -> e.Event:
    """A stored event; its place in time follows from its number."""
    hlc = f"{seq:015d}-000000"
    return e.Event(
        stream, seq, "P00017-1", None, "nurse-1", "reader", AT, AT, hlc, "", str(seq), body
    )


APART = (
    event(1, OPENED),
    event(2, e.ContainerAdded("flow-2", "left", "LAB-0001", PLAN, None)),
    event(3, SAMPLES[e.SideDeclared]),
    event(4, SAMPLES[e.LabelPrinted]),
    event(5, SAMPLES[e.Collected]),
    event(5, e.Collected(NAME, LABEL, "left", (), None), stream=18),
    event(6, e.Excused("flow-2", "clotted", None, None), stream=18),
    event(7, e.Collected("flow-2", "LAB-0001", "left", ("excuse-withdrawn",), None)),
    event(8, e.Closed(), stream=18),
    event(8, e.Closed()),
    event(9, e.Undone(NAME, None), stream=19),
    event(9, e.Received(NAME, LABEL, None), stream=18),
)


@given(arrival=st.permutations(APART))
@settings(max_examples=25, deadline=None)
def test_two_stations_fold_the_same_in_any_order_of_arrival(arrival: list[e.Event]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "station.db"
        db = open_database(path, 17)
        for one in arrival:
            db["event"].insert(row_from(one))  # type: ignore[union-attr]
        db.close()
        store = SqliteStore(path, event_validator())
        found = store.events("P00017-1")
        store.close()
    assert found == tuple(sorted(APART, key=lambda one: (one.hlc, one.stream, one.seq)))
    folded = fold(found)
    assert {c.container: (c.state, c.discrepancy) for c in folded.containers.values()} == {
        NAME: ("received", "undone while received"),
        "flow-2": ("collected", None),
    }
