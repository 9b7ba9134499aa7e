"""What is kept: an append-only log, and beside it what can be looked up or erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from station.domain.data import Data
from station.domain.errors import SaidError
from station.domain.events import Body, Event
from station.domain.feedback import Feedback
from station.domain.flags import Work
from station.domain.identifiers import Scanned
from station.domain.order import Order
from station.domain.person import Person
from station.domain.state import Owner, Procedure
from station.ports.people import Identities, People
from station.ports.runners import Runners
from station.ports.spool import Again, NewJob, Spool


class StoreError(SaidError):
    """The store cannot be used or has not kept what it was given: NOT SAVED, in one sentence."""


class ConflictError(Exception):
    """The procedure has moved on since it was read: read it again and judge again."""


class ResentError(Exception):
    """This scan was kept before; ``answer`` is what was said then."""

    def __init__(self, answer: Feedback) -> None:
        super().__init__(answer.message)
        self.answer = answer


@dataclass(frozen=True)
class Act:
    """Who did it, by what, when; ``scan_id`` comes from the source, so that a resend is known."""

    by: str
    source: str
    occurred_at: datetime
    scan_id: str | None = None


@dataclass(frozen=True)
class Record:
    """What one use case asks to be kept, all or nothing.

    ``procedure`` with ``expected``: the procedure's version that was judged (0: a new one). Of
    ``orders`` it is how many were here.
    ``state`` is the procedure after ``bodies``: what can be looked up follows from it.
    ``answer`` is kept with a scan id; people, notes (by id) and label contents are erasable.
    ``taken`` are the jobs that leave their queues and ``again`` those that come back, since other
    procedures are under way from now on; a conflict where they are not exactly those.
    ``redrawn`` are jobs whose labels have other contents from now on: a conflict where a printer
    has had one meanwhile.
    """

    bodies: tuple[Body, ...]
    act: Act
    recorded_at: datetime
    procedure: str | None = None
    expected: int = 0
    state: Procedure | None = None
    answer: Feedback | None = None
    identities: Identities = field(default_factory=Identities)
    orders: tuple[Order, ...] = ()
    order_patients: Mapping[str, str] = field(default_factory=dict)  # order → patient key
    notes: Mapping[str, str] = field(default_factory=dict)
    snapshots: Mapping[str, Data] = field(default_factory=dict)  # by label id
    strays: tuple[Work, ...] = ()
    jobs: tuple[NewJob, ...] = ()
    taken: tuple[int, ...] = ()
    again: tuple[Again, ...] = ()
    redrawn: tuple[int, ...] = ()


@dataclass(frozen=True)
class ProcedureLine:
    """One line of the list of procedures."""

    procedure: str
    order: str
    protocol: str
    place: str
    active: bool
    closed: bool
    opened_at: datetime


class Store(Protocol):
    """One station's store. Every method may raise StoreError."""

    @property
    def stream(self) -> int:
        """The number of this station's append-only stream."""
        ...

    @property
    def spool(self) -> Spool:
        """The jobs of its printers."""
        ...

    @property
    def people(self) -> People:
        """Who patients are."""
        ...

    @property
    def runners(self) -> Runners:
        """What ran beside the page and has ended."""
        ...

    def events(self, procedure: str | None) -> tuple[Event, ...]:
        """The events of a procedure across streams, by (hlc, stream, seq); None: of none."""
        ...

    def events_until(self, at: datetime, procedure: str | None = None) -> tuple[Event, ...]:
        """What was kept until a moment, of one procedure or all there is, by (hlc, stream, seq)."""
        ...

    def append(self, *records: Record) -> tuple[Event, ...]:
        """Keep records on disk before returning; all of all, or nothing.

        Raises ConflictError when a procedure has moved on, ResentError for a known scan id.
        """
        ...

    def resent(self, scan_id: str | None) -> Feedback | None:
        """What this scan was answered before, or None."""
        ...

    def reserve(self, count: int) -> Sequence[int]:
        """Serials that no other call gets; unused ones are never given out again."""
        ...

    def new_procedure(self) -> str:
        """The id of a procedure to open; never given out again."""
        ...

    def new_key(self) -> str:
        """An opaque key for a patient or a note."""
        ...

    def digest(self, text: str) -> str:
        """A keyed digest of a scanned text (HMAC-SHA-256, hexadecimal, 32 digits)."""
        ...

    def owner(self, scanned: Scanned) -> Owner | None:
        """Whose label or wristband this is; None for a card or an unknown text."""
        ...

    def order(self, order: str) -> tuple[Order, str] | None:
        """The order and its patient's key."""
        ...

    def orders(self) -> tuple[tuple[Order, str], ...]:
        """All orders with their patients' keys, oldest first."""
        ...

    def patient(self, patient_id: str) -> tuple[str, Person] | None:
        """The key and identity of a patient id."""
        ...

    def person(self, key: str) -> Person | None:
        """The identity behind a key; None when erased."""
        ...

    def note(self, note: str) -> str | None:
        """A note's text; None when erased."""
        ...

    def procedures(
        self, *, place: str | None = None, patient: str | None = None, order: str | None = None
    ) -> tuple[ProcedureLine, ...]:
        """Procedures, oldest first."""
        ...

    def active(self, place: str) -> str | None:
        """The active procedure of a place."""
        ...

    def open_work(self, procedure: str | None = None) -> tuple[Work, ...]:
        """The rows that someone may still have to act on."""
        ...
