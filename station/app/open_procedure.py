"""Opening: the order and its protocol fix what is expected; from then on there are only events."""

from collections.abc import Sequence
from dataclasses import dataclass

from station.app.keeping import Asked, Outcome, after, check_unowned, keep, rejudged
from station.app.station import Station
from station.app.turns import say_taken, taken_by
from station.domain import events as e
from station.domain.codes import JUST_IN_TIME, Side
from station.domain.errors import Saying, StationError, UnknownNameError
from station.domain.expected import expected_containers, ordered_sides
from station.domain.feedback import feedback
from station.domain.identifiers.place import DEFAULT
from station.domain.order import Order
from station.domain.person import Person
from station.domain.procedure import opened
from station.domain.protocol import Protocol, as_data
from station.domain.verdict import accept, refuse
from station.ports.store import Act, Record


@dataclass(frozen=True)
class Opening:
    """What to open: the order, and what a person chose against its defaults."""

    order: str
    protocol: str | None = None
    sides: tuple[Side, ...] | None = None
    place: str = DEFAULT
    just_in_time: bool = False  # labels come one by one, as the site wants it


@rejudged
def open_procedure(station: Station, opening: Opening, act: Act) -> Outcome:
    """Open a procedure for an order; it becomes the active one of its place.

    Raises UnknownNameError for an order or protocol that is not here.
    """
    order, patient = _order(station, opening.order)
    protocol = _protocol(station, order, opening.protocol)
    if order.site is not None and order.site not in protocol.sites:
        refusal = refuse("site-not-allowed", site=order.site, sites=", ".join(protocol.sites))
        return keep(station, None, refusal, Asked(act, "open"))
    check_unowned(station.store, (c.label_id for c in order.containers))
    sides = ordered_sides(order, protocol, opening.sides)
    body = e.ProcedureOpened(
        order=order.order,
        patient=patient,
        protocol=as_data(protocol),
        sides=sides,
        child=_is_child(station.store.person(patient), protocol, act),
        place=opening.place,
        containers=expected_containers(order, protocol, sides, station.catalogue.kinds),
    )
    chosen = (e.PrintingChosen(JUST_IN_TIME),) if opening.just_in_time else ()
    return _keep_opened(station, body, chosen, act)


def _keep_opened(
    station: Station, body: e.ProcedureOpened, chosen: Sequence[e.Body], act: Act
) -> Outcome:
    name = station.store.new_procedure()
    then = (e.PlaceActivated(body.place), *chosen)
    state = after(opened(name, body, act.occurred_at), then, act)
    verdict = accept("opened", state, None, body, *then, count=str(len(state.containers)))
    taken = taken_by(station.store, None, then)
    verdict = say_taken(verdict, None, taken)
    answer = feedback(verdict, station.language)
    record = Record(
        verdict.bodies,
        act,
        station.clock.now(),
        procedure=name,
        expected=0,
        state=state,
        answer=answer,
        taken=tuple(job.job for job in taken),
    )
    station.store.append(record)
    return Outcome(answer, state, bodies=verdict.bodies, verdict=verdict)


def _order(station: Station, name: str) -> tuple[Order, str]:
    found = station.store.order(name)
    if found is None:
        raise UnknownNameError(
            "Order '{name}': expected one that was imported, got none.", name=name
        )
    return found


def _protocol(station: Station, order: Order, name: str | None) -> Protocol:
    """The one named, else the one for the order's indication (of several, the one of its name)."""
    protocols = station.catalogue.protocols
    if name is not None:
        if name not in protocols:
            known = ", ".join(sorted(protocols))
            raise UnknownNameError(
                "Protocol '{name}': expected one of {known}.", name=name, known=known
            )
        return protocols[name]
    fitting = [p for p in protocols.values() if p.indication == order.indication]
    chosen = [p for p in fitting if p.name == order.indication] or fitting
    if len(chosen) != 1:
        names = ", ".join(sorted(p.name for p in chosen)) or Saying("none")
        raise StationError(
            "Order {order}: expected one protocol for {indication}, got {names}; name one "
            "with --protocol.",
            order=order.order,
            indication=order.indication,
            names=names,
        )
    return chosen[0]


def _is_child(person: Person | None, protocol: Protocol, act: Act) -> bool:
    """Whether the patient is under the protocol's age; born on 29 February counts on 1 March."""
    if person is None:
        return True
    born, today = person.birth_date.latest(), act.occurred_at.date()
    if born is None:
        return True
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday) < protocol.child_below_years
