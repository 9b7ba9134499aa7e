"""The only wiring: which adapters a station runs on.

Adapters with heavy libraries are imported where they are made, so that a scan starts quickly.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING

from station.adapters.catalogue import load_catalogue
from station.adapters.event_schemas import event_validator
from station.adapters.fonts import label_fonts
from station.adapters.printers import LabelFolder, printer_of
from station.adapters.site_file import load_site
from station.adapters.stores.sqlite import SqliteStore
from station.adapters.system_clock import SystemClock
from station.app.listen import Heard
from station.app.print_labels import DPI, Form, Printing
from station.app.reader_places import reader_places
from station.app.station import Station
from station.app.tray import Source
from station.config import Config
from station.domain.identifiers.place import DESK
from station.domain.texts import Language
from station.ports.catalogue import Catalogue
from station.ports.clock import Clock
from station.ports.decoder import Reading
from station.ports.printer import DrawnLabel, Printer, PrinterPlan, Site
from station.ports.reader import Notice, Read, Reader, ReaderError
from station.ports.spool import Job
from station.ports.viewfinder import Drawn, Eyes, Glance, Line, Shot, Viewfinder

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from station.adapters.decoding import Cascade, Frames
    from station.adapters.printers.spooling import Spooler
    from station.adapters.readers.found import FoundReader
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
    """What the station's own file says: name, printers, symbologies. Raises StationError."""
    if config.site is None:
        return load_site(None, ())
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
    from station.app.proof_labels import proof_labels

    decoder = _cascade(())  # every symbol that the station can print
    return proof_labels(
        LabelFolder(file.parent),
        file.name,
        open_catalogue(config),
        config.language,
        label_fonts(),
        lambda picture: [symbol.text for symbol in decoder.decode(picture).symbols],
        stock,
    )


def print_place_sheet(
    file: Path, places: Sequence[str], language: Language
) -> tuple[str, tuple[str, ...]]:
    """Print cards of places into a PDF; where it is, and what each card says."""
    from station.app.print_cards import print_place_cards

    folder = LabelFolder(file.parent)
    return print_place_cards(folder, file.name, places, language, label_fonts())


def read_file(path: Path, formats: Sequence[str], budget_ms: float) -> Reading:
    """All symbols of an image file, of these symbologies; none named as in ``_cascade``."""
    from station.adapters import decoding

    return decoding.read_file(path, formats, budget_ms)


def picture_reader(formats: Sequence[str] = ()) -> Callable[[bytes, str], Reading]:
    """What reads all symbols of a picture that is here already, with its name."""
    from station.adapters.decoding import DEFAULT_BUDGET_MS, images

    def read(data: bytes, name: str) -> Reading:
        cascade = _cascade(formats, hurried=False)
        return cascade.decode(images.grey(data, Path(name)), DEFAULT_BUDGET_MS)

    return read


def frame_decoder(formats: Sequence[str] = ()) -> Viewfinder:
    """What reads the frames that a tablet sends, and looks at them."""
    from station.adapters.readers.jpeg import JpegFrames

    return JpegFrames(lambda: _frames(formats))


def tray_eyes(formats: Sequence[str] = ()) -> Eyes:
    """What looks at whole pictures of a tray."""
    from station.adapters.looking.eyes import TrayEyes

    return TrayEyes(_cascade(formats, hurried=False))


def tray_source(sources: Sequence[str]) -> Source:
    """What a tray is looked at in: pictures, a film, or a camera."""
    from station.adapters.readers.camera import is_file
    from station.adapters.readers.shots import is_camera

    moving = [source for source in sources if is_camera(source)]
    if not moving:
        return "pictures"
    return "film" if all(map(is_file, moving)) else "camera"


def _frames(formats: Sequence[str]) -> "Frames":
    """What reads the frames of one camera, one after the other."""
    from station.adapters.decoding import Frames

    return Frames(_cascade(formats))


def _cascade(formats: Sequence[str], *, hurried: bool = True) -> "Cascade":
    """What reads every picture of the station; no symbology named is those that it prints."""
    from station.adapters.decoding import Cascade, choose

    return Cascade(choose(formats), hurried=hurried)


