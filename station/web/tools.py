"""Looking after the station: is all well, the protocols, what is in a picture, the cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from station.domain.errors import StationError, UnknownNameError
from station.domain.texts import Language, said
from station.ports.decoder import Reading
from station.web.pages import page
from station.web.request import sent_files
from station.web.shared import Site

GONE = frozenset({"lost", "fault"})  # what a reader said last, when none of its scans comes


class Finding(Protocol):
    """One answer of the doctor: what was looked at, whether it is well, and one sentence."""

    @property
    def check(self) -> str:
        """A word for it."""
        ...

    @property
    def ok(self) -> bool:
        """Whether it is well."""
        ...

    @property
    def detail(self) -> str:
        """For whoever looks after the station."""
        ...


@dataclass(frozen=True)
class Tools:
    """What the pages here need from outside: the doctor, a reader of pictures, the cards' PDF."""

    examine: Callable[[], Sequence[Finding]]
    read: Callable[[bytes, str], Reading]
    cards: Callable[[Language], bytes]


def tool_routes(site: Site, tools: Tools) -> list[Route]:
    """GET /status, /protocols, /protocols/{name}, /cards.pdf; GET and POST /read."""

    async def status(request: Request) -> Response:
        checks = await site.work(tools.examine)
        readers = site.live.readers()
        gone = [reader.reader for reader in readers if reader.code in GONE]
        well = all(check.ok for check in checks) and not gone
        return page(
            site, request, "status.html", checks=checks, readers=readers, gone=gone, well=well
        )

    async def protocols(request: Request) -> Response:
        found = site.station.catalogue
        listed = sorted(found.protocols.values(), key=lambda p: p.name)
        return page(site, request, "protocols.html", protocols=listed, broken=found.broken)

    async def protocol(request: Request) -> Response:
        found = site.station.catalogue.protocols.get(request.path_params["name"])
        if found is None:
            raise UnknownNameError("Protocol: expected one that loads, got none of that name.")
        return page(site, request, "protocol.html", protocol=found)

    async def read(request: Request) -> Response:
        return await _read(site, request, tools)

    async def cards(request: Request) -> Response:
        content = await site.work(tools.cards, site.language_at(request))
        return Response(content, media_type="application/pdf")

    return [
        Route("/status", status),
        Route("/protocols", protocols),
        Route("/protocols/{name}", protocol),
        Route("/read", read, methods=["GET", "POST"]),
        Route("/cards.pdf", cards),
    ]


async def _read(site: Site, request: Request, tools: Tools) -> Response:
    """What stands in a picture that a person sends; nothing of it is kept."""
    values: dict[str, Any] = {"reading": None, "name": None, "error": None}
    if request.method == "POST":
        try:
            values |= await _reading(site, request, tools)
        except StationError as error:
            values["error"] = said(error, site.language_at(request))
    return page(site, request, "read.html", status=422 if values["error"] else 200, **values)


async def _reading(site: Site, request: Request, tools: Tools) -> dict[str, Any]:
    files = await sent_files(request, "image", 1)
    if not files:
        raise StationError("Image: expected a file, got none.")
    ((name, content),) = files
    return {"reading": await site.work(tools.read, content, name), "name": name}
