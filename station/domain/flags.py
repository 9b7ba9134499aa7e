"""What is missing, late or contradictory: open work, and the flags it raises at a moment.

Open work is what the store keeps beside the events, one row for each container that someone may
still have to act on; the board is a query on it. Only the board of an earlier time is a walk over
history (``then.py``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from station.domain.state import AT_DESK, AWAITED, ON_THE_WAY, Container, Procedure

UNKNOWN_SHOWN_H = 24  # hours; an unknown code at reception is a matter of the day
NEAR_EXPIRY_SHARE = 0.25  # of a short stability window; else two-hour smears are always urgent


@dataclass(frozen=True)
class Standing:
    """A flag that stands until something happens; ``due`` is when it becomes overdue."""

    flag: str
    since: datetime
    due: datetime | None = None


@dataclass(frozen=True)
class Work:
    """One row of open work. ``key`` is unique within its procedure ('' for no record).

    ``destination`` is the desk whose matter it is; None is everybody's.
    """

    procedure: str
    key: str
    container: str | None
    label_id: str | None
    kind: str | None
    side: str | None
    standing: tuple[Standing, ...]
    near_expiry_at: datetime | None = None
    expires_at: datetime | None = None
    shown_until: datetime | None = None
    destination: str | None = None


@dataclass(frozen=True)
class Flag:
    """One line of the board; times are aware, UTC."""

    procedure: str | None
    container: str | None
    label_id: str | None
    kind: str | None
    side: str | None
    flag: str
    since: datetime
    due: datetime | None
    destination: str | None = None

    def overdue(self, at: datetime) -> bool:
        """Whether it is past due at a moment."""
        return self.due is not None and at >= self.due


def flags(work: Iterable[Work], at: datetime, desk: str | None = None) -> tuple[Flag, ...]:
    """The flags raised at a moment, the longest standing first; with a ``desk`` only its own."""
    found = [
        Flag(
            row.procedure or None,
            row.container,
            row.label_id,
            row.kind,
            row.side,
            raised.flag,
            raised.since,
            raised.due,
            row.destination,
        )
        for row in work
        if row.shown_until is None or at < row.shown_until
        if desk is None or row.destination in (None, desk)
        for raised in (*row.standing, *_running_out(row, at))
    ]
    return tuple(sorted(found, key=lambda f: (f.since, f.procedure or "", f.container or "")))


def open_work(p: Procedure) -> tuple[Work, ...]:
    """The rows of a procedure: empty when all is received or excused and nothing is odd."""
    rows = (_row(p, c) for c in p.containers.values())
    return tuple(row for row in rows if row.standing or row.expires_at)


def stray(label_id: str, at: datetime, desk: str | None = None) -> Work:
    """A specimen received without a record here; it stands until the record comes."""
    standing = (Standing("record-not-here", at),)
    return Work("", label_id, None, label_id, None, None, standing, destination=desk)


def unknown_arrival(digest: str, at: datetime) -> Work:
    """A readable code at reception that this station never issued or heard of."""
    until = at + timedelta(hours=UNKNOWN_SHOWN_H)
    standing = (Standing("unexpected", at),)
    return Work("", digest, None, None, None, None, standing, shown_until=until)


def _row(p: Procedure, c: Container) -> Work:
    expires = _expires_at(c)
    window = timedelta(hours=p.protocol.near_expiry_h)
    if expires is not None and c.plan.stability_h is not None:
        window = min(window, timedelta(hours=c.plan.stability_h * NEAR_EXPIRY_SHARE))
    return Work(
        p.procedure,
        c.container,
        c.container,
        c.label_id,
        c.plan.kind,
        c.side,
        tuple(_standing(p, c, expires)),
        expires - window if expires else None,
        expires,
        destination=c.plan.destination,
    )


def _expires_at(c: Container) -> datetime | None:
    """When the stability window ends; it runs from collection until received."""
    running = c.state in ON_THE_WAY
    if not running or c.plan.stability_h is None or c.collected_at is None:
        return None
    return c.collected_at + timedelta(hours=c.plan.stability_h)


def _standing(p: Procedure, c: Container, expires: datetime | None) -> Iterable[Standing]:
    if c.state in AWAITED:
        yield Standing("missing-at-bedside", p.closed_at or p.opened_at)
    sent = c.dispatched_at if c.state == "dispatched" else None
    if c.state == "collected" and p.closed_at:
        sent = max(p.closed_at, c.collected_at or p.closed_at)
    if sent is not None:
        due = sent + timedelta(hours=p.protocol.transit_h)
        yield Standing("not-received", sent, min(due, expires) if expires else due)
    if c.arrival and c.arrival_at:
        yield Standing(c.arrival, c.arrival_at)
    if c.wrong_side_at:
        yield Standing("wrong-side", c.wrong_side_at)
    if c.discrepancy_at and c.discrepancy:
        yield Standing("discrepancy", c.discrepancy_at)
    elif c.old_label_open and c.printed_at:
        yield Standing("discrepancy", c.printed_at)
    if c.relabel_open and c.printed_at:
        yield Standing("relabel-open", c.printed_at)
    if c.outdated_at and not _received_before(p, c):
        yield Standing("name-changed", c.outdated_at)
    if c.label_left and p.closed_at:
        yield Standing("labels-left", p.closed_at)


def _received_before(p: Procedure, c: Container) -> bool:
    """Whether the laboratory had it before its patient was called otherwise, and all is over."""
    at = c.received_at if c.state in AT_DESK and p.closed_at else None
    return bool(at and c.outdated_at and at < c.outdated_at)


def _running_out(row: Work, at: datetime) -> Iterable[Standing]:
    if row.expires_at is None or row.near_expiry_at is None:
        return
    if at >= row.expires_at:
        yield Standing("expired", row.expires_at, row.expires_at)
    elif at >= row.near_expiry_at:
        yield Standing("near-expiry", row.near_expiry_at, row.expires_at)
