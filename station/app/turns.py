"""Whose labels may come out at a place: those of the procedure under way there, and no others'.

Whatever ends that takes the labels that are not printed yet out of their queues, and says so:
otherwise they come out at the next child's bed when the printer wakes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from station.domain import events as e
from station.domain.state import Procedure
from station.domain.verdict import Verdict
from station.ports.spool import Job, JobState
from station.ports.store import Store

WAITS: frozenset[JobState] = frozenset({"queued", "failed"})
"""Not out, and would be sent: what is at its printer now becomes what it becomes."""


def is_under_way(store: Store, p: Procedure) -> bool:
    """Whether its labels may come out: it is the active procedure of its place."""
    return store.active(p.place) == p.procedure and p.aborted is None


def taken_by(store: Store, p: Procedure | None, bodies: Sequence[e.Body]) -> tuple[Job, ...]:
    """The jobs that these events take out of their queues.

    An abort takes the procedure's own, for good; a procedure that becomes the active one of a
    place those of all others there, and its own that wait at another place.
    """
    own = store.spool.jobs(procedure=p.procedure) if p else ()
    taken: list[Job] = []
    for body in bodies:
        match body:
            case e.Aborted():
                taken += [job for job in own if job.state in {*WAITS, "withdrawn"}]
            case e.PlaceActivated(place=place):
                name = p.procedure if p else None
                taken += [job for job in store.spool.waiting(place) if job.procedure != name]
                moves = p is not None and p.place != place
                taken += [job for job in own if moves and job.state in WAITS]
    return tuple(taken)


def say_taken(verdict: Verdict, p: Procedure | None, taken: Iterable[Job]) -> Verdict:
    """The verdict, and how many labels were taken back from which printer."""
    name = p.procedure if p else None
    aborted = any(isinstance(body, e.Aborted) for body in verdict.bodies)
    told = [job for job in taken if job.state in WAITS and (aborted or job.procedure != name)]
    if not told:
        return verdict
    words = {
        "taken": str(len(told)),
        "taken_from": ", ".join(dict.fromkeys(job.procedure for job in told)),
        "taken_at": ", ".join(dict.fromkeys(job.printer for job in told)),
    }
    code = "labels-dropped" if aborted else "labels-taken-back"
    return replace(verdict, also=(*verdict.also, code), words={**verdict.words, **words})
