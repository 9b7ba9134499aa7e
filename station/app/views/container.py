"""One container: what it is, how far it has come, and what can be done with it now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from station.app.keeping import names_of
from station.app.on_paper import Paper, problem, short
from station.app.station import Station
from station.domain.allowed import allowed_of
from station.domain.codes import Side, State
from station.domain.protocol import volume_text
from station.domain.state import Container, Procedure
from station.domain.texts import Language

SHORT = 6  # characters of a label's id that a person compares


@dataclass(frozen=True)
class ContainerView:
    """``name`` is what people call it, ``kind_name`` its kind alone; times are aware, UTC.

    ``state`` is ``expected`` in place of ``printed`` while the label is not known to be out;
    ``waits`` says what for, ``job`` how its printer's job is, and ``job_problem`` why.
    ``destination_name`` is what people call the desk that it goes to.

    ``offered`` are the acts of ``domain.allowed`` that are worth a button.
    """

    container: str
    name: str
    kind: str
    kind_name: str
    vessel: str
    side: Side
    state: State
    waits: str
    job: str | None
    job_problem: str | None
    label_id: str | None
    void_labels: tuple[str, ...]
    order: int
    additive: str
    volume: str
    destination: str
    destination_name: str
    tell: str
    reason: str | None
    shared_with: str | None
    recollects: str | None
    printed_at: datetime | None
    collected_at: datetime | None
    dispatched_at: datetime | None
    received_at: datetime | None
    expires_at: datetime | None
    discrepancy: str | None
    odd: bool
    outdated: bool  # its label has what the patient was called before
    is_next: bool
    offered: frozenset[str]

    @property
    def short_id(self) -> str:
        """The end of its label's id; empty without one."""
        return (self.label_id or "")[-SHORT:]

    @property
    def content(self) -> str:
        """How much of what is in it before it is filled."""
        return " · ".join(filter(None, (self.volume, self.additive)))


def container_view(
    station: Station, p: Procedure, c: Container, paper: Paper, following: Container | None = None
) -> ContainerView:
    """One container of a procedure, its label as ``paper``; ``following`` is filled next."""
    plan, language = c.plan, station.language
    return ContainerView(
        container=c.container,
        name=container_name(p, c, language),
        kind=plan.kind,
        kind_name=plan.name[language],
        vessel=plan.vessel,
        side=c.side,
        state=paper.state,
        waits=short(paper, language),
        job=paper.job.state if paper.job else None,
        job_problem=problem(paper, language),
        label_id=c.label_id,
        void_labels=c.void_labels,
        order=plan.draw_order,
        additive=plan.additive or plan.medium,
        volume=volume_text(plan),
        destination=plan.destination,
        destination_name=names_of(station, p).desk(plan.destination)[language],
        tell=plan.tell[language],
        reason=c.reason,
        shared_with=c.shared_with,
        recollects=c.recollects,
        printed_at=c.printed_at,
        collected_at=c.collected_at,
        dispatched_at=c.dispatched_at,
        received_at=c.received_at,
        expires_at=_expires_at(c),
        discrepancy=c.discrepancy,
        odd=c.odd,
        outdated=c.outdated_at is not None,
        is_next=c is following,
        offered=allowed_of(p, c).offered,
    )


def container_name(p: Procedure, c: Container, language: Language) -> str:
    """A container as people call it: numbered where its side has several of a kind."""
    alike = [o for o in p.containers.values() if o.plan.kind == c.plan.kind and o.side == c.side]
    number = f" {alike.index(c) + 1}" if len(alike) > 1 else ""
    return c.plan.name[language] + number


def _expires_at(c: Container) -> datetime | None:
    if c.collected_at is None or c.plan.stability_h is None:
        return None
    return c.collected_at + timedelta(hours=c.plan.stability_h)
