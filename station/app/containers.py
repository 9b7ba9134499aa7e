"""One container by name: excuse, add, undo, discard, resolve."""

from dataclasses import dataclass

from station.app.just_in_time import keep_and_print_next
from station.app.keeping import (
    Asked,
    Outcome,
    check_unowned,
    container_of,
    keep,
    load,
    note_of,
    rejudged,
)
from station.app.printing import Printing
from station.app.station import Station
from station.domain.codes import Side
from station.domain.errors import StationError
from station.domain.expected import plan_for
from station.domain.verdict.containers import (
    judge_add,
    judge_discard,
    judge_excuse,
    judge_resolve,
    judge_undo,
)
from station.ports.store import Act


@dataclass(frozen=True)
class Excuse:
    """Which is not collected, and why; ``shared`` and ``other`` need what comes with them."""

    container: str
    reason: str
    shared_with: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Addition:
    """One more container."""

    kind: str
    side: Side
    label_id: str | None = None
    recollects: str | None = None


@rejudged
def excuse(
    station: Station,
    procedure: str,
    why: Excuse,
    act: Act,
    printing: Printing | None = None,
) -> Outcome:
    """Excuse a container; just in time the next label comes, if there is where to print.

    Raises StationError when the reason needs more than was given.
    """
    p = load(station.store, procedure)
    c = container_of(p, why.container)
    other = container_of(p, why.shared_with) if why.shared_with else c
    if why.reason == "shared" and other == c:
        raise StationError("Reason shared: expected --with another container, got none.")
    if why.reason == "other" and not (why.note or "").strip():
        raise StationError("Reason other: expected a note, got none.")
    note, notes = note_of(station, why.note)
    verdict = judge_excuse(p, c, why.reason, why.shared_with, note)
    return keep_and_print_next(station, p, verdict, Asked(act, "excuse", notes=notes), printing)


@rejudged
def add(station: Station, procedure: str, addition: Addition, act: Act) -> Outcome:
    """Expect one more container."""
    p = load(station.store, procedure)
    if addition.recollects is not None:
        container_of(p, addition.recollects)
    check_unowned(station.store, [addition.label_id])
    plan = plan_for(addition.kind, p.protocol, station.catalogue.kinds)
    verdict = judge_add(p, plan, addition.side, addition.label_id, addition.recollects)
    return keep(station, p, verdict, Asked(act, "add"))


@rejudged
def undo(station: Station, procedure: str, container: str, reason: str, act: Act) -> Outcome:
    """Take back what was last said of a container."""
    p = load(station.store, procedure)
    note, notes = note_of(station, reason)
    verdict = judge_undo(p, container_of(p, container), note)
    return keep(station, p, verdict, Asked(act, "undo", notes=notes))


@rejudged
def discard(station: Station, procedure: str, container: str, reason: str, act: Act) -> Outcome:
    """A collected container is lost; its recollection is expected at once."""
    p = load(station.store, procedure)
    note, notes = note_of(station, reason)
    verdict = judge_discard(p, container_of(p, container), note)
    return keep(station, p, verdict, Asked(act, "discard", notes=notes))


@rejudged
def resolve(station: Station, procedure: str, container: str, reason: str, act: Act) -> Outcome:
    """A person has settled what a flag asked."""
    p = load(station.store, procedure)
    note, notes = note_of(station, reason)
    verdict = judge_resolve(p, container_of(p, container), note)
    return keep(station, p, verdict, Asked(act, "resolve", notes=notes))
