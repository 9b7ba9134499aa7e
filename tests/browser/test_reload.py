"""A page that is loaded again asks what it asked before, and nothing of another procedure."""

from playwright.sync_api import Browser, Page, expect
from stations import SOON_MS, Served, beside_the_bed, collecting, scan, wait_for_the_reader

P = "P00017-1"
OPEN = ".sheet:not([hidden])"


def sheet(page: Page) -> str | None:
    """The name of the sheet that is open."""
    opened = page.locator(OPEN)
    return opened.get_attribute("data-sheet-id") if opened.count() else None


def test_the_question_about_a_waiting_scan_is_asked_again(browser: Browser, served: Served) -> None:
    labels = collecting(served)
    page = beside_the_bed(browser, served)
    served.kill()
    expect(page.locator("#lost")).to_be_visible(timeout=2 * SOON_MS)
    scan(page, labels["biopsy-1-left"])
    served.ask("side", P, "right", "--confirm")
    served.start()
    asked = page.locator("#confirm-text")
    expect(asked).to_contain_text(labels["biopsy-1-left"], timeout=3 * SOON_MS)
    page.get_by_role("button", name="Close-out").click()
    expect(page.locator("#confirm-drop")).to_be_in_viewport()
    page.reload()
    expect(asked).to_contain_text(labels["biopsy-1-left"], timeout=3 * SOON_MS)
    assert sheet(page) == "close"
    page.locator("#confirm-drop").click()  # the sheet does not lie over the question
    expect(page.locator("#confirm")).to_be_hidden()
    expect(page.locator("#waiting")).to_be_hidden()


def test_a_reason_that_was_asked_for_is_asked_again(browser: Browser, served: Served) -> None:
    labels = collecting(served)
    page = beside_the_bed(browser, served)
    scan(page, "CARDEXCUSE")
    scan(page, labels["flow-1-left"])
    expect(page.locator(OPEN)).to_have_attribute("data-sheet-id", "c-flow-1-left")
    page.reload()
    expect(page.locator(OPEN)).to_have_attribute("data-sheet-id", "c-flow-1-left")
    page.locator(f"{OPEN} [data-close]").click()
    page.reload()
    expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
    assert sheet(page) is None


def test_a_sheet_is_of_its_procedure_and_of_its_visit(browser: Browser, served: Served) -> None:
    collecting(served)
    page = beside_the_bed(browser, served)
    more = page.locator('button[data-sheet="more"]')
    more.click()
    assert sheet(page) == "more"
    page.goto(f"{served.address}/bedside/default")
    expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
    assert sheet(page) is None  # gone to, not loaded again
    more.click()
    served.ask("procedure", "open", "D-1002")
    expect(page.locator(".patient")).to_have_attribute("data-procedure", "P00017-2")
    assert sheet(page) is None  # the same sheet would act on another patient
    page.reload()
    expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
    assert sheet(page) is None


def test_the_reasons_at_a_desk_are_shown_again(browser: Browser, served: Served) -> None:
    page = beside_the_bed(browser, served)
    page.goto(f"{served.address}/reception/default")
    wait_for_the_reader(page)
    page.get_by_role("button", name="Reject", exact=True).click()
    page.reload()
    expect(page.locator(OPEN)).to_have_attribute("data-sheet-id", "reject")
    page.get_by_role("button", name="clotted").click()
    assert sheet(page) is None
