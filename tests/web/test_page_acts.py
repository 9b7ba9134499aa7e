"""Acts that need a form's words, the desk's scans, and whether all is well, through HTTP."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from kit import Bench, P
from PIL import Image
from screen import Screen, said
from served import served, served_station

from station.app.listen import Heard
from station.domain.codes import REJECTIONS
from station.domain.texts import WORDS
from station.web.app import web_app


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    yield bench
    bench.end()


@pytest.fixture
def screen(bench: Bench) -> Iterator[Screen]:
    with served(web_app(served_station(bench))) as address:
        yield Screen(address)


def test_labels_on_another_stock(bench: Bench, screen: Screen) -> None:
    bench.confirm()
    bench.answer_checklist()
    screen.act("side", side="left")
    assert "<option>tube-50x30</option>" in screen.get(f"/procedures/{P}")[1]
    status, page = screen.act("print", stock="none-such")
    assert (status, "Stock &#39;none-such&#39;: expected one of" in page) == (422, True)
    said(screen.act("print", stock="tube-50x30"), "Labels printed: 4.")
    pictures = sorted((bench.folder / "labels").glob("*.png"))
    assert len(pictures) == 4
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.size == (400, 240)


def test_without_a_wristband_somebody_vouches(bench: Bench, screen: Screen) -> None:
    status, page = screen.act("without-wristband", reason="lost")
    assert (status, "expected &#39;witness&#39;, got none." in page) == (422, True)
    said(screen.act("without-wristband", reason="lost", witness="nurse-2"), "Patient confirmed.")
    assert bench.state().confirmed


def test_a_filled_container_is_relabelled_by_typed_codes(bench: Bench, screen: Screen) -> None:
    bench.ready()
    bench.scan("biopsy-1-left")
    bench.reprint("biopsy-1-left")
    old, new = bench.text("~biopsy-1-left"), bench.text("biopsy-1-left")
    sentences = {
        "CARDREPRINT": "Relabel: scan the old label, then the new one.",
        old: "Biopsy, left: old label read. Stick on the new one and scan it.",
        new: "Biopsy, left: relabelled.",
    }
    for text, sentence in sentences.items():
        said(screen.post(f"/procedures/{P}", text=text, procedure=P), sentence)
    assert bench.state().containers["biopsy-1-left"].state == "collected"


def test_a_change_of_side_is_confirmed(bench: Bench, screen: Screen) -> None:
    bench.ready()
    status, page = screen.act("side", side="right")
    assert (status, "The left side is not complete." in page) == (422, True)
    said(screen.post(f"/procedures/{P}", text="CARDCONFIRM", procedure=P), "Active side: right.")


@pytest.mark.parametrize("code", REJECTIONS)
def test_each_reason_rejects_at_the_desk(bench: Bench, screen: Screen, code: str) -> None:
    bench.ready()
    bench.scan("biopsy-1-left")
    text = bench.text("biopsy-1-left")
    answer = screen.ask_desk(text=text, do="reject", reason=code)
    assert answer["message"] == f"Biopsy, left: REJECTED ({WORDS['en'][code]})."
    biopsy = bench.state().containers["biopsy-1-left"]
    assert (biopsy.state, biopsy.reason) == ("rejected", code)


def test_what_came_to_a_wrong_desk_is_sent_on(bench: Bench, screen: Screen) -> None:
    bench.ready()
    bench.scan("flow-1-left")
    text = bench.text("flow-1-left")
    assert screen.ask_desk("pathology", text=text)["reason"] == "wrong-destination"
    sent = screen.ask_desk("pathology", text=text, do="forward")
    assert sent["message"] == "Flow cytometry, left: SENT ON to flow cytometry."
    assert screen.ask_desk("flow", text=text)["message"] == "Flow cytometry, left: received."
    assert screen.ask_desk(text=text, do="lose") == {
        "error": "Request: expected 'do' receive, forward, reject or undo, got 'lose'."
    }


@pytest.mark.parametrize(
    ("code", "shown", "sentence"),
    [
        ("ready", "ready", "All is well."),
        ("answered", "ready", "All is well."),
        ("ended", "ended", "All is well."),
        ("lost", "NOT CONNECTED", "Something is NOT in order."),
        ("fault", "NOT CONNECTED", "Something is NOT in order."),
    ],
)
def test_a_reader_that_is_gone_is_not_well(
    bench: Bench, code: str, shown: str, sentence: str
) -> None:
    live_station = served_station(bench)
    live_station.live.heard(Heard("ttyACM-2", "reception:flow", code, "said"))
    with served(web_app(live_station)) as at:
        answer = Screen(at).get("/status")
    said(answer, sentence)
    row = re.search(r"<tr><td>ttyACM-2</td><td>(.*?)</td><td><b class=.*?>(.*?)</b>", answer[1])
    assert row
    assert row.groups() == ("Flow cytometry", shown)
