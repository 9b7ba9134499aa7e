"""Finds how a matrix code lies by its own frame, though blur, glare or scratches are on it.

A Data Matrix code has two dark sides and two of alternating modules, a QR code three finder
patterns, and both a light margin: so much of a symbol is known before it is read. The corners are
moved until the picture is most like that.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from station.adapters.decoding import bars
from station.adapters.decoding.patterns import (
    Modules,
    Pattern,
    outline_of,
    patterns,
    with_margin,
)
from station.adapters.decoding.scans import warped
from station.ports.decoder import Corners as PixelCorners
from station.ports.decoder import GrayImage

Corners = NDArray[np.float64]
"""Top left, top right, bottom right, bottom left, as the symbol itself has them, in pixels."""

COARSE_MATRIX_SIZE = 14  # its frame without the alternating sides is much like that of all sizes
MAX_PURITY = 0.8  # of the brightness changes in a block; bars and edges alone are purer
MIN_BLOCKS = 4
MAX_ASPECT = 4.0  # of a region; a code that is seen askew, with print beside it
TAKEN = 0.25  # of a region, that a symbol within it has to fill
HALF_BLOCK_PX = bars.BLOCK_PX / 2
COARSE_PX, COARSE_MARGIN_PX = 64, 6  # the region's longer side when frames are laid over it
COARSE_SIDES_PX = (22, 25, 28, 31, 35, 39, 44, 49, 55)
FITTED = 4  # of the coarse places that are most like a frame
SIZES_FITTED = 3
SLANTED = 1.25  # a region with such sides may hold one code that is seen from the side
SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
STEPS = (1.0, 0.5, 0.25, 0.12)  # modules by which corners are moved
MAX_MOVES = 6  # at each step
MIN_LIKENESS = 0.7  # correlation with the frame; drawn codes that can be read came to 0.8 and more


@dataclass(frozen=True)
class Lattice:
    """Where one pattern lies, and how much the picture is like it (a correlation)."""

    pattern: Pattern
    corners: Corners
    likeness: float


def regions(image: GrayImage) -> list[Corners]:
    """Turned boxes around what changes in two directions, the largest first."""
    found = []
    for level in bars.LEVELS[:2]:
        if min(image.shape) < 4 * level * bars.BLOCK_PX:
            break
        if image.size > level**2 * bars.MAX_LEVEL_PIXELS:
            continue
        size = (image.shape[1] // level, image.shape[0] // level)
        means = image if level == 1 else cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        found += [level * box for box in _boxes(np.asarray(means, np.uint8))]
    return sorted(found, key=lambda box: -_area(box))


def is_taken(region: Corners, symbols: Iterable[PixelCorners]) -> bool:
    """Whether one of the symbols that were read fills the region, or a good part of it."""
    box = region.astype(np.float32)
    for symbol in symbols:
        ends = np.array(symbol, np.float32)
        middle = float(ends[:, 0].mean()), float(ends[:, 1].mean())
        within = cv2.pointPolygonTest(box, middle, measureDist=False) >= 0
        if within and cv2.contourArea(ends) >= TAKEN * _area(region):
            return True
    return False


def lattices(image: GrayImage, region: Corners, formats: tuple[str, ...]) -> Iterator[Lattice]:
    """Yield the likeliest lattice of each of the formats in the region."""
    around = 0.2 * float(np.ptp(region, axis=0).max()) + bars.BLOCK_PX
    left, top = np.maximum(0, region.min(axis=0) - around).astype(int)
    right, bottom = (region.max(axis=0) + around).astype(int)
    window = np.ascontiguousarray(image[top:bottom, left:right])
    for symbology in ("DataMatrix", "QRCode"):
        if symbology in formats:
            found = _best(window, np.subtract(region, (left, top)), symbology)
            if found.likeness >= MIN_LIKENESS:
                yield replace(found, corners=np.add(found.corners, (left, top)))


def sampled(image: NDArray[np.float32], corners: Corners, points: NDArray[np.float64]) -> Modules:
    """Brightness at points of the symbol, given in parts of its sides, shape (n, 2)."""
    values: Modules = _sampled(image, corners[None], points)[0]
    return values


# Where to begin.


def _boxes(image: GrayImage) -> Iterator[Corners]:
    xx, yy, xy = bars.tensor(image)
    energy = xx + yy
    purity = np.hypot(xx - yy, 2 * xy) / (energy + 1)
    floor = max(bars.MIN_ENERGY, bars.MIN_STRENGTH * float(np.percentile(energy, 99)))
    mask = ((purity < MAX_PURITY) & (energy > floor)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    for label in range(1, count):
        x, y, width, height, blocks = stats[label]
        if blocks >= MIN_BLOCKS:
            rows, columns = np.nonzero(labels[y : y + height, x : x + width] == label)
            middles = (np.stack([columns + x, rows + y], axis=1) + 0.5) * bars.BLOCK_PX
            window = np.s_[
                y * bars.BLOCK_PX : (y + height) * bars.BLOCK_PX,
                x * bars.BLOCK_PX : (x + width) * bars.BLOCK_PX,
            ]
            box = _box(middles, _grid_angle(image[window]))
            sides = np.linalg.norm(np.diff(box[:3], axis=0), axis=1)
            if max(sides) <= MAX_ASPECT * min(sides):
                yield box


def _grid_angle(part: GrayImage) -> float:
    """The direction, modulo 90°, in which most edges run, in radians."""
    across, down = (cv2.Scharr(part, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    fourfold = (np.hypot(across, down) ** 2 * np.exp(4j * np.arctan2(down, across))).sum()
    return float(np.angle(fourfold)) / 4


def _box(middles: NDArray[np.float64], angle_rad: float) -> Corners:
    """Around the blocks with these middles, as the symbol lies."""
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    turn = np.array([[cos, sin], [-sin, cos]])
    turned = middles @ turn.T
    low, high = turned.min(axis=0) - HALF_BLOCK_PX, turned.max(axis=0) + HALF_BLOCK_PX
    box: Corners = np.array([low, (high[0], low[1]), high, (low[0], high[1])]) @ turn
    return box


def _area(corners: Corners) -> float:
    return cv2.contourArea(corners.astype(np.float32))


def _coarse(image: GrayImage, region: Corners, symbology: str) -> list[Lattice]:
    """Where outlines of all sides and quarter turns fit best within the region, the best first."""
    wide, high = (float(np.linalg.norm(region[n] - region[0])) for n in (1, 3))
    scale = COARSE_PX / max(wide, high)
    found = _laid_over(image, region, (scale, scale), symbology)
    if max(wide, high) > SLANTED * min(wide, high):  # one code from the side, or print beside it
        found += _laid_over(image, region, (COARSE_PX / wide, COARSE_PX / high), symbology)
    return sorted(found, key=_by_likeness)[-FITTED:]


def _laid_over(
    image: GrayImage, region: Corners, scales: tuple[float, float], symbology: str
) -> list[Lattice]:
    sides = np.array([np.linalg.norm(region[n] - region[0]) for n in (1, 3)])
    ways = np.array([region[1] - region[0], region[3] - region[0]]) / sides[:, None]
    turn = np.array(scales)[:, None] * ways
    shift = COARSE_MARGIN_PX - turn @ region[0]
    across, down = (int(side) + 2 * COARSE_MARGIN_PX for side in sides * scales)
    soft = np.asarray(cv2.GaussianBlur(image, (0, 0), max(0.3, 0.4 / max(scales))), np.uint8)
    crop = warped(soft, np.c_[turn, shift], (across, down)).astype(np.float32)
    back = np.linalg.inv(turn).T
    found = []
    for pattern, side_px, quarter, drawn in _outlines(symbology):
        if max(drawn.shape) <= min(crop.shape):
            likeness = cv2.matchTemplate(crop, drawn, cv2.TM_CCOEFF_NORMED)
            _, best, _, (x, y) = cv2.minMaxLoc(likeness)
            low = np.array([x, y]) + round(side_px / pattern.size)
            own = np.roll(low + side_px * SQUARE, quarter, axis=0)
            found.append(Lattice(pattern, (own - shift) @ back, best))
    return found


@cache
def _outlines(symbology: str) -> tuple[tuple[Pattern, int, int, Modules], ...]:
    """Outlines by side and quarter turns, drawn with a module of their margin."""
    outlines = []
    for pattern in patterns(symbology):
        if symbology == "QRCode" or pattern.size == COARSE_MATRIX_SIZE:
            outline = outline_of(pattern)
            modules = with_margin(outline.known, 1)
            for side_px in COARSE_SIDES_PX:
                whole_px = round(side_px * (1 + 2 / pattern.size))
                drawn = cv2.resize(modules, (whole_px, whole_px), interpolation=cv2.INTER_AREA)
                for quarter in range(4):
                    turned = np.ascontiguousarray(np.rot90(drawn, quarter), np.float32)
                    outlines.append((outline, side_px, quarter, turned))
    return tuple(outlines)


# How it lies exactly.


def _best(image: GrayImage, region: Corners, symbology: str) -> Lattice:
    """First the outline, which is much the same in all sizes, then the size."""
    soft = cv2.GaussianBlur(image, (0, 0), 1).astype(np.float32)
    begun = [_fitted(soft, outline, STEPS[:2]) for outline in _coarse(image, region, symbology)]
    outline = max(begun, key=_by_likeness)
    if outline.likeness < MIN_LIKENESS:
        return outline
    outline = _fitted(soft, outline, STEPS[2:])
    same_size = [p for p in patterns(symbology) if p.size == outline.pattern.size]
    sizes = patterns(symbology) if symbology == "DataMatrix" else same_size
    sized = [_fitted(soft, replace(outline, pattern=size), ()) for size in sizes]
    likeliest = sorted(sized, key=_by_likeness)[-SIZES_FITTED:]
    whole = image.astype(np.float32)
    return max((_fitted(whole, one, STEPS[1:]) for one in likeliest), key=_by_likeness)


def _by_likeness(lattice: Lattice) -> float:
    return lattice.likeness


def _fitted(image: NDArray[np.float32], lattice: Lattice, steps: tuple[float, ...]) -> Lattice:
    """Move corners, sides and the whole as long as the picture becomes more like the frame."""
    pattern, corners = lattice.pattern, lattice.corners
    likeness = float(_likeness(image, corners[None], pattern)[0])
    module_px = np.sqrt(_area(corners)) / pattern.size
    for step in steps:
        for _ in range(MAX_MOVES):
            moved = corners + step * module_px * _moves()
            all_likeness = _likeness(image, moved, pattern)
            best = int(np.argmax(all_likeness))
            if all_likeness[best] <= likeness:
                break
            corners, likeness = moved[best], float(all_likeness[best])
    return Lattice(pattern, corners, likeness)


@cache
def _moves() -> NDArray[np.float64]:
    """One corner, one side or the whole, in each of four directions; shape (36, 4, 2)."""
    corner = np.eye(4)
    which = [*corner, *(corner + np.roll(corner, 1, axis=1)), np.ones(4)]
    ways = np.array([[1, 0], [-1, 0], [0, 1], [0, -1]])
    return np.array([np.outer(some, way) for some in which for way in ways])


def _likeness(
    image: NDArray[np.float32], quads: NDArray[np.float64], pattern: Pattern
) -> NDArray[np.float64]:
    """Correlation of the picture with what is known, for each of many corners."""
    points, known = _known_points(pattern)
    seen = _sampled(image, quads, points)
    seen = seen - seen.mean(axis=1, keepdims=True)
    strength = np.linalg.norm(seen, axis=1) * np.linalg.norm(known) + 1e-6
    return np.asarray(seen @ known / strength, np.float64)


@cache
def _known_points(pattern: Pattern) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middles of the known modules in parts of the side, and their values less their mean."""
    wide = with_margin(pattern.known, 1)
    rows, columns = np.nonzero(wide)
    values = wide[rows, columns].astype(np.float64)
    points = np.stack([columns - 0.5, rows - 0.5], axis=1) / pattern.size
    return points, values - values.mean()


