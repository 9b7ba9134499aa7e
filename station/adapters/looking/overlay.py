"""Draws what a look at a tray has shown over its picture: every mark a shape and a colour.

Nothing is drawn on a code: outlines lie outside of its quiet zone, badges beside it, and all
words stand below the picture. Pillow draws, for OpenCV's fonts have no æ, ø and å.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from station.ports.decoder import Corners
from station.ports.viewfinder import ColourImage, Drawn, Line, Shape

Rgb = tuple[int, int, int]
Box = tuple[float, float, float, float]

COLOURS: dict[Shape, Rgb] = {
    "tick": (0, 132, 61),
    "cross": (200, 16, 46),
    "question": (176, 96, 0),
    "arrow": (106, 27, 154),
}
OUTSET = 0.3  # of the shorter side: a matrix code wants one or two modules of quiet zone
BRACKET = 0.2  # of each side of the outline
STRIP = 0.25  # a symbol lower than that, by its width, is a strip of a bar code
MIN_OUTSET_PX = 6
TEXT_SHARE = 1 / 60  # of the picture's width, the height of a line of text
MIN_TEXT_PX = 14
MAX_LINES = 60  # below the picture: a tray of 48 with a heading for each mark
BACKGROUND, INK = (255, 255, 255), (20, 24, 28)


def overlay(
    image: ColourImage, marks: Sequence[Drawn], lines: Sequence[Line], fonts: tuple[bytes, bytes]
) -> bytes:
    """A PNG of the picture with its marks, and the lines below; ``fonts`` as files' contents."""
    height, width = image.shape[:2]
    px = max(MIN_TEXT_PX, round(width * TEXT_SHARE))
    shown = _fitting(lines)
    canvas = Image.new("RGB", (width, height + round(1.5 * px * len(shown)) + px), BACKGROUND)
    canvas.paste(Image.fromarray(np.ascontiguousarray(image[:, :, ::-1])), (0, 0))
    pen = ImageDraw.Draw(canvas)
    _draw_marks(pen, marks, (width, height))
    font = ImageFont.truetype(BytesIO(fonts[1]), px)
    for row, line in enumerate(shown):
        top = height + px // 2 + round(1.5 * px * row)
        _badge(pen, line.shape, (px // 2, top, px // 2 + px, top + px))
        pen.text((2 * px, top + px), line.text, fill=INK, font=font, anchor="ls")
    out = BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue()


def _fitting(lines: Sequence[Line]) -> Sequence[Line]:
    if len(lines) <= MAX_LINES:
        return lines
    more = Line("question", f"+ {len(lines) - MAX_LINES + 1} …")
    return [*lines[: MAX_LINES - 1], more]


def _draw_marks(pen: ImageDraw.ImageDraw, marks: Sequence[Drawn], size: tuple[int, int]) -> None:
    """Brackets and a badge beside each code, each where it covers no other code."""
    codes = [_code_box(mark.corners) for mark in marks]
    for mark, code in zip(marks, codes, strict=True):
        outline = _outline(mark.corners)
        others = [other for other in codes if other is not code]
        colour, stroke = COLOURS[mark.shape], max(2, round(max(_sides(mark.corners)) / 30))
        if not any(_crosses(outline, other) for other in others):
            _brackets(pen, outline, stroke, colour)
        room = _free(mark.corners, codes, size)
        if room is not None:
            _badge(pen, mark.shape, room)


def _outline(corners: Corners) -> list[tuple[float, float]]:
    """The corners moved outwards along the symbol's own sides."""
    quad = np.array(corners, float)
    along, across = quad[1] - quad[0], quad[2] - quad[1]
    wide, high = _sides(corners)
    out_along, out_across = _outset(wide, high)
    right = along / max(wide, 1.0) * out_along
    down = across / max(high, 1.0) * out_across
    if high < 1.0:
        down = np.array([-right[1], right[0]]) / max(out_along, 1.0) * out_across
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    moved = [point + x * right + y * down for point, (x, y) in zip(quad, signs, strict=True)]
    return [(float(x), float(y)) for x, y in moved]


def _outset(wide: float, high: float) -> tuple[float, float]:
    """How far outwards along the symbol and across it, in pixels.

    The corners of a bar code may mark only the strip of it that was scanned.
    """
    if high < STRIP * wide:
        return max(MIN_OUTSET_PX, 0.12 * wide), max(MIN_OUTSET_PX, 0.35 * wide)
    out = max(MIN_OUTSET_PX, OUTSET * min(wide, high))
    return out, out


def _sides(corners: Corners) -> tuple[float, float]:
    """How wide and how high the symbol itself is, however it lies."""
    (ax, ay), (bx, by), (cx, cy), _ = corners
    return float(np.hypot(bx - ax, by - ay)), float(np.hypot(cx - bx, cy - by))


def _code_box(corners: Corners) -> Box:
    """The box that nothing may be drawn in: code and quiet zone, just inside its outline."""
    outline = _outline(corners)
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    return min(xs) + 2, min(ys) + 2, max(xs) - 2, max(ys) - 2


def _crosses(outline: Sequence[tuple[float, float]], box: Box) -> bool:
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    return _overlap((min(xs), min(ys), max(xs), max(ys)), box)


def _overlap(one: Box, other: Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


def _brackets(
    pen: ImageDraw.ImageDraw, outline: list[tuple[float, float]], stroke: int, colour: Rgb
) -> None:
    """The corners of the outline only: what is printed around the code stays readable."""
    for start, end in zip(outline, [*outline[1:], outline[0]], strict=True):
        pen.line((start, _between(start, end, BRACKET)), colour, stroke)
        pen.line((_between(start, end, 1 - BRACKET), end), colour, stroke)


def _between(
    start: tuple[float, float], end: tuple[float, float], part: float
) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _free(corners: Corners, codes: Sequence[Box], size: tuple[int, int]) -> Box | None:
    """The first place beside the code that lies in the picture and on no code."""
    for place in _beside(corners):
        inside = place[0] >= 0 and place[1] >= 0 and place[2] <= size[0] and place[3] <= size[1]
        if inside and not any(_overlap(place, code) for code in codes):
            return place
    return None


def _beside(corners: Corners) -> Iterator[Box]:
    left, top, right, bottom = _code_box(corners)
    side, gap = max(12.0, max(_sides(corners)) / 3), 4.0
    x, y = (left + right - side) / 2, (top + bottom - side) / 2
    for across, down in (
        (right + gap, y),
        (left - gap - side, y),
        (x, top - gap - side),
        (x, bottom + gap),
        (right + gap, top - gap - side),
        (left - gap - side, bottom + gap),
    ):
        yield across, down, across + side, down + side


def _badge(pen: ImageDraw.ImageDraw, shape: Shape, box: Box) -> None:
    """A white sign on a disc, a square, a triangle or an arrow: told apart without colour."""
    left, top, right, _ = box
    side, colour = right - left, COLOURS[shape]
    white, stroke = (255, 255, 255), max(2, round(side / 8))

    def at(x: float, y: float) -> tuple[float, float]:
        return left + x * side, top + y * side

    if shape == "tick":
        pen.ellipse(box, colour)
        pen.line([at(0.25, 0.55), at(0.43, 0.73), at(0.76, 0.3)], white, stroke, "curve")
    elif shape == "cross":
        pen.rectangle(box, colour)
        pen.line([at(0.25, 0.25), at(0.75, 0.75)], white, stroke)
        pen.line([at(0.75, 0.25), at(0.25, 0.75)], white, stroke)
    elif shape == "arrow":
        points = [(0, 0.5), (0.35, 0.1), (0.35, 0.35), (0.65, 0.35), (0.65, 0.1), (1, 0.5)]
        points += [(x, 1 - y) for x, y in reversed(points[1:-1])]
        pen.polygon([at(x, y) for x, y in points], colour)
    else:
        pen.polygon([at(0.5, 0), at(1, 1), at(0, 1)], colour)
        pen.arc((*at(0.36, 0.32), *at(0.64, 0.6)), 180, 90, white, max(2, stroke // 2))
        pen.line([at(0.5, 0.6), at(0.5, 0.72)], white, max(2, stroke // 2))
        pen.ellipse((*at(0.45, 0.79), *at(0.55, 0.89)), white)
