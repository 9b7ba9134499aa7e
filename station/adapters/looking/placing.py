"""Where the marks of a tray lie: a frame close around each code, and its badge on that frame.

Whoever looks must not take one code's mark for another's, and not all codes of a picture are
known: one that was not read has no frame. So a bar code's badge is centred on its own frame, over
its quiet zone; a matrix code's touches it where nothing else is near; and else there is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from station.ports.decoder import Corners, GrayImage
from station.ports.viewfinder import Drawn

Quad = NDArray[np.float32]
"""Four corners as a symbol has them, shape (4, 2)."""

OUTSET = 0.09  # of each side: ten modules beside a bar code, one or two around a matrix code
TIGHTER = (1.0, 0.6, 0.35)  # how much of that where a neighbour is close
MIN_OUTSET_PX = 5
QUIET = 0.03  # of each side, around a code, that its own badge leaves free
FREE_PX = 3  # around a code, where no mark of another may lie

BADGE_SHARE = 28 / 1920  # of the picture's width: the least that is told at arm's length
MOST_OF_CODE = 0.8  # of the code's longer side: a badge larger than that hides whose it is
PRINT_SHARE = 1 / 220  # of the picture's width, in which print turns from dark to light
PRINT_RISE = 40.0  # of 255 within that; a neighbour that is blurred or in glare still has it
AROUND = 1.5  # of the badge, the ground in which nothing else may be that it could be taken for
MOST_BUSY = 0.3  # of that ground: the edge of a label comes to 0.2, print to 0.7 and more

ONE_WAY = 0.8  # how far the edges of bars have one direction, of 1; those of a matrix have two
STEEPER = ((3.0, 8.0), (8.0, 2.0))  # pixels off the middle row, and degrees tried to both sides
PROFILE_POINTS = 200  # along a bar code, of a profile across its bars
LIKE = 0.6  # the correlation of two profiles of the same bars
MIN_SPREAD = 12.0  # of 255: a profile that is flatter shows no bars


@dataclass(frozen=True)
class Code:
    """A symbol as it lies in the picture, whole, and whether it is made of bars."""

    quad: Quad
    bars: bool


@dataclass(frozen=True)
class PlacedMark:
    """One mark: its frame, and the square for its badge if there is room, (x, y, side)."""

    mark: Drawn
    frame: Quad
    badge: tuple[float, float, float] | None


@dataclass(frozen=True)
class _Row:
    """A line across the bars: its middle, half its length, and its direction."""

    middle: NDArray[np.float32]
    half: float
    along: NDArray[np.float32]

    @property
    def ends(self) -> Quad:
        reach = self.half * self.along
        return np.array([self.middle - reach, self.middle + reach], np.float32)

    @property
    def down(self) -> NDArray[np.float32]:
        return np.array([-self.along[1], self.along[0]], np.float32)


def place(grey: GrayImage, marks: Sequence[Drawn], stroke: int) -> list[PlacedMark]:
    """Frames for all marks, and badges; what a person has to act on gets its badge first."""
    codes = [whole_code(grey, mark.corners) for mark in marks]
    frames = [_frame(n, codes, stroke, BADGE_SHARE * grey.shape[1]) for n in range(len(marks))]
    printed = _printed(grey)
    badges: dict[int, tuple[float, float, float]] = {}
    for n in sorted(range(len(marks)), key=lambda n: marks[n].shape == "tick"):
        taken = [frames[m] for m in range(len(marks)) if m != n]
        taken += [_square(badge) for badge in badges.values()]
        badge = _badge(printed, codes[n], frames[n], taken)
        if badge is not None:
            badges[n] = badge
    return [PlacedMark(mark, frames[n], badges.get(n)) for n, mark in enumerate(marks)]


def whole_code(grey: GrayImage, corners: Corners) -> Code:
    """The symbol with all of its bars, as they lie; a matrix code as its corners say.

    The corners of a bar code may mark only a strip of it, and askew: a row that was scanned.
    """
    quad = np.array(corners, np.float32)
    along = _across_bars(grey, quad)
    if along is None:
        return Code(quad, bars=False)
    middle = quad.mean(axis=0)
    half = abs(float((quad[1] + quad[2] - quad[0] - quad[3]) @ along)) / 4
    line = _Row(middle, half, along)
    for off, most_deg in STEEPER:
        line = _straightened(grey, line, off, most_deg)
    down, row = line.down, line.ends
    bars, reach = _profile(grey, row), []
    for way in (-1, 1):
        step = 0
        while step < 2 * half and _alike(bars, _profile(grey, row + way * (step + 1) * down)):
            step += 1
        reach.append(way * step * down)
    up, below = reach
    whole = np.array([row[0] + up, row[1] + up, row[1] + below, row[0] + below], np.float32)
    return Code(whole, bars=True)


def _across_bars(grey: GrayImage, quad: Quad) -> NDArray[np.float32] | None:
    """The direction across the bars; None where no direction is the edges' own."""
    (left, top), (right, bottom) = quad.min(axis=0) - 2, quad.max(axis=0) + 3
    ground = grey[max(0, int(top)) : int(bottom), max(0, int(left)) : int(right)]
    if min(ground.shape) < 3:
        return None
    soft = cv2.GaussianBlur(ground, (0, 0), 1.0)
    x = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=1 / 8)
    y = cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=1 / 8)
    one, both, other = float((x * x).mean()), float((x * y).mean()), float((y * y).mean())
    alike = float(np.hypot(one - other, 2 * both))
    if one + other < MIN_SPREAD or alike < ONE_WAY * (one + other):
        return None
    turned = float(np.arctan2(2 * both, one - other)) / 2
    along = np.array([np.cos(turned), np.sin(turned)], np.float32)
    return along if float(along @ (quad[1] - quad[0])) >= 0 else -along


