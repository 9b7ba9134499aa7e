"""The forms of typed entry, above what happened in their procedure, and the list of procedures."""

from collections.abc import Mapping

from station.app.keeping import load
from station.app.station import Station
from station.domain.codes import EXCUSES
from station.domain.feedback import notices
from station.domain.state import Procedure
from station.web.bedside import LISTED, added_kinds, container_values
from station.web.history import history, moment

MOST_PROCEDURES = 200  # the newest of the list; an older one is found by its order


def forms_values(station: Station, name: str | None) -> Mapping[str, object]:
    """All forms of a procedure; of none, what a scan needs."""
    values = {"p": None, "person": None, "scan_id": station.store.new_key()}
    if name is None:
        return values
    p = load(station.store, name)
    return {
        **values,
        "p": p,
        "person": station.store.person(p.patient),
        "notices": notices(p, station.language),
        "containers": _containers(station, p),
        "kinds": added_kinds(station, p),
        "excuses": EXCUSES,
        "stocks": sorted(station.catalogue.stocks),
        "destinations": sorted(
            {c.plan.destination for c in p.containers.values() if c.state == "collected"}
        ),
        "history": history(station, p),
        "opened": moment(p.opened_at),
    }


def _containers(station: Station, p: Procedure) -> list[Mapping[str, object]]:
    found = sorted(p.containers.values(), key=lambda c: (LISTED.index(c.side), c.plan.draw_order))
    return [
        {
            **container_values(p, c, station.language),
            "collected_at": moment(c.collected_at) if c.collected_at else "",
        }
        for c in found
    ]


def procedures_listed(station: Station) -> Mapping[str, object]:
    """All procedures, the newest first, with whose they are."""
    lines = station.store.procedures()
    people = {order.order: station.store.person(key) for order, key in station.store.orders()}
    rows = [
        {"line": line, "person": people.get(line.order), "opened": moment(line.opened_at)}
        for line in reversed(lines[-MOST_PROCEDURES:])
    ]
    return {"rows": rows, "more": max(0, len(lines) - MOST_PROCEDURES)}
