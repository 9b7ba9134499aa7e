"""What a screen asks for at the bedside and at the desk: scans, and each button's use case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from station.app import close_procedure, containers, prepare, receive, spool
from station.app.begin import begin
from station.app.desk import destination_of
from station.app.keeping import Outcome
from station.app.print_labels import FORMS, SHEET_DPI, Printing, print_labels, reprint
from station.app.scan import Scan, handle_scan
from station.app.station import Station
from station.domain.codes import EXCUSES, ORDER_REASONS, PRINTING, REJECTIONS, Side
from station.domain.errors import Saying, StationError
from station.domain.order import parse_date, parse_label_id
from station.ports.store import Act
from station.web.request import Fields, optional, place_of, scanned_text, text_of
from station.web.shared import Site

DPIS = ("203", "300", "600")  # of the printers that are sold
SHEETS = ("a4", "letter")  # all labels on sheets of paper, beside FORMS

Doing = Callable[[Site, Station, str, Fields, Act], Outcome]


def scan(site: Site, station: Station, fields: Fields, act: Act) -> Outcome:
    """One scan at a place; a text that was read, whatever it is. With ``open`` it only opens."""
    one = Scan(
        scanned_text(fields),
        act,
        procedure=optional(fields, "procedure", 32),
        place=place_of(fields, "place"),
        check=fields.get("check") is True,
        reason=_code(fields, "reason", ORDER_REASONS),
    )
    return begin(one, station, site.printing(), chosen=fields.get("open") is True)


def at_desk(site: Site, station: Station, fields: Fields, act: Act) -> Outcome:
    """One scan at a desk: received, sent on, or rejected or taken back with a reason."""
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


def button(site: Site, station: Station, fields: Fields, act: Act) -> Outcome:
    """What one button asks of one procedure."""
    name = text_of(fields, "act", 32)
    if name not in BUTTONS:
        raise StationError("Request: expected 'act' as one of {known}.", known=", ".join(BUTTONS))
    return BUTTONS[name](site, station, text_of(fields, "procedure", 32), fields, act)


def _card(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    one = Scan(text_of(fields, "card", 32), act, procedure=p)
    return handle_scan(one, station, site.printing())


def _print(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    side = _side(fields) if optional(fields, "side") else None
    mode = _code(fields, "mode", PRINTING)
    return print_labels(station, p, side, act, _printing(site, fields), mode)


def _printing(site: Site, fields: Fields) -> Printing:
    """How the labels come out: as the site has it, or as the files that a form asks for."""
    printing = site.printing()
    asked, dpi = optional(fields, "form", 8), optional(fields, "dpi", 4)
    printing = replace(printing, stock=optional(fields, "stock", 64))
    if asked is None and dpi is None and printing.stock is None:
        return printing
    asked = asked or printing.form
    form = next((one for one in FORMS if one == asked), None)
    if form is None and asked not in SHEETS:
        known = ", ".join((*FORMS, *SHEETS))
        raise StationError("Labels: expected one of {known}, got '{got}'.", known=known, got=asked)
    if dpi is not None and dpi not in DPIS:
        known = ", ".join(DPIS)
        raise StationError("Labels: expected {known} dpi, got '{got}'.", known=known, got=dpi)
    if form is None:
        return replace(printing, site=None, dpi=int(dpi or SHEET_DPI), sheet=asked)
    return replace(printing, site=None, dpi=int(dpi or printing.dpi), form=form)


def _wristband(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    born = optional(fields, "birth_date", 10)
    birth_date = parse_date(born, Saying("Birth date")) if born else None
    return prepare.read_wristband(station, p, text_of(fields, "text"), birth_date, act)


def _without_wristband(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    reason, witness = text_of(fields, "reason"), text_of(fields, "witness", 64)
    return prepare.go_without_wristband(station, p, reason, witness, act)


def _checklist(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    reason, clinician = optional(fields, "reason"), optional(fields, "clinician", 64)
    if reason is None and clinician is not None:
        raise StationError("Checklist: expected a reason and a clinician together, got one.")
    answers = {text_of(fields, "item", 64): text_of(fields, "value", 64)}
    return prepare.answer_checklist(station, p, answers, act, reason, clinician)


def _declare_side(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    change = prepare.SideChange(
        _side(fields),
        optional(fields, "site", 64),
        fields.get("confirmed") in (True, "yes"),
        _code(fields, "reason", EXCUSES),
    )
    return prepare.declare_side(station, p, change, act)


def _excuse(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    why = containers.Excuse(
        _needed(fields, "reason", EXCUSES), optional(fields, "with"), optional(fields, "note")
    )
    return containers.excuse(station, p, _container(fields), why, act, site.printing())


def _add(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    label_id = optional(fields, "label_id", 64)
    addition = containers.Addition(
        text_of(fields, "kind", 64),
        _side(fields),
        parse_label_id(label_id, Saying("Label id")) if label_id else None,
        optional(fields, "recollects", 64),
    )
    return containers.add(station, p, addition, act)


def _undo(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return containers.undo(station, p, _container(fields), text_of(fields, "reason"), act)


def _reprint(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    reason = text_of(fields, "reason")
    return reprint(station, p, _container(fields), reason, act, _printing(site, fields))


def _discard(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return containers.discard(station, p, _container(fields), text_of(fields, "reason"), act)


def _resolve(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return containers.resolve(station, p, _container(fields), text_of(fields, "reason"), act)


def _close(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return close_procedure.ask_to_close(station, p, _code(fields, "reason", ORDER_REASONS), act)


def _abort(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return close_procedure.abort(station, p, _needed(fields, "reason", EXCUSES), act)


def _dispatch(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return close_procedure.dispatch(station, p, optional(fields, "destination", 64), act)


def _retry(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return spool.retry(station, _job(fields))


def _cancel(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return spool.cancel(station, _job(fields))


def _take_over(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return spool.take_over(station, site.printing().site, text_of(fields, "printer", 64))


def _give_back(site: Site, station: Station, p: str, fields: Fields, act: Act) -> Outcome:
    return spool.give_back(station, site.printing().site, text_of(fields, "printer", 64))


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
