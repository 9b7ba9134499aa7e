"""How a picture could be better: one code at a place, light, sharpness, distance."""

from collections.abc import Iterator, Sequence
from math import dist

import cv2
import numpy as np

from station.ports.decoder import Disagreement, GrayImage, Symbol
from station.ports.viewfinder import Hint

DARK_MEAN = 45.0  # of 255; at 0.4 of ordinary light zxing-cpp alone read one code in ten
BRIGHT_SHARE = 0.6  # of the pixels at the top of the scale: paper is white, a whole scene is not
CLIPPED = 250
JUDGED_WIDTH_PX = 640  # sharpness is judged at this width, whatever the camera has
MIN_CONTRAST = 40.0  # of 255, at the steepest edges; a surface without print is not blurred
STEEPEST = 99.5  # percent of all pixels are less steep than those that are judged
# Pixels that the steepest edges take to rise: on labels 2.6 sharp, 3.6 at a blur of 1 px, 5.2 at
# 2 px, with noise and in half the light just so. From about 5 on the labels were not read.
MAX_EDGE_PX = 5.0
REACH_PX = 15  # around an edge, in which its darkest and brightest pixel lie

# Of what was read only the very limit is said: it was read.
NEAR_SHARE = 0.9  # of the frame's width or height that one symbol takes up
MIN_MODULE_PX = {True: 1.1, False: 1.5}  # bar code, matrix code; labels were read down to 1.0, 1.4

# Bars that are too fine to be read: many dark and light runs of less than this, black on white.
MAX_RUN_PX = 2.4  # a bar code has 1.8 modules a run on average; it is read from 1 px a module on
BLOCK_PX = 8
MIN_FINE_BLOCKS = 8  # the bars of a tube's label, 40 px wide and 20 high; less is a detail
MIN_RISE = 60  # of 255 within a block; finer bars run together to grey, and nothing is said
ONE_WAY = 2.0  # so much denser along one direction than along the other: text and cloth are not
LINEAR = "Code128"
# Modules across the station's 14 digits: Code 128 set C, and the Data Matrix of 14 × 14. A
# laboratory's own id has more, and its modules are smaller than is said: the hint comes early.
BAR_MODULES, MATRIX_MODULES = 112, 14


def hints(
    image: GrayImage, symbols: Sequence[Symbol], disagreements: Sequence[Disagreement] = ()
) -> tuple[Hint, ...]:
    """What would help, the weightiest first; of what was read only that it is at the limit."""
    doubts: tuple[Hint, ...] = ("doubtful",) if disagreements else ()
    if symbols or doubts:
        return doubts + tuple(dict.fromkeys(_distance(image, symbols)))
    mean, clipped = float(image.mean()), float((image >= CLIPPED).mean())
    if mean < DARK_MEAN:
        return ("dark",)
    if clipped > BRIGHT_SHARE:
        return ("bright",)
    if is_blurred(image):
        return ("blurred",)
    return ("far",) if is_fine(image) else ()


def module_px(symbol: Symbol) -> float:
    """The width of one module in pixels, about: the shorter side of a matrix code counts."""
    one, two, three, _ = symbol.corners
    if symbol.symbology == LINEAR:
        return dist(one, two) / BAR_MODULES
    return min(dist(one, two), dist(two, three)) / MATRIX_MODULES


def is_blurred(image: GrayImage) -> bool:
    """Whether even the steepest edges rise slowly; a surface without any is not blurred."""
    scale = JUDGED_WIDTH_PX / image.shape[1]
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    still = cv2.GaussianBlur(small if scale < 1 else image, (0, 0), 0.7)
    across = cv2.Sobel(still, cv2.CV_32F, 1, 0, scale=1 / 8)
    slope = cv2.magnitude(across, cv2.Sobel(still, cv2.CV_32F, 0, 1, scale=1 / 8))
    window = np.ones((REACH_PX, REACH_PX), np.uint8)
    rise = cv2.dilate(still, window).astype(np.float32) - cv2.erode(still, window)
    steepest = slope >= max(np.percentile(slope, STEEPEST), slope.max() / 2, 1.0)
    if not steepest.any() or float(np.median(rise[steepest])) < MIN_CONTRAST:
        return False
    return float(np.median(rise[steepest] / slope[steepest])) > MAX_EDGE_PX


def is_fine(image: GrayImage) -> bool:
    """Whether something in the picture looks like bars that are too far away."""
    near = np.ones((BLOCK_PX + 1, BLOCK_PX + 1), np.uint8)
    clear = cv2.subtract(cv2.dilate(image, near), cv2.erode(image, near)) >= MIN_RISE
    dark = image < cv2.blur(image, (2 * BLOCK_PX - 1, 2 * BLOCK_PX - 1))
    across, down = np.zeros(image.shape, np.float32), np.zeros(image.shape, np.float32)
    across[:, 1:] = (dark[:, 1:] != dark[:, :-1]) & clear[:, 1:]
    down[1:] = (dark[1:] != dark[:-1]) & clear[1:]
    size = max(1, image.shape[1] // BLOCK_PX), max(1, image.shape[0] // BLOCK_PX)
    one, other = (cv2.resize(edges, size, interpolation=cv2.INTER_AREA) for edges in (across, down))
    dense, thin = np.maximum(one, other), np.minimum(one, other)
    fine = ((dense > 1 / MAX_RUN_PX) & (dense > ONE_WAY * thin)).astype(np.uint8)
    solid = cv2.morphologyEx(fine, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(solid)
    return bool((stats[1:, cv2.CC_STAT_AREA] >= MIN_FINE_BLOCKS).any())


def _distance(image: GrayImage, symbols: Sequence[Symbol]) -> Iterator[Hint]:
    height, width = image.shape
    for symbol in symbols:
        xs, ys = [x for x, _ in symbol.corners], [y for _, y in symbol.corners]
        if module_px(symbol) < MIN_MODULE_PX[symbol.symbology == LINEAR]:
            yield "far"
        elif max(xs) - min(xs) > NEAR_SHARE * width or max(ys) - min(ys) > NEAR_SHARE * height:
            yield "near"
