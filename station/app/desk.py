"""A reader of the laboratory's desk: each scan receives, behind a card as the card says.

A place whose name begins with ``DESK`` is a desk: "reception:flow" is that of flow cytometry.
"""

from collections.abc import Mapping

from station.app.keeping import Outcome
from station.app.receive import forward, receive, reject, undo_receive
from station.app.station import Station
from station.domain.feedback import Feedback, feedback
from station.domain.identifiers import identify
from station.domain.identifiers.card import Card
from station.domain.identifiers.place import DESK
from station.domain.texts import WORDS, Language
from station.domain.verdict import Verdict, accept
from station.ports.store import Act

FOR_ALL = "default"  # the desk without a destination


def desk_of(place: str) -> str | None:
    """The desk that a place names; None for a bedside.

    >>> desk_of("reception:flow"), desk_of("room-2")
    ('flow', None)
    """
    return place.removeprefix(DESK) if place.startswith(DESK) else None


def destination_of(desk: str) -> str | None:
    """What a desk takes; None is everything."""
    return None if desk == FOR_ALL else desk


def scan_at_desk(
    station: Station, desk: str, card: Card | None, text: str, act: Act
) -> tuple[Mapping[Language, Feedback], Card | None]:
    """What one scan is answered, in each language, and the card that the next one is behind.

    ``card`` is the one that this scan is behind. It holds for one container, never for the next
    one too; the card once more goes back to receiving.
    """
    scanned = identify(text)
    if isinstance(scanned, Card) and scanned.meaning.does in {"dispatch", "reject", "undo"}:
        following = None if scanned == card else scanned
        verdict = _mode(following)
        return Outcome(feedback(verdict, station.language), verdict=verdict).answers, following
    return _done(station, desk, card, text, act).answers, None


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


def _done(station: Station, desk: str, card: Card | None, text: str, act: Act) -> Outcome:
    match card.meaning.does if card else None:
        case "dispatch":
            return forward(station, text, act)
        case "reject":
            assert card is not None
            return reject(station, text, card.meaning.value, act)
        case "undo":
            return undo_receive(station, text, WORDS[station.language]["mistake"], act)
        case _:
            return receive(station, text, destination_of(desk), act)
