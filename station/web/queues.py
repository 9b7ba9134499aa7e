"""What a bedside screen shows of its printers: how they fare, what waits, what needs a person."""

from typing import Any

from station.app.spool import PrinterQueue, printer_queues
from station.app.station import Station
from station.domain.texts import JOBS, PRINTERS
from station.ports.printer import ABLE, StationFile
from station.ports.spool import Job


def queue_values(
    station: Station, printers: StationFile | None, place: str
) -> list[dict[str, Any]]:
    """The place's printer, and its own while another stands in for it; empty without printers."""
    return [_values(station, queue) for queue in printer_queues(station, printers, place)]


def _values(station: Station, queue: PrinterQueue) -> dict[str, Any]:
    texts, name = PRINTERS[station.language], queue.plan.name
    code = queue.status.code if queue.status else "unknown"
    return {
        "printer": name,
        "message": texts[code].format(printer=name),
        "able": code in ABLE,
        "waiting": len(queue.waiting),
        "held": [job.job for job in queue.waiting if job.problem],
        "odd": [_odd(station, job) for job in (*queue.uncertain, *queue.failed)],
        "standby": queue.plan.standby,
        "instead_of": queue.instead_of,
    }


def _odd(station: Station, job: Job) -> dict[str, Any]:
    """One label that a person must look for, or mend something for."""
    said = JOBS[station.language][job.state].format(**vars(job))
    why = PRINTERS[station.language][job.code].format(printer=job.printer) if job.code else ""
    short_id = job.label_id[-6:]
    return {"job": job.job, "state": job.state, "said": said, "why": why, "short_id": short_id}
