"""``station spool``: what waits for printers, and what a person can do about it."""

import signal
import threading
from collections.abc import Sequence
from contextlib import closing

import click

from station.app import printers, spool
from station.app.stats import ModeStats, statistics
from station.app.views.queues import jobs, unsettled
from station.bootstrap import send_waiting, start_spooler
from station.cli.call import Call, command, table
from station.cli.labels import job_data, job_lines
from station.ports.printer import PrinterPlan

ONCE_WITHIN_S = 600.0  # a full evening's labels; what still waits then has its reason


@click.group("spool")
def spool_() -> None:
    """Labels on their way to printers: list, run, retry, cancel, take-over, give-back."""


@command("list")
@click.option("--printer", metavar="NAME", help="Of this printer only.")
@click.option("--procedure", metavar="P", help="Of this procedure only.")
def list_(call: Call, printer: str | None, procedure: str | None) -> None:
    """All jobs, in the order of their queues."""
    rows = [job_data(job) for job in jobs(call.station, printer, procedure)]
    columns = (
        "job",
        "printer",
        "procedure",
        "container",
        "label_id",
        "state",
        "attempt",
        "problem",
    )
    call.say(rows, table(rows, columns))


@command("run")
@click.option("--printer", "names", multiple=True, metavar="NAME", help="Only to this one.")
@click.option("--once", is_flag=True, help="End when nothing can be sent any more.")
def run(call: Call, names: tuple[str, ...], once: bool) -> None:
    """Send what waits, until stopped."""
    chosen = names or tuple(call.printers.printers)
    plans = [printers.named(call.printers, name) for name in chosen]
    if once:
        _drain(call, plans)
        return
    over = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: over.set())
    with closing(start_spooler(call.station, call.config, plans, lambda: None)):
        call.say({"printers": list(chosen)}, [f"Spool: {', '.join(chosen)}  (Ctrl+C stops it)"])
        over.wait()


def _drain(call: Call, plans: Sequence[PrinterPlan]) -> None:
    for plan in plans:
        waiting = unsettled(call.station, plan.name)
        for job in send_waiting(call.station, call.config, plan, waiting, ONCE_WITHIN_S):
            call.say(job_data(job), job_lines(call, job))


@command("retry")
@click.argument("job", type=int)
def retry(call: Call, job: int) -> None:
    """Send a job that failed, or waits, as soon as its printer can."""
    call.answer(spool.retry(call.station, job))


@command("cancel")
@click.argument("job", type=int)
def cancel(call: Call, job: int) -> None:
    """Take a job out of its queue; its label is reprinted when it is wanted after all."""
    call.answer(spool.cancel(call.station, job))


@command("take-over")
@click.argument("printer")
def take_over(call: Call, printer: str) -> None:
    """Move the queue of a printer, and what comes for it, to its standby."""
    call.answer(spool.take_over(call.station, call.printers, printer))


@command("give-back")
@click.argument("printer")
def give_back(call: Call, printer: str) -> None:
    """The printer is its places' own again."""
    call.answer(spool.give_back(call.station, call.printers, printer))


@command("stats")
def stats(call: Call) -> None:
    """What each way of printing labels led to: scans, wrong sides, reprints, uncertain labels."""
    rows = [_row(one) for one in statistics(call.station)]
    call.say(rows, table(rows, rows[0]))


def _row(one: ModeStats) -> dict[str, object]:
    return {**vars(one), "wrong_side_per_100": one.wrong_side_per_100}


for sub in (list_, run, retry, cancel, take_over, give_back):
    spool_.add_command(sub)
COMMANDS = (spool_, stats)
