"""The colour of a tube's cap beside its label, where it is plainly visible; else nothing is said.

Red and orange are never told: blood looks so. Neither are black, white and grey, which are the
rack's, the shadow's and the label's own colours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import dist

import cv2
import numpy as np
from numpy.typing import NDArray

from station.ports.decoder import Symbol
from station.ports.viewfinder import ColourImage

# Hues as OpenCV counts them, half degrees, between colours that people do not confuse: gaps are
# left between them, and what falls into one is not told.
HUES = {"yellow": (22, 34), "green": (42, 85), "blue": (95, 118), "lavender": (126, 152)}
MIN_SATURATION, MIN_VALUE = 90, 60  # of 255: below, a hue is a matter of the light
WORK_WIDTH_PX = 800
# A cap, beside a symbol that is about as large as the cap is wide.
MIN_AREA, MAX_AREA = 0.15, 6.0  # of the symbol's own area
MIN_FILL = 0.6  # of the box around it: a cap is compact, a hand or a drape is not
FARTHEST = 3.5  # of the symbol's size, from its middle to the cap's
NEXT_FARTHER = 1.4  # as far away another symbol must be at least: else whose cap it is is a guess


@dataclass(frozen=True)
class _Patch:
    colour: str
    middle: tuple[float, float]
    area: float


def caps(image: ColourImage, symbols: Sequence[Symbol]) -> Mapping[str, str]:
    """The colour of each symbol's cap, by text, of those whose cap is plainly visible."""
    if not symbols:
        return {}
    scale = min(1.0, WORK_WIDTH_PX / image.shape[1])
    small = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    patches = _patches(small.astype(np.uint8))
    middles = [_middle(symbol, scale) for symbol in symbols]
    found: dict[str, set[str]] = {}
    for patch in patches:
        nearest = _owner(patch, symbols, middles, scale)
        if nearest is not None:
            found.setdefault(nearest.text, set()).add(patch.colour)
    # Two colours beside one label: which of them is its cap cannot be known.
    return {text: colours.pop() for text, colours in found.items() if len(colours) == 1}


def _patches(image: NDArray[np.uint8]) -> list[_Patch]:
    hsv = cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    found = []
    for colour, (low, high) in HUES.items():
        mask = cv2.inRange(
            hsv, np.array([low, MIN_SATURATION, MIN_VALUE]), np.array([high, 255, 255])
        )
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        count, _, stats, middles = cv2.connectedComponentsWithStats(mask)
        for label in range(1, count):
            _, _, width, height, area = stats[label]
            if area >= MIN_FILL * width * height:
                middle = float(middles[label][0]), float(middles[label][1])
                found.append(_Patch(colour, middle, float(area)))
    return found


def _owner(
    patch: _Patch,
    symbols: Sequence[Symbol],
    middles: Sequence[tuple[float, float]],
    scale: float,
) -> Symbol | None:
    """The symbol that the patch is the cap of; None when it is none's, or might be two's."""
    ranked = sorted(range(len(symbols)), key=lambda n: dist(middles[n], patch.middle))
    first = ranked[0]
    size = _size(symbols[first], scale)
    away = dist(middles[first], patch.middle)
    if not MIN_AREA * size**2 <= patch.area <= MAX_AREA * size**2 or away > FARTHEST * size:
        return None
    if len(ranked) > 1 and dist(middles[ranked[1]], patch.middle) < NEXT_FARTHER * away:
        return None
    return symbols[first]


def _middle(symbol: Symbol, scale: float) -> tuple[float, float]:
    xs, ys = [x for x, _ in symbol.corners], [y for _, y in symbol.corners]
    return scale * sum(xs) / 4, scale * sum(ys) / 4


def _size(symbol: Symbol, scale: float) -> float:
    """The longer side of the symbol."""
    one, two, three, _ = symbol.corners
    return scale * max(dist(one, two), dist(two, three))
