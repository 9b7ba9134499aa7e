"""The spool: labels that wait go to their printer one by one, in order, each once or uncertain."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from labels.render import Fonts, Label, LabelContent, LabelError, render
from station.app.keeping import Outcome, load
from station.app.label_drawing import stock_of
from station.app.printers import named, plan_of, standby_of
from station.app.printing import DPI
from station.app.station import Station
from station.domain.errors import StationError, UnknownNameError
from station.domain.feedback import feedback
from station.domain.state import Container, Procedure
from station.domain.verdict import Verdict, accept
from station.ports.printer import (
    DrawnLabel,
    Printer,
    PrinterCondition,
    PrinterError,
    PrinterPlan,
    StationFile,
    Status,
)
from station.ports.spool import Job, PrinterLine, Settled

TRIES = 3  # of a label that its printer refuses: what it refuses thrice, it refuses a fourth time
HOPELESS: frozenset[PrinterCondition] = frozenset({"refused", "unknown"})
"""What no waiting mends; all else is over once there is paper, current or a closed lid."""
BACK_OFF_S = (1, 2, 4, 8)  # between tries; the last one then stays: a new roll is seen in 8 s


@dataclass(frozen=True)
class Outlet:
    """A printer that this process sends to: its plan, what drives it, and the sole right to it."""

    plan: PrinterPlan
    printer: Printer
    line: PrinterLine


def print_next(station: Station, outlet: Outlet) -> Job | None:
    """Send the first label that waits for a printer; what became of it, None for none to send."""
    line, now = outlet.line, station.clock.now
    job = line.claim(now())
    if job is None:
        return None
    try:
        label = drawn_job(station, job, outlet.plan)
    except StationError as error:
        return line.settle(job, Settled("failed", now(), None, str(error)))
    try:
        outlet.printer.send(label)
    except PrinterError as error:
        line.observe(Status(error.code, str(error)), now())
        return line.settle(job, _after(error, job, now()))
    except Exception as error:  # a fault of what drives it: the label may be out
        what = f"Fault in the station ({type(error).__name__})."
        line.settle(job, Settled("uncertain", now(), "unknown", what))
        raise
    if job.code is not None:  # what was the matter is over
        line.observe(Status("ready"), now())
    return line.settle(job, Settled("sent", now()))


def _after(error: PrinterError, job: Job, at: datetime) -> Settled:
    """Again, only if nothing is out; given up, only if no waiting will do."""
    if error.may_have_printed:
        return Settled("uncertain", at, error.code, str(error))
    if error.code in HOPELESS and job.attempt >= TRIES:
        return Settled("failed", at, error.code, str(error))
    wait_s = BACK_OFF_S[min(job.attempt, len(BACK_OFF_S)) - 1]
    return Settled("queued", at, error.code, str(error), at + timedelta(seconds=wait_s))


def drawn_job(station: Station, job: Job, plan: PrinterPlan) -> DrawnLabel:
    """A job's label for the printer that has it now. Raises StationError."""
    label = _drawn(station, job.label_id, plan.stock or job.stock, plan.dpi)
    name = f"{job.label_id}-{job.job}".lower()
    size = label.width_dots, label.height_dots
    return DrawnLabel(name, label.image.tobytes(), *size, plan.dpi)


def preview(
    station: Station, station_file: StationFile | None, procedure: str, label_id: str
) -> bytes:
    """A present label as PNG, dot for dot as its printer has printed or will print it.

    Raises StationError unless it is one of the procedure.
    """
    p = load(station.store, procedure)
    for c in printed(station, p):
        if c.label_id == label_id:
            stock, dpi = _printed_on(station, station_file, p, c)
            return _drawn(station, label_id, stock, dpi).png
    raise StationError("Label: expected a present label of this procedure, got none.")


def printed(station: Station, p: Procedure) -> tuple[Container, ...]:
    """The containers with a label that was made here and is not erased, by side and order."""
    content = station.store.spool.content
    found = [c for c in p.containers.values() if c.label_id and content(c.label_id)]
    return tuple(sorted(found, key=lambda c: (c.side, c.plan.draw_order)))


def _printed_on(
    station: Station, station_file: StationFile | None, p: Procedure, c: Container
) -> tuple[str, int]:
    jobs = station.store.spool.jobs(procedure=p.procedure)
    last = [job.printer for job in jobs if job.label_id == c.label_id][-1:]
    known = station_file.printers.get(last[0]) if station_file and last else None
    plan = known or plan_of(station, station_file, p.place)
    return (plan.stock or c.plan.stock, plan.dpi) if plan else (c.plan.stock, DPI)


