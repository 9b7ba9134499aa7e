"""Labels: drawn and read back first, then kept as printed, then let out.

A label that is out without a record would be refused as unknown; a record without its label is
mended by a reprint. So the record comes first, and the drawing before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from labels.files import FORMS as FORMS
from labels.files import Form as Form
from labels.files import a4_sheets, file_of
from labels.render import Fonts, Label, LabelContent, LabelError, render, stock_from
from station.app.keeping import Aside, Outcome, container_of, keep, load, rejudged
from station.app.station import Station
from station.domain import events as e
from station.domain.codes import Side
from station.domain.errors import StationError
from station.domain.identifiers import specimen
from station.domain.procedure import apply
from station.domain.protocol import ContainerPlan
from station.domain.state import Container, Procedure
from station.domain.texts import WORDS
from station.domain.verdict import Verdict, accept
from station.domain.verdict.printing import copies, judge_labels, judge_reprint
from station.ports.printer import LabelSink
from station.ports.store import Act

DPI = 203  # of most desktop label printers
SHEET_DPI = 600  # of most office printers


@dataclass(frozen=True)
class Printing:
    """Where labels go, at what resolution, on which stock (None: each container's own), as what.

    With `sheet` all labels are one PDF of A4 sheets, and `form` is of no account.
    """

    sink: LabelSink
    dpi: int = DPI
    stock: str | None = None
    form: Form = "png"
    sheet: bool = False


@dataclass(frozen=True)
class PrintedLabel:
    """One label that is out; ``file`` is where it is, on a sheet together with others."""

    container: str
    label_id: str
    file: str


@dataclass(frozen=True)
class Printed(Outcome):
    """What was printed, in collection order."""

    labels: tuple[PrintedLabel, ...] = ()


@dataclass(frozen=True)
class _Job:
    """One label to be made; ``copy`` counts the labels of its container from 1."""

    container: Container
    label_id: str
    copy: int
    mark: str
    note: str | None = None


@rejudged
def print_labels(
    station: Station, procedure: str, side: Side | None, act: Act, printing: Printing
) -> Outcome:
    """The labels of one side, or of the active side and of what has no side."""
    return print_labels_of(station, load(station.store, procedure), side, act, printing)


@rejudged
def reprint(
    station: Station, procedure: str, container: str, reason: str, act: Act, printing: Printing
) -> Outcome:
    """A new label for one container, with a reason; the one before is void at once."""
    p = load(station.store, procedure)
    return reprint_of(station, p, container_of(p, container), reason, act, printing)


def print_labels_of(
    station: Station, p: Procedure, side: Side | None, act: Act, printing: Printing | None
) -> Outcome:
    """``print_labels`` for a procedure that is loaded."""
    wanted = judge_labels(p, side)
    if isinstance(wanted, Verdict):
        return keep(station, p, wanted, act, "labels")
    jobs = _jobs(station, wanted)
    verdict = accept("labels-printed", p, None, *_bodies(jobs), count=str(len(jobs)))
    return _print(station, p, verdict, jobs, act, printing)


def move_and_print(
    station: Station, p: Procedure, verdict: Verdict, act: Act, printing: Printing | None
) -> Outcome:
    """The rest moves, and its new labels are printed if they may be: both are kept, or neither."""
    moved = p
    for body in verdict.bodies:
        moved = apply(moved, body, act.occurred_at)
    wanted = judge_labels(moved, None)
    if printing is None or isinstance(wanted, Verdict) or not wanted:
        return keep(station, p, verdict, act, "side")
    jobs = _jobs(station, wanted)
    bodies = (*verdict.bodies, *_bodies(jobs))
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
    copy = copies(c) + 1
    if c.laboratory_id:
        assert c.label_id is not None
        code, job = "copied", _Job(c, c.label_id, copy, f"COPY {copy}")
    else:
        (serial,) = station.store.reserve(1)
        label_id = specimen.issue(station.store.stream, serial, c.side)
        code, job = "reprinted", _Job(c, label_id, copy, f"REPRINT {copy - 1}")
    job = replace(job, note=station.store.new_key())
    verdict = accept(code, p, c, *_bodies([job]), copy=str(copy))
    verdict = replace(verdict, label_id=job.label_id)
    return _print(station, p, verdict, [job], act, printing, reason)


def _jobs(station: Station, wanted: Sequence[Container]) -> list[_Job]:
    issued = iter(station.store.reserve(sum(not c.laboratory_id for c in wanted)))
    jobs = []
    for c in wanted:
        label_id = c.label_id if c.laboratory_id else None
        label_id = label_id or specimen.issue(station.store.stream, next(issued), c.side)
        copy = copies(c) + 1
        mark = f"COPY {copy}" if c.laboratory_id and copy > 1 else ""
        jobs.append(_Job(c, label_id, copy, mark))
    return jobs


def _bodies(jobs: Sequence[_Job]) -> list[e.LabelPrinted]:
    return [
        e.LabelPrinted(
            job.container.container, job.label_id, job.container.side, job.copy, job.note
        )
        for job in jobs
    ]


def _print(
    station: Station,
    p: Procedure,
    verdict: Verdict,
    jobs: Sequence[_Job],
    act: Act,
    printing: Printing | None,
    reason: str = "",
) -> Outcome:
    if printing is None:
        raise StationError("Labels: expected a printer or an output folder, got none.")
    contents = {job.label_id: _content(station, p, job) for job in jobs}
    drawn = _draw(station, jobs, contents, printing)
    names, files = _in_files(drawn, jobs, printing)
    notes = {job.note: reason for job in jobs if job.note}
    snapshots = {label_id: asdict(content) for label_id, content in contents.items()}
    printing.sink.stage(files)
    try:
        kept = keep(station, p, verdict, act, "labels", aside=Aside(notes, snapshots))
    except BaseException:
        printing.sink.discard()
        raise
    places = printing.sink.deliver()
    labels = tuple(
        PrintedLabel(job.container.container, job.label_id, places[name])
        for name, job in zip(names, jobs, strict=True)
    )
    return Printed(kept.answer, kept.procedure, kept.open, kept.bodies, kept.verdict, labels=labels)


def _draw(
    station: Station,
    jobs: Sequence[_Job],
    contents: Mapping[str, LabelContent],
    printing: Printing,
) -> list[Label]:
    """Each label, read back."""
    fonts = Fonts(*station.fonts())
    drawn = []
    for job in jobs:
        name = printing.stock or job.container.plan.stock
        table = station.catalogue.stocks.get(name)
        if table is None:
            known = ", ".join(sorted(station.catalogue.stocks))
            raise StationError("Stock '{name}': expected one of {known}.", name=name, known=known)
        try:
            stock = stock_from(table, name)
            drawn.append(render(contents[job.label_id], stock, printing.dpi, fonts))
        except LabelError as error:
            raise StationError(
                "{container}: {error}", container=job.container.container, error=error
            ) from error
    return drawn


def _in_files(
    drawn: Sequence[Label], jobs: Sequence[_Job], printing: Printing
) -> tuple[list[str], dict[str, bytes]]:
    """The name of the file that each label is in, and the files by name."""
    if printing.sheet and jobs:
        name = f"sheet-{_stem(jobs[0])}.pdf"
        return [name] * len(jobs), {name: a4_sheets(drawn, printing.dpi)}
    form = printing.form
    names = [
        f"{n:02d}-{job.container.container}-{_stem(job)}.{form}" for n, job in enumerate(jobs, 1)
    ]
    return names, {
        name: file_of(label, form, printing.dpi) for name, label in zip(names, drawn, strict=True)
    }


def _stem(job: _Job) -> str:
    """The label's id; a copy with the same id has a name of its own."""
    if job.container.laboratory_id and job.mark:
        return f"{job.label_id}-{job.mark.lower().replace(' ', '')}"
    return job.label_id


def _content(station: Station, p: Procedure, job: _Job) -> LabelContent:
    """What stands on the label: a frozen snapshot of the order and the patient."""
    person = station.store.person(p.patient)
    if person is None:
        raise StationError(
            "Procedure {procedure}: expected a patient, got an erased one.", procedure=p.procedure
        )
    language = station.label_language
    label_id, c = job.label_id, job.container
    own = specimen.matches(label_id)
    assert c.side != "open"
    site = "" if c.side == "none" else p.site or p.protocol.sites[0]
    return LabelContent(
        code=label_id,
        name=person.name,
        readable_id=specimen.format(label_id) if own else label_id,
        birth_date=person.birth_date.isoformat(),
        kind=c.plan.name[language],
        side=c.side,
        side_word=WORDS[language][f"{c.side}-label"],
        additive=c.plan.additive or c.plan.medium,
        volume=volume_text(c.plan),
        mark=job.mark,
        site=WORDS[language].get(site, site.replace("-", " ")),
    )


def volume_text(plan: ContainerPlan) -> str:
    """The volume range in ml as people write it; empty where none is fixed."""
    low, high = plan.volume_min_ml, plan.volume_max_ml
    numbers = [f"{value:g}" for value in (low, high) if value is not None]
    return f"{'–'.join(dict.fromkeys(numbers))} ml" if numbers else ""
