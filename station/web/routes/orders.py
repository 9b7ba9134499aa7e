"""Orders: the list that a reader opens from, one order, and the forms for what comes by hand."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from station.app.import_orders import import_orders
from station.app.open_procedure import Opening, open_procedure
from station.app.order_files import ReadOrder, RefusedOrder, read_orders
from station.app.patients import merge_patient
from station.app.settle_orders import (
    Settling,
    correct_and_import,
    leave_order,
)
from station.app.views.orders import places
from station.domain.codes import Side
from station.domain.errors import SaidError, Saying, StationError
from station.domain.fields import LONGEST_REASON
from station.domain.order import parse_order
from station.domain.person import parse_person
from station.domain.protocol import LEFT_RIGHT
from station.domain.texts import said
from station.web.gesture import Gesture, typed
from station.web.request import (
    Fields,
    form_fields,
    optional,
    place_of,
    sent_files,
    text_of,
    texts_of,
)
from station.web.screens.orders import (
    ByHand,
    Imported,
    by_hand_values,
    fault,
    order_values,
)
from station.web.screens.orders import imported as imported_orders
from station.web.screens.page import page, scan_page
from station.web.screens.panels import ORDERS
from station.web.served import DEFAULT_PLACE, Served

MOST_FILES = 50  # of one import; a ward has a few orders a day
LONGEST_ORDER = 100_000  # characters of one order as it was sent


async def listed(served: Served, request: Request) -> Response:
    """The list of orders; a scan there opens one at the place that is chosen."""
    place = place_of({"place": DEFAULT_PLACE, **request.query_params}, "place")
    offered = await served.work(places, served.station, served.places)
    return await scan_page(served, request, ORDERS, place, {"places": offered})


async def one(served: Served, request: Request) -> Response:
    """One order, and the form that opens it."""
    return await _order_page(served, request, dict(request.query_params))


async def opened(served: Served, request: Request) -> Response:
    """Open a procedure, and go to its bedside screen."""
    gesture = await _typed(served, request)
    try:
        place = place_of(gesture.fields, "place")
        refusal = await served.work(_open, gesture, place)
    except SaidError as error:
        refusal = said(error, gesture.station.language)
    if refusal is not None:
        return await _order_page(served, request, gesture.fields, refusal)
    served.live.changed()
    return RedirectResponse(f"/bedside/{quote(place)}", 303)


async def by_hand(served: Served, request: Request) -> Response:
    """The forms for an order by hand, order files, and a patient under two numbers."""
    return await _by_hand_page(served, request, ByHand())


async def entered(served: Served, request: Request) -> Response:
    """Keep an order by hand."""
    return await _done(served, request, _enter, "enter")


async def merged(served: Served, request: Request) -> Response:
    """Merge a temporary number into a patient's own."""
    return await _done(served, request, _merge, "merge")


async def settled(served: Served, request: Request) -> Response:
    """An order that names a known patient otherwise: correct and import, or leave."""
    return await _done(served, request, _settle, "settle")


async def imported(served: Served, request: Request) -> Response:
    """Order files as the browser sends them; all are kept, or none."""
    try:
        files = await sent_files(request, "files", MOST_FILES)
        found = await served.work(_import, typed(served, request, {}), files)
    except SaidError as error:
        sentence = said(error, served.language_at(request))
        return await _by_hand_page(served, request, ByHand("import", refusal=sentence))
    served.live.changed()
    return await _by_hand_page(served, request, ByHand("import", imported=found))


# one order


async def _order_page(
    served: Served, request: Request, fields: Fields, refusal: str | None = None
) -> Response:
    values = await served.work(order_values, served, fields)
    shown = {"refusal": refusal, **values}
    return page(served, request, "order.html", shown, 422 if refusal else 200)


def _open(gesture: Gesture, place: str) -> str | None:
    """Open a procedure; a refusal's sentence, or None."""
    fields, printers = gesture.fields, gesture.served.printing().station_file
    sides = texts_of(fields, "sides")
    chosen: tuple[Side, ...] = tuple(side for side in LEFT_RIGHT if side in sides)
    opening = Opening(
        text_of(fields, "order", 64),
        optional(fields, "protocol", 64),
        chosen or None,
        place,
        just_in_time=printers is not None and printers.just_in_time,
    )
    answer = open_procedure(gesture.station, opening, gesture.act).answer
    return None if answer.accepted else answer.message


