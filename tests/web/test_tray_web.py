"""The tray of a desk over a real connection: frames gather, scans complete, one answer receives."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from films import EMPTY, jpeg, matrix, shown
from kit import HODGKIN_LEFT, Bench
from served import served
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from station.app.receive import undo_receive
from station.bootstrap import PageSetup, open_web

SESSION = "0123456789abcdef0123456789abcdef"
OTHER = "f" * 32
CONFIRM = "CARDCONFIRM"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path).sent()
    yield bench
    bench.end()


@contextmanager
def station(bench: Bench) -> Iterator[str]:
    """The address of a page that has just been started."""
    app, _, end = open_web(bench.station, PageSetup(bench.folder / "labels", ("default",)))
    with served(app) as address:
        yield address
    end()


@pytest.fixture
def address(bench: Bench) -> Iterator[str]:
    with station(bench) as address:
        yield address


def camera(
    address: str, session: str = SESSION, desk: str = "default", cookie: str = ""
) -> ClientConnection:
    headers = {"Cookie": cookie} if cookie else {}
    url = f"ws://{address}/tray-frames?desk={desk}&session={session}"
    origin: Any = f"http://{address}"
    return connect(url, origin=origin, additional_headers=headers, max_size=None)


def ask(connection: ClientConnection, *texts: str) -> Any:
    """What a frame that shows these codes is answered with."""
    connection.send(jpeg(shown(*(matrix(text, 5) for text in texts)) if texts else EMPTY))
    return json.loads(connection.recv())


def scan(address: str, text: str, scan_id: str, cookie: str = "", **more: str) -> Any:
    """What a scan beside the camera is answered with; the sentence where it is refused."""
    fields = {"text": text, "scan_id": scan_id, "session": SESSION, "desk": "default", **more}
    headers = {"content-type": "application/json", "origin": f"http://{address}", "cookie": cookie}
    request = Request(f"http://{address}/api/tray", json.dumps(fields).encode(), headers)
    try:
        with urlopen(request, timeout=60) as response:
            return json.loads(response.read())
    except HTTPError as error:
        return error.code, json.loads(error.read())


def states(bench: Bench) -> list[str]:
    return [bench.state().containers[name].state for name in HODGKIN_LEFT]


def test_frames_gather_a_scan_completes_and_the_card_receives(bench: Bench, address: str) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    with camera(address) as connection:
        first = ask(connection, *texts[:2])
        assert sorted((one["text"], one["shape"]) for one in first["symbols"]) == sorted(
            (text, "tick") for text in texts[:2]
        )
        assert (first["tray"]["complete"], first["tray"]["lot"]) == (False, 2)
        second = ask(connection, texts[2])
        assert [line["text"] for line in second["tray"]["lines"]] == [
            "NOT COMPLETE.",
            "Found: 3",
            f"Not seen: Flow cytometry, left {texts[3]} (P00017-1)",
        ]
    assert states(bench) == ["dispatched"] * 4  # looking receives nothing
    added = scan(address, texts[3], "scan-0001")
    assert (added["accepted"], added["message"]) == (
        True,
        f"Flow cytometry, left {texts[3]}: on the tray.",
    )
    assert added["tray"]["complete"]
    done = scan(address, CONFIRM, "scan-0002")
    assert (done["accepted"], done["message"]) == (True, "Received: 4.")
    assert states(bench) == ["received"] * 4
    again = scan(address, CONFIRM, "scan-0002")
    assert (again["accepted"], again["message"]) == (True, "Received: 4.")
    third = scan(address, CONFIRM, "scan-0003")
    assert (third["accepted"], third["message"]) == (False, "Received: 0. Received before: 4.")


def test_a_station_that_was_started_again_accepts_nothing_that_it_has_not_kept(
    bench: Bench,
) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    with station(bench) as address:
        for number, text in enumerate(texts):
            before = scan(address, text, f"scan-000{number}")["tray"]
        done = scan(address, CONFIRM, "scan-0004")
        assert done["message"] == "Received: 4."
    undo_receive(bench.station, texts[3], "mistake", bench.act())
    with station(bench) as address:
        again = scan(address, CONFIRM, "scan-0004")
        assert (again["accepted"], again["message"]) == (True, "Received: 4.")
        assert states(bench) == ["received"] * 3 + ["dispatched"]
        after = scan(address, texts[3], "scan-0005")["tray"]
        assert (before["size"], after["size"]) == (4, 1)
        assert before["begun"] != after["begun"]  # by this the page says that it begins anew
        assert scan(address, CONFIRM, "scan-0006")["message"] == "Received: 1."
    assert states(bench) == ["received"] * 4


def test_what_does_not_belong_is_said_at_once(bench: Bench, address: str) -> None:
    said = scan(address, "LAB-2026-1", "scan-0001")
    assert (said["accepted"], said["reason"], said["message"]) == (
        False,
        "unknown",
        "LAB-2026-1 (unknown code).",
    )
    with camera(address) as connection:
        answer = ask(connection, "LAB-2026-9")
    assert [one["shape"] for one in answer["symbols"]] == ["cross"]
    assert answer["tray"]["lot"] == 0


def test_the_card_takes_the_last_scan_off(bench: Bench, address: str) -> None:
    flow, band = bench.text("flow-1-left"), "P-12345678,2019-05-17"
    for number, text in enumerate((flow, band, "CARDREJECTRB")):
        scan(address, text, f"scan-000{number}")
    off = [scan(address, "CARDUNDO", f"scan-001{number}") for number in (0, 0, 1, 2)]
    assert [
        (one["accepted"], one["reason"], one["message"], one["tray"]["size"]) for one in off
    ] == [
        (True, None, f"{band} (a wristband, no container): taken off the tray.", 1),
        (True, None, f"{band} (a wristband, no container): taken off the tray.", 1),  # sent again
        (True, None, f"Flow cytometry, left {flow}: taken off the tray.", 0),
        (False, "nothing-to-undo", "No scan is on the tray that could be taken off.", 0),
    ]
    assert states(bench) == ["dispatched"] * 4


@pytest.mark.parametrize(
    ("card", "reason", "message"),
    [
        ("CARDREJECTRB", "nothing-asked", "That scan answers nothing that is asked here."),
        (
            "PLACE7ROOMZZ136",
            "place-card",
            "Card of place room-1: it gives readers of the station itself their place. "
            "For this screen open the page of that place.",
        ),
    ],
)
def test_another_card_does_nothing_here(
    bench: Bench, address: str, card: str, reason: str, message: str
) -> None:
    said = scan(address, card, "scan-0001")
    assert (said["accepted"], said["reason"], said["message"]) == (False, reason, message)
    assert said["tray"]["lot"] == 0


def said(screen: ClientConnection, scan_id: str) -> str:
    """What a screen is told of a scan."""
    while (message := json.loads(screen.recv()))["type"] != "said":
        pass
    assert message["scan_id"] == scan_id
    return str(message["message"])


def test_each_screen_hears_in_its_language_and_says_who_acts(bench: Bench, address: str) -> None:
    text, norwegian = bench.text("flow-1-left"), "station-language=nb; station-by=prove"
    origin: Any = f"http://{address}"
    with connect(f"ws://{address}/live/reception/default", origin=origin) as screen:
        assert json.loads(screen.recv())["type"] == "panel"
        added = scan(address, text, "scan-0001", norwegian)
        assert said(screen, "scan-0001") == f"Flow cytometry, left {text}: on the tray."
        done = scan(address, CONFIRM, "scan-0002", norwegian)
        assert said(screen, "scan-0002") == "Received: 1. Not seen on the tray: 3."
    assert added["message"] == f"Flowcytometri, venstre {text}: på brettet."
    assert done["message"] == "Mottatt: 1. Ikke sett på brettet: 3."
    assert bench.events()[-1].by == "prove"
    with camera(address, "", cookie=norwegian) as connection, pytest.raises(ConnectionClosed):
        connection.recv()
    assert (connection.close_code, connection.close_reason) == (
        1008,
        "Forespørsel: forventet 'session' på 32 bokstaver og sifre.",
    )


def test_a_refused_container_is_judged_anew_at_the_next_confirmation(
    bench: Bench, address: str
) -> None:
    bench.side("right")
    flow = bench.text("flow-1-right")
    assert scan(address, flow, "scan-0001")["tray"]["lot"] == 0  # certain to be refused
    refused = scan(address, CONFIRM, "scan-0002")
    assert (refused["accepted"], refused["reason"]) == (False, "never-collected")
    bench.scan("flow-1-right")
    assert scan(address, CONFIRM, "scan-0003")["message"] == "Received: 1. Not seen on the tray: 4."


def test_what_is_not_read_is_never_on_the_tray(bench: Bench, address: str) -> None:
    text = bench.text("flow-1-left")
    still = jpeg(shown(matrix(text)))
    with camera(address) as connection:
        connection.send(still)
        assert json.loads(connection.recv())["held"] == []  # it was read: nothing to hold
        connection.send(jpeg(EMPTY))
        answer = json.loads(connection.recv())
    assert (answer["symbols"], answer["held"]) == ([], [])
    with camera(address, OTHER) as connection:
        assert ask(connection)["tray"]["lines"] == [
            {"shape": "question", "text": "NOT COMPLETE."},
            {"shape": "tick", "text": "Found: 0"},
        ]


def test_a_connection_that_comes_back_goes_on_with_its_tray(bench: Bench, address: str) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    with camera(address) as connection:
        ask(connection, *texts[:2])
    with camera(address) as connection:
        assert ask(connection, texts[2])["tray"]["lot"] == 3
    with camera(address, OTHER) as connection:
        assert ask(connection, texts[2])["tray"]["lot"] == 1


def test_a_desk_looks_for_what_is_its_own(bench: Bench, address: str) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    with camera(address, desk="flow") as connection:
        answer = ask(connection, texts[0], texts[3])
    assert {one["text"]: one["shape"] for one in answer["symbols"]} == {
        texts[0]: "cross",
        texts[3]: "tick",
    }


def test_a_frame_that_is_no_picture_is_said(address: str) -> None:
    with camera(address) as connection:
        connection.send(b"no picture")
        assert json.loads(connection.recv()) == {
            "symbols": [],
            "feedback": None,
            "error": "Frame: expected a whole JPEG picture, got other bytes.",
        }


@pytest.mark.parametrize("session", ["", "f" * 31, "f" * 33, "f" * 31 + "-", "é" * 32])
def test_a_session_that_is_none_is_refused(address: str, session: str) -> None:
    sentence = "Request: expected 'session' of 32 letters and digits."
    assert scan(address, CONFIRM, "scan-0001", session=session) == (422, {"error": sentence})
    if session.isascii():
        with pytest.raises(ConnectionClosed), camera(address, session) as connection:
            connection.recv()
