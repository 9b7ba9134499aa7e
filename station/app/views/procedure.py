"""One procedure, whole: whose it is, how far it has come, its checklist, its containers."""

from dataclasses import dataclass
from datetime import datetime

from station.app.keeping import load, names_of
from station.app.on_paper import Papers, lying_about, papers_of
from station.app.station import Station
from station.app.views.container import ContainerView, container_view
from station.app.views.person import PersonView, person_view
from station.domain.allowed import allowed
from station.domain.codes import Side
from station.domain.feedback import notices, question
from station.domain.next_step import next_container
from station.domain.protocol import LEFT_RIGHT, NOT_APPLICABLE, Answer, ChecklistItem, answer_text
from station.domain.state import Procedure
from station.domain.texts import Language
from station.domain.verdict import Question
from station.domain.verdict.answering import asked, choices
from station.domain.verdict.closing import left_open, unexplained, why_out_of_order

LISTED: tuple[Side, ...] = ("left", "none", "open", "right")  # as they lie before the one who fills


@dataclass(frozen=True)
class Named:
    """A code and what people call it."""

    code: str
    name: str


@dataclass(frozen=True)
class ItemView:
    """One question of the checklist; ``answers`` are its buttons, apart from a number's."""

    item: str
    text: str
    type: str
    phase: str
    blocking: bool
    limit: float | None
    choices: tuple[str, ...]
    answers: tuple[Named, ...]
    satisfying: tuple[str, ...]
    answer: Answer | None
    satisfied: bool
    asked: bool

    @property
    def answer_name(self) -> str | None:
        """The answer as people write it; None for none."""
        names = {one.code: one.name for one in self.answers}
        answer = None if self.answer is None else answer_text(self.answer)
        return names.get(answer, answer) if answer else None


@dataclass(frozen=True)
class KindView:
    """What may be added, from the ``sides`` that the verdicts let it be added for."""

    kind: str
    name: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class ProcedureView:
    """A procedure as it stands. ``patient`` is None when erased.

    ``unexplained`` are the sides that were collected out of order without a reason, ``questions``
    ask for it; ``offered`` are the acts of ``domain.allowed`` that are worth a button.
    """

    procedure: str
    version: int
    order: str
    patient: PersonView | None
    protocol: str
    protocol_version: int
    approved: bool
    title: str
    notices: tuple[str, ...]
    prompts: tuple[str, ...]
    place: str
    sides: tuple[Side, ...]
    active_side: Side | None
    site: str | None
    site_name: str  # of the site, or of the first that the protocol has
    sites: tuple[Named, ...]  # of puncture, as the protocol has them
    mode: str
    excuse_reason: str | None
    relabel_prints: bool  # the old label was read: PRINT makes the new one
    just_in_time: bool
    confirmed: bool
    waits_for: str | None
    keyed: str
    blocking: tuple[str, ...]
    opened_at: datetime
    closed_at: datetime | None
    aborted: str | None
    unexplained: tuple[str, ...]
    questions: tuple[str, ...]
    containers: tuple[ContainerView, ...]
    checklist: tuple[ItemView, ...]
    kinds: tuple[KindView, ...]
    offered: frozenset[str]

    @property
    def listed(self) -> tuple[ContainerView, ...]:
        """The containers by side and by their order."""
        return tuple(sorted(self.containers, key=lambda c: (LISTED.index(c.side), c.order)))

    @property
    def unsent(self) -> tuple[ContainerView, ...]:
        """What is collected and not sent yet."""
        return tuple(c for c in self.containers if c.state == "collected")


def is_here(station: Station, procedure: str) -> bool:
    """Whether this station has a procedure of that name."""
    return bool(station.store.events(procedure))


def place_of_procedure(station: Station, procedure: str) -> str:
    """Where it is, or was last. Raises UnknownNameError."""
    return load(station.store, procedure).place


def procedure_named(station: Station, procedure: str) -> ProcedureView:
    """The procedure of that name, as it is now. Raises UnknownNameError."""
    return procedure_view(station, load(station.store, procedure))


