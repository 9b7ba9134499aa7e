"""A bench whose place has a printer: a station.toml beside its database, and a ZPL stand-in."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import zxingcpp
from kit import Bench, P
from PIL import Image
from zebra_sink import Sink, zebra_sink

from station.adapters.printers import printer_of
from station.adapters.station_file import load_station_file
from station.app.keeping import Asked, Outcome, keep, load, rejudged
from station.app.printing import Printing
from station.app.returning import with_its_labels
from station.app.spool import Outlet, print_next
from station.bootstrap import printer_queue
from station.domain import events as e
from station.domain.verdict import accept
from station.ports.printer import StationFile
from station.ports.spool import Job

PRINTER = """
[printers.{name}]
kind = "zpl"
host = "127.0.0.1"
port = {port}
dpi = {dpi}
{more}
"""


def printer(name: str, sink: Sink, dpi: int = 203, more: str = "") -> str:
    """A printer's table."""
    return PRINTER.format(name=name, port=sink.port, dpi=dpi, more=more)


def write_site(bench: Bench, *tables: str) -> StationFile:
    """The station.toml of a bench, and what it says."""
    path = bench.folder / "station.toml"
    path.write_text("".join(tables), encoding="utf-8")
    return load_station_file(path, bench.station.catalogue.stocks)


@contextmanager
def zebra_at(bench: Bench, *more: str, places: Sequence[str] = ("default",)) -> Iterator[Sink]:
    """The printer "zebra" of these places."""
    with zebra_sink() as sink:
        table = printer("zebra", sink, more=f"places = {json.dumps(list(places))}")
        write_site(bench, table, *more)
        yield sink


def step(bench: Bench, name: str = "zebra") -> str | None:
    """One turn of the spool, at the hand-set clock; what became of the job."""
    plan = load_station_file(
        bench.folder / "station.toml", bench.station.catalogue.stocks
    ).printers[name]
    with bench.store.spool.line(name) as line:
        assert line is not None
        job = print_next(bench.station, Outlet(plan, printer_of(plan, bench.folder), line))
    return job.state if job else None


def queueing(bench: Bench) -> Printing:
    """Printing at the place's printer."""
    path = bench.folder / "station.toml"
    return printer_queue(load_station_file(path, bench.station.catalogue.stocks))


@rejudged
def move(bench: Bench, p: str, place: str) -> Outcome:
    """A procedure goes to another place with its child."""
    state = load(bench.store, p)
    verdict = accept("patient-confirmed", state, None, e.PlaceActivated(place))
    verdict, aside = with_its_labels(bench.station, state, verdict, queueing(bench))
    return keep(bench.station, state, verdict, Asked(bench.act(), "move"), aside)


def jobs(bench: Bench, p: str = P) -> tuple[Job, ...]:
    """All jobs of a procedure."""
    return bench.store.spool.jobs(procedure=p)


def states(bench: Bench, p: str = P) -> list[str]:
    """Their states."""
    return [job.state for job in jobs(bench, p)]


def code_of(image: Image.Image) -> str:
    """What is read off a label."""
    wide = Image.new("L", (image.width + 80, image.height + 80), 255)
    wide.paste(image.convert("L"), (40, 40))
    (found,) = zxingcpp.read_barcodes(wide)
    return str(found.text)


def codes(sink: Sink) -> list[str]:
    """What is read off each label that is out, in the order in which they came."""
    return [code_of(image) for image in sink.pictures()]
