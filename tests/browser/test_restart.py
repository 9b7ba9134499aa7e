"""The server is killed in the middle: nothing is lost, nothing doubled, and the page says so."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, Page, expect
from stations import (
    SOON_MS,
    Served,
    beside_the_bed,
    collecting,
    scan,
    scan_and_read,
)

PROCEDURE = "P00017-1"
STATION_FILE = '[printers.bed]\nkind = "folder"\nfolder = "out"\ndpi = 300\nplaces = ["default"]\n'
NOT_SENT = "NOT SENT. No connection to the station. Scans wait here; nothing is collected yet."


def labelled(served: Served) -> list[str]:
    """The left labels of a procedure that is ready to collect."""
    return list(collecting(served).values())


def collected(served: Served) -> Counter[str]:
    """How often each label was collected, by the log."""
    events = served.ask("procedure", "events", PROCEDURE)
    return Counter(event["label_id"] for event in events if event["type"] == "collected")


def is_lost(page: Page) -> None:
    expect(page.locator("#lost")).to_have_text(NOT_SENT, timeout=SOON_MS)
    expect(page.locator("#lost")).to_be_visible()


def test_killed_with_scans_going_on(browser: Browser, served: Served) -> None:
    labels = labelled(served)
    page = beside_the_bed(browser, served)
    assert "collected." in scan_and_read(page, labels[0])
    scan(page, labels[1])  # kept; the kill may come before, in the middle of, or after its answer
    served.kill()
    scan(page, labels[2])
    is_lost(page)
    scan(page, labels[3])
    expect(page.locator("body")).to_have_attribute("data-tone", "long")
    expect(page.locator("#waiting b")).to_contain_text("WAITING, not accepted:")
    expect(page.locator("#waiting")).to_contain_text(labels[3])
    assert "collected." not in page.locator("#waiting").inner_text()
    assert labels[3] not in collected(served)

    served.start()
    expect(page.locator("#lost")).to_be_hidden(timeout=3 * SOON_MS)
    expect(page.locator("#waiting")).to_be_hidden(timeout=SOON_MS)
    expect(page.locator('.column.left [data-state="collected"]')).to_have_count(4)
    assert collected(served) == Counter(labels)
    order = [
        e["label_id"]
        for e in served.ask("procedure", "events", PROCEDURE)
        if e["type"] == "collected"
    ]
    assert order == labels


def test_the_page_is_loaded_anew_while_scans_wait(browser: Browser, served: Served) -> None:
    labels = labelled(served)
    page = beside_the_bed(browser, served)
    served.kill()
    is_lost(page)
    scan(page, labels[0])
    expect(page.locator("#waiting")).to_contain_text(labels[0])
    served.start()
    page.reload()
    expect(page.locator('.column.left [data-state="collected"]')).to_have_count(1)
    assert collected(served) == Counter(labels[:1])


@pytest.mark.parametrize(("button", "times"), [("Send", 1), ("Drop", 0)])
def test_a_scan_from_before_a_side_change_is_asked_for(
    browser: Browser, served: Served, button: str, times: int
) -> None:
    labels = labelled(served)
    page = beside_the_bed(browser, served)
    served.kill()
    is_lost(page)
    scan(page, labels[0])
    expect(page.locator("#waiting")).to_contain_text(labels[0])
    served.ask("side", PROCEDURE, "right", "--confirm")
    served.start()
    expect(page.locator("#confirm-text")).to_contain_text(
        f"before the side or the procedure changed: {labels[0]}.", timeout=3 * SOON_MS
    )
    page.locator("#confirm").get_by_role("button", name=button).click()
    expect(page.locator("#waiting")).to_be_hidden()
    expect(page.locator(".band.refused")).to_have_count(times)  # answered, so it is kept
    events = [event["type"] for event in served.ask("procedure", "events", PROCEDURE)]
    assert events.count("refused") == times  # sent, it is on the wrong side now
    assert collected(served) == Counter()


def test_a_scan_older_than_two_minutes_is_asked_for(browser: Browser, served: Served) -> None:
    labels = labelled(served)
    page = beside_the_bed(browser, served)
    served.kill()
    is_lost(page)
    scan(page, labels[0])
    expect(page.locator("#waiting")).to_contain_text(labels[0])
    page.evaluate(
        """() => {
          const key = "station/bedside/default";
          const [item] = JSON.parse(localStorage.getItem(key));
          item.body.at = new Date(Date.parse(item.body.at) - 121_000).toISOString();
          localStorage.setItem(key, JSON.stringify([item]));
        }"""
    )
    served.start()
    expect(page.locator("#confirm-text")).to_contain_text(
        "more than two minutes ago", timeout=3 * SOON_MS
    )
    assert collected(served) == Counter()
    page.locator("#confirm-send").click()
    expect(page.locator("#band-text")).to_have_text("Biopsy, left: collected.")
    assert collected(served) == Counter(labels[:1])


def test_each_scan_that_waits_sounds_once_and_unlike_an_answer(
    browser: Browser, served: Served
) -> None:
    labels = labelled(served)
    page = beside_the_bed(browser, served)
    body = page.locator("body")
    served.kill()
    is_lost(page)
    for label in labels[:2]:
        before = body.get_attribute("data-tones") or ""
        scan(page, label)
        expect(body).not_to_have_attribute("data-tones", before)
        expect(body).to_have_attribute("data-tone", "long")
    counted = body.get_attribute("data-tones") or ""
    page.wait_for_timeout(2_000)  # it is tried again and again: that sounds no more
    expect(body).to_have_attribute("data-tones", counted)
    served.start()
    answered = re.compile("^high")  # the second, so soon after the first, with a warning
    expect(body).to_have_attribute("data-tone", answered, timeout=3 * SOON_MS)


def test_a_scan_that_a_connected_station_does_not_take_sounds_as_waiting(
    browser: Browser, served: Served
) -> None:
    """The line is up, and the scan's own request is lost."""
    labels = labelled(served)
    page = beside_the_bed(browser, served)
    page.route("**/api/scan", lambda route: route.abort())
    scan(page, labels[0])
    expect(page.locator("body")).to_have_attribute("data-tone", "long")
    expect(page.locator("#waiting")).to_contain_text(labels[0])
    page.unroute("**/api/scan")
    expect(page.locator("body")).to_have_attribute("data-tone", "high", timeout=3 * SOON_MS)
    assert collected(served) == Counter(labels[:1])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "NOT KNOWN NOW. What is grey is as it was at {}, before the connection was lost."),
        ("nb", "IKKE KJENT NÅ. Det grå er slik det var kl. {}, før forbindelsen ble brutt."),
    ],
)
def test_what_only_the_station_knows_is_not_known_without_it(
    browser: Browser, served: Served, language: str, said: str
) -> None:
    labelled(served)
    page = beside_the_bed(browser, served, language)
    unknown, missing = page.locator("#unknown"), page.locator("#missing")
    expect(unknown).to_be_hidden()
    expect(missing).to_have_css("opacity", "1")
    served.kill()
    expect(unknown).to_have_text(
        re.compile(re.escape(said).replace(r"\{\}", "[0-2][0-9](:[0-5][0-9]){2}")),
        timeout=2 * SOON_MS,
    )
    for part in (".side", ".tray", ".next", "#missing", ".sheet > p"):
        expect(page.locator(part).first).to_have_css("opacity", "0.5")
    served.start()
    expect(unknown).to_be_hidden(timeout=3 * SOON_MS)
    expect(missing).to_have_css("opacity", "1")


@pytest.mark.parametrize(
    ("language", "known", "said"),
    [
        ("en", "bed: ready.", "bed: not known without a connection."),
        ("nb", "bed: klar.", "bed: ikke kjent uten forbindelse."),
    ],
)
def test_a_printer_is_not_ready_without_a_connection(
    browser: Browser, served: Served, language: str, known: str, said: str
) -> None:
    labelled(served)
    (served.folder / "station.toml").write_text(STATION_FILE)
    served.kill()
    served.start()
    page = beside_the_bed(browser, served, language)
    printer = page.locator(".printer")
    expect(printer).to_have_text(known, use_inner_text=True)
    served.kill()
    expect(printer).to_have_text(said, use_inner_text=True, timeout=2 * SOON_MS)
    served.start()
    expect(printer).to_have_text(known, use_inner_text=True, timeout=3 * SOON_MS)
