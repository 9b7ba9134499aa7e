"""Reads an image file as a grey picture, upright and on white."""

import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from station.ports.decoder import GrayImage, ImageError

KINDS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")
MAX_FILE_BYTES = 64 * 2**20  # a 24 MP photograph as PNG is about 40 MB
MAX_PIXELS = 80_000_000  # more than the cameras on a ward have; 80 MB as grey
MAX_SIDE_PX = 16_000  # turned askew and with a margin it stays below OpenCV's 32,767
_AT_MOST_PIXELS = f"at most {MAX_PIXELS} pixels and {MAX_SIDE_PX} a side"

# What Pillow raises for a damaged file, found by damaging files; a test does it again.
_DAMAGED = (OSError, SyntaxError, ValueError)


def load(path: Path) -> GrayImage:
    """Return the first frame of the file as grey, shape (height, width), 0 black to 255 white.

    The camera's orientation note is followed, and what is transparent counts as white.
    Raises `ImageError` when the file is missing, none of `KINDS`, damaged, or too large.
    """
    data = _read_bytes(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a picture with a damaged note is still a picture
        try:
            with Image.open(BytesIO(data), formats=KINDS) as image:
                _check_size(path, image.width, image.height)
                return _grey(path, ImageOps.exif_transpose(image))
        except Image.DecompressionBombError as error:
            raise _unfit(path, _AT_MOST_PIXELS, "far more") from error
        except UnidentifiedImageError as error:
            raise _unfit(path, f"one of {', '.join(KINDS)}", "another kind of file") from error
        except _DAMAGED as error:
            raise _unfit(path, "a whole picture", "a damaged one") from error


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise _unfit(path, "a file that can be read", f"'{error.strerror}'") from error
    if len(data) > MAX_FILE_BYTES:
        raise _unfit(path, f"at most {MAX_FILE_BYTES} bytes", "more")
    return data


def _check_size(path: Path, width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_PX:
        raise _unfit(path, _AT_MOST_PIXELS, f"{width} × {height}")


def _grey(path: Path, image: Image.Image) -> GrayImage:
    if image.mode.startswith("I;16"):
        return (np.asarray(image) >> 8).astype(np.uint8)
    if image.mode in ("I", "F"):
        raise _unfit(path, "at most 16 bits a colour", "32")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return np.array(image.convert("L"), np.uint8)


def _unfit(path: Path, expected: str, got: str) -> ImageError:
    return ImageError(f"Image '{path}': expected {expected}, got {got}.")
