"""Looking after the station: is all well, the protocols, what is in a picture, the cards."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from station.domain.errors import StationError, UnknownNameError
from station.domain.texts import said
from station.ports.decoder import Reading
from station.web.request import sent_files
from station.web.screens.page import page
from station.web.served import Served

GONE = frozenset({"lost", "fault"})  # what a reader said last, when none of its scans comes


async def status(served: Served, request: Request) -> Response:
    """Whether all is well with the station and its readers."""
    checks = await served.work(served.tools.examine)
    readers = served.live.readers()
    gone = [reader.reader for reader in readers if reader.code in GONE]
    well = all(check.ok for check in checks) and not gone
    shown = {"checks": checks, "readers": readers, "gone": gone, "well": well}
    return page(served, request, "status.html", shown)


async def protocols(served: Served, request: Request) -> Response:
    """The protocols, approved or not, and the files that are broken."""
    found = served.station.catalogue
    listed = sorted(found.protocols.values(), key=lambda p: p.name)
    return page(served, request, "protocols.html", {"protocols": listed, "broken": found.broken})


async def protocol(served: Served, request: Request) -> Response:
    """One protocol."""
    found = served.station.catalogue.protocols.get(request.path_params["name"])
    if found is None:
        raise UnknownNameError("Protocol: expected one that loads, got none of that name.")
    return page(served, request, "protocol.html", {"protocol": found})


async def cards(served: Served, request: Request) -> Response:
    """The sheet of command cards as a PDF."""
    content = await served.work(served.tools.cards, served.language_at(request))
    return Response(content, media_type="application/pdf")


async def pictures(served: Served, request: Request) -> Response:
    """A form for a picture that is to be read."""
    return _pictures(served, request, {})


async def picture_read(served: Served, request: Request) -> Response:
    """What stands in a picture that a person sends; nothing of it is kept."""
    try:
        name, reading = await _read(served, request)
    except StationError as error:
        sentence = said(error, served.language_at(request))
        return _pictures(served, request, {"error": sentence}, 422)
    return _pictures(served, request, {"name": name, "reading": reading})


async def _read(served: Served, request: Request) -> tuple[str, Reading]:
    files = await sent_files(request, "image", 1)
    if not files:
        raise StationError("Image: expected a file, got none.")
    ((name, content),) = files
    return name, await served.work(served.tools.read, content, name)


def _pictures(
    served: Served, request: Request, found: Mapping[str, object], status: int = 200
) -> Response:
    values = {"reading": None, "name": None, "error": None, **found}
    return page(served, request, "read.html", values, status)
