"""The forms of typed entry, above what happened in their procedure."""

from collections.abc import Mapping

from station.app.printing import DPIS, FORMS, SHEETS
from station.app.scan import new_scan_id
from station.app.station import Station
from station.app.views.history import history
from station.app.views.procedure import procedure_named
from station.domain.codes import EXCUSES


def forms_values(station: Station, name: str | None) -> Mapping[str, object]:
    """All forms of a procedure; of none, what a scan needs."""
    values = {"p": None, "scan_id": new_scan_id(station)}
    if name is None:
        return values
    return {
        **values,
        "p": procedure_named(station, name),
        "excuses": EXCUSES,
        "forms": ("", *FORMS, *SHEETS),  # the first: at the printer
        "dpis": DPIS,
        "stocks": sorted(station.catalogue.stocks),
        "history": history(station, name),
    }
