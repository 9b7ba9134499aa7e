"""Finds where bar codes lie, however tilted: where all brightness changes along one direction.

Of each block of pixels the structure tensor (the mean products of its two gradients) says how
strong the changes are, along which direction, and how purely so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from station.adapters.decoding.scans import STRIP_ROWS, Rendition, warped
from station.ports.decoder import Corners, GrayImage

BLOCK_PX = 8
# In the picture, at half and at quarter size: a block has to hold a bar's edge or more.
LEVELS = (1, 2, 4)
MAX_LEVEL_PIXELS = 4_000_000  # a larger picture shows at half its size where bar codes lie
MIN_PURITY = 0.6  # 1: bars only; print and pictures have less; noise on a bar code lowers it
MIN_STRENGTH = 0.08  # of the strongest changes in the picture: what lies in shadow counts
MIN_ENERGY = 3200.0  # squared Scharr response; below it is a camera's noise on an even surface
MIN_BLOCKS = 6
MIN_LENGTH_PX = 5 * BLOCK_PX
MAX_PLACES = 48  # the largest; a crate of tubes has as many before a camera
HALF = 0.5  # of a place's length, that a symbol in it has to have: else another may lie beside it
MAX_STRIP_PX = 2000
END_MARGIN = 0.15  # of the length: quiet zones, and bars that the blocks missed


@dataclass(frozen=True)
class BarArea:
    """A turned rectangle in pixels; ``angle_rad`` is the direction that crosses the bars."""

    center: tuple[float, float]
    angle_rad: float
    length_px: float
    height_px: float
    area_px: float


def places(image: GrayImage) -> list[BarArea]:
    """Return where bar codes may lie, the largest first, at most `MAX_PLACES`."""
    found: list[BarArea] = []
    for level in LEVELS:
        if min(image.shape) < level * MIN_LENGTH_PX:
            break
        if image.size > level**2 * MAX_LEVEL_PIXELS:
            continue
        size = (image.shape[1] // level, image.shape[0] // level)
        means = image if level == 1 else cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        found += [_scaled(place, level) for place in _level(np.asarray(means, np.uint8))]
    return sorted(found, key=lambda place: -place.area_px)[:MAX_PLACES]


def strip(image: GrayImage, place: BarArea, formats: tuple[str, ...]) -> Rendition:
    """Return the place upright, with its ends' quiet zones, at most `STRIP_ROWS` high."""
    margin = max(BLOCK_PX, END_MARGIN * place.length_px)
    length = place.length_px + 2 * margin
    scale = min(2.0, MAX_STRIP_PX / length)
    width, height = int(length * scale), int(np.clip(place.height_px * scale, 8, STRIP_ROWS))
    cos, sin = np.cos(place.angle_rad), np.sin(place.angle_rad)
    down = height / place.height_px
    matrix = np.array([[scale * cos, scale * sin, 0], [-down * sin, down * cos, 0]])
    matrix[:, 2] = np.array([width / 2, height / 2]) - matrix[:, :2] @ place.center
    name = f"strip {place.center[0]:.0f},{place.center[1]:.0f}"
    return Rendition(name, warped(image, matrix, (width, height)), matrix, formats)


def is_taken(place: BarArea, symbols: Iterable[Corners]) -> bool:
    """Whether one of the symbols that were read is the bar code of this place."""
    ways = np.array([place.angle_rad, place.angle_rad + np.pi / 2])
    along, down = np.stack([np.cos(ways), np.sin(ways)], axis=1)
    for symbol in symbols:
        ends = np.array(symbol, float) - place.center
        middle = ends.mean(axis=0)
        within = 2 * abs(middle @ along) <= place.length_px
        within &= 2 * abs(middle @ down) <= place.height_px
        if within and float(np.ptp(ends @ along)) >= HALF * place.length_px:
            return True
    return False


def _level(image: GrayImage) -> list[BarArea]:
    xx, yy, xy = tensor(image)
    energy = xx + yy
    purity = np.hypot(xx - yy, 2 * xy) / (energy + 1)
    floor = max(MIN_ENERGY, MIN_STRENGTH * float(np.percentile(energy, 99)))
    mask = ((purity > MIN_PURITY) & (energy > floor)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found = []
    for label in range(1, count):
        x, y, width, height, blocks = stats[label]
        if blocks >= MIN_BLOCKS:
            window = np.s_[y : y + height, x : x + width]
            inside = labels[window] == label
            rows, columns = np.nonzero(inside)
            sums = [float(part[window][inside].sum()) for part in (xx, yy, xy)]
            found.append(_place(columns + x, rows + y, sums))
    return [place for place in found if place.length_px >= MIN_LENGTH_PX]


def tensor(image: GrayImage) -> tuple[MatLike, MatLike, MatLike]:
    """Return the means of gx², gy² and gx·gy over blocks, each smoothed over its neighbours."""
    across = cv2.Scharr(image, cv2.CV_32F, 1, 0)  # Sobel's angles are up to 5° wrong
    down = cv2.Scharr(image, cv2.CV_32F, 0, 1)
    size = (image.shape[1] // BLOCK_PX, image.shape[0] // BLOCK_PX)

    def blocks(products: MatLike) -> MatLike:
        return cv2.blur(cv2.resize(products, size, interpolation=cv2.INTER_AREA), (3, 3))

    return blocks(across * across), blocks(down * down), blocks(across * down)


def _place(columns: MatLike, rows: MatLike, sums: list[float]) -> BarArea:
    xx, yy, xy = sums
    angle_rad = 0.5 * float(np.arctan2(2 * xy, xx - yy))
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    x, y = (columns + 0.5) * BLOCK_PX, (rows + 0.5) * BLOCK_PX
    along, over = x * cos + y * sin, y * cos - x * sin
    middle, lift = (along.min() + along.max()) / 2, (over.min() + over.max()) / 2
    return BarArea(
        (middle * cos - lift * sin, middle * sin + lift * cos),
        angle_rad,
        float(np.ptp(along)) + 2 * BLOCK_PX,
        float(np.ptp(over)) + BLOCK_PX,
        float(len(columns) * BLOCK_PX**2),
    )


def _scaled(place: BarArea, level: int) -> BarArea:
    x, y = place.center
    length_px, height_px = level * place.length_px, level * place.height_px
    center = (level * x, level * y)
    return BarArea(center, place.angle_rad, length_px, height_px, level**2 * place.area_px)
