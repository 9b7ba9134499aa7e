"""Labels: drawn and read back first, then kept as printed, then let out or queued.

A label that is out without a record would be refused as unknown; a record without its label is
mended by a reprint. So the record comes first, and the drawing before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from labels.files import FORMS as FORMS
from labels.files import Form as Form
from labels.files import file_of, sheets
from labels.render import Fonts, Label, LabelContent, LabelError, Stock, render, stock_from
from station.app.keeping import Aside, Outcome, container_of, keep, load, rejudged
from station.app.queues import plan_of
from station.app.station import Station
from station.app.turns import is_under_way
from station.domain import events as e
from station.domain.codes import JUST_IN_TIME, Side
from station.domain.errors import StationError
from station.domain.identifiers import specimen
from station.domain.procedure import apply
from station.domain.protocol import ContainerPlan
from station.domain.state import Container, Procedure
from station.domain.texts import WORDS
from station.domain.verdict import Verdict, accept
from station.domain.verdict.printing import copies, judge_labels, judge_reprint
from station.ports.catalogue import Catalogue
from station.ports.printer import LabelSink, Site
from station.ports.spool import NewJob
from station.ports.store import Act

QUEUED = {
    "labels-printed": "labels-queued",
    "reprinted": "reprint-queued",
    "copied": "copy-queued",
    "rest-moved-printed": "rest-moved-queued",
}
"""What is said of labels that a printer has yet to take."""
NO_LABEL_NOW = frozenset({"label-loose", "nothing-to-print"})
DPI = 203  # of most desktop label printers
SHEET_DPI = 600  # of most office printers


@dataclass(frozen=True)
class Printing:
    """Where labels go, at what resolution, on which stock (None: each container's own), as what.

    With `sheet` all labels are one PDF of such sheets of paper, and `form` is of no account. With
    `site` they join the queue of `printer`, or of the one that the procedure's place has; the
    sink is then for a place that has none.
    """

    sink: LabelSink | None
    dpi: int = DPI
    stock: str | None = None
    form: Form = "png"
    sheet: str | None = None
    site: Site | None = None
    printer: str | None = None


@dataclass(frozen=True)
class PrintedLabel:
    """One label that is out or queued.

    ``file`` is where it is, on a sheet together with others; None: with ``printer``.
    """

    container: str
    label_id: str
    file: str | None = None
    printer: str | None = None


@dataclass(frozen=True)
class Printed(Outcome):
    """What was printed, in collection order."""

    labels: tuple[PrintedLabel, ...] = ()


@dataclass(frozen=True)
class LabelJob:
    """One label to be made; ``copy`` counts the labels of its container from 1."""

    container: Container
    label_id: str
    copy: int
    mark: str
    note: str | None = None


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
    if isinstance(wanted, Verdict) and chosen and wanted.code in NO_LABEL_NOW:
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
    if printing is None or isinstance(wanted, Verdict):
        return keep(station, p, verdict, act, "side")
    jobs = jobs_for(station, wanted)
    bodies = (*verdict.bodies, *bodies_of(jobs))
    words = {**verdict.words, "labels": str(len(jobs))}
    both = replace(verdict, code="rest-moved-printed", bodies=bodies, words=words)
    return _print(station, p, both, jobs, act, printing)


def _chosen(p: Procedure, mode: str | None) -> tuple[e.Body, ...]:
    """The choice, unless it is what holds already."""
    same = mode is None or p.just_in_time == (mode == JUST_IN_TIME)
    return () if same else (e.PrintingChosen(str(mode)),)


def after(p: Procedure, bodies: Sequence[e.Body], act: Act) -> Procedure:
    """The procedure as these events would leave it."""
    for body in bodies:
        p = apply(p, body, act.occurred_at)
    return p


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
        code, job = "copied", LabelJob(c, c.label_id, copy, f"COPY {copy}")
    else:
        (serial,) = station.store.reserve(1)
        label_id = specimen.issue(station.store.stream, serial, c.side)
        code, job = "reprinted", LabelJob(c, label_id, copy, f"REPRINT {copy - 1}")
    note = station.store.new_key()
    job = replace(job, note=note)
    verdict = accept(code, p, c, *bodies_of([job]), copy=str(copy))
    verdict = replace(verdict, label_id=job.label_id)
    return _print(station, p, verdict, [job], act, printing, Aside({note: reason}))


def jobs_for(station: Station, wanted: Sequence[Container]) -> list[LabelJob]:
    """The first labels of containers, each with its id."""
    issued = iter(station.store.reserve(sum(not c.laboratory_id for c in wanted)))
    jobs = []
    for c in wanted:
        label_id = c.label_id if c.laboratory_id else None
        label_id = label_id or specimen.issue(station.store.stream, next(issued), c.side)
        copy = copies(c) + 1
        mark = f"COPY {copy}" if c.laboratory_id and copy > 1 else ""
        jobs.append(LabelJob(c, label_id, copy, mark))
    return jobs


def bodies_of(jobs: Sequence[LabelJob]) -> list[e.LabelPrinted]:
    """The events of labels."""
    return [
        e.LabelPrinted(
            job.container.container, job.label_id, job.container.side, job.copy, job.note
        )
        for job in jobs
    ]


@dataclass(frozen=True)
class Prepared:
    """Labels that were drawn and read back: staged as files, or fit for the printer's queue."""

    jobs: Sequence[LabelJob]
    contents: Mapping[str, LabelContent]
    sink: LabelSink | None
    names: Sequence[str]  # of the file that each is in
    printer: str | None = None


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


def prepare(
    station: Station, p: Procedure, jobs: Sequence[LabelJob], printing: Printing
) -> Prepared:
    """All that can fail, before anything is kept."""
    contents = {job.label_id: _content(station, p, job) for job in jobs}
    plan = plan_of(station, printing.site, p.place, printing.printer)
    if plan is not None:
        _draw(station, jobs, contents, replace(printing, dpi=plan.dpi, stock=plan.stock))
        return Prepared(jobs, contents, None, [""] * len(jobs), plan.name)
    if printing.sink is None:
        raise StationError(
            "Place '{place}': expected a printer in station.toml or --out, got neither.",
            place=p.place,
        )
    names, files = _in_files(
        _draw(station, jobs, contents, printing), jobs, printing, station.catalogue
    )
    printing.sink.stage(files)
    return Prepared(jobs, contents, printing.sink, names)


def let_out(
    station: Station,
    p: Procedure,
    verdict: Verdict,
    act: Act,
    prepared: Prepared,
    aside: Aside,
) -> Outcome:
    """Keep it, with the jobs if there is a printer; then let the files out if there is none."""
    snapshots = {label_id: asdict(content) for label_id, content in prepared.contents.items()}
    held = prepared.printer is not None and not is_under_way(station.store, p)
    aside = replace(aside, snapshots=snapshots, jobs=_new_jobs(prepared, held))
    if prepared.printer is not None:
        words = {**verdict.words, "printer": prepared.printer, "place": p.place}
        verdict = replace(verdict, code=QUEUED.get(verdict.code, verdict.code), words=words)
    if held and prepared.jobs:
        verdict = replace(verdict, also=(*verdict.also, "labels-held"))
    try:
        kept = keep(station, p, verdict, act, "labels", aside=aside)
    except BaseException:
        if prepared.sink is not None:
            prepared.sink.discard()
        raise
    places = prepared.sink.deliver() if prepared.sink is not None else {}
    labels = tuple(
        PrintedLabel(job.container.container, job.label_id, places.get(name), prepared.printer)
        for name, job in zip(prepared.names, prepared.jobs, strict=True)
    )
    return Printed(kept.answer, kept.procedure, kept.open, kept.bodies, kept.verdict, labels=labels)


def _new_jobs(prepared: Prepared, held: bool) -> tuple[NewJob, ...]:
    to = prepared.printer
    if to is None:
        return ()
    return tuple(
        NewJob(job.label_id, job.container.container, job.container.plan.stock, to, n, held)
        for n, job in enumerate(prepared.jobs, 1)
    )


def _draw(
    station: Station,
    jobs: Sequence[LabelJob],
    contents: Mapping[str, LabelContent],
    printing: Printing,
) -> list[Label]:
    """Each label, read back."""
    fonts = Fonts(*station.fonts())
    drawn = []
    for job in jobs:
        name = printing.stock or job.container.plan.stock
        try:
            stock = stock_of(station.catalogue, name)
            drawn.append(render(contents[job.label_id], stock, printing.dpi, fonts))
        except LabelError as error:
            raise StationError(
                "{container}: {error}", container=job.container.container, error=error
            ) from error
    return drawn


def stock_of(catalogue: Catalogue, name: str) -> Stock:
    """The stock of that name. Raises StationError for none, LabelError for one that cannot be."""
    return stock_from(stock_table(catalogue, name), name, catalogue.profiles)


def stock_table(catalogue: Catalogue, name: str) -> Mapping[str, Any]:
    """What the stocks files say of a stock. Raises StationError."""
    table = catalogue.stocks.get(name)
    if table is None:
        known = ", ".join(sorted(catalogue.stocks))
        raise StationError("Stock '{name}': expected one of {known}.", name=name, known=known)
    return table


def _in_files(
    drawn: Sequence[Label], jobs: Sequence[LabelJob], printing: Printing, catalogue: Catalogue
) -> tuple[list[str], dict[str, bytes]]:
    """The name of the file that each label is in, and the files by name."""
    if printing.sheet and jobs:
        name = f"sheet-{_stem(jobs[0])}.pdf"
        try:
            paper = sheets(drawn, printing.dpi, catalogue.sheets[printing.sheet], printing.sheet)
        except LabelError as error:
            raise StationError("{error}", error=error) from error
        return [name] * len(jobs), {name: paper}
    form = printing.form
    names = [
        f"{n:02d}-{job.container.container}-{_stem(job)}.{form}" for n, job in enumerate(jobs, 1)
    ]
    return names, {
        name: file_of(label, form, printing.dpi) for name, label in zip(names, drawn, strict=True)
    }


def _stem(job: LabelJob) -> str:
    """The label's id; a copy with the same id has a name of its own."""
    if job.container.laboratory_id and job.mark:
        return f"{job.label_id}-{job.mark.lower().replace(' ', '')}"
    return job.label_id


def _content(station: Station, p: Procedure, job: LabelJob) -> LabelContent:
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


def content_again(
    station: Station, p: Procedure, c: Container, label_id: str, mark: str
) -> LabelContent:
    """What stands on a label that was made before, as it would be made now."""
    return _content(station, p, LabelJob(c, label_id, copies(c), mark))


def volume_text(plan: ContainerPlan) -> str:
    """The volume range in ml as people write it; empty where none is fixed."""
    low, high = plan.volume_min_ml, plan.volume_max_ml
    numbers = [f"{value:g}" for value in (low, high) if value is not None]
    return f"{'–'.join(dict.fromkeys(numbers))} ml" if numbers else ""
