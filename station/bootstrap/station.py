"""The station itself: its store, its clock, its catalogue, and what its own file says."""

from station.adapters.catalogue import load_catalogue
from station.adapters.event_schemas import event_validator
from station.adapters.fonts import label_fonts
from station.adapters.station_file import load_station_file
from station.adapters.stores.sqlite import SqliteStore
from station.adapters.system_clock import SystemClock
from station.app.station import Station
from station.config import Config
from station.ports.catalogue import Catalogue
from station.ports.clock import Clock
from station.ports.printer import StationFile


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
    """The catalogue that ships, and the hospital's own over it."""
    return load_catalogue(config.catalogues)


def open_station_file(config: Config, catalogue: Catalogue | None = None) -> StationFile:
    """What the station's own file says: name, printers, symbologies. Raises StationError."""
    if config.station_file is None:
        return load_station_file(None, ())
    return load_station_file(config.station_file, (catalogue or open_catalogue(config)).stocks)
