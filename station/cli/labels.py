"""``station labels`` and ``station reprint``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from station.app.keeping import Outcome
from station.app.print_labels import (
    DPI,
    FORMS,
    SHEET_DPI,
    Form,
    Printed,
    PrintedLabel,
    Printing,
    print_labels,
    reprint,
)
from station.app.proof_labels import Proof
from station.app.views.queues import job_view, jobs_of
from station.bootstrap import label_folder, print_label_proof, printer_queue, send_waiting
from station.cli.call import Call, command, table
from station.domain.codes import BY_SIDE, JUST_IN_TIME, Side
from station.domain.errors import Saying, StationError
from station.domain.feedback import notices
from station.ports.spool import Job

DPIS = ("203", "300", "600")
SHEETS = ("a4", "letter")
PROOF = "proof"  # no procedure's name
PROOF_COLUMNS = ("stock", "design", "symbology", "dpi", "x_mm", "margin", "dropped", "cut")
SENT_WITHIN_S = 30.0  # eleven labels at the slowest take less; what is not through then waits
OUT = click.option("--out", metavar="DIR", help="Where files go, in place of a printer.")
PRINTER = click.option("--printer", metavar="NAME", help="In place of the procedure's place's own.")
FORMAT = click.option("--format", type=click.Choice(FORMS), help="Of the files: png if not said.")
DPI_OPTION = click.option("--dpi", type=click.Choice(DPIS), help="Of the files: 203, on A4 600.")
STOCK = click.option("--stock", metavar="NAME", help="Instead of each container's own.")


@dataclass(frozen=True)
class _Files:
    """What only files can be told."""

    format: Form | None
    dpi: str | None
    stock: str | None
    sheet: str | None = None


@command("labels")
@click.argument("procedure", metavar="P")
@OUT
@PRINTER
@FORMAT
@click.option("--side", type=click.Choice(["left", "right", "none"]))
@DPI_OPTION
@STOCK
@click.option("--sheet", type=click.Choice(SHEETS), help="With pdf: all labels on sheets.")
@click.option("--just-in-time", "mode", flag_value=JUST_IN_TIME, help="One by one from now on.")
@click.option("--all", "mode", flag_value=BY_SIDE, help="All of the side, from now on.")
def labels(
    call: Call,
    procedure: str,
    out: str | None,
    printer: str | None,
    format: Form | None,  # noqa: A002 - the option's name
    side: Side | None,
    dpi: str | None,
    stock: str | None,
    sheet: str | None,
    mode: str | None,
) -> None:
    """Print the labels of the active side and of what has no side.

    With "proof" in place of a procedure: a PDF of every stock, or of --stock, with its margins.
    """
    if procedure == PROOF:
        others = {"printer": printer, "format": format, "side": side, "dpi": dpi, "sheet": sheet}
        choice = "all" if mode == BY_SIDE else JUST_IN_TIME
        _proof(call, out, stock, {**others, choice: mode})
        return
    if sheet and format != "pdf":
        raise StationError(
            "--sheet {sheet}: expected --format pdf, got {format}.",
            sheet=sheet,
            format=format or "png",
        )
    printing = _printing(call, out, printer, _Files(format, dpi, stock, sheet))
    say_labels(call, print_labels(call.station, procedure, side, call.act(), printing, mode))


def _proof(
    call: Call, out: str | None, stock: str | None, others: Mapping[str, str | None]
) -> None:
    """Make the proof sheet, and say of each combination what its margin is or why it is refused."""
    for name, value in others.items():
        if value is not None:
            raise StationError(
                "--{name}: expected it with a procedure, got it with proof.", name=name
            )
    if out is None or Path(out).suffix.lower() != ".pdf":
        raise StationError(
            "--out: expected a name that ends with .pdf, got {out}.", out=out or Saying("none")
        )
    made = print_label_proof(call.config, Path(out), stock)
    rows = [_proof_view(one) for one in made.tried]
    refused = [f"{row['stock']}: {row['refused']}" for row in rows if row["refused"]]
    tried = table((row for row in rows if not row["refused"]), PROOF_COLUMNS)
    call.say({"file": made.file, "labels": rows}, [made.file, *tried, *refused])


def _proof_view(one: Proof) -> dict[str, Any]:
    """One combination as JSON."""
    label = one.label
    return {
        "stock": one.stock,
        "design": one.design,
        "symbology": one.symbology,
        "dpi": one.dpi,
        "x_mm": label and round(label.x_mm, 3),
        "margin": one.margin and round(one.margin, 2),
        "dropped": list(label.dropped) if label else [],
        "cut": list(label.cut) if label else [],
        "refused": one.refused,
    }


@command("reprint")
@click.argument("procedure", metavar="P")
@click.argument("container")
@click.option("--reason", required=True, metavar="TEXT")
@OUT
@PRINTER
@FORMAT
@DPI_OPTION
@STOCK
def reprint_(
    call: Call,
    procedure: str,
    container: str,
    reason: str,
    out: str | None,
    printer: str | None,
    format: Form | None,  # noqa: A002 - the option's name
    dpi: str | None,
    stock: str | None,
) -> None:
    """Print one label again, under a new id; the old one is void at once."""
    printing = _printing(call, out, printer, _Files(format, dpi, stock))
    say_labels(call, reprint(call.station, procedure, container, reason, call.act(), printing))


def _printing(call: Call, out: str | None, printer: str | None, files: _Files) -> Printing:
    """Files are made as the options say; a printer is described in station.toml."""
    if out is None:
        for name, value in vars(files).items():
            if value is not None:
                raise StationError("--{name}: expected --out with it, got none.", name=name)
        return printer_queue(call.printers, printer)
    if printer is not None:
        raise StationError("Labels: expected --out or --printer, got both.")
    return printing_to(out, files.dpi, files.stock, files.format or "png", sheet=files.sheet)


def printing_to(
    out: str,
    dpi: str | None = None,
    stock: str | None = None,
    form: Form = "png",
    *,
    sheet: str | None = None,
) -> Printing:
    """Printing into a folder."""
    usual = SHEET_DPI if sheet else DPI
    return label_folder(Path(out), int(dpi) if dpi else usual, stock, form, sheet)


def say_labels(call: Call, outcome: Outcome) -> None:
    """Say what was printed and where, or what has become of each label at its printer."""
    printed = outcome.labels if isinstance(outcome, Printed) else ()
    jobs = _sent(call, printed)
    files = [
        {"container": label.container, "label_id": label.label_id, "file": label.file}
        for label in printed
    ]
    rows = [{"file": None, **job_data(job)} for job in jobs] or files
    if not call.as_json and not jobs:
        for file in dict.fromkeys(label.file for label in printed):
            click.echo(file)
    notes = notices(outcome.procedure, call.station.language) if outcome.procedure else []
    said = [line for job in jobs for line in job_lines(call, job)]
    call.answer(outcome, lines=[*said, *notes], labels=rows, notices=notes)


def _sent(call: Call, printed: Sequence[PrintedLabel]) -> tuple[Job, ...]:
    """The labels' jobs, after they were sent as far as can be waited for."""
    name = next((label.printer for label in printed if label.printer), None)
    if name is None:
        return ()
    numbers = jobs_of(call.station, name, {label.label_id for label in printed})
    plan = call.printers.printers[name]
    return send_waiting(call.station, call.config, plan, numbers, SENT_WITHIN_S)


def job_data(job: Job) -> dict[str, Any]:
    """A job as JSON."""
    return {
        "job": job.job,
        "container": job.container,
        "label_id": job.label_id,
        "procedure": job.procedure,
        "printer": job.printer,
        "position": job.position,
        "attempt": job.attempt,
        "state": job.state,
        "code": job.code,
        "problem": job.problem,
    }


def job_lines(call: Call, job: Job) -> list[str]:
    """A job for people, and why it stands as it does."""
    shown = job_view(call.station, job)
    return [f"{job.job}  {shown.said}", *(f"   {one}" for one in (shown.why, job.problem) if one)]


COMMANDS = (labels, reprint_)
