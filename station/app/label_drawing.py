"""Labels drawn and read back, before anything is kept: all that can fail, fails here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from labels.files import file_of, sheets
from labels.render import (
    Fonts,
    Label,
    LabelContent,
    LabelError,
    Stock,
    capitals,
    render,
    stock_from,
)
from station.app.keeping import names_of
from station.app.label_jobs import LabelJob
from station.app.printers import plan_of
from station.app.printing import Printing
from station.app.station import Station
from station.domain.data import Data
from station.domain.errors import StationError
from station.domain.identifiers import specimen
from station.domain.person import Person
from station.domain.protocol import volume_text
from station.domain.state import Container, Procedure
from station.domain.texts import WORDS, Language
from station.domain.verdict.printing import copies
from station.ports.catalogue import Catalogue
from station.ports.printer import LabelSink


@dataclass(frozen=True)
class Means:
    """What a label is drawn with where no store is needed: catalogue, language, both font files."""

    catalogue: Catalogue
    language: Language
    fonts: tuple[bytes, bytes]


@dataclass(frozen=True)
class Prepared:
    """Labels that were drawn and read back: staged as files, or fit for the printer's queue."""

    jobs: Sequence[LabelJob]
    contents: Mapping[str, LabelContent]
    sink: LabelSink | None
    names: Sequence[str]  # of the file that each is in
    printer: str | None = None


def prepare(
    station: Station, p: Procedure, jobs: Sequence[LabelJob], printing: Printing | None
) -> Prepared:
    """All that can fail, before anything is kept. Raises StationError and PrinterError."""
    if printing is None:
        raise StationError("Labels: expected a printer or an output folder, got none.")
    contents = {job.label_id: _content(station, p, job) for job in jobs}
    plan = plan_of(station, printing.station_file, p.place, printing.printer)
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


def stock_table(catalogue: Catalogue, name: str) -> Data:
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
        readable_id=specimen.format(label_id) if own else label_id,
        kind=c.plan.name[language],
        side=c.side,
        side_word=WORDS[language][f"{c.side}-label"],
        additive=c.plan.additive or c.plan.medium,
        volume=volume_text(c.plan),
        mark=job.mark,
        site=names_of(station, p).site(site)[language] if site else "",
        **named_on_label(station, person),
    )


def named_on_label(station: Station, person: Person) -> dict[str, str]:
    """What a label says of who somebody is, by the fields of its content."""
    return {
        "family": capitals(person.family, Fonts(*station.fonts())),
        "given": person.given,
        "birth_date": person.birth_date.isoformat(),
        "patient_id": person.patient_id,
    }


def content_again(
    station: Station, p: Procedure, c: Container, label_id: str, mark: str
) -> LabelContent:
    """What stands on a label that was made before, as it would be made now."""
    return _content(station, p, LabelJob(c, label_id, copies(c), mark))
