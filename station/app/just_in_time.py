"""Labels one by one: what settles a container brings the next label, both kept or neither."""

from dataclasses import replace

from station.app.keeping import Asked, Outcome, after, keep
from station.app.label_drawing import prepare
from station.app.label_jobs import bodies_of, jobs_for
from station.app.label_release import let_out
from station.app.printing import Printing
from station.app.station import Station
from station.domain.errors import StationError
from station.domain.state import Procedure
from station.domain.verdict import Verdict
from station.domain.verdict.printing import next_label
from station.ports.printer import PrinterError


def keep_and_print_next(
    station: Station,
    p: Procedure,
    verdict: Verdict,
    asked: Asked,
    printing: Printing | None,
) -> Outcome:
    """``keep``; just in time the label that follows what is settled is kept and let out with it."""
    following = next_label(p, after(p, verdict.bodies, asked.act), verdict.container)
    if printing is None or following is None:
        return keep(station, p, verdict, asked)
    jobs = jobs_for(station, [following])
    try:
        prepared = prepare(station, p, jobs, printing)
    except (StationError, PrinterError):  # the container is filled all the same
        warned = replace(verdict, warnings=(*verdict.warnings, "next-not-printed"))
        return keep(station, p, warned, asked)
    both = replace(
        verdict,
        code=f"{verdict.code}-next",
        bodies=(*verdict.bodies, *bodies_of(jobs)),
        words={**verdict.words, "next": following.plan.name},
    )
    return let_out(station, p, both, asked, prepared)
