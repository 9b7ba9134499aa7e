"""Orders: the list with a button that opens a procedure, and a form for an order by hand."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from station.app.import_orders import import_orders
from station.app.open_procedure import Opening, open_procedure
from station.app.prepare import merge_patient
from station.domain.codes import Side
from station.domain.errors import StationError
from station.domain.identifiers import canonical
from station.domain.order import Person, parse_date, parse_order
from station.domain.protocol import LEFT_RIGHT
from station.ports.store import Act, StoreError
from station.web.pages import page
from station.web.request import NOBODY, Fields, form_fields, optional, place_of, text_of
from station.web.shared import Site

FIELDS = ("order", "id", "family", "given", "birth_date", "indication", "sides")
_NAMED = re.compile(rf"'({'|'.join(FIELDS)})'")  # how parse_order names the field at fault


def routes(site: Site) -> list[Route]:
    """GET /orders, POST /orders, /orders/open and /orders/merge."""

    async def listed(request: Request) -> Response:
        return await _list(site, request)

    async def entered(request: Request) -> Response:
        fields = await form_fields(request)
        try:
            await site.work(_import, site, fields)
        except (StationError, StoreError) as error:
            return await _list(site, request, fields, fault(str(error)))
        return RedirectResponse("/orders", 303)

    async def opened(request: Request) -> Response:
        fields = await form_fields(request)
        try:
            place = place_of(fields, "place")
            refusal = await site.work(_open, site, fields, place)
        except (StationError, StoreError) as error:
            refusal = str(error)
        if refusal is not None:
            return await _list(site, request, at_fault=(None, refusal))
        site.live.tell("orders")
        return RedirectResponse(f"/bedside/{place}", 303)

    async def merged(request: Request) -> Response:
        fields = await form_fields(request)
        try:
            await site.work(_merge, site, fields)
        except (StationError, StoreError) as error:
            return await _list(site, request, at_fault=(None, str(error)))
        site.live.tell("orders")
        return RedirectResponse("/orders", 303)

    return [
        Route("/orders", listed),
        Route("/orders", entered, methods=["POST"]),
        Route("/orders/open", opened, methods=["POST"]),
        Route("/orders/merge", merged, methods=["POST"]),
    ]


def fault(sentence: str) -> tuple[str | None, str]:
    """The field that a sentence of ``parse_order`` is about (None: none of the form), and it.

    >>> fault("Order A-1, patient: expected 'family' of 1 to 200 characters, got nothing.")[0]
    'family'
    """
    named = _NAMED.search(sentence)
    return (named[1] if named else None), sentence


async def _list(
    site: Site,
    request: Request,
    fields: Fields | None = None,
    at_fault: tuple[str | None, str] | None = None,
) -> Response:
    values = await site.work(_values, site)
    return page(
        site,
        request,
        "orders.html",
        status=422 if at_fault else 200,
        entered=fields or {},
        fault=at_fault,
        **values,
    )


def _values(site: Site) -> dict[str, Any]:
    store, catalogue = site.station.store, site.station.catalogue
    rows = []
    for order, key in reversed(store.orders()):
        lines = store.procedures(order=order.order)
        rows.append({"order": order, "person": store.person(key), "procedures": lines})
    protocols = sorted(catalogue.protocols.values(), key=lambda p: p.name)
    indications = sorted({p.indication for p in protocols})
    places = sorted({*site.places, *(line.place for line in store.procedures())})
    return {
        "orders": rows,
        "protocols": protocols,
        "indications": indications,
        "places": places,
        "titles": {p.indication: p.title for p in reversed(protocols)},
    }


def _import(site: Site, fields: Fields) -> None:
    sides = fields.get("sides", [])
    data = {
        "order": fields.get("order"),
        "patient": {
            "id": fields.get("id"),
            "family": fields.get("family"),
            "given": fields.get("given", ""),
            "birth_date": fields.get("birth_date"),
        },
        "indication": fields.get("indication"),
        "sides": sides,
    }
    import_orders(site.station, [parse_order(data)], _act(site))


def _open(site: Site, fields: Fields, place: str) -> str | None:
    """Open a procedure; a refusal's sentence, or None."""
    chosen: tuple[Side, ...] = tuple(s for s in LEFT_RIGHT if s in fields.get("sides", []))
    opening = Opening(
        text_of(fields, "order", 64), optional(fields, "protocol", 64), chosen or None, place
    )
    answer = open_procedure(site.station, opening, _act(site)).answer
    return None if answer.accepted else answer.message


def _merge(site: Site, fields: Fields) -> None:
    born = parse_date(optional(fields, "birth_date", 10), "Birth date")
    person = Person(
        canonical(text_of(fields, "id", 32)),
        text_of(fields, "family", 200),
        optional(fields, "given", 200) or "",
        born,
    )
    merge_patient(site.station, text_of(fields, "temporary_id", 32), person, _act(site))


def _act(site: Site) -> Act:
    return Act(NOBODY, "typed", site.station.clock.now())
