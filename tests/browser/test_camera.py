"""The tablet's camera in Chromium: its fake camera plays printed labels, the page reads them."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from films import EMPTY, FPS, HEIGHT, WIDTH, Picture, jpeg, label, shown
from kit import HODGKIN_LEFT, Bench
from playwright.sync_api import Page, Playwright
from served import served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from station.bootstrap import frame_decoder, label_folder, open_site
from station.domain.state import Container
from station.web.frames import frames_route
from station.web.guard import Guard
from station.web.shared import Site

STATIC = Path(__file__).resolve().parents[2] / "station" / "web" / "static"
WITHIN_MS = 1000
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# The smallest page with a viewfinder; it notes what it is told, and when.
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Camera</title>
<link rel="icon" href="/static/icon.svg">
<video width="{WIDTH}" height="{HEIGHT}"></video><canvas></canvas>
<script type="module" src="/page.js"></script></html>"""
SCRIPT = """
import { startCamera } from "/static/camera.js";
const [video, canvas] = [document.querySelector("video"), document.querySelector("canvas")];
window.told = [];
window.states = [];
video.addEventListener("loadeddata", () => (window.seen ??= performance.now()));
const place = new URLSearchParams(location.search).get("place") ?? "default";
window.camera = startCamera(
  video, canvas, place,
  (said) => window.told.push({ ...said, at: performance.now() }),
  (state) => window.states.push({ state, at: performance.now() }),
);
"""


async def html(request: Request) -> Response:
    return HTMLResponse(PAGE)


async def script(request: Request) -> Response:
    return Response(SCRIPT, media_type="text/javascript")


def app_of(bench: Bench) -> ASGIApp:
    """The camera's part of the station, behind its guard and its content security policy."""
    labels = bench.folder / "labels"
    site = Site(bench.station, lambda: label_folder(labels), labels)
    routes = [
        Route("/", html),
        Route("/page.js", script),
        Mount("/static", StaticFiles(directory=STATIC)),
        frames_route(site, frame_decoder()),
    ]
    return Guard(Starlette(routes=routes))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready()
    bench.clock.move(seconds=60)
    yield bench
    bench.end()


def printed(bench: Bench) -> list[Picture]:
    """The labels of the left side, as they came out, in the order of collection."""
    files = sorted((bench.folder / "labels").glob("*.png"))
    assert len(files) == len(HODGKIN_LEFT)
    return [label(file) for file in files]


def film(folder: Path, frames: Sequence[Picture]) -> Path:
    """What Chromium's camera plays over and over: JPEG pictures one after the other."""
    path = folder / "film.mjpeg"
    path.write_bytes(b"".join(map(jpeg, frames)))
    return path


@contextmanager
def chromium(playwright: Playwright, camera: Path, *, allowed: bool = True) -> Iterator[Page]:
    """A page with a camera that plays a film."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        chromium_sandbox=False,
        args=[
            *QUIET,
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={camera}",
        ],
    )
    try:
        context = browser.new_context(permissions=["camera"] if allowed else [])
        yield context.new_page()
    finally:
        browser.close()


def wait(page: Page, condition: str) -> None:
    """Wait until it is so; Playwright's own waiting would breach the content security policy."""
    ends_at = time.monotonic() + 20
    while not page.evaluate(condition):
        assert time.monotonic() < ends_at, (condition, states(page))
        page.wait_for_timeout(20)


