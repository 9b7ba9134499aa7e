"""Command cards: each is one of the other use cases, for hands in gloves."""

from station.app.just_in_time import keep_and_print_next
from station.app.keeping import Asked, Outcome, keep
from station.app.on_paper import lying_about
from station.app.print_labels import (
    LabelsWanted,
    Reprint,
    move_and_print,
    print_labels_of,
    reprint_of,
)
from station.app.printing import Printing
from station.app.station import Station
from station.domain import events as e
from station.domain.codes import Side
from station.domain.identifiers.card import Card
from station.domain.state import Procedure
from station.domain.texts import WORDS
from station.domain.verdict import Verdict, accept, refuse
from station.domain.verdict.answering import judge_answer, judge_digit, judge_last_undone
from station.domain.verdict.closing import judge_close, judge_dispatch
from station.domain.verdict.confirming import judge_confirm
from station.domain.verdict.containers import judge_excusing
from station.domain.verdict.preparation import judge_side
from station.domain.verdict.reasons import judge_reason
from station.ports.store import Act


def play_card(
    station: Station, p: Procedure | None, card: Card, act: Act, printing: Printing | None
) -> Outcome:
    """Do what the card says for the procedure of this place."""
    if p is None:
        return keep(station, None, refuse("patient-not-confirmed"), Asked(act, card.name))
    if card.meaning.does == "print":
        relabels = p.mode == "relabel" and p.relabel_old is not None
        old = p.by_label(str(p.relabel_old)) if relabels else None
        if old is not None:
            return reprint_of(station, p, Reprint(old.container, "CARDREPRINT"), act, printing)
        return print_labels_of(station, p, LabelsWanted(), act, printing)
    if card.meaning.does == "printing":
        wanted = LabelsWanted(mode=card.meaning.value)
        return print_labels_of(station, p, wanted, act, printing)
    if card.meaning.does == "confirm":
        return _confirm(station, p, card, act, printing)
    verdict = _verdict(lying_about(station, p), card)
    if verdict.code == "rest-moved":
        return move_and_print(station, p, verdict, act, printing)
    return keep_and_print_next(station, p, verdict, Asked(act, card.name), printing)


def _verdict(p: Procedure, card: Card) -> Verdict:
    does, value = card.meaning.does, card.meaning.value
    match does:
        case "side":
            side: Side = "left" if value == "left" else "right"
            return judge_side(p, side)
        case "undo":
            return judge_last_undone(p)
        case "mode":
            return _mode(p, value)
        case "close":
            return judge_close(p, asks=True)
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
    refusal = judge_excusing(p) if mode == "excuse" else None
    if refusal is not None:
        return refusal
    return accept(f"mode-{mode}", p, None, e.ModeSet(mode, None))


def _confirm(
    station: Station, p: Procedure, card: Card, act: Act, printing: Printing | None
) -> Outcome:
    """CARDCONFIRM does what the station last asked about; another answer was a mistake before."""
    note = station.store.new_key()
    verdict = judge_confirm(lying_about(station, p), act.occurred_at, note)
    noted = any(getattr(body, "note", None) == note for body in verdict.bodies)
    notes = {note: WORDS[station.language]["mistake"]} if noted else {}
    return keep_and_print_next(station, p, verdict, Asked(act, card.name, notes=notes), printing)
