"""The camera reader: a film of printed labels, a network camera, and always the newest frame."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Semaphore
from typing import Any

import cv2
import numpy as np
import pytest
from ears import listening
from films import (
    EMPTY,
    FPS,
    HEIGHT,
    WIDTH,
    NetworkCamera,
    Picture,
    jpeg,
    label,
    matrix,
    network_camera,
    shown,
    spliced,
    video_file,
)
from kit import HODGKIN_LEFT, Bench

from station.adapters.decoding import Cascade, choose
from station.adapters.readers import camera as camera_module
from station.adapters.readers.camera import (
    DOUBTFUL_FRAMES,
    MAX_FRAME_PIXELS,
    CameraReader,
    is_file,
    name_of,
)
from station.adapters.readers.found import kind_of
from station.adapters.readers.jpeg import JpegFrames
from station.adapters.readers.newest import Newest
from station.adapters.system_clock import SystemClock
from station.domain.in_view import GONE_AFTER
from station.ports.decoder import Disagreement, GrayImage, ImageError, Reading
from station.ports.reader import Notice, Read

CLOCK = SystemClock()
CASCADE = Cascade(choose(()))
GONE_FRAMES = round(GONE_AFTER.total_seconds() * FPS) + 10
NEWEST_WITHIN = 9  # frames, of 33 ms each: less than 300 ms


def reader(source: str | Path) -> CameraReader:
    return CameraReader(str(source), "room-2", CASCADE, CLOCK)


def codes(said: Sequence[Read | Notice]) -> list[str]:
    return [s.text if isinstance(s, Read) else s.code for s in said]


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture]:
    """The labels of one side as they are printed, by what they carry."""
    bench = Bench(tmp_path_factory.mktemp("labels"))
    bench.order()
    bench.open()
    bench.ready()
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    files = sorted((bench.folder / "labels").glob("*.png"))
    bench.end()
    return {text: label(file) for text, file in zip(texts, files, strict=True)}


def test_a_film_of_printed_labels_is_read(labels: dict[str, Picture], tmp_path: Path) -> None:
    """Held before the camera one after the other, and the first once more at the end."""
    first = next(iter(labels))
    frames = [EMPTY] * 5
    for picture in labels.values():
        frames += [shown(picture)] * 15 + [EMPTY] * 5
    frames += [EMPTY] * GONE_FRAMES + [shown(labels[first])] * 15
    said = list(reader(video_file(tmp_path / "film.avi", frames)))
    assert codes(said) == ["ready", *labels, first, "ended"]
    reads = [s for s in said if isinstance(s, Read)]
    assert {(r.source, r.symbology) for r in reads} <= {
        ("camera", "Code128"),
        ("camera", "DataMatrix"),
    }
    assert len({r.scan_id for r in reads}) == len(reads)


def test_several_labels_in_view_are_each_one_scan(tmp_path: Path) -> None:
    together = shown(matrix("00017000042103"), matrix("00017000043200"))
    said = list(reader(video_file(tmp_path / "film.avi", [together] * 30)))
    assert codes(said) == ["ready", "00017000042103", "00017000043200", "ended"]


def test_two_readings_of_one_place_are_said_once_and_no_scan(tmp_path: Path) -> None:
    doubtful = shown(spliced("10000100000110", "10000200000220"))
    said = list(reader(video_file(tmp_path / "film.avi", [doubtful] * 2 * FPS)))
    assert codes(said) == ["ready", "not-read", "ended"]
    assert isinstance(said[1], Notice)
    assert said[1].detail == (
        "Reader camera film.avi: expected one reading of each place, got two."
    )


class Doubtful:
    """A decoder that is in doubt about these frames, counted from 1, and reads nothing."""

    def __init__(self, *frames: int) -> None:
        self.frames = frames
        self.count = 0

    def decode(self, image: GrayImage, budget_ms: float, wanted: int = 1) -> Reading:
        """No symbol, and perhaps a doubt."""
        self.count += 1
        corners = ((0, 0), (9, 0), (9, 9), (0, 9))
        doubt = Disagreement(corners, (("zxing", "1"), ("zbar", "2")))
        return Reading((), (doubt,) if self.count in self.frames else (), 0)


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        (range(1, DOUBTFUL_FRAMES), []),
        (range(1, DOUBTFUL_FRAMES + 1), ["not-read"]),
        (range(1, 30), ["not-read"]),
        (range(1, 30, 2), []),
        ([*range(1, 5), *range(8, 12)], ["not-read"]),  # not gone for long enough
    ],
    ids=["too short", "long enough", "once", "flickers", "the same again"],
)
def test_a_doubt_that_lasts_is_said(tmp_path: Path, frames: Sequence[int], said: list[str]) -> None:
    film = video_file(tmp_path / "film.avi", [EMPTY] * FPS)
    camera = CameraReader(str(film), "room-2", Doubtful(*frames), CLOCK)
    assert codes(list(camera)) == ["ready", *said, "ended"]


def test_an_empty_film_shows_nothing(tmp_path: Path) -> None:
    assert codes(list(reader(video_file(tmp_path / "film.avi", [EMPTY] * 20)))) == [
        "ready",
        "ended",
    ]


def test_a_network_camera_is_read_unplugged_and_found_again() -> None:
    one, other = (jpeg(shown(matrix(text))) for text in ("00017000042103", "00017000043200"))
    with network_camera([one]) as camera:
        port = camera.port
        with listening(reader(camera.url)) as ears:
            assert ears.texts(2) == ["ready", "00017000042103"]
            camera.unplug()
            assert ears.notice("lost").detail == (
                "Reader camera 127.0.0.1: expected the next frame, got none."
            )
            assert ears.silent()
            with network_camera([other], port):
                assert ears.texts(2) == ["ready", "00017000043200"]


class Slow:
    """A decoder that takes its time, and notes how many frames were sent since the one it got."""

    def __init__(self, camera: NetworkCamera) -> None:
        self.camera = camera
        self.behind: list[int] = []

    def decode(self, image: GrayImage, budget_ms: float, wanted: int = 1) -> Reading:
        """Read the number that the frame shows, and then do nothing for a while."""
        reading = CASCADE.decode(image, budget_ms, wanted)
        self.behind += [self.camera.sent - int(symbol.text) for symbol in reading.symbols]
        time.sleep(0.4)
        return reading


def test_a_slow_decoder_gets_new_frames_of_a_network_camera() -> None:
    """Measured in frames: whatever slows this machine down slows the camera down, too."""
    frames = [jpeg(shown(matrix(f"{number:06d}"))) for number in range(300)]
    with network_camera(frames) as camera:
        slow = Slow(camera)
        reader = CameraReader(camera.url, "room-2", slow, CLOCK)
        for _ in reader:
            if len(slow.behind) == 8:
                reader.close()
    assert max(slow.behind) <= NEWEST_WITHIN, slow.behind


class Stepped:
    """A capture whose frames come when the test says so, numbered by brightness."""

    def __init__(self) -> None:
        self.steps = Semaphore(0)
        self.taken = Semaphore(0)
        self.number = 0
        self.released = False
        self.ends_after = 250

    def read(self) -> tuple[bool, Any]:
        """The next frame, once it is asked for."""
        self.taken.release()
        self.steps.acquire()
        self.number += 1
        return self.number <= self.ends_after, np.full((2, 2, 3), self.number, np.uint8)

    def release(self) -> None:
        """Note that the device was let go."""
        self.released = True

    def step(self, count: int) -> None:
        """Let so many frames come, and wait until the last of them is kept."""
        self.taken.acquire()
        for _ in range(count):
            self.steps.release()
            self.taken.acquire()
        self.taken.release()


@pytest.fixture
def stepped() -> Iterator[tuple[Stepped, Newest]]:
    capture = Stepped()
    newest = Newest(capture, CLOCK)
    yield capture, newest
    capture.ends_after = 0
    capture.steps.release()
    newest.close()
    assert capture.released


def test_a_slow_consumer_gets_the_newest_frame(stepped: tuple[Stepped, Newest]) -> None:
    capture, newest = stepped
    for count, expected in ((1, 1), (50, 51), (100, 151), (1, 152)):
        capture.step(count)
        frame = newest.take(0)
        assert frame is not None
        assert (frame.number, int(frame.picture[0, 0, 0])) == (expected, expected)


def test_a_frame_is_given_out_once(stepped: tuple[Stepped, Newest]) -> None:
    capture, newest = stepped
    capture.step(1)
    assert newest.take(0) is not None
    assert newest.take(0.01) is None


def test_the_last_frame_comes_before_the_end(stepped: tuple[Stepped, Newest]) -> None:
    capture, newest = stepped
    capture.ends_after = 2
    capture.step(2)
    capture.steps.release()
    frame = newest.take(1)
    assert frame is not None
    assert frame.number == 2
    with pytest.raises(EOFError):
        newest.take(20)


def test_a_device_that_fails_is_a_device_that_ends() -> None:
    class Failing(Stepped):
        def read(self) -> tuple[bool, Any]:
            raise cv2.error("broken")

    newest = Newest(Failing(), CLOCK)
    with pytest.raises(EOFError):
        newest.take(20)


LOST = {
    "/dev/video99": "Reader camera video99: expected a camera that opens, got none.",
    "99": "Reader camera 99: expected a camera that opens, got none.",
    "nowhere/film.avi": "Reader camera film.avi: expected a camera that opens, got none.",
    "http://user:secret@127.0.0.1:9/stream": (
        "Reader camera 127.0.0.1: expected a camera that opens, got none."
    ),
}


@pytest.mark.parametrize(("source", "detail"), LOST.items(), ids=LOST)
def test_a_camera_that_is_not_there_is_waited_for(
    source: str, detail: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with listening(reader(source)) as ears:
        assert ears.notice("lost").detail == detail
        assert ears.silent()
    assert capfd.readouterr() == ("", "")  # OpenCV's own words would hold the password


@pytest.mark.parametrize(("more", "code"), [(-1, "ready"), (0, "ready"), (1, "lost")])
def test_a_frame_has_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, code: str
) -> None:
    film = video_file(tmp_path / "film.avi", [EMPTY] * 20)
    monkeypatch.setattr(camera_module, "MAX_FRAME_PIXELS", EMPTY.size - more)
    with listening(reader(film)) as ears:
        ears.notice("ready")
        if code == "lost":
            assert ears.notice("lost").detail == (
                "Reader camera film.avi: expected at most 307199 pixels, got 640 × 480."
            )
        else:
            ears.notice("ended")


def test_sources_are_told_apart() -> None:
    files = {"film.avi": True, "a/film.mjpeg": True, "0": False, "/dev/video0": False}
    assert {source: is_file(source) for source in files} == files
    assert not is_file("rtsp://camera.example/stream")
    assert name_of("https://a:b@camera.example:8080/x?token=1") == "camera camera.example"


def test_a_file_under_dev_is_a_film() -> None:
    with NamedTemporaryFile(dir="/dev/shm", suffix=".avi") as file:
        assert is_file(file.name)
        assert kind_of(file.name) == ("camera", file.name)


def frames() -> JpegFrames:
    return JpegFrames(lambda: CASCADE)


def test_one_camera_holds_nothing_of_another() -> None:
    first = frames()
    still = jpeg(shown(matrix("00017000042103")))
    assert [one.frames for one in first.look(still).held] == [0]
    other = first.fresh()
    assert other.look(jpeg(EMPTY)).held == ()
    assert [one.frames for one in first.look(still).held] == [0]  # read again, not held


def test_a_jpeg_frame_is_read() -> None:
    view = frames().look(jpeg(shown(matrix("00017000042103"))))
    assert (view.width, view.height, view.hints) == (WIDTH, HEIGHT, ())
    assert [symbol.text for symbol in view.reading.symbols] == ["00017000042103"]


def head(width: int, height: int) -> bytes:
    """The head of a JPEG picture of that size, which is not in it."""
    data = bytearray(jpeg(EMPTY))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


BAD = {
    "nothing": (b"", "Frame: expected a whole JPEG picture, got other bytes."),
    "another kind": (
        cv2.imencode(".png", EMPTY)[1].tobytes(),
        "Frame: expected a whole JPEG picture, got other bytes.",
    ),
    "cut short": (jpeg(EMPTY)[:400], "Frame: expected a whole JPEG picture, got other bytes."),
    "too large": (
        head(3841, 2160),
        f"Frame: expected at most {MAX_FRAME_PIXELS} pixels, got 3841 × 2160.",
    ),
    "a bomb": (
        head(65500, 65500),
        "Frame: expected a whole JPEG picture, got other bytes.",
    ),
}


@pytest.mark.parametrize(("data", "sentence"), BAD.values(), ids=BAD)
def test_a_frame_that_is_no_picture_is_named(data: bytes, sentence: str) -> None:
    with pytest.raises(ImageError) as refused:
        frames().look(data)
    assert str(refused.value) == sentence


def test_the_largest_frame_is_read() -> None:
    large = np.full((2160, 3840), 255, np.uint8)
    symbol = matrix("00017000042103")
    large[100 : 100 + symbol.shape[0], 100 : 100 + symbol.shape[1]] = symbol
    found = frames().look(jpeg(large))
    assert [symbol.text for symbol in found.reading.symbols] == ["00017000042103"]
