"""``station procedure``, and what comes before the needle: wristband, checklist, side."""

from collections.abc import Sequence

import click

from station.app import close_procedure, prepare
from station.app.keeping import load
from station.app.on_paper import as_data, papers_of, short
from station.app.open_procedure import Opening, open_procedure
from station.app.print_labels import print_labels
from station.cli import views
from station.cli.call import Call, command, table
from station.cli.labels import printing_to, say_labels
from station.domain.codes import EXCUSES, ORDER_REASONS, Side
from station.domain.errors import Saying, StationError
from station.domain.feedback import notices, question, remarks
from station.domain.order import parse_date
from station.domain.protocol import LEFT_RIGHT
from station.domain.state import Procedure
from station.domain.verdict.closing import unexplained


@click.group()
def procedure() -> None:
    """Procedures: open, list, show, events, close, abort."""


@command("open")
@click.argument("order")
@click.option("--protocol", metavar="NAME", help="Instead of the indication's own.")
@click.option("--sides", metavar="left,right", help="Instead of the order's.")
@click.option("--place", default="default", metavar="NAME")
def open_(call: Call, order: str, protocol: str | None, sides: str | None, place: str) -> None:
    """Open a procedure for an order; it becomes the active one of its place."""
    opening = Opening(
        order, protocol, _sides(sides), _place(place), just_in_time=call.printers.just_in_time
    )
    outcome = open_procedure(call.station, opening, call.act())
    if outcome.procedure is None:
        call.answer(outcome)
    else:
        assert outcome.verdict is not None
        show_procedure(call, outcome.procedure, remarks(outcome.verdict, call.station.language))


@command("list")
def list_(call: Call) -> None:
    """All procedures, oldest first."""
    rows = [
        {
            "procedure": line.procedure,
            "order": line.order,
            "protocol": line.protocol,
            "place": line.place,
            "active": line.active,
            "closed": line.closed,
            "opened_at": views.time_text(line.opened_at),
        }
        for line in call.station.store.procedures()
    ]
    call.say(rows, table(rows, ("procedure", "order", "protocol", "place", "active", "closed")))


@command("show")
@click.argument("procedure", metavar="P")
def show(call: Call, procedure: str) -> None:
    """One procedure with all its containers."""
    show_procedure(call, load(call.station.store, procedure))


@command("events")
@click.argument("procedure", metavar="P")
def events(call: Call, procedure: str) -> None:
    """Everything that happened, one event a line."""
    store = call.station.store
    load(store, procedure)
    for event in store.events(procedure):
        note = getattr(event.body, "note", None)
        view = views.event_view(event, store.note(note) if note else None)
        what = view.get("container") or view.get("side") or view.get("reason") or ""
        call.say(view, [f"{view['at']}  {view['type']:<20} {what}"])


@command("close")
@click.argument("procedure", metavar="P")
@click.option("--reason", type=click.Choice(ORDER_REASONS), help="Why out of order, if asked.")
def close(call: Call, procedure: str, reason: str | None) -> None:
    """Close; refused while a container is neither collected nor excused."""
    outcome = close_procedure.close(call.station, procedure, reason, call.act())
    p = outcome.procedure
    sides = unexplained(p) if p else ()
    questions = [question("ask-order", side, call.station.language) for side in sides]
    notes = notices(p, call.station.language) if p else []
    call.answer(
        outcome,
        lines=[*questions, *notes],
        notices=notes,
        closed=bool(p and p.closed_at),
        missing=views.missing_view(outcome.open),
        questions=questions,
    )


@command("abort")
@click.argument("procedure", metavar="P")
@click.option("--reason", type=click.Choice(EXCUSES), required=True)
def abort(call: Call, procedure: str, reason: str) -> None:
    """Stop at once; what is not collected is excused."""
    outcome = close_procedure.abort(call.station, procedure, reason, call.act())
    call.answer(outcome, closed=bool(outcome.procedure and outcome.procedure.closed_at))


@command("wristband")
@click.argument("procedure", metavar="P")
@click.argument("text", required=False)
@click.option("--birth-date", metavar="YYYY-MM-DD", help="Confirmed aloud: the second identifier.")
@click.option("--none", "without", is_flag=True, help="There is no wristband.")
@click.option("--reason", metavar="TEXT", help="Why there is none.")
@click.option("--witness", metavar="ID", help="Who vouches for the patient.")
def wristband(
    call: Call,
    procedure: str,
    text: str | None,
    birth_date: str | None,
    without: bool,
    reason: str | None,
    witness: str | None,
) -> None:
    """Confirm the patient by wristband and birth date, or by a witness."""
    if without:
        if text is not None or not (reason or "").strip() or not (witness or "").strip():
            raise StationError(
                "Wristband: expected --none with --reason and --witness and no text, got less."
            )
        assert reason is not None
        assert witness is not None
        outcome = prepare.go_without_wristband(call.station, procedure, reason, witness, call.act())
    else:
        if text is None:
            raise StationError("Wristband: expected its text or --none, got neither.")
        born = parse_date(birth_date, Saying("Birth date")) if birth_date is not None else None
        outcome = prepare.read_wristband(call.station, procedure, text, born, call.act())
    p = outcome.procedure
    said = _patient(call, p) if p and outcome.answer.accepted else None
    lines = [f"{said['name']}, born {said['birth_date']}"] if said else []
    call.answer(outcome, lines=lines, patient_confirmed=bool(p and p.confirmed), patient=said)


