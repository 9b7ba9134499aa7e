"""Labels: drawn and read back first, then kept as printed, then let out or queued.

A label that is out without a record would be refused as unknown; a record without its label is
mended by a reprint. So the record comes first, and the drawing before it.
"""

from collections.abc import Sequence
from dataclasses import replace

from station.app.keeping import Aside, Outcome, after, container_of, keep, load, rejudged
from station.app.label_drawing import prepare
from station.app.label_jobs import LabelJob, bodies_of, jobs_for, reprint_job
from station.app.label_release import let_out
from station.app.printing import Printing
from station.app.station import Station
from station.domain import events as e
from station.domain.codes import JUST_IN_TIME, Side
from station.domain.errors import StationError
from station.domain.state import Container, Procedure
from station.domain.verdict import Verdict, accept
from station.domain.verdict.printing import judge_labels, judge_reprint
from station.ports.store import Act


@rejudged
def print_labels(
    station: Station,
    procedure: str,
    side: Side | None,
    act: Act,
    printing: Printing,
    mode: str | None = None,
) -> Outcome:
    """The labels of one side, or of the active side and of what has no side.

    ``mode`` chooses, from now on, all of a side at once or one after the other.
    """
    return print_labels_of(station, load(station.store, procedure), side, act, printing, mode)


@rejudged
def reprint(
    station: Station, procedure: str, container: str, reason: str, act: Act, printing: Printing
) -> Outcome:
    """A new label for one container, with a reason; the one before is void at once."""
    p = load(station.store, procedure)
    return reprint_of(station, p, container_of(p, container), reason, act, printing)


def print_labels_of(
    station: Station,
    p: Procedure,
    side: Side | None,
    act: Act,
    printing: Printing | None,
    mode: str | None = None,
) -> Outcome:
    """``print_labels`` for a procedure that is loaded."""
    chosen = _chosen(p, mode)
    wanted = judge_labels(after(p, chosen, act), side)
    if isinstance(wanted, Verdict) and chosen and wanted.code == "label-loose":
        wanted = ()  # the choice holds; its first label comes when what lies about is settled
    if isinstance(wanted, Verdict):
        return keep(station, p, wanted, act, "labels")
    jobs = jobs_for(station, wanted)
    bodies = (*chosen, *bodies_of(jobs))
    verdict = accept("labels-printed", p, None, *bodies, count=str(len(jobs)))
    return _print(station, p, verdict, jobs, act, printing)


def move_and_print(
    station: Station, p: Procedure, verdict: Verdict, act: Act, printing: Printing | None
) -> Outcome:
    """The rest moves, and its new labels are printed if they may be: both are kept, or neither."""
    wanted = judge_labels(after(p, verdict.bodies, act), None)
    if printing is None or isinstance(wanted, Verdict) or not wanted:
        return keep(station, p, verdict, act, "side")
    jobs = jobs_for(station, wanted)
    bodies = (*verdict.bodies, *bodies_of(jobs))
    words = {**verdict.words, "labels": str(len(jobs))}
    both = replace(verdict, code="rest-moved-printed", bodies=bodies, words=words)
    return _print(station, p, both, jobs, act, printing)


def reprint_of(
    station: Station,
    p: Procedure,
    c: Container,
    reason: str,
    act: Act,
    printing: Printing | None,
) -> Outcome:
    """``reprint`` for a procedure that is loaded."""
    refusal = judge_reprint(p, c)
    if refusal is not None:
        return keep(station, p, refusal, act, "reprint")
    note = station.store.new_key()
    job = reprint_job(station, c, note)
    code = "copied" if c.laboratory_id else "reprinted"
    verdict = accept(code, p, c, *bodies_of([job]), copy=str(job.copy))
    verdict = replace(verdict, label_id=job.label_id)
    return _print(station, p, verdict, [job], act, printing, Aside({note: reason}))


def _print(
    station: Station,
    p: Procedure,
    verdict: Verdict,
    jobs: Sequence[LabelJob],
    act: Act,
    printing: Printing | None,
    aside: Aside | None = None,
) -> Outcome:
    if printing is None:
        raise StationError("Labels: expected a printer or an output folder, got none.")
    prepared = prepare(station, p, jobs, printing)
    return let_out(station, p, verdict, act, prepared, aside or Aside())


def _chosen(p: Procedure, mode: str | None) -> tuple[e.Body, ...]:
    """The choice, unless it is what holds already."""
    same = mode is None or p.just_in_time == (mode == JUST_IN_TIME)
    return () if same else (e.PrintingChosen(str(mode)),)
