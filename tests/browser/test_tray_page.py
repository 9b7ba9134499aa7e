"""The tray page in Chromium: its fake camera plays a moving tray and a moving label."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import pytest
from camera_answers import FRAMES_IN_A_SECOND, CameraAnswers
from kit import HODGKIN_LEFT, Bench
from playwright.sync_api import Page, Playwright, Route, expect
from served import served
from stations import chromium, fake_camera, open_page, wait_for_the_reader
from trays import Colour, labels, rack

from station.bootstrap import PageSetup, open_web

SOON_MS = 60_000
SIZE = (1280, 720)
# What stands there once a new tray was asked for, before the camera has looked at it.
ANEW = """() => {
  const [fresh, lot, receive, lines] = ["new", "lot", "receive", "lines"].map(
    (name) => document.getElementById(`tray-${name}`),
  );
  fresh.click();
  return [lot.textContent, receive.disabled, lines.dataset.complete, lines.textContent];
}"""
LOTS = """() => {
  window.lots = [];
  const lot = document.getElementById("tray-lot");
  new MutationObserver(() => lots.push(lot.textContent)).observe(lot, { childList: true });
}"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path).sent()
    yield bench
    bench.end()


def film(folder: Path, frames: Sequence[Colour]) -> Path:
    """What Chromium's camera plays over and over."""
    path = folder / "film.mjpeg"
    parts = [cv2.imencode(".jpg", frame)[1].tobytes() for frame in frames]
    path.write_bytes(b"".join(parts))
    return path


def sliding(shown: Sequence[Colour], columns: int) -> list[Colour]:
    """A tray that is moved to and fro, two pixels a frame."""
    way = [*range(-20, 20, 2), *range(20, -20, -2)]
    return [rack(shown, SIZE, columns, shift=(x, x // 2)) for x in way]


@contextmanager
def tray_page(
    bench: Bench, playwright: Playwright, frames: Sequence[Colour]
) -> Iterator[tuple[Page, CameraAnswers]]:
    """The page of the desk, with the film before its camera; its console must stay empty."""
    camera = film(bench.folder, frames)
    app, _, end = open_web(bench.station, PageSetup(bench.folder / "labels", ("default",)))
    with chromium(playwright, *fake_camera(camera)) as browser, served(app) as address:
        page = open_page(browser, f"http://{address}", camera=True)
        answers, errors = CameraAnswers(page), list[str]()
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"http://{address}/tray/default")
        yield page, answers
        assert errors == []
    end()


def states(bench: Bench) -> list[str]:
    return [bench.state().containers[name].state for name in HODGKIN_LEFT]


def test_a_moving_tray_is_found_within_a_second_and_received_at_once(
    bench: Bench, playwright: Playwright
) -> None:
    frames = sliding(list(labels(bench).values()), 2)
    with tray_page(bench, playwright, frames) as (page, answers):
        expect(page.locator("#tray-lines")).to_have_attribute(
            "data-complete", "true", timeout=SOON_MS
        )
        assert states(bench) == ["dispatched"] * 4
        expect(page.locator("#tray-lot")).to_have_text("4")
        page.click("#tray-receive")
        expect(page.locator("#band-text")).to_have_text("Received: 4.", timeout=SOON_MS)
        expect(page.locator("#band")).to_have_class(re.compile("done"))
        expect(page.locator("#tray-receive")).to_be_disabled(timeout=SOON_MS)
    assert answers.frames_until("symbols") <= FRAMES_IN_A_SECOND
    assert states(bench) == ["received"] * 4


def test_a_scan_completes_what_the_camera_does_not_see_and_the_card_receives(
    bench: Bench, playwright: Playwright
) -> None:
    shown = labels(bench)
    flow = bench.text("flow-1-left")
    hidden = shown.pop(flow)
    assert hidden.size
    with tray_page(bench, playwright, sliding(list(shown.values()), 3)) as (page, _):
        expect(page.locator("#tray-lines")).to_contain_text(
            f"Not seen: Flow cytometry, left {flow}", timeout=SOON_MS
        )
        wait_for_the_reader(page)
        for text in (flow, "CARDCONFIRM"):
            before = page.locator("#band").get_attribute("data-scan-id") or ""
            page.keyboard.type(text)
            page.keyboard.press("Enter")
            expect(page.locator("#band")).not_to_have_attribute(
                "data-scan-id", before, timeout=SOON_MS
            )
        expect(page.locator("#band-text")).to_have_text("Received: 4.", timeout=SOON_MS)
    assert states(bench) == ["received"] * 4


def test_a_new_tray_begins_empty(bench: Bench, playwright: Playwright) -> None:
    frames = sliding(list(labels(bench).values())[:1], 1)
    with tray_page(bench, playwright, frames) as (page, _):
        expect(page.locator("#tray-lot")).to_have_text("1", timeout=SOON_MS)
        first = page.evaluate("sessionStorage.getItem('station/tray/default')")
        assert page.evaluate(ANEW) == ["0", True, "false", "Hold the tray before the camera."]
        second = page.evaluate("sessionStorage.getItem('station/tray/default')")
        assert first != second
        expect(page.locator("#tray-lot")).to_have_text("1", timeout=SOON_MS)


def test_an_answer_of_the_tray_before_is_not_shown(bench: Bench, playwright: Playwright) -> None:
    """Its scan is answered when another tray lies there: the band says so, and no more."""
    held: list[Route] = []
    with tray_page(bench, playwright, [rack([], SIZE, 1)] * 2) as (page, _):

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/api/tray", hold)
        expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
        wait_for_the_reader(page)
        page.keyboard.type(bench.text("flow-1-left"))
        page.keyboard.press("Enter")
        while not held:
            page.wait_for_timeout(20)
        page.evaluate(ANEW)
        page.evaluate(LOTS)
        before = page.locator("#band").get_attribute("data-scan-id") or ""
        held[0].continue_()
        expect(page.locator("#band")).not_to_have_attribute("data-scan-id", before, timeout=SOON_MS)
        assert set(page.evaluate("lots")) <= {"0"}


def test_a_page_says_that_its_tray_begins_anew(bench: Bench, playwright: Playwright) -> None:
    frames = sliding(list(labels(bench).values())[:1], 1)
    with tray_page(bench, playwright, frames) as (page, _):
        expect(page.locator("#tray-lot")).to_have_text("1", timeout=SOON_MS)
        expect(page.locator("#tray-anew")).to_be_hidden()
        # As another start of the station has it: the same session, and a tray of its own.
        page.evaluate("sessionStorage.setItem('station/tray/default/begun', 'before')")
        expect(page.locator("#tray-anew")).to_have_text(
            "The station no longer has what was read before: this tray begins anew."
        )
        page.click("#tray-new")
        expect(page.locator("#tray-anew")).to_be_hidden()
