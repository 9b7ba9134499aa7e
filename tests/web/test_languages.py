"""Two screens of one place, one in English and one in Norwegian: each reads its own language."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
from kit import Bench, P
from served import served, served_station
from websockets.sync.client import ClientConnection, connect

from station.app.listen import ReaderAt, hear, remark
from station.domain.texts import Language
from station.ports.reader import Read
from station.web.app import web_app
from station.web.live import show
from station.web.served import Served

ANSWER_WITHIN_S = 60.0


@pytest.fixture
def live_station(labelled: Bench) -> Served:
    return served_station(labelled)


@pytest.fixture
def address(live_station: Served) -> Iterator[str]:
    with served(web_app(live_station)) as address:
        yield address


def ask(
    address: str, method: str, path: str, language: Language, body: str = ""
) -> tuple[int, str]:
    """Status and text of an answer to a screen of that language."""
    connection = HTTPConnection(address, timeout=ANSWER_WITHIN_S)
    headers = {"Origin": f"http://{address}", "Cookie": f"station-language={language}"}
    connection.request(method, path, body.encode(), headers)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode()
    connection.close()
    return said


def send(address: str, path: str, language: Language, **fields: Any) -> tuple[int, Any]:
    """What a screen's scan or button is answered."""
    data = {"place": "default", "scan_id": "screen-0001", **fields}
    code, text = ask(address, "POST", path, language, json.dumps(data))
    return code, json.loads(text)


def screen(address: str, language: Language) -> ClientConnection:
    """The live panel of a bedside screen."""
    origin: Any = f"http://{address}"
    cookie = {"Cookie": f"station-language={language}"}
    return connect(f"ws://{address}/live/bedside/default", origin=origin, additional_headers=cookie)


def band(panel: ClientConnection, scan_id: str) -> str:
    """What the band of a screen says once it has heard of a scan."""
    while True:
        message = json.loads(panel.recv(ANSWER_WITHIN_S))
        if message["type"] == "said" and message["scan_id"] == scan_id:
            return str(message["message"])


def test_a_scan_is_shown_on_each_screen_in_its_language(labelled: Bench, address: str) -> None:
    text = labelled.text("biopsy-1-left")
    with screen(address, "en") as english, screen(address, "nb") as norwegian:
        _, answer = send(address, "/api/scan", "nb", text=text, source="reader")
        assert answer["message"] == "Cristabiopsi, venstre: tatt."
        assert band(english, "screen-0001") == "Biopsy, left: collected."
        assert band(norwegian, "screen-0001") == "Cristabiopsi, venstre: tatt."


def test_a_scan_sent_again_leaves_the_other_screens_as_they_are(
    labelled: Bench, live_station: Served, address: str
) -> None:
    fields = {"text": labelled.text("biopsy-1-left"), "source": "reader"}
    with live_station.live.listening("bedside/default", lambda: None) as screen:
        code, first = send(address, "/api/scan", "nb", **fields)
        (told,) = screen.take()
        assert told.answers["en"].message == "Biopsy, left: collected."
        assert (first.pop("number"), first.pop("at")) == (told.number, told.at.isoformat())
        assert send(address, "/api/scan", "nb", **fields) == (code, first)
        assert screen.take() == []


def test_what_a_reader_says_is_shown_on_each_screen_in_its_language(
    labelled: Bench, live_station: Served, address: str
) -> None:
    station, at = labelled.station, labelled.clock.now()
    hand = ReaderAt("hand", "default")
    with screen(address, "en") as english, screen(address, "nb") as norwegian:
        unread = Read("00017000042104", at, "reader", "reader-0001")
        show(live_station.live, hear(station, hand, unread, None))
        assert band(english, "reader-0001") == (
            "Not read. '00017000042104': expected check digits 03, got 04. Scan again."
        )
        assert band(norwegian, "reader-0001") == (
            "Ikke lest. «00017000042104»: forventet kontrollsifrene 03, fikk 04. Skann på nytt."
        )
        show(
            live_station.live,
            hear(station, hand, Read("CARDPRINT", at, "reader", "r"), None),
        )
        assert band(english, "r") == (
            "NOTHING PRINTED: all that may have a label now has one. Reprint one that is lost or "
            "damaged."
        )
        assert band(norwegian, "r") == (
            "INGENTING SKREVET UT: alt som kan ha etikett nå, har den. Skriv ut på nytt den som "
            "er mistet eller skadet."
        )
        show(live_station.live, remark(station, hand, "lost"))
        assert band(english, "lost-hand").startswith("hand: NOT CONNECTED. ")
        assert band(norwegian, "lost-hand").startswith("hand: IKKE TILKOBLET. ")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Request: expected 'scan_id' of 8 to 64 letters, digits and '-'."),
        ("nb", "Forespørsel: forventet «scan_id» på 8 til 64 bokstaver, sifre og «-»."),
    ],
)
def test_bad_input_is_answered_in_the_language_of_the_screen(
    address: str, language: Language, expected: str
) -> None:
    answer = send(address, "/api/scan", language, text="x", scan_id="short")
    assert answer == (422, {"error": expected})


def test_a_page_that_is_not_there_is_answered_in_the_language_of_the_screen(address: str) -> None:
    assert ask(address, "GET", "/labels/P9", "nb") == (
        404,
        "Prosedyre «P9»: forventet en fra denne stasjonen, fikk ingen.",
    )


def test_labels_are_in_the_language_of_the_site(labelled: Bench, address: str) -> None:
    before = len(labelled.dump()["snapshot"])
    fields = {"act": "reprint", "procedure": P, "container": "biopsy-1-left", "reason": "skadet"}
    code, answer = send(address, "/api/act", "nb", **fields)
    assert (code, answer["message"]) == (
        200,
        "Cristabiopsi, venstre: ny etikett er skrevet ut, den gamle er ugyldig.",
    )
    (printed,) = labelled.dump()["snapshot"][before:]
    content = json.loads(printed["content"])
    assert (content["kind"], content["side_word"], content["site"]) == (
        "Biopsy",
        "LEFT",
        "posterior iliac spine",
    )
