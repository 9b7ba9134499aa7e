"""The tablet's camera in Chromium: its fake camera plays printed labels, the page reads them."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from camera_answers import FRAMES_IN_A_SECOND, CameraAnswers
from films import EMPTY, FPS, HEIGHT, WIDTH, Picture, label, shown, tablet_film
from kit import HODGKIN_LEFT, Bench
from playwright.sync_api import Page, Playwright
from served import served, served_station
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from stations import chromium, fake_camera

from station.domain.state import Container
from station.web.guard import Guard
from station.web.routes.table import routes_of

LONG_S = 60.0  # a busy machine
STATIC = Path(__file__).resolve().parents[2] / "station" / "web" / "static"

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
const place = new URLSearchParams(location.search).get("place") ?? "default";
window.camera = startCamera(video, canvas, {
  path: `/frames?place=${place}`,
  onFeedback: (said) => window.told.push({ ...said, at: performance.now() }),
  onState: (state) => window.states.push({ state, at: performance.now() }),
});
"""


async def html(request: Request) -> Response:
    return HTMLResponse(PAGE)


async def script(request: Request) -> Response:
    return Response(SCRIPT, media_type="text/javascript")


def app_of(bench: Bench) -> ASGIApp:
    """The camera's part of the station, behind its guard and its content security policy."""
    routes = [
        Route("/", html),
        Route("/page.js", script),
        Mount("/static", StaticFiles(directory=STATIC)),
        *routes_of(served_station(bench)),
    ]
    return Guard(Starlette(routes=routes))


def printed(bench: Bench) -> list[Picture]:
    """The labels of the left side, as they came out, in the order of collection."""
    files = sorted((bench.folder / "labels").glob("*.png"))
    assert len(files) == len(HODGKIN_LEFT)
    return [label(file) for file in files]


@contextmanager
def camera_page(
    playwright: Playwright, film: Sequence[Picture], folder: Path, *, allowed: bool = True
) -> Iterator[Page]:
    """A page of a browser whose camera plays a film over and over."""
    options = fake_camera(tablet_film(folder / "film.mjpeg", film))
    with chromium(playwright, *options) as browser:
        context = browser.new_context(permissions=["camera"] if allowed else [])
        yield context.new_page()


def wait(page: Page, condition: str) -> None:
    """Wait until it is so; Playwright's own waiting would breach the content security policy."""
    ends_at = time.monotonic() + LONG_S
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
    labelled: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    first, *_ = printed(labelled)
    errors: list[str] = []
    with (
        served(app_of(labelled)) as address,
        camera_page(playwright, [shown(first)] * FPS, tmp_path) as page,
    ):
        answers = CameraAnswers(page)
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"http://{address}/")
        wait(page, "window.told.length > 0")
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
    assert answers.frames_until("feedback") <= FRAMES_IN_A_SECOND
    assert drawn[:2] == [WIDTH, HEIGHT]
    assert drawn[2] > 500  # pixels of the polygon
    assert errors == []  # such as a breach of the content security policy


def test_a_moving_label_is_read_within_a_second(
    labelled: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    """Held by hand: it wanders to and fro, three pixels a frame."""
    first, *_ = printed(labelled)
    way = [*range(0, 45, 3), *range(45, 0, -3)]
    frames = [np.roll(shown(first), (x // 2, x), axis=(0, 1)) for x in way]
    with (
        served(app_of(labelled)) as address,
        camera_page(playwright, frames, tmp_path) as page,
    ):
        answers = CameraAnswers(page)
        page.goto(f"http://{address}/")
        wait(page, "window.told.length > 0")
        said = page.evaluate("window.told[0]")
        time.sleep(0.5)
        assert page.evaluate("window.told.length") == 1  # wherever it moves, it is one scan
    assert (said["accepted"], said["message"]) == (True, "Biopsy, left: collected.")
    assert answers.frames_until("feedback") <= FRAMES_IN_A_SECOND


def test_every_label_of_a_side_held_up_in_turn_is_collected(
    labelled: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    frames: list[Picture] = []
    for picture in printed(labelled):
        frames += [shown(picture)] * FPS + [EMPTY] * 6
    with (
        served(app_of(labelled)) as address,
        camera_page(playwright, frames, tmp_path) as page,
    ):
        page.goto(f"http://{address}/")
        wait(page, f"window.told.length >= {len(HODGKIN_LEFT)}")
        said = page.evaluate("window.told")[: len(HODGKIN_LEFT)]
    assert sorted(one["container"] for one in said) == sorted(HODGKIN_LEFT)
    assert {one["accepted"] for one in said} == {True}
    assert sorted(collected(labelled)) == sorted(HODGKIN_LEFT)


def test_a_page_that_is_left_or_stopped_lets_the_camera_go(
    labelled: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    """A hidden page, as the page sees it; a headless browser hides none of its own."""
    hide = """(hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    off = 'document.querySelector("video").srcObject === null'
    with served(app_of(labelled)) as address, camera_page(playwright, [EMPTY], tmp_path) as page:
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
    labelled: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    first, *_ = printed(labelled)
    with camera_page(playwright, [shown(first)] * FPS, tmp_path) as page:
        with served(app_of(labelled)) as address:
            page.goto(f"http://{address}/")
            wait(page, "window.told.length > 0")
        wait(page, 'window.states.at(-1)?.state === "lost"')
        with served(app_of(labelled), int(address.rpartition(":")[2])):
            wait(page, 'window.states.at(-1)?.state === "live"')
            wait(page, "window.told.length > 1")
        # A station that was started again does not know what was in view: nothing is doubled.
        assert page.evaluate("window.told[1].reason") == "already-collected"
        assert states(page)[:3] == ["live", "lost", "live"]


def test_without_permission_the_page_says_so(
    labelled: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    with (
        served(app_of(labelled)) as address,
        camera_page(playwright, [EMPTY], tmp_path, allowed=False) as page,
    ):
        page.goto(f"http://{address}/")
        wait(page, "window.states.length > 0")
        assert states(page) == ["denied"]


def test_a_hint_is_as_large_on_a_small_screen(
    labelled: Bench, playwright: Playwright, tmp_path: Path
) -> None:
    """Wrapped, and in pixels of the screen, however small the frame is shown."""
    with (
        served(app_of(labelled)) as address,
        camera_page(playwright, [EMPTY] * FPS, tmp_path) as page,
    ):
        page.goto(f"http://{address}/")
        page.evaluate("document.querySelector('canvas').style.width = '320px'")
        wait(page, f"({HINT_BAND}) > 0")
        band_px = page.evaluate(HINT_BAND)
    rows = 3  # "Too bright: less light, or turn it out of the glare." in 320 px
    assert band_px >= rows * 24 * 1.3


# How high the hint's ground is on the screen, from the lower edge of the frame.
HINT_BAND = """(() => {
    const canvas = document.querySelector("canvas");
    const { width, height, clientWidth } = canvas;
    if (!width || !height) return 0;
    const data = canvas.getContext("2d").getImageData(1, 0, 1, height).data;
    let rows = 0;
    while (rows < height && data[4 * (height - 1 - rows) + 3] > 0) rows += 1;
    return (rows * clientWidth) / width;
})()"""
