"""What the command line shows, as the JSON of docs/interface.md."""

from collections.abc import Iterable
from datetime import datetime

from station.app.views.container import ContainerView
from station.app.views.history import KeptEvent
from station.app.views.orders import OrderView
from station.app.views.patient import PatientView
from station.app.views.person import PersonView
from station.app.views.procedure import ItemView, ProcedureView
from station.domain.data import Data
from station.domain.events import body_data
from station.domain.feedback import asking
from station.domain.flags import Flag
from station.domain.person import Person
from station.domain.state import Container
from station.domain.texts import Language
from station.domain.verdict import Question
from station.ports.store import ProcedureLine


def container_data(c: ContainerView) -> Data:
    """One container with its times; ``order`` is its place in the collection order."""
    return {
        "container": c.container,
        "kind": c.kind,
        "name": c.kind_name,
        "side": c.side,
        "state": c.state,
        "job": c.job,
        "job_problem": c.job_problem,
        "label_id": c.label_id,
        "order": c.order,
        "additive": c.additive,
        "volume": c.volume,
        "destination": c.destination,
        "tell": c.tell,
        "reason": c.reason,
        "shared_with": c.shared_with,
        "recollects": c.recollects,
        "void_labels": list(c.void_labels),
        "printed_at": time_text(c.printed_at),
        "collected_at": time_text(c.collected_at),
        "dispatched_at": time_text(c.dispatched_at),
        "received_at": time_text(c.received_at),
        "expires_at": time_text(c.expires_at),
        "discrepancy": c.discrepancy,
    }


def procedure_data(p: ProcedureView) -> Data:
    """A procedure as ``procedure open`` and ``procedure show`` answer."""
    return {
        "procedure": p.procedure,
        "order": p.order,
        "protocol": p.protocol,
        "protocol_version": p.protocol_version,
        "approved": p.approved,
        "notices": list(p.notices),
        "place": p.place,
        "sides": list(p.sides),
        "active_side": p.active_side,
        "site": p.site,
        "mode": p.mode,
        "patient_confirmed": p.confirmed,
        "waits_for": p.waits_for,
        "checklist_open": list(p.blocking),
        "prompts": list(p.prompts),
        "opened_at": time_text(p.opened_at),
        "closed": p.closed_at is not None,
        "closed_at": time_text(p.closed_at),
        "aborted": p.aborted,
        "questions": list(p.unexplained),
        "containers": [container_data(c) for c in p.containers],
        "patient": patient_data(p.patient),
    }


def patient_data(person: PersonView | None) -> Data | None:
    """Who it is, for reading aloud; None when erased."""
    if person is None:
        return None
    names = {"name": person.name, "was": person.was or None}
    return {"id": person.patient_id, **_name_data(person), **names}


def whole_patient_data(view: PatientView) -> Data:
    """A patient as ``patient show`` answers."""
    person = view.person
    return {
        "id": person.patient_id,
        "ids": [vars(one) for one in view.ids],
        **_name_data(person),
        "former": [
            {
                **_name_data(one.former.person),
                "id": one.former.person.patient_id,
                "until": time_text(one.former.until),
                "why": one.former.why,
                "reason": one.reason,
            }
            for one in view.former
        ],
        "alike": [{"id": one.patient_id, "differs": list(one.differs)} for one in view.alike],
        "procedures": list(view.procedures),
    }


def _name_data(person: Person | PersonView) -> Data:
    born = person.birth_date.isoformat() or None
    return {"family": person.family, "given": person.given, "birth_date": born}


def order_data(one: OrderView) -> Data:
    """One order, with whose it is and its procedures."""
    person = one.patient
    return {
        "order": one.order.order,
        "patient": patient_data(person),
        "name": person.name if person else None,
        "indication": one.order.indication,
        "sides": list(one.order.sides),
        "procedures": [line.procedure for line in one.procedures],
    }


def line_data(line: ProcedureLine) -> Data:
    """One line of the list of procedures."""
    return {**vars(line), "opened_at": time_text(line.opened_at)}


def missing_data(containers: Iterable[Container]) -> list[Data]:
    """Containers that stand in the way, by name, kind and side."""
    return [{"container": c.container, "kind": c.plan.kind, "side": c.side} for c in containers]


def question_data(asked: Question, language: Language) -> Data:
    """What close-out finds open, by its code and what it is about."""
    return {
        "code": asked.code,
        "containers": [c.container for c in asked.containers],
        "item": asked.item.item if asked.item else None,
        "side": asked.side,
        "text": asking(asked, language),
    }


def item_data(item: ItemView) -> Data:
    """One item of the checklist, answered or not."""
    numbers = item.type == "number"
    return {
        "item": item.item,
        "text": item.text,
        "type": item.type,
        "phase": item.phase,
        "blocking": item.blocking,
        "limit": item.limit,
        "choices": list(item.choices),
        "satisfying": [float(v) if numbers and _is_number(v) else v for v in item.satisfying],
        "answer": item.answer,
        "satisfied": item.satisfied,
    }


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def event_data(kept: KeptEvent) -> Data:
    """One event as one line; a note's text stands in for its id, None when erased."""
    event, body = kept.event, body_data(kept.event.body)
    if "note" in body:
        body["note"] = kept.note
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


def flag_data(flag: Flag, at: datetime) -> Data:
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
        "overdue": flag.overdue(at),
    }


def time_text(at: datetime | None) -> str | None:
    """A moment as ISO 8601, UTC, whole: asked for again, it is the same moment."""
    return at.isoformat(timespec="microseconds") if at else None
