"""What screens are told: an answer once, with number and time, and that the database has gone."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from typing import Any

import pytest
from kit import START, Bench, HandClock, P
from screen import Screen
from served import served, served_station
from websockets.sync.client import ClientConnection, connect

from station.domain.feedback import unjudged
from station.domain.texts import LANGUAGES
from station.web.app import web_app
from station.web.live import MOST_WAITING, Live, bedside_topic, reception_topic
from station.web.served import Served

WITHIN_S = 60.0
ANSWERS = {language: unjudged("refused", "No.") for language in LANGUAGES}
BED = bedside_topic("default")
GONE = {
    "en": "What is done now is NOT SAVED. Database station.db: expected the file it was opened as, "
    "got none or another.",
    "nb": "Det som gjøres nå, blir IKKE LAGRET. Database station.db: forventet filen den ble åpnet "
    "som, fikk ingen eller en annen.",
}


def quiet() -> None:
    """A screen that is not woken."""


@pytest.fixture
def live_station(labelled: Bench) -> Served:
    return served_station(labelled)


@pytest.fixture
def address(live_station: Served) -> Iterator[str]:
    with served(web_app(live_station)) as address:
        yield address


def panel(address: str, path: str = "bedside/default", language: str = "en") -> ClientConnection:
    """The live line of a screen."""
    cookie = {"Cookie": f"station-language={language}"}
    origin: Any = f"http://{address}"
    return connect(f"ws://{address}/live/{path}", origin=origin, additional_headers=cookie)


def hear(line: ClientConnection, kind: str) -> Any:
    """The next message of a kind."""
    while (message := json.loads(line.recv(WITHIN_S)))["type"] != kind:
        pass
    return message


def post(address: str, path: str, **fields: Any) -> tuple[int, Any]:
    """What a screen's scan or button is answered."""
    body = json.dumps({"place": "default", "source": "reader", **fields})
    headers = {"Origin": f"http://{address}", "Content-Type": "application/json"}
    with closing(HTTPConnection(address, timeout=WITHIN_S)) as connection:
        connection.request("POST", path, body, headers)
        with connection.getresponse() as answer:
            return answer.status, json.loads(answer.read())


# the screens that listen


def test_an_answer_has_a_number_and_a_time_and_is_taken_once() -> None:
    live = Live(HandClock(START))
    with live.listening(BED, quiet) as one, live.listening(BED, quiet) as other:
        told = [live.tell(BED, f"scan-{number}", ANSWERS) for number in (1, 2)]
        assert [(said.number, said.at) for said in told] == [(1, START), (2, START)]
        assert one.take() == other.take() == told
        assert one.take() == other.take() == []


def test_an_answer_goes_to_the_screens_of_its_topic_that_are_there() -> None:
    live = Live(HandClock(START))
    with live.listening(reception_topic("default"), quiet) as desk:
        live.tell(BED, "scan-1", ANSWERS)
        with live.listening(BED, quiet) as late:
            assert (desk.take(), late.take()) == ([], [])
        live.tell(BED, "scan-2", ANSWERS)
        assert late.take() == []  # it has gone


def test_each_change_rings_and_a_line_that_takes_nothing_keeps_the_newest() -> None:
    live, rung = Live(HandClock(START)), list[int]()
    with live.listening(BED, lambda: rung.append(1)) as screen:
        live.changed()
        for number in range(MOST_WAITING + 1):
            live.tell(BED, f"scan-{number}", ANSWERS)
        assert len(rung) == MOST_WAITING + 2
        assert [said.number for said in screen.take()] == list(range(2, MOST_WAITING + 2))


# over the line


def test_an_answer_comes_once_behind_the_panel_that_shows_it(labelled: Bench, address: str) -> None:
    text = labelled.text("biopsy-1-left")
    with panel(address) as line:
        before = hear(line, "panel")
        _, answer = post(address, "/api/scan", text=text, scan_id="screen-0001")
        shown, told = json.loads(line.recv(WITHIN_S)), json.loads(line.recv(WITHIN_S))
        while shown["type"] == "beat":
            shown, told = told, json.loads(line.recv(WITHIN_S))
        assert (shown["type"], shown["state"]["version"] > before["state"]["version"]) == (
            "panel",
            True,
        )
        assert told == {
            "type": "said",
            **{key: value for key, value in answer.items() if key != "state"},
        }
        assert (told["number"], told["procedure"], told["kind_of_answer"]) == (1, P, "done")
        labelled.scan("smear-1-left")  # by another process
        assert set(hear(line, "panel")) == {"type", "html", "state"}
    with panel(address) as line:  # a page that opens, or a line that is back
        assert [json.loads(line.recv(WITHIN_S))["type"] for _ in range(3)] == [
            *("panel", "beat", "beat")
        ]


def test_an_act_of_another_procedure_says_which_it_is_of(labelled: Bench, address: str) -> None:
    labelled.order("O-2")
    second = labelled.open("O-2")
    with panel(address) as line:
        assert hear(line, "panel")["state"]["procedure"] == second
        Screen(address).act("add", kind="flow", side="left")
        assert hear(line, "said")["procedure"] == P


def test_an_answer_at_a_desk_stays_there(labelled: Bench, address: str) -> None:
    with panel(address, "reception/flow") as other, panel(address, "reception/default") as line:
        hear(line, "panel")
        hear(other, "panel")
        post(address, "/api/receive", text="LAB-1", desk="default", scan_id="screen-0001")
        assert hear(line, "said")["scan_id"] == "screen-0001"
        assert "said" not in [json.loads(other.recv(WITHIN_S))["type"] for _ in range(3)]


# the database is gone


@pytest.mark.parametrize("instead", [None, b"another file"], ids=["deleted", "replaced"])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_database_that_is_gone_is_said_on_each_page(
    labelled: Bench, address: str, instead: bytes | None, language: str
) -> None:
    aside = labelled.db.with_name("aside.db")
    screen = Screen(address, f"station-language={language}")
    with ExitStack() as opened:
        lines = [
            opened.enter_context(panel(address, f"{kind}/default", language))
            for kind in ("bedside", "reception", "orders")
        ]
        for line in lines:
            hear(line, "panel")
        labelled.db.rename(aside)
        if instead:
            labelled.db.write_bytes(instead)
        assert [hear(line, "fault")["error"] for line in lines] == [GONE[language]] * 3
        for path in ("/typed/default", f"/procedures/{P}", "/orders", "/missing", "/"):
            assert screen.get(path) == (503, GONE[language])
        answer = post(address, "/api/scan", text="LAB-2026-1", scan_id="screen-0001")
        assert answer == (503, {"error": GONE["en"]})
        assert (labelled.db.read_bytes() if labelled.db.exists() else None) == instead
        aside.rename(labelled.db)  # it is put back: all goes on
        for line in lines:
            hear(line, "panel")
    code, kept = post(address, "/api/scan", text="LAB-2026-1", scan_id="screen-0001")
    assert (code, kept["reason"]) == (200, "unknown")
