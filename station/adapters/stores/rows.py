"""Rows of what can be looked up, to and from the domain's values."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from station.codecs.stored import Row as Row
from station.codecs.stored import canonical_json, instant
from station.domain.answer_kinds import KIND_OF, KindOfAnswer, tone_of
from station.domain.data import Data
from station.domain.feedback import Feedback
from station.domain.flags import Standing, Work
from station.domain.order import Order, OrderedContainer
from station.domain.state import Procedure
from station.ports.spool import Job
from station.ports.store import ProcedureLine

VIEWS = 2  # raise it when the rows of procedure, label or work are derived differently


def work_row(work: Work) -> Row:
    """A row of open work."""
    standing = [
        [s.flag, instant(s.since), instant(s.due) if s.due else None] for s in work.standing
    ]
    times = ("near_expiry_at", "expires_at", "shown_until")
    row = {key: value for key, value in vars(work).items() if key not in (*times, "standing")}
    row["standing"] = canonical_json(standing)
    for key in times:
        at = getattr(work, key)
        row[key] = instant(at) if at else None
    return row


def work_from(row: Data) -> Work:
    """The open work of a row."""
    standing = tuple(
        Standing(flag, datetime.fromisoformat(since), _time(due))
        for flag, since, due in json.loads(row["standing"])
    )
    return Work(
        procedure=row["procedure"],
        key=row["key"],
        container=row["container"],
        label_id=row["label_id"],
        kind=row["kind"],
        side=row["side"],
        standing=standing,
        near_expiry_at=_time(row["near_expiry_at"]),
        expires_at=_time(row["expires_at"]),
        shown_until=_time(row["shown_until"]),
        destination=row["destination"],
    )


def order_row(order: Order, patient: str, at: datetime) -> Row:
    """A row of the orders."""
    return {
        "order": order.order,
        "patient": patient,
        "indication": order.indication,
        "sides": canonical_json(order.sides),
        "site": order.site,
        "containers": canonical_json([asdict(c) for c in order.containers]),
        "imported_at": instant(at),
        "filler": order.filler,
    }


def order_from(row: Data) -> Order:
    """The order of a row."""
    return Order(
        order=row["order"],
        indication=row["indication"],
        sides=tuple(json.loads(row["sides"])),
        site=row["site"],
        containers=tuple(OrderedContainer(**c) for c in json.loads(row["containers"])),
        filler=row["filler"],
    )


def procedure_row(state: Procedure) -> Row:
    """A row of the procedures."""
    return {
        "procedure": state.procedure,
        "order": state.order,
        "patient": state.patient,
        "protocol": state.protocol.name,
        "place": state.place,
        "closed": int(state.closed_at is not None),
        "version": state.version,
        "opened_at": instant(state.opened_at),
    }


def line_from(row: Data) -> ProcedureLine:
    """A line of the list of procedures."""
    return ProcedureLine(
        procedure=row["procedure"],
        order=row["order"],
        protocol=row["protocol"],
        place=row["place"],
        active=bool(row["active"]),
        closed=bool(row["closed"]),
        opened_at=datetime.fromisoformat(row["opened_at"]),
    )


def label_rows(state: Procedure) -> Iterator[Row]:
    """Every label that a procedure's containers have or had."""
    for c in state.containers.values():
        for label_id in (*c.void_labels, *((c.label_id,) if c.label_id else ())):
            yield {
                "label_id": label_id,
                "procedure": state.procedure,
                "container": c.container,
            }


def answer_from(text: str) -> Feedback:
    """What a scan was answered; of one from before there were kinds, its kind as far as known."""
    data = json.loads(text)
    data["warnings"] = tuple(data["warnings"])
    if "kind_of_answer" not in data:
        kind: KindOfAnswer = "warning" if data["warnings"] else "done"
        kind = kind if data["accepted"] else KIND_OF.get(data["reason"], "refused")
        data |= {"kind_of_answer": kind, "tone": tone_of(kind)}
    return Feedback(**data)


def job_from(row: Data) -> Job:
    """The job of a row."""
    times = {key: _time(row[key]) for key in ("queued_at", "next_at", "settled_at", "uncertain_at")}
    return Job(**{**row, **times})


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
