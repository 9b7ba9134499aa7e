"""A bench whose place has a printer: a station.toml beside its database, and a ZPL stand-in."""

from collections.abc import Iterator
from contextlib import contextmanager

import zxingcpp
from kit import Bench, P
from PIL import Image
from zebra_sink import Sink, zebra_sink

from station.adapters.station_file import load_station_file
from station.app.printing import Printing
from station.bootstrap import printer_queue
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
def zebra_at(bench: Bench, *more: str) -> Iterator[Sink]:
    """The printer "zebra" of the default place."""
    with zebra_sink() as sink:
        write_site(bench, printer("zebra", sink, more='places = ["default"]'), *more)
        yield sink


def queueing(bench: Bench) -> Printing:
    """Printing at the place's printer."""
    path = bench.folder / "station.toml"
    return printer_queue(load_station_file(path, bench.station.catalogue.stocks))


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
