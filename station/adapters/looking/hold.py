"""Keeps an outline steady while nothing moves, for the eye only: what is held is never a read.

Following is no identity: a tube swapped for another in the same pose passed every time. So a
symbol is held only while its own pixels stay as they were; moved or covered, it is dropped until
it is read again.
"""

from collections.abc import Iterable

import cv2
import numpy as np

from station.ports.decoder import Corners, GrayImage, Symbol
from station.ports.viewfinder import Held

LONGEST_HELD = (
    10  # frames; at 20 a second half a second, after which even a still code is read anew
)
PATCH_PX = 24  # a patch is compared at this size: noise is averaged out, modules are not
MOST_CHANGE = 12.0  # of 255, the mean over the patch; a camera's noise makes 1 to 3
MOST_CHANGE_ANYWHERE = 60.0  # of 255: a corner that is covered is a change, however small


def hold(image: GrayImage, read: Iterable[Symbol], before: Iterable[Held]) -> tuple[Held, ...]:
    """What was read in ``image``, and of what was held before all that has not changed since."""
    held = [Held(symbol, _patch(image, symbol.corners)) for symbol in read]
    texts = {one.symbol.text for one in held}
    for one in before:
        still_there = one.symbol.text not in texts and one.frames < LONGEST_HELD
        if still_there and not _changed(one.patch, _patch(image, one.symbol.corners)):
            held.append(Held(one.symbol, one.patch, one.frames + 1))
    return tuple(held)


def _patch(image: GrayImage, corners: Corners) -> GrayImage:
    """The symbol's own box, `PATCH_PX` square; black where it lies outside of the picture."""
    height, width = image.shape
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right = max(0, min(xs)), min(width, max(xs) + 1)
    top, bottom = max(0, min(ys)), min(height, max(ys) + 1)
    if right <= left or bottom <= top:
        return np.zeros((PATCH_PX, PATCH_PX), np.uint8)
    box = image[top:bottom, left:right]
    return np.asarray(cv2.resize(box, (PATCH_PX, PATCH_PX), interpolation=cv2.INTER_AREA), np.uint8)


def _changed(before: GrayImage, now: GrayImage) -> bool:
    change = cv2.absdiff(before, now)
    blocks = cv2.blur(change, (3, 3))
    return float(change.mean()) > MOST_CHANGE or float(blocks.max()) > MOST_CHANGE_ANYWHERE
