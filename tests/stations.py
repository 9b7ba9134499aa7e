"""A real ``station serve`` in a process of its own, and pages that a reader types into."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kit import ROOT, STREAM, Bench, call
from kit import P as PROCEDURE
from playwright.sync_api import Browser, Error, Page, Playwright, expect

from station.cli.demo_play import ORDERS
from station.domain.identifiers import specimen
from station.web.texts import TEXTS

CHROMIUM = "/usr/bin/chromium"  # Debian's; Playwright's own is never fetched
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--autoplay-policy=no-user-gesture-required",
)
TRIES = 3
SOON_MS = 30_000  # a busy machine; on a quiet one all comes within a few hundred
NOT_READ = tuple(text["refused-cut"].split(".")[0] for text in TEXTS.values())
GONE = "Execution context was destroyed"  # the page went on to another
NEW_MS = 250  # a little more than wedge.js has
RECOVERY_MS = 1_100  # here too
DOUBLED_MS = 1_600  # here too

expect.set_options(timeout=SOON_MS)


class Served:
    """A station's process on a port that stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "station.db"
        self.port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *options: str) -> None:
        """Start it, and wait until it says where it is."""
        words = ["serve", "--port", str(self.port), "--json", "--db", self.db.name, *options]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "station", *words],
            cwd=self.folder,  # no page names a folder of this machine: it is in pictures
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(json.loads(self._process.stdout.readline())["address"].rpartition(":")[2])

    def kill(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it, without a word by default; its exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        code = self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None
        return code

    def has_open(self, device: Path) -> bool:
        """Whether the process has a device open."""
        assert self._process is not None
        handles = Path(f"/proc/{self._process.pid}/fd").iterdir()
        return device.resolve() in {handle.resolve() for handle in handles}

    def close(self) -> None:
        """End it if it runs."""
        if self._process is not None:
            self.kill(signal.SIGTERM)

    def ask(self, *words: str) -> tuple[Any, ...]:
        """What a command beside the server answers, its lines as a list."""
        return call(self.db, *words).answers

    def labels(self, procedure: str) -> dict[str, str]:
        """The present label of each container that has one."""
        (shown,) = self.ask("procedure", "show", procedure)
        return {c["container"]: c["label_id"] for c in shown["containers"] if c["label_id"]}

    def states(self, procedure: str) -> dict[str, str]:
        """The state of each container."""
        (shown,) = self.ask("procedure", "show", procedure)
        return {c["container"]: c["state"] for c in shown["containers"]}


@contextmanager
def station_in(folder: Path, *options: str) -> Iterator[Served]:
    """A served station with the demo's orders."""
    served = Served(folder)
    Bench(folder).end()  # a new store of the stream that the tests know
    for order in ORDERS:
        (folder / f"{order['order']}.json").write_text(json.dumps(order))
    served.ask("order", "import", *(str(folder / f"{o['order']}.json") for o in ORDERS))
    try:
        served.start(*options)
        yield served
    finally:
        served.close()


@contextmanager
def chromium(playwright: Playwright, *more: str) -> Iterator[Browser]:
    """Debian's Chromium, headless, with a new profile."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *more])
    try:
        yield browser
    finally:
        browser.close()


def fake_camera(film: Path) -> tuple[str, str]:
    """The options of a browser whose camera plays a film, read anew whenever it is opened."""
    return (
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )


def open_page(
    browser: Browser, address: str, language: str = "en", *, camera: bool = False
) -> Page:
    """A page in a context of its own, which may use the camera or is not allowed to."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["camera"] if camera else []
    )
    cookie: Any = {"name": "station-language", "value": language, "url": address}
    context.add_cookies([cookie])
    page = context.new_page()
    page.set_default_timeout(SOON_MS)
    return page


def beside_the_bed(
    browser: Browser, served: Served, language: str = "en", place: str = "default"
) -> Page:
    """The bedside page of a place, connected."""
    page = open_page(browser, served.address, language)
    page.goto(f"{served.address}/bedside/{place}")
    _connected(page)
    return page


def open_order(browser: Browser, served: Served, order: str, *, camera: bool = False) -> Page:
    """The bedside page after pressing Open beside an order."""
    page = open_page(browser, served.address, camera=camera)
    page.goto(f"{served.address}/orders")
    page.locator("tr", has_text=order).get_by_role("button", name="Open").click()
    _connected(page)
    return page


def answer_checklist(page: Page) -> None:
    """Press the two answers that no longer hold labels back."""
    page.get_by_role("button", name="Checklist").click()
    for item, value in (("haemophilia", "no"), ("inr", "not-applicable")):
        button = page.locator(f'.sheet [data-item="{item}"][data-value="{value}"]').first
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true", timeout=SOON_MS)
    page.locator(".sheet:not([hidden]) [data-close]").click()


