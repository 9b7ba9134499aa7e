"""A real ``station serve`` in a process of its own, and pages that a reader types into."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, expect

from station.cli.demo import ORDERS
from station.domain.identifiers import specimen

CHROMIUM = "/usr/bin/chromium"  # Debian's; Playwright's own is never fetched
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--autoplay-policy=no-user-gesture-required",
)
STREAM = 17
TRIES = 3
SOON_MS = 5_000
RECOVERY_MS = 1_100  # a little more than wedge.js has


class Served:
    """A station's process on a port that stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *options: str) -> None:
        """Start it, and wait until it says where it is."""
        words = ["serve", "--port", str(self.port), "--json", *options]
        self._process = subprocess.Popen(self._command(*words), **self._how(), text=True)
        assert self._process.stdout is not None
        self.port = int(json.loads(self._process.stdout.readline())["address"].rpartition(":")[2])

    def kill(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it, without a word by default; its exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        code = self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None
        return code

    def close(self) -> None:
        """End it if it runs."""
        if self._process is not None:
            self.kill(signal.SIGTERM)

    def ask(self, *words: str) -> Any:
        """What a command beside the server answers, its lines as a list."""
        done = subprocess.run(
            self._command(*words, "--json"), **self._how(), text=True, check=False, timeout=60
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def labels(self, procedure: str) -> dict[str, str]:
        """The present label of each container that has one."""
        (shown,) = self.ask("procedure", "show", procedure)
        return {c["container"]: c["label_id"] for c in shown["containers"] if c["label_id"]}

    def states(self, procedure: str) -> dict[str, str]:
        """The state of each container."""
        (shown,) = self.ask("procedure", "show", procedure)
        return {c["container"]: c["state"] for c in shown["containers"]}

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "station", *words]

    def _how(self) -> dict[str, Any]:
        root = Path(__file__).resolve().parents[2]
        here = {"STATION_DB": str(self.folder / "station.db"), "STATION_STREAM": str(STREAM)}
        env = {**os.environ, **here, "PYTHONPATH": str(root)}
        return {"env": env, "stdout": subprocess.PIPE}


@contextmanager
def station_in(folder: Path, *options: str) -> Iterator[Served]:
    """A served station with the demo's orders."""
    served = Served(folder)
    for order in ORDERS:
        (folder / f"{order['order']}.json").write_text(json.dumps(order))
    served.ask("order", "import", *(str(folder / f"{o['order']}.json") for o in ORDERS))
    served.start(*options)
    try:
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


def open_page(browser: Browser, address: str, language: str = "en") -> Page:
    """A page in a context of its own; a fault on its console ends the test that reads it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    cookie: Any = {"name": "station-language", "value": language, "url": address}
    context.add_cookies([cookie])
    page = context.new_page()
    page.set_default_timeout(SOON_MS)
    return page


def beside_the_bed(browser: Browser, served: Served, language: str = "en") -> Page:
    """The bedside page of the default place, connected."""
    page = open_page(browser, served.address, language)
    page.goto(f"{served.address}/bedside/default")
    expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
    wait_for_the_reader(page)
    return page


def wait_for_the_reader(page: Page) -> None:
    """A page new to the keyboard might see the rest of a scan only: for a second it refuses."""
    page.wait_for_timeout(RECOVERY_MS)


def scan(page: Page, text: str) -> None:
    """What a reader types: the text without a pause, and Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def scan_and_read(page: Page, text: str) -> str:
    """Scan, and read the answer to this scan in the band.

    On a busy machine the injected keys come unevenly and are refused as cut short; then it is
    scanned again, as the page says. How often real keys are refused is measured in test_wedge.py.
    """
    for _ in range(TRIES):
        before = page.locator("#band").get_attribute("data-scan-id") or ""
        scan(page, text)
        expect(page.locator("#band")).not_to_have_attribute("data-scan-id", before, timeout=SOON_MS)
        said = page.locator("#band-text").inner_text()
        if not said.startswith("NOT READ."):
            break
        wait_for_the_reader(page)
    return said


def patient_of(order: str) -> Mapping[str, str]:
    """The patient of one of the demo's orders."""
    patient: Mapping[str, str] = next(o["patient"] for o in ORDERS if o["order"] == order)
    return patient


def unknown_id(serial: int) -> str:
    """An id with right check digits that this station never issued."""
    return specimen.issue(STREAM + 1, serial, "left")
