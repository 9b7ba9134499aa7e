"""One question and the state give a verdict: what to keep, and what to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from station.domain.errors import Saying
from station.domain.events import Body
from station.domain.identifiers import OtherId, Scanned, Unreadable
from station.domain.identifiers.card import Card
from station.domain.identifiers.place import PlaceCard
from station.domain.protocol import Answer, ChecklistItem, Text
from station.domain.state import Container, Procedure

Words = Mapping[str, str | Text | Saying]


@dataclass(frozen=True)
class Question:
    """What close-out finds open and does not hold back; its ``code`` has a sentence.

    It is about containers, a checklist item or a side.
    """

    code: str
    containers: tuple[Container, ...] = ()
    item: ChecklistItem | None = None
    side: str | None = None


@dataclass(frozen=True)
class Verdict:
    """Accepted or refused, with a code that has one sentence in each language.

    ``code`` is a refusal's reason or what was done, ``also`` what was done beside it; ``bodies``
    are the events to keep; ``words`` fill the sentences; ``asked`` is kept with a refusal so that
    a confirmation knows what it confirms, as ``item`` and ``answer`` are of the checklist;
    ``open`` are the containers that stand in the way, and ``questions`` what is asked before it is
    done; ``patient_id`` is said where no bed stands beside the tube.
    """

    code: str
    accepted: bool
    bodies: tuple[Body, ...] = ()
    warnings: tuple[str, ...] = ()
    procedure: str | None = None
    container: str | None = None
    label_id: str | None = None
    side: str | None = None
    asked: str | None = None
    words: Words = field(default_factory=dict)
    open: tuple[Container, ...] = ()
    questions: tuple[Question, ...] = ()
    item: str | None = None
    answer: Answer | None = None
    also: tuple[str, ...] = ()
    patient_id: str | None = None

    @property
    def reason(self) -> str | None:
        """The refusal's code, or None."""
        return None if self.accepted else self.code


def accept(
    code: str,
    procedure: Procedure | None,
    container: Container | None = None,
    *bodies: Body,
    warnings: tuple[str, ...] = (),
    **words: str | Text | Saying,
) -> Verdict:
    """A verdict that keeps ``bodies``."""
    verdict = Verdict(code, True, bodies, warnings, words=words)
    return _about(verdict, procedure, container)


def refuse(
    reason: str,
    procedure: Procedure | None = None,
    container: Container | None = None,
    /,
    *,
    asked: str | None = None,
    open: tuple[Container, ...] = (),  # noqa: A002 - the word of the screen
    item: str | None = None,
    answer: Answer | None = None,
    **words: str | Text | Saying,
) -> Verdict:
    """A verdict that changes nothing; the use case keeps that it was refused."""
    verdict = Verdict(reason, False, asked=asked, open=open, item=item, answer=answer, words=words)
    return _about(verdict, procedure, container)


def refuse_stranger(scanned: Scanned, procedure: Procedure | None = None) -> Verdict:
    """Nobody's: unreadable when it has no known form or wrong check characters, else unknown.

    A card is somebody's word, but nothing here has asked for it.
    """
    if isinstance(scanned, Card):
        return refuse("nothing-asked", procedure)
    if isinstance(scanned, Unreadable):
        return refuse("unreadable", procedure, why=scanned.why)
    if isinstance(scanned, OtherId) and scanned.stranger:
        return refuse("unreadable", procedure, why=scanned.stranger)
    if isinstance(scanned, PlaceCard):
        return refuse("place-card", procedure, place=scanned.place)
    return refuse("unknown", procedure)


def refuse_void(procedure: Procedure, container: Container, label_id: str) -> Verdict:
    """A label that was replaced, or whose container was discarded; says which is valid now."""
    valid = container.label_id if container.label_id != label_id else None
    return refuse("void-label", procedure, container, new=valid or "no-label")


def _about(verdict: Verdict, procedure: Procedure | None, container: Container | None) -> Verdict:
    if procedure is not None:
        verdict = replace(verdict, procedure=procedure.procedure)
    if container is None:
        side = verdict.words.get("side")
        return replace(verdict, side=side if isinstance(side, str) else None)
    words: Words = {
        "container": container.container,
        "kind": container.plan.name,
        "side": container.side,
        **verdict.words,
    }
    return replace(
        verdict,
        container=container.container,
        label_id=container.label_id,
        side=container.side,
        words=words,
    )
