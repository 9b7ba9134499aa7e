"""What all use cases share: load, keep, and judge again when another screen was faster."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec

from station.app.station import Station
from station.app.turns import say_taken, taken_by
from station.domain import events as e
from station.domain.data import Data
from station.domain.errors import Saying, StationError, UnknownNameError
from station.domain.feedback import Feedback, feedback
from station.domain.flags import Work
from station.domain.identifiers import canonical, identify
from station.domain.procedure import apply, fold
from station.domain.protocol import Names
from station.domain.state import Container, LabelOwner, Procedure
from station.domain.texts import LANGUAGES, Language
from station.domain.verdict import Verdict
from station.ports.spool import Again, NewJob
from station.ports.store import Act, ConflictError, Record, ResentError, Store, StoreError

TRIES = 50  # each collision means that another act was kept: with few screens they soon run out


@dataclass(frozen=True)
class Outcome:
    """What a use case did: the answer, the procedure after it, and what stands in the way.

    ``verdict`` is None when the scan was kept before: the answer stays as it was said then.
    ``procedures`` are those that an act on a patient is an event of.
    """

    answer: Feedback
    procedure: Procedure | None = None
    open: tuple[Container, ...] = ()
    bodies: tuple[e.Body, ...] = ()
    verdict: Verdict | None = None
    procedures: tuple[str, ...] = ()

    @property
    def answers(self) -> Mapping[Language, Feedback]:
        """The answer in every language, for the screens that others look at."""
        return {
            language: feedback(self.verdict, language) if self.verdict else self.answer
            for language in LANGUAGES
        }


@dataclass(frozen=True)
class Asked:
    """What was asked: by whom and when, which action, and the text that was scanned for it.

    A refusal keeps a digest of ``text``. ``notes`` are free text by id, which may name a person.
    """

    act: Act
    action: str
    text: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Aside:
    """What is kept beside the events: label contents, strange arrivals, print jobs."""

    snapshots: Mapping[str, Data] = field(default_factory=dict)
    strays: tuple[Work, ...] = ()
    jobs: tuple[NewJob, ...] = ()
    again: tuple[Again, ...] = ()


P = ParamSpec("P")


def rejudged(use_case: Callable[P, Outcome]) -> Callable[P, Outcome]:
    """Run a use case again, from its reading on, when what it judged has changed meanwhile."""

    @wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> Outcome:
        for _ in range(TRIES):
            try:
                return use_case(*args, **kwargs)
            except ResentError as resent:
                return Outcome(resent.answer)
            except ConflictError:
                continue
        raise StoreError(
            "NOT SAVED. Expected the procedure to stand still for one of {tries} tries, "
            "got a change at each; try again.",
            tries=TRIES,
        )

    return run


def load(store: Store, procedure: str) -> Procedure:
    """The procedure as it is now. Raises UnknownNameError."""
    return fold(events_of(store, procedure))


def events_of(store: Store, procedure: str) -> Sequence[e.Event]:
    """All that happened to it, oldest first. Raises UnknownNameError."""
    events = store.events(procedure)
    if not events:
        raise UnknownNameError(
            "Procedure '{procedure}': expected one of this station, got none.", procedure=procedure
        )
    return events


def names_of(station: Station, p: Procedure) -> Names:
    """What its desks, sites and choices are called: as it was opened, or as now if that is old."""
    return station.catalogue.names if p.protocol.names == Names() else p.protocol.names


def container_of(procedure: Procedure, name: str) -> Container:
    """The container of that name. Raises UnknownNameError."""
    if name not in procedure.containers:
        names = ", ".join(procedure.containers)
        raise UnknownNameError(
            "Container '{name}': expected one of {names}.", name=name, names=names
        )
    return procedure.containers[name]


def note_of(station: Station, text: str | None) -> tuple[str | None, Mapping[str, str]]:
    """Free text may name a person: it is kept apart from the event, under an id."""
    if not text:
        return None, {}
    note = station.store.new_key()
    return note, {note: text}


def check_unowned(store: Store, label_ids: Iterable[str | None]) -> None:
    """A laboratory's label id is on one container only, and nobody's number.

    Raises StationError.
    """
    for label_id in label_ids:
        if label_id and store.people.own(canonical(label_id)):
            raise StationError(
                "Label id '{label_id}': expected one that is no patient's number, got one.",
                label_id=label_id,
            )
        owner = store.owner(identify(label_id)) if label_id else None
        if isinstance(owner, LabelOwner):
            raise StationError(
                "Label id '{label_id}': expected one that is on no container yet, got one of "
                "procedure {procedure}.",
                label_id=label_id,
                procedure=owner.procedure or Saying("unknown"),
            )


def after(p: Procedure, bodies: Sequence[e.Body], act: Act) -> Procedure:
    """The procedure as these events would leave it."""
    for body in bodies:
        p = apply(p, body, act.occurred_at)
    return p


def keep(
    station: Station,
    procedure: Procedure | None,
    verdict: Verdict,
    asked: Asked,
    aside: Aside | None = None,
) -> Outcome:
    """Keep a verdict on disk, then say it. A refusal keeps a digest of what was scanned."""
    act = asked.act
    bodies = verdict.bodies if verdict.accepted else (_refused(station, verdict, asked),)
    state = after(procedure, bodies, act) if procedure else None
    taken = taken_by(station.store, procedure, bodies)
    verdict = say_taken(verdict, procedure, taken)
    answer = feedback(verdict, station.language)
    aside = aside or Aside()
    if bodies or act.scan_id:  # where nothing was to be done, that is still what a resend is told
        record = Record(
            bodies,
            act,
            station.clock.now(),
            procedure=procedure.procedure if procedure else None,
            expected=procedure.version if procedure else 0,
            state=state,
            answer=answer,
            notes=asked.notes if verdict.accepted else {},
            snapshots=aside.snapshots,
            strays=aside.strays,
            jobs=aside.jobs,
            taken=tuple(job.job for job in taken),
            again=aside.again,
        )
        station.store.append(record)
    return Outcome(answer, state, verdict.open, bodies, verdict)


def _refused(station: Station, verdict: Verdict, asked: Asked) -> e.Refused:
    digest = station.store.digest(asked.text) if asked.text else None
    about = (verdict.container, verdict.asked, digest, verdict.item, verdict.answer)
    return e.Refused(asked.action, verdict.code, *about)
