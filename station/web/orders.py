"""Orders: the list that a reader opens from, one order, and the forms for what comes by hand."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from station.app.import_orders import import_orders
from station.app.open_procedure import Opening, open_procedure
from station.app.order_files import read_orders
from station.app.prepare import merge_patient
from station.app.station import Station
from station.domain.codes import Side
from station.domain.errors import SaidError, Saying, StationError, UnknownNameError
from station.domain.feedback import sentence
from station.domain.order import parse_order
from station.domain.person import parse_person
from station.domain.protocol import LEFT_RIGHT
from station.domain.texts import said
from station.domain.verdict import Verdict
from station.ports.store import Act
from station.web.order_list import indication_titles, places_of
from station.web.pages import page, scan_page
from station.web.panels import orders_panel
from station.web.request import (
    Fields,
    by_of,
    form_fields,
    optional,
    place_of,
    sent_files,
    text_of,
)
from station.web.shared import DEFAULT_PLACE, Site

FIELDS = ("order", "id", "family", "given", "birth_date")  # where an error is said beside one
MOST_FILES = 50  # of one import; a ward has a few orders a day


def routes(site: Site) -> list[Route]:
    """GET /orders, /order and /orders/new, and what their forms ask."""

    async def listed(request: Request) -> Response:
        place = place_of({"place": DEFAULT_PLACE, **request.query_params}, "place")
        places = await site.work(places_of, site)
        return await scan_page(site, request, "orders.html", orders_panel, place, places=places)

    async def one(request: Request) -> Response:
        return await _order_page(site, request, dict(request.query_params))

    async def opened(request: Request) -> Response:
        return await _opened(site, request)

    async def new(request: Request) -> Response:
        return await _new_page(site, request)

    async def entered(request: Request) -> Response:
        return await _done(site, request, _enter, "enter")

    async def merged(request: Request) -> Response:
        return await _done(site, request, _merge, "merge")

    async def imported(request: Request) -> Response:
        return await _imported(site, request)

    return [
        Route("/orders", listed),
        Route("/order", one),
        Route("/orders/open", opened, methods=["POST"]),
        Route("/orders/new", new),
        Route("/orders/new", entered, methods=["POST"]),
        Route("/orders/merge", merged, methods=["POST"]),
        Route("/orders/import", imported, methods=["POST"]),
    ]


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


# one order


async def _order_page(
    site: Site, request: Request, fields: Fields, refusal: str | None = None
) -> Response:
    values = await site.work(_order_values, site, fields)
    return page(
        site, request, "order.html", status=422 if refusal else 200, refusal=refusal, **values
    )


def _order_values(site: Site, fields: Fields) -> dict[str, Any]:
    found = site.station.store.order(text_of(fields, "order", 64))
    if found is None:
        raise UnknownNameError("Order: expected one that was imported, got none.")
    order, key = found
    return {
        "order": order,
        "person": site.station.store.person(key),
        "procedures": site.station.store.procedures(order=order.order),
        "protocols": sorted(site.station.catalogue.protocols.values(), key=lambda p: p.name),
        "places": places_of(site),
        "place": optional(fields, "place", 64) or DEFAULT_PLACE,
    }


async def _opened(site: Site, request: Request) -> Response:
    fields = await form_fields(request)
    station = site.speaking(site.language_at(request))
    act = _act(site, request)
    try:
        place = place_of(fields, "place")
        printers = site.printing().site
        one_by_one = printers is not None and printers.just_in_time
        refusal = await site.work(_open, station, fields, place, act, one_by_one)
    except SaidError as error:
        refusal = said(error, station.language)
    if refusal is not None:
        return await _order_page(site, request, fields, refusal)
    site.live.tell("orders")
    return RedirectResponse(f"/bedside/{quote(place)}", 303)


def _open(station: Station, fields: Fields, place: str, act: Act, just_in_time: bool) -> str | None:
    """Open a procedure; a refusal's sentence, or None."""
    chosen: tuple[Side, ...] = tuple(s for s in LEFT_RIGHT if s in fields.get("sides", []))
    protocol = optional(fields, "protocol", 64)
    opening = Opening(
        text_of(fields, "order", 64), protocol, chosen or None, place, just_in_time=just_in_time
    )
    answer = open_procedure(station, opening, act).answer
    return None if answer.accepted else answer.message


# what comes by hand


async def _new_page(site: Site, request: Request, status: int = 200, **said: Any) -> Response:
    station = site.speaking(site.language_at(request))
    titles = await site.work(indication_titles, station)
    sites = sorted({one for p in station.catalogue.protocols.values() for one in p.sites})
    values = {"form": None, "entered": {}, "fault": None, "refusal": None, "imported": None, **said}
    return page(site, request, "new_order.html", status, titles=titles, sites=sites, **values)


async def _done(site: Site, request: Request, doing: Any, form: str) -> Response:
    """Do what a form asks and go to the list; or show it again, with all that was entered."""
    fields = await form_fields(request)
    try:
        await site.work(doing, site, fields, _act(site, request))
    except SaidError as error:
        sentence = said(error, site.language_at(request))
        field = fault(error)
        at = {"form": form, "entered": fields, "fault": field, "refusal": sentence}
        return await _new_page(site, request, 422, **at)
    site.live.tell("orders")
    return RedirectResponse("/orders", 303)


def _enter(site: Site, fields: Fields, act: Act) -> None:
    data = {
        "order": fields.get("order"),
        "patient": _person(fields),
        "indication": fields.get("indication"),
        "sides": fields.get("sides", []),
        "site": optional(fields, "site", 64),
    }
    done = import_orders(site.station, [parse_order(data)], act)
    if done.refused:
        why = done.refused[0].why
        raise why if isinstance(why, StationError) else _refused(why, site)


def _refused(why: Verdict, site: Site) -> StationError:
    return StationError("{error}", error=sentence(why, site.station.language))


def _merge(site: Site, fields: Fields, act: Act) -> None:
    person = parse_person(_person(fields), Saying("Patient"))
    merge_patient(site.station, text_of(fields, "temporary_id", 32), person, act)


def _person(fields: Fields) -> dict[str, Any]:
    found = {key: fields.get(key) for key in ("id", "family", "birth_date")}
    return {**found, "given": fields.get("given", "")}


async def _imported(site: Site, request: Request) -> Response:
    """Order files as the browser sends them; all are kept, or none."""
    try:
        files = await sent_files(request, "files", MOST_FILES)
        numbers = await site.work(_import, site, files, _act(site, request))
    except SaidError as error:
        sentence = said(error, site.language_at(request))
        return await _new_page(site, request, 422, form="import", refusal=sentence)
    site.live.tell("orders")
    return await _new_page(site, request, form="import", imported=numbers)


def _import(site: Site, files: list[tuple[str, bytes]], act: Act) -> dict[str, list[str]]:
    if not files:
        raise StationError("Orders: expected one file or more, got none.")
    read = [one for name, content in files for one in read_orders(content, name)]
    done = import_orders(site.station, read, act)
    return {
        "new": [one.order for one in done.imported],
        "known": [one.order for one in done.already_here],
    }


def _act(site: Site, request: Request) -> Act:
    return Act(by_of(request.cookies), "typed", site.station.clock.now())
