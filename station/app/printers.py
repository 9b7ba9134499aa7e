"""Which printer a label goes to: the one named, the place's, or the one that stands in for it."""

from station.app.station import Station
from station.domain.errors import StationError, UnknownNameError
from station.ports.printer import PrinterPlan, StationFile


def plan_of(
    station: Station, station_file: StationFile | None, place: str, name: str | None = None
) -> PrinterPlan | None:
    """The printer named, or the place's at present; None for a place that has none.

    Raises UnknownNameError for a name that no printer has.
    """
    if name is not None:
        return named(station_file, name)
    if station_file is None:
        return None
    own = [plan for plan in station_file.printers.values() if place in plan.places]
    if not own:
        return None
    instead = station.store.spool.instead().get(own[0].name)
    return station_file.printers.get(instead or "", own[0])


def named(station_file: StationFile | None, name: str) -> PrinterPlan:
    """The printer of that name. Raises UnknownNameError."""
    printers = station_file.printers if station_file else {}
    if not printers:
        raise UnknownNameError(
            "Printer '{name}': expected a printer in station.toml, got none.", name=name
        )
    if name not in printers:
        raise UnknownNameError(
            "Printer '{name}': expected one of {known} in station.toml.",
            name=name,
            known=", ".join(printers),
        )
    return printers[name]


def standby_of(station_file: StationFile | None, plan: PrinterPlan) -> PrinterPlan:
    """The printer that takes over from this one. Raises StationError where none is named."""
    if plan.standby is None:
        raise StationError(
            "Printer {name}: expected a standby in station.toml that takes over, got none.",
            name=plan.name,
        )
    return named(station_file, plan.standby)
