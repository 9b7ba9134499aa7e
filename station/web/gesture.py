"""What a person does at a screen: a scan, a button, a form."""

from dataclasses import dataclass

from starlette.requests import Request

from station.app.station import Station
from station.ports.store import Act
from station.web.request import Fields, by_of
from station.web.served import Served


@dataclass(frozen=True)
class Gesture:
    """One of them with its fields; ``act`` says who did it, and when.

    ``station`` speaks the language of the screen; ``procedure`` is what a button is about.
    """

    served: Served
    station: Station
    fields: Fields
    act: Act
    procedure: str = ""


def typed(served: Served, request: Request, fields: Fields) -> Gesture:
    """A form that was filled in now, in the language of its screen."""
    act = Act(by_of(request.cookies), "typed", served.station.clock.now())
    return Gesture(served, served.station_at(request), fields, act)
