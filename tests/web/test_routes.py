"""The table of the page's ways in: each has a handler and a right, and every link leads to one."""

import inspect
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import get_args

import pytest
from kit import Bench
from served import served, served_station

import station.web
from station.web.app import web_app
from station.web.guard import FILES
from station.web.routes.table import ROUTES, Right, Row, Socket

FOLDER = Path(station.web.__file__).parent
LINKED = re.compile(r"""(?:href=|action=|action = )["'](/[^"']*)""")
SENT = re.compile(r"""["'`](/(?:api/|live/|frames|tray-frames)[^"'`]*)""")
VALUE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\$\{.*?\}")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    bench = Bench(tmp_path)
    with served(web_app(served_station(bench))) as address:
        yield address
    bench.end()


def ids(row: Row | Socket) -> str:
    return f"{row.method} {row.path}"


def leads(path: str, row: Row | Socket) -> bool:
    """Whether a path is one of a row's; a value of it may stand anywhere ("/live/x/x")."""
    parts = zip(path.split("/"), row.path.split("/"), strict=False)
    alike = all(a in {"x", "x.png"} or "{" in b or a == b for a, b in parts)
    return alike and path.count("/") == row.path.count("/")


def asked() -> set[str]:
    """Every path that templates and scripts ask for, without its query; "x" for a value."""
    templates = sorted((FOLDER / "templates").glob("*.html"))
    scripts = sorted((FOLDER / "static").glob("*.js"))
    paths = [path for file in templates for path in LINKED.findall(file.read_text())]
    paths += [path for file in scripts for path in SENT.findall(file.read_text())]
    found = {VALUE.sub("x", path).partition("?")[0] for path in paths}
    joined = {f"{path}x" if path[1:].endswith("/") else path for path in found}  # "/typed/" ~ place
    return {path for path in joined if not path.startswith("/static/")}


@pytest.mark.parametrize("row", ROUTES, ids=ids)
def test_a_row_has_a_right_and_a_handler_of_its_own(row: Row | Socket) -> None:
    handler = row.handler
    assert row.right in get_args(Right)
    assert inspect.iscoroutinefunction(handler)
    assert handler.__qualname__ == handler.__name__  # of a module, no closure
    assert handler.__module__.startswith("station.web.routes.")
    assert handler.__doc__


def test_no_way_in_is_there_twice() -> None:
    ways = [(row.method, row.path) for row in ROUTES]
    handlers = [row.handler for row in ROUTES]
    assert (len(set(ways)), len(set(handlers))) == (len(ROUTES), len(ROUTES))


def test_what_takes_files_is_sent_with_post() -> None:
    assert {row.path for row in ROUTES if row.method == "POST"} >= FILES


def test_every_link_and_form_of_the_pages_leads_to_a_row() -> None:
    found = asked()
    assert found >= {"/procedures/x", "/api/scan"}
    assert sorted(p for p in found if not any(leads(p, row) for row in ROUTES)) == []


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("HEAD", "/typed/default", 200, None),
        ("GET", "/typed/default", 200, None),
        ("PUT", "/typed/default", 405, {"GET", "HEAD", "POST"}),
        ("GET", "/orders/open", 405, {"POST"}),
        ("GET", "/nowhere", 404, None),
    ],
)
def test_a_method_that_a_path_does_not_take_is_refused_with_those_it_takes(
    address: str, method: str, path: str, status: int, allowed: set[str] | None
) -> None:
    connection = HTTPConnection(address, timeout=20)
    connection.request(
        method, path, b"" if method == "PUT" else None, {"Origin": f"http://{address}"}
    )
    answer = connection.getresponse()
    body, allow = answer.read(), answer.headers["Allow"]
    connection.close()
    assert (answer.status, allow and set(allow.split(", "))) == (status, allowed)
    assert bool(body) == (method != "HEAD")
