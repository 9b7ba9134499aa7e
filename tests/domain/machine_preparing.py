"""The machine's rules up to the labels: patient, checklist, side, and what is printed of them."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from bedside_model import OTHER, Reason, Tube
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from kit import BAND, CHECKLIST
from machine_bench import ORDERS, OTHER_BAND, Workbench

from station.app import prepare
from station.app.keeping import Outcome
from station.app.print_labels import LabelsWanted, Reprint, print_labels, reprint
from station.domain.codes import BY_SIDE, JUST_IN_TIME, Side
from station.domain.state import Ask

PICK = st.integers(0, 59)
SIDES = st.sampled_from(["left", "right"])
YES = st.booleans()


class Preparing(Workbench):
    """Each rule does one thing through the use cases and tells the model; then all is compared."""

    @initialize(order=st.sampled_from(ORDERS), prepared=st.sampled_from([2, 1, 0]), side=SIDES)
    def begin(self, order: dict[str, Any], prepared: int, side: Side) -> None:
        """Mostly the procedure is ready to collect."""
        self.set_up(order)
        if prepared > 0:  # nothing is printed before the patient, the checklist and the side
            self.print_labels()
            self.wristband(0)
            self.print_labels()
            self.answer()
            self.print_labels()
            self.declare(side, confirmed=True, moves=False)
            self.print_labels()
        if prepared > 1:  # the labels of both sides are out
            self.declare("left" if side == "right" else "right", confirmed=True, moves=False)
            self.print_labels()

    # the patient, the checklist, the side

    @rule(which=st.integers(0, 2))
    def wristband(self, which: int) -> None:
        """The right one, the other patient's, or the right one with another birth date."""
        band = (BAND, OTHER_BAND, "P-12345678,2018-05-17")[which]
        self.model.confirmed |= which == 0
        self.check(self.scan(band), None if which == 0 else "wrong-patient")

    @rule()
    def wristband_without_date(self) -> None:
        """Asks for the birth date; a confirmed patient stays confirmed."""
        self.check(self.scan("P-12345678"), None)

    @rule()
    def confirm(self) -> None:
        """CARDCONFIRM does what was asked last, and nothing else."""
        ask = self.found(self.p).ask
        expected: Reason = "nothing-to-confirm"
        if ask and ask.version != len(self.folded[self.p][0]):
            expected = self.asked_again(ask)  # something else was done after it
        elif ask and ask.what == "birth-date":
            self.model.confirmed, expected = True, None
        elif ask and ask.what == "side":
            expected = self.model.side(str(ask.side), confirmed=True)
        elif ask and ask.what == "excuse-rest":
            expected = self.model.excuse_rest(ask.containers)
        elif ask and ask.what == "close":
            expected = self.model.close()
        self.check(self.scan("CARDCONFIRM"), expected)

    def asked_again(self, ask: Ask) -> Reason:
        """The question as it would be put now; nothing is done."""
        expected: Reason = None
        match ask.what:
            case "birth-date":
                expected = "confirm-birth-date"
            case "side":
                expected = deepcopy(self.model).side(str(ask.side))
            case "excuse-rest" if self.model.awaited():
                expected = "confirm-excuse"
            case "close":
                expected = deepcopy(self.model).close(asks=True)
        return expected or "nothing-to-confirm"

    @rule()
    def answer(self) -> None:
        """The items that keep labels back."""
        self.model.answered = True
        station, act = self.bench.station, self.bench.act()
        self.check(prepare.answer_checklist(station, self.p, prepare.Answers(CHECKLIST), act), None)

    @rule(side=SIDES, confirmed=YES, moves=YES)
    def declare(self, side: Side, confirmed: bool, moves: bool) -> None:
        """Declare a side, change it, or take the rest along."""
        expected = self.model.side(side, confirmed, moves)
        change = prepare.SideChange(side, None, confirmed, "dry-tap" if moves else None)
        outcome = prepare.declare_side(self.bench.station, self.p, change, self.bench.act())
        self.check(outcome, expected)

    @rule(side=SIDES)
    def side_card(self, side: str) -> None:
        """CARDLEFT or CARDRIGHT."""
        expected = self.model.side(side)
        self.check(self.scan(f"CARD{side.upper()}"), expected)

    # labels

    @rule(side=st.sampled_from([None, "left", "right", "none"]))
    def print_side(self, side: Side | None) -> None:
        """Only the active side's, and those of no side."""
        wrong = side in OTHER and side not in (None, self.model.active)
        if side is None or not wrong:
            self.print_labels(side)
            return
        wanted = LabelsWanted(side)
        outcome = print_labels(self.bench.station, self.p, wanted, self.bench.act(), self.printing)
        assert not outcome.answer.accepted
        self.check(outcome, outcome.answer.reason)

    def print_labels(self, side: Side | None = None, card: bool = False) -> None:
        """By the command or by CARDPRINT."""
        wanted = self.model.to_print(side)
        station, act = self.bench.station, self.bench.act()
        outcome = (
            self.scan("CARDPRINT")
            if card
            else print_labels(station, self.p, LabelsWanted(side), act, self.printing)
        )
        if isinstance(wanted, set):
            assert self.take_labels(outcome) == wanted
        self.check(outcome, wanted if isinstance(wanted, str) else None)

    @rule(one_by_one=YES, card=YES)
    def choose(self, one_by_one: bool, card: bool) -> None:
        """One by one, or all at once, from now on; by the command or by its card."""
        wanted = self.model.choose(one_by_one)
        mode = JUST_IN_TIME if one_by_one else BY_SIDE
        station, act = self.bench.station, self.bench.act()
        outcome = (
            self.scan("CARDSINGLE" if one_by_one else "CARDALL")
            if card
            else print_labels(station, self.p, LabelsWanted(mode=mode), act, self.printing)
        )
        if isinstance(wanted, set):
            assert self.take_labels(outcome) == wanted
        self.check(outcome, wanted if isinstance(wanted, str) else None)

    @rule()
    def print_card(self) -> None:
        """CARDPRINT; after the old label under CARDREPRINT it makes that one's new label."""
        if self.model.mode == "relabel" and self.model.old:
            tube = self.model.tube_of(self.model.old)
            self._reprinted(tube, lambda: self.scan("CARDPRINT"))
        else:
            self.print_labels(card=True)

    @rule(pick=PICK)
    def reprint(self, pick: int) -> None:
        """A new label; the one before is void at once."""
        self._reprint(self.tube(pick))

    def _reprint(self, tube: Tube) -> None:
        station, act = self.bench.station, self.bench.act()
        self._reprinted(
            tube, lambda: reprint(station, self.p, Reprint(tube.name, "torn"), act, self.printing)
        )

    def _reprinted(self, tube: Tube, do: Callable[[], Outcome]) -> None:
        expected = self.model.reprintable(tube)
        outcome = do()
        if expected is None:
            assert self.take_labels(outcome) == {tube.name}
        self.check(outcome, expected)
