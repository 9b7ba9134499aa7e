"""Printers and their labels: how they fare, what waits, what needs a person."""

from collections.abc import Collection
from dataclasses import dataclass

from station.app.spool import PrinterQueue, printer_queues
from station.app.station import Station
from station.domain.texts import JOBS, PRINTERS
from station.ports.printer import ABLE, StationFile
from station.ports.spool import Job


@dataclass(frozen=True)
class JobView:
    """One label that a person must look for, or mend something for: what of it is said, and why."""

    job: int
    state: str
    said: str
    why: str
    short_id: str


@dataclass(frozen=True)
class QueueView:
    """A printer of a place. ``held`` are jobs that wait and have a problem.

    ``instead_of`` is the printer that it stands in for.
    """

    printer: str
    message: str
    able: bool
    waiting: int
    held: tuple[int, ...]
    odd: tuple[JobView, ...]
    standby: str | None
    instead_of: str | None


def queue_views(
    station: Station, printers: StationFile | None, place: str
) -> tuple[QueueView, ...]:
    """The place's printer, and its own while another stands in for it; empty without printers."""
    return tuple(_view(station, queue) for queue in printer_queues(station, printers, place))


def _view(station: Station, queue: PrinterQueue) -> QueueView:
    texts, name = PRINTERS[station.language], queue.plan.name
    code = queue.status.code if queue.status else "unknown"
    return QueueView(
        printer=name,
        message=texts[code].format(printer=name),
        able=code in ABLE,
        waiting=len(queue.waiting),
        held=tuple(job.job for job in queue.waiting if job.problem),
        odd=tuple(job_view(station, job) for job in (*queue.uncertain, *queue.failed)),
        standby=queue.plan.standby,
        instead_of=queue.instead_of,
    )


def job_view(station: Station, job: Job) -> JobView:
    """A job in words, and why it stands as it does."""
    said = JOBS[station.language][job.state].format(**vars(job))
    why = PRINTERS[station.language][job.code].format(printer=job.printer) if job.code else ""
    return JobView(job.job, job.state, said, why, job.label_id[-6:])


def jobs(
    station: Station, printer: str | None = None, procedure: str | None = None
) -> tuple[Job, ...]:
    """The jobs of a printer or a procedure or both, or all, in the order of their queues."""
    return station.store.spool.jobs(printer, procedure)


def jobs_of(station: Station, printer: str, label_ids: Collection[str]) -> list[int]:
    """The newest job of each label at a printer."""
    newest = {job.label_id: job.job for job in station.store.spool.jobs(printer)}
    return [number for label_id, number in newest.items() if label_id in label_ids]


def unsettled(station: Station, printer: str) -> list[int]:
    """The jobs of a printer that wait, are being sent, failed or are uncertain."""
    return [job.job for job in station.store.spool.unsettled(printer)]
