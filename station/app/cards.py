"""Command cards: each is one of the other use cases, for hands in gloves."""

from station.app.just_in_time import keep_and_print_next
from station.app.keeping import Outcome, keep
from station.app.print_labels import Printing, move_and_print, print_labels_of, reprint_of
from station.app.station import Station
from station.domain import events as e
from station.domain.codes import Side
from station.domain.identifiers.card import Card
from station.domain.state import Procedure
from station.domain.verdict import Verdict, accept, refuse
from station.domain.verdict.answering import (
    judge_answer,
    judge_digit,
    judge_last_undone,
    judge_number,
)
from station.domain.verdict.closing import judge_close, judge_dispatch
from station.domain.verdict.patient import judge_birth_date_confirmed
from station.domain.verdict.preparation import judge_side
from station.domain.verdict.reasons import judge_reason, judge_rest_excused
from station.ports.store import Act


def play_card(
    station: Station, p: Procedure | None, card: Card, act: Act, printing: Printing | None
) -> Outcome:
    """Do what the card says for the procedure of this place."""
    if p is None:
        return keep(station, None, refuse("patient-not-confirmed"), act, card.name)
    if card.meaning.does == "print":
        relabels = p.mode == "relabel" and p.relabel_old is not None
        old = p.by_label(str(p.relabel_old)) if relabels else None
        if old is not None:
            return reprint_of(station, p, old, "CARDREPRINT", act, printing)
        return print_labels_of(station, p, None, act, printing)
    if card.meaning.does == "printing":
        return print_labels_of(station, p, None, act, printing, card.meaning.value)
    verdict = _verdict(p, card)
    if verdict.code == "rest-moved":
        return move_and_print(station, p, verdict, act, printing)
    return keep_and_print_next(station, p, verdict, act, card.name, printing)


def _verdict(p: Procedure, card: Card) -> Verdict:
    does, value = card.meaning.does, card.meaning.value
    match does:
        case "side":
            side: Side = "left" if value == "left" else "right"
            return judge_side(p, side)
        case "confirm":
            return _confirm(p)
        case "undo":
            return judge_last_undone(p)
        case "mode":
            return _mode(p, value)
        case "close":
            return judge_close(p)
        case "dispatch":
            return judge_dispatch(p, None)
        case "answer":
            return judge_answer(p, value)
        case "digit":
            return judge_digit(p, value)
        case "reason":
            return judge_reason(p, value)
        case _:
            assert does == "reject", card
            return refuse("nothing-asked", p)


def _mode(p: Procedure, mode: str) -> Verdict:
    """A mode that holds until another one ends with its own card, scanned again."""
    holds = p.mode == "check" or p.excuse_reason is not None
    mode = "collect" if p.mode == mode and holds else mode
    return accept(f"mode-{mode}", p, None, e.ModeSet(mode, None))


def _confirm(p: Procedure) -> Verdict:
    """CARDCONFIRM does what the station last asked about, and nothing else."""
    match p.ask:
        case None:
            return judge_number(p)
        case ask if ask.what == "birth-date":
            return judge_birth_date_confirmed(p)
        case ask if ask.what == "side" and ask.side is not None:
            return judge_side(p, ask.side, confirmed=True)
        case ask if ask.what == "excuse-rest":
            return judge_rest_excused(p, ask)
        case _:
            return refuse("nothing-to-confirm", p)
