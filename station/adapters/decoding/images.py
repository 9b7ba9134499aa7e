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

# What Pillow raises for a damaged file, found by damaging files; a test does it again.
_DAMAGED = (OSError, SyntaxError, ValueError)


def load(path: Path) -> GrayImage:
    """Return the first frame of the file as grey, shape (height, width), 0 black to 255 white.

    The camera's orientation note is followed, and what is transparent counts as white.
    Raises `ImageError` when the file is missing, none of `KINDS`, damaged, or too large.
    """
    return grey(_read_bytes(path), path)


def grey(data: bytes, path: Path) -> GrayImage:
    """``load`` of bytes that are here already; ``path`` is only named. Raises `ImageError`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a picture with a damaged note is still a picture
        try:
            with Image.open(BytesIO(data), formats=KINDS) as image:
                _check_size(path, image.width, image.height)
                return _grey(path, ImageOps.exif_transpose(image))
        except Image.DecompressionBombError as error:
            raise ImageError(
                "Image '{path}': expected at most {most} pixels and {side} a side, got far more.",
                path=path,
                most=MAX_PIXELS,
                side=MAX_SIDE_PX,
            ) from error
        except UnidentifiedImageError as error:
            raise ImageError(
                "Image '{path}': expected one of {known}, got another kind of file.",
                path=path,
                known=", ".join(KINDS),
            ) from error
        except _DAMAGED as error:
            raise ImageError(
                "Image '{path}': expected a whole picture, got a damaged one.", path=path
            ) from error


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ImageError(
            "Image '{path}': expected a file that can be read, got '{why}'.",
            path=path,
            why=error.strerror,
        ) from error
    if len(data) > MAX_FILE_BYTES:
        raise ImageError(
            "Image '{path}': expected at most {limit} bytes, got more.",
            path=path,
            limit=MAX_FILE_BYTES,
        )
    return data


def _check_size(path: Path, width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_PX:
        raise ImageError(
            "Image '{path}': expected at most {most} pixels and {side} a "
            "side, got {width} × {height}.",
            path=path,
            most=MAX_PIXELS,
            side=MAX_SIDE_PX,
            width=width,
            height=height,
        )


def _grey(path: Path, image: Image.Image) -> GrayImage:
    if image.mode.startswith("I;16"):
        return (np.asarray(image) >> 8).astype(np.uint8)
    if image.mode in ("I", "F"):
        raise ImageError("Image '{path}': expected at most 16 bits a colour, got 32.", path=path)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return np.array(image.convert("L"), np.uint8)
