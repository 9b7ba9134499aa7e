"""The band: each answer once, beside its own procedure, and as long as it is to be shown."""

import re
import time

import pytest
from kit import P as PROCEDURE
from playwright.sync_api import Browser, Page, Route, expect
from stations import (
    SOON_MS,
    Served,
    beside_the_bed,
    collecting,
    in_the_band,
    open_page,
    scan,
    scan_and_read,
    unknown_id,
    wait_for_the_reader,
)

SECOND = "P00017-2"
A_MINUTE_MS = 60_000
FADED_MS = 30_000  # docs/page.md
UNKNOWN = "Unknown code: no label, wristband or card of this station. Set it aside."
IDLE, CLOCK = "band idle", re.compile("^[0-2][0-9](:[0-5][0-9]){2}$")


def at_the_desk(browser: Browser, served: Served) -> Page:
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/reception/default")
    expect(page.locator("#link")).to_have_class("link up")
    wait_for_the_reader(page)
    return page


def is_idle(page: Page) -> None:
    """It shows no answer, and no time of one."""
    expect(page.locator("#band")).to_have_class(IDLE)
    expect(page.locator("#band-text")).to_have_text("Ready to scan")
    expect(page.locator("#band-time")).to_have_text("")


def shown(page: Page) -> tuple[str | None, ...]:
    """What the band shows and since when, and how often the page has sounded."""
    texts = (page.locator(f"#band-{part}").inner_text() for part in ("text", "time"))
    sounded = page.locator("body").get_attribute("data-tones")
    return (page.locator("#band").get_attribute("class"), *texts, sounded)


def change(page: Page, served: Served, *words: str) -> None:
    """A command beside the page, until its panel shows it."""
    panel = page.locator("#panel")
    before, until = panel.inner_html(), time.monotonic() + SOON_MS / 1000
    served.ask(*words)
    while panel.inner_html() == before:
        assert time.monotonic() < until, f"Panel: expected a change by {words}, got none."
        page.wait_for_timeout(50)


def start_again(page: Page, served: Served) -> None:
    """The station goes away and comes back."""
    served.kill()
    expect(page.locator("#link")).to_have_class("link down")
    served.start()
    expect(page.locator("#link")).to_have_class("link up")


def test_red_at_the_bedside_stays_for_five_minutes_of_panels(
    browser: Browser, served: Served
) -> None:
    labels = collecting(served)
    page = beside_the_bed(browser, served)
    page.clock.install()
    assert scan_and_read(page, labels["biopsy-1-left"]).startswith("Biopsy, left: collected.")
    assert scan_and_read(page, unknown_id(7)) == UNKNOWN
    red = shown(page)
    assert red[0] == "band refused"
    assert CLOCK.match(str(red[2]))
    for name in ("smear-1-left", "smear-2-left", "flow-1-left"):
        page.clock.fast_forward(A_MINUTE_MS)
        expect(page.locator("#link")).to_have_class("link up")
        change(page, served, "scan", PROCEDURE, labels[name])
        assert shown(page) == red
    page.clock.fast_forward(2 * A_MINUTE_MS)
    start_again(page, served)
    change(page, served, "add", PROCEDURE, "flow", "--side", "left")
    assert shown(page) == red


def test_red_at_a_desk_stays_for_five_minutes_of_panels(browser: Browser, served: Served) -> None:
    labels = collecting(served)
    page = at_the_desk(browser, served)
    page.clock.install()
    scan_and_read(page, labels["flow-1-left"])  # not collected, let alone sent
    red = shown(page)
    assert red[0] == "band refused"
    acts = [
        ("scan", PROCEDURE, *labels.values()),
        ("dispatch", PROCEDURE),
        *(("receive", label) for label in list(labels.values())[:2]),
    ]
    for act in acts:
        page.clock.fast_forward(A_MINUTE_MS)
        expect(page.locator("#link")).to_have_class("link up")
        change(page, served, *act)
        assert shown(page) == red
    page.clock.fast_forward(A_MINUTE_MS)
    start_again(page, served)
    assert shown(page) == red


