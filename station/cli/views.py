"""Domain values as the JSON of docs/interface.md."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from station.domain.events import Event, body_data
from station.domain.feedback import asking, notices
from station.domain.flags import Flag
from station.domain.protocol import ChecklistItem, volume_text
from station.domain.state import Container, Procedure
from station.domain.texts import Language
from station.domain.verdict import Question
from station.domain.verdict.closing import unexplained


def container_view(c: Container, language: Language) -> dict[str, Any]:
    """One container with its times; ``order`` is its place in the collection order."""
    expires = None
    if c.collected_at and c.plan.stability_h is not None:
        expires = c.collected_at + timedelta(hours=c.plan.stability_h)
    return {
        "container": c.container,
        "kind": c.plan.kind,
        "name": c.plan.name[language],
        "side": c.side,
        "state": c.state,
        "label_id": c.label_id,
        "order": c.plan.draw_order,
        "additive": c.plan.additive or c.plan.medium,
        "volume": volume_text(c.plan),
        "destination": c.plan.destination,
        "tell": c.plan.tell[language],
        "reason": c.reason,
        "shared_with": c.shared_with,
        "recollects": c.recollects,
        "void_labels": list(c.void_labels),
        "printed_at": time_text(c.printed_at),
        "collected_at": time_text(c.collected_at),
        "dispatched_at": time_text(c.dispatched_at),
        "received_at": time_text(c.received_at),
        "expires_at": time_text(expires),
        "discrepancy": c.discrepancy,
    }


def procedure_view(p: Procedure, language: Language) -> dict[str, Any]:
    """A procedure as ``procedure open`` and ``procedure show`` answer."""
    return {
        "procedure": p.procedure,
        "order": p.order,
        "protocol": p.protocol.name,
        "protocol_version": p.protocol.version,
        "approved": p.protocol.approved,
        "notices": notices(p, language),
        "place": p.place,
        "sides": list(p.sides),
        "active_side": p.active_side,
        "site": p.site,
        "mode": p.mode,
        "patient_confirmed": p.confirmed,
        "waits_for": p.ask.what if p.ask else None,
        "checklist_open": list(p.blocking()),
        "prompts": prompts(p, language),
        "opened_at": time_text(p.opened_at),
        "closed": p.closed_at is not None,
        "closed_at": time_text(p.closed_at),
        "aborted": p.aborted,
        "questions": list(unexplained(p)),
        "containers": [container_view(c, language) for c in p.containers.values()],
    }


def prompts(p: Procedure, language: Language) -> list[str]:
    """What the protocol tells whoever is at the needle."""
    return [prompt[language] for prompt in p.protocol.prompts]


def missing_view(containers: Iterable[Container]) -> list[dict[str, Any]]:
    """Containers that stand in the way, by name, kind and side."""
    return [{"container": c.container, "kind": c.plan.kind, "side": c.side} for c in containers]


def question_view(asked: Question, language: Language) -> dict[str, Any]:
    """What close-out finds open, by its code and what it is about."""
    return {
        "code": asked.code,
        "containers": [c.container for c in asked.containers],
        "item": asked.item.item if asked.item else None,
        "side": asked.side,
        "text": asking(asked, language),
    }


def checklist_view(p: Procedure, language: Language) -> list[dict[str, Any]]:
    """Every item, answered or not."""
    return [_item_view(p, item, language) for item in p.protocol.checklist]


def _item_view(p: Procedure, item: ChecklistItem, language: Language) -> dict[str, Any]:
    answer, satisfied = p.answers.get(item.item, (None, False))
    numbers = item.type == "number"
    return {
        "item": item.item,
        "text": item.text[language],
        "type": item.type,
        "phase": item.phase,
        "blocking": item.blocking,
        "limit": item.limit,
        "choices": list(item.choices),
        "satisfying": [float(v) if numbers and _is_number(v) else v for v in item.satisfying],
        "answer": answer,
        "satisfied": satisfied,
    }


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def event_view(event: Event, note: str | None) -> dict[str, Any]:
    """One event as one line; a note's text stands in for its id, None when erased."""
    body = body_data(event.body)
    if "note" in body:
        body["note"] = note
    return {
        "stream": event.stream,
        "seq": event.seq,
        "type": event.body.TYPE,
        "at": time_text(event.occurred_at),
        "recorded_at": time_text(event.recorded_at),
        "by": event.by,
        "source": event.source,
        "procedure": event.procedure,
        "scan_id": event.scan_id,
        "hlc": event.hlc,
        "hash": event.hash,
        **{key: value for key, value in body.items() if key not in {"protocol", "containers"}},
    }


def flag_view(flag: Flag, at: datetime) -> dict[str, Any]:
    """One line of the board."""
    return {
        "procedure": flag.procedure,
        "container": flag.container,
        "label_id": flag.label_id,
        "kind": flag.kind,
        "side": flag.side,
        "flag": flag.flag,
        "since": time_text(flag.since),
        "due": time_text(flag.due),
        "destination": flag.destination,
        "overdue": flag.due is not None and at >= flag.due,
    }


def time_text(at: datetime | None) -> str | None:
    """A moment as ISO 8601, UTC, whole: asked for again, it is the same moment."""
    return at.isoformat(timespec="microseconds") if at else None
