"""Labels that were drawn are kept as printed; then, and only then, they are let out or queued."""

from dataclasses import asdict, dataclass, replace

from station.app.keeping import Aside, Asked, Outcome, keep
from station.app.label_drawing import Prepared
from station.app.station import Station
from station.app.turns import is_under_way
from station.domain.protocol import Text
from station.domain.state import Procedure
from station.domain.texts import LANGUAGES, PRINTERS
from station.domain.verdict import Verdict
from station.ports.printer import ABLE
from station.ports.spool import NewJob

QUEUED = {
    "labels-printed": "labels-queued",
    "reprinted": "reprint-queued",
    "copied": "copy-queued",
    "rest-moved-printed": "rest-moved-queued",
}
"""What is said of labels that a printer has yet to take."""


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


def let_out(
    station: Station,
    p: Procedure,
    verdict: Verdict,
    asked: Asked,
    prepared: Prepared,
) -> Outcome:
    """Keep it, with the jobs if there is a printer; then let the files out if there is none."""
    snapshots = {label_id: asdict(content) for label_id, content in prepared.contents.items()}
    held = prepared.printer is not None and not is_under_way(station.store, p)
    aside = Aside(snapshots, jobs=_new_jobs(prepared, held))
    if prepared.printer is not None:
        words = {**verdict.words, "printer": prepared.printer, "place": p.place}
        verdict = replace(verdict, code=QUEUED.get(verdict.code, verdict.code), words=words)
    if held and prepared.jobs:
        verdict = replace(verdict, also=(*verdict.also, "labels-held"))
    elif prepared.printer is not None and prepared.jobs:
        verdict = _with_condition(station, verdict, prepared.printer)
    try:
        kept = keep(station, p, verdict, asked, aside)
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


def _with_condition(station: Station, verdict: Verdict, printer: str) -> Verdict:
    """With what is known to keep the printer from printing, if anything is."""
    status, _ = station.store.spool.conditions().get(printer, (None, None))
    if status is None or status.code in ABLE:
        return verdict
    problem: Text = {
        language: PRINTERS[language][status.code].format(printer=printer) for language in LANGUAGES
    }
    warnings = (*verdict.warnings, "printer-waits")
    return replace(verdict, warnings=warnings, words={**verdict.words, "problem": problem})


def _new_jobs(prepared: Prepared, held: bool) -> tuple[NewJob, ...]:
    to = prepared.printer
    if to is None:
        return ()
    return tuple(
        NewJob(job.label_id, job.container.container, job.container.plan.stock, to, n, held)
        for n, job in enumerate(prepared.jobs, 1)
    )
