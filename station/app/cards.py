"""Command cards: each is one of the other use cases, for hands in gloves."""

from station.app.keeping import Outcome, keep
from station.app.print_labels import Printing, print_labels_of, reprint_of
from station.app.station import Station
from station.domain import events as e
from station.domain.identifiers.card import Card
from station.domain.state import Procedure
from station.domain.verdict import Verdict, accept, refuse
from station.domain.verdict.closing import judge_close
from station.domain.verdict.containers import judge_undo
from station.domain.verdict.patient import judge_birth_date_confirmed
from station.domain.verdict.preparation import judge_side
from station.ports.store import Act


def play_card(
    station: Station, p: Procedure | None, card: Card, act: Act, printing: Printing | None
) -> Outcome:
    """Do what the card says for the procedure of this place."""
    if p is None:
        return keep(station, None, refuse("patient-not-confirmed"), act, card.name)
    if card.name == "CARDPRINT":
        relabels = p.mode == "relabel" and p.relabel_old is not None
        old = p.by_label(str(p.relabel_old)) if relabels else None
        if old is not None:
            return reprint_of(station, p, old, "CARDREPRINT", act, printing)
        return print_labels_of(station, p, None, act, printing)
    return keep(station, p, _verdict(p, card), act, card.name)


def _verdict(p: Procedure, card: Card) -> Verdict:
    match card.name:
        case "CARDLEFT":
            return judge_side(p, "left")
        case "CARDRIGHT":
            return judge_side(p, "right")
        case "CARDCONFIRM":
            return _confirm(p)
        case "CARDUNDO":
            return judge_undo(p, p.containers.get(p.last_collected or ""), None)
        case "CARDCHECK":
            return _mode(p, "collect" if p.mode == "check" else "check")
        case "CARDREPRINT":
            return _mode(p, "relabel")
        case "CARDEXCUSE":
            return _mode(p, "excuse")
        case _:
            assert card.name == "CARDCLOSE", card
            return judge_close(p)


def _mode(p: Procedure, mode: str) -> Verdict:
    return accept(f"mode-{mode}", p, None, e.ModeSet(mode, None))


def _confirm(p: Procedure) -> Verdict:
    """CARDCONFIRM does what the station last asked about, and nothing else."""
    if p.ask is None:
        return refuse("nothing-to-confirm", p)
    if p.ask.what == "birth-date":
        return judge_birth_date_confirmed(p)
    assert p.ask.side is not None
    return judge_side(p, p.ask.side, confirmed=True)