def states(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.states.map(({ state }) => state)")
    return found


def collected(bench: Bench) -> list[str]:
    containers: Sequence[Container] = tuple(bench.state().containers.values())
    return [c.container for c in containers if c.state == "collected"]


def test_a_printed_label_is_read_within_a_second(
    bench: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    first, *_ = printed(bench)
    errors: list[str] = []
    with (
        served(app_of(bench)) as address,
        chromium(playwright, film(tmp_path, [shown(first)] * FPS)) as page,
    ):
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"http://{address}/")
        wait(page, "window.told.length > 0")
        took_ms = page.evaluate("window.told[0].at - window.seen")
        drawn = page.evaluate(
            """() => {
                const { width, height } = document.querySelector("canvas");
                const pen = document.querySelector("canvas").getContext("2d");
                const { data } = pen.getImageData(0, 0, width, height);
                return [width, height, data.filter((value, i) => i % 4 === 3 && value).length];
            }"""
        )
        said = page.evaluate("window.told[0]")
        time.sleep(0.5)
        assert page.evaluate("window.told.length") == 1  # it is still in view
        assert states(page) == ["live"]
    assert (said["accepted"], said["message"]) == (True, "Biopsy, left: collected.")
    assert 0 < took_ms < WITHIN_MS
    assert drawn[:2] == [WIDTH, HEIGHT]
    assert drawn[2] > 500  # pixels of the polygon
    assert errors == []  # such as a breach of the content security policy


def test_the_bedside_page_reads_a_label_with_the_tablets_camera(
    bench: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    first, *_ = printed(bench)
    app, _, end = open_site(bench.station, bench.folder / "labels", ("default",))
    with (
        served(app) as address,
        chromium(playwright, film(tmp_path, [shown(first)] * FPS)) as page,
    ):
        page.goto(f"http://{address}/bedside/default")
        page.click("#camera-open")
        page.get_by_text("Biopsy, left: collected.").first.wait_for(timeout=20_000)
    end()
    assert collected(bench) == ["biopsy-1-left"]


def test_every_label_of_a_side_held_up_in_turn_is_collected(
    bench: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    frames: list[Picture] = []
    for picture in printed(bench):
        frames += [shown(picture)] * FPS + [EMPTY] * 6
    with (
        served(app_of(bench)) as address,
        chromium(playwright, film(tmp_path, frames)) as page,
    ):
        page.goto(f"http://{address}/")
        wait(page, f"window.told.length >= {len(HODGKIN_LEFT)}")
        said = page.evaluate("window.told")[: len(HODGKIN_LEFT)]
    assert sorted(one["container"] for one in said) == sorted(HODGKIN_LEFT)
    assert {one["accepted"] for one in said} == {True}
    assert sorted(collected(bench)) == sorted(HODGKIN_LEFT)


def test_a_page_that_is_left_or_stopped_lets_the_camera_go(
    bench: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    """A hidden page, as the page sees it; a headless browser hides none of its own."""
    hide = """(hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    off = 'document.querySelector("video").srcObject === null'
    with served(app_of(bench)) as address, chromium(playwright, film(tmp_path, [EMPTY])) as page:
        page.goto(f"http://{address}/")
        wait(page, 'window.states.at(-1)?.state === "live"')
        page.evaluate(hide, True)
        assert page.evaluate(off)
        page.evaluate(hide, False)
        wait(page, 'window.states.at(-1)?.state === "live"')
        page.evaluate("window.camera.stop()")
        assert page.evaluate(off)
        assert states(page) == ["live", "hidden", "live", "stopped"]


def test_while_the_station_is_away_the_page_says_lost_and_comes_back(
    bench: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    first, *_ = printed(bench)
    with chromium(playwright, film(tmp_path, [shown(first)] * FPS)) as page:
        with served(app_of(bench)) as address:
            page.goto(f"http://{address}/")
            wait(page, "window.told.length > 0")
        wait(page, 'window.states.at(-1)?.state === "lost"')
        with served(app_of(bench), int(address.rpartition(":")[2])):
            wait(page, 'window.states.at(-1)?.state === "live"')
            wait(page, "window.told.length > 1")
        # A station that was started again does not know what was in view: nothing is doubled.
        assert page.evaluate("window.told[1].reason") == "already-collected"
        assert states(page)[:3] == ["live", "lost", "live"]


def test_without_permission_the_page_says_so(
    bench: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    with (
        served(app_of(bench)) as address,
        chromium(playwright, film(tmp_path, [EMPTY]), allowed=False) as page,
    ):
        page.goto(f"http://{address}/")
        wait(page, "window.states.length > 0")
        assert states(page) == ["denied"]
