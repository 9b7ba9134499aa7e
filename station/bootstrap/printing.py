"""Printing: printers and folders of files, the spool's runners, sheets of cards and proofs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from station.adapters.fonts import label_fonts
from station.adapters.printers import LabelFolder, printer_of
from station.adapters.system_clock import SystemClock
from station.app.label_drawing import Means
from station.app.printing import DPI, Form, Printing
from station.app.station import Station
from station.bootstrap.decoding import unhurried_cascade
from station.bootstrap.station import open_catalogue
from station.config import Config
from station.domain.texts import Language
from station.ports.printer import DrawnLabel, Printer, PrinterPlan, StationFile
from station.ports.spool import Job
from station.runners.printers import Spooler, drain

if TYPE_CHECKING:
    from station.app.proof_labels import Proofs


def label_folder(
    folder: Path,
    dpi: int = DPI,
    stock: str | None = None,
    form: Form = "png",
    sheet: str | None = None,
) -> Printing:
    """Printing into a folder of files."""
    return Printing(LabelFolder(folder), dpi, stock, form, sheet)


def printer_queue(
    printers: StationFile, printer: str | None = None, otherwise: Path | None = None
) -> Printing:
    """Printing at the printer named, or at the one of the procedure's place.

    Where the place has none, labels go into the folder ``otherwise``, if there is one.
    """
    sink = LabelFolder(otherwise) if otherwise else None
    return Printing(sink, station_file=printers, printer=printer)


def open_printer(config: Config, plan: PrinterPlan) -> Printer:
    """One of its printers; paths in the file are taken from where the file is."""
    assert config.station_file is not None
    return printer_of(plan, config.station_file.parent)


def start_spooler(
    station: Station, config: Config, plans: Sequence[PrinterPlan], tell: Callable[[], None]
) -> Spooler:
    """Start sending to these printers, each in its own thread; ``close`` ends it."""
    return Spooler(station, [(plan, open_printer(config, plan)) for plan in plans], tell)


def send_waiting(
    station: Station, config: Config, plan: PrinterPlan, jobs: Sequence[int], within_s: float
) -> tuple[Job, ...]:
    """Send these jobs of a printer, and what waits before them; how they are then."""
    return drain(station, plan, open_printer(config, plan), jobs, within_s)


def draw_trial_label(config: Config, station_file: StationFile, plan: PrinterPlan) -> DrawnLabel:
    """A label that is for no patient, for one of its printers. Raises StationError."""
    from station.app.try_printer import trial_label

    return trial_label(plan, station_file.name, SystemClock().now(), _means(config))


def print_card_sheet(file: Path, language: Language) -> str:
    """Print the command cards into a PDF; where it is."""
    from station.app.print_cards import print_cards

    return print_cards(LabelFolder(file.parent), file.name, language, label_fonts())


def card_file(language: Language) -> bytes:
    """The sheet of command cards as a PDF."""
    with TemporaryDirectory() as folder:
        return Path(print_card_sheet(Path(folder) / "cards.pdf", language)).read_bytes()


def print_place_sheet(
    file: Path, places: Sequence[str], language: Language
) -> tuple[str, tuple[str, ...]]:
    """Print cards of places into a PDF; where it is, and what each card says."""
    from station.app.print_cards import print_place_cards

    folder = LabelFolder(file.parent)
    return print_place_cards(folder, file.name, places, language, label_fonts())


def print_label_proof(config: Config, file: Path, stock: str | None) -> "Proofs":
    """Print every label that can be into a PDF, with how far the station's decoder reads it."""
    from station.app.proof_labels import proof_labels

    decoder = unhurried_cascade()
    return proof_labels(
        LabelFolder(file.parent),
        file.name,
        _means(config),
        lambda picture: [symbol.text for symbol in decoder.decode(picture).symbols],
        stock,
    )


def _means(config: Config) -> Means:
    return Means(open_catalogue(config), config.language, label_fonts())
