"""Keeps an outline steady while nothing moves, for the eye only: what is held is never a read.

Following is no identity: a tube swapped for another in the same pose passed every time. So a
symbol is held only while its own pixels stay as they were; moved or covered, it is dropped until
it is read again.
"""

from collections.abc import Iterable

import cv2

from station.ports.decoder import Corners, GrayImage, Symbol
from station.ports.viewfinder import Held

LONGEST_HELD = (
    10  # frames; at 20 a second half a second, after which even a still code is read anew
)
MARGIN = 0.15  # of the symbol's longer side: a bar that slides along itself shows at its ends
MIN_MARGIN_PX = 10
STRIP, STRIP_MARGIN = 0.25, 0.5  # a bar code lower than that, by its width, is a strip of one
NEAR_PX = 5  # over so many pixels a change is averaged: one of them alone is noise
# Of 255. Noise of 2 to 4 and JPEG make 7 at most, half a pixel's move 25 and more
# (tests/adapters/looking/test_hold.py); light that changes by so much is a change as well.
MOST_CHANGE = 15.0


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
    """The symbol's own pixels with its quiet zone, as many as the picture has; else none."""
    height, width = image.shape
    across, down = _margins(corners)
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right = max(0, min(xs) - across), max(0, min(width, max(xs) + across + 1))
    top, bottom = max(0, min(ys) - down), max(0, min(height, max(ys) + down + 1))
    return image[top:bottom, left:right].copy()


def _margins(corners: Corners) -> tuple[int, int]:
    """How much of what lies beside the symbol is compared as well, across and down."""
    wide, high = (max(side) - min(side) for side in zip(*corners, strict=True))
    margin = max(MIN_MARGIN_PX, round(MARGIN * max(wide, high)))
    strip = max(margin, round(STRIP_MARGIN * max(wide, high)))
    return (
        strip if wide < STRIP * high else margin,
        strip if high < STRIP * wide else margin,
    )


def _changed(before: GrayImage, now: GrayImage) -> bool:
    """Whether any spot has changed by more than noise does, at the picture's own resolution."""
    if before.shape != now.shape or not before.size:
        return True
    one, other = (cv2.GaussianBlur(patch, (3, 3), 0) for patch in (before, now))
    near = cv2.blur(cv2.absdiff(one, other), (NEAR_PX, NEAR_PX))
    return float(near.max()) > MOST_CHANGE