def _straightened(grey: GrayImage, line: _Row, off: float, most_deg: float) -> _Row:
    """The row of nearly this direction beside which rows ``off`` to both sides are most alike."""
    best, found, along = -1.0, line, line.along
    for degrees in np.linspace(-most_deg, most_deg, 9):
        turn = np.radians(degrees)
        x = float(np.cos(turn) * along[0] - np.sin(turn) * along[1])
        y = float(np.sin(turn) * along[0] + np.cos(turn) * along[1])
        tried = replace(line, along=np.array([x, y], np.float32))
        above, below = (_profile(grey, tried.ends + way * off * tried.down) for way in (-1, 1))
        likeness = float((above * below).mean()) / max(1.0, float(above.std() * below.std()))
        if likeness > best:
            best, found = likeness, tried
    return found


def _profile(grey: GrayImage, row: Quad) -> Quad:
    """The brightness along a line from one end to the other, less its mean."""
    parts = np.linspace(0, 1, PROFILE_POINTS, dtype=np.float32)[:, None]
    line = np.asarray(row[0] + parts * (row[1] - row[0]), np.float32)
    values = cv2.remap(
        grey, line[None, :, 0], line[None, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    values = values.astype(np.float32).ravel()
    return np.asarray(values - values.mean(), np.float32)


def _alike(bars: Quad, other: Quad) -> bool:
    spread = float(bars.std()) * float(other.std())
    if min(float(bars.std()), float(other.std())) < MIN_SPREAD:
        return False
    return float((bars * other).mean()) > LIKE * spread


def _frame(n: int, codes: Sequence[Code], stroke: int, badge: float) -> Quad:
    """A frame around code ``n``, as far out as it lies on no other code; else the tightest.

    At the ends of a bar code it leaves room for half a badge, which lies on it.
    """
    others = [grown(code.quad, FREE_PX, FREE_PX) for m, code in enumerate(codes) if m != n]
    quad, least = codes[n].quad, max(MIN_OUTSET_PX, 1.25 * stroke)
    wide, high = _sides(quad)
    along = np.abs(_unit(quad[1] - quad[0])).sum()  # an upright square is widest askew
    ends = badge / 2 * float(along) + QUIET * wide + 2 if codes[n].bars else 0.0
    frame = quad
    for share in TIGHTER:
        across = max(least, share * max(ends, OUTSET * wide))
        frame = grown(quad, across, max(least, share * OUTSET * high))
        if not any(overlap(frame, other) for other in others):
            break
    return frame


def _badge(
    printed: GrayImage, code: Code, frame: Quad, taken: Sequence[Quad]
) -> tuple[float, float, float] | None:
    """A square for the badge, in the picture and on no other mark; None without room."""
    height, width = printed.shape
    wide, high = _sides(code.quad)
    kept = grown(code.quad, QUIET * wide + 2, QUIET * high + 2)
    side = BADGE_SHARE * width
    if side > MOST_OF_CODE * max(wide, high):
        return None
    free = []
    for x, y in _on_frame(frame, side) if code.bars else _beside(kept, frame, side):
        square = (x, y, side)
        inside = x >= 0 and y >= 0 and x + side <= width and y + side <= height
        if inside and not any(overlap(_square(square), other) for other in [*taken, kept]):
            busy = _busy(printed, kept, square)
            if code.bars or busy <= MOST_BUSY:
                free.append((busy, square))
    return min(free)[1] if free else None


def _on_frame(frame: Quad, side: float) -> Iterator[tuple[float, float]]:
    """Places at both ends of a bar code, centred on its frame."""
    for top, bottom in ((0, 3), (1, 2)):
        for part in (0.5, 0.2, 0.8):
            x, y = frame[top] + part * (frame[bottom] - frame[top])
            yield float(x) - side / 2, float(y) - side / 2


def _beside(kept: Quad, frame: Quad, side: float) -> Iterator[tuple[float, float]]:
    """Places that touch a matrix code and lie over its frame: at its corners, at its sides."""
    middle = kept.mean(axis=0)
    ends = [kept[n] for n in range(4)] + [(kept[n] + kept[(n + 1) % 4]) / 2 for n in range(4)]
    for end in ends:
        out = _unit(end - middle)
        # As far out as an upright square of this side leaves the code, however that lies.
        for away in np.arange(0.4, 1.05, 0.05) * side:
            centre = end + out * away
            at = float(centre[0]) - side / 2, float(centre[1]) - side / 2
            if not overlap(_square((*at, side)), kept):
                if overlap(_square((*at, side)), frame):
                    yield at
                break


def _busy(printed: GrayImage, kept: Quad, square: tuple[float, float, float]) -> float:
    """How much of the ground under and around a badge is print, the code's own left out."""
    x, y, side = square
    more = (AROUND - 1) / 2 * side
    left, top = max(0, round(x - more)), max(0, round(y - more))
    ground = printed[top : round(y + side + more), left : round(x + side + more)]
    others = np.ones(ground.shape, np.uint8)
    cv2.fillConvexPoly(others, np.round(kept - (left, top)).astype(np.int32), 0)
    return round(float(ground[others > 0].mean()), 2) if others.any() else 0.0


def _printed(grey: GrayImage) -> GrayImage:
    """Where something is printed or ends, sharp or not: 1, else 0."""
    size = max(3, round(grey.shape[1] * PRINT_SHARE)) | 1
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    near = np.ones((size, size), np.uint8)
    rise = cv2.subtract(cv2.dilate(soft, near), cv2.erode(soft, near))
    return np.asarray(rise > PRINT_RISE, np.uint8)


def grown(quad: Quad, across: float, down: float) -> Quad:
    """The corners moved outwards along the symbol's own sides."""
    along = _unit(quad[1] - quad[0] + quad[2] - quad[3])
    below = _unit(quad[3] - quad[0] + quad[2] - quad[1])
    if not below.any():
        below = np.array([-along[1], along[0]], np.float32)
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float32)
    moved = quad + signs[:, :1] * across * along + signs[:, 1:] * down * below
    return np.asarray(moved, np.float32)


def overlap(one: Quad, other: Quad) -> bool:
    """Whether two convex shapes share more than a line."""
    area, _ = cv2.intersectConvexConvex(one, other)
    return area > 1


def _square(square: tuple[float, float, float]) -> Quad:
    x, y, side = square
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    return np.array(corners, np.float32)


def _sides(quad: Quad) -> tuple[float, float]:
    """How wide and how high the symbol itself is, however it lies."""
    return float(np.hypot(*(quad[1] - quad[0]))), float(np.hypot(*(quad[2] - quad[1])))


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.hypot(*vector))
    return np.asarray(vector / length if length else vector, np.float32)
