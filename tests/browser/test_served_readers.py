"""``station serve`` with readers of its own: each scans for its place, and the page shows it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from films import EMPTY, Picture, jpeg, label, network_camera, shown, video_file
from kit import HODGKIN_LEFT
from playwright.sync_api import Browser, Page, expect
from plug import Plug
from stations import (
    SOON_MS,
    Served,
    beside_the_bed,
    collecting,
    in_the_band,
    open_page,
    patient_of,
    station_in,
)

PROCEDURE = "P00017-1"
PLACE = "room-2"
OPENED_WITHIN_S = 60.0  # the longest wait between two tries is 2 s


def wait(condition: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + OPENED_WITHIN_S
    while not condition():
        assert time.monotonic() < ends_at
        time.sleep(0.05)


def said_after(page: Page, act: Callable[[], None]) -> str:
    """What the page shows once something was done elsewhere."""
    before = in_the_band(page)
    act()
    expect(page.locator("#band")).not_to_have_attribute("data-scan-id", before, timeout=2 * SOON_MS)
    return page.locator("#band-text").inner_text()


def sources(served: Served) -> dict[str, str]:
    """From where each container was collected."""
    events = served.ask("procedure", "events", PROCEDURE)
    return {e["container"]: e["source"] for e in events if e["type"] == "collected"}


class Reader:
    """A serial reader plugged into the machine that serves the page."""

    def __init__(self, plug: Plug, served: Served, page: Page) -> None:
        self.plug, self.served, self.page = plug, served, page

    def plug_in(self) -> None:
        self.plug.plug_in()
        wait(lambda: self.served.has_open(self.plug.link))
        time.sleep(0.3)  # what comes while a port is opened is dropped: it may be a rest

    def scan(self, text: str) -> str:
        """Scan; what the page of the place says."""
        return said_after(self.page, lambda: self.plug.send(f"{text}\r\n".encode()))


def test_hodgkin_over_a_serial_port(browser: Browser, tmp_path: Path) -> None:
    plug = Plug(tmp_path / "ttyACM-2")
    with station_in(tmp_path, "--place", PLACE, "--serial", f"{plug.link}={PLACE}") as served:
        served.ask("procedure", "open", "D-1001", "--place", PLACE)
        elsewhere = beside_the_bed(browser, served)
        reader = Reader(plug, served, beside_the_bed(browser, served, place=PLACE))
        reader.plug_in()
        assert reader.scan(patient_of("D-1001")["id"]) == (
            "Wristband read. Read the birth date aloud and scan CONFIRM."
        )
        assert reader.scan("CARDCONFIRM") == "Patient confirmed."
        served.ask("checklist", PROCEDURE, "haemophilia=no", "inr=not-applicable")
        assert reader.scan("CARDLEFT") == "Active side: left."
        expect(reader.page.locator(".side .letter")).to_have_text("L")
        assert reader.scan("CARDPRINT") == "Labels printed: 4."
        labels = served.labels(PROCEDURE)
        assert reader.scan(labels["biopsy-1-left"]) == "Biopsy, left: collected."

        unplugged = said_after(reader.page, plug.unplug)
        assert unplugged.startswith("ttyACM-2: NOT CONNECTED.")
        reader.plug_in()
        for name in HODGKIN_LEFT[1:]:
            assert "left: collected." in reader.scan(labels[name])
        expect(reader.page.locator('.column.left [data-state="collected"]')).to_have_count(4)
        assert sources(served) == dict.fromkeys(HODGKIN_LEFT, "reader")
        assert in_the_band(elsewhere) == ""
        plug.unplug()


def test_a_serial_reader_of_a_desk(browser: Browser, tmp_path: Path) -> None:
    plug = Plug(tmp_path / "ttyACM-3")
    with station_in(tmp_path, "--serial", f"{plug.link}=reception:flow") as served:
        left = collecting(served)
        served.ask("scan", PROCEDURE, left["flow-1-left"], left["biopsy-1-left"])
        desk = open_page(browser, served.address)
        desk.goto(f"{served.address}/reception/flow")
        expect(desk.locator("#link")).to_have_class("link up", timeout=SOON_MS)
        reader = Reader(plug, served, desk)
        reader.plug_in()
        assert reader.scan("CARDREJECTRC") == "The next scan REJECTS: clotted."
        assert reader.scan(left["flow-1-left"]) == "Flow cytometry, left: REJECTED (clotted)."
        assert reader.scan(left["biopsy-1-left"]) == (
            "Biopsy belongs to pathology, not to flow cytometry. Forward it."
        )
        assert reader.scan("CARDDISPATCH") == "The next scan SENDS ON to its own desk."
        assert reader.scan(left["biopsy-1-left"]) == "Biopsy, left: SENT ON to pathology."
        states = served.states(PROCEDURE)
        assert (states["flow-1-left"], states["biopsy-1-left"]) == ("rejected", "dispatched")
        desk.goto(f"{served.address}/status")
        expect(desk.locator("main")).to_contain_text("Flow cytometry")
        plug.unplug()


@pytest.fixture
def labels(served: Served) -> list[Picture]:
    """The left labels of a procedure in the place, as they came out."""
    collecting(served, PLACE)
    files = sorted((served.folder / "station.labels").glob("*.png"))
    return [label(file) for file in files]


def test_a_film_of_labels_before_a_fixed_camera(
    browser: Browser, served: Served, labels: list[Picture], tmp_path: Path
) -> None:
    frames = [frame for one in labels for frame in [shown(one)] * 15 + [EMPTY] * 5]
    film = video_file(tmp_path / "film.avi", frames)
    page = beside_the_bed(browser, served, place=PLACE)
    served.close()
    served.start("--place", PLACE, "--camera", f"{film}={PLACE}")
    expect(page.locator('.column.left [data-state="collected"]')).to_have_count(
        len(HODGKIN_LEFT), timeout=4 * SOON_MS
    )
    expect(page.locator("#band-text")).to_contain_text("Flow cytometry, left: collected.")
    assert sources(served) == dict.fromkeys(HODGKIN_LEFT, "camera")


def test_a_network_camera_is_lost_and_found_again(
    browser: Browser, served: Served, labels: list[Picture]
) -> None:
    first, second = (jpeg(shown(one)) for one in labels[:2])
    page = beside_the_bed(browser, served, place=PLACE)
    served.close()
    with network_camera([jpeg(EMPTY)]) as camera:
        served.start("--place", PLACE, "--camera", f"{camera.url}={PLACE}")
        expect(page.locator("#link")).to_have_class("link up", timeout=4 * SOON_MS)
        assert said_after(page, lambda: camera.show(first)) == "Biopsy, left: collected."
        assert said_after(page, camera.unplug).startswith("camera 127.0.0.1: NOT CONNECTED.")
        with network_camera([second], camera.port):
            expect(page.locator("#band-text")).to_contain_text(
                "Marrow smear, left: collected.", timeout=4 * SOON_MS
            )
    assert "secret" not in page.content()
