"""Typed entry: a page of its own, so that typing is never taken for a scan, nor a scan for it.

The same forms stand on the page of one procedure, open or closed, above its history.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from station.app.keeping import Outcome
from station.app.views.bedside import active_at
from station.app.views.orders import procedure_list
from station.app.views.procedure import answer_code, place_of_procedure
from station.domain.errors import SaidError
from station.domain.feedback import Feedback
from station.domain.texts import said
from station.web import acts
from station.web.gesture import Gesture
from station.web.live import bedside_topic, tell_outcome
from station.web.request import Fields, act_of, by_of, checked_place, form_fields, text_of
from station.web.screens.page import page
from station.web.screens.typed import forms_values
from station.web.served import Served


@dataclass(frozen=True)
class Forms:
    """A page of forms: its template, and the place and procedure that they are for."""

    template: str
    place: str
    procedure: str | None


@dataclass(frozen=True)
class Entered:
    """What was entered in a form and what came of it: an answer, or why it cannot be done; when."""

    fields: Fields = field(default_factory=dict)
    answer: Feedback | None = None
    error: str | None = None
    at: datetime | None = None

    @property
    def refused(self) -> bool:
        """Whether the form is shown again as it was filled in."""
        return self.error is not None or (self.answer is not None and not self.answer.accepted)


async def at_place(served: Served, request: Request) -> Response:
    """Typed entry at a place."""
    return await _page(served, request, await _of_place(served, request), Entered())


async def entered_at_place(served: Served, request: Request) -> Response:
    """A typed text or a form, at a place."""
    forms = await _of_place(served, request)
    return await _page(served, request, forms, await _entered(served, request, forms.place))


async def procedure(served: Served, request: Request) -> Response:
    """One procedure with its history."""
    return await _page(served, request, await _of_procedure(served, request), Entered())


async def entered_of_procedure(served: Served, request: Request) -> Response:
    """A typed text or a form, for one procedure."""
    forms = await _of_procedure(served, request)
    return await _page(served, request, forms, await _entered(served, request, forms.place))


async def procedures(served: Served, request: Request) -> Response:
    """All procedures, the newest first."""
    view = await served.work(procedure_list, served.station)
    return page(served, request, "procedures.html", {"view": view})


async def _of_place(served: Served, request: Request) -> Forms:
    place = checked_place(request.path_params["place"])
    name = await served.work(active_at, served.station, place)
    return Forms("typed.html", place, name)


async def _of_procedure(served: Served, request: Request) -> Forms:
    name = request.path_params["procedure"]
    place = await served.work(place_of_procedure, served.station, name)
    return Forms("procedure.html", place, name)


async def _page(served: Served, request: Request, forms: Forms, entered: Entered) -> Response:
    """The page, after what its form asks is done."""
    values = {
        "answer": entered.answer,
        "error": entered.error,
        "answered_at": entered.at,
        "entered": entered.fields if entered.refused else {},
        "place": forms.place,
        **await served.work(forms_values, served.station_at(request), forms.procedure),
    }
    return page(served, request, forms.template, values, 422 if entered.refused else 200)


async def _entered(served: Served, request: Request, place: str) -> Entered:
    fields = {**await form_fields(request), "place": place, "source": "typed"}
    station = served.station_at(request)
    try:
        act = act_of(fields, station.clock.now(), by_of(request.cookies))
        outcome = await served.work(_do, Gesture(served, station, fields, act))
    except SaidError as error:
        return Entered(fields, error=said(error, station.language), at=station.clock.now())
    assert act.scan_id is not None
    tell_outcome(served.live, bedside_topic(place), act.scan_id, outcome)
    return Entered(fields, outcome.answer, at=station.clock.now())


def _do(gesture: Gesture) -> Outcome:
    """A typed text goes the way of a scan; every other form is a button with words."""
    fields = gesture.fields
    if "act" not in fields:
        checking = {"check": fields.get("check") == "yes"}
        return acts.scan(replace(gesture, fields={**fields, **checking}))
    if fields["act"] == "checklist":
        procedure, item = text_of(fields, "procedure", 32), text_of(fields, "item", 64)
        answer = answer_code(gesture.station, procedure, item, text_of(fields, "value", 64))
        return acts.button(replace(gesture, fields={**fields, "value": answer}))
    return acts.button(gesture)
