"""Fixtures that tests of several folders share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from kit import Bench
from playwright.sync_api import Browser, Playwright, sync_playwright
from stations import Served, chromium, station_in

from labels.raster import Fonts
from station.adapters.fonts import label_fonts


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """The label fonts, read once."""
    return Fonts(*label_fonts())


# Not for the session: while it runs, no other test of this thread could run an event loop.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, for Debian's Chromium."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium(playwright) as browser:
        yield browser


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """``station serve`` in a process of its own, with the demo's orders."""
    with station_in(tmp_path) as served:
        yield served


@pytest.fixture
def labelled(tmp_path: Path) -> Iterator[Bench]:
    """A station whose first procedure has its left labels out, a minute ago."""
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready()
    bench.clock.move(seconds=60)
    yield bench
    bench.end()


@pytest.fixture(scope="session")
def printed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; each test has a copy."""
    folder = tmp_path_factory.mktemp("printed")
    bench = Bench(folder)
    bench.order()
    bench.open()
    bench.ready("left")
    bench.end()
    return folder


@pytest.fixture
def printed(printed_folder: Path, tmp_path: Path) -> Bench:
    """Its procedure has the labels of the left side out, in its folder ``labels``."""
    shutil.copytree(printed_folder, tmp_path, dirs_exist_ok=True)
    return Bench(tmp_path)
