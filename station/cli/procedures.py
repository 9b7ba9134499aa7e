"""``station procedure``, and what comes before the needle: wristband, checklist, side."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from station.app import close_procedure, prepare
from station.app.open_procedure import Opening, open_procedure
from station.app.print_labels import LabelsWanted, print_labels
from station.app.views.history import kept_events
from station.app.views.orders import all_procedures
from station.app.views.person import PersonView, person_view
from station.app.views.procedure import (
    ProcedureView,
    checklist_view,
    open_questions,
    procedure_named,
    procedure_view,
    prompts,
)
from station.cli import views
from station.cli.call import Call, command, table
from station.cli.labels import printing_to, say_labels
from station.domain.codes import EXCUSES, ORDER_REASONS, Side
from station.domain.errors import Saying, StationError
from station.domain.feedback import asking, notices, remarks
from station.domain.identifiers.place import DEFAULT, checked
from station.domain.order import parse_date
from station.domain.protocol import LEFT_RIGHT
from station.domain.texts import Language, said


@click.group()
def procedure() -> None:
    """Procedures: open, list, show, events, close, abort."""


@command("open")
@click.argument("order")
@click.option("--protocol", metavar="NAME", help="Instead of the indication's own.")
@click.option("--sides", metavar="left,right", help="Instead of the order's.")
@click.option("--place", default=DEFAULT, metavar="NAME")
def open_(call: Call, order: str, protocol: str | None, sides: str | None, place: str) -> None:
    """Open a procedure for an order; it becomes the active one of its place."""
    opening = Opening(
        order, protocol, _sides(sides), checked(place), just_in_time=call.printers.just_in_time
    )
    outcome = open_procedure(call.station, opening, call.act())
    if outcome.procedure is None:
        call.answer(outcome)
    else:
        assert outcome.verdict is not None
        beside = remarks(outcome.verdict, call.station.language)
        show_procedure(call, procedure_view(call.station, outcome.procedure), beside)


@command("list")
def list_(call: Call) -> None:
    """All procedures, oldest first."""
    rows = [views.line_data(line) for line in all_procedures(call.station)]
    call.say(rows, table(rows, ("procedure", "order", "protocol", "place", "active", "closed")))


@command("show")
@click.argument("procedure", metavar="P")
def show(call: Call, procedure: str) -> None:
    """One procedure with all its containers."""
    show_procedure(call, procedure_named(call.station, procedure))


@command("events")
@click.argument("procedure", metavar="P")
def events(call: Call, procedure: str) -> None:
    """Everything that happened, one event a line."""
    for kept in kept_events(call.station, procedure):
        view = views.event_data(kept)
        what = view.get("container") or view.get("side") or view.get("reason") or ""
        call.say(view, [f"{view['at']}  {view['type']:<20} {what}"])


@command("close")
@click.argument("procedure", metavar="P")
@click.option("--reason", type=click.Choice(ORDER_REASONS), help="Why out of order, if asked.")
def close(call: Call, procedure: str, reason: str | None) -> None:
    """Close; refused while a container is neither collected nor excused."""
    outcome = close_procedure.close(call.station, procedure, reason, call.act())
    p, language = outcome.procedure, call.station.language
    questions = open_questions(call.station, p) if p else ()
    asked = [asking(one, language) for one in questions]
    notes = notices(p, call.station.language) if p else []
    call.answer(
        outcome,
        lines=[*asked, *notes],
        notices=notes,
        closed=bool(p and p.closed_at),
        missing=views.missing_data(outcome.open),
        questions=asked,
        open_questions=[views.question_data(one, language) for one in questions],
    )


@command("abort")
@click.argument("procedure", metavar="P")
@click.option("--reason", type=click.Choice(EXCUSES), required=True)
def abort(call: Call, procedure: str, reason: str) -> None:
    """Stop at once; what is not collected is excused."""
    outcome = close_procedure.abort(call.station, procedure, reason, call.act())
    call.answer(outcome, closed=bool(outcome.procedure and outcome.procedure.closed_at))


@dataclass(frozen=True)
class _Wristband:
    """What was read, or why there is none."""

    procedure: str
    text: str | None
    birth_date: str | None
    without: bool
    reason: str | None
    witness: str | None


@command("wristband", _Wristband)
@click.argument("procedure", metavar="P")
@click.argument("text", required=False)
@click.option("--birth-date", metavar="YYYY-MM-DD", help="Confirmed aloud: the second identifier.")
@click.option("--none", "without", is_flag=True, help="There is no wristband.")
@click.option("--reason", metavar="TEXT", help="Why there is none.")
@click.option("--witness", metavar="ID", help="Who vouches for the patient.")
def wristband(call: Call, given: _Wristband) -> None:
    """Confirm the patient by wristband and birth date, or by a witness."""
    if given.without:
        if given.text is not None or not _said(given.reason) or not _said(given.witness):
            raise StationError(
                "Wristband: expected --none with --reason and --witness and no text, got less."
            )
        assert given.reason is not None
        assert given.witness is not None
        outcome = prepare.go_without_wristband(
            call.station, given.procedure, given.reason, given.witness, call.act()
        )
    else:
        if given.text is None:
            raise StationError("Wristband: expected its text or --none, got neither.")
        said_date = given.birth_date
        born = parse_date(said_date, Saying("Birth date")) if said_date is not None else None
        outcome = prepare.read_wristband(
            call.station, given.procedure, given.text, born, call.act()
        )
    p = outcome.procedure
    person = person_view(call.station, p.patient) if p and outcome.answer.accepted else None
    lines = [_called(person, call.station.language)] if person else []
    shown = views.patient_data(person)
    call.answer(outcome, lines=lines, patient_confirmed=bool(p and p.confirmed), patient=shown)


@command("checklist")
@click.argument("procedure", metavar="P")
@click.argument("answers", nargs=-1, metavar="ITEM=VALUE...")
@click.option("--reason", metavar="TEXT", help="Why it is accepted, or another answer than before.")
@click.option("--clinician", metavar="ID", help="Who accepts it.")
def checklist(
    call: Call,
    procedure: str,
    answers: tuple[str, ...],
    reason: str | None,
    clinician: str | None,
) -> None:
    """Answer checklist items, or list them."""
    if reason is None and clinician is not None:
        raise StationError("Checklist: expected a reason and a clinician together, got one.")
    if answers:
        pairs = dict(_answer(answer) for answer in answers)
        given = prepare.Answers(pairs, reason, clinician)
        outcome = prepare.answer_checklist(call.station, procedure, given, call.act())
        if not outcome.answer.accepted:
            call.answer(outcome)
        assert outcome.procedure is not None
        items = checklist_view(call.station, outcome.procedure)
    else:
        items = procedure_named(call.station, procedure).checklist
    rows = [views.item_data(item) for item in items]
    shown = [{**row, "answer": item.answer_name} for row, item in zip(rows, items, strict=True)]
    call.say(rows, table(shown, ("item", "answer", "satisfied", "blocking", "text")))


@dataclass(frozen=True)
class _Side:
    """The side, and what becomes of the one before."""

    procedure: str
    side: str
    confirm: bool
    move_rest: bool
    reason: str | None
    site: str | None
    out: str | None


@command("side", _Side)
@click.argument("procedure", metavar="P")
@click.argument("side", metavar="left|right")
@click.option("--confirm", is_flag=True, help="Although the present side is incomplete.")
@click.option("--move-rest", is_flag=True, help="Take what is not collected along.")
@click.option("--reason", type=click.Choice(EXCUSES), help="Why the rest moves.")
@click.option("--site", metavar="NAME", help="The body site, if not the protocol's first.")
@click.option("--out", metavar="DIR", help="Print the labels that the side needs now.")
def side(call: Call, given: _Side) -> None:
    """Declare the side that is punctured now, or change it."""
    if given.move_rest != (given.reason is not None):
        raise StationError("Side: expected --move-rest and --reason together, got one.")
    known: dict[str, Side] = {"left": "left", "right": "right"}
    if given.side not in known:
        call.answer(prepare.declare_site(call.station, given.procedure, given.side, call.act()))
        return
    change = prepare.SideChange(known[given.side], given.site, given.confirm, given.reason)
    outcome = prepare.declare_side(call.station, given.procedure, change, call.act())
    p = outcome.procedure
    shown = list(prompts(p, call.station.language)) if p and outcome.answer.accepted else []
    call.answer(outcome, lines=shown, open=views.missing_data(outcome.open), prompts=shown)
    if given.out is not None:
        printing = printing_to(given.out)
        say_labels(
            call, print_labels(call.station, given.procedure, LabelsWanted(), call.act(), printing)
        )


def _said(text: str | None) -> bool:
    return bool((text or "").strip())


def show_procedure(call: Call, p: ProcedureView, beside: Sequence[str] | None = None) -> None:
    """Say a procedure with its patient, if that is not erased, and what was done beside."""
    data = views.procedure_data(p)
    if beside is not None:
        data = {**data, "remarks": list(beside)}
    name = _called(p.patient, call.station.language) if p.patient else "erased"
    head = f"{p.procedure}  order {p.order}  {p.protocol}  place {p.place}  {name}"
    columns = ("container", "name", "side", "state", "label_id", "destination")
    waits = [f"{c.container}: {c.waits}" for c in p.containers if c.waits]
    shown = [{**views.container_data(c), "destination": c.destination_name} for c in p.containers]
    call.say(data, [head, *p.notices, *table(shown, columns), *waits, *(beside or ())])


def _called(person: PersonView, language: Language) -> str:
    """Who it is, for reading aloud."""
    return said(person.described, language) + (f" ({person.was})" if person.was else "")


def _sides(text: str | None) -> tuple[Side, ...] | None:
    if text is None:
        return None
    names = [name.strip() for name in text.split(",")]
    if not set(names) <= set(LEFT_RIGHT) or len(set(names)) != len(names):
        raise StationError("--sides: expected left, right or left,right, got '{text}'.", text=text)
    return tuple(s for s in LEFT_RIGHT if s in names)


def _answer(text: str) -> tuple[str, str]:
    item, equals, value = text.partition("=")
    if not equals or not item or not value:
        raise StationError("Checklist: expected ITEM=VALUE, got '{text}'.", text=text)
    return item, value


for sub in (open_, list_, show, events, close, abort):
    procedure.add_command(sub)
COMMANDS = (procedure, wristband, checklist, side)
