"""The demo's walk through the page: what a browser sends, from the order to reception."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from queue import Empty, Queue
from secrets import token_hex
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from PIL import Image
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from station.bootstrap import PageSetup, open_station, open_web
from station.cli.demo_play import Stage, expect
from station.cli.serve import Server, config_of
from station.config import read_config
from station.doctor import examine
from station.domain.data import Data
from station.domain.errors import StationError
from station.domain.identifiers.place import DEFAULT as PLACE

ANSWER_WITHIN_S = 10.0  # on a slow machine; usually well below one
NOTHING: Mapping[str, str] = {}
PAGES = ("/", "/orders", "/typed/default", "/reception/default", "/status", "/bedside/default")


def check_page(stage: Stage, order: Data) -> None:
    """Serve the page and walk one order through it. Raises StationError at the first surprise."""
    try:
        with served(stage) as address:
            walk(Browser(address), stage, order)
    except (OSError, Empty, WebSocketException) as error:
        raise StationError(
            "Demo: expected the page, got {error}.", error=type(error).__name__
        ) from error


class Browser:
    """What a page of the station sends."""

    def __init__(self, address: str) -> None:
        self._address = address

    def get(self, path: str) -> bytes:
        """A page or picture."""
        return self._answer(path)

    def form(self, path: str, fields: Data) -> None:
        """Send a form; the page that follows must come."""
        self._post(
            path, urlencode(fields, doseq=True).encode(), "application/x-www-form-urlencoded"
        )

    def say(self, path: str, **fields: object) -> Data:
        """Send a scan or a button; its answer, which must be one of acceptance."""
        body = {"scan_id": token_hex(16), "place": PLACE, **fields}
        data = self._post(path, json.dumps(body).encode(), "application/json")
        answer: Data = json.loads(data)
        expect(f"answer of {path}, {answer.get('message')}", True, answer.get("accepted"))
        return answer

    def scan(self, *texts: str) -> None:
        """What a reader types at the bedside."""
        for text in texts:
            self.say("/api/scan", text=text, source="reader")

    def hold_up(self, label: bytes) -> Data:
        """Hold a printed label before the tablet's camera; what the station said."""
        jpeg = io.BytesIO()
        Image.open(io.BytesIO(label)).convert("L").save(jpeg, "JPEG")
        with self.socket(f"/frames?place={PLACE}") as camera:
            camera.send(jpeg.getvalue())
            answer = json.loads(camera.recv(ANSWER_WITHIN_S))
        expect("symbols of a label before the camera", 1, len(answer["symbols"]))
        said: Data = answer["feedback"]
        return said

    def socket(self, path: str) -> ClientConnection:
        """A WebSocket of the page."""
        url = f"ws{self._address.removeprefix('http')}{path}"
        return connect(url, origin=Origin(self._address), open_timeout=ANSWER_WITHIN_S)

    def _post(self, path: str, body: bytes, content_type: str) -> bytes:
        headers = {"Content-Type": content_type, "Origin": self._address}
        return self._answer(path, body, headers)

    def _answer(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] = NOTHING
    ) -> bytes:
        request = Request(self._address + path, body, dict(headers))  # noqa: S310 - our own
        try:
            with urlopen(request, timeout=ANSWER_WITHIN_S) as answer:  # noqa: S310 - our own
                content: bytes = answer.read()
        except HTTPError as error:
            with error:
                expect(f"status of {path}", HTTPStatus.OK.value, error.code)
            raise
        return content


def walk(browser: Browser, stage: Stage, order: Data) -> None:
    """One order by hand in the form, its procedure on one side, and its way to reception."""
    patient, side = order["patient"], "left"
    for page in PAGES:
        browser.get(page)
    fields = {"order": order["order"], "indication": order["indication"], "sides": [side]}
    browser.form("/orders/new", {**fields, **patient})
    browser.form("/orders/open", {"order": order["order"], "place": PLACE})
    (procedures,) = stage.ask("procedure", "list")
    procedure = procedures[-1]["procedure"]
    with browser.socket(f"/live/bedside/{PLACE}") as panel:
        browser.scan(patient["id"], "CARDCONFIRM")
        _answer(browser, stage, procedure, at_the_end=False)
        browser.scan(f"CARD{side.upper()}", "CARDPRINT")
        labels = _labels(stage, procedure)
        first, *others = labels
        said = browser.hold_up(browser.get(_picture(browser, procedure, first)))
        expect("label read by the camera", labels[first], said["container"])
        browser.scan(*others)
        _answer(browser, stage, procedure, at_the_end=True)
        last = browser.say("/api/scan", text="CARDCLOSE", source="reader")
        _await(panel, last["scan_id"])
    browser.say("/api/act", act="dispatch", procedure=procedure)
    for label in labels:
        browser.say("/api/receive", text=label, desk=PLACE)
    (shown,) = stage.ask("procedure", "show", procedure)
    states = {container["state"] for container in shown["containers"]}
    expect("states of the page's containers", {"received"}, states)


def _answer(browser: Browser, stage: Stage, procedure: str, *, at_the_end: bool) -> None:
    for item, value in stage.checklist(procedure, at_the_end=at_the_end):
        browser.say("/api/act", act="checklist", procedure=procedure, item=item, value=value)


def _labels(stage: Stage, procedure: str) -> dict[str, str]:
    """The label ids that are out, with their containers."""
    (shown,) = stage.ask("procedure", "show", procedure)
    return {c["label_id"]: c["container"] for c in shown["containers"] if c["state"] == "printed"}


def _picture(browser: Browser, procedure: str, label_id: str) -> str:
    """Where the page of a procedure's labels has the picture of one."""
    shown = browser.get(f"/labels/{procedure}").decode()
    found: list[str] = re.findall(rf'src="([^"]*{label_id}[^"]*)"', shown)
    expect("pictures of a label", 1, len(found))
    return found[0]


def _await(panel: ClientConnection, scan_id: str) -> None:
    """Wait until the screen is told what was said to a scan. Raises StationError if it is not."""
    try:
        while json.loads(panel.recv(ANSWER_WITHIN_S)).get("scan_id") != scan_id:
            pass
    except TimeoutError:
        raise StationError("Demo, live panel: expected the last answer, got none.") from None


@contextmanager
def served(stage: Stage) -> Iterator[str]:
    """The address of the page of a stage's station, while it is served from a thread."""
    config, labels = read_config(str(stage.folder / "station.db")), stage.folder / "labels"
    examining = partial(examine, config, labels)
    app, _, end = open_web(open_station(config), PageSetup(labels, [PLACE], examine=examining))
    found: Queue[str] = Queue()
    server = Server(config_of(app, "127.0.0.1", 0), found.put)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield found.get(timeout=ANSWER_WITHIN_S)
    finally:
        server.should_exit = True
        thread.join(ANSWER_WITHIN_S)
        end()
