"""The spool: one job a label, from the print that is kept until the label is seen."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, get_args

from station.domain.data import Data
from station.ports.printer import PrinterCondition, Status

JobState = Literal[
    "queued", "sending", "sent", "confirmed", "uncertain", "failed", "cancelled", "withdrawn"
]
"""Waits; is at the printer now; was taken by it; was scanned; may be out or not; was given up
until a person mends something; is not wanted any more; waits for its procedure to be under way
at its place again."""
JOB_STATES: tuple[JobState, ...] = get_args(JobState)


@dataclass(frozen=True)
class NewJob:
    """A label to be printed; ``stock`` is its container's own, ``position`` its place among all.

    ``held``: its procedure is not the one under way at its place, so it begins ``withdrawn``.
    """

    label_id: str
    container: str
    stock: str
    printer: str
    position: int
    held: bool = False


@dataclass(frozen=True)
class Again:
    """A job that was withdrawn and is queued once more; without a printer it stays withdrawn."""

    job: int
    printer: str | None


@dataclass(frozen=True)
class Job:
    """One job. Times are aware, UTC.

    ``attempt`` counts how often it was sent; ``code`` and ``problem`` say what the printer, or the
    drawing, last had against it; it is not sent before ``next_at``. ``uncertain_at`` stays when
    it has been cleared up.
    """

    job: int
    label_id: str
    procedure: str
    container: str
    stock: str
    printer: str
    position: int
    attempt: int
    state: JobState
    code: PrinterCondition | None
    problem: str | None
    queued_at: datetime
    next_at: datetime
    settled_at: datetime | None
    uncertain_at: datetime | None


@dataclass(frozen=True)
class Settled:
    """What became of a job that was sent."""

    state: JobState
    at: datetime
    code: PrinterCondition | None = None
    problem: str | None = None
    next_at: datetime | None = None


class PrinterLine(Protocol):
    """The sole right to send to one printer, held by one process until it ends, however it ends.

    Every method may raise StoreError.
    """

    def claim(self, at: datetime) -> Job | None:
        """The first job that waits, now ``sending``; None while it may not go yet, or for none.

        Whoever was sending when this is called is gone: what it left behind is ``uncertain``.
        """
        ...

    def settle(self, job: Job, settled: Settled) -> Job:
        """The job as it is now; one that was scanned meanwhile stays ``confirmed``.

        What would wait again is withdrawn when its procedure is no longer under way.
        """
        ...

    def observe(self, status: Status, at: datetime) -> None:
        """How the printer fares; kept for everyone who looks."""
        ...


class Spool(Protocol):
    """The jobs of one store. Every method may raise StoreError."""

    def jobs(self, printer: str | None = None, procedure: str | None = None) -> tuple[Job, ...]:
        """Jobs in the order of their queues, of a printer or a procedure or both, or all."""
        ...

    def unsettled(self, printer: str | None = None) -> tuple[Job, ...]:
        """The jobs of a printer, or all, that wait, are being sent, failed or are uncertain."""
        ...

    def waiting(self, place: str) -> tuple[Job, ...]:
        """The jobs of all procedures of a place that wait or failed."""
        ...

    def job(self, job: int) -> Job | None:
        """One job."""
        ...

    def retry(self, job: int, at: datetime) -> bool:
        """A failed or waiting job goes at once; False where it is neither."""
        ...

    def cancel(self, job: int, at: datetime) -> bool:
        """A job that waits, failed, is uncertain or withdrawn is not wanted; False for others."""
        ...

    def content(self, label_id: str) -> Data | None:
        """What stands on a label, frozen when it was made; None when erased."""
        ...

    def take_over(self, printer: str, instead: str, at: datetime) -> int:
        """What waits at or failed at a printer, and what comes for it from now on, goes to another.

        How many jobs moved.
        """
        ...

    def give_back(self, printer: str) -> None:
        """What comes for this printer goes to it again."""
        ...

    def instead(self) -> Mapping[str, str]:
        """The printers that others stand in for, and by whom."""
        ...

    def conditions(self) -> Mapping[str, tuple[Status, datetime]]:
        """How each printer fared when it was last asked, and since when it was so."""
        ...

    def line(self, printer: str) -> AbstractContextManager[PrinterLine | None]:
        """The right to send to a printer while the context lasts; None where another has it."""
        ...
