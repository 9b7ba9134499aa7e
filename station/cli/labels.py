"""``station labels`` and ``station reprint``."""

from pathlib import Path

import click

from station.app.keeping import Outcome
from station.app.print_labels import (
    DPI,
    FORMS,
    SHEET_DPI,
    Form,
    Printed,
    Printing,
    print_labels,
    reprint,
)
from station.bootstrap import label_folder
from station.cli.call import Call, command
from station.domain.codes import Side
from station.domain.errors import StationError
from station.domain.feedback import notices

DPIS = ("203", "300", "600")
OUT = click.option("--out", required=True, metavar="DIR", help="Where the files go.")
FORMAT = click.option("--format", type=click.Choice(FORMS), default="png", show_default=True)
DPI_OPTION = click.option("--dpi", type=click.Choice(DPIS), help="Of the printer: 203, on A4 600.")
STOCK = click.option("--stock", metavar="NAME", help="Instead of each container's own.")


@command("labels")
@click.argument("procedure", metavar="P")
@OUT
@FORMAT
@click.option("--side", type=click.Choice(["left", "right", "none"]))
@DPI_OPTION
@STOCK
@click.option("--sheet", type=click.Choice(["a4"]), help="With pdf: all labels on sheets.")
def labels(
    call: Call,
    procedure: str,
    out: str,
    format: Form,  # noqa: A002 - the option's name
    side: Side | None,
    dpi: str | None,
    stock: str | None,
    sheet: str | None,
) -> None:
    """Print the labels of the active side and of what has no side."""
    if sheet and format != "pdf":
        raise StationError(
            "--sheet {sheet}: expected --format pdf, got {format}.", sheet=sheet, format=format
        )
    printing = printing_to(out, dpi, stock, format, sheet=sheet is not None)
    say_labels(call, print_labels(call.station, procedure, side, call.act(), printing))


@command("reprint")
@click.argument("procedure", metavar="P")
@click.argument("container")
@click.option("--reason", required=True, metavar="TEXT")
@OUT
@FORMAT
@DPI_OPTION
@STOCK
def reprint_(
    call: Call,
    procedure: str,
    container: str,
    reason: str,
    out: str,
    format: Form,  # noqa: A002 - the option's name
    dpi: str | None,
    stock: str | None,
) -> None:
    """Print one label again, under a new id; the old one is void at once."""
    printing = printing_to(out, dpi, stock, format)
    say_labels(call, reprint(call.station, procedure, container, reason, call.act(), printing))


def printing_to(
    out: str,
    dpi: str | None = None,
    stock: str | None = None,
    form: Form = "png",
    *,
    sheet: bool = False,
) -> Printing:
    """Printing into a folder."""
    usual = SHEET_DPI if sheet else DPI
    return label_folder(Path(out), int(dpi) if dpi else usual, stock, form, sheet)


def say_labels(call: Call, outcome: Outcome) -> None:
    """Say what was printed, and where."""
    printed = outcome.labels if isinstance(outcome, Printed) else ()
    rows = [vars(label) for label in printed]
    if not call.as_json:
        for file in dict.fromkeys(label.file for label in printed):
            click.echo(file)
    notes = notices(outcome.procedure, call.station.language) if outcome.procedure else []
    call.answer(outcome, lines=notes, labels=rows, notices=notes)


COMMANDS = (labels, reprint_)
