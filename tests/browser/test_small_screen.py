"""A short screen: the patient and what is next stay in sight, and a question hides no sheet."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from ports import own_port
from stations import SOON_MS, Served, beside_the_bed, collecting, open_page, scan, scan_and_read

from station.domain.texts import LANGUAGES, Language

P = "P00017-1"
WIDTH, HEIGHT = 1024, 600
AGE = """() => {
  const key = "station/bedside/default";
  const [item] = JSON.parse(localStorage.getItem(key));
  item.body.at = new Date(Date.parse(item.body.at) - 121_000).toISOString();
  localStorage.setItem(key, JSON.stringify([item]));
}"""
UNCOVERED = """(selector) => {
  const element = document.querySelector(selector);
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return [top + 1, bottom - 1].every((y) => {
    const there = document.elementFromPoint((left + right) / 2, y);
    return there !== null && element.contains(there);
  });
}"""


def is_in_sight(page: Page, selector: str) -> None:
    """Its whole height is on the screen, and nothing lies over it, once the panel is drawn."""
    page.wait_for_function(UNCOVERED, arg=selector)


def test_the_name_and_what_is_next_stay_in_sight(browser: Browser, served: Served) -> None:
    collecting(served)
    for _ in range(8):
        served.ask("add", P, "flow", "--side", "left")
    served.ask("labels", P, "--out", str(served.folder / "station.labels"))
    page = beside_the_bed(browser, served)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    for label in list(served.labels(P).values())[:-1]:
        assert "collected." in scan_and_read(page, label)
        expect(page.locator(".is-next")).to_have_count(1)
        for part in (".who", "#missing", ".is-next"):
            is_in_sight(page, part)


PRINTER = """name = "Ward 4"
[printers.bedside]
kind = "zpl"
host = "127.0.0.1"
port = PORT
dpi = 203
stock = "tube-50x30"
places = ["default"]
"""
ROOM_PX = 170  # for the side, or for one row of the tray with what its labels wait for


def test_a_printer_that_is_off_leaves_the_tray_its_room(browser: Browser, served: Served) -> None:
    file = ("--config", str(served.folder / "station.toml"))
    with own_port() as port:  # nobody listens there
        Path(file[1]).write_text(PRINTER.replace("PORT", str(port)), encoding="utf-8")
        collecting(served)
        served.ask("side", P, "right", "--confirm", *file)
        served.ask("labels", P, *file)
        served.kill()
        served.start(*file)
        page = beside_the_bed(browser, served)
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        expect(page.locator(".printer.down")).to_contain_text("Labels waiting: 4.")
        has_room(page)


def has_room(page: Page) -> None:
    expect(page.locator(".printer button").first).to_be_visible()
    box = page.locator(".work").bounding_box()
    assert box is not None
    assert box["height"] >= ROOM_PX
    for part in (".who", "#missing", ".printer button", ".buttons"):
        is_in_sight(page, part)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["orders", "reception/default", "bedside/default"])
def test_no_page_is_wider_than_the_screen(
    browser: Browser, served: Served, language: Language, path: str
) -> None:
    for order in ("D-1001", "D-1002"):
        served.ask("procedure", "open", order)
    page = open_page(browser, served.address, language)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto(f"{served.address}/{path}")
    expect(page.locator("#link")).to_have_class("link up")
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTH


def test_a_question_and_a_sheet_can_both_be_pressed(browser: Browser, served: Served) -> None:
    labels = list(collecting(served).values())
    page = beside_the_bed(browser, served)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.locator('button[data-sheet="close"]').click()
    served.kill()
    expect(page.locator("#lost")).to_be_visible(timeout=SOON_MS)
    scan(page, labels[0])
    expect(page.locator("#waiting")).to_contain_text(labels[0])
    page.evaluate(AGE)
    served.start()
    expect(page.locator("#confirm")).to_be_visible(timeout=3 * SOON_MS)
    sheet = ".sheet:not([hidden])"
    for part in (f'{sheet} [data-act="close"]', f"{sheet} [data-close]", f"{sheet} h2"):
        page.locator(part).first.scroll_into_view_if_needed()
        is_in_sight(page, part)
    for button in ("#confirm-send", "#confirm-drop"):
        is_in_sight(page, button)
    page.locator("#confirm-drop").click()
    expect(page.locator("body")).not_to_have_class(re.compile("asking"))