@command("checklist")
@click.argument("procedure", metavar="P")
@click.argument("answers", nargs=-1, metavar="ITEM=VALUE...")
@click.option("--reason", metavar="TEXT", help="Why an answer outside the limit is accepted.")
@click.option("--clinician", metavar="ID", help="Who accepts it.")
def checklist(
    call: Call,
    procedure: str,
    answers: tuple[str, ...],
    reason: str | None,
    clinician: str | None,
) -> None:
    """Answer checklist items, or list them."""
    p = load(call.station.store, procedure)
    if (reason is None) != (clinician is None):
        raise StationError("Checklist: expected --reason and --clinician together, got one.")
    if answers:
        pairs = dict(_answer(answer) for answer in answers)
        outcome = prepare.answer_checklist(
            call.station, procedure, pairs, call.act(), reason, clinician
        )
        assert outcome.procedure is not None
        p = outcome.procedure
    rows = views.checklist_view(p, call.station.language)
    call.say(rows, table(rows, ("item", "answer", "satisfied", "blocking", "text")))


@command("side")
@click.argument("procedure", metavar="P")
@click.argument("side", metavar="left|right")
@click.option("--confirm", is_flag=True, help="Although the present side is incomplete.")
@click.option("--move-rest", is_flag=True, help="Take what is not collected along.")
@click.option("--reason", type=click.Choice(EXCUSES), help="Why the rest moves.")
@click.option("--site", metavar="NAME", help="The body site, if not the protocol's first.")
@click.option("--out", metavar="DIR", help="Print the labels that the side needs now.")
def side(
    call: Call,
    procedure: str,
    side: str,
    confirm: bool,
    move_rest: bool,
    reason: str | None,
    site: str | None,
    out: str | None,
) -> None:
    """Declare the side that is punctured now, or change it."""
    if move_rest != (reason is not None):
        raise StationError("Side: expected --move-rest and --reason together, got one.")
    known: dict[str, Side] = {"left": "left", "right": "right"}
    if side not in known:
        call.answer(prepare.declare_site(call.station, procedure, side, call.act()))
        return
    change = prepare.SideChange(known[side], site, confirm, reason)
    outcome = prepare.declare_side(call.station, procedure, change, call.act())
    p = outcome.procedure
    prompts = views.prompts(p, call.station.language) if p and outcome.answer.accepted else []
    call.answer(outcome, lines=prompts, open=views.missing_view(outcome.open), prompts=prompts)
    if out is not None:
        printing = printing_to(out)
        say_labels(call, print_labels(call.station, procedure, None, call.act(), printing))


def show_procedure(call: Call, p: Procedure, beside: Sequence[str] | None = None) -> None:
    """Say a procedure with its patient, if that is not erased, and what was done beside."""
    view = views.procedure_view(p, call.station.language)
    view["patient"] = _patient(call, p)
    papers = papers_of(call.station, p)
    for row in view["containers"]:
        row.update(as_data(papers[row["container"]], call.station.language))
    name = "{name}, born {birth_date}".format(**view["patient"]) if view["patient"] else "erased"
    head = f"{p.procedure}  order {p.order}  {p.protocol.name}  place {p.place}  {name}"
    columns = ("container", "name", "side", "state", "label_id", "destination")
    waits = [
        f"{c}: {short(paper, call.station.language)}" for c, paper in papers.items() if paper.waits
    ]
    if beside is not None:
        view["remarks"] = list(beside)
    lines = [*view["notices"], *table(view["containers"], columns), *waits, *(beside or ())]
    call.say(view, [head, *lines])


def _patient(call: Call, p: Procedure) -> dict[str, str] | None:
    """Who it is, for reading aloud; None when erased."""
    person = call.station.store.person(p.patient)
    if person is None:
        return None
    return {
        "id": person.patient_id,
        "name": person.name,
        "birth_date": person.birth_date.isoformat(),
    }


def _sides(text: str | None) -> tuple[Side, ...] | None:
    if text is None:
        return None
    names = [name.strip() for name in text.split(",")]
    if not set(names) <= set(LEFT_RIGHT) or len(set(names)) != len(names):
        raise StationError("--sides: expected left, right or left,right, got '{text}'.", text=text)
    return tuple(s for s in LEFT_RIGHT if s in names)


def _place(name: str) -> str:
    if not name.strip() or len(name) > 64 or not name.isprintable():
        raise StationError(
            "--place: expected 1 to 64 printable characters, got {got}.", got=len(name)
        )
    return name.strip()


def _answer(text: str) -> tuple[str, str]:
    item, equals, value = text.partition("=")
    if not equals or not item or not value:
        raise StationError("Checklist: expected ITEM=VALUE, got '{text}'.", text=text)
    return item, value


for sub in (open_, list_, show, events, close, abort):
    procedure.add_command(sub)
COMMANDS = (procedure, wristband, checklist, side)
