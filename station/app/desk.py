"""A reader of the laboratory's desk: each scan receives, behind a card as the card says.

A place whose name begins with ``DESK`` is a desk: "reception:flow" is that of flow cytometry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from station.app.keeping import Outcome
from station.app.receive import forward, receive, reject, undo_receive
from station.app.station import Station
from station.domain.feedback import Feedback, feedback
from station.domain.identifiers import identify
from station.domain.identifiers.card import Card
from station.domain.identifiers.place import DESK, destination_of
from station.domain.texts import WORDS, Language
from station.domain.verdict import Verdict, accept, refuse
from station.ports.store import Act

# Whoever is called away between card and tube must not reject the next tube that comes to hand.
ARMED_FOR = timedelta(seconds=20)


@dataclass(frozen=True)
class Armed:
    """The card that the next container at a desk is behind, and when it was scanned."""

    card: Card
    at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether it still holds: it is for what is in the hand now."""
        return at - self.at <= ARMED_FOR


def desk_of(place: str) -> str | None:
    """The desk that a place names; None for a bedside.

    >>> desk_of("reception:flow"), desk_of("room-2")
    ('flow', None)
    """
    return place.removeprefix(DESK) if place.startswith(DESK) else None


def scan_at_desk(
    station: Station, desk: str, armed: Armed | None, text: str, act: Act
) -> tuple[Mapping[Language, Feedback], Armed | None]:
    """What one scan is answered, in each language, and what the next one is behind.

    ``armed`` is what this scan is behind. It holds for one container, never for the next one too,
    and not for long: what comes too late is received, and that is said. The card once more goes
    back to receiving.
    """
    card = armed.card if armed and armed.holds(act.occurred_at) else None
    scanned = identify(text)
    if isinstance(scanned, Card) and scanned.meaning.does in {"dispatch", "reject", "undo"}:
        following = None if scanned == card else scanned
        verdict = _mode(following)
        answers = Outcome(feedback(verdict, station.language), verdict=verdict).answers
        return answers, Armed(following, act.occurred_at) if following else None
    warned = ("armed-over",) if armed and card is None else ()
    return _done(station, desk, card, text, act, warned).answers, None


def read_twice() -> Verdict:
    """A container that was read a moment ago is read again behind a card: nothing is done."""
    return refuse("doubled-armed")


def _mode(card: Card | None) -> Verdict:
    """What the next scan will do."""
    match card.meaning.does if card else None:
        case "dispatch":
            return accept("mode-forward", None)
        case "reject":
            assert card is not None
            return accept("mode-reject", None, reason=card.meaning.value)
        case "undo":
            return accept("mode-undo", None, reason="mistake")
        case _:
            return accept("mode-receive", None)


def _done(
    station: Station, desk: str, card: Card | None, text: str, act: Act, warned: tuple[str, ...]
) -> Outcome:
    match card.meaning.does if card else None:
        case "dispatch":
            return forward(station, text, act)
        case "reject":
            assert card is not None
            return reject(station, text, card.meaning.value, act)
        case "undo":
            return undo_receive(station, text, WORDS[station.language]["mistake"], act)
        case _:
            return receive(station, text, destination_of(desk), act, warned)
