"""What a procedure and its containers are at one moment; how they change is in procedure.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from station.domain.birth_date import BirthDate
from station.domain.codes import Side, State
from station.domain.protocol import Answer, ContainerPlan, Protocol

AWAITED: frozenset[State] = frozenset({"expected", "printed"})
ON_THE_WAY: frozenset[State] = frozenset({"collected", "dispatched"})  # filled, not at the desk yet
AT_DESK: frozenset[State] = frozenset({"received", "rejected"})
TAKEN = ON_THE_WAY | AT_DESK


@dataclass(frozen=True)
class Container:
    """One expected item and all that has happened to it. Times are aware, UTC."""

    container: str
    plan: ContainerPlan
    side: Side
    state: State
    label_id: str | None
    laboratory_id: bool = False  # the label id came with the order
    pre_labelled: bool = False  # and so did the label
    void_labels: tuple[str, ...] = ()
    prints: int = 0
    reason: str | None = None  # why excused or rejected
    shared_with: str | None = None
    recollects: str | None = None
    printed_at: datetime | None = None
    collected_at: datetime | None = None
    dispatched_at: datetime | None = None
    received_at: datetime | None = None
    before: tuple[State, str | None] | None = None  # state and reason before the laboratory's desk
    label_due: bool = False  # its label is out but names another side
    loose: bool = False  # its label is out, and was neither scanned nor excused since
    relabel_open: bool = False  # the new label has not been seen on the filled container
    old_label_open: bool = False  # a copy with the same id is about, not yet destroyed
    arrival: str | None = None  # a flag: it stood at reception and was not received
    arrival_at: datetime | None = None
    wrong_side_at: datetime | None = None
    discrepancy: str | None = None
    discrepancy_at: datetime | None = None
    outdated_at: datetime | None = None  # since then its label, which is out, has a former name

    @property
    def odd(self) -> bool:
        """Something about it is still for a person to find out or to settle."""
        unsure = self.discrepancy or self.arrival or self.relabel_open or self.old_label_open
        return bool(unsure or self.outdated_at)

    @property
    def label_left(self) -> bool:
        """Its printed label lies about, although it was excused; a tube's own label is no harm."""
        printed = self.label_id is not None and self.prints > 0 and not self.pre_labelled
        return self.state == "excused" and printed and not self.label_due


@dataclass(frozen=True)
class Ask:
    """What the station has asked for last, and waits for.

    Another number of the patient answers ``identifier`` (where the birth date is not known;
    ``reason`` is the type of the one that was read). CARDCONFIRM answers ``birth-date``, ``side``
    (a change to it), ``excuse-rest`` (those ``containers`` with that ``reason``), ``close`` (with
    that ``reason``) and ``answer`` (another ``answer`` to a checklist ``item`` that was not in
    order). A reason's card answers ``side`` (the rest moves there), ``excuse`` (of the one in
    ``containers``) and ``rest`` (why none of these is collected). ``version`` is the procedure's
    when it was asked: whatever comes after moves it on.
    """

    what: Literal[
        "birth-date", "identifier", "side", "excuse", "rest", "excuse-rest", "close", "answer"
    ]
    at: datetime
    version: int
    side: Side | None = None
    containers: tuple[str, ...] = ()
    reason: str | None = None
    item: str | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class Confirmed:
    """How the patient was confirmed: wristband, birth-date, or witness (there was no wristband).

    ``note`` is the id of the reason's text, ``patient`` the key of who was confirmed.
    """

    method: str
    witness: str | None = None
    note: str | None = None
    patient: str = ""


@dataclass(frozen=True)
class Procedure:
    """One session at one bedside, folded from its events."""

    procedure: str
    order: str
    patient: str
    protocol: Protocol
    place: str
    sides: tuple[Side, ...]  # as ordered; empty while the order leaves it open
    child: bool
    opened_at: datetime
    containers: Mapping[str, Container]
    version: int = 1  # number of events
    confirmed_by: Confirmed | None = None
    ask: Ask | None = None
    mode: str = "collect"
    relabel_old: str | None = None
    excuse_reason: str | None = None  # read before the labels that it is for
    active_side: Side | None = None
    declared: tuple[Side, ...] = ()
    site: str | None = None
    answers: Mapping[str, tuple[Answer, bool]] = field(default_factory=dict)
    keyed: str = ""  # of the number that is asked for, digit by digit
    keyed_at: datetime | None = None
    order_reasons: Mapping[str, str | None] = field(default_factory=dict)  # by side
    last_collected: str | None = None
    closed_at: datetime | None = None
    aborted: str | None = None
    just_in_time: bool = False  # labels come one by one, each when the one before is settled

    @property
    def confirmed(self) -> bool:
        """Whether it is known whose bedside this is."""
        return self.confirmed_by is not None

    def by_label(self, label_id: str) -> Container | None:
        """The container that this label is or was on."""
        for container in self.containers.values():
            if label_id == container.label_id or label_id in container.void_labels:
                return container
        return None

    def awaited(self, side: Side | None = None) -> tuple[Container, ...]:
        """Containers neither collected nor excused, of one side or of all."""
        return tuple(
            c
            for c in self.containers.values()
            if c.state in AWAITED and (side is None or c.side == side)
        )

    def loose(self) -> tuple[Container, ...]:
        """Containers whose label lies about."""
        return tuple(c for c in self.containers.values() if c.loose)

    def blocking(self) -> tuple[str, ...]:
        """Checklist items that keep labels back."""
        return tuple(
            item.item
            for item in self.protocol.checklist
            if item.blocking and not self.answers.get(item.item, ("", False))[1]
        )


@dataclass(frozen=True)
class LabelOwner:
    """Whose label a scanned id is; ``procedure`` is None for a label received without record."""

    label_id: str
    procedure: str | None


@dataclass(frozen=True)
class PatientOwner:
    """Whose wristband it is."""

    patient: str
    birth_date: BirthDate
    identifier: str = ""  # the type of the number on it
    second: bool = False  # whether the site takes such a number in place of a birth date


Owner = LabelOwner | PatientOwner
