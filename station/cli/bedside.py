"""At the bedside: scan, excuse, add, undo, discard, dispatch."""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from station.app import close_procedure, containers
from station.app.keeping import Outcome
from station.app.printing import Printing
from station.app.scan import Scan, handle_scan
from station.app.views.procedure import is_here
from station.bootstrap import printer_queue
from station.cli import labels
from station.cli.call import Call, Refusal, command, line_of, spoken
from station.domain import events as e
from station.domain.codes import EXCUSES, ORDER_REASONS, Side
from station.domain.errors import Saying, StationError
from station.domain.identifiers.place import DEFAULT
from station.domain.order import parse_label_id

TEXT_REASON = click.option("--reason", required=True, metavar="TEXT")
PROCEDURE = re.compile(r"P[0-9]{5}-[0-9]+")


@dataclass(frozen=True)
class _Scans:
    """What is scanned, where and why."""

    texts: tuple[str, ...]
    place: str
    check_print: bool
    reason: str | None
    scan_id: str | None
    out: str | None


@command("scan", _Scans)
@click.argument("texts", nargs=-1, required=True, metavar="[P] TEXT...")
@click.option("--place", default=DEFAULT, metavar="NAME", help="Whose active procedure it is.")
@click.option("--check-print", is_flag=True, help="Only check the label; never collects.")
@click.option("--reason", type=click.Choice(ORDER_REASONS), help="Out of order, or excused: why.")
@click.option("--scan-id", metavar="ID", help="The reader's own id: a resend is recorded once.")
@click.option("--out", metavar="DIR", help="Where CARDPRINT puts labels.")
def scan(call: Call, given: _Scans) -> None:
    """Collect what is scanned; '-' reads texts from standard input, one a line."""
    procedure, rest = split_procedure(call, given.texts)
    printing = printing_of(call, given.out)
    accepted = True
    for number, text in enumerate(_lines(rest), 1):
        act = call.act(_numbered(given.scan_id, number, rest))
        one = Scan(text, act, procedure, given.place, given.check_print, given.reason)
        accepted &= say_scan(call, text, handle_scan(one, call.station, printing))
    if not accepted:
        raise Refusal


@dataclass(frozen=True)
class _Excuse:
    """What is not collected, why, and where the next label goes."""

    procedure: str
    container: str
    reason: str
    shared_with: str | None
    note: str | None
    out: str | None


@command("excuse", _Excuse)
@click.argument("procedure", metavar="P")
@click.argument("container")
@click.option("--reason", type=click.Choice(EXCUSES), required=True)
@click.option("--with", "shared_with", metavar="CONTAINER", help="For 'shared': with which.")
@click.option("--note", metavar="TEXT", help="For 'other': why.")
@click.option("--out", metavar="DIR", help="Where the next label goes, one by one.")
def excuse(call: Call, given: _Excuse) -> None:
    """Say why a container is not collected."""
    why = containers.Excuse(given.container, given.reason, given.shared_with, given.note)
    printing = printing_of(call, given.out)
    call.answer(containers.excuse(call.station, given.procedure, why, call.act(), printing))


@dataclass(frozen=True)
class _Addition:
    """What is expected besides."""

    procedure: str
    kind: str
    side: Side
    label_id: str | None
    recollects: str | None


@command("add", _Addition)
@click.argument("procedure", metavar="P")
@click.argument("kind")
@click.option("--side", type=click.Choice(["left", "right", "none"]), required=True)
@click.option("--label-id", metavar="ID", help="A pre-labelled tube's own id.")
@click.option("--recollects", metavar="CONTAINER", help="The one that it stands in for.")
def add(call: Call, given: _Addition) -> None:
    """Expect one more container."""
    own_id = given.label_id
    if own_id is not None:
        own_id = parse_label_id(own_id, Saying("--label-id"))
    addition = containers.Addition(given.kind, given.side, own_id, given.recollects)
    call.answer(containers.add(call.station, given.procedure, addition, call.act()))


@command("undo")
@click.argument("procedure", metavar="P")
@click.argument("container")
@TEXT_REASON
def undo(call: Call, procedure: str, container: str, reason: str) -> None:
    """Take back what was last said of a container."""
    call.answer(containers.undo(call.station, procedure, container, reason, call.act()))


@command("discard")
@click.argument("procedure", metavar="P")
@click.argument("container")
@TEXT_REASON
def discard(call: Call, procedure: str, container: str, reason: str) -> None:
    """A collected container is broken or spilled; its recollection is expected."""
    outcome = containers.discard(call.station, procedure, container, reason, call.act())
    added = [b.container for b in outcome.bodies if isinstance(b, e.ContainerAdded)]
    call.answer(outcome, replacement=added[0] if added else None)


@command("resolve")
@click.argument("procedure", metavar="P")
@click.argument("container")
@TEXT_REASON
def resolve(call: Call, procedure: str, container: str, reason: str) -> None:
    """Settle a flag that a person has cleared up."""
    call.answer(containers.resolve(call.station, procedure, container, reason, call.act()))


@command("dispatch")
@click.argument("procedure", metavar="P")
@click.option("--destination", metavar="NAME")
def dispatch(call: Call, procedure: str, destination: str | None) -> None:
    """Send what is collected to a destination, or to all."""
    outcome = close_procedure.dispatch(call.station, procedure, destination, call.act())
    p = outcome.procedure
    sent = [
        {
            "container": body.container,
            "label_id": p.containers[body.container].label_id,
            "destination": body.destination,
        }
        for body in outcome.bodies
        if p and isinstance(body, e.Dispatched)
    ]
    call.answer(outcome, dispatched=sent)


def say_scan(call: Call, text: str, outcome: Outcome) -> bool:
    """Say one scan's answer, one object a line; whether it was accepted."""
    call.say({"text": text, **spoken(outcome.answer)}, [line_of(outcome.answer)])
    return outcome.answer.accepted


def split_procedure(call: Call, texts: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The procedure, if the first of several texts names one, and the texts to scan."""
    first = texts[0].strip().upper()
    if not PROCEDURE.fullmatch(first) or not is_here(call.station, first):
        return None, texts
    if len(texts) == 1:
        raise StationError(
            "Scan: expected a text after the procedure {first}, got none.", first=first
        )
    return first, texts[1:]


def printing_of(call: Call, out: str | None) -> Printing:
    """Into the folder named; else at the place's printer, or beside the database without one."""
    if out is not None:
        return labels.printing_to(out)
    return printer_queue(call.printers, otherwise=Path(default_folder(call)))


def default_folder(call: Call) -> str:
    """Where cards print when no folder is named: beside the database."""
    return str(call.config.db.with_suffix(".labels"))


def _lines(texts: tuple[str, ...]) -> Iterable[str]:
    """The texts, or the lines of standard input for '-'; bytes of no UTF-8 become U+FFFD."""
    if texts != ("-",):
        return texts
    lines = (raw.decode(errors="replace").rstrip("\r\n") for raw in sys.stdin.buffer)
    return (line for line in lines if line)


def _numbered(scan_id: str | None, number: int, texts: tuple[str, ...]) -> str | None:
    if scan_id is None or (len(texts) == 1 and texts != ("-",)):
        return scan_id
    return f"{scan_id}-{number}"


COMMANDS = (*labels.COMMANDS, scan, excuse, add, undo, discard, resolve, dispatch)
