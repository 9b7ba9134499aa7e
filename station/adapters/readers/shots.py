"""Whole pictures of a camera, a film or a network address, for whoever looks at all in them."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np

from station.adapters.readers.camera import NETWORK, is_device, is_file, name_of, open_capture
from station.adapters.readers.newest import Newest
from station.ports.clock import Clock
from station.ports.reader import ReaderError
from station.ports.viewfinder import Shot

FILMS = frozenset({".avi", ".mjpeg", ".mkv", ".mov", ".mp4", ".webm", ".y4m"})


def is_camera(source: str) -> bool:
    """Whether a source is a camera or a film; anything else is a picture, a file under /dev too.

    >>> is_camera("0"), is_camera("/dev/video2"), is_camera("tray.mp4"), is_camera("tray.jpg")
    (True, True, True, False)
    """
    named = source.isdigit() or source.startswith(NETWORK)
    return is_device(source) or named or Path(source).suffix.lower() in FILMS


def camera_shots(source: str, seconds: float, clock: Clock) -> Iterator[Shot]:
    """The newest picture each time one is asked for, until a film ends or ``seconds`` are over.

    Raises ReaderError when none comes.
    """
    name = name_of(source)
    try:
        capture = open_capture(source)
    except cv2.error as error:
        raise _none(name) from error
    if not capture.isOpened():
        raise _none(name)
    fps = capture.get(cv2.CAP_PROP_FPS) or 25.0
    with closing(Newest(capture, clock, fps if is_file(source) else None)) as newest:
        shots = 0
        for picture in _pictures(newest, time.monotonic() + seconds):
            shots += 1
            grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
            yield Shot(name, np.asarray(grey, np.uint8), np.asarray(picture, np.uint8))
        if not shots:
            raise _none(name)


def _pictures(newest: Newest, ends_at: float) -> Iterator[cv2.typing.MatLike]:
    while (left := ends_at - time.monotonic()) > 0:
        try:
            frame = newest.take(left)
        except EOFError:
            return
        if frame is not None:
            yield frame.picture


def _none(name: str) -> ReaderError:
    camera = f"{name[:1].upper()}{name[1:]}"
    return ReaderError("{camera}: expected a picture, got none.", camera=camera)
