"""The only wiring: which adapters a station runs on.

Adapters with heavy libraries are imported where they are made, so that a scan starts quickly.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from station.adapters.catalogue import load_catalogue
from station.adapters.event_schemas import event_validator
from station.adapters.fonts import label_fonts
from station.adapters.printers import LabelFolder, printer_of
from station.adapters.site_file import load_site
from station.adapters.stores.sqlite import SqliteStore
from station.adapters.system_clock import SystemClock
from station.app.desk import DESK
from station.app.listen import Heard
from station.app.print_labels import DPI, Form, Printing
from station.app.station import Station
from station.config import Config
from station.domain.texts import Language
from station.ports.catalogue import Catalogue
from station.ports.clock import Clock
from station.ports.decoder import FrameDecoder, Reading
from station.ports.printer import DrawnLabel, Printer, PrinterPlan, Site
from station.ports.reader import Reader, ReaderError
from station.ports.spool import Job

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from station.adapters.printers.spooling import Spooler
    from station.adapters.readers.running import Readers
    from station.app.proof_labels import Proofs
    from station.web.tools import Finding


def open_station(config: Config, clock: Clock | None = None) -> Station:
    """A station on the embedded store."""
    return Station(
        store=SqliteStore(config.db, event_validator(), config.stream),
        clock=clock or SystemClock(),
        catalogue=open_catalogue(config),
        language=config.language,
        fonts=label_fonts,
        label_language=config.language,
    )


def open_catalogue(config: Config) -> Catalogue:
    """The catalogue that ships, and the site's own over it."""
    return load_catalogue(config.catalogues)


def open_site_file(config: Config, catalogue: Catalogue | None = None) -> Site:
    """What the station's own file says: its name and its printers. Raises StationError."""
    return load_site(config.site, (catalogue or open_catalogue(config)).stocks)


def open_printer(config: Config, plan: PrinterPlan) -> Printer:
    """One of its printers; paths in the file are taken from where the file is."""
    assert config.site is not None
    return printer_of(plan, config.site.parent)


def draw_trial_label(config: Config, site: Site, plan: PrinterPlan) -> DrawnLabel:
    """A label that is for no patient, for one of its printers. Raises StationError."""
    from station.app.try_printer import trial_label

    at, catalogue = SystemClock().now(), open_catalogue(config)
    return trial_label(plan, site.name, at, catalogue, config.language, label_fonts())


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
    printers: Site, printer: str | None = None, otherwise: Path | None = None
) -> Printing:
    """Printing at the printer named, or at the one of the procedure's place.

    Where the place has none, labels go into the folder ``otherwise``, if there is one.
    """
    sink = LabelFolder(otherwise) if otherwise else None
    return Printing(sink, site=printers, printer=printer)


def start_spooler(
    station: Station, config: Config, plans: Sequence[PrinterPlan], tell: Callable[[], None]
) -> "Spooler":
    """Start sending to these printers, each in its own thread; ``close`` ends it."""
    from station.adapters.printers.spooling import Spooler

    return Spooler(station, [(plan, open_printer(config, plan)) for plan in plans], tell)


def send_waiting(
    station: Station, config: Config, plan: PrinterPlan, jobs: Sequence[int], within_s: float
) -> tuple[Job, ...]:
    """Send these jobs of a printer, and what waits before them; how they are then."""
    from station.adapters.printers.spooling import drain

    return drain(station, plan, open_printer(config, plan), jobs, within_s)


def print_card_sheet(file: Path, language: Language) -> str:
    """Print the command cards into a PDF; where it is."""
    from station.app.print_cards import print_cards

    return print_cards(LabelFolder(file.parent), file.name, language, label_fonts())


def print_label_proof(config: Config, file: Path, stock: str | None) -> "Proofs":
    """Print every label that can be into a PDF, with how far the station's decoder reads it."""
    from station.adapters.decoding import Cascade, choose
    from station.app.proof_labels import proof_labels

    decoder = Cascade(choose(()))
    return proof_labels(
        LabelFolder(file.parent),
        file.name,
        open_catalogue(config),
        config.language,
        label_fonts(),
        lambda picture: [symbol.text for symbol in decoder.decode(picture).symbols],
        stock,
    )


