"""What a bedside screen shows: patient, side, tray, what to do next, what is missing."""

from dataclasses import dataclass
from typing import Literal

from station.app.alike import said_alike
from station.app.keeping import load
from station.app.on_paper import Papers, lying_about, papers_of, step
from station.app.station import Station
from station.app.views.container import ContainerView
from station.app.views.procedure import LISTED, ProcedureView, procedure_view
from station.domain.codes import Side
from station.domain.feedback import list_containers
from station.domain.next_step import NextStep, next_container, next_step, said_next
from station.domain.protocol import LEFT_RIGHT, other_side
from station.domain.state import Container, Procedure
from station.domain.texts import Language

Second = Literal["confirmed", "witness", "waits", "open"]  # the second identifier


@dataclass(frozen=True)
class PlaceState:
    """What a browser compares a waiting scan with before it sends it; at a desk there is none."""

    procedure: str | None = None
    side: Side | None = None
    version: int = 0


@dataclass(frozen=True)
class Column:
    """The containers of one side."""

    side: Side
    active: bool
    containers: tuple[ContainerView, ...]


@dataclass(frozen=True)
class NoWristband:
    """Why there was none (None when erased), and who was the witness."""

    reason: str | None
    witness: str | None


@dataclass(frozen=True)
class ActiveView:
    """A place's active procedure, with what only its bedside shows.

    ``next`` is one sentence; ``tell`` says how to fill what is next, while that is what counts;
    ``missing`` lists what is awaited; ``move_to`` is the side that the rest may go to; ``alike``
    what tells the patient from another one here who could be taken for it.
    """

    procedure: ProcedureView
    second: Second
    no_wristband: NoWristband | None
    next: str
    tell: str | None
    tray: tuple[Column, ...]
    missing: str
    missing_count: int
    move_to: Side | None
    alike: str


@dataclass(frozen=True)
class BedsideView:
    """A place's panel; ``suspended`` are the open procedures that wait there."""

    place: str
    state: PlaceState
    suspended: tuple[str, ...]
    active: ActiveView | None


def bedside_view(station: Station, place: str) -> BedsideView:
    """The panel of a place."""
    p = _active(station, place)
    name = p.procedure if p else None
    suspended = tuple(
        line.procedure
        for line in station.store.procedures(place=place)
        if not line.closed and line.procedure != name
    )
    active = _active_view(station, p) if p else None
    return BedsideView(place, _state(p), suspended, active)


def active_at(station: Station, place: str) -> str | None:
    """The name of the place's active procedure."""
    return station.store.active(place)


def place_state(station: Station, place: str) -> PlaceState:
    """Which procedure a place has, and how it stands."""
    return _state(_active(station, place))


def _active(station: Station, place: str) -> Procedure | None:
    name = station.store.active(place)
    return load(station.store, name) if name is not None else None


def _state(p: Procedure | None) -> PlaceState:
    return PlaceState(p.procedure, p.active_side, p.version) if p else PlaceState()


def _active_view(station: Station, p: Procedure) -> ActiveView:
    language, papers = station.language, papers_of(station, p)
    shown, coming, following = (
        procedure_view(station, p, papers),
        _coming(station, p),
        next_container(p),
    )
    waits = _waits(following, coming, papers, language)
    awaited = tuple(sorted(p.awaited(), key=lambda c: LISTED.index(c.side)))
    other = other_side(p.active_side) if p.active_side in LEFT_RIGHT else None
    return ActiveView(
        procedure=shown,
        second=_second(p),
        no_wristband=_no_wristband(station, p),
        next=waits or said_next(coming, language),
        tell=None if waits else _tell(p, following, language),
        tray=_tray(shown),
        missing=list_containers(awaited, language),
        missing_count=len(awaited),
        move_to=other if f"move-{other}" in shown.offered else None,
        alike=said_alike(station, p.patient, station.clock.now()),
    )


def _coming(station: Station, p: Procedure) -> NextStep:
    """What comes next; once closed, that is what was left lying about as well."""
    return next_step(lying_about(station, p) if p.closed_at else p)


def _waits(
    following: Container | None, coming: NextStep, papers: Papers, language: Language
) -> str | None:
    """What is to be done first about the label of what comes next, where that is not out yet."""
    if following is None or coming.code not in {"collect", "collect-no-side"}:
        return None
    return step(following, papers[following.container], language)


def _second(p: Procedure) -> Second:
    if p.confirmed_by is not None:
        return "witness" if p.confirmed_by.method == "witness" else "confirmed"
    return "waits" if p.ask and p.ask.what in {"birth-date", "identifier"} else "open"


def _no_wristband(station: Station, p: Procedure) -> NoWristband | None:
    how = p.confirmed_by
    if how is None or how.method != "witness":
        return None
    return NoWristband(station.store.note(how.note) if how.note else None, how.witness)


def _tell(p: Procedure, following: Container | None, language: Language) -> str | None:
    """How the next container is filled, unless something else comes first."""
    busy = p.ask or p.blocking() or p.mode != "collect" or not p.confirmed
    return None if following is None or busy else following.plan.tell[language]


def _tray(shown: ProcedureView) -> tuple[Column, ...]:
    """The tray's columns, left to right; those of no side stand between."""
    columns = (
        Column(
            side,
            side == shown.active_side,
            tuple(c for c in shown.containers if c.side == side),
        )
        for side in LISTED
    )
    return tuple(c for c in columns if c.containers or c.side in shown.sides)
