"""Whether a container's label is on paper, as far as is known: what is shown of a container.

For the judges a label that was made is ``printed``, and its own scan is accepted: whoever scans it
has it in hand. People are told what its printer has done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from station.app.station import Station
from station.domain.codes import State
from station.domain.state import Container, Procedure
from station.domain.texts import JOBS, ON_PAPER, PRINTERS, WHY_NOT, Language
from station.ports.printer import ABLE, PrinterCondition, Status
from station.ports.spool import Job, JobState

NOT_SEEN: frozenset[JobState] = frozenset(
    {"queued", "sending", "failed", "uncertain", "cancelled", "withdrawn"}
)
"""Not out, or not known to be; what was sent is enough to scan."""


@dataclass(frozen=True)
class Paper:
    """What is shown of a container: its state, and the job of its present label.

    ``state`` is ``expected``, in place of ``printed``, while the label is not known to be out.
    ``job`` is None for a label that is a file or came with the tube. ``code`` says what holds it
    up, if that is the printer.
    """

    state: State
    job: Job | None = None
    code: PrinterCondition | None = None

    @property
    def waits(self) -> bool:
        """Whether the label would be in use, and is not known to be out."""
        return self.state == "expected" and self.job is not None


Papers = Mapping[str, Paper]  # by container


def on_paper(
    c: Container, jobs: Iterable[Job], conditions: Mapping[str, Status] | None = None
) -> Paper:
    """A container as it is shown, by the jobs of its procedure and how its printers fare."""
    job = present_job(c, jobs)
    if job is None:
        return Paper(c.state)
    held = c.state == "printed" and job.state in NOT_SEEN
    return Paper("expected" if held else c.state, job, _held_by(job, conditions or {}))


def present_job(c: Container, jobs: Iterable[Job]) -> Job | None:
    """The job of the label that is on it now; None for one that had no printer."""
    own = [job for job in jobs if job.label_id == c.label_id and not _is_older(job, c)]
    return own[-1] if own else None


def _is_older(job: Job, c: Container) -> bool:
    """Of the copy before: a laboratory's own id stays, and its newest copy may be a file."""
    return c.laboratory_id and c.printed_at is not None and job.queued_at < c.printed_at


def _held_by(job: Job, conditions: Mapping[str, Status]) -> PrinterCondition | None:
    """What its printer had against it, or against the label that it waits behind."""
    if job.state not in NOT_SEEN:
        return None
    status = conditions.get(job.printer)
    behind = job.state == "queued" and status is not None and status.code not in ABLE
    return status.code if job.code is None and behind and status else job.code


def papers_of(station: Station, p: Procedure) -> Papers:
    """Every container of a procedure as it is shown, by name."""
    spool = station.store.spool
    jobs = spool.jobs(procedure=p.procedure)
    conditions = {name: status for name, (status, _) in spool.conditions().items()} if jobs else {}
    return {name: on_paper(c, jobs, conditions) for name, c in p.containers.items()}


NEVER_OUT: frozenset[JobState] = frozenset({"queued", "failed", "cancelled", "withdrawn"})
"""No printer has it, unless it was uncertain once."""


def lying_about(station: Station, p: Procedure) -> Procedure:
    """The procedure as far as labels lie about: one that no printer ever had is nowhere."""
    return lying_by(p, station.store.spool.jobs(procedure=p.procedure))


def lying_by(p: Procedure, jobs: Sequence[Job]) -> Procedure:
    """The same by the jobs of the procedure."""
    nowhere = {name: c for name, c in p.containers.items() if never_out(c, jobs)}
    bare = {name: replace(c, prints=0) for name, c in nowhere.items() if c.label_left}
    return replace(p, containers={**p.containers, **bare}) if bare else p


def never_out(c: Container, jobs: Iterable[Job]) -> bool:
    """Whether no printer ever had the container's present label; a file is out."""
    job = present_job(c, jobs)
    return job is not None and job.state in NEVER_OUT and job.uncertain_at is None


# in words


def short(paper: Paper, language: Language) -> str:
    """What a label waits for, in the few words of a tray's cell; empty for one that does not."""
    if not paper.waits:
        return ""
    assert paper.job is not None
    said = ON_PAPER[language][paper.job.state].format(printer=paper.job.printer)
    return f"{said}: {WHY_NOT[language][paper.code]}" if paper.code else said


def problem(paper: Paper, language: Language) -> str | None:
    """Why the label is not known to be out, in one sentence; None where nothing is known."""
    if paper.job is None or paper.job.state not in NOT_SEEN:
        return None
    if paper.code:
        return PRINTERS[language][paper.code].format(printer=paper.job.printer)
    return paper.job.problem


def step(c: Container, paper: Paper, language: Language) -> str | None:
    """What is to be done first about the label of the container that comes next, if anything."""
    if not paper.waits:
        return None
    assert paper.job is not None
    values = {**vars(paper.job), "container": c.plan.name[language]}
    said = JOBS[language][paper.job.state].format(**values)
    return " ".join(filter(None, (said, problem(paper, language))))
