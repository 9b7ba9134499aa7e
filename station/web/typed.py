"""Typed entry: a page of its own, so that typing is never taken for a scan, nor a scan for it.

The same forms stand on the page of one procedure, open or closed, above its history.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from station.app.keeping import Outcome, load
from station.app.on_paper import cell, papers_of
from station.app.station import Station
from station.domain.codes import EXCUSES
from station.domain.errors import SaidError
from station.domain.feedback import Feedback, notices
from station.domain.state import Procedure
from station.domain.texts import said
from station.ports.store import Act
from station.web import acts
from station.web.bedside import LISTED, added_kinds, container_values
from station.web.history import history, moment
from station.web.live import bedside_topic, tell_outcome
from station.web.pages import page
from station.web.request import Fields, act_of, by_of, checked_place, form_fields
from station.web.shared import Site
from station.web.texts import TEXTS

MOST_PROCEDURES = 200  # the newest of the list; an older one is found by its order


def routes(site: Site) -> list[Route]:
    """GET and POST /typed/{place} and /procedures/{procedure}; GET /procedures."""

    async def at_place(request: Request) -> Response:
        place = checked_place(request.path_params["place"])
        name = await site.work(site.station.store.active, place)
        return await _page(site, request, "typed.html", place, name)

    async def of_procedure(request: Request) -> Response:
        name = request.path_params["procedure"]
        p = await site.work(load, site.station.store, name)
        return await _page(site, request, "procedure.html", p.place, name)

    async def listed(request: Request) -> Response:
        return page(site, request, "procedures.html", **await site.work(_list, site))

    return [
        Route("/typed/{place}", at_place, methods=["GET", "POST"]),
        Route("/procedures", listed),
        Route("/procedures/{procedure}", of_procedure, methods=["GET", "POST"]),
    ]


async def _page(
    site: Site, request: Request, template: str, place: str, name: str | None
) -> Response:
    """The page, after what its form asks is done."""
    fields: Fields = {}
    answer, error = None, None
    if request.method == "POST":
        fields = {**await form_fields(request), "place": place, "source": "typed"}
        answer, error = await _entered(site, request, place, fields)
    station = site.speaking(site.language_at(request))
    refused = error is not None or (answer is not None and not answer.accepted)
    return page(
        site,
        request,
        template,
        status=422 if refused else 200,
        answer=answer,
        error=error,
        entered=fields if refused else {},
        place=place,
        **await site.work(_values, station, name),
    )


async def _entered(
    site: Site, request: Request, place: str, fields: Fields
) -> tuple[Feedback | None, str | None]:
    """The answer to a form, or the sentence of what cannot be done."""
    station = site.speaking(site.language_at(request))
    try:
        act = act_of(fields, station.clock.now(), by_of(request.cookies))
        outcome = await site.work(_do, site, station, fields, act)
    except SaidError as error:
        return None, said(error, station.language)
    assert act.scan_id is not None
    tell_outcome(site.live, bedside_topic(place), act.scan_id, outcome)
    return outcome.answer, None


def _do(site: Site, station: Station, fields: Fields, act: Act) -> Outcome:
    """A typed text goes the way of a scan; every other form is a button with words."""
    if "act" not in fields:
        return acts.scan(site, station, {**fields, "check": fields.get("check") == "yes"}, act)
    if fields["act"] == "checklist":
        fields = {**fields, "value": _answer_code(station, str(fields.get("value", "")))}
    return acts.button(site, station, fields, act)


def _answer_code(station: Station, word: str) -> str:
    """The code of an answer as people write it ("ja", "ikke aktuelt"); else the text itself."""
    texts = TEXTS[station.language]
    codes = {text.casefold(): key for key, text in texts.items() if key.startswith("answer-")}
    found = codes.get(word.strip().casefold())
    return found.removeprefix("answer-") if found else word


def _values(station: Station, name: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {"p": None, "person": None, "scan_id": station.store.new_key()}
    if name is None:
        return values
    p = load(station.store, name)
    return {
        **values,
        "p": p,
        "person": station.store.person(p.patient),
        "notices": notices(p, station.language),
        "containers": _containers(station, p),
        "kinds": added_kinds(station, p),
        "excuses": EXCUSES,
        "stocks": sorted(station.catalogue.stocks),
        "destinations": sorted(
            {c.plan.destination for c in p.containers.values() if c.state == "collected"}
        ),
        "history": history(station, p),
        "opened": moment(p.opened_at),
    }


def _containers(station: Station, p: Procedure) -> list[dict[str, Any]]:
    papers = papers_of(station, p)
    found = sorted(p.containers.values(), key=lambda c: (LISTED.index(c.side), c.plan.order))
    return [
        {
            **container_values(p, c, station.language),
            **cell(papers[c.container], station.language),
            "collected_at": moment(c.collected_at) if c.collected_at else "",
        }
        for c in found
    ]


def _list(site: Site) -> dict[str, Any]:
    """All procedures, the newest first, with whose they are."""
    store = site.station.store
    lines = store.procedures()
    people = {order.order: store.person(key) for order, key in store.orders()}
    rows = [
        {"line": line, "person": people.get(line.order), "opened": moment(line.opened_at)}
        for line in reversed(lines[-MOST_PROCEDURES:])
    ]
    return {"rows": rows, "more": max(0, len(lines) - MOST_PROCEDURES)}
