"""A camera through OpenCV: a device, a video file or a network address, always its newest frame."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import cv2

from station.adapters.readers.newest import Frame, Newest
from station.adapters.readers.reopening import POLL_S, LostError, new_scan_id, reopening
from station.domain.in_view import InView
from station.ports.clock import Clock
from station.ports.decoder import Decoder, GrayImage
from station.ports.reader import Notice, Read

LOOK_BUDGET_MS = 150.0  # the next frame is another chance; a tilted label takes about 100
MAX_FRAME_PIXELS = 3840 * 2160  # 4K; more takes longer to look at than a hand holds still
WANTED_SIZE_PX = (1920, 1080)  # of a device: OpenCV's own 640 × 480 shows no thin bars
DOUBTFUL_FRAMES = (
    3  # in doubt one after the other: a doubt that the next frame settles helps nobody
)
NETWORK_TIMEOUT_MS = 5_000  # a camera that sends no frame for so long is gone
NETWORK = ("http://", "https://", "rtsp://", "rtsps://")
DEVICES = "/dev/"
DOUBT = "doubt"  # all that is in doubt, as one thing in view

# FFmpeg's and OpenCV's own lines on standard error hold addresses whole, with their passwords.
# FFmpeg's level is taken from the environment once, at the first use by anyone: so it is set here.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


class CameraReader:
    """One camera; implements ``ports.reader.Reader``.

    ``source`` is a device ("0", "/dev/video0"), a network address, or a video file, which is
    played once at its own pace.
    """

    def __init__(self, source: str, place: str, decoder: Decoder, clock: Clock) -> None:
        self.name = name_of(source)
        self.place = place
        self._source = source
        self._decoder = decoder
        self._clock = clock
        self._view = InView()  # stays when the camera is lost for a moment
        self._doubts = InView()
        self._doubtful = 0  # frames, one after the other
        self._closed = Event()

    def __iter__(self) -> Iterator[Read | Notice]:
        """What it says, until it is closed or a video file is over."""
        return reopening(lambda: closing(self._open()), self._listen, self._closed, self._clock)

    def close(self) -> None:
        """Let the iteration end."""
        self._closed.set()

    def _open(self) -> Newest:
        try:
            capture = open_capture(self._source)
        except cv2.error as error:
            raise self._lost("a camera that opens", "a fault") from error
        if not capture.isOpened():
            raise self._lost("a camera that opens", "none")
        fps = capture.get(cv2.CAP_PROP_FPS) or 25.0
        return Newest(capture, self._clock, fps if is_file(self._source) else None)

    def _listen(self, newest: Newest) -> Iterator[Read | Notice]:
        ready = False
        while not self._closed.is_set():
            try:
                frame = newest.take(POLL_S)
            except EOFError as error:
                if ready and is_file(self._source):
                    yield Notice("ended", self._clock.now(), f"Reader {self.name}: over.")
                    return
                raise self._lost("the next frame", "none") from error
            if frame is None:
                continue
            if not ready:
                yield Notice("ready", frame.at, f"Reader {self.name}: sends frames.")
                ready = True
            yield from self._look(frame)

    def _look(self, frame: Frame) -> Iterator[Read | Notice]:
        height, width = frame.picture.shape[:2]
        if height * width > MAX_FRAME_PIXELS:
            raise self._lost(f"at most {MAX_FRAME_PIXELS} pixels", f"{width} × {height}")
        grey: GrayImage = cv2.cvtColor(frame.picture, cv2.COLOR_BGR2GRAY)  # type: ignore[assignment]
        reading = self._decoder.decode(grey, LOOK_BUDGET_MS)
        symbols = {s.text: s for s in reading.symbols}
        text = self._view.look(symbols, frame.at)
        if text is not None:
            yield Read(text, frame.at, "camera", new_scan_id(), symbols[text].symbology)
        yield from self._doubt(bool(reading.disagreements), frame.at)

    def _doubt(self, doubtful: bool, at: datetime) -> Iterator[Notice]:
        """Two readings of one place, said once until they have left the view."""
        self._doubtful = self._doubtful + 1 if doubtful else 0
        in_view = [DOUBT] if self._doubtful >= DOUBTFUL_FRAMES else []
        if self._doubts.look(in_view, at) is not None:
            why = "one reading of each place, got two"
            yield Notice("not-read", at, f"Reader {self.name}: expected {why}.")

    def _lost(self, expected: str, got: str) -> LostError:
        return LostError(f"Reader {self.name}: expected {expected}, got {got}.")


def open_capture(source: str) -> cv2.VideoCapture:
    """OpenCV's capture for a source, open or not."""
    if is_file(source):
        return cv2.VideoCapture(source, cv2.CAP_FFMPEG)
    if source.startswith(NETWORK):
        limits = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, cv2.CAP_PROP_READ_TIMEOUT_MSEC)
        values = [value for limit in limits for value in (limit, NETWORK_TIMEOUT_MS)]
        return cv2.VideoCapture(source, cv2.CAP_FFMPEG, values)
    device = f"{DEVICES}video{source}" if source.isdigit() else source
    capture = cv2.VideoCapture(device, cv2.CAP_V4L2)
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, WANTED_SIZE_PX[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, WANTED_SIZE_PX[1])
    return capture


def is_file(source: str) -> bool:
    """Whether the source is a video file: no number, no device, no network address."""
    return not (source.isdigit() or is_device(source) or source.startswith(NETWORK))


def is_device(source: str) -> bool:
    """Whether a path names a device; what lies under /dev may be a plain file, as in /dev/shm."""
    return source.startswith(DEVICES) and not Path(source).is_file()


def name_of(source: str) -> str:
    """What people call the camera: of an address only the host, for it may hold a password.

    >>> name_of("rtsp://user:secret@ward-3.example/stream"), name_of("0"), name_of("films/a.avi")
    ('camera ward-3.example', 'camera 0', 'camera a.avi')
    """
    if source.startswith(NETWORK):
        return f"camera {urlsplit(source).hostname}"
    return f"camera {Path(source).name}"