# what comes by hand


async def _by_hand_page(served: Served, request: Request, by_hand: ByHand) -> Response:
    values = await served.work(by_hand_values, served.station_at(request), by_hand)
    values = {**values, "answered_at": served.station.clock.now()}
    return page(served, request, "new_order.html", values, 422 if by_hand.refused else 200)


async def _done(
    served: Served, request: Request, doing: Callable[[Gesture], ByHand | None], form: str
) -> Response:
    """Do what a form asks and say it, or go to the list; or show it again, as it was entered."""
    gesture = await _typed(served, request)
    try:
        shown = await served.work(doing, gesture)
    except SaidError as error:
        sentence = said(error, gesture.station.language)
        again = ByHand(form, gesture.fields, fault(error), sentence)
        return await _by_hand_page(served, request, again)
    served.live.changed()
    if shown is not None:
        return await _by_hand_page(served, request, shown)
    return RedirectResponse("/orders", 303)


def _enter(gesture: Gesture) -> ByHand | None:
    fields = gesture.fields
    data = {
        "order": fields.get("order"),
        "patient": _person(fields),
        "indication": fields.get("indication"),
        "sides": texts_of(fields, "sides"),
        "site": optional(fields, "site", 64),
    }
    done = import_orders(gesture.station, [parse_order(data)], gesture.act)
    for refused in done.refused:
        if isinstance(refused.why, StationError):
            raise refused.why
    if done.refused:
        return ByHand("enter", fields, imported=imported_orders(gesture.station, done))
    if done.alike:
        return ByHand("import", imported=imported_orders(gesture.station, done))
    return None


def _merge(gesture: Gesture) -> ByHand:
    fields = gesture.fields
    person = parse_person(_person(fields), Saying("Patient"))
    old = text_of(fields, "temporary_id", 32)
    answer = merge_patient(gesture.station, old, person, gesture.act).answer
    return ByHand("merge", {} if answer.accepted else fields, answer=answer)


def _settle(gesture: Gesture) -> ByHand:
    """Raises StationError for what is no order, or names neither way."""
    fields, station = gesture.fields, gesture.station
    text, does = text_of(fields, "asked", LONGEST_ORDER), text_of(fields, "do", 16)
    asked = read_orders(text.encode(), "order")[0]
    if isinstance(asked, RefusedOrder) or does not in ("correct", "leave"):
        raise StationError("Request: expected 'do' correct or leave, got '{do}'.", do=does)
    order, person = asked
    try:
        reason = text_of(fields, "reason", LONGEST_REASON)
        if does == "leave":
            done = leave_order(station, order.order, reason, gesture.act)
        else:
            shown = optional(fields, "here", LONGEST_ORDER)
            settling = Settling(order, person, reason, shown)
            done = correct_and_import(station, settling, gesture.act)
    except StationError as error:
        sentence = said(error, station.language)
        return ByHand("settle", refusal=sentence, imported=_imported(gesture, [asked]))
    if done.answer.accepted:
        return ByHand("settle", answer=done.answer)
    return ByHand("settle", imported=_imported(gesture, [asked]))  # as both are now


def _person(fields: Fields) -> Mapping[str, object]:
    """What a form says of a person; whoever types knows the birth date, or its year."""
    found = {key: fields.get(key) for key in ("id", "family", "birth_date")}
    if not found["birth_date"]:
        raise StationError(
            "{what}: expected a date YYYY-MM-DD, got {got}.",
            what=Saying("{what}, '{key}'", what=Saying("Patient"), key="birth_date"),
            got=Saying("nothing"),
        )
    return {**found, "given": fields.get("given", "")}


def _import(gesture: Gesture, files: Sequence[tuple[str, bytes]]) -> Imported:
    if not files:
        raise StationError("Orders: expected one file or more, got none.")
    read = [one for name, content in files for one in read_orders(content, name)]
    return _imported(gesture, read)


def _imported(gesture: Gesture, read: Sequence[ReadOrder]) -> Imported:
    done = import_orders(gesture.station, read, gesture.act)
    return imported_orders(gesture.station, done)


async def _typed(served: Served, request: Request) -> Gesture:
    return typed(served, request, await form_fields(request))
