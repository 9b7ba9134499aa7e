"""Which printer a label goes to: the one named, the place's, or the one that stands in for it."""

from station.app.station import Station
from station.domain.errors import Saying, StationError, UnknownNameError
from station.ports.printer import PrinterPlan, Site


def plan_of(
    station: Station, site: Site | None, place: str, name: str | None = None
) -> PrinterPlan | None:
    """The printer named, or the place's at present; None for a place that has none.

    Raises UnknownNameError for a name that no printer has.
    """
    if name is not None:
        return named(site, name)
    if site is None:
        return None
    own = [plan for plan in site.printers.values() if place in plan.places]
    if not own:
        return None
    instead = station.store.spool.instead().get(own[0].name)
    return site.printers.get(instead or "", own[0])


def named(site: Site | None, name: str) -> PrinterPlan:
    """The printer of that name. Raises UnknownNameError."""
    printers = site.printers if site else {}
    if name not in printers:
        raise UnknownNameError(
            "Printer '{name}': expected one of {known} in station.toml.",
            name=name,
            known=", ".join(printers) or Saying("none"),
        )
    return printers[name]


def standby_of(site: Site | None, plan: PrinterPlan) -> PrinterPlan:
    """The printer that takes over from this one. Raises StationError where the site names none."""
    if plan.standby is None:
        raise StationError(
            "Printer {name}: expected a standby in station.toml that takes over, got none.",
            name=plan.name,
        )
    return named(site, plan.standby)
