"""Fixtures that tests of several folders share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

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
