"""A whole page in the language of the screen that asks, and one with a live panel in it."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from station.domain.texts import LANGUAGES
from station.web.grammar import GRAMMAR
from station.web.request import NOBODY, by_of
from station.web.screens.drawing import draw
from station.web.screens.panels import Screen
from station.web.served import Served
from station.web.texts import TEXTS

SPOKEN = (  # what the scripts of a scan page say
    *("connected", "not-sent", "waiting", "resend-old", "resend-moved", "not-kept", "doubled"),
    *("no-sound", "sound-ok", "button-lost", "button-unknown", "sending", "restarted", "unknown"),
    "not-shown-here",
    *("refused-cut", "refused-check", "refused-form", "refused-layout", "refused-typed"),
    *(
        "camera-live",
        "camera-lost",
        "camera-frozen",
        "camera-hidden",
        "camera-denied",
        "camera-no-camera",
    ),
    "camera-insecure",
)


def page(
    served: Served,
    request: Request,
    template: str,
    values: Mapping[str, object],
    status: int = 200,
) -> HTMLResponse:
    """A page in the language of the screen that asks, with who acts at it."""
    by = by_of(request.cookies)
    who = {"by": None if by == NOBODY else by, "path": request.url.path, "languages": LANGUAGES}
    names = {"names": served.station.catalogue.names}
    drawn = draw(template, served.language_at(request), {**who, **names, **values})
    return HTMLResponse(drawn, status)


async def scan_page(
    served: Served,
    request: Request,
    screen: Screen,
    name: str,
    values: Mapping[str, object] | None = None,
) -> Response:
    """The whole page with its panel, so that it is right before the first message comes."""
    station = served.station_at(request)
    panel = await served.work(screen.draw, served, station, name)
    words = {key: TEXTS[station.language][key] for key in SPOKEN}
    shown = {"panel": panel.html, "name": name, "state": panel.state, "words": words}
    shown["grammar"] = GRAMMAR
    return page(served, request, screen.template, {**shown, **(values or {})})