def _sampled(
    image: NDArray[np.float32], quads: NDArray[np.float64], points: NDArray[np.float64]
) -> NDArray[np.float32]:
    places = np.c_[points, np.ones(len(points))] @ _turns(quads)
    places = places[..., :2] / places[..., 2:] - 0.5
    xs, ys = (np.ascontiguousarray(places[..., axis], np.float32) for axis in (0, 1))
    edge = cv2.BORDER_REPLICATE
    return np.asarray(cv2.remap(image, xs, ys, cv2.INTER_LINEAR, borderMode=edge), np.float32)


def _turns(quads: NDArray[np.float64]) -> NDArray[np.float64]:
    """From the unit square to each quadrilateral, for points as rows: shape (n, 3, 3).

    P. Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, 2.2.3.
    """
    zero, one, two, three = quads.transpose(1, 0, 2)
    across, down, skew = one - two, three - two, zero - one + two - three
    whole = _cross(across, down)
    whole[whole == 0] = 1e-9  # corners in a line are like no frame
    far_x, far_y = _cross(skew, down) / whole, _cross(across, skew) / whole
    turns = np.ones((len(quads), 3, 3))
    turns[:, 0, :2] = one - zero + far_x[:, None] * one
    turns[:, 1, :2] = three - zero + far_y[:, None] * three
    turns[:, 2, :2] = zero
    turns[:, 0, 2], turns[:, 1, 2] = far_x, far_y
    return turns


def _cross(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    return some[:, 0] * others[:, 1] - some[:, 1] * others[:, 0]
