"""The only wiring: which adapters a station runs on.

Adapters with heavy libraries are imported where they are made, so that a scan starts quickly.
"""

from collections.abc import Sequence
from pathlib import Path

from station.adapters.catalogue import load_catalogue
from station.adapters.event_schemas import event_validator
from station.adapters.fonts import label_fonts
from station.adapters.printers import PngFolder
from station.adapters.stores.sqlite import SqliteStore
from station.adapters.system_clock import SystemClock
from station.app.print_labels import DPI, Printing
from station.app.station import Station
from station.config import Config
from station.ports.catalogue import Catalogue
from station.ports.clock import Clock
from station.ports.decoder import Reading


def open_station(config: Config, clock: Clock | None = None) -> Station:
    """A station on the embedded store."""
    return Station(
        store=SqliteStore(config.db, event_validator(), config.stream),
        clock=clock or SystemClock(),
        catalogue=open_catalogue(config),
        language=config.language,
        fonts=label_fonts,
    )


def open_catalogue(config: Config) -> Catalogue:
    """The catalogue that ships, and the site's own over it."""
    return load_catalogue(config.catalogues)


def png_folder(folder: Path, dpi: int = DPI, stock: str | None = None) -> Printing:
    """Printing into a folder of PNG files."""
    return Printing(PngFolder(folder), dpi, stock)


def read_file(path: Path, formats: Sequence[str] | None, budget_ms: float) -> Reading:
    """All symbols of an image file; ``formats`` None is those that the station prints."""
    from station.adapters import decoding

    return decoding.read_file(path, formats or decoding.DEFAULT_FORMATS, budget_ms)
