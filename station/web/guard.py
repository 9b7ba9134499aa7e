"""What a request must be before a page sees it: for this host, from a page of it, not too big."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from station.domain.errors import Saying
from station.domain.texts import Language, said
from station.web.served import VIOLATION, screen_language

LARGEST_BODY = 64 * 1024  # bytes; the largest form, an order by hand, has about 2 kB
LARGEST_FILES = 20 * 2**20  # bytes; a photograph of 12 MP has about 5 MB, an order 1 kB
FILES = frozenset({"/orders/import", "/read"})  # the paths that take files
SAFE_METHODS = frozenset({"GET", "HEAD"})
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # no-referrer would make a form's Origin "null"
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
    "cache-control": "no-store",  # names are on the pages
}


class Guard:
    """Refuses foreign hosts and origins, limits bodies, and adds the headers of ``HEADERS``."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = (), language: Language = "en") -> None:
        self._app = app
        self._language = language
        self._hosts = frozenset({"localhost", *hosts})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, WebSocket or HTTP."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = refused(scope, self._hosts)
        language = screen_language(HTTPConnection(scope), self._language)
        if scope["type"] == "websocket":
            if refusal:
                reason = said(refusal, language)
                await send({"type": "websocket.close", "code": VIOLATION, "reason": reason})
            else:
                await self._app(scope, receive, send)
            return
        status, why = (403, refusal) if refusal else _size_refused(scope)
        app = PlainTextResponse(said(why, language), status) if why else self._app
        await app(scope, receive, _with_headers(send))


def refused(scope: Scope, hosts: frozenset[str]) -> Saying | None:
    """Why a request may not come in, in one sentence; None if it may.

    An attacker's page that has its own name point at this machine sends that name as Host; an
    address cannot be made to point elsewhere, so every address is allowed. What changes something
    must come from a page of the same host (OWASP: verifying origin with standard headers).
    """
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    name = _name(host)
    if name not in hosts and not _is_address(name):
        return Saying("Host: expected this station's address, got '{name}'.", name=name[:80])
    if scope["type"] == "http" and scope["method"] in SAFE_METHODS:
        return None
    origin = urlsplit(headers.get("origin", ""))
    if origin.scheme not in {"http", "https"} or origin.netloc.lower() != host.lower():
        return Saying("Origin: expected a page of this station, got another.")
    return None


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _size_refused(scope: Scope) -> tuple[int, Saying | None]:
    """The server holds a body to its content-length, so that length is all there is to check."""
    if scope["method"] in SAFE_METHODS:
        return 200, None
    length = Headers(scope=scope).get("content-length", "")
    if not length.isdigit():
        return 411, Saying("Request: expected its length, got none.")
    limit = LARGEST_FILES if scope["path"] in FILES else LARGEST_BODY
    if int(length) > limit:
        return 413, Saying(
            "Request: expected up to {limit} bytes, got {length}.",
            limit=limit,
            length=length,
        )
    return 200, None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
