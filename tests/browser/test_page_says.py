"""What a scan page says of a garbled scan and of a camera that it cannot have."""

from pathlib import Path

import pytest
from films import EMPTY, tablet_film
from playwright.sync_api import Browser, Page, Playwright, expect
from stations import (
    SOON_MS,
    Served,
    beside_the_bed,
    chromium,
    fake_camera,
    open_page,
    station_in,
    wait_for_the_reader,
)

from station.domain.texts import LANGUAGES, Language
from station.web.texts import TEXTS

NAME = "station.example"


def state(page: Page, word: str) -> None:
    """The camera's box says this."""
    expect(page.locator("#camera-state")).to_have_text(TEXTS["en"][word], timeout=4 * SOON_MS)


def test_a_scan_without_its_end_was_cut(browser: Browser, served: Served) -> None:
    page = beside_the_bed(browser, served)
    page.keyboard.type("LAB-4711")
    expect(page.locator("#band-text")).to_have_text("NOT READ. The scan was cut short. Scan again.")


def test_keys_that_two_layouts_read_apart_are_refused(browser: Browser, served: Served) -> None:
    """A US reader's slash on a Norwegian computer: the key of the slash, and what it says there."""
    page = beside_the_bed(browser, served)
    keys = page.context.new_cdp_session(page)
    for key, code in [("P", "KeyP"), ("&", "Slash"), *((n, f"Digit{n}") for n in "2026")]:
        keys.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": key, "code": code})
        keys.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "code": code})
    page.keyboard.press("Enter")
    expect(page.locator("#band-text")).to_have_text(
        "NOT READ. The reader's keyboard layout garbles this code. Use the camera or Typed entry, "
        "and call for help."
    )


def test_what_is_sent_on_at_a_desk(browser: Browser, served: Served) -> None:
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/reception/flow")
    wait_for_the_reader(page)
    page.get_by_role("button", name="Send on", exact=True).click()
    mode = page.locator("#mode-text")
    expect(mode).to_have_text("The next scan SENDS ON to its own desk.")
    expect(mode).to_have_class("mode forward")
    page.locator('button[data-mode="receive"]').click()
    expect(mode).to_have_text("Each scan RECEIVES.")


def test_a_camera_that_the_browser_denies(
    playwright: Playwright, served: Served, tmp_path: Path
) -> None:
    film = tablet_film(tmp_path / "film.mjpeg", [EMPTY])
    with chromium(playwright, *fake_camera(film)) as browser:
        page = beside_the_bed(browser, served)
        page.locator("#camera-open").click()
        state(page, "camera-denied")


def test_a_camera_on_a_page_of_another_machine(playwright: Playwright, tmp_path: Path) -> None:
    rules = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    with (
        station_in(tmp_path, "--name", NAME) as served,
        chromium(playwright, rules) as browser,
    ):
        page = open_page(browser, served.address)
        page.goto(f"http://{NAME}:{served.port}/bedside/default")
        page.locator("#camera-open").click()
        state(page, "camera-insecure")


def test_a_camera_whose_station_is_away(
    playwright: Playwright, served: Served, tmp_path: Path
) -> None:
    film = tablet_film(tmp_path / "film.mjpeg", [EMPTY])
    with chromium(playwright, *fake_camera(film)) as browser:
        page = open_page(browser, served.address, camera=True)
        page.goto(f"{served.address}/bedside/default")
        page.locator("#camera-open").click()
        state(page, "camera-live")
        served.kill()
        state(page, "camera-lost")
        served.start()
        state(page, "camera-live")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_camera_that_freezes(
    playwright: Playwright, served: Served, tmp_path: Path, language: Language
) -> None:
    """The fault is the camera's; the station's line is there, and answers."""
    film = tablet_film(tmp_path / "film.mjpeg", [EMPTY])
    said = {
        "en": "NOT READ. The camera gives no picture; it is tried again.",
        "nb": "IKKE LEST. Kameraet gir ikke noe bilde; prøver igjen.",
    }
    with chromium(playwright, *fake_camera(film)) as browser:
        page = open_page(browser, served.address, language, camera=True)
        page.goto(f"{served.address}/bedside/default")
        page.locator("#camera-open").click()
        expect(page.locator("#camera")).to_have_attribute("data-state", "live", timeout=SOON_MS)
        page.evaluate("HTMLVideoElement.prototype.requestVideoFrameCallback = () => 0")
        expect(page.locator("#camera-state")).to_have_text(said[language], timeout=SOON_MS)
        expect(page.locator("#link")).to_have_class("link up")


@pytest.mark.parametrize("size", [(1280, 800), (820, 1180)], ids=["tablet", "upright"])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_full_tray_leaves_the_rest_in_sight(
    browser: Browser, served: Served, size: tuple[int, int], language: str
) -> None:
    """What is missing, the buttons and the line to the station; nothing is wider than the page."""
    served.ask("procedure", "open", "D-1002")
    for _ in range(8):
        served.ask("add", "P00017-1", "flow", "--side", "right")
    page = beside_the_bed(browser, served, language)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for name in ("bedside/default", "orders"):
        page.goto(f"{served.address}/{name}")
        expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
        shown = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        assert page.evaluate(shown) == list(size), name