def _connected(page: Page) -> None:
    expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
    wait_for_the_reader(page)


def wait_for_the_reader(page: Page) -> None:
    """A page new to the keyboard might see the rest of a scan only: what begins soon is refused."""
    page.wait_for_timeout(NEW_MS)


def wait_after_a_refusal(page: Page) -> None:
    """What comes within a second may be the other half of what was refused."""
    page.wait_for_timeout(RECOVERY_MS)


def scan(page: Page, text: str) -> str:
    """What a reader types: the text without a pause, and Enter; until the page has taken it.

    On a busy machine the injected keys come unevenly, and the page refuses them as cut short. Then
    it is scanned again, as the page says and a nurse does. How often real keys are refused is
    measured in test_wedge.py. Returns what stood in the band before, by its scan id.
    """
    for _ in range(TRIES):
        before = in_the_band(page)
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        if _is_taken(page, text, before):
            return before
        wait_after_a_refusal(page)
    raise AssertionError(f"Scan: expected the page to take '{text}', got {TRIES} refusals.")


def scan_and_read(page: Page, text: str) -> str:
    """Scan, and read the answer to this scan in the band."""
    before = scan(page, text)
    expect(page.locator("#band")).not_to_have_attribute("data-scan-id", before, timeout=SOON_MS)
    return page.locator("#band-text").inner_text()


def behind(desk: Page, arm: Callable[[], object], label: str) -> str:
    """What a label at a desk is answered behind a card or button; NOT READ ends that: anew then."""
    for _ in range(TRIES):
        desk.wait_for_timeout(DOUBLED_MS)  # or the card would be the same scan twice
        arm()
        expect(desk.locator("#mode-text")).not_to_have_text("Each scan RECEIVES.")
        before = in_the_band(desk)
        desk.keyboard.type(label)
        desk.keyboard.press("Enter")
        expect(desk.locator("#band")).not_to_have_attribute("data-scan-id", before, timeout=SOON_MS)
        said = desk.locator("#band-text").inner_text()
        if not said.startswith(NOT_READ):
            return said
        wait_after_a_refusal(desk)
    raise AssertionError(f"Scan: expected the page to take '{label}', got {TRIES} refusals.")


def burst(page: Page, text: str) -> None:
    """A scan whose keys all come at one moment, which injected ones do not on a busy machine."""
    page.evaluate(
        """text => [...text, "Enter"].forEach(key => document.body.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))""",
        text,
    )


def in_the_band(page: Page) -> str:
    """The scan id of the answer that the band shows."""
    return page.locator("#band").get_attribute("data-scan-id") or ""


def _is_taken(page: Page, text: str, before: str) -> bool:
    """Whether the scan is kept to be sent, or answered; not when the page could not read it."""
    where, ends_at = page.url, time.monotonic() + SOON_MS / 1000
    while page.url == where and in_the_band(page) == before and not _is_kept(page, text):
        assert time.monotonic() < ends_at, f"Scan: expected the page to hear '{text}'."
        page.wait_for_timeout(10)
    return not page.locator("#band-text").inner_text().startswith(NOT_READ)


def _is_kept(page: Page, text: str) -> bool:
    """Whether it waits to be sent; one that opens an order takes the page away meanwhile."""
    try:
        return bool(
            page.evaluate(
                "text => Object.values(localStorage).some((items) => items.includes(text))", text
            )
        )
    except Error as error:
        if GONE not in error.message:
            raise
        return True


def patient_of(order: str) -> Mapping[str, str]:
    """The patient of one of the demo's orders."""
    patient: Mapping[str, str] = next(o["patient"] for o in ORDERS if o["order"] == order)
    return patient


def collecting(served: Served, place: str = "default") -> dict[str, str]:
    """The labels of the left side of the first order, by container: ready to collect."""
    patient = patient_of("D-1001")
    served.ask("procedure", "open", "D-1001", "--place", place)
    served.ask("wristband", PROCEDURE, patient["id"], "--birth-date", patient["birth_date"])
    served.ask("checklist", PROCEDURE, "haemophilia=no", "inr=not-applicable")
    served.ask("side", PROCEDURE, "left")
    served.ask("labels", PROCEDURE, "--out", str(served.folder / "station.labels"))
    return served.labels(PROCEDURE)


def unknown_id(serial: int) -> str:
    """An id with right check digits that this station never issued."""
    return specimen.issue(STREAM + 1, serial, "left")
