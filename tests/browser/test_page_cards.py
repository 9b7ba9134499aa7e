"""The page by a reader alone: no button is pressed from the order's number to the rejection."""

from playwright.sync_api import Browser, expect
from stations import (
    DOUBLED_MS,
    SOON_MS,
    Served,
    behind,
    beside_the_bed,
    open_page,
    patient_of,
    scan,
    scan_and_read,
    wait_for_the_reader,
)

PROCEDURE = "P00017-1"


def test_from_the_orders_number_to_the_rejection(browser: Browser, served: Served) -> None:
    page = beside_the_bed(browser, served)
    assert scan_and_read(page, "D-1002").startswith("Procedure opened")
    scan_and_read(page, patient_of("D-1002")["id"])
    assert scan_and_read(page, "CARDCONFIRM") == "Patient confirmed."
    expect(page.locator("#next")).to_have_text(
        "Serious haemophilia? If so, only together with a haemophilia clinic. Scan 1 = no, "
        "2 = with a clinic, 3 = without a clinic, NOT APPLICABLE."
    )
    scan_and_read(page, "CARDONE")
    scan_and_read(page, "CARDTWO")
    expect(page.locator("#next")).to_have_text(
        "INR, if on warfarin: 2 – scan the digits and CONFIRM, or NOT APPLICABLE."
    )
    assert scan_and_read(page, "CARDCONFIRM") == "Kept: INR, if on warfarin – 2."
    scan_and_read(page, "CARDRIGHT")
    assert scan_and_read(page, "CARDPRINT") == "Labels printed: 8."
    labels = served.labels(PROCEDURE)
    scan_and_read(page, "CARDEXCUSE")
    scan_and_read(page, labels["research-1"])
    expect(page.locator(".sheet:not([hidden])")).to_have_count(1)
    assert scan_and_read(page, "CARDINSUFFICIENT") == (
        "Research, right: not collected (insufficient volume)."
    )
    expect(page.locator(".sheet:not([hidden])")).to_have_count(0)
    assert "collected." in scan_and_read(page, labels["flow-1"])
    assert "collected." in scan_and_read(page, labels["cytogenetics-1"])
    scan_and_read(page, "CARDCLOSE")
    scan_and_read(page, "CARDDRYTAP")
    expect(page.locator("#next")).to_have_text(
        "Scan CONFIRM to excuse all 5: dry tap; or go on collecting."
    )
    assert scan_and_read(page, "CARDCONFIRM") == "Not collected (dry tap): 5."
    assert scan_and_read(page, "CARDCLOSE").startswith("NOT CLOSED YET. Specimens labelled")
    assert scan_and_read(page, "CARDCONFIRM").startswith("Closed")
    expect(page.locator("#next")).to_have_text(
        "Right: why was it collected out of order? Give a reason. Scan the card of the reason."
    )
    assert scan_and_read(page, "CARDDECISION") == "Reason for the collection order kept."
    expect(page.locator("#next")).to_have_text("Closed. Send the containers: scan SEND.")
    assert scan_and_read(page, "CARDDISPATCH") == "Containers dispatched: 2."
    rejected_by_card(browser, served, labels)


def rejected_by_card(browser: Browser, served: Served, labels: dict[str, str]) -> None:
    """A rejection's card is for the next container, and once more it is for none."""
    desk = open_page(browser, served.address)
    desk.goto(f"{served.address}/reception/default")
    expect(desk.locator("#link")).to_have_class("link up", timeout=SOON_MS)
    wait_for_the_reader(desk)
    mode = desk.locator("#mode-text")
    assert scan_and_read(desk, "CARDREJECTRC") == "The next scan REJECTS: clotted."
    expect(mode).to_have_text("The next scan REJECTS: clotted.")
    desk.wait_for_timeout(DOUBLED_MS)  # or it would be the same scan twice
    assert scan_and_read(desk, "CARDREJECTRC") == "Each scan RECEIVES."
    assert behind(desk, lambda: scan(desk, "CARDREJECTRB"), labels["flow-1"]).endswith(
        "REJECTED (broken)."
    )
    expect(desk.locator("#band")).to_have_class("band done not-received")
    expect(mode).to_have_text("Each scan RECEIVES.")
    assert scan_and_read(desk, labels["cytogenetics-1"]).endswith("received.")
    expect(desk.locator("#band")).to_have_class("band done")
    assert behind(desk, lambda: scan(desk, "CARDUNDO"), labels["flow-1"]).endswith(
        "reception TAKEN BACK."
    )
    states = served.states(PROCEDURE)
    assert (states["flow-1"], states["cytogenetics-1"]) == ("dispatched", "received")
