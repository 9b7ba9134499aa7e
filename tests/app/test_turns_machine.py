"""Children who take turns at two beds, in any order: a label is sent in its child's turn only."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from kit import PATIENT, Bench
from printing import jobs, move, queueing, write_site

from station.app import close_procedure, prepare
from station.app.open_procedure import Opening, open_procedure
from station.app.print_labels import LabelsWanted, Reprint, print_labels, reprint
from station.app.scan import Scan, handle_scan
from station.ports.spool import JobState, Settled
from station.ports.store import Act

pytestmark = pytest.mark.no_cover  # as test_machine.py
CHILDREN = 3
PRINTERS = {"default": "zebra", "room-2": "away"}  # room-3 has none
PLACES = [*PRINTERS, "room-3"]
TABLE = '[printers.{}]\nkind = "folder"\nfolder = "out"\ndpi = 203\nplaces = ["{}"]\n'
CHILD, PLACE = st.integers(0, CHILDREN - 1), st.sampled_from(PLACES)
ENDS: list[JobState] = ["sent", "queued", "failed", "uncertain"]


class Turns(RuleBasedStateMachine):
    """Each rule does one thing through the use cases; who is under way where is kept by hand."""

    @initialize(places=st.lists(PLACE, min_size=CHILDREN, max_size=CHILDREN))
    def begin(self, places: list[str]) -> None:
        """Three children, a tube each; the last one that came to a place is under way there."""
        self.ending = ExitStack()
        folder = Path(self.ending.enter_context(TemporaryDirectory()))
        self.bench = Bench(folder)
        write_site(self.bench, *(TABLE.format(*pair[::-1]) for pair in PRINTERS.items()))
        for n in range(CHILDREN):
            patient = {**PATIENT, "id": f"P-1234567{n}"}
            tube = {"kind": "flow", "side": "left"}
            self.bench.order(f"O-{n}", sides=["left"], containers=[tube], patient=patient)
        self.opened: dict[int, str] = {}
        self.at: dict[int, str] = {}
        self.under_way: dict[str, int] = {}
        self.aborted: set[int] = set()
        for n, place in enumerate(places):
            self.open(n, place)
            self.print(n, again=False)

    def teardown(self) -> None:
        """The line is let go of."""
        if hasattr(self, "ending"):
            self.bench.end()
            self.ending.close()

    def here(self, n: int, place: str) -> None:
        """It is this child's turn at a place."""
        self.at[n] = place
        self.under_way[place] = n

    def in_turn(self, n: int) -> bool:
        return self.under_way.get(self.at[n]) == n and n not in self.aborted

    def open(self, n: int, place: str) -> None:
        """A procedure, ready for its labels."""
        outcome = open_procedure(self.bench.station, Opening(f"O-{n}", place=place), self.act())
        assert outcome.procedure is not None
        self.opened[n] = p = outcome.procedure.procedure
        self.here(n, place)
        self.bench.confirm(p, self.band(n))
        self.bench.answer_checklist(p)
        prepare.declare_side(self.bench.station, p, prepare.SideChange("left"), self.act())

    @rule(n=CHILD, again=st.booleans())
    def print(self, n: int, again: bool) -> None:
        """By a command, whoever is under way."""
        if self.at[n] not in PRINTERS:
            return
        station, p, printing = self.bench.station, self.opened[n], queueing(self.bench)
        if again:
            outcome = reprint(station, p, Reprint("flow-1", "torn"), self.act(), printing)
        else:
            outcome = print_labels(station, p, LabelsWanted(), self.act(), printing)
        held = "NOT PRINTED YET" in outcome.answer.message
        assert held == (outcome.answer.accepted and not self.in_turn(n))

    @rule(n=CHILD, how=st.sampled_from(["command", "reader"]))
    def come_back(self, n: int, how: str) -> None:
        """The wristband, at its own place."""
        if how == "reader" and n in self.aborted:
            return  # that finds no procedure of this patient
        if how == "command":
            self.bench.confirm(self.opened[n], self.band(n))
        else:
            one = Scan(self.band(n), self.act(), place=self.at[n])
            handle_scan(one, self.bench.station, queueing(self.bench))
        self.here(n, self.at[n])

    @rule(n=CHILD, place=PLACE)
    def move(self, n: int, place: str) -> None:
        """With its child to another bed."""
        move(self.bench, self.opened[n], place)
        self.here(n, place)

    @precondition(lambda self: len(self.aborted) < CHILDREN - 1)
    @rule(n=CHILD, chance=st.integers(0, 3))
    def abort(self, n: int, chance: int) -> None:
        """For good; seldom, since little is left to do after it."""
        if chance == 0 and n not in self.aborted:
            close_procedure.abort(self.bench.station, self.opened[n], "other", self.act())
            self.aborted.add(n)

    @rule(n=CHILD)
    def collect(self, n: int) -> None:
        """Its label is scanned, wherever it was found."""
        self.bench.scan("flow-1", p=self.opened[n])

    @rule(number=st.integers(1, 6), cancels=st.booleans())
    def by_hand(self, number: int, cancels: bool) -> None:
        """A job is sent again, or taken out."""
        spool = self.bench.store.spool
        (spool.cancel if cancels else spool.retry)(number, self.bench.clock.now())

    @rule(
        place=st.sampled_from(list(PRINTERS)),
        meanwhile=st.sampled_from(["nothing", "wristband", "move", "abort"]),
        n=CHILD,
        to=PLACE,
        end=st.sampled_from(ENDS),
    )
    def send(self, place: str, meanwhile: str, n: int, to: str, end: JobState) -> None:
        """The first label that waits goes to its printer: in its turn, and at its bed.

        Whatever happens meanwhile, what became of it is kept.
        """
        self.bench.clock.move(seconds=60)
        with self.bench.store.spool.line(PRINTERS[place]) as line:
            assert line is not None
            job = line.claim(self.bench.clock.now())
            if job is None:
                return
            child = next(n for n, p in self.opened.items() if p == job.procedure)
            assert self.in_turn(child), "a label of a child that is not under way was sent"
            assert self.at[child] == place, "a label was sent to another bed's printer"
            if meanwhile == "wristband":
                self.come_back(n, "command")
            elif meanwhile == "move":
                self.move(n, to)
            elif meanwhile == "abort":
                self.abort(n, 0)
            line.settle(job, Settled(end, self.bench.clock.now(), None, "so it is"))

    @invariant()
    def what_waits_is_in_its_turn(self) -> None:
        """And what is withdrawn is not, but where its place has no printer."""
        for n, p in getattr(self, "opened", {}).items():
            for job in jobs(self.bench, p):
                if job.state in {"queued", "failed"}:
                    assert self.in_turn(n)
                    assert job.printer == PRINTERS[self.at[n]]
                if job.state == "withdrawn":
                    assert n not in self.aborted
                    assert not self.in_turn(n) or self.at[n] not in PRINTERS

    def act(self) -> Act:
        """Someone, a minute later."""
        self.bench.clock.move(seconds=60)
        return self.bench.act()

    def band(self, n: int) -> str:
        return f"P-1234567{n},2019-05-17"


TestTurns = Turns.TestCase
TestTurns.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,  # the gate gives one answer for one code
    suppress_health_check=list(HealthCheck),  # a real disk, and labels that are drawn
)
