"""Open work as it was at a time: one walk over the log as it was kept until then."""

from collections.abc import Iterable, Mapping

from station.domain import events as e
from station.domain.flags import Work, open_work, stray, unknown_arrival
from station.domain.procedure import fold
from station.domain.state import Procedure


def work_of(events: Iterable[e.Event]) -> tuple[Work, ...]:
    """The rows that these events, and none after them, leave open; events in their order.

    The same rows as the store keeps of its whole log, a test holds the two together.
    """
    of_procedures: dict[str, list[e.Event]] = {}
    of_none: list[e.Event] = []
    for event in events:
        mine = of_procedures.setdefault(event.procedure, []) if event.procedure else of_none
        mine.append(event)
    states = {name: fold(mine) for name, mine in of_procedures.items()}
    rows = [row for state in states.values() for row in open_work(state)]
    return (*rows, *_arrivals(of_none, states))


def _arrivals(events: Iterable[e.Event], states: Mapping[str, Procedure]) -> Iterable[Work]:
    """What stood at a desk and has no record here: a specimen until its record comes."""
    found: dict[str, Work] = {}
    for event in events:
        match event.body:
            case e.StrayReceived(label_id=label_id, destination=desk):
                found[label_id] = stray(label_id, event.occurred_at, desk)
            case e.Refused(action="receive", reason="unknown", digest=str(digest)):
                found[digest] = unknown_arrival(digest, event.occurred_at)
    return [row for key, row in found.items() if not any(p.by_label(key) for p in states.values())]