def procedure_view(station: Station, p: Procedure, papers: Papers | None = None) -> ProcedureView:
    """A procedure that is loaded; ``papers`` are its containers', where they are known already."""
    language, protocol, names = station.language, p.protocol, names_of(station, p)
    offered = allowed(p).offered
    return ProcedureView(
        procedure=p.procedure,
        version=p.version,
        order=p.order,
        patient=person_view(station, p.patient),
        protocol=protocol.name,
        protocol_version=protocol.version,
        approved=protocol.approved,
        title=protocol.title[language],
        notices=tuple(notices(p, language)),
        prompts=prompts(p, language),
        place=p.place,
        sides=p.sides,
        active_side=p.active_side,
        site=p.site,
        site_name=names.site(p.site or protocol.sites[0])[language],
        sites=tuple(Named(site, names.site(site)[language]) for site in protocol.sites),
        mode=p.mode,
        excuse_reason=p.excuse_reason,
        relabel_prints=_relabel_prints(p),
        just_in_time=p.just_in_time,
        confirmed=p.confirmed,
        waits_for=p.ask.what if p.ask else None,
        keyed=p.keyed,
        blocking=p.blocking(),
        opened_at=p.opened_at,
        closed_at=p.closed_at,
        aborted=p.aborted,
        unexplained=unexplained(p),
        questions=questions(p, language),
        containers=_containers(station, p, papers or papers_of(station, p)),
        checklist=checklist_view(station, p),
        kinds=_kinds(station, p, offered),
        offered=offered,
    )


def _containers(station: Station, p: Procedure, papers: Papers) -> tuple[ContainerView, ...]:
    following = next_container(p)
    return tuple(
        container_view(station, p, c, papers[name], following) for name, c in p.containers.items()
    )


def _relabel_prints(p: Procedure) -> bool:
    old = p.by_label(p.relabel_old) if p.mode == "relabel" and p.relabel_old else None
    return old is not None and old.label_id == p.relabel_old


def prompts(p: Procedure, language: Language) -> tuple[str, ...]:
    """What the protocol tells whoever is at the needle."""
    return tuple(prompt[language] for prompt in p.protocol.prompts)


def open_questions(station: Station, p: Procedure) -> tuple[Question, ...]:
    """What close-out finds open and does not hold back, and why a side was out of order."""
    p = lying_about(station, p)
    return (*why_out_of_order(p), *left_open(p))


def questions(p: Procedure, language: Language) -> tuple[str, ...]:
    """What is still to be answered about the order of collection."""
    return tuple(question("ask-order", side, language) for side in unexplained(p))


def checklist_view(station: Station, p: Procedure) -> tuple[ItemView, ...]:
    """Every item, answered or not."""
    now = asked(p)
    return tuple(_item(station, p, item, now) for item in p.protocol.checklist)


def answer_code(station: Station, procedure: str, item: str, word: str) -> str:
    """The code of an answer as people write it ("ja", "ikke aktuelt"); else the text itself.

    Raises UnknownNameError.
    """
    items = checklist_view(station, load(station.store, procedure))
    codes = {
        one.name.casefold(): one.code for view in items if view.item == item for one in view.answers
    }
    return codes.get(word.strip().casefold(), word)


def _item(
    station: Station, p: Procedure, item: ChecklistItem, now: ChecklistItem | None
) -> ItemView:
    answer, satisfied = p.answers.get(item.item, (None, False))
    names, language = names_of(station, p), station.language
    return ItemView(
        item=item.item,
        text=item.text[language],
        type=item.type,
        phase=item.phase,
        blocking=item.blocking,
        limit=item.limit,
        choices=item.choices,
        answers=tuple(
            Named(code, names.answer(code)[language]) for code in (*choices(item), NOT_APPLICABLE)
        ),
        satisfying=item.satisfying,
        answer=answer,
        satisfied=satisfied,
        asked=item == now,
    )


def _kinds(station: Station, p: Procedure, offered: frozenset[str]) -> tuple[KindView, ...]:
    """The catalogue's kinds and the protocol's own."""
    plans = {**station.catalogue.kinds, **{plan.kind: plan for plan in p.protocol.containers}}
    of_side: tuple[Side, ...] = tuple(side for side in LEFT_RIGHT if f"add-{side}" in offered)
    return tuple(
        KindView(kind, plan.name[station.language], of_side if plan.per_side else ("none",))
        for kind, plan in sorted(plans.items())
    )
