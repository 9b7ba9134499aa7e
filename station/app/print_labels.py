"""Labels: drawn and read back first, then kept as printed, then let out or queued.

A label that is out without a record would be refused as unknown; a record without its label is
mended by a reprint. So the record comes first, and the drawing before it.
"""

from dataclasses import dataclass, replace

from station.app.keeping import Asked, Outcome, after, container_of, keep, load, rejudged
from station.app.label_drawing import prepare
from station.app.label_jobs import bodies_of, jobs_for, reprint_job
from station.app.label_release import let_out
from station.app.printing import Printing
from station.app.station import Station
from station.domain import events as e
from station.domain.codes import JUST_IN_TIME, Side
from station.domain.state import Procedure
from station.domain.verdict import Verdict, accept
from station.domain.verdict.printing import judge_labels, judge_reprint
from station.ports.store import Act

NO_LABEL_NOW = frozenset({"label-loose", "nothing-to-print"})


@dataclass(frozen=True)
class LabelsWanted:
    """The labels of one side, or (None) of the active side and of what has no side.

    ``mode`` chooses, from now on, all of a side at once or one after the other.
    """

    side: Side | None = None
    mode: str | None = None


@dataclass(frozen=True)
class Reprint:
    """One more label of a container, and why."""

    container: str
    reason: str


@rejudged
def print_labels(
    station: Station, procedure: str, wanted: LabelsWanted, act: Act, printing: Printing
) -> Outcome:
    """Print what is wanted, as far as it may be and is not out already."""
    return print_labels_of(station, load(station.store, procedure), wanted, act, printing)


@rejudged
def reprint(
    station: Station, procedure: str, wanted: Reprint, act: Act, printing: Printing
) -> Outcome:
    """A new label for one container, with a reason; the one before is void at once."""
    return reprint_of(station, load(station.store, procedure), wanted, act, printing)


def print_labels_of(
    station: Station, p: Procedure, wanted: LabelsWanted, act: Act, printing: Printing | None
) -> Outcome:
    """``print_labels`` for a procedure that is loaded."""
    chosen, asked = _chosen(p, wanted.mode), Asked(act, "labels")
    due = judge_labels(after(p, chosen, act), wanted.side)
    if isinstance(due, Verdict) and chosen and due.code in NO_LABEL_NOW:
        # The choice holds; its first label comes when what lies about is settled.
        return keep(station, p, accept(f"chosen-{wanted.mode}", p, None, *chosen), asked)
    if isinstance(due, Verdict):
        return keep(station, p, due, asked)
    jobs = jobs_for(station, due)
    bodies = (*chosen, *bodies_of(jobs))
    verdict = accept("labels-printed", p, None, *bodies, count=str(len(jobs)))
    return let_out(station, p, verdict, asked, prepare(station, p, jobs, printing))


def move_and_print(
    station: Station, p: Procedure, verdict: Verdict, act: Act, printing: Printing | None
) -> Outcome:
    """The rest moves, and its new labels are printed if they may be: both are kept, or neither."""
    due = judge_labels(after(p, verdict.bodies, act), None)
    if printing is None or isinstance(due, Verdict):
        return keep(station, p, verdict, Asked(act, "side"))
    jobs = jobs_for(station, due)
    bodies = (*verdict.bodies, *bodies_of(jobs))
    words = {**verdict.words, "labels": str(len(jobs))}
    both = replace(verdict, code="rest-moved-printed", bodies=bodies, words=words)
    prepared = prepare(station, p, jobs, printing)
    return let_out(station, p, both, Asked(act, "labels"), prepared)


def reprint_of(
    station: Station, p: Procedure, wanted: Reprint, act: Act, printing: Printing | None
) -> Outcome:
    """``reprint`` for a procedure that is loaded."""
    c = container_of(p, wanted.container)
    refusal = judge_reprint(p, c)
    if refusal is not None:
        return keep(station, p, refusal, Asked(act, "reprint"))
    note = station.store.new_key()
    job = reprint_job(station, c, note)
    code = "copied" if c.laboratory_id else "reprinted"
    verdict = accept(code, p, c, *bodies_of([job]), copy=str(job.copy))
    verdict = replace(verdict, label_id=job.label_id)
    asked = Asked(act, "labels", notes={note: wanted.reason})
    return let_out(station, p, verdict, asked, prepare(station, p, [job], printing))


def _chosen(p: Procedure, mode: str | None) -> tuple[e.Body, ...]:
    """The choice, unless it is what holds already."""
    same = mode is None or p.just_in_time == (mode == JUST_IN_TIME)
    return () if same else (e.PrintingChosen(str(mode)),)
