"""What the machine's rules stand on: two procedures on a real store, and what must always be so."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from allowed_acts import done, said
from bedside_model import Bedside, Reason, Tube
from hypothesis.stateful import RuleBasedStateMachine, invariant
from kit import PATIENT, Bench, HandClock
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.event_schemas import event_validator
from station.adapters.stores.sqlite import SqliteStore
from station.app.keeping import Outcome
from station.app.scan import Scan, handle_scan
from station.bootstrap import label_folder
from station.domain import events as e
from station.domain.flags import open_work
from station.domain.identifiers import identify, specimen
from station.domain.procedure import fold
from station.domain.state import Container, LabelOwner, Procedure

ASK_EVERY = 10  # steps
OTHER_PATIENT = {**PATIENT, "id": "P-87654321", "given": "Annen"}
OTHER_BAND = "P-87654321,2019-05-17"
OWN = {"kind": "flow", "side": "left", "label_id": "LAB-0001"}
OWN_RIGHT = {"kind": "flow", "side": "right", "label_id": "LAB-0002"}
PRE = {"kind": "research", "side": "left", "label_id": "LAB-0003", "pre_labelled": True}
SMEAR, BLOOD = {"kind": "smear", "side": "right"}, {"kind": "blood-smear"}
ORDERS: list[dict[str, Any]] = [
    {
        "sides": ["left", "right"],
        "containers": [{"kind": "biopsy", "side": "left"}, OWN, SMEAR, OWN_RIGHT, PRE, BLOOD],
    },
    {"sides": ["right"], "containers": [SMEAR, OWN_RIGHT]},
    {"sides": [], "containers": [{"kind": "smear"}, {"kind": "flow"}, {**PRE, "side": "open"}]},
]


class BusyClock(HandClock):
    """A clock during whose reading another screen may act, once: between judging and keeping."""

    meanwhile: Callable[[], object] | None = None

    def now(self) -> datetime:
        """The moment it was set to, after what happens meanwhile."""
        act, self.meanwhile = self.meanwhile, None
        if act is not None:
            act()
        return super().now()


class Workbench(RuleBasedStateMachine):
    """A station with two open procedures in one place, its model, and a second connection."""

    def set_up(self, order: Mapping[str, Any]) -> None:
        """Open both; of the other one a label is out."""
        self.folder = TemporaryDirectory()
        self.bench = Bench(Path(self.folder.name))
        self.clock = BusyClock(self.bench.clock.at)
        self.bench.station = replace(self.bench.station, clock=self.clock)
        self.bench.clock = self.clock
        self.printing = label_folder(Path(self.folder.name) / "labels")
        other = [{"kind": "flow", "side": "left"}]
        self.bench.order("O-2", patient=OTHER_PATIENT, containers=other)
        self.other = self.bench.open("O-2")
        self.bench.ready("left", self.other, OTHER_BAND)
        self.bench.order("O-1", **order)
        self.p = self.bench.open("O-1")
        self.read = SqliteStore(self.bench.db, event_validator())
        tubes = {c.container: tube_from(c) for c in self.bench.state(self.p).containers.values()}
        self.model = Bedside(tuple(order["sides"]), tubes)
        self.issued = {c.label_id for c in self.bench.state(self.other).containers.values()}
        self.watch = sqlite3.connect(self.bench.db)
        self.folded: dict[str, tuple[tuple[e.Event, ...], Procedure]] = {}
        self.written = -1
        self.kept, self.steps, self.crowd = len(self.read.events(self.p)), 0, 1
        self.asked = 0

    def teardown(self) -> None:
        """Nothing of it broke the chain."""
        if hasattr(self, "read"):
            assert self.read.verify() == len(self.bench.events())
            self.read.close()
            self.watch.close()
            self.folder.cleanup()

    # what must always be so

    def check(self, outcome: Outcome, expected: Reason) -> None:
        """The answer is the model's, and what it says is what a second connection reads."""
        self.steps += 1
        following, self.model.following = self.model.following, set()
        assert not following or self.take_labels(outcome) == following
        answer = outcome.answer
        assert (answer.accepted, answer.reason) == (expected is None, expected), answer.message
        found, events = self.found(self.p), self.folded[self.p][0]
        assert tuple(event.body for event in events[self.kept :]) == outcome.bodies
        if expected is not None:
            (refused,) = outcome.bodies
            assert isinstance(refused, e.Refused)
            assert refused.reason == expected
        self.kept = len(events)
        assert outcome.procedure is not None
        assert found == outcome.procedure
        assert outcome.procedure.version == len(events)

    @invariant()
    def the_station_says_what_the_model_says(self) -> None:
        """Containers, side, patient and end, folded from the disk."""
        found = self.found(self.p)
        assert {c.container: facts(tube_from(c)) for c in found.containers.values()} == {
            t.name: facts(t) for t in self.model.tubes.values()
        }
        assert found.active_side == self.model.active
        assert found.just_in_time == self.model.one_by_one
        assert (found.confirmed, found.closed_at is not None, found.mode) == (
            self.model.confirmed,
            self.model.closed,
            self.model.mode,
        )
        assert [c.discrepancy for c in found.containers.values() if c.discrepancy] == []
        assert set(self.read.open_work(self.p)) == set(open_work(found))

    @invariant()
    def one_by_one_at_most_one_label_lies_about(self) -> None:
        """What lay about when that was chosen may lie a while; nothing joins it."""
        found = len(self.found(self.p).loose())
        assert not self.model.one_by_one or found <= self.crowd
        self.crowd = max(found, 1)

    @invariant()
    def a_label_is_on_one_container_and_its_side(self) -> None:
        """Over both procedures; the store knows whose each is; the id names the side."""
        current: list[str] = []
        for p in (self.p, self.other):
            for c in self.found(p).containers.values():
                current += [c.label_id] if c.label_id else []
                assert not set(current) & set(c.void_labels)
                for label in (*c.void_labels, *filter(None, [c.label_id])):
                    assert self.read.owner(identify(label)) == LabelOwner(label, p)
                if c.label_id and not c.laboratory_id:
                    assert specimen.parse(c.label_id).side == c.side
        assert len(current) == len(set(current))

    @invariant()
    def what_is_allowed_is_what_would_be_done(self) -> None:
        """Every act, in every state at which the machine stops to ask; of one container at a time.

        Dozens of use cases a state: at each step the machine would do little else.
        """
        self.asked += 1
        if self.asked % ASK_EVERY == 0:
            p = self.found(self.p)
            c = list(p.containers.values())[self.asked // ASK_EVERY % len(p.containers)]
            act = self.bench.act()
            assert list(said(p, c)) == list(done(self.bench.station, self.p, c, act))

    # small helpers

    def found(self, p: str) -> Procedure:
        """What is on the disk, read and folded anew whenever anything was written."""
        (written,) = self.watch.execute("PRAGMA data_version").fetchone()
        if written != self.written:
            self.folded, self.written = {}, written
        if p not in self.folded:
            events = self.read.events(p)
            self.folded[p] = events, fold(events)
        return self.folded[p][1]

    def scan(self, text: str, reason: str | None = None, check: bool = False) -> Outcome:
        """At the bedside of the first procedure, half a minute later."""
        self.clock.move(seconds=30)
        one = Scan(text, self.bench.act(), self.p, check=check, reason=reason)
        return handle_scan(one, self.bench.station, self.printing)

    def tube(self, pick: int) -> Tube:
        """One of the model's."""
        return list(self.model.tubes.values())[pick % len(self.model.tubes)]

    def label(self, pick: int) -> str | None:
        """One of all labels that are or were out."""
        found = [
            label
            for t in self.model.tubes.values()
            for label in (*sorted(t.void), *filter(None, [t.label]))
        ]
        return found[pick % len(found)] if found else None

    def take_labels(self, outcome: Outcome) -> set[str]:
        """The containers whose labels came out; every own id is one that was never out."""
        printed = [body for body in outcome.bodies if isinstance(body, e.LabelPrinted)]
        for body in printed:
            tube = self.model.tubes[body.container]
            assert body.side == tube.side
            assert body.label_id == tube.label if tube.laboratory else True
            assert tube.laboratory or body.label_id not in self.issued
        self.issued |= {body.label_id for body in printed}
        self.model.printed({body.container: body.label_id for body in printed})
        return {body.container for body in printed}

    def added(self, outcome: Outcome, kind: str, side: str) -> None:
        (body,) = [body for body in outcome.bodies if isinstance(body, e.ContainerAdded)]
        assert body.container not in self.model.tubes
        order = body.plan["order"]
        self.model.tubes[body.container] = Tube(body.container, kind, side, order=order)


def tube_from(c: Container) -> Tube:
    """The station's container in the model's words."""
    return Tube(
        c.container,
        c.plan.kind,
        c.side,
        c.state,
        c.label_id,
        c.laboratory_id,
        c.pre_labelled,
        set(c.void_labels),
        c.prints,
        order=c.plan.draw_order,
        loose=c.loose,
    )


def facts(t: Tube) -> tuple[Any, ...]:
    """What the station and the model must agree on."""
    return (t.name, t.kind, t.side, t.state, t.label, frozenset(t.void), t.labels, t.loose)
