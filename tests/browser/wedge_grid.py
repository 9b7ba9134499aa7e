"""Scans by real key events into a page that listens, at every pace and layout, counted."""

import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright
from playwright.sync_api import TimeoutError as NothingHeard
from stations import CHROMIUM, FLAGS
from x_keyboard import Keyboard, Press, us_reader, x_display

from station.domain.identifiers import specimen
from station.web.grammar import GRAMMAR

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_MS = 30_000  # a scan is answered within milliseconds, after a stall within 300

GAPS_MS = (0, 5, 10, 20, 30, 50, 80, 110)
STALLS = (False, True)
BOARDS = (("us", False), ("no", False), ("no", True))
ENDS = ("\n", "\t", "")
PLACES = ("button", "body", "link")
# Past these the machine, not the reader, was late: such a scan may be refused.
LATE_GAP_MS, LATE_SPREAD_MS = 140, 50


@dataclass(frozen=True)
class Cell:
    """One pace on one board: the layout of the computer, and whether CapsLock is on."""

    gap_ms: int
    stall: bool
    layout: str
    caps: bool


@dataclass
class Count:
    """What became of the scans of a cell; ``refused`` are those that the machine sent late."""

    read: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def cells() -> list[Cell]:
    return [
        Cell(gap, stall, layout, caps)
        for (layout, caps), stall, gap in product(BOARDS, STALLS, GAPS_MS)
    ]


class _Files(SimpleHTTPRequestHandler):
    """The test's page, the modules as the station serves them, and what it hands over."""

    def do_GET(self) -> None:
        if self.path != "/handed.js":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()
        self.wfile.write(f"export const grammar = {json.dumps(GRAMMAR)};".encode())

    def translate_path(self, path: str) -> str:
        name = path.removeprefix("/") or "index.html"
        folder = "station/web" if name.startswith("static/") else "tests/browser/wedge_page"
        return str(ROOT / folder / name)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base has it
        """Nobody reads it."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Files) as server:
        thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Bench:
    """A page that listens, and a keyboard that types into it."""

    def __init__(self, page: Page, keyboard: Keyboard) -> None:
        self.page, self.keyboard = page, keyboard
        self.late = False  # whether a scan since the last ``anew`` came late

    def anew(self) -> None:
        """The page with the button focused, a US layout, and no scan of late."""
        self.page.reload()
        self.board("us")
        self.focus("button")
        time.sleep(0.2)
        self.late = False

    def board(self, layout: str, *, caps: bool = False) -> None:
        """Set the layout, and CapsLock by its key: it is off before and after ``caps_off``."""
        self.keyboard.layout(layout)
        if caps:
            self.keyboard.tap("<caps>")
        self.page.wait_for_timeout(100)  # the browser hears of a new layout by itself

    def focus(self, name: str, stall_at: int = 0) -> None:
        """Focus an element, forget what was heard; the main thread stalls at the nth key."""
        self.page.evaluate("([name, nth]) => page.reset(name, nth)", [name, stall_at])

    def scan(self, keys: Sequence[Press], gap_ms: float = 10) -> None:
        """Type, and wait until something is heard."""
        before, typed = self.page.evaluate("[page.heard.length, page.keys.length]")
        self.keyboard.type(keys, gap_ms)
        self.settle(before + 1)
        self.late |= self.was_late(typed)

    def settle(self, heard: int) -> None:
        """Wait for so many answers, not for ever."""
        try:
            self.page.wait_for_function(
                "heard => page.heard.length >= heard", arg=heard, polling=10, timeout=PATIENCE_MS
            )
        except NothingHeard:
            return

    def until(self, condition: str) -> None:
        """Wait until it is so, on a busy machine too."""
        self.page.wait_for_function(f"() => {condition}", polling=10, timeout=PATIENCE_MS)

    def result(self) -> dict[str, Any]:
        result: dict[str, Any] = self.page.evaluate("page.result()")
        return result

    def was_late(self, since: int = 0) -> bool:
        """Whether the keys from the nth on came later than a reader sends them, by their events."""
        times: list[float] = self.page.evaluate(
            "nth => page.keys.slice(nth).filter(([key]) => key !== 'Shift').map(([,,, at]) => at)",
            since,
        )
        gaps = [after - before for before, after in pairwise(times)]
        return bool(gaps) and (max(gaps) > LATE_GAP_MS or max(gaps) - min(gaps) > LATE_SPREAD_MS)


@contextmanager
def bench(playwright: Playwright) -> Iterator[Bench]:
    """A display, a keyboard, and Chromium with the page in front."""
    with served() as address, x_display() as display:
        keyboard = Keyboard(display)
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            headless=False,
            args=list(FLAGS),
            env={**os.environ, "DISPLAY": display},
        )
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("window.page !== undefined")
        time.sleep(0.3)  # a scan that comes with the page is refused: see `start` in wedge.js
        yield Bench(page, keyboard)
        browser.close()
        keyboard.close()


def run(bench: Bench, cell: Cell, scans: int, first: int = 0) -> Count:
    """Scan different codes in one cell; ends and the focused element go round."""
    count = Count()
    bench.board(cell.layout, caps=cell.caps)
    for nth in range(first, first + scans):
        _scan(bench, cell, nth, count)
    if cell.caps:
        bench.keyboard.tap("<caps>")
    return count


def _scan(bench: Bench, cell: Cell, nth: int, count: Count) -> None:
    end, focused = ENDS[nth % 3], PLACES[nth // 3 % 3]
    text = _text(nth, end)
    keys = us_reader(text + end)
    bench.focus(focused, 2 + nth * 5 % (len(text) - 2) if cell.stall else 0)
    bench.scan(keys, cell.gap_ms)
    result = bench.result()
    heard, expected = result["heard"], [["scan", text]]
    untouched = result["clicks"] == 0 and result["focused"] == focused.replace("body", "")
    if heard == expected and untouched:
        count.read += 1
    elif heard and heard[0][0] == "refused" and untouched and bench.was_late():
        count.refused += 1
        time.sleep(1.1)  # what comes at once after a broken scan is refused with it
    else:
        count.wrong.append(f"{cell}: expected {expected} and {focused} untouched, got {result}.")


def _text(nth: int, end: str) -> str:
    """The nth code; only such as check themselves go without an end."""
    own = specimen.issue(17 + nth, 42 + nth, ("none", "left", "right")[nth % 3])
    if end == "" or nth % 2:
        return own
    return (f"LAB-2026-{nth:04d}", f"120570{nth:05d}", f"P-{nth:04d},20190517")[nth % 3]
