"""What should be so at one bedside, kept by hand: the plain words that the machine checks by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LABEL_LIMIT = 3  # of the protocols that ship
OTHER = {"left": "right", "right": "left"}
AWAITED = {"expected", "printed"}
GONE = {"received": "already-received", "rejected": "already-received"}
HERE = {"collected": "already-collected", "dispatched": "already-collected"}

Reason = str | None  # why it is to be refused; None: it is to be accepted


@dataclass
class Tube:
    """One container, its present label, and the labels that must never be taken again."""

    name: str
    kind: str
    side: str
    state: str = "expected"
    label: str | None = None
    laboratory: bool = False
    pre_labelled: bool = False
    void: set[str] = field(default_factory=set)
    labels: int = 0
    printed_here: bool = False
    stale: bool = False  # a laboratory's label that names the other side
    copy_about: bool = False  # a laboratory's label twice in the room
    new_label_loose: bool = False  # printed for a filled tube, not yet seen on it
    before_desk: str = ""
    seen_at_desk: bool = False
    order: int = 0
    loose: bool = False  # its label lies about, neither scanned nor excused

    @property
    def awaited(self) -> bool:
        """Neither collected nor excused."""
        return self.state in AWAITED

    @property
    def left(self) -> bool:
        """Excused, and its printed label lies about."""
        printed = self.label is not None and self.labels > 0 and not self.pre_labelled
        return self.state == "excused" and printed and not self.stale

    @property
    def unprinted(self) -> bool:
        """It has an id of its laboratory, and no label yet."""
        return self.laboratory and not (self.pre_labelled or self.printed_here)


@dataclass
class Bedside:
    """One procedure. Each method says why it must be refused, or does it and says None."""

    sides: tuple[str, ...]
    tubes: dict[str, Tube]
    confirmed: bool = False
    answered: bool = False
    active: str | None = None
    declared: set[str] = field(default_factory=set)
    mode: str = "collect"
    old: str | None = None
    held: str | None = None  # the reason that was read before the labels it is for
    closed: bool = False
    last: str | None = None
    one_by_one: bool = False
    following: set[str] = field(default_factory=set)  # whose label comes with what was just done

    def awaited(self, side: str | None = None) -> list[Tube]:
        """What is still to come, of one side or of all."""
        return [t for t in self.tubes.values() if t.awaited and side in (None, t.side)]

    def tube_of(self, label: str) -> Tube:
        """Whose label it is or was."""
        return next(t for t in self.tubes.values() if label == t.label or label in t.void)

    def scan(self, label: str, reason: str | None, check: bool) -> Reason:
        """A label at the bedside."""
        tube = self.tube_of(label)
        if not self.confirmed:
            return "patient-not-confirmed"
        if self.mode == "relabel":
            return self._relabel(tube, label)
        if label in tube.void:
            return "void-label"
        if self.mode == "excuse":
            return self.excuse(tube, reason or self.held)
        refusal = self._not_collectable(tube)
        if refusal or check or self.mode == "check":
            return refusal
        if tube.side == "open":
            tube.side = str(self.active)
        tube.state, tube.seen_at_desk, self.last = "collected", False, tube.name
        self._settle(tube)
        return None

    def _settle(self, tube: Tube) -> None:
        """Its label lies about no longer, and the next one comes."""
        was_loose, tube.loose = tube.loose, False
        wanted = self.to_print() if was_loose and self.one_by_one else set()
        self.following = wanted if isinstance(wanted, set) else set()

    def _not_collectable(self, tube: Tube) -> Reason:
        if tube.state == "discarded":
            return "void-label"
        if tube.state in GONE | HERE:
            return (GONE | HERE)[tube.state]
        if not self.closed and tube.side != "none" and self.active is None:
            return "side-not-declared"
        if self.closed and tube.side == "open" and self.active is None:
            return "side-not-declared"
        if not self.closed and tube.side == OTHER.get(str(self.active)):
            return "wrong-side"
        return "not-printed" if tube.state == "expected" or tube.stale else None

    def _relabel(self, tube: Tube, label: str) -> Reason:
        if self.old is None and tube.copy_about:
            tube.copy_about, self.mode = False, "collect"
            if tube.state in HERE | GONE:
                self._settle(tube)
            return None
        if self.old is None and tube.left and label == tube.label:
            self.mode = "collect"
            self._make_void(tube)
            return None
        if self.old is None and not (tube.new_label_loose and label == tube.label):
            self.old = label
            return None
        fits = self.old in tube.void and label == tube.label
        self.mode, self.old = "collect", None
        if fits:
            tube.new_label_loose &= tube.state not in HERE
        if fits and tube.state in HERE:
            self._settle(tube)
        return None if fits else "relabel-mismatch"

    def excuse(self, tube: Tube, reason: str | None) -> Reason:
        """Not collected."""
        if tube.state in GONE | HERE:
            return (GONE | HERE)[tube.state]
        if tube.state == "discarded" or (self.closed and tube.state == "excused"):
            return "not-open"
        if reason is None:
            return "reason-needed"
        holds = self.mode == "excuse" and self.held is not None
        tube.state, self.mode = "excused", "excuse" if holds else "collect"
        self._settle(tube)
        return None

    def excuse_rest(self, names: Iterable[str]) -> Reason:
        """Those that were named, if they are still awaited."""
        for tube in [self.tubes[name] for name in names]:
            if tube.awaited:
                self.excuse(tube, "dry-tap")
        return None

    def set_mode(self, mode: str) -> Reason:
        """CARDCHECK, CARDEXCUSE, CARDREPRINT."""
        again = any(t.state == "excused" for t in self.tubes.values()) and not self.closed
        if mode == "excuse" and not self.awaited() and not again:
            return "nothing-to-excuse"
        self.mode, self.old, self.held = mode, None, None
        return None

    def side(self, side: str, confirmed: bool = False, moves: bool = False) -> Reason:
        """Declare or change the side."""
        if self.closed:
            return "procedure-closed"
        if self.sides and side not in self.sides and not moves:
            return "side-not-ordered"
        if not self.confirmed:
            return "patient-not-confirmed"
        rest = self.awaited(OTHER[side])
        if moves or self._nothing_printed():
            self._move(rest, side)
        elif rest and self.active == OTHER[side] and not confirmed:
            return "side-incomplete"
        self.active, self.mode = side, "collect"
        self.declared.add(side)
        for tube in self.awaited("open"):
            tube.side = side
        for tube in self.awaited(OTHER[side]):
            if self.one_by_one and tube.loose:
                self._make_void(tube)
        return None

    def _nothing_printed(self) -> bool:
        sided = [t for t in self.tubes.values() if t.side in OTHER]
        return not self.sides and bool(sided) and all(t.state == "expected" for t in sided)

    def _move(self, rest: Iterable[Tube], side: str) -> None:
        for tube in rest:
            tube.side = side
            self._make_void(tube)

    def _make_void(self, tube: Tube) -> None:
        if tube.pre_labelled or tube.label is None:
            return
        tube.state, tube.loose = "excused" if tube.state == "excused" else "expected", False
        if tube.laboratory:
            tube.stale = True
        else:
            tube.void.add(tube.label)
            tube.label = None

    def loose(self) -> list[Tube]:
        """Whose label lies about."""
        return [t for t in self.tubes.values() if t.loose]

    def no_printing(self) -> Reason:
        """What keeps every label back."""
        if self.closed:
            return "procedure-closed"
        if not self.confirmed:
            return "patient-not-confirmed"
        return None if self.answered else "checklist-open"

    def to_print(self, side: str | None = None) -> str | set[str]:
        """The containers whose labels must come out now."""
        if refusal := self.no_printing():
            return refusal
        sided = any(t.side != "none" for t in self.tubes.values())
        if side != "none" and self.active is None and sided:
            return "side-not-declared"
        sides = ("none", self.active) if side is None else (side,)
        here = [t for t in self.awaited() if t.side in sides]
        wanted = [t for t in here if t.state == "expected" or t.unprinted]
        if not wanted:
            return "nothing-to-print"
        if not self.one_by_one:
            return {t.name for t in wanted}
        if self.loose():
            return "label-loose"
        return {min(wanted, key=lambda t: (t.side == "none", t.order)).name}

    def choose(self, one_by_one: bool) -> str | set[str]:
        """One by one or all at once from now on; the labels that come out with the choice."""
        before, self.one_by_one = self.one_by_one, one_by_one
        wanted = self.to_print()
        if wanted in ("label-loose", "nothing-to-print") and before != one_by_one:
            return set()
        if isinstance(wanted, str):
            self.one_by_one = before
        return wanted

    def reprintable(self, tube: Tube) -> Reason:
        """Why its label must not be printed again."""
        if refusal := self.no_printing():
            return refusal
        if tube.label is None or tube.state == "expected":
            return "not-printed"
        if tube.state == "discarded":
            return "void-label"
        if tube.state in GONE:
            return GONE[tube.state]
        if tube.side == "open":
            return "side-not-declared"
        if tube.state not in HERE and tube.side not in ("none", self.active):
            return "wrong-side"
        if self.one_by_one and any(t is not tube for t in self.loose()):
            return "label-loose"
        return "print-limit" if tube.labels + tube.pre_labelled >= LABEL_LIMIT else None

    def printed(self, labels: Mapping[str, str]) -> None:
        """These labels, by container, are out; the ones before are void."""
        for name, label in labels.items():
            tube = self.tubes[name]
            if tube.label not in (None, label):
                tube.void.add(str(tube.label))
                tube.new_label_loose = tube.state in HERE
            tube.copy_about |= tube.laboratory and tube.labels + tube.pre_labelled > 0
            tube.label, tube.stale, tube.printed_here = label, False, True
            tube.labels, tube.loose = tube.labels + 1, True
            tube.state = "printed" if tube.state == "expected" else tube.state

    def undo(self, tube: Tube | None) -> Reason:
        """One step back."""
        if self.closed:
            return "procedure-closed"
        if tube is None or tube.state not in HERE | {"excused": ""}:
            return "nothing-to-undo"
        has_label = tube.label is not None and not tube.stale
        back = {"dispatched": "collected"}.get(tube.state, "printed" if has_label else "expected")
        was_excused, tube.state = tube.state == "excused", back
        if was_excused and back == "printed" and tube.labels and not tube.pre_labelled:
            tube.loose = True
        if self.one_by_one and tube.loose and tube.awaited and len(self.loose()) > 1:
            self._make_void(tube)
        if tube.side == "open" and tube.awaited and self.active:
            tube.side = self.active
        if tube.name == self.last:
            self.last = None
        return None

    def discard(self, tube: Tube) -> Reason:
        """Lost after collection; the test adds its recollection."""
        if tube.state in GONE:
            return GONE[tube.state]
        if tube.awaited or tube.state == "excused":
            return "never-collected"
        if tube.state == "discarded":
            return "void-label"
        tube.state, tube.loose = "discarded", False
        return None

    def add(self, side: str) -> Reason:
        """One more container."""
        if self.sides and side in OTHER and side not in (*self.sides, *self.declared):
            return "side-not-ordered"
        undeclared = side in OTHER and not self.sides and self.active is None
        return "side-not-declared" if undeclared else None

    def close(self, asks: bool = False) -> Reason:
        """Closes exactly when nothing is awaited and no filled tube waits for its new label.

        Nobody answers the sign-out here: a card asks first, always.
        """
        if self.closed:
            return "procedure-closed"
        if self.awaited():
            return "containers-missing"
        if any(t.new_label_loose and t.state in HERE for t in self.tubes.values()):
            return "relabel-open"
        if asks:
            return "confirm-close"
        self.closed, self.mode = True, "collect"
        return None

    def abort(self) -> Reason:
        """Closes at once."""
        if self.closed:
            return "procedure-closed"
        for tube in self.awaited():
            tube.state = "excused"
        self.closed, self.mode = True, "collect"
        return None

    def receive(self, label: str) -> Reason:
        """At a desk that takes for all."""
        tube = self.tube_of(label)
        refusal = GONE.get(tube.state)
        if tube.awaited or tube.state == "excused":
            refusal = "never-collected"
        if label in tube.void or tube.state == "discarded":
            refusal = "void-label"
        tube.seen_at_desk = tube.seen_at_desk or refusal is not None
        if refusal is None:
            tube.before_desk, tube.state, tube.seen_at_desk = tube.state, "received", False
            tube.loose = False
        return refusal

    def reject(self, label: str) -> Reason:
        """Something that stands at the desk is not taken."""
        tube = self.tube_of(label)
        if label in tube.void and not tube.seen_at_desk:
            return "void-label"
        if tube.state == "rejected":
            return "already-received"
        if tube.state not in {*HERE, "received"} and not tube.seen_at_desk:
            return "never-collected"
        if tube.state != "received":
            tube.before_desk = tube.state
        tube.state, tube.seen_at_desk, tube.loose = "rejected", False, False
        return None

    def undo_receive(self, label: str) -> Reason:
        """Back to what it was before the desk."""
        tube = self.tube_of(label)
        if tube.state not in GONE:
            return "nothing-to-undo"
        tube.state = tube.before_desk
        return None
