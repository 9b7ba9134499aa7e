"""Labels come back with their procedure: drawn anew, for the printer of where it is now."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from station.app.keeping import Aside
from station.app.label_drawing import content_again
from station.app.printers import plan_of
from station.app.printing import Printing
from station.app.station import Station
from station.app.turns import WAITS
from station.domain import events as e
from station.domain.state import Procedure
from station.domain.verdict import Verdict
from station.ports.spool import Again, Job


def with_its_labels(
    station: Station, p: Procedure, verdict: Verdict, printing: Printing | None = None
) -> tuple[Verdict, Aside]:
    """A verdict that makes ``p`` the active procedure of a place, with its labels.

    What was taken out of its queue joins it again. ``printing`` knows the printers, for a
    procedure that comes to another place than it was at.
    """
    places = [body.place for body in verdict.bodies if isinstance(body, e.PlaceActivated)]
    jobs = _waiting(station, p, places[-1]) if places else ()
    if not jobs:
        return verdict, Aside()
    again = tuple(Again(job.job, _printer(station, p, job, places[-1], printing)) for job in jobs)
    return _said(verdict, again, places[-1]), Aside(
        snapshots=_contents(station, p, jobs), again=again
    )


def _waiting(station: Station, p: Procedure, place: str) -> tuple[Job, ...]:
    """What was taken back, and what is taken from the printer of the place that it leaves."""
    states = {"withdrawn"} if place == p.place else {"withdrawn", *WAITS}
    return tuple(j for j in station.store.spool.jobs(procedure=p.procedure) if j.state in states)


def _printer(
    station: Station, p: Procedure, job: Job, place: str, printing: Printing | None
) -> str | None:
    """At its own place the printer that it was for, or whoever stands in for that one."""
    if place == p.place:
        return station.store.spool.instead().get(job.printer, job.printer)
    plan = plan_of(station, printing.station_file if printing else None, place)
    return plan.name if plan else None


def _contents(station: Station, p: Procedure, jobs: Sequence[Job]) -> dict[str, dict[str, object]]:
    """What stands on them now: the patient's name may have been corrected meanwhile."""
    if station.store.person(p.patient) is None:
        return {}  # erased: the spool says of each label that it cannot be drawn
    found = {}
    for job in jobs:
        c, frozen = p.by_label(job.label_id), station.store.spool.content(job.label_id)
        if c is not None and frozen is not None:
            content = content_again(station, p, c, job.label_id, frozen.get("mark", ""))
            found[job.label_id] = asdict(content)
    return found


def _said(verdict: Verdict, again: Sequence[Again], place: str) -> Verdict:
    back = [one.printer for one in again if one.printer is not None]
    lost = len(again) - len(back)
    codes = [*(["labels-return"] if back else []), *(["labels-stay"] if lost else [])]
    words = {
        "again": str(len(back)),
        "again_at": ", ".join(dict.fromkeys(back)),
        "stay": str(lost),
        "place": place,
    }
    return replace(verdict, also=(*verdict.also, *codes), words={**verdict.words, **words})
