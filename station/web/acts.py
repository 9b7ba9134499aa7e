"""What a screen asks for at the bedside and at the desk: scans, and each button's use case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from station.app import close_procedure, containers, prepare, receive, spool
from station.app.begin import begin
from station.app.keeping import Outcome
from station.app.print_labels import LabelsWanted, Reprint, print_labels, reprint
from station.app.printing import DPIS, FORMS, SHEET_DPI, SHEETS, Printing
from station.app.scan import Scan, handle_scan
from station.domain.codes import EXCUSES, ORDER_REASONS, PRINTING, REJECTIONS, Side
from station.domain.errors import Saying, StationError
from station.domain.identifiers.place import destination_of
from station.domain.order import parse_date, parse_label_id
from station.web.gesture import Gesture
from station.web.request import Fields, optional, place_of, scanned_text, text_of

Doing = Callable[[Gesture], Outcome]


def scan(gesture: Gesture) -> Outcome:
    """One scan at a place; a text that was read, whatever it is. With ``open`` it only opens."""
    fields = gesture.fields
    one = Scan(
        scanned_text(fields),
        gesture.act,
        procedure=optional(fields, "procedure", 32),
        place=place_of(fields, "place"),
        check=fields.get("check") is True,
        reason=_code(fields, "reason", ORDER_REASONS),
    )
    printing = gesture.served.printing()
    return begin(one, gesture.station, printing, chosen=fields.get("open") is True)


def at_desk(gesture: Gesture) -> Outcome:
    """One scan at a desk: received, sent on, or rejected or taken back with a reason."""
    station, fields, act = gesture.station, gesture.fields, gesture.act
    text, desk = scanned_text(fields), place_of(fields, "desk")
    match optional(fields, "do") or "receive":
        case "receive":
            return receive.receive(station, text, destination_of(desk), act)
        case "forward":
            return receive.forward(station, text, act)
        case "reject":
            return receive.reject(station, text, _needed(fields, "reason", REJECTIONS), act)
        case "undo":
            return receive.undo_receive(station, text, text_of(fields, "reason"), act)
        case other:
            raise StationError(
                "Request: expected 'do' receive, forward, reject or undo, got '{other}'.",
                other=other,
            )


def button(gesture: Gesture) -> Outcome:
    """What one button asks of one procedure."""
    name = text_of(gesture.fields, "act", 32)
    if name not in BUTTONS:
        raise StationError("Request: expected 'act' as one of {known}.", known=", ".join(BUTTONS))
    procedure = text_of(gesture.fields, "procedure", 32)
    return BUTTONS[name](replace(gesture, procedure=procedure))


def _card(g: Gesture) -> Outcome:
    one = Scan(text_of(g.fields, "card", 32), g.act, procedure=g.procedure)
    return handle_scan(one, g.station, g.served.printing())


def _print(g: Gesture) -> Outcome:
    side = _side(g.fields) if optional(g.fields, "side") else None
    mode = _code(g.fields, "mode", PRINTING)
    return print_labels(g.station, g.procedure, LabelsWanted(side, mode), g.act, _printing(g))


def _printing(g: Gesture) -> Printing:
    """How the labels come out: as the site has it, or as the files that a form asks for."""
    printing = replace(g.served.printing(), stock=optional(g.fields, "stock", 64))
    asked, dpi = optional(g.fields, "form", 8), optional(g.fields, "dpi", 4)
    if asked is None and dpi is None and printing.stock is None:
        return printing
    asked = asked or printing.form
    form = next((one for one in FORMS if one == asked), None)
    if form is None and asked not in SHEETS:
        known = ", ".join((*FORMS, *SHEETS))
        raise StationError("Labels: expected one of {known}, got '{got}'.", known=known, got=asked)
    if dpi is not None and dpi not in map(str, DPIS):
        known = ", ".join(map(str, DPIS))
        raise StationError("Labels: expected {known} dpi, got '{got}'.", known=known, got=dpi)
    if form is None:
        return replace(printing, station_file=None, dpi=int(dpi or SHEET_DPI), sheet=asked)
    return replace(printing, station_file=None, dpi=int(dpi or printing.dpi), form=form)


def _wristband(g: Gesture) -> Outcome:
    born = optional(g.fields, "birth_date", 10)
    birth_date = parse_date(born, Saying("Birth date")) if born else None
    text = text_of(g.fields, "text")
    return prepare.read_wristband(g.station, g.procedure, text, birth_date, g.act)


def _without_wristband(g: Gesture) -> Outcome:
    reason, witness = text_of(g.fields, "reason"), text_of(g.fields, "witness", 64)
    return prepare.go_without_wristband(g.station, g.procedure, reason, witness, g.act)


def _checklist(g: Gesture) -> Outcome:
    reason, clinician = optional(g.fields, "reason"), optional(g.fields, "clinician", 64)
    if reason is None and clinician is not None:
        raise StationError("Checklist: expected a reason and a clinician together, got one.")
    answers = {text_of(g.fields, "item", 64): text_of(g.fields, "value", 64)}
    given = prepare.Answers(answers, reason, clinician)
    return prepare.answer_checklist(g.station, g.procedure, given, g.act)


def _declare_side(g: Gesture) -> Outcome:
    change = prepare.SideChange(
        _side(g.fields),
        optional(g.fields, "site", 64),
        g.fields.get("confirmed") in (True, "yes"),
        _code(g.fields, "reason", EXCUSES),
    )
    return prepare.declare_side(g.station, g.procedure, change, g.act)


def _excuse(g: Gesture) -> Outcome:
    why = containers.Excuse(
        _container(g.fields),
        _needed(g.fields, "reason", EXCUSES),
        optional(g.fields, "with"),
        optional(g.fields, "note"),
    )
    return containers.excuse(g.station, g.procedure, why, g.act, g.served.printing())


def _add(g: Gesture) -> Outcome:
    label_id = optional(g.fields, "label_id", 64)
    addition = containers.Addition(
        text_of(g.fields, "kind", 64),
        _side(g.fields),
        parse_label_id(label_id, Saying("Label id")) if label_id else None,
        optional(g.fields, "recollects", 64),
    )
    return containers.add(g.station, g.procedure, addition, g.act)


def _undo(g: Gesture) -> Outcome:
    container, reason = _container(g.fields), text_of(g.fields, "reason")
    return containers.undo(g.station, g.procedure, container, reason, g.act)


def _reprint(g: Gesture) -> Outcome:
    wanted = Reprint(_container(g.fields), text_of(g.fields, "reason"))
    return reprint(g.station, g.procedure, wanted, g.act, _printing(g))


def _discard(g: Gesture) -> Outcome:
    container, reason = _container(g.fields), text_of(g.fields, "reason")
    return containers.discard(g.station, g.procedure, container, reason, g.act)


def _resolve(g: Gesture) -> Outcome:
    container, reason = _container(g.fields), text_of(g.fields, "reason")
    return containers.resolve(g.station, g.procedure, container, reason, g.act)


def _close(g: Gesture) -> Outcome:
    reason = _code(g.fields, "reason", ORDER_REASONS)
    return close_procedure.ask_to_close(g.station, g.procedure, reason, g.act)


def _abort(g: Gesture) -> Outcome:
    return close_procedure.abort(
        g.station, g.procedure, _needed(g.fields, "reason", EXCUSES), g.act
    )


def _dispatch(g: Gesture) -> Outcome:
    destination = optional(g.fields, "destination", 64)
    return close_procedure.dispatch(g.station, g.procedure, destination, g.act)


def _retry(g: Gesture) -> Outcome:
    return spool.retry(g.station, _job(g.fields))


def _cancel(g: Gesture) -> Outcome:
    return spool.cancel(g.station, _job(g.fields))


def _take_over(g: Gesture) -> Outcome:
    printer = text_of(g.fields, "printer", 64)
    return spool.take_over(g.station, g.served.printing().station_file, printer)


def _give_back(g: Gesture) -> Outcome:
    printer = text_of(g.fields, "printer", 64)
    return spool.give_back(g.station, g.served.printing().station_file, printer)


BUTTONS: Mapping[str, Doing] = {
    "abort": _abort,
    "add": _add,
    "cancel": _cancel,
    "card": _card,
    "checklist": _checklist,
    "close": _close,
    "discard": _discard,
    "dispatch": _dispatch,
    "excuse": _excuse,
    "give-back": _give_back,
    "print": _print,
    "reprint": _reprint,
    "resolve": _resolve,
    "retry": _retry,
    "side": _declare_side,
    "take-over": _take_over,
    "undo": _undo,
    "without-wristband": _without_wristband,
    "wristband": _wristband,
}


def _job(fields: Fields) -> int:
    text = text_of(fields, "job", 12)
    if not text.isascii() or not text.isdigit():
        raise StationError("Request: expected 'job' as a number, got '{text}'.", text=text)
    return int(text)


def _container(fields: Fields) -> str:
    return text_of(fields, "container", 64)


def _side(fields: Fields) -> Side:
    text = text_of(fields, "side", 8)
    for side in get_args(Side):
        if side == text and side != "open":
            known: Side = side
            return known
    raise StationError("Side: expected left, right or none, got '{text}'.", text=text)


def _code(fields: Fields, key: str, codes: tuple[str, ...]) -> str | None:
    code = optional(fields, key, 32)
    if code is not None and code not in codes:
        raise StationError(
            "Reason: expected one of {known}, got '{code}'.", known=", ".join(codes), code=code
        )
    return code


def _needed(fields: Fields, key: str, codes: tuple[str, ...]) -> str:
    code = _code(fields, key, codes)
    if code is None:
        raise StationError("Reason: expected one of {known}, got none.", known=", ".join(codes))
    return code
