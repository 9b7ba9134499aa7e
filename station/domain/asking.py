"""What a refusal asks for: the procedure waits for the answer, and a card gives it."""

from datetime import datetime

from station.domain import events as e
from station.domain.codes import Side
from station.domain.errors import HistoryError
from station.domain.state import Ask, Procedure


def ask_of(p: Procedure, body: e.Refused, at: datetime) -> Ask | None:
    """What a refusal asks for; every other one ends what was asked before."""
    rest = tuple(c.container for c in p.awaited())
    match body.reason:
        case "side-incomplete":
            return Ask("side", at, p.version, side=side_of(body.asked or ""))
        case "reason-needed" if body.item is not None:
            return Ask("answer", at, p.version, item=body.item, answer=body.answer)
        case "reason-needed" if body.container in p.containers:
            return Ask("excuse", at, p.version, containers=(str(body.container),))
        case "containers-missing":
            return Ask("rest", at, p.version, containers=rest)
        case "confirm-excuse":
            return Ask("excuse-rest", at, p.version, containers=rest, reason=body.asked)
        case "confirm-close":
            return Ask("close", at, p.version, reason=body.asked)
        case "confirm-birth-date":
            return Ask("birth-date", at, p.version)
        case _:
            return None


def side_of(text: str) -> Side:
    """The side of a stored event. Raises HistoryError."""
    match text:
        case "left" | "right" | "none" | "open":
            return text
        case _:
            raise HistoryError(f"History: expected side left, right, none or open, got '{text}'.")
