"""The guard: foreign names and origins stay out, bodies have a limit, every answer its headers."""

from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
from served import served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from station.domain.errors import Saying
from station.web.guard import FILES, HEADERS, LARGEST_BODY, LARGEST_FILES, Guard, refused

HOST = "127.0.0.1:8000"
BAD_ORIGIN = "Origin: expected a page of this station, got another."


async def _echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    paths = ("/", *FILES)
    app = Starlette(routes=[Route(path, _echo, methods=["GET", "POST"]) for path in paths])
    with served(Guard(app, ["station.example"])) as address:
        yield address


def asked(
    address: str, method: str, path: str = "/", body: Any = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of an answer."""
    connection = HTTPConnection(address, timeout=60)
    connection.request(method, path, body, {"Origin": f"http://{address}", **headers})
    answer = connection.getresponse()
    said = answer.status, answer.read().decode(), dict(answer.getheaders())
    connection.close()
    return said


@pytest.mark.parametrize(
    ("method", "host", "origin", "expected"),
    [
        ("GET", HOST, None, None),
        ("GET", "localhost:8000", None, None),
        ("GET", "[::1]:8000", None, None),
        ("GET", "station.example", None, None),
        ("GET", "evil.example", None, "Host: expected this station's address, got 'evil.example'."),
        ("GET", "", None, "Host: expected this station's address, got ''."),
        ("POST", HOST, f"http://{HOST}", None),
        ("POST", "station.example", "https://station.example", None),
        ("POST", HOST, None, BAD_ORIGIN),
        ("POST", HOST, "null", BAD_ORIGIN),
        ("POST", HOST, "http://evil.example", BAD_ORIGIN),
        ("POST", HOST, "http://127.0.0.1:9000", BAD_ORIGIN),
    ],
)
def test_who_may_come_in(method: str, host: str, origin: str | None, expected: str | None) -> None:
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    scope = {"type": "http", "method": method, "headers": headers}
    found = refused(scope, frozenset({"localhost", "station.example"}))
    assert (str(found) if found else None) == expected


def test_a_websocket_needs_the_same_origin() -> None:
    scope = {"type": "websocket", "headers": [(b"host", HOST.encode())]}
    assert refused(scope, frozenset()) == Saying(BAD_ORIGIN)


@pytest.mark.parametrize(
    ("size", "status"), [(LARGEST_BODY - 1, 200), (LARGEST_BODY, 200), (LARGEST_BODY + 1, 413)]
)
def test_a_body_has_a_limit(address: str, size: int, status: int) -> None:
    assert asked(address, "POST", body=b"x" * size)[0] == status


@pytest.mark.parametrize("path", sorted(FILES))
@pytest.mark.parametrize("size", [LARGEST_FILES - 1, LARGEST_FILES])
def test_files_may_be_larger(address: str, path: str, size: int) -> None:
    assert asked(address, "POST", path, b"x" * size)[:2] == (200, str(size))


@pytest.mark.parametrize("path", sorted(FILES))
def test_files_have_a_limit_that_their_length_is_refused_by(address: str, path: str) -> None:
    """Before a byte of them was taken in."""
    size = str(LARGEST_FILES + 1)
    assert asked(address, "POST", path, **{"Content-Length": size})[:2] == (
        413,
        f"Request: expected up to {LARGEST_FILES} bytes, got {size}.",
    )


def test_a_body_of_unknown_length_is_refused(address: str) -> None:
    assert asked(address, "POST", body=iter([b"x"]))[:2] == (
        411,
        "Request: expected its length, got none.",
    )


def test_a_screen_is_refused_in_its_language(address: str) -> None:
    said = asked(address, "POST", body=iter([b"x"]), Cookie="station-language=nb")
    assert said[:2] == (411, "Forespørsel: forventet en oppgitt lengde, fikk ingen.")


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/", 200), ("GET", "/gone", 404), ("POST", "/", 403)]
)
def test_every_answer_has_the_headers(address: str, method: str, path: str, status: int) -> None:
    code, _, headers = asked(address, method, path, Origin="http://evil.example")
    assert code == status
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_nothing_inline_may_run() -> None:
    assert "unsafe" not in HEADERS["content-security-policy"]
