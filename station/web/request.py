"""Reading what a page sends: JSON and form fields, each with its limit and one sentence."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from urllib.parse import parse_qs, quote, unquote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.websockets import WebSocket

from station.domain.codes import SOURCES
from station.domain.errors import StationError
from station.domain.identifiers import LONGEST_TEXT, place
from station.domain.texts import Language, said
from station.ports.store import Act
from station.web.served import LONGEST_PLACE, VIOLATION

LONGEST_VALUE = 2000  # characters of any other field; a note has a few lines
OLDEST_SCAN = timedelta(hours=12)  # a scan that waited longer in a browser is dated when it comes
LISTS = frozenset({"sides"})
MOST_FIELDS = 50  # the largest form has ten
SCAN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
NOBODY = "unnamed"  # who acts at a screen that nobody has said it of
BY_COOKIE = "station-by"
LONGEST_SESSION = 32  # letters and digits that a tray's page makes up for itself
LONGEST_BY = 64  # characters; a staff id or a short name, and it stands on the screen

Fields = Mapping[str, object]
Names = TypeVar("Names")  # of what a WebSocket is for


async def json_fields(request: Request) -> Fields:
    """The JSON object of a request. Raises StationError."""
    try:
        data = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise StationError("Request: expected JSON, got something else.") from None
    if not isinstance(data, dict):
        raise StationError("Request: expected a JSON object, got {got}.", got=type(data).__name__)
    return data


async def form_fields(request: Request) -> Fields:
    """The fields of a form, without the empty ones; LISTS stay lists. Raises StationError."""
    try:
        form = parse_qs((await request.body()).decode(), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise StationError("Request: expected a form in UTF-8, got something else.") from None
    return {key: values if key in LISTS else values[0] for key, values in form.items()}


async def sent_files(request: Request, key: str, most: int) -> list[tuple[str, bytes]]:
    """The files of a form, each with its name. Raises StationError."""
    try:
        async with request.form(max_files=most, max_fields=most) as form:
            sent = [file for file in form.getlist(key) if isinstance(file, UploadFile)]
            return [(file.filename, await file.read()) for file in sent if file.filename]
    except HTTPException:  # more of them, or no such form
        raise StationError(
            "Request: expected a form with up to {most} files, got something else.", most=most
        ) from None


def text_of(fields: Fields, key: str, longest: int = LONGEST_VALUE) -> str:
    """A text that must be there. Raises StationError."""
    value = optional(fields, key, longest)
    if value is None:
        raise StationError("Request: expected '{key}', got none.", key=key)
    return value


def optional(fields: Fields, key: str, longest: int = LONGEST_VALUE) -> str | None:
    """A text that may be there; None for nothing or blanks. Raises StationError."""
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > longest:
        raise StationError(
            "Request: expected '{key}' of up to {longest} characters.", key=key, longest=longest
        )
    return value.strip() or None


def texts_of(fields: Fields, key: str) -> list[str]:
    """What a form has several of; empty for none.

    >>> texts_of({"sides": ["left", "right"]}, "sides"), texts_of({}, "sides")
    (['left', 'right'], [])
    """
    values = fields.get(key)
    return [str(value) for value in values] if isinstance(values, list) else []


def scanned_text(fields: Fields) -> str:
    """What a reader read, as it is; too long is cut, and is then read as unreadable."""
    value = fields.get("text")
    if not isinstance(value, str) or not value:
        raise StationError("Request: expected 'text', got none.")
    return value[: LONGEST_TEXT + 1]


def place_of(fields: Fields, key: str) -> str:
    """A place or desk. Raises StationError."""
    return checked_place(text_of(fields, key, LONGEST_PLACE))


def checked_place(name: str) -> str:
    """A name that can stand on a screen. Raises StationError."""
    return place.checked(name)


async def accepted(
    socket: WebSocket, language: Language, checked: Callable[[], Names]
) -> Names | None:
    """Take a WebSocket whose names are right; None: it was told which is not, and closed."""
    await socket.accept()
    try:
        return checked()
    except StationError as error:
        await socket.close(VIOLATION, said(error, language))
        return None


def checked_session(name: object) -> str:
    """What a tray's page calls its tray. Raises StationError."""
    text = "" if name is None else str(name)
    if not text.isalnum() or not text.isascii() or len(text) != LONGEST_SESSION:
        raise StationError(
            "Request: expected 'session' of {length} letters and digits.", length=LONGEST_SESSION
        )
    return text


def checked_by(name: str) -> str:
    """Who acts, as kept with every event. Raises StationError."""
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_BY or not name.isprintable():
        raise StationError(
            "Who: expected 1 to {limit} printable characters, got {got}.",
            limit=LONGEST_BY,
            got=len(name),
        )
    return name


def by_of(cookies: Mapping[str, str]) -> str:
    """Who acts at the screen that sends these cookies; NOBODY until somebody has said it.

    >>> by_of({"station-by": "sykepleier%201"}), by_of({"station-by": ""}), by_of({})
    ('sykepleier 1', 'unnamed', 'unnamed')
    """
    try:
        return checked_by(unquote(cookies.get(BY_COOKIE, "")))
    except StationError:
        return NOBODY


def by_cookie(name: str) -> str:
    """A name as a cookie can hold it."""
    return quote(name)


def act_of(fields: Fields, now: datetime, by: str) -> Act:
    """Who, by what, when: the browser's time for what waited in it, never a time to come."""
    scan_id = text_of(fields, "scan_id", 64)
    if not SCAN_ID.fullmatch(scan_id):
        raise StationError("Request: expected 'scan_id' of 8 to 64 letters, digits and '-'.")
    source = optional(fields, "source", 16) or "typed"
    if source not in SOURCES:
        raise StationError(
            "Request: expected 'source' as one of {known}.", known=", ".join(SOURCES)
        )
    return Act(by, source, _occurred_at(fields, now), scan_id)


def _occurred_at(fields: Fields, now: datetime) -> datetime:
    text = optional(fields, "at", 40)
    try:
        at = datetime.fromisoformat(text) if text else now
    except ValueError:
        raise StationError("Request: expected 'at' as a time in ISO 8601.") from None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at.astimezone(UTC) if now - OLDEST_SCAN <= at <= now else now
