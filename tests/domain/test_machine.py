"""Whole procedures in any order: the station against a small model, on a real store."""

import pytest
from bedside_model import HERE, LABEL_LIMIT, Reason, Tube
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from machine_preparing import PICK, SIDES, YES, Preparing

from station.app import close_procedure, containers, receive
from station.app.scan import Scan, handle_scan
from station.domain.codes import Side
from station.domain.identifiers import specimen

pytestmark = pytest.mark.no_cover  # tracing is half of its time; the floor is reached without it
CARDS = {"CARDCHECK": "check", "CARDEXCUSE": "excuse", "CARDREPRINT": "relabel"}


class Procedures(Preparing):
    """Each rule does one thing through the use cases and tells the model; then all is compared."""

    # containers, and what reasons and steps back do about them

    @rule(closes=YES)
    def reason_card(self, closes: bool) -> None:
        """CARDDRYTAP answers what was asked last; after a close that was refused it asks back."""
        if closes:
            self.close(card=True)
        p = self.found(self.p)
        rest = p.ask is not None and p.ask.what in {"rest", "excuse-rest"}
        unknown = None in p.order_reasons.values()
        expected: Reason = None if unknown or p.mode == "excuse" else "nothing-asked"
        if p.ask and p.ask.what == "side":
            expected = self.model.side(str(p.ask.side), moves=True)
        elif p.ask and p.ask.what == "excuse":
            expected = self.model.excuse(self.model.tubes[p.ask.containers[0]], "dry-tap")
        elif rest and self.model.awaited():
            expected = "confirm-excuse"
        elif p.mode == "excuse":
            self.model.held = "dry-tap"
        elif p.ask and p.ask.what == "close" and not unknown:
            expected = self.model.close(asks=True)
        outcome = self.scan("CARDDRYTAP")
        self.take_labels(outcome)
        self.check(outcome, expected)

    @rule(excuses=YES)
    def settle_and_take_back(self, excuses: bool) -> None:
        """One by one: what lies about is settled, the next label comes, then that is taken back."""
        self.choose(one_by_one=True, card=False)
        for tube in self.model.loose()[:1]:
            if excuses:
                self._excuse(tube)
            else:
                self._scan(str(tube.label))
            self._undo(tube)

    @rule(pick=PICK, reason=st.sampled_from([None, "dry-tap"]), check=YES)
    def scan_label(self, pick: int, reason: str | None, check: bool) -> None:
        """Any label of this procedure, void ones too."""
        label = self.label(pick)
        if label is not None:
            expected = self.model.scan(label, reason, check)
            self.check(self.scan(label, reason=reason, check=check), expected)

    @rule(pick=PICK)
    def collect(self, pick: int) -> None:
        """One that may well be next."""
        ready = [t.label for t in self.model.awaited() if t.state == "printed"]
        if ready:
            self._scan(str(ready[pick % len(ready)]))

    @rule(pick=PICK)
    def check_print(self, pick: int) -> None:
        """CARDCHECK, a label that could be collected, CARDCHECK."""
        self.mode_card("CARDCHECK")
        self.collect(pick)
        self.mode_card("CARDCHECK")

    @rule(pick=PICK)
    def scan_elsewhere(self, pick: int) -> None:
        """One that is void, of the other side, or not awaited any more."""
        found = [str(t.label) for t in self.model.tubes.values() if t.label and self._is_odd(t)]
        found += [label for t in self.model.tubes.values() for label in sorted(t.void)]
        if found:
            self._scan(found[pick % len(found)])

    def _is_odd(self, tube: Tube) -> bool:
        return tube.state != "printed" or tube.side not in ("none", self.model.active)

    @rule(pick=PICK, place=st.integers(0, 13), by=st.integers(1, 9))
    def misread(self, pick: int, place: int, by: int) -> None:
        """One digit of a label is wrong."""
        label = self.label(pick)
        if label is not None and specimen.matches(label):
            digit = str((int(label[place]) + by) % 10)
            wrong = label[:place] + digit + label[place + 1 :]
            self.check(self.scan(wrong), "unreadable")

    @rule(text=st.sampled_from([specimen.issue(500, 1, "left"), "LAB-9999", "other"]))
    def stranger(self, text: str) -> None:
        """A label that nobody issued here, or the other procedure's."""
        if text == "other":
            (other,) = self.bench.state(self.other).containers.values()
            self.check(self.scan(str(other.label_id)), "other-procedure")
        else:
            self.check(self.scan(text), "unknown")

    @rule(pick=PICK, side=SIDES, scans=YES)
    def meanwhile(self, pick: int, side: str, scans: bool) -> None:
        """While a scan is judged, another screen scans the same label or changes the side."""
        label = self.label(pick)
        if label is None:
            return
        other = label if scans else f"CARD{side.upper()}"
        first = self.model.scan(label, None, check=False) if scans else self.model.side(side)
        following, self.model.following = self.model.following, set()
        expected = self.model.scan(label, None, check=False)
        one = Scan(label, self.bench.act(), self.p)
        self.clock.meanwhile = lambda: self._other_screen(other, first, following)
        self.check(handle_scan(one, self.bench.station, self.printing), expected)

    def _other_screen(self, text: str, expected: Reason, following: set[str]) -> None:
        outcome = self.scan(text)
        assert outcome.answer.reason == expected
        assert self.take_labels(outcome) == following
        self.kept += len(outcome.bodies)

    @rule(card=st.sampled_from(sorted(CARDS)))
    def mode_card(self, card: str) -> None:
        """CARDCHECK turns the print check on and off."""
        holds = self.model.mode == "check" or self.model.held is not None
        off = holds and self.model.mode == CARDS[card]
        expected = self.model.set_mode("collect" if off else CARDS[card])
        self.check(self.scan(card), expected)

    @rule(pick=PICK, then=PICK, prints=YES)
    def relabel(self, pick: int, then: int, prints: bool) -> None:
        """CARDREPRINT, one label, perhaps its new one, another label; then the next printing."""
        self.mode_card("CARDREPRINT")
        self.scan_label(pick, None, check=False)
        if prints:
            self.print_card()
        self.scan_label(then, None, check=False)
        self.print_card()

    @rule(pick=PICK, excuses=YES)
    def destroy(self, pick: int, excuses: bool) -> None:
        """Labels of one container up to the limit; under CARDREPRINT the last one is scanned."""
        ready = [t for t in self.model.tubes.values() if self.model.reprintable(t) is None]
        if not ready:
            return
        tube = ready[pick % len(ready)]
        for _ in range(LABEL_LIMIT):  # one more than are left
            self._reprint(tube)
        if excuses:
            self._excuse(tube)
        self.mode_card("CARDREPRINT")
        self._scan(str(tube.label))

    @rule(excuses=YES)
    def dry_tap(self, excuses: bool) -> None:
        """The rest goes to the other side; the laboratory's labels still name the old one."""
        side: Side = "right" if self.model.active == "left" else "left"
        self.declare(side, confirmed=True, moves=True)
        for tube in [t for t in self.model.tubes.values() if t.stale and t.label]:
            if excuses:
                self._excuse(tube)
            self._scan(str(tube.label))

    def _scan(self, label: str) -> None:
        expected = self.model.scan(label, None, check=False)
        self.check(self.scan(label), expected)

    @rule(pick=PICK)
    def excuse(self, pick: int) -> None:
        """Not collected, with a reason."""
        self._excuse(self.tube(pick))

    def _excuse(self, tube: Tube) -> None:
        expected = self.model.excuse(tube, "clotted")
        why = containers.Excuse(tube.name, "clotted")
        station, act = self.bench.station, self.bench.act()
        outcome = containers.excuse(station, self.p, why, act, self.printing)
        self.check(outcome, expected)

    @rule(pick=PICK, card=YES)
    def undo(self, pick: int, card: bool) -> None:
        """One step back, by name or by CARDUNDO for what was collected last."""
        last = self.model.tubes.get(self.model.last or "")
        self._undo(last if card else self.tube(pick), card)

    def _undo(self, tube: Tube | None, card: bool = False) -> None:
        expected = self.model.undo(tube)
        station, act = self.bench.station, self.bench.act()
        outcome = (
            self.scan("CARDUNDO")
            if card or tube is None
            else containers.undo(station, self.p, tube.name, "slip", act)
        )
        self.check(outcome, expected)

    @rule(pick=PICK)
    def discard(self, pick: int) -> None:
        """Its recollection is expected at once."""
        filled = [t for t in self.model.tubes.values() if t.state in HERE]
        tube = filled[pick % len(filled)] if filled else self.tube(pick)
        expected = self.model.discard(tube)
        station, act = self.bench.station, self.bench.act()
        outcome = containers.discard(station, self.p, tube.name, "broken", act)
        if expected is None:
            self.added(outcome, tube.kind, tube.side)
        self.check(outcome, expected)

    @precondition(lambda self: len(self.model.tubes) < 9)
    @rule(kind=st.sampled_from(["flow", "smear"]), side=st.sampled_from(["left", "right", "none"]))
    def add(self, kind: str, side: Side) -> None:
        """One more."""
        expected = self.model.add(side)
        station, act = self.bench.station, self.bench.act()
        outcome = containers.add(station, self.p, containers.Addition(kind, side), act)
        if expected is None:
            self.added(outcome, kind, side)
        self.check(outcome, expected)

    # the end and the laboratory's desk

    @rule(card=YES)
    def close(self, card: bool) -> None:
        """Closes exactly when nothing is awaited, and else names exactly that."""
        awaited = {t.name for t in self.model.awaited()}
        expected = self.model.close(asks=card)
        station, act = self.bench.station, self.bench.act()
        outcome = (
            self.scan("CARDCLOSE") if card else close_procedure.close(station, self.p, None, act)
        )
        missing = expected == "containers-missing"
        assert {c.container for c in outcome.open} == (awaited if missing else set())
        self.check(outcome, expected)

    @precondition(lambda self: self.steps > 25 and not self.model.closed)
    @rule()
    def excuse_the_rest_and_close(self) -> None:
        """One by one, and not closed before the last; so the time after close is reached."""
        for tube in self.model.awaited():
            self.close(card=False)
            self._excuse(tube)
        self.close(card=False)

    @precondition(lambda self: self.steps > 35)
    @rule()
    def abort(self) -> None:
        """Late, since little is left to do after it."""
        expected = self.model.abort()
        station, act = self.bench.station, self.bench.act()
        self.check(close_procedure.abort(station, self.p, "patient-condition", act), expected)

    @rule()
    def dispatch(self) -> None:
        """All that is collected, and nothing else."""
        waiting = [tube for tube in self.model.tubes.values() if tube.state == "collected"]
        for tube in waiting:
            tube.state = "dispatched"
        outcome = close_procedure.dispatch(self.bench.station, self.p, None, self.bench.act())
        self.check(outcome, None if waiting else "nothing-to-dispatch")

    @rule(pick=PICK, what=st.sampled_from(["receive", "receive", "reject", "undo"]))
    def desk(self, pick: int, what: str) -> None:
        """Any label comes to the desk."""
        label = self.label(pick)
        if label is None:
            return
        station, act = self.bench.station, self.bench.act()
        if what == "receive":
            expected = self.model.receive(label)
            outcome = receive.receive(station, label, None, act)
        elif what == "reject":
            expected = self.model.reject(label)
            outcome = receive.reject(station, label, "RC", act)
        else:
            expected = self.model.undo_receive(label)
            outcome = receive.undo_receive(station, label, "wrong tube", act)
        self.check(outcome, expected)

    @rule(pick=PICK)
    def desk_and_back(self, pick: int) -> None:
        """Taken or not, rejected, and both taken back."""
        for what in ("receive", "reject", "undo"):
            self.desk(pick, what)


TestProcedures = Procedures.TestCase
TestProcedures.settings = settings(
    max_examples=60,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,  # the gate gives one answer for one code
    suppress_health_check=list(HealthCheck),  # a real disk, and labels that are drawn
)
