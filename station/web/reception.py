"""What a reception desk shows, as values: the board of open and missing work, by procedure."""

from datetime import datetime
from typing import Any

from station.app.desk import destination_of
from station.app.keeping import load
from station.app.receive import missing
from station.app.station import Station
from station.domain.flags import Flag
from station.domain.state import Procedure
from station.domain.texts import WORDS
from station.web.texts import TEXTS

MOST_LINES = 200  # of the board; more is a matter for a list on paper
URGENT = frozenset(
    {"expired", "near-expiry", "wrong-side", "never-collected", "discrepancy", "relabel-open"}
)


def board(
    station: Station, desk: str, at: datetime | None = None, procedure: str | None = None
) -> dict[str, Any]:
    """A desk's flags now or ``at`` a time, the overdue and urgent ones first, then in transit.

    Raises UnknownNameError for a procedure that is not here.
    """
    flags = missing(station, at, procedure, destination_of(desk))
    at = at or station.clock.now()
    found: dict[str, Procedure] = {}
    lines = []
    for flag in sorted(flags, key=lambda flag: _rank(flag, at))[:MOST_LINES]:
        if flag.procedure and flag.procedure not in found:
            found[flag.procedure] = load(station.store, flag.procedure)
        lines.append(_line(station, flag, found.get(flag.procedure or ""), at))
    return {"desk": desk, "lines": lines, "more": max(0, len(flags) - MOST_LINES)}


def _rank(flag: Flag, at: datetime) -> tuple[int, datetime]:
    if _overdue(flag, at) or flag.flag in URGENT:
        return 0, flag.since
    return (2 if flag.flag == "missing-at-bedside" else 1), flag.since


def _overdue(flag: Flag, at: datetime) -> bool:
    return flag.due is not None and at >= flag.due


def _line(station: Station, flag: Flag, p: Procedure | None, at: datetime) -> dict[str, Any]:
    c = p.containers.get(flag.container or "") if p else None
    person = station.store.person(p.patient) if p else None
    return {
        "flag": flag.flag,
        "urgent": _overdue(flag, at) or flag.flag in URGENT,
        "overdue": _overdue(flag, at),
        "name": c.plan.name[station.language] if c else "",
        "side": WORDS[station.language].get(flag.side or "", "") if c else "",
        "side_code": flag.side or "none",
        "patient": person.name if person else "",
        "procedure": flag.procedure or "",
        "container": flag.container or "",
        "label_id": flag.label_id or "",
        "destination": c.plan.destination if c else "",
        "since": span((at - flag.since).total_seconds(), station),
        "due": span((flag.due - at).total_seconds(), station) if flag.due else "",
    }


def span(seconds: float, station: Station) -> str:
    """A time span as people say it: minutes below two hours, then hours, then days."""
    text = TEXTS[station.language]
    minutes = int(abs(seconds) // 60)
    if minutes < 120:
        return text["minutes"].format(count=minutes)
    if minutes < 48 * 60:
        return text["hours"].format(count=minutes // 60)
    return text["days"].format(count=minutes // (24 * 60))
