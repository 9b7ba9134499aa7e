"""``station order`` and ``station patient``: what comes from outside."""

from dataclasses import dataclass
from pathlib import Path

import click

from station.app.import_orders import import_orders, parse_order_file
from station.app.prepare import merge_patient
from station.app.views.orders import all_orders
from station.cli import views
from station.cli.call import Call, command, table
from station.domain.errors import Saying, StationError
from station.domain.order import Order, Person, parse_person

LARGEST_FILE = 1_000_000  # bytes; an order has about one thousand


@click.group()
def order() -> None:
    """Orders: import files, list what is here."""


@click.group()
def patient() -> None:
    """Patients: merge a temporary identity with the real one."""


@command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def import_files(call: Call, files: tuple[str, ...]) -> None:
    """Import order files (JSON), all or none."""
    orders = [read_order(Path(file)) for file in files]
    fresh = [o.order for o in import_orders(call.station, orders, call.act())]
    known = [o.order for o, _ in orders if o.order not in fresh]
    lines = [
        *(f"Imported order {name}." for name in fresh),
        *(f"Already here: {n}." for n in known),
    ]
    call.say({"imported": fresh, "already_here": known}, lines)


@command("list")
def list_orders(call: Call) -> None:
    """All orders, with their procedures."""
    rows = [views.order_data(one) for one in all_orders(call.station)]
    call.say(rows, table(rows, ("order", "name", "indication", "sides", "procedures")))


@dataclass(frozen=True)
class _Identity:
    """A temporary id, and whose it is."""

    temporary_id: str
    patient_id: str
    family: str
    given: str
    birth_date: str


@command("merge", _Identity)
@click.argument("temporary_id", metavar="TEMPORARY_ID")
@click.argument("patient_id", metavar="PATIENT_ID")
@click.option("--family", required=True)
@click.option("--given", default="")
@click.option("--birth-date", required=True, metavar="YYYY-MM-DD")
def merge(call: Call, given: _Identity) -> None:
    """Give a patient with a temporary id its own; the history is kept."""
    data = {
        "id": given.patient_id,
        "family": given.family,
        "given": given.given,
        "birth_date": given.birth_date,
    }
    person = parse_person(data, Saying("Patient"))
    merged = merge_patient(call.station, given.temporary_id, person, call.act())
    names = [o.procedure.procedure for o in merged if o.procedure]
    call.say({"accepted": True, "procedures": names}, [f"Merged; procedures: {', '.join(names)}."])


def read_order(path: Path) -> tuple[Order, Person]:
    """The order of a file. Raises StationError with the file's name."""
    try:
        size = path.stat().st_size
        if size <= LARGEST_FILE:
            return parse_order_file(path.read_bytes(), path.name)
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
patient.add_command(merge)
COMMANDS = (order, patient)
