"""The newest frame of a camera: a thread of its own takes them all, and keeps only the last.

Whoever reads frame by frame and is slower than the camera falls behind by seconds (measured).
"""

from dataclasses import dataclass
from datetime import datetime
from threading import Condition, Event, Thread
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from station.ports.clock import Clock


class Capture(Protocol):
    """What OpenCV's VideoCapture does of use here."""

    def read(self) -> tuple[bool, Any]:
        """Whether there was a frame, and the frame, shape (height, width, 3); waits for it."""
        ...

    def release(self) -> None:
        """Let go of the device."""
        ...


@dataclass(frozen=True)
class Frame:
    """One picture as it came, numbered from 1."""

    number: int
    at: datetime
    picture: NDArray[np.uint8]


class Newest:
    """Takes every frame of ``capture`` as it comes, and gives out the newest.

    ``fps`` is the pace of a film, which would else be over at once; None: the capture's own.
    """

    def __init__(self, capture: Capture, clock: Clock, fps: float | None = None) -> None:
        self._capture = capture
        self._clock = clock
        self._fps = fps
        self._changed = Condition()
        self._frame: Frame | None = None
        self._ended = False
        self._closed = Event()
        self._thread = Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def take(self, timeout_s: float) -> Frame | None:
        """The newest frame that was not given out yet; None when none comes in time.

        Raises EOFError when no more will come.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._frame or self._ended, timeout_s)
            frame, self._frame = self._frame, None
            if frame is None and self._ended:
                raise EOFError
            return frame

    def close(self) -> None:
        """Let go of the device; at once, or when a frame or its time limit has come."""
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        number = 0
        try:
            while not self._closed.wait(1 / self._fps if self._fps else 0):
                there, picture = self._capture.read()
                if not there:
                    break
                number += 1
                self._keep(Frame(number, self._clock.now(), picture))
        except cv2.error:
            pass  # a device that fails is a device that ends: whoever takes frames is told so
        finally:
            self._capture.release()
            self._keep(None)

    def _keep(self, frame: Frame | None) -> None:
        """The newest frame, or the end; a last frame that nobody has taken yet stays."""
        with self._changed:
            self._frame = frame or self._frame
            self._ended = frame is None
            self._changed.notify_all()
