"""What all use cases share: load, keep, and judge again when another screen was faster."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec

from station.app.station import Station
from station.app.turns import say_taken, taken_by
from station.domain import events as e
from station.domain.errors import Saying, StationError, UnknownNameError
from station.domain.feedback import Feedback, feedback
from station.domain.flags import Work
from station.domain.identifiers import identify
from station.domain.procedure import apply, fold
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
    """

    answer: Feedback
    procedure: Procedure | None = None
    open: tuple[Container, ...] = ()
    bodies: tuple[e.Body, ...] = ()
    verdict: Verdict | None = None

    @property
    def answers(self) -> Mapping[Language, Feedback]:
        """The answer in every language, for the screens that others look at."""
        return {
            language: feedback(self.verdict, language) if self.verdict else self.answer
            for language in LANGUAGES
        }


@dataclass(frozen=True)
class Aside:
    """What is kept beside the events: notes by id, label contents, strange arrivals, print jobs.

    ``again`` are jobs that come back with their procedure.
    """

    notes: Mapping[str, str] = field(default_factory=dict)
    snapshots: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
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
    events = store.events(procedure)
    if not events:
        raise UnknownNameError(
            "Procedure '{procedure}': expected one of this station, got none.", procedure=procedure
        )
    return fold(events)


def container_of(procedure: Procedure, name: str) -> Container:
    """The container of that name. Raises UnknownNameError."""
    if name not in procedure.containers:
        names = ", ".join(procedure.containers)
        raise UnknownNameError(
            "Container '{name}': expected one of {names}.", name=name, names=names
        )
    return procedure.containers[name]


def check_unowned(store: Store, label_ids: Iterable[str | None]) -> None:
    """A laboratory's label id is on one container only. Raises StationError for a second."""
    for label_id in label_ids:
        owner = store.owner(identify(label_id)) if label_id else None
        if isinstance(owner, LabelOwner):
            raise StationError(
                "Label id '{label_id}': expected one that is on no container yet, got one of "
                "procedure {procedure}.",
                label_id=label_id,
                procedure=owner.procedure or Saying("unknown"),
            )


def keep(
    station: Station,
    procedure: Procedure | None,
    verdict: Verdict,
    act: Act,
    action: str,
    text: str | None = None,
    aside: Aside | None = None,
) -> Outcome:
    """Keep a verdict on disk, then say it. A refusal keeps a digest of what was scanned."""
    bodies = verdict.bodies if verdict.accepted else (_refused(station, verdict, action, text),)
    state = procedure
    for body in bodies if state else ():
        assert state is not None
        state = apply(state, body, act.occurred_at)
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
            notes=aside.notes if verdict.accepted else {},
            snapshots=aside.snapshots,
            strays=aside.strays,
            jobs=aside.jobs,
            taken=tuple(job.job for job in taken),
            again=aside.again,
        )
        station.store.append(record)
    return Outcome(answer, state, verdict.open, bodies, verdict)


def _refused(station: Station, verdict: Verdict, action: str, text: str | None) -> e.Refused:
    digest = station.store.digest(text) if text else None
    return e.Refused(action, verdict.code, verdict.container, verdict.asked, digest)