def read_file(path: Path, formats: Sequence[str] | None, budget_ms: float) -> Reading:
    """All symbols of an image file; ``formats`` None is those that the station prints."""
    from station.adapters import decoding

    return decoding.read_file(path, formats or decoding.DEFAULT_FORMATS, budget_ms)


def frame_decoder() -> FrameDecoder:
    """What reads the frames that a tablet sends."""
    from station.adapters.decoding import Cascade, choose
    from station.adapters.readers.jpeg import JpegFrames

    return JpegFrames(Cascade(choose(())))


def card_file(language: Language) -> bytes:
    """The sheet of command cards as a PDF."""
    with TemporaryDirectory() as folder:
        return Path(print_card_sheet(Path(folder) / "cards.pdf", language)).read_bytes()


def open_site(
    station: Station,
    labels: Path,
    places: Sequence[str],
    names: Sequence[str] = (),
    config: Config | None = None,
    examine: "Callable[[], Sequence[Finding]]" = tuple,
) -> "tuple[ASGIApp, Callable[[Heard], None], Callable[[], None]]":
    """The page as an application, what readers tell its screens, and what ends its threads.

    ``labels`` is the folder for what is printed at a place without a printer; ``names`` are hosts
    that it may be called by. With ``config`` the printers of its station.toml are at work as long.
    ``examine`` is the doctor for the page that says whether all is well.
    """
    from station.adapters.decoding import read_bytes
    from station.web import shared
    from station.web.app import web_app
    from station.web.frames import frames_route
    from station.web.live import show
    from station.web.tools import Tools, tool_routes

    printers = open_site_file(config, station.catalogue) if config else Site("", {})
    plans = tuple(printers.printers.values())
    own = (place for plan in plans for place in plan.places)
    printing = partial(printer_queue, printers, otherwise=labels)
    site = shared.Site(station, printing, labels, tuple(dict.fromkeys((*places, *own))))
    pages = tool_routes(site, Tools(examine, read_bytes, cache(card_file)))
    app = web_app(site, names, [frames_route(site, frame_decoder()), *pages])
    ending = ExitStack()
    ending.callback(site.pool.shutdown)
    if config and plans:
        spooler = start_spooler(station, config, plans, partial(site.live.tell, "printers"))
        ending.callback(spooler.close)
    return app, partial(show, site.live), ending.close


def start_readers(
    station: Station,
    serials: Sequence[str],
    cameras: Sequence[str],
    tell: Callable[[Heard], None],
    printing: Callable[[], Printing] | None = None,
) -> "Readers":
    """Start readers and fixed cameras, each named "SOURCE[=PLACE]"; ``close`` ends them.

    ``tell`` is given what the screens show, from the readers' threads. A reader that is not there
    is waited for. Raises ReaderError for a name that names none.
    """
    from station.adapters.decoding import Cascade, choose
    from station.adapters.readers.camera import CameraReader
    from station.adapters.readers.running import Readers
    from station.adapters.readers.serial import SerialReader

    decoder, clock = Cascade(choose(())), station.clock
    wired: list[Reader] = [
        SerialReader(Path(device), place, clock) for device, place in map(split_place, serials)
    ]
    for source, place in map(split_place, cameras):
        wired.append(CameraReader(source, place, decoder, clock))
    return Readers(wired, station, tell, printing)


def split_place(name: str) -> tuple[str, str]:
    """A reader's source and place. Raises ReaderError.

    >>> split_place("/dev/ttyACM0=room-2"), split_place("0")
    (('/dev/ttyACM0', 'room-2'), ('0', 'default'))

    A source with "=" in it, such as an address, needs its place behind it.

    >>> split_place("http://ward.example/?id=1=room-2")
    ('http://ward.example/?id=1', 'room-2')

    A desk is spelled as ``app.desk`` has it.

    >>> split_place("/dev/ttyACM0=reception:flow")
    ('/dev/ttyACM0', 'reception:flow')
    """
    source, equals, place = name.rpartition("=")
    source, place = (source, place) if equals else (name, "default")
    if not source or place in {"", DESK}:
        raise ReaderError(
            "Reader '{name}': expected SOURCE or SOURCE=PLACE, got a part only.", name=name
        )
    return source, place