def _drawn(station: Station, label_id: str, stock: str, dpi: int) -> Label:
    """A label from what was frozen when it was made. Raises StationError.

    The sentence names no text of the label: it is kept with the job, which nobody erases.
    """
    frozen = station.store.spool.content(label_id)
    if frozen is None:
        raise StationError(
            "Label {label_id}: expected its content, got an erased one.", label_id=label_id
        )
    try:
        fonts = Fonts(*station.fonts())
        return render(_content(frozen), stock_of(station.catalogue, stock), dpi, fonts)
    except LabelError as error:
        raise StationError(
            "Label {label_id}: expected one that can be drawn on {stock} at {dpi} dpi, got one "
            "that cannot.",
            label_id=label_id,
            stock=stock,
            dpi=dpi,
        ) from error


def _content(frozen: Mapping[str, Any]) -> LabelContent:
    """A later version may have fewer texts on a label; an earlier one had the name in one text."""
    known = {field.name for field in fields(LabelContent)}
    texts = {key: value for key, value in frozen.items() if key in known}
    if "name" in frozen:
        family, _, given = frozen["name"].partition(", ")
        texts |= {"family": family, "given": given}
    return LabelContent(**texts)


# what a person does


def retry(station: Station, number: int) -> Outcome:
    """Send a job that failed, or waits, at once. Raises StationError for any other."""
    job = _job(station, number)
    if not station.store.spool.retry(number, station.clock.now()):
        if job.state == "uncertain":
            raise StationError(
                "Job {number}: expected one that waits or failed, got uncertain; reprint its label "
                "if it is not there.",
                number=number,
            )
        raise StationError(
            "Job {number}: expected one that waits or failed, got {state}.",
            number=number,
            state=job.state,
        )
    again = accept("job-again", None, name=job.container, printer=job.printer)
    return _said(station, again)


def cancel(station: Station, number: int) -> Outcome:
    """Take a job out of its queue. Raises StationError for one that was sent."""
    job = _job(station, number)
    if not station.store.spool.cancel(number, station.clock.now()):
        raise StationError(
            "Job {number}: expected one that waits, failed or is uncertain, got {state}.",
            number=number,
            state=job.state,
        )
    gone = accept("job-cancelled", None, name=job.container, printer=job.printer)
    return _said(station, gone)


def take_over(station: Station, station_file: StationFile | None, printer: str) -> Outcome:
    """The printer's standby gets its queue and is the places' printer from now on.

    Raises StationError where there is none.
    """
    standby = standby_of(station_file, named(station_file, printer))
    moved = station.store.spool.take_over(printer, standby.name, station.clock.now())
    count = str(moved)
    taken = accept("taken-over", None, printer=printer, instead=standby.name, count=count)
    return _said(station, replace(taken, also=("jobs-moved",) if moved else ()))


def give_back(station: Station, station_file: StationFile | None, printer: str) -> Outcome:
    """The printer is its places' own again; what waits at the other one stays there."""
    plan = named(station_file, printer)
    station.store.spool.give_back(printer)
    return _said(station, accept("given-back", None, printer=plan.name))


def _said(station: Station, verdict: Verdict) -> Outcome:
    """Nothing of a tube has changed: no event, an answer only."""
    return Outcome(feedback(verdict, station.language))


def _job(station: Station, number: int) -> Job:
    job = station.store.spool.job(number)
    if job is None:
        raise UnknownNameError(
            "Job {number}: expected one of this station, got none.", number=number
        )
    return job


# what a screen shows


@dataclass(frozen=True)
class PrinterQueue:
    """A printer of a place: how it fares, what waits, and what needs a person.

    ``instead_of`` is the printer that it stands in for; ``status`` None: not asked yet.
    """

    plan: PrinterPlan
    status: Status | None
    waiting: tuple[Job, ...]
    uncertain: tuple[Job, ...]
    failed: tuple[Job, ...]
    instead_of: str | None


def printer_queues(
    station: Station, station_file: StationFile | None, place: str
) -> tuple[PrinterQueue, ...]:
    """The place's printer; and its own, while another one stands in for it."""
    now = plan_of(station, station_file, place)
    if now is None or station_file is None:
        return ()
    spool = station.store.spool
    conditions, found = spool.conditions(), []
    own = [plan for plan in station_file.printers.values() if place in plan.places and plan != now]
    for plan in (now, *own):
        jobs = spool.unsettled(plan.name)
        found.append(
            PrinterQueue(
                plan,
                conditions[plan.name][0] if plan.name in conditions else None,
                tuple(job for job in jobs if job.state in {"queued", "sending"}),
                tuple(job for job in jobs if job.state == "uncertain"),
                tuple(job for job in jobs if job.state == "failed"),
                own[0].name if own and plan == now else None,
            )
        )
    return tuple(found)
