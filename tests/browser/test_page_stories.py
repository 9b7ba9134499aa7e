"""The two stories through the page: a reader that types, a real server, Debian's Chromium."""

from playwright.sync_api import Browser, Page, expect
from stations import (
    SOON_MS,
    Served,
    answer_checklist,
    behind,
    beside_the_bed,
    open_order,
    open_page,
    patient_of,
    scan,
    scan_and_read,
    unknown_id,
    wait_for_the_reader,
)

PROCEDURE = "P00017-1"
CLOSED = (
    "Closed: every container is collected or excused. "
    "Still open: sign-out items without an answer: 3."
)
FAST = "Very fast: was each container scanned after filling?"


def ready(page: Page, order: str) -> None:
    """Wristband, birth date, and the two answers that hold labels back."""
    assert scan_and_read(page, patient_of(order)["id"]) == (
        "Wristband read. Read the birth date aloud and scan CONFIRM."
    )
    assert scan_and_read(page, "CARDCONFIRM") == "Patient confirmed."
    answer_checklist(page)


def side_of(labels: dict[str, str], side: str) -> dict[str, str]:
    return {name: label for name, label in labels.items() if name.endswith(side)}


def test_hodgkin_from_both_sides(browser: Browser, served: Served) -> None:
    page = open_order(browser, served, "D-1001")
    expect(page.locator("#next")).to_have_text("Scan the patient's wristband.")
    ready(page, "D-1001")
    assert scan_and_read(page, "CARDLEFT") == "Active side: left."
    expect(page.locator(".side .letter")).to_have_text("L")
    assert scan_and_read(page, "CARDPRINT") == "Labels printed: 4."
    left = side_of(served.labels(PROCEDURE), "left")
    assert scan_and_read(page, left["biopsy-1-left"]) == "Biopsy, left: collected."
    assert scan_and_read(page, left["biopsy-1-left"]) == (
        "Biopsy, left: collected. Same code twice: counted once."
    )
    for name in ("smear-1-left", "smear-2-left", "flow-1-left"):
        assert "left: collected." in scan_and_read(page, left[name])
    expect(page.locator("#next")).to_have_text(
        "This side is done. Scan the card of the right side."
    )
    assert scan_and_read(page, "CARDRIGHT") == "Active side: right."
    expect(page.locator(".side .letter")).to_have_text("R")
    assert scan_and_read(page, "CARDPRINT") == "Labels printed: 4."
    assert scan_and_read(page, left["flow-1-left"]) == "Flow cytometry, left: already collected."
    right = side_of(served.labels(PROCEDURE), "right")
    assert scan_and_read(page, "CARDCLOSE") == (
        "NOT CLOSED. Neither collected nor excused: RIGHT: Biopsy, Marrow smear ×2, Flow cytometry."
    )
    for label in right.values():
        assert "right: collected." in scan_and_read(page, label)
    expect(page.locator("#missing")).to_have_text("Nothing is missing.")
    assert scan_and_read(page, "CARDCLOSE").startswith("NOT CLOSED YET. Specimens labelled")
    assert scan_and_read(page, "CARDCONFIRM") == CLOSED
    assert set(served.states(PROCEDURE).values()) == {"collected"}


def test_leukaemia_with_a_dry_tap_sent_and_received(browser: Browser, served: Served) -> None:
    page = open_order(browser, served, "D-1002")
    ready(page, "D-1002")
    scan_and_read(page, "CARDRIGHT")
    assert scan_and_read(page, "CARDPRINT") == "Labels printed: 8."
    labels = served.labels(PROCEDURE)
    lost = labels.pop("research-1")
    assert scan_and_read(page, unknown_id(7)).startswith("Unknown code")
    assert scan_and_read(page, "CARDEXCUSE") == (
        "Scan the label of the container that will not be collected."
    )
    scan_and_read(page, lost)  # asks for the reason, and shows the reasons
    page.locator('.sheet:not([hidden]) [data-act="excuse"][data-reason="insufficient"]').click()
    expect(page.locator("#band-text")).to_have_text(
        "Research, right: not collected (insufficient volume)."
    )
    scan_and_read(page, "CARDREPRINT")
    assert scan_and_read(page, lost) == "Research, right: old label destroyed."
    for label in labels.values():
        assert "collected." in scan_and_read(page, label)
    page.get_by_role("button", name="Close-out").click()
    page.locator('.sheet:not([hidden]) [data-act="close"]').first.click()
    expect(page.locator("#band-text")).to_contain_text("NOT CLOSED YET.")
    page.locator('.sheet:not([hidden]) [data-card="CARDCONFIRM"]').click()
    expect(page.locator("#band-text")).to_have_text(CLOSED)
    expect(page.locator("#band")).to_have_class("band warning")
    page.get_by_role("button", name="Close-out").click()
    page.locator('.sheet:not([hidden]) [data-act="dispatch"]').first.click()
    expect(page.locator("#band-text")).to_have_text("Containers dispatched: 7.")
    received_at_the_desk(browser, served, page, list(labels.values()))


def received_at_the_desk(
    browser: Browser, served: Served, bedside: Page, labels: list[str]
) -> None:
    """All but one are received; the last is rejected, and the bedside sees it at once."""
    desk = open_page(browser, served.address)
    desk.goto(f"{served.address}/reception/default")
    wait_for_the_reader(desk)
    expect(desk.locator(".board tbody tr")).to_have_count(len(labels))
    for label in labels[:-1]:
        assert "received." in scan_and_read(desk, label)

    def reject() -> None:
        desk.get_by_role("button", name="Reject").click()
        desk.get_by_role("button", name="clotted").click()

    assert behind(desk, reject, labels[-1]).endswith("REJECTED (clotted).")
    expect(bedside.locator('[data-state="rejected"]')).to_have_count(1, timeout=SOON_MS)


def test_two_screens_agree(browser: Browser, served: Served) -> None:
    first = open_order(browser, served, "D-1001")
    second = beside_the_bed(browser, served, "nb")
    ready(first, "D-1001")
    scan_and_read(first, "CARDLEFT")
    expect(second.locator(".side .letter")).to_have_text("V")
    expect(second.locator("#band-text")).to_have_text("Aktiv side: venstre.")
    assert scan_and_read(first, "CARDPRINT") == "Labels printed: 4."
    for page in (first, second):
        expect(page.locator('.column.left [data-state="printed"]')).to_have_count(4)


def test_enter_and_space_click_nothing(browser: Browser, served: Served) -> None:
    page = open_order(browser, served, "D-1001")
    print_button = page.get_by_role("button", name="Print labels")
    print_button.focus()
    for key in ("Enter", " ", "Tab"):
        page.keyboard.press(key)
    scan(page, "CARDLEFT")
    expect(page.locator("#band-text")).to_have_text(
        "Patient not confirmed: scan the wristband and confirm the birth date first."
    )
    events = [event["type"] for event in served.ask("procedure", "events", PROCEDURE)]
    assert events == ["procedure-opened", "place-activated", "refused"]


def test_no_page_breaks_its_own_policy(browser: Browser, served: Served) -> None:
    page = open_order(browser, served, "D-1001")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/", "/orders", "/typed/default", "/reception/default", "/bedside/default"):
        page.goto(f"{served.address}{path}")
        page.wait_for_timeout(300)
    assert said == []
