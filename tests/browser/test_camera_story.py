"""A whole procedure held before the tablet's camera: wristband, cards, and labels as printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from films import EMPTY, HEIGHT, WIDTH, Picture, label, matrix, shown, tablet_film
from playwright.sync_api import Page, Playwright, expect
from stations import (
    SOON_MS,
    Served,
    answer_checklist,
    chromium,
    fake_camera,
    in_the_band,
    open_order,
    patient_of,
)

PROCEDURE = "P00017-1"
LEAVES_MS = 2_000  # a little more than in_view has: what was held up is no longer in view

# The size of the viewfinder, and the box of what is drawn on it: left, top, right, bottom.
DRAWN = """() => {
    const { width, height } = document.querySelector("#camera-canvas");
    const pen = document.querySelector("#camera-canvas").getContext("2d");
    const box = [width, height, 0, 0];
    pen.getImageData(0, 0, width, height).data.forEach((value, at) => {
        if (at % 4 !== 3 || value === 0) return;
        const [x, y] = [((at - 3) / 4) % width, Math.floor((at - 3) / 4 / width)];
        [box[0], box[1]] = [Math.min(box[0], x), Math.min(box[1], y)];
        [box[2], box[3]] = [Math.max(box[2], x), Math.max(box[3], y)];
    });
    return [[width, height], box];
}"""


class Tablet:
    """The bedside page, and what its camera sees."""

    def __init__(self, page: Page, film: Path) -> None:
        self.page = page
        self._film = film

    def hold_up(self, *pictures: Picture) -> str:
        """Press the camera's button and hold these before it; what the page says then."""
        before = in_the_band(self.page)
        tablet_film(self._film, [shown(*pictures)])
        self.page.locator("#camera-open").click()
        band = self.page.locator("#band")
        expect(band).not_to_have_attribute("data-scan-id", before, timeout=4 * SOON_MS)
        said = self.page.locator("#band-text").inner_text()
        size, (left, top, right, bottom) = self.page.evaluate(DRAWN)
        assert size == [WIDTH, HEIGHT]
        height = sum(picture.shape[0] + 20 for picture in pictures)
        width = max(picture.shape[1] for picture in pictures)
        assert 20 <= left < right <= 20 + width
        assert 10 <= top < bottom <= 10 + height
        self.page.locator("#camera-close").click()
        expect(self.page.locator("#camera")).to_be_hidden()
        return said

    def look_away(self) -> None:
        """Nothing before the camera for a while."""
        tablet_film(self._film, [EMPTY])
        self.page.locator("#camera-open").click()
        self.page.wait_for_timeout(LEAVES_MS)
        self.page.locator("#camera-close").click()


@pytest.fixture
def tablet(playwright: Playwright, served: Served, tmp_path: Path) -> Iterator[Tablet]:
    film = tmp_path / "film.mjpeg"
    with chromium(playwright, *fake_camera(tablet_film(film, [EMPTY]))) as browser:
        yield Tablet(open_order(browser, served, "D-1002", camera=True), film)


def test_leukaemia_by_the_camera_button(tablet: Tablet, served: Served) -> None:
    assert tablet.hold_up(matrix(patient_of("D-1002")["id"])) == (
        "Wristband read. Read the birth date aloud and scan CONFIRM."
    )
    assert tablet.hold_up(matrix("CARDCONFIRM")) == "Patient confirmed."
    answer_checklist(tablet.page)
    assert tablet.hold_up(matrix("CARDRIGHT")) == "Active side: right."
    assert tablet.hold_up(matrix("CARDPRINT")) == "Labels printed: 8."
    assert tablet.hold_up(matrix("CARDCLOSE")).startswith("NOT CLOSED.")
    tablet.look_away()
    printed = sorted((served.folder / "station.labels").glob("*.png"))
    assert len(printed) == len(served.labels(PROCEDURE))
    for file in printed:
        assert ": collected." in tablet.hold_up(label(file)), file.name
    tablet.look_away()
    assert tablet.hold_up(label(printed[0])).endswith(": already collected.")
    assert tablet.hold_up(matrix("CARDCLOSE")).startswith("NOT CLOSED YET.")
    assert tablet.hold_up(matrix("CARDCONFIRM")) == (
        "Closed: every container is collected or excused. Still open: sign-out items without an "
        "answer: 3."
    )
    assert set(served.states(PROCEDURE).values()) == {"collected"}
    events = served.ask("procedure", "events", PROCEDURE)
    assert {e["source"] for e in events if e["type"] == "collected"} == {"camera"}
