"""One patient: numbers, former names, who is alike; corrected, and a merge taken back."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from station.app.keeping import Outcome
from station.app.patients import Correction, correct_patient, unmerge_patient
from station.app.views.patient import patient_named
from station.domain.errors import SaidError
from station.domain.feedback import Feedback
from station.domain.fields import LONGEST_REASON
from station.domain.identifiers.wristband import LONGEST_ID
from station.domain.texts import said
from station.web.gesture import Gesture, typed
from station.web.request import Fields, form_fields, text_of
from station.web.screens.page import page
from station.web.served import Served


async def one(served: Served, request: Request) -> Response:
    """One patient, with the forms that put right who it is."""
    return await _page(served, request, dict(request.query_params))


async def corrected(served: Served, request: Request) -> Response:
    """Correct what a patient is called or when it was born."""
    return await _done(served, request, _correct)


async def unmerged(served: Served, request: Request) -> Response:
    """Take a merge back."""
    return await _done(served, request, _unmerge)


async def _page(
    served: Served,
    request: Request,
    fields: Fields,
    answer: Feedback | None = None,
    refusal: str | None = None,
) -> Response:
    station = served.station_at(request)
    view = await served.work(patient_named, station, text_of(fields, "id", LONGEST_ID))
    values: dict[str, object] = {"view": view, "answer": answer, "refusal": refusal}
    values |= {"entered": fields, "answered_at": served.station.clock.now()}
    return page(served, request, "patient.html", values, 422 if refusal else 200)


async def _done(served: Served, request: Request, doing: Callable[[Gesture], Outcome]) -> Response:
    """Do what a form asks and say it; or say why not, with all that was entered."""
    fields = await form_fields(request)
    gesture = typed(served, request, fields)
    try:
        outcome = await served.work(doing, gesture)
    except SaidError as error:
        return await _page(served, request, fields, None, said(error, gesture.station.language))
    served.live.changed()
    return await _page(served, request, {"id": text_of(fields, "id", LONGEST_ID)}, outcome.answer)


def _correct(gesture: Gesture) -> Outcome:
    fields = gesture.fields
    right = Correction(
        text_of(fields, "reason", LONGEST_REASON),
        *(str(fields.get(key, "")) for key in ("family", "given", "birth_date")),
    )
    return correct_patient(gesture.station, text_of(fields, "id", LONGEST_ID), right, gesture.act)


def _unmerge(gesture: Gesture) -> Outcome:
    fields = gesture.fields
    reason = text_of(fields, "reason", LONGEST_REASON)
    return unmerge_patient(
        gesture.station, text_of(fields, "temporary_id", LONGEST_ID), reason, gesture.act
    )