@pytest.mark.parametrize("text", ["biopsy-1-left", "CARDRIGHT", "nobody's"])
def test_a_second_procedure_never_shows_what_was_said_of_the_first(
    browser: Browser, served: Served, text: str
) -> None:
    labels = collecting(served)
    page, other = beside_the_bed(browser, served), beside_the_bed(browser, served)
    scan_and_read(page, {**labels, "nobody's": unknown_id(7)}.get(text, text))
    for screen in (page, other):
        expect(screen.locator("#band-time")).to_have_text(CLOCK)
    change(page, served, "procedure", "open", "D-1002")
    for screen in (page, other):
        expect(screen.locator(f'[data-procedure="{SECOND}"]')).to_be_visible()
        is_idle(screen)
    opened = beside_the_bed(browser, served)
    is_idle(opened)
    assert in_the_band(opened) == ""


def test_an_answer_that_comes_too_late_is_not_shown_beside_the_next_child(
    browser: Browser, served: Served
) -> None:
    labels = collecting(served)
    page, held = beside_the_bed(browser, served), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/scan", hold)
    scan(page, labels["biopsy-1-left"])
    while not held:
        page.wait_for_timeout(50)
    answer = held[0].fetch()
    change(page, served, "procedure", "open", "D-1002")
    expect(page.locator(f'[data-procedure="{SECOND}"]')).to_be_visible()
    held[0].fulfill(response=answer)
    expect(page.locator("#waiting")).to_be_hidden()
    is_idle(page)  # it was told before, beside its own procedure


def test_what_the_scan_itself_brings_to_the_place_is_shown_there(
    browser: Browser, served: Served
) -> None:
    page, other = beside_the_bed(browser, served), beside_the_bed(browser, served)
    assert scan_and_read(page, "D-1001").startswith("Procedure opened")
    for screen in (page, other):
        expect(screen.locator(f'[data-procedure="{PROCEDURE}"]')).to_be_visible()
        expect(screen.locator("#band-text")).to_contain_text("Procedure opened")
        expect(screen.locator("#band-time")).to_have_text(CLOCK)


def test_only_what_is_done_fades(browser: Browser, served: Served) -> None:
    labels = collecting(served)
    page = beside_the_bed(browser, served)
    page.clock.install()
    for text, kind in (
        ("CARDCHECK", "done check"),
        (labels["biopsy-1-left"], "done check"),
        ("CARDCHECK", "done"),
        (labels["biopsy-1-left"], "done"),
        (labels["flow-1-left"], "warning"),
        ("CARDRIGHT", "question"),
        (unknown_id(7), "refused"),
    ):
        scan_and_read(page, text)
        expect(page.locator("#band")).to_have_class(f"band {kind}")
        page.clock.fast_forward(FADED_MS)
        if kind.startswith("done"):
            is_idle(page)
        else:
            expect(page.locator("#band")).to_have_class(f"band {kind}")
    page.keyboard.type("LAB-4711")  # without its end
    expect(page.locator("#band-text")).to_contain_text("NOT READ.")
    page.clock.fast_forward(5 * A_MINUTE_MS)
    expect(page.locator("#band")).to_have_class("band refused")
    page.reload()
    is_idle(page)


def test_a_mode_of_the_desk_is_said_no_longer_than_it_holds(
    browser: Browser, served: Served
) -> None:
    page = at_the_desk(browser, served)
    page.clock.install()
    assert scan_and_read(page, "CARDREJECTRB") == "The next scan REJECTS: broken."
    page.clock.fast_forward(int(page.locator("#mode-text").get_attribute("data-armed-ms") or 0))
    is_idle(page)
    page.reload()
    is_idle(page)


@pytest.mark.parametrize("path", ["bedside/default", "reception/default", "orders"])
def test_a_database_that_is_deleted_is_said_within_seconds(
    browser: Browser, served: Served, path: str
) -> None:
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/{path}")
    expect(page.locator("#link")).to_have_class("link up")
    served.db.unlink()
    expect(page.locator("#lost")).to_have_text(
        "What is done now is NOT SAVED. Database station.db: expected the file it was opened as, "
        "got none or another.",
        timeout=SOON_MS,
    )
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator("#link")).to_have_class("link down")
