"""The ways to look at one picture: as it is, and what rescues a symbol that cannot be read so."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from station.adapters.decoding.formats import LINEAR_FORMATS
from station.ports.decoder import Corners, GrayImage, Point

Matrix = MatLike
"""Affine map, shape (2, 3): from pixels of the original picture to those of the scanned one."""

DIRECT = "direct"  # the picture as it is; all other scans are rescues
SAME: Matrix = np.array([[1.0, 0, 0], [0, 1, 0]])
WHITE = 255

# A turn of 45° reads codes that lie 35° to 55° askew, and so on: bar codes are read up to about
# 10° askew, and quarter turns are the decoder's own.
TURNS_DEG = (45, 25, 65)
# A large picture, out of focus or noisy, is read from means of so many by so many pixels; several,
# for each to confirm the others. In a smaller picture the thin bars would run together.
REDUCTIONS = (3, 4, 6, 8)
MIN_REDUCED_SIDE_PX = 1000
MAX_ENLARGED_PIXELS = 4_000_000  # a larger picture has pixels enough, and ×2 would take seconds
UPRIGHT_SCALE = 2
MAX_DOUBLED_SIDE_PX = 2000  # a larger symbol has pixels enough
MIN_MARGIN_PX = 16
MARGIN = 0.15  # of the longest side: the quiet zone, and rows that the first decoder missed


@dataclass(frozen=True)
class Scan:
    """One look at a picture: the pixels shown to the decoders, and for which formats."""

    name: str
    image: GrayImage
    matrix: Matrix
    formats: tuple[str, ...]

    def to_original(self, corners: Corners) -> Corners:
        """Map corners found in this scan to pixels of the picture itself."""
        back = cv2.invertAffineTransform(self.matrix)
        a, b, c, d = (_moved(corner, back) for corner in corners)
        return a, b, c, d


def scans(image: GrayImage, formats: tuple[str, ...]) -> Iterator[Scan]:
    """Yield one scan after the other, each made only when it is asked for."""
    yield Scan(DIRECT, image, SAME, formats)
    linear = tuple(name for name in formats if name in LINEAR_FORMATS)
    for angle in TURNS_DEG if linear else ():
        yield _turned(image, angle, linear)
    for parts in REDUCTIONS if linear and max(image.shape) >= MIN_REDUCED_SIDE_PX else ():
        yield _reduced(image, parts, linear)
    yield Scan("threshold", _threshold(image), SAME, formats)
    yield Scan("contrast", _contrast(image), SAME, formats)
    if image.size <= MAX_ENLARGED_PIXELS:
        yield _enlarged(image, formats)


def upright(image: GrayImage, corners: Corners, formats: tuple[str, ...], name: str) -> Scan:
    """Return the symbol at ``corners`` alone: turned upright, with a margin, enlarged."""
    ends = np.array(corners, np.float64)
    right, down = ends[1] - ends[0]
    doubled = np.ptp(ends, axis=0).max() <= MAX_DOUBLED_SIDE_PX
    angle_deg = float(np.degrees(np.arctan2(down, right)))
    matrix = cv2.getRotationMatrix2D((0, 0), angle_deg, UPRIGHT_SCALE if doubled else 1)
    turned = ends @ matrix[:, :2].T
    low, high = turned.min(axis=0), turned.max(axis=0)
    margin = max(MIN_MARGIN_PX, MARGIN * float((high - low).max()))
    matrix[:, 2] = margin - low
    width, height = (int(side) for side in np.ceil(high - low + 2 * margin))
    return Scan(name, _warped(image, matrix, (width, height)), matrix, formats)


def _turned(image: GrayImage, angle_deg: int, formats: tuple[str, ...]) -> Scan:
    height, width = image.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    size = int(height * sin + width * cos), int(height * cos + width * sin)
    turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return Scan(f"turned {angle_deg}°", _warped(image, turn, size), turn, formats)


def _reduced(image: GrayImage, parts: int, formats: tuple[str, ...]) -> Scan:
    height, width = (max(1, side // parts) for side in image.shape)
    means = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    matrix = np.array([[width / image.shape[1], 0, 0], [0, height / image.shape[0], 0]])
    return Scan(f"reduced {parts} times", np.asarray(means, np.uint8), matrix, formats)


def _enlarged(image: GrayImage, formats: tuple[str, ...]) -> Scan:
    double = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return Scan("enlarged", np.asarray(double, np.uint8), 2 * SAME, formats)


def _threshold(image: GrayImage) -> GrayImage:
    block = max(3, min(image.shape) // 16 | 1)
    black_white = cv2.adaptiveThreshold(
        image, WHITE, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, block, 5
    )
    return np.asarray(black_white, np.uint8)


def _contrast(image: GrayImage) -> GrayImage:
    return np.asarray(cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(image), np.uint8)


def _warped(image: GrayImage, matrix: Matrix, size: Point) -> GrayImage:
    """A white surround would spoil zxing-cpp's guess at what is dark: the edge is drawn out."""
    edge = cv2.BORDER_REPLICATE
    warped = cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=edge)
    return np.asarray(warped, np.uint8)


def _moved(corner: Point, matrix: Matrix) -> Point:
    x, y = matrix @ (*corner, 1)
    return round(x), round(y)
