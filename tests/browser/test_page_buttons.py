"""Every button of the scan pages: each says what it did; and what a scan page says itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from stations import (
    CHROMIUM,
    FLAGS,
    SOON_MS,
    Served,
    behind,
    beside_the_bed,
    burst,
    collecting,
    in_the_band,
    open_page,
    scan,
    scan_and_read,
    wait_for_the_reader,
)

from station.domain.codes import REJECTIONS
from station.domain.texts import WORDS

P = "P00017-1"
OPEN = ".sheet:not([hidden])"


def pressed(page: Page, selector: str) -> str:
    """Press a button, and read what the band says to it."""
    before = in_the_band(page)
    page.locator(selector).first.click()
    expect(page.locator("#band")).not_to_have_attribute("data-scan-id", before, timeout=SOON_MS)
    return page.locator("#band-text").inner_text()


def on_sheet(page: Page, sheet: str, button: str) -> str:
    """Open a sheet (through "more" if it stands there), press its button, read the band."""
    if not page.locator(f'.sheet[data-sheet-id="{sheet}"]').is_visible():
        opener = f'button[data-sheet="{sheet}"]'
        if not page.locator(opener).first.is_visible():
            page.locator('button[data-sheet="more"]').click()
        page.locator(opener).first.click()
    said = pressed(page, f"{OPEN} {button}")
    if page.locator(OPEN).count():
        page.locator(f"{OPEN} [data-close]").click()
    return said


def of(container: str, button: str) -> tuple[str, str]:
    return f"c-{container}", f'[data-act="{button}"]'


def test_every_button_of_the_bedside(browser: Browser, served: Served) -> None:
    labels = collecting(served)
    page = beside_the_bed(browser, served)
    assert page.locator('.buttons [data-act="print"]').count() == 0  # all labels are out
    said = on_sheet(page, "checklist", '[data-item="fasting"][data-value="yes"]')
    assert said == "Checklist: answers kept."
    page.locator('button[data-sheet="checklist"]').click()
    keypad = f'{OPEN} .keypad[data-item="inr"]'
    for key in ("1", ".", "2", "back", "3"):
        page.locator(f'{keypad} [data-key="{key}"]').click()
    expect(page.locator(f"{keypad} output")).to_have_text("1.3")
    assert pressed(page, f'{keypad} [data-key="enter"]') == "Checklist: answers kept."
    page.locator(f"{OPEN} [data-close]").click()
    said = on_sheet(page, "site", '[data-act="side"]')
    assert said == "Active side: left."
    assert on_sheet(page, "more", '[data-card="CARDCHECK"]').startswith("PRINT CHECK")
    assert pressed(page, '.buttons [data-card="CARDCHECK"]').startswith("Collecting")
    assert "expected" not in on_sheet(page, "add", '[data-kind="flow"][data-side="left"]')
    for container in ("biopsy-1-left", "smear-1-left"):
        assert "collected." in scan_and_read(page, labels[container])
    assert pressed(page, '.buttons [data-card="CARDUNDO"]') == "Marrow smear, left: taken back."
    assert on_sheet(page, *of("biopsy-1-left", "undo")) == "Biopsy, left: taken back."
    assert on_sheet(page, *of("biopsy-1-left", "reprint")) == (
        "Biopsy, left: new label printed, the old one is void."
    )
    shared = '[data-with="flow-1-left"]'
    assert on_sheet(page, "c-smear-2-left", shared) == (
        "Marrow smear, left: not collected (shared with another container)."
    )
    assert "not collected (dry tap)" in on_sheet(page, *of("flow-2-left", "excuse"))
    scan_and_read(page, served.labels(P)["biopsy-1-left"])
    assert on_sheet(page, "close", '[data-act="dispatch"]') == "Containers dispatched: 1."
    assert on_sheet(page, *of("biopsy-1-left", "discard")).startswith("Biopsy, left: discarded.")
    said = on_sheet(page, "move", '[data-act="side"][data-reason="clotted"]')
    assert said.startswith("Active side: right.")
    assert on_sheet(page, "close", '[data-act="close"]').startswith("NOT CLOSED.")
    assert on_sheet(page, "more", '[data-card="CARDREPRINT"]').startswith("Relabel")
    assert on_sheet(page, "abort", '[data-reason="patient-condition"]').startswith("Aborted.")


def test_every_reason_at_the_desk(browser: Browser, served: Served) -> None:
    labels = collecting(served)
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/reception/default")
    wait_for_the_reader(page)
    mode = page.locator("#mode-text")
    for code in REJECTIONS:
        page.get_by_role("button", name="Reject", exact=True).click()
        page.locator(f'{OPEN} [data-reason="{code}"]').click()
        expect(mode).to_have_text(f"The next scan REJECTS: {WORDS['en'][code]}.")
    page.locator('button[data-mode="receive"]').click()
    expect(mode).to_have_text("Each scan RECEIVES.")
    label = labels["biopsy-1-left"]
    served.ask("scan", P, label)
    assert scan_and_read(page, label) == "Biopsy, left: received."

    def undo() -> None:
        page.get_by_role("button", name="Undo", exact=True).click()
        page.locator(f'{OPEN} [data-mode="undo"]').first.click()

    assert behind(page, undo, label) == "Biopsy, left: reception TAKEN BACK."
    expect(mode).to_have_text("Each scan RECEIVES.")


def test_an_order_is_opened_by_its_number(browser: Browser, served: Served) -> None:
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/orders")
    wait_for_the_reader(page)
    scan(page, "D-1002")
    page.wait_for_url("**/bedside/default")
    expect(page.locator("#next")).to_have_text("Scan the patient's wristband.")


@pytest.mark.parametrize(
    ("language", "text", "sentence"),
    [
        ("en", "00017000001100", "NOT READ. The check digits are wrong. Scan again; if it stays "
         "so, print a new label."),
        ("nb", "CARDLEF", "IKKE LEST. Dette er ingen kode for stasjonen. Skann etiketten, "
         "armbåndet eller et kort."),
    ],
)  # fmt: skip
def test_the_page_says_why_it_could_not_read(
    browser: Browser, served: Served, language: str, text: str, sentence: str
) -> None:
    page = beside_the_bed(browser, served, language)
    burst(page, text)
    expect(page.locator("#band-text")).to_have_text(sentence)
    expect(page.locator("body")).to_have_attribute("data-tone", "low-low")


def test_typed_keys_are_told_from_a_scan(browser: Browser, served: Served) -> None:
    page = beside_the_bed(browser, served)
    typed = page.get_by_text("NOT READ. That was typed, not scanned. Use Typed entry.")
    for _ in range(10):  # a busy machine may type slower than anybody, which starts a text anew
        page.keyboard.type("LAB-4711", delay=128)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        if typed.is_visible():
            break
    expect(typed).to_be_visible()


def test_each_kind_of_answer_has_its_tone(browser: Browser, served: Served) -> None:
    labels = collecting(served)
    page = beside_the_bed(browser, served)
    body = page.locator("body")
    expect(page.locator("#sound-check")).to_have_text("Sound is on")
    for text, tone in (
        (labels["flow-1-left"], "high-mid"),  # out of order
        (labels["flow-1-left"], "mid"),  # doubled
        ("LAB-4711", "low-low"),
        ("CARDCHECK", "mid-high"),
    ):
        scan(page, text)
        expect(body).to_have_attribute("data-tone", tone, timeout=SOON_MS)


@pytest.fixture
def silent(playwright: Playwright) -> Iterator[Browser]:
    """A browser that wants a gesture before it sounds, as they come."""
    flags = [flag for flag in FLAGS if not flag.startswith("--autoplay")]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
    yield browser
    browser.close()


def test_sound_wakes_at_the_first_scan_and_says_so_before(silent: Browser, served: Served) -> None:
    page = beside_the_bed(silent, served)
    sound = page.locator("#sound-check")
    expect(sound).to_have_text("Sound is off: press Sound check")
    scan(page, "CARDLEFT")
    expect(sound).to_have_text("Sound is on", timeout=SOON_MS)


def test_a_camera_that_is_not_allowed_says_so(browser: Browser, served: Served) -> None:
    page = beside_the_bed(browser, served, "nb")
    page.locator("#camera-open").click()
    expect(page.locator("#camera-state")).to_have_text(
        "Fant ikke noe kamera, eller et annet program bruker det."
    )
