"""Where symbols lie in a picture: which quadrilaterals are one place, and their reading order."""

from itertools import pairwise
from math import hypot

from station.ports.decoder import Corners, Point

# One decoder sees a bar code's upper rows and another its lower ones: two quadrilaterals this far
# apart, as a part of their longest side, are one place. Labels in a tray lie further apart.
TOUCHING = 0.05


def same_place(one: Corners, other: Corners) -> bool:
    """Whether two quadrilaterals overlap, or touch within `TOUCHING`.

    Two convex shapes are apart when along some direction there is room between them.

    >>> square = ((0, 0), (10, 0), (10, 10), (0, 10))
    >>> same_place(square, ((5, 5), (15, 5), (15, 15), (5, 15)))
    True
    >>> same_place(square, ((12, 0), (22, 0), (22, 10), (12, 10)))
    False
    """
    near = TOUCHING * max(_length(side) for side in (*_sides(one), *_sides(other)))
    directions = {(1, 0), (0, 1), *_directions(one), *_directions(other)}
    return all(_room(one, other, direction) <= near for direction in directions)


def reading_order(corners: Corners) -> tuple[int, int]:
    """Sort key: from top to bottom, then left to right."""
    return min(y for _, y in corners), min(x for x, _ in corners)


def clockwise(corners: Corners) -> Corners:
    """Return the corners clockwise; top and bottom of a bar code look alike to its decoder.

    >>> clockwise(((0, 9), (9, 9), (9, 0), (0, 0)))
    ((0, 0), (9, 0), (9, 9), (0, 9))
    """
    a, b, c, d = corners
    ends = pairwise((*corners, a))
    turns_left = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in ends) < 0
    return (d, c, b, a) if turns_left else corners


def _sides(corners: Corners) -> list[Point]:
    return [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise((*corners, corners[0]))]


def _length(side: Point) -> float:
    return hypot(*side)


def _directions(corners: Corners) -> list[Point]:
    """Every side's direction and the one across it: a bar code's place may be a mere line."""
    sides = [side for side in _sides(corners) if side != (0, 0)]
    return [*sides, *((-y, x) for x, y in sides)]


def _room(one: Corners, other: Corners, direction: Point) -> float:
    """Free pixels between the two shadows on a line along ``direction``; below 0: they overlap."""
    (low, high), (other_low, other_high) = _shadow(one, direction), _shadow(other, direction)
    return max(other_low - high, low - other_high) / _length(direction)


def _shadow(corners: Corners, direction: Point) -> tuple[int, int]:
    ends = [x * direction[0] + y * direction[1] for x, y in corners]
    return min(ends), max(ends)
