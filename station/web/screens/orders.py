"""One order, and the forms for what comes by hand, with what was entered in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from station.app.station import Station
from station.app.views.orders import indication_titles, order_named, places
from station.domain.errors import Saying
from station.web.request import Fields, optional, text_of
from station.web.served import DEFAULT_PLACE, Served

FIELDS = ("order", "id", "family", "given", "birth_date")  # where an error is said beside one


@dataclass(frozen=True)
class Imported:
    """The numbers of orders that files brought, and of those that were here already.

    ``refused`` has a sentence for each of which nothing was kept.
    """

    new: Sequence[str]
    known: Sequence[str]
    refused: Sequence[str] = ()


@dataclass(frozen=True)
class ByHand:
    """What came of the form of that name: a refusal, beside the field ``fault`` if it is of one."""

    form: str | None = None
    entered: Fields = field(default_factory=dict)
    fault: str | None = None
    refusal: str | None = None
    imported: Imported | None = None


def order_values(served: Served, fields: Fields) -> Mapping[str, object]:
    """One order, and what it may be opened with. Raises UnknownNameError."""
    station = served.station
    return {
        "view": order_named(station, text_of(fields, "order", 64)),
        "protocols": sorted(station.catalogue.protocols.values(), key=lambda p: p.name),
        "places": places(station, served.places),
        "place": optional(fields, "place", 64) or DEFAULT_PLACE,
    }


def by_hand_values(station: Station, by_hand: ByHand) -> Mapping[str, object]:
    """The forms, with the indications and body sites that can be chosen."""
    sites = {one for p in station.catalogue.protocols.values() for one in p.sites}
    return {**vars(by_hand), "titles": indication_titles(station), "sites": sorted(sites)}


def fault(error: Saying) -> str | None:
    """The field of the form that an error is about; None for none.

    >>> patient = Saying("{what}, patient", what=Saying("Order {order}", order="A-1"))
    >>> fault(Saying("{what}: expected a date.", what=Saying("{what}, '{key}'", key="birth_date")))
    'birth_date'
    >>> fault(Saying("{what}: expected the keys {known}, got '{got}'.", what=patient))
    """
    key, what = error.values.get("key"), error.values.get("what")
    if key in FIELDS:
        return str(key)
    return fault(what) if isinstance(what, Saying) else None
