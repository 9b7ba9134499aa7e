"""One order, and the forms for what comes by hand, with what was entered in them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from station.app.import_orders import Imported as Done
from station.app.order_files import RefusedOrder
from station.app.settle_orders import as_shown, can_correct
from station.app.station import Station
from station.app.views.orders import indication_titles, order_named, places
from station.domain.errors import Saying
from station.domain.feedback import Feedback, warning
from station.domain.order import order_as_sent
from station.web.request import Fields, optional, text_of
from station.web.served import DEFAULT_PLACE, Served

FIELDS = ("order", "id", "family", "given", "birth_date")  # where an error is said beside one


@dataclass(frozen=True)
class Unkept:
    """An order that was refused, and why; ``asked`` is itself, where it may be settled by a form,
    ``here`` as what its patient is shown, who may be corrected where it ``corrects``."""

    order: str | None
    message: str
    asked: str | None = None
    corrects: bool = False
    here: str = ""


def unkept(station: Station, refused: RefusedOrder) -> Unkept:
    """An order that was refused, as the page shows it."""
    message = refused.message(station.language)
    if refused.reason != "identity-differs" or not (refused.asked and refused.came):
        return Unkept(refused.order, message)
    asked = json.dumps(order_as_sent(refused.asked, refused.came), ensure_ascii=False)
    here = as_shown(refused.here) if refused.here else ""
    return Unkept(refused.order, message, asked, can_correct(station, refused.came), here)


@dataclass(frozen=True)
class Imported:
    """The numbers of orders that files brought, and of those that were here already.

    ``refused`` are those of which nothing was kept; ``alike`` says of a new one that its patient
    could be taken for another one here.
    """

    new: Sequence[str]
    known: Sequence[str]
    refused: Sequence[Unkept]
    alike: Sequence[str]


def imported(station: Station, done: Done) -> Imported:
    """What became of orders, as the page shows it."""
    language = station.language
    alike = [
        f"{number}: {warning('name-alike', one.words, language)}"
        for number, one in done.alike.items()
    ]
    return Imported(
        [one.order for one in done.imported],
        [one.order for one in done.already_here],
        [unkept(station, one) for one in done.refused],
        alike,
    )


@dataclass(frozen=True)
class ByHand:
    """What came of the form of that name: a refusal, beside the field ``fault`` if it is of one."""

    form: str | None = None
    entered: Fields = field(default_factory=dict)
    fault: str | None = None
    refusal: str | None = None
    imported: Imported | None = None
    answer: Feedback | None = None

    @property
    def refused(self) -> bool:
        """Whether what the form asked was not done."""
        answered = self.answer is not None and not self.answer.accepted
        unkept = self.imported.refused if self.imported and self.form != "import" else ()
        return self.refusal is not None or answered or bool(unkept)


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
