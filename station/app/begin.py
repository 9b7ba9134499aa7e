"""Beginning with a scan: an order's number, or a wristband with one order to begin, opens it."""

from dataclasses import replace

from station.app.keeping import Asked, Outcome, keep, load, rejudged
from station.app.open_procedure import Opening, open_procedure
from station.app.printing import Printing
from station.app.scan import Scan, handle_scan
from station.app.station import Station
from station.domain.identifiers import canonical, identify
from station.domain.state import LabelOwner, PatientOwner
from station.domain.verdict import refuse, refuse_stranger


@rejudged
def begin(
    scan: Scan, station: Station, printing: Printing | None = None, *, chosen: bool = False
) -> Outcome:
    """A scan of a place that may open an order there, and is else what ``handle_scan`` makes of it.

    Only where no procedure is under way: a wrong wristband beside an open procedure must stay
    wrong. Or where it is ``chosen`` (on the page of orders), and there nothing else is done.
    Raises StationError.
    """
    answer = station.store.resent(scan.act.scan_id)
    if answer is not None:
        return Outcome(answer)
    if scan.procedure is not None or not (chosen or _is_free(station, scan.place)):
        return handle_scan(scan, station, printing)
    scanned = identify(scan.text)
    owner = station.store.owner(scanned)
    if isinstance(owner, PatientOwner):
        return _by_wristband(scan, station, printing, owner.patient)
    order = None if isinstance(owner, LabelOwner) else _order_of(station, scan.text)
    if order is not None:
        return _by_number(scan, station, order)
    if not chosen:
        return handle_scan(scan, station, printing)
    refusal = refuse("nothing-asked") if owner else refuse_stranger(scanned)
    return keep(station, None, refusal, Asked(scan.act, "open", scan.text))


def _is_free(station: Station, place: str) -> bool:
    active = station.store.active(place)
    return active is None or load(station.store, active).closed_at is not None


def _by_wristband(scan: Scan, station: Station, printing: Printing | None, patient: str) -> Outcome:
    """The only order to begin is opened, and the wristband is read there at once."""
    store = station.store
    begun = store.procedures(place=scan.place, patient=patient)
    orders = [order.order for order, key in store.orders() if key == patient]
    fresh = [order for order in orders if not store.procedures(order=order)]
    if not fresh or any(not line.closed for line in begun):
        return handle_scan(scan, station, printing)
    if len(fresh) > 1:
        refusal = refuse("which-order", orders=", ".join(fresh))
        return keep(station, None, refusal, Asked(scan.act, "open", scan.text))
    # The scan's id is the wristband's: what it is answered is what a resend is told.
    opened = open_procedure(station, _opening(fresh[0], scan), replace(scan.act, scan_id=None))
    if opened.procedure is None:
        return opened
    return handle_scan(replace(scan, procedure=opened.procedure.procedure), station, printing)


def _by_number(scan: Scan, station: Station, order: str) -> Outcome:
    lines = station.store.procedures(order=order)
    if lines:
        refusal = refuse("order-begun", order=order, other=lines[-1].procedure)
        return keep(station, None, refusal, Asked(scan.act, "open", scan.text))
    return open_procedure(station, _opening(order, scan), scan.act)


def _opening(order: str, scan: Scan) -> Opening:
    return Opening(order, place=scan.place)


def _order_of(station: Station, text: str) -> str | None:
    """The order with the number that was scanned; a reader may give it in other letters."""
    for name in (text.strip(), canonical(text)):
        found = station.store.order(name)
        if found is not None:
            return found[0].order
    return None