def tray_shots(sources: Sequence[str], seconds: float) -> Iterator[Shot]:
    """The pictures of a tray: those of image files, or of one camera for so many seconds.

    Raises ImageError for a file that is no picture, ReaderError for a camera that sends none, or
    beside another source.
    """
    from station.adapters.decoding import images
    from station.adapters.looking import pictures
    from station.adapters.readers.shots import camera_shots

    if tray_source(sources) == "pictures":
        for source in sources:
            yield pictures.shot(source, images.load(Path(source)))
    elif len(sources) == 1:
        yield from camera_shots(sources[0], seconds, SystemClock())
    else:
        raise ReaderError("Tray: expected image files, or one camera alone, got both.")


def tray_overlay(shot: Shot, marks: Sequence[Drawn], lines: Sequence[Line]) -> bytes:
    """A PNG of a tray's picture with its marks, and the lines below it."""
    from station.adapters.looking.overlay import overlay

    return overlay(shot.colour, marks, lines, label_fonts())


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
    that it may be called by. With ``config`` the printers of its station.toml are at work as long,
    and cameras and pictures are looked through for its symbologies.
    ``examine`` is the doctor for the page that says whether all is well.
    """
    from station.web import shared
    from station.web.app import web_app
    from station.web.frames import frames_route
    from station.web.live import show
    from station.web.tools import Tools, tool_routes
    from station.web.tray import tray_routes

    printers = open_site_file(config, station.catalogue) if config else Site("", {})
    plans = tuple(printers.printers.values())
    own = (place for plan in plans for place in plan.places)
    printing = partial(printer_queue, printers, otherwise=labels)
    site = shared.Site(station, printing, labels, tuple(dict.fromkeys((*places, *own))))
    viewfinder = frame_decoder(printers.formats)
    tools = Tools(examine, picture_reader(printers.formats), cache(card_file))
    more = (*tray_routes(site, viewfinder), *tool_routes(site, tools))
    app = web_app(site, names, [frames_route(site, viewfinder), *more])
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
    keyed: Sequence[str] = (),
    formats: Sequence[str] = (),
) -> "Readers":
    """Start readers and fixed cameras, each named "SOURCE[=PLACE]"; ``close`` ends them.

    ``keyed`` are those that type, ``formats`` the symbologies that cameras look for. A place that
    a card gave a reader holds over the one named.

    ``tell`` is given what the screens show, from the readers' threads. A reader that is not there
    is waited for. Raises ReaderError for a name that names none.
    """
    from station.adapters.readers.camera import CameraReader
    from station.adapters.readers.evdev import EvdevReader
    from station.adapters.readers.running import Readers
    from station.adapters.readers.serial import SerialReader

    clock = station.clock
    wired: list[Reader] = [
        SerialReader(Path(device), place, clock) for device, place in map(split_place, serials)
    ]
    for source, place in map(split_place, cameras):
        wired.append(CameraReader(source, place, _frames(formats), clock))
    for device, place in map(split_place, keyed):
        wired.append(EvdevReader(Path(device), place, clock))
    return Readers(wired, station, tell, printing, reader_places(station))


def found_readers() -> "Iterator[FoundReader]":
    """The readers and cameras that this machine has."""
    from station.adapters.readers.found import found_readers as found

    return found()


def listen_to(
    name: str, seconds: float, formats: Sequence[str] = ()
) -> Iterator[Read | Notice | Glance]:
    """What one reader or camera reads for so many seconds, for nobody but whoever tests it.

    ``name`` is one of those found, by name or device, or what ``station serve`` takes. A camera
    looks for these symbologies. Raises ReaderError for a camera that sends nothing.
    """
    from station.adapters.looking.glances import glances
    from station.adapters.readers.evdev import EvdevReader
    from station.adapters.readers.found import kind_of
    from station.adapters.readers.serial import SerialReader
    from station.adapters.readers.shots import camera_shots

    clock = SystemClock()
    kind, device = kind_of(name)
    if kind == "camera":
        yield from glances(camera_shots(device, seconds, clock), _frames(formats))
        return
    path = Path(device)
    typing = kind == "evdev"
    reader: Reader = EvdevReader(path, "", clock) if typing else SerialReader(path, "", clock)
    timer = Timer(seconds, reader.close)
    timer.start()
    try:
        yield from reader
    finally:
        timer.cancel()
        reader.close()


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
