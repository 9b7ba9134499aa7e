"""``station labels`` and ``station reprint``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from station.app.keeping import Outcome
from station.app.label_release import Printed, PrintedLabel
from station.app.print_labels import LabelsWanted, Reprint, print_labels, reprint
from station.app.printing import DPI, DPIS, FORMS, SHEET_DPI, SHEETS, Form, Printing
from station.app.proof_labels import Proof
from station.app.views.queues import job_view, jobs_of
from station.bootstrap import label_folder, print_label_proof, printer_queue, send_waiting
from station.cli.call import Call, command, table
from station.domain.codes import BY_SIDE, JUST_IN_TIME, Side
from station.domain.errors import Saying, StationError
from station.domain.feedback import notices
from station.ports.spool import Job

PROOF = "proof"  # no procedure's name
PROOF_COLUMNS = ("stock", "design", "symbology", "dpi", "x_mm", "margin", "dropped", "cut")
SENT_WITHIN_S = 30.0  # eleven labels at the slowest take less; what is not through then waits
OUT = click.option("--out", metavar="DIR", help="Where files go, in place of a printer.")
PRINTER = click.option("--printer", metavar="NAME", help="In place of the procedure's place's own.")
FORMAT = click.option("--format", type=click.Choice(FORMS), help="Of the files: png if not said.")
DPI_OPTION = click.option(
    "--dpi", type=click.Choice([str(dpi) for dpi in DPIS]), help="Of the files: 203, on A4 600."
)
STOCK = click.option("--stock", metavar="NAME", help="Instead of each container's own.")


@dataclass(frozen=True, kw_only=True)
class _Where:
    """Where labels go: to a printer, or into files, which can be told more."""

    out: str | None
    printer: str | None
    format: Form | None
    dpi: str | None
    stock: str | None
    sheet: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Labels(_Where):
    """The labels of a procedure."""

    procedure: str
    side: Side | None
    mode: str | None


@dataclass(frozen=True, kw_only=True)
class _Reprint(_Where):
    """One label once more, and why."""

    procedure: str
    container: str
    reason: str


@command("labels", _Labels)
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
def labels(call: Call, given: _Labels) -> None:
    """Print the labels of the active side and of what has no side.

    With "proof" in place of a procedure: a PDF of every stock, or of --stock, with its margins.
    """
    if given.procedure == PROOF:
        _proof(call, given)
        return
    if given.sheet and given.format != "pdf":
        raise StationError(
            "--sheet {sheet}: expected --format pdf, got {format}.",
            sheet=given.sheet,
            format=given.format or "png",
        )
    printing, wanted = _printing(call, given), LabelsWanted(given.side, given.mode)
    say_labels(call, print_labels(call.station, given.procedure, wanted, call.act(), printing))


def _proof(call: Call, given: _Labels) -> None:
    """Make the proof sheet, and say of each combination what its margin is or why it is refused."""
    others = {name: getattr(given, name) for name in ("printer", "format", "side", "dpi", "sheet")}
    others["all" if given.mode == BY_SIDE else JUST_IN_TIME] = given.mode
    out = given.out
    for name, value in others.items():
        if value is not None:
            raise StationError(
                "--{name}: expected it with a procedure, got it with proof.", name=name
            )
    if out is None or Path(out).suffix.lower() != ".pdf":
        raise StationError(
            "--out: expected a name that ends with .pdf, got {out}.", out=out or Saying("none")
        )
    made = print_label_proof(call.config, Path(out), given.stock)
    rows = [_proof_view(one) for one in made.tried]
    refused = [f"{row['stock']}: {row['refused']}" for row in rows if row["refused"]]
    tried = table((row for row in rows if not row["refused"]), PROOF_COLUMNS)
    call.say({"file": made.file, "labels": rows}, [made.file, *tried, *refused])


def _proof_view(one: Proof) -> dict[str, object]:
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


@command("reprint", _Reprint)
@click.argument("procedure", metavar="P")
@click.argument("container")
@click.option("--reason", required=True, metavar="TEXT")
@OUT
@PRINTER
@FORMAT
@DPI_OPTION
@STOCK
def reprint_(call: Call, given: _Reprint) -> None:
    """Print one label again, under a new id; the old one is void at once."""
    printing, wanted = _printing(call, given), Reprint(given.container, given.reason)
    say_labels(call, reprint(call.station, given.procedure, wanted, call.act(), printing))


def _printing(call: Call, given: _Where) -> Printing:
    """Files are made as the options say; a printer is described in station.toml."""
    if given.out is None:
        for name in ("format", "dpi", "stock", "sheet"):
            if getattr(given, name) is not None:
                raise StationError("--{name}: expected --out with it, got none.", name=name)
        return printer_queue(call.printers, given.printer)
    if given.printer is not None:
        raise StationError("Labels: expected --out or --printer, got both.")
    form = given.format or "png"
    return printing_to(given.out, given.dpi, given.stock, form, sheet=given.sheet)


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


def job_data(job: Job) -> dict[str, object]:
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
