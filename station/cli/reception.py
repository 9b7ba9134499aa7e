"""At the laboratory's desk: receive, reject, and the board of what is missing."""

from datetime import UTC, datetime

import click

from station.app import receive as desk
from station.app.views import board
from station.cli import views
from station.cli.bedside import say_scan
from station.cli.call import Call, Refusal, command, table
from station.domain.codes import REJECTIONS
from station.domain.errors import StationError


@command("receive")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--destination", metavar="NAME", help="The desk; without one it takes for all.")
@click.option("--scan-id", metavar="ID", help="The reader's own id: a resend is recorded once.")
def receive(
    call: Call, texts: tuple[str, ...], destination: str | None, scan_id: str | None
) -> None:
    """Take containers in."""
    accepted = True
    for number, text in enumerate(texts, 1):
        one_id = f"{scan_id}-{number}" if scan_id and len(texts) > 1 else scan_id
        outcome = desk.receive(call.station, text, destination, call.act(one_id))
        accepted &= say_scan(call, text, outcome)
    if not accepted:
        raise Refusal


@command("reject")
@click.argument("text")
@click.option("--reason", type=click.Choice(REJECTIONS), required=True)
def reject(call: Call, text: str, reason: str) -> None:
    """Reject a container that stands at the desk."""
    call.answer(desk.reject(call.station, text, reason, call.act()), text=text)


@command("undo-receive")
@click.argument("text")
@click.option("--reason", required=True, metavar="TEXT")
def undo_receive(call: Call, text: str, reason: str) -> None:
    """Take a reception or rejection back."""
    call.answer(desk.undo_receive(call.station, text, reason, call.act()), text=text)


@command("missing")
@click.option("--at", metavar="TIME", help="As it was or will be at a time (ISO 8601).")
@click.option("--procedure", metavar="P")
def missing(call: Call, at: str | None, procedure: str | None) -> None:
    """The board: what is missing, late or contradictory."""
    asked = parse_time(at) if at is not None else None
    found = board.missing(call.station, asked, procedure)
    when = asked or call.station.clock.now()
    whose = board.patients_of(call.station, found)
    people = [whose.get(flag.procedure or "") for flag in found]
    rows = [
        {**views.flag_data(flag, when), "patient_id": person.patient_id if person else None}
        for flag, person in zip(found, people, strict=True)
    ]
    former = ("was",) if any(person and person.was for person in people) else ()
    columns = (
        *("flag", "procedure", "container", "side", "label_id", "since", "due", "overdue"),
        *("patient_id", "name", *former),
    )
    shown = [
        {
            **row,
            "since": _minute(row["since"]),
            "due": _minute(row["due"]),
            "name": person.name if person else None,
            "was": person.was if person else None,
        }
        for row, person in zip(rows, people, strict=True)
    ]
    call.say(rows, table(shown, columns) or ["Nothing is missing."])


def _minute(text: str | None) -> str | None:
    """A moment as people read it: to the minute, in UTC."""
    return f"{text[:10]} {text[11:16]}Z" if text else None


def parse_time(text: str) -> datetime:
    """A moment in ISO 8601; without an offset it is UTC. Raises StationError.

    >>> parse_time("2026-01-02T03:04Z").isoformat()
    '2026-01-02T03:04:00+00:00'
    """
    try:
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise StationError("--at: expected a time in ISO 8601, got '{text}'.", text=text) from None


COMMANDS = (receive, reject, undo_receive, missing)
