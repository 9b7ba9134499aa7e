"""A button whose answer is lost: it may be done, and pressed again it is done once."""

import json
from collections import Counter

from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect
from stations import Served, beside_the_bed, collecting, open_page, wait_for_the_reader

P = "P00017-1"
UNKNOWN = "NOT KNOWN whether it was done. Look, then press again."
DONE = "Biopsy, left: new label printed, the old one is void."
SHEET = '.sheet[data-sheet-id="c-biopsy-1-left"]'


def lose_one_answer(page: Page) -> None:
    """The station does what the next button asks, and its answer never comes."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/act", lose, times=1)


def lose_what_is_said(socket: WebSocketRoute) -> None:
    """The live line brings panels and beats only."""
    server = socket.connect_to_server()

    def pass_on(message: str | bytes) -> None:
        if json.loads(message)["type"] != "said":
            socket.send(message)

    server.on_message(pass_on)


def press_reprint(page: Page, reason: int = 0) -> None:
    if not page.locator(SHEET).is_visible():
        page.locator('button[data-sheet="c-biopsy-1-left"]').click()
    page.locator(f'{SHEET} [data-act="reprint"]').nth(reason).click()


def reprints(served: Served) -> int:
    events = served.ask("procedure", "events", P)
    return Counter(event["type"] for event in events)["label-printed"] - 4  # of the side


def test_a_button_without_an_answer_is_done_once(browser: Browser, served: Served) -> None:
    collecting(served)
    page = open_page(browser, served.address)
    page.route_web_socket("**/live/**", lose_what_is_said)
    page.goto(f"{served.address}/bedside/default")
    expect(page.locator("#link")).to_have_class("link up")
    wait_for_the_reader(page)
    lose_one_answer(page)
    press_reprint(page)
    expect(page.locator("#band-text")).to_have_text(UNKNOWN)
    assert reprints(served) == 1
    press_reprint(page)
    expect(page.locator("#band-text")).to_have_text(DONE)
    assert reprints(served) == 1
    press_reprint(page)  # answered: the next one is another
    expect(page.locator(SHEET)).to_be_hidden()
    assert reprints(served) == 2


def test_another_button_is_another_act(browser: Browser, served: Served) -> None:
    collecting(served)
    page = beside_the_bed(browser, served)
    lose_one_answer(page)
    press_reprint(page)
    expect(page.locator("#band-text")).to_have_text(DONE)  # the live line brings it
    press_reprint(page, 1)
    expect(page.locator(SHEET)).to_be_hidden()
    assert reprints(served) == 2
