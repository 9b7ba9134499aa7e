"""Symbols drawn for the tests of reading: how they look is an argument."""

from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from station.ports.decoder import GrayImage

WHITE = 255


def stopped() -> float:
    """A clock that stands still: on a busy machine too, no budget ends before the last look."""
    return 0.0


def symbol(text: str, symbology: str = "Code128", module_px: int = 3) -> GrayImage:
    """Return the symbol with its quiet zone."""
    square = {"force_square": True} if symbology == "DataMatrix" else {}
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology), **square)
    return np.array(made.to_image(scale=module_px, add_quiet_zones=True), np.uint8)


def sheet(height: int, width: int, *placed: tuple[int, int, GrayImage]) -> GrayImage:
    """Return a white picture with each symbol at (top, left)."""
    picture = np.full((height, width), WHITE, np.uint8)
    for top, left, image in placed:
        picture[top : top + image.shape[0], left : left + image.shape[1]] = image
    return picture


@dataclass(frozen=True)
class Photograph:
    """How a picture is spoilt: turned in degrees, blurred in px, darkened, with noise."""

    turn_deg: float = 0
    blur_px: float = 0
    light: float = 1
    noise: float = 0

    def of(self, picture: GrayImage) -> GrayImage:
        """Return the spoilt picture; the noise is the same each time."""
        image = Image.fromarray(np.pad(picture, 60, constant_values=WHITE))
        turned = image.rotate(self.turn_deg, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)
        blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(self.blur_px)), np.float64)
        noise = np.random.default_rng(1).normal(0, self.noise, blurred.shape)
        return np.clip(blurred * self.light + noise, 0, WHITE).astype(np.uint8)
