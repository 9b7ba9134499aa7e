"""Frames that a tablet sends: JPEG pictures, read within the time of a frame."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image

from station.adapters.readers.camera import LOOK_BUDGET_MS, MAX_FRAME_PIXELS
from station.ports.decoder import Decoder, ImageError, Reading

# What Pillow raises for a damaged picture, as in decoding.images.
_DAMAGED = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


@dataclass(frozen=True)
class JpegFrames:
    """Reads JPEG frames; implements ``ports.decoder.FrameDecoder``."""

    decoder: Decoder

    def decode(self, data: bytes) -> Reading:
        """Read the symbols of one frame. Raises `ImageError` when it is no picture, or too large.

        The size is taken from its head, before any of it is unpacked.
        """
        try:
            with Image.open(BytesIO(data), formats=("JPEG",)) as image:
                if image.width * image.height > MAX_FRAME_PIXELS:
                    raise ImageError(
                        "Frame: expected at most {limit} pixels, got {width} × {height}.",
                        limit=MAX_FRAME_PIXELS,
                        width=image.width,
                        height=image.height,
                    )
                grey = np.array(image.convert("L"), np.uint8)
        except _DAMAGED as error:
            raise ImageError("Frame: expected a whole JPEG picture, got other bytes.") from error
        return self.decoder.decode(grey, LOOK_BUDGET_MS)
