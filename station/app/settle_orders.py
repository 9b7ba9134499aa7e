"""An order that names a patient who is here otherwise: corrected and imported, or left.

Each is one act, with a reason, and one transaction.
"""

from dataclasses import dataclass, replace

from station.app.alike import warned
from station.app.import_orders import Batch, alike_in, record_of, take
from station.app.keeping import Asked, Outcome, keep, rejudged
from station.app.order_files import RefusedOrder
from station.app.patients import Renaming, correction, identity_differs, kept
from station.app.station import Station
from station.domain import events as e
from station.domain.errors import Saying, StationError
from station.domain.fields import reason_of
from station.domain.order import Order
from station.domain.person import Person, described
from station.domain.texts import said
from station.domain.verdict import Verdict, accept
from station.ports.store import Act


@dataclass(frozen=True)
class Settling:
    """What a person decided of an order: why, and what the patient was ``shown`` to be here."""

    order: Order
    person: Person
    reason: str
    shown: str | None = None


@rejudged
def correct_and_import(station: Station, settling: Settling, act: Act) -> Outcome:
    """The patient is called as the order says from now on, and the order is kept.

    Refused where its numbers are several people's here, or a merged one's, and where the patient
    is called otherwise by now than was shown; raises StationError for an order that cannot be kept.
    """
    order, person, reason = settling.order, settling.person, settling.reason
    batch = Batch(station)
    owners = _owners(batch, person)
    if len(owners) != 1 or settling.shown not in (None, as_shown(owners[0][1])):
        return keep(station, None, _cannot(batch, person), Asked(act, "import"))
    ((key, here),) = owners
    right = replace(here, family=person.family, given=person.given, birth_date=person.birth_date)
    renaming = correction(station, key, right, reason, act)
    batch.correct(key, right)
    take(batch, order, person, act)
    if batch.refused:
        return _refused(station, batch.refused[0], act)
    records = (*renaming.records, *([record_of(batch, act)] if batch.orders else []))
    code = "order-imported" if batch.orders else "order-here"
    verdict = renaming.verdict
    words = {**verdict.words, "order": order.order}
    verdict = replace(verdict, also=(*verdict.also, code), words=words)
    verdict = warned(verdict, alike_in(batch, act).get(order.order))
    return kept(station, Renaming(verdict, records, renaming.procedures))


def leave_order(station: Station, order: str, reason: str, act: Act) -> Outcome:
    """Nothing is kept of an order that was refused, but that it was left and why."""
    what = Saying("Order {order}", order=order)
    reason = reason_of(reason, what)
    note = station.store.new_key()
    verdict = accept("order-left", None, None, e.OrderLeft(order, note), order=order)
    return keep(station, None, verdict, Asked(act, "import", notes={note: reason}))


def as_shown(person: Person) -> str:
    """What a page shows of somebody, to be compared when it is acted on."""
    return said(described(person), "en")


def can_correct(station: Station, person: Person) -> bool:
    """Whether the one whom an order names otherwise can be corrected: it is one, and unmerged."""
    return len(_owners(Batch(station), person)) == 1


def _owners(batch: Batch, person: Person) -> list[tuple[str, Person]]:
    """Whom an order is for, if that is one who is here; none where it is a merged one's."""
    found = list(batch.owners(person).items())
    one = len(found) == 1 and found[0][0] == found[0][1][0]
    return [found[0][1]] if one else []


def _cannot(batch: Batch, person: Person) -> Verdict:
    here = next(iter(batch.owners(person).values()), None)
    if here is None:
        raise StationError("Patient: expected an id that is here, got another.")
    return identity_differs(here[1], person)


def _refused(station: Station, refused: RefusedOrder, act: Act) -> Outcome:
    if isinstance(refused.why, StationError):
        raise refused.why
    return keep(station, None, refused.why, Asked(act, "import"))
