"""The board: what is open, missing, late or contradictory, and whose it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from station.app.alike import said_alike
from station.app.keeping import load, names_of
from station.app.on_paper import never_out
from station.app.station import Station
from station.app.views.person import PersonView, person_view
from station.domain.flags import Flag, flags
from station.domain.identifiers.place import destination_of
from station.domain.state import Procedure
from station.domain.then import work_of

MOST_LINES = 200  # of the board; more is a matter for a list on paper
URGENT = frozenset(
    {
        *("expired", "near-expiry", "wrong-side", "never-collected", "discrepancy"),
        *("relabel-open", "name-changed"),
    }
)


@dataclass(frozen=True)
class BoardLine:
    """One flag. ``name``, ``side`` and ``destination`` are of a container that is known here.

    ``alike`` is what tells its patient from another one here who could be taken for it, in words.
    ``stands_s`` says how long it has stood, ``left_s`` how long is left (below 0: overdue since).
    """

    flag: str
    urgent: bool
    overdue: bool
    name: str
    side: str | None
    patient: PersonView | None
    procedure: str | None
    container: str | None
    label_id: str | None
    destination: str | None  # what people call the desk that it goes to
    stands_s: float
    left_s: float | None
    alike: str


@dataclass(frozen=True)
class Board:
    """The board of a desk; ``more`` lines are not shown."""

    desk: str
    lines: tuple[BoardLine, ...]
    more: int


def missing(
    station: Station,
    at: datetime | None = None,
    procedure: str | None = None,
    desk: str | None = None,
) -> tuple[Flag, ...]:
    """The flags raised now or at a moment, of one procedure or of all, of one desk or of all.

    An earlier moment's are those that were raised then, by what the station knew then. For a
    moment to come it is taken that nothing happens until then. Raises UnknownNameError for a
    procedure that is not here.
    """
    if procedure is not None:
        load(station.store, procedure)
    now = station.clock.now()
    if at is None or at >= now:
        found = flags(station.store.open_work(procedure), at or now, desk)
    else:
        found = flags(work_of(station.store.events_until(at, procedure)), at, desk)
    return tuple(flag for flag in found if flag.flag != "labels-left" or _lies(station, flag))


def _lies(station: Station, flag: Flag) -> bool:
    """Whether the label of what was excused can lie about: some printer had it, or it is a file."""
    c = load(station.store, flag.procedure or "").containers[flag.container or ""]
    jobs = station.store.spool.jobs(procedure=flag.procedure)
    return not never_out(replace(c, label_id=flag.label_id), jobs)


def board(
    station: Station, desk: str, at: datetime | None = None, procedure: str | None = None
) -> Board:
    """A desk's flags now or ``at`` a time: the overdue and urgent first, then those in transit.

    Raises UnknownNameError for a procedure that is not here.
    """
    raised = missing(station, at, procedure, destination_of(desk))
    at = at or station.clock.now()
    found: dict[str, Procedure] = {}
    alike: dict[str, str] = {}
    lines = []
    for flag in sorted(raised, key=lambda flag: _rank(flag, at))[:MOST_LINES]:
        if flag.procedure and flag.procedure not in found:
            p = found[flag.procedure] = load(station.store, flag.procedure)
            alike[flag.procedure] = said_alike(station, p.patient, at)
        line = _line(station, flag, found.get(flag.procedure or ""), at)
        lines.append(replace(line, alike=alike.get(flag.procedure or "", "")))
    return Board(desk, tuple(lines), max(0, len(raised) - MOST_LINES))


def patients_of(station: Station, flags: Iterable[Flag]) -> Mapping[str, PersonView]:
    """Whose the procedures of flags are, as far as that is not erased."""
    names = dict.fromkeys(flag.procedure for flag in flags if flag.procedure)
    found = {name: person_view(station, load(station.store, name).patient) for name in names}
    return {name: person for name, person in found.items() if person}


def _rank(flag: Flag, at: datetime) -> tuple[int, datetime]:
    if _is_urgent(flag, at):
        return 0, flag.since
    return (2 if flag.flag == "missing-at-bedside" else 1), flag.since


def _is_urgent(flag: Flag, at: datetime) -> bool:
    return flag.overdue(at) or flag.flag in URGENT


def _line(station: Station, flag: Flag, p: Procedure | None, at: datetime) -> BoardLine:
    c = p.containers.get(flag.container or "") if p else None
    language = station.language
    return BoardLine(
        flag=flag.flag,
        urgent=_is_urgent(flag, at),
        overdue=flag.overdue(at),
        name=c.plan.name[language] if c else "",
        side=flag.side if c else None,
        patient=person_view(station, p.patient) if p else None,
        procedure=flag.procedure,
        container=flag.container,
        label_id=flag.label_id,
        destination=names_of(station, p).desk(c.plan.destination)[language] if p and c else None,
        stands_s=(at - flag.since).total_seconds(),
        left_s=(flag.due - at).total_seconds() if flag.due else None,
        alike="",
    )
