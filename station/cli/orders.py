"""``station order``: what comes from outside."""

from pathlib import Path
from typing import Any

import click

from station.app.import_orders import Imported, import_orders
from station.app.order_files import ReadOrder, RefusedOrder, read_orders
from station.app.views.orders import all_orders
from station.cli import views
from station.cli.call import Call, Refusal, command, table
from station.domain.errors import StationError
from station.domain.feedback import warning

LARGEST_FILE = 1_000_000  # bytes; an order has about one thousand, a day of them fits


@click.group()
def order() -> None:
    """Orders: import files, list what is here."""


@command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--all-or-none", is_flag=True, help="Keep nothing where one order is refused.")
def import_files(call: Call, files: tuple[str, ...], all_or_none: bool) -> None:
    """Import files of orders: JSON of one, of a list, or one order a line."""
    read = [one for file in files for one in read_file(Path(file))]
    done = import_orders(call.station, read, call.act(), all_or_none=all_or_none)
    alone = done.refused[0] if len(read) == 1 and done.refused else None
    if alone is not None and isinstance(alone.why, StationError):
        raise alone.why
    call.say(_imported(call, done, alone), _lines(call, done))
    if done.refused:
        raise Refusal


def _imported(call: Call, done: Imported, alone: RefusedOrder | None) -> dict[str, Any]:
    language = call.station.language
    refused = [
        {"order": one.order, "reason": one.reason, "message": one.message(language)}
        for one in done.refused
    ]
    warnings = [
        {"order": order, "warning": "name-alike", "message": said}
        for order, said in _alike(call, done).items()
    ]
    answer = {
        "imported": [one.order for one in done.imported],
        "already_here": [one.order for one in done.already_here],
        "refused": refused,
        "warnings": warnings,
    }
    return {**answer, **({k: refused[0][k] for k in ("reason", "message")} if alone else {})}


def _lines(call: Call, done: Imported) -> list[str]:
    language = call.station.language
    return [
        *(f"Imported order {one.order}." for one in done.imported),
        *(f"Already here: {one.order}." for one in done.already_here),
        *(f"REFUSED ({one.reason}): {one.message(language)}" for one in done.refused),
        *(f"{order}: {said}" for order, said in _alike(call, done).items()),
    ]


def _alike(call: Call, done: Imported) -> dict[str, str]:
    """By order: who could be taken for its patient, and what differs."""
    language = call.station.language
    return {n: warning("name-alike", one.words, language) for n, one in done.alike.items()}


@command("list")
def list_orders(call: Call) -> None:
    """All orders, with their procedures."""
    orders = all_orders(call.station)
    rows = [views.order_data(one) for one in orders]
    was = [one.patient.was if one.patient else "" for one in orders]
    ids = [one.patient.patient_id if one.patient else None for one in orders]
    shown = [{**row, "id": own, "was": text} for row, own, text in zip(rows, ids, was, strict=True)]
    former = ("was",) if any(was) else ()
    columns = ("order", "id", "name", *former, "indication", "sides", "procedures")
    call.say(rows, table(shown, columns))


def read_file(path: Path) -> tuple[ReadOrder, ...]:
    """The orders of a file. Raises StationError with the file's name."""
    try:
        size = path.stat().st_size
        if size <= LARGEST_FILE:
            return read_orders(path.read_bytes(), path.name)
    except OSError as error:
        raise StationError(
            "File {path}: expected a file that can be read, got: {why}.",
            path=path,
            why=error.strerror,
        ) from error
    too_large = StationError(
        "expected up to {limit} bytes, got {got}.", limit=LARGEST_FILE, got=size
    )
    raise StationError("File {file}: {error}", file=path.name, error=too_large)


order.add_command(import_files)
order.add_command(list_orders)
COMMANDS = (order,)
