"""The ways to look at one picture: as it is, and what rescues a symbol that cannot be read so."""

from dataclasses import dataclass, replace
from enum import Enum

import cv2
import numpy as np
from cv2.typing import MatLike

from station.adapters.decoding.formats import LINEAR_FORMATS
from station.ports.decoder import Corners, GrayImage, Point

Matrix = MatLike
"""Affine map, shape (2, 3): from pixels of the original picture to those of the scanned one."""

DIRECT = "direct"  # the picture as it is
QUARTERS = "quarter turns"  # and in any quarter turn
FULLER = "fuller"  # and with all that the decoder has; all others are rescues
UNCHANGED = (DIRECT, QUARTERS, FULLER)
SAME: Matrix = np.array([[1.0, 0, 0], [0, 1, 0]])
WHITE = 255

UPRIGHT_SCALE = 2
MAX_DOUBLED_SIDE_PX = 2000  # a larger symbol has pixels enough
MIN_MARGIN_PX = 16
MARGIN = 0.15  # of the longest side: the quiet zone, and rows that the first decoder missed
# A bar code is the same in all its rows: so many show it, and cost less than all of them.
STRIP_ROWS = 48
SHARPENED, SHARPENED_BLUR_PX = 3.0, 4.0  # measured on blurred, moved and small matrix codes


class How(Enum):
    """How the decoders look: at what stands upright, at any quarter turn, or with all they have."""

    UPRIGHT = "upright"
    QUARTER_TURNS = "quarter turns"
    THOROUGH = "thorough"
    BY_ZBAR = "by zbar"


@dataclass(frozen=True)
class Rendition:
    """One look at a picture: the pixels shown to the decoders, and for which formats."""

    name: str
    image: GrayImage
    matrix: Matrix
    formats: tuple[str, ...]
    how: How = How.UPRIGHT

    def to_original(self, corners: Corners) -> Corners:
        """Map corners found in this scan to pixels of the picture itself."""
        back = cv2.invertAffineTransform(self.matrix)
        a, b, c, d = (_moved(corner, back) for corner in corners)
        return a, b, c, d


def upright(image: GrayImage, corners: Corners, symbology: str, name: str) -> list[Rendition]:
    """Return the symbol at ``corners`` alone: turned upright, with a margin, enlarged.

    A bar code comes as a strip of at most `STRIP_ROWS` rows, from top to bottom of the symbol;
    a matrix code a second time, sharpened.
    """
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
    linear = symbology in LINEAR_FORMATS
    if linear and height > STRIP_ROWS:
        matrix[1] *= STRIP_ROWS / height
        height = STRIP_ROWS
    alone = Rendition(name, warped(image, matrix, (width, height)), matrix, (symbology,))
    if linear:
        return [alone]
    return [alone, replace(alone, name=f"{name}, sharpened", image=_sharp(alone.image))]


def reduced(scan: Rendition, parts: int) -> Rendition:
    """Means of ``parts`` by ``parts`` pixels: against noise, and for symbols out of focus."""
    old = scan.image.shape
    height, width = (max(1, side // parts) for side in old)
    means = cv2.resize(scan.image, (width, height), interpolation=cv2.INTER_AREA)
    matrix = np.array([[width / old[1], 0, 0], [0, height / old[0], 0]])
    return _changed(scan, f"reduced {parts} times", means, matrix)


def turned(scan: Rendition) -> Rendition:
    """Turned by 45°: zxing-cpp finds other matrix codes in it."""
    height, width = scan.image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 45, 1.0)
    side = int(abs(matrix[0, 0]) * (width + height))
    matrix[:, 2] += (side - width) / 2, (side - height) / 2
    return _changed(scan, "turned", warped(scan.image, matrix, (side, side)), matrix)


def enlarged(scan: Rendition) -> Rendition:
    """Twice as wide and high."""
    return _changed(scan, "enlarged", _times(scan.image, 2), 2 * SAME)


def softened(scan: Rendition) -> Rendition:
    """Blurred, which takes noise away, then twice as wide and high."""
    soft = np.asarray(cv2.GaussianBlur(scan.image, (0, 0), 1), np.uint8)
    return _changed(scan, "softened", _times(soft, 2), 2 * SAME)


def sharpened(scan: Rendition) -> Rendition:
    """Thrice as wide and high, and what a blur takes given back threefold."""
    return _changed(scan, "sharpened", _sharp(_times(scan.image, 3)), 3 * SAME)


def threshold(scan: Rendition, parts: int) -> Rendition:
    """Black and white, each pixel by its surroundings: one of ``parts`` of the picture's side."""
    block = max(3, min(scan.image.shape) // parts | 1)
    black_white = cv2.adaptiveThreshold(
        scan.image, WHITE, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, 5
    )
    return _changed(scan, f"{scan.name}, threshold {parts}", black_white, SAME)


def contrast(scan: Rendition) -> Rendition:
    """Contrast levelled over the picture."""
    levelled = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(scan.image)
    return _changed(scan, "contrast", levelled, SAME)


def _changed(scan: Rendition, name: str, image: MatLike, matrix: Matrix) -> Rendition:
    both = np.vstack([matrix, [0, 0, 1]]) @ np.vstack([scan.matrix, [0, 0, 1]])
    return replace(scan, name=name, image=np.asarray(image, np.uint8), matrix=both[:2])


def _times(image: GrayImage, factor: int) -> GrayImage:
    large = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, np.uint8)


def _sharp(image: GrayImage) -> GrayImage:
    soft = cv2.GaussianBlur(image, (0, 0), SHARPENED_BLUR_PX)
    return np.asarray(cv2.addWeighted(image, 1 + SHARPENED, soft, -SHARPENED, 0), np.uint8)


def warped(image: GrayImage, matrix: Matrix, size: Point) -> GrayImage:
    """A white surround would spoil zxing-cpp's guess at what is dark: the edge is drawn out."""
    edge = cv2.BORDER_REPLICATE
    out = cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=edge)
    return np.asarray(out, np.uint8)


def _moved(corner: Point, matrix: Matrix) -> Point:
    x, y = matrix @ (*corner, 1)
    return round(x), round(y)
