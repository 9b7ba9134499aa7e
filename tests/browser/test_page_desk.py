"""What is armed at the desk's page: for one container, not for long, and never silently undone."""

import pytest
from kit import P
from playwright.sync_api import Browser, Page, Route, expect
from stations import (
    SOON_MS,
    Served,
    burst,
    collecting,
    open_page,
    scan_and_read,
    wait_for_the_reader,
)

from station.app.desk import ARMED_FOR
from station.domain.texts import SENTENCES

LIMIT_MS = round(ARMED_FOR.total_seconds() * 1000)
RECEIVES, REJECTS = "Each scan RECEIVES.", "The next scan REJECTS: broken."
OPEN = ".sheet:not([hidden])"


def at_the_desk(browser: Browser, served: Served) -> Page:
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/reception/default")
    expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
    wait_for_the_reader(page)
    return page


def arm(page: Page) -> None:
    """By the button of a reason."""
    page.get_by_role("button", name="Reject", exact=True).click()
    page.locator(f'{OPEN} [data-reason="RB"]').click()
    expect(page.locator("#mode-text")).to_have_text(REJECTS)


@pytest.mark.parametrize(
    ("after_ms", "does"),
    [(LIMIT_MS - 1, "reject"), (LIMIT_MS, "reject"), (LIMIT_MS + 1, "receive")],
)
def test_the_page_has_the_rule_of_the_station(
    browser: Browser, served: Served, after_ms: int, does: str
) -> None:
    page = at_the_desk(browser, served)
    assert page.locator("#mode-text").get_attribute("data-armed-ms") == str(LIMIT_MS)
    script = """async ([after, limit]) => {
        const { arm, current } = await import("/static/armed.js");
        return current(arm({ do: "reject", reason: "RB" }, 1000), 1000 + after, limit).do;
    }"""
    assert page.evaluate(script, [after_ms, LIMIT_MS]) == does


def test_it_ends_by_itself(browser: Browser, served: Served) -> None:
    def shorter(route: Route) -> None:
        body = route.fetch().text().replace(f'armed-ms="{LIMIT_MS}"', 'armed-ms="600"')
        route.fulfill(body=body, content_type="text/html")

    page = open_page(browser, served.address)
    page.route("**/reception/default", shorter)
    page.goto(f"{served.address}/reception/default")
    arm(page)
    expect(page.locator("#mode-text")).to_have_text(RECEIVES, timeout=SOON_MS)


def test_what_was_not_read_ends_it(browser: Browser, served: Served) -> None:
    page = at_the_desk(browser, served)
    arm(page)
    burst(page, "00017000001100")  # wrong check digits
    expect(page.locator("#band-text")).to_contain_text("NOT READ.")
    expect(page.locator("#mode-text")).to_have_text(RECEIVES)


def test_a_tube_read_twice_is_not_rejected_and_that_is_said(
    browser: Browser, served: Served
) -> None:
    """The page's script hears of a doubled scan by this event, a card's own too."""
    again = "text => document.dispatchEvent(new CustomEvent('read-twice', { detail: text }))"
    label = collecting(served)["biopsy-1-left"]
    served.ask("scan", P, label)
    page = at_the_desk(browser, served)
    assert scan_and_read(page, label) == "Biopsy, left: received."
    arm(page)
    page.evaluate(again, "CARDREJECTRB")
    expect(page.locator("#mode-text")).to_have_text(REJECTS)
    page.evaluate(again, label)
    expect(page.locator("#mode-text")).to_have_text(RECEIVES)
    expect(page.locator("#band-text")).to_have_text(SENTENCES["en"]["doubled-armed"])
    assert served.states(P)["biopsy-1-left"] == "received"
