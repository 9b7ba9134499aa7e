"""Frames that a tablet sends: JPEG pictures, read and looked at within the time of a frame."""

from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from station.adapters.looking.caps import caps
from station.adapters.looking.hints import hints
from station.adapters.looking.hold import hold
from station.adapters.readers.camera import LOOK_BUDGET_MS, MAX_FRAME_PIXELS
from station.ports.decoder import Decoder, ImageError
from station.ports.viewfinder import ColourImage, FrameView, Held

# What Pillow raises for a damaged picture, as in decoding.images.
_DAMAGED = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


class JpegFrames:
    """Reads the JPEG frames of one camera; implements ``ports.viewfinder.Viewfinder``.

    ``make`` gives a decoder for each camera: it may remember the frames before.
    """

    def __init__(self, make: Callable[[], Decoder]) -> None:
        self._make = make
        self._decoder = make()
        self._held: tuple[Held, ...] = ()

    def fresh(self) -> "JpegFrames":
        """One for another camera."""
        return JpegFrames(self._make)

    def look(self, data: bytes, wanted: int = 1) -> FrameView:
        """Read the next frame, and say how it is.

        Raises `ImageError` when it is no picture, or too large; the size is taken from its head,
        before any of it is unpacked.
        """
        colour = _unpacked(data)
        grey = np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)
        reading = self._decoder.decode(grey, LOOK_BUDGET_MS, wanted)
        self._held = hold(grey, reading.symbols, self._held)
        height, width = grey.shape
        found = caps(colour, reading.symbols)
        help_with = hints(grey, reading.symbols, reading.disagreements)
        return FrameView(reading, self._held, help_with, found, width, height)


def _unpacked(data: bytes) -> ColourImage:
    try:
        with Image.open(BytesIO(data), formats=("JPEG",)) as image:
            if image.width * image.height > MAX_FRAME_PIXELS:
                raise ImageError(
                    "Frame: expected at most {limit} pixels, got {width} × {height}.",
                    limit=MAX_FRAME_PIXELS,
                    width=image.width,
                    height=image.height,
                )
            return np.ascontiguousarray(np.array(image.convert("RGB"), np.uint8)[:, :, ::-1])
    except _DAMAGED as error:
        raise ImageError("Frame: expected a whole JPEG picture, got other bytes.") from error
