"""The only wiring: which adapters a station runs on.

Adapters with heavy libraries are imported where they are made, so that a scan starts quickly.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from station.adapters.catalogue import load_catalogue
from station.adapters.event_schemas import event_validator
from station.adapters.fonts import label_fonts
from station.adapters.printers import LabelFolder
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
from station.ports.reader import Reader, ReaderError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from station.adapters.readers.running import Readers
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


def label_folder(
    folder: Path,
    dpi: int = DPI,
    stock: str | None = None,
    form: Form = "png",
    sheet: bool = False,
) -> Printing:
    """Printing into a folder of files."""
    return Printing(LabelFolder(folder), dpi, stock, form, sheet)


def print_card_sheet(file: Path, language: Language) -> str:
    """Print the command cards into a PDF; where it is."""
    from station.app.print_cards import print_cards

    return print_cards(LabelFolder(file.parent), file.name, language, label_fonts())


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
    examine: "Callable[[], Sequence[Finding]]" = tuple,
) -> "tuple[ASGIApp, Callable[[Heard], None], Callable[[], None]]":
    """The page as an application, what readers tell its screens, and what ends its threads.

    ``labels`` is the folder for what it prints; ``names`` are hosts that it may be called by;
    ``examine`` is the doctor for the page that says whether all is well.
    """
    from station.adapters.decoding import read_bytes
    from station.web.app import web_app
    from station.web.frames import frames_route
    from station.web.live import show
    from station.web.shared import Site
    from station.web.tools import Tools, tool_routes

    site = Site(station, lambda: label_folder(labels), labels, tuple(places))
    pages = tool_routes(site, Tools(examine, read_bytes, cache(card_file)))
    app = web_app(site, names, [frames_route(site, frame_decoder()), *pages])
    return app, partial(show, site.live), site.pool.shutdown


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
