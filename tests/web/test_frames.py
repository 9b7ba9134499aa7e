"""``/frames`` over a real connection: frames in, symbols and answers out, and every limit."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from films import EMPTY, jpeg, matrix, shown, spliced
from kit import HODGKIN_RIGHT, Bench
from served import served, served_station
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from station.domain.in_view import GONE_AFTER
from station.domain.texts import CAMERA, LANGUAGES, Language
from station.web.app import web_app
from station.web.live import bedside_topic
from station.web.routes.frames import LARGEST_FRAME
from station.web.served import LONGEST_PLACE, Served

BRIGHT = "Too bright: less light, or turn it out of the glare."  # an empty frame is white
NOTHING: dict[str, Any] = {"symbols": [], "feedback": None, "held": [], "hints": [BRIGHT]}


@pytest.fixture
def live_station(labelled: Bench) -> Served:
    return served_station(labelled)


@pytest.fixture
def address(live_station: Served) -> Iterator[str]:
    with served(web_app(live_station)) as address:
        yield address


def page(address: str, query: str = "", cookie: str = "") -> ClientConnection:
    """A page of the station that opens its camera's connection."""
    headers = {"Cookie": cookie} if cookie else {}
    url = f"ws://{address}/frames{query}"
    origin: Any = f"http://{address}"
    return connect(url, origin=origin, additional_headers=headers, max_size=None)


def ask(camera: ClientConnection, *texts: str) -> Any:
    """What a frame that shows these codes is answered with."""
    camera.send(jpeg(shown(*map(matrix, texts)) if texts else EMPTY))
    return json.loads(camera.recv())


def test_an_empty_frame_is_answered(address: str) -> None:
    with page(address) as camera:
        assert ask(camera) == NOTHING


def test_a_label_in_view_is_collected_once_and_told(
    labelled: Bench, live_station: Served, address: str
) -> None:
    text = labelled.text("biopsy-1-left")
    with (
        live_station.live.listening(bedside_topic("default"), lambda: None) as screen,
        page(address, "?place=default") as camera,
    ):
        answer = ask(camera, text)
        (symbol,) = answer["symbols"]
        assert (symbol["text"], symbol["symbology"]) == (text, "DataMatrix")
        assert all(0 <= x < 640 and 0 <= y < 480 for x, y in symbol["corners"])
        said = answer["feedback"]
        assert (said["accepted"], said["container"], said["message"], said["tone"]) == (
            True,
            "biopsy-1-left",
            "Biopsy, left: collected.",
            "high",
        )
        assert ask(camera, text) == {**NOTHING, "symbols": [symbol], "hints": []}
    kept = labelled.events()[-1]
    assert (kept.source, kept.scan_id) == ("camera", said["scan_id"])
    (told,) = screen.take()
    assert (told.scan_id, told.answers["en"].message) == (said["scan_id"], said["message"])


def test_several_labels_in_view_are_answered_one_a_frame(labelled: Bench, address: str) -> None:
    texts = [labelled.text(name) for name in ("biopsy-1-left", "smear-1-left")]
    with page(address) as camera:
        answers = [ask(camera, *texts)["feedback"] for _ in range(3)]
    assert [answer and answer["container"] for answer in answers] == [
        "biopsy-1-left",
        "smear-1-left",
        None,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_readings_of_one_place_are_drawn_and_said_and_scan_nothing(
    labelled: Bench, address: str, language: Language
) -> None:
    before = labelled.events()
    frame = shown(spliced("10000100000110", "10000200000220"))
    with page(address, cookie=f"station-language={language}") as camera:
        camera.send(jpeg(frame))
        answer = json.loads(camera.recv())
    (place,) = answer["symbols"]
    assert len(place.pop("corners")) == 4
    assert place == {"text": "", "shape": "question"}
    assert answer["hints"] == [CAMERA[language]["doubtful"]]
    assert (answer["feedback"], labelled.events()) == (None, before)


def test_a_page_that_reconnects_does_not_scan_the_same_label_again(
    labelled: Bench, address: str
) -> None:
    text = labelled.text("biopsy-1-left")
    with page(address) as camera:
        assert ask(camera, text)["feedback"]["accepted"]
    with page(address) as camera:
        assert ask(camera, text)["feedback"] is None
        ask(camera)
        labelled.clock.move(seconds=GONE_AFTER.total_seconds())
        ask(camera)
        assert ask(camera, text)["feedback"]["reason"] == "already-collected"


def test_places_have_views_of_their_own(labelled: Bench, address: str) -> None:
    text = labelled.text("biopsy-1-left")
    with page(address) as camera, page(address, "?place=room-2") as other:
        assert ask(camera, text)["feedback"]["accepted"]
        assert ask(other, text)["feedback"]["reason"] == "patient-not-confirmed"


def test_a_page_is_answered_in_its_language(labelled: Bench, address: str) -> None:
    with page(address, cookie="station-language=nb") as camera:
        answer = ask(camera, labelled.text("biopsy-1-left"))
    assert answer["feedback"]["message"] == "Cristabiopsi, venstre: tatt."


def test_cards_before_the_camera_change_the_side_and_print(labelled: Bench, address: str) -> None:
    before = set((labelled.folder / "labels").iterdir())
    with page(address) as camera:
        said = [ask(camera, card)["feedback"] for card in ("CARDRIGHT", "CARDCONFIRM", "CARDPRINT")]
    assert [one["reason"] for one in said] == ["side-incomplete", None, None]
    printed = set((labelled.folder / "labels").iterdir()) - before
    assert len(printed) == len(HODGKIN_RIGHT)


def test_a_damaged_frame_is_named_and_the_next_is_read(labelled: Bench, address: str) -> None:
    with page(address) as camera:
        camera.send(b"no picture")
        assert json.loads(camera.recv()) == {
            "symbols": [],
            "feedback": None,
            "error": "Frame: expected a whole JPEG picture, got other bytes.",
        }
        assert ask(camera, labelled.text("biopsy-1-left"))["feedback"]["accepted"]


@pytest.mark.parametrize(("more", "closed"), [(-1, False), (0, False), (1, True)])
def test_a_frame_has_a_limit(address: str, more: int, closed: bool) -> None:
    """Whatever stands behind the end of a JPEG picture does not count as a part of it."""
    frame = jpeg(EMPTY)
    with page(address) as camera:
        camera.send(frame + bytes(LARGEST_FRAME + more - len(frame)))
        if not closed:
            assert json.loads(camera.recv()) == NOTHING
            return
        with pytest.raises(ConnectionClosed):
            camera.recv()
    assert (camera.close_code, camera.close_reason) == (
        1009,
        f"Frame: expected up to {LARGEST_FRAME} bytes, got more.",
    )


def test_text_is_no_frame(address: str) -> None:
    with page(address) as camera:
        camera.send("no frame")
        with pytest.raises(ConnectionClosed):
            camera.recv()
    assert (camera.close_code, camera.close_reason) == (1003, "Frame: expected bytes, got text.")


@pytest.mark.parametrize("place", ["a%2Fb", "%20", "x" * (LONGEST_PLACE + 1)])
def test_a_place_that_is_none_is_refused(address: str, place: str) -> None:
    with page(address, f"?place={place}") as camera, pytest.raises(ConnectionClosed):
        camera.recv()
    assert camera.close_code == 1008


def test_a_page_of_another_site_is_refused(address: str) -> None:
    other: Any = "http://elsewhere.example"
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://{address}/frames", origin=other)
    assert refused.value.response.status_code == 403
