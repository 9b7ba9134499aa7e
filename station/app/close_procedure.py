"""The end at the bedside: close-out, abort, dispatch."""

from station.app.keeping import Asked, Outcome, keep, load, rejudged
from station.app.on_paper import lying_about
from station.app.station import Station
from station.domain.errors import UnknownNameError
from station.domain.verdict.closing import judge_abort, judge_close, judge_dispatch
from station.ports.store import Act


@rejudged
def close(station: Station, procedure: str, reason: str | None, act: Act) -> Outcome:
    """Close, or name what is neither collected nor excused."""
    p = load(station.store, procedure)
    verdict = judge_close(lying_about(station, p), reason)
    return keep(station, p, verdict, Asked(act, "close"))


@rejudged
def ask_to_close(station: Station, procedure: str, reason: str | None, act: Act) -> Outcome:
    """``close``, but what else is open is asked about first; CARDCONFIRM then closes."""
    p = load(station.store, procedure)
    verdict = judge_close(lying_about(station, p), reason, asks=True)
    return keep(station, p, verdict, Asked(act, "close"))


@rejudged
def abort(station: Station, procedure: str, reason: str, act: Act) -> Outcome:
    """Stop at once; the rest is excused."""
    p = load(station.store, procedure)
    return keep(station, p, judge_abort(p, reason), Asked(act, "abort"))


@rejudged
def dispatch(station: Station, procedure: str, destination: str | None, act: Act) -> Outcome:
    """Send what is collected. Raises UnknownNameError for a destination nothing goes to."""
    p = load(station.store, procedure)
    destinations = sorted({c.plan.destination for c in p.containers.values()})
    if destination is not None and destination not in destinations:
        raise UnknownNameError(
            "Destination '{destination}': expected one of {known}.",
            destination=destination,
            known=", ".join(destinations),
        )
    return keep(station, p, judge_dispatch(p, destination), Asked(act, "dispatch"))
