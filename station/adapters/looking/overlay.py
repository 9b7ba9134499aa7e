"""Draws what a look at a tray has shown over its picture: every mark a shape and a colour.

Nothing is drawn on a code: its frame lies around it, its badge on the frame, and all words stand
below the picture. Each shape has a line of its own as well, for where a badge finds no room.
Pillow draws, for OpenCV's fonts have no æ, ø and å.
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from station.adapters.looking.placing import Quad, place
from station.ports.viewfinder import Caption, ColourImage, Drawn, Shape

Rgb = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]

COLOURS: dict[Shape, Rgb] = {
    "tick": (0, 132, 61),
    "cross": (200, 16, 46),
    "question": (176, 96, 0),
    "arrow": (106, 27, 154),
}
# Dashes and gaps of a frame in turn, in widths of its line; without any it is drawn through.
DASHES: dict[Shape, tuple[int, ...]] = {
    "tick": (),
    "cross": (3, 1, 1, 1),
    "question": (2, 2),
    "arrow": (1, 1),
}
STROKE_SHARE = 1 / 500  # of the picture's width
MIN_STROKE_PX = 2
TEXT_SHARE = 1 / 60  # of the picture's width, the height of a line of text
MIN_TEXT_PX = 14
MAX_LINES = 60  # below the picture: a tray of 48 with a heading for each mark
BACKGROUND, INK = (255, 255, 255), (20, 24, 28)


def overlay(
    image: ColourImage, marks: Sequence[Drawn], lines: Sequence[Caption], fonts: tuple[bytes, bytes]
) -> bytes:
    """A PNG of the picture with its marks, and the lines below; ``fonts`` as files' contents."""
    height, width = image.shape[:2]
    px = max(MIN_TEXT_PX, round(width * TEXT_SHARE))
    font = ImageFont.truetype(BytesIO(fonts[1]), px)
    rows = [row for line in _fitting(lines) for row in _wrapped(line, font, width - 3 * px)]
    canvas = Image.new("RGB", (width, height + round(1.5 * px * len(rows)) + px), BACKGROUND)
    canvas.paste(Image.fromarray(np.ascontiguousarray(image[:, :, ::-1])), (0, 0))
    pen = ImageDraw.Draw(canvas)
    _draw_marks(pen, image, marks)
    for number, (shape, text) in enumerate(rows):
        top = height + px // 2 + round(1.5 * px * number)
        if shape is not None:
            _badge(pen, shape, (px // 2, top, px // 2 + px, top + px))
        pen.text((2 * px, top + px), text, fill=INK, font=font, anchor="ls")
    out = BytesIO()
    canvas.save(out, "PNG", compress_level=1)  # four times as fast, a tenth larger
    return out.getvalue()


def _fitting(lines: Sequence[Caption]) -> Sequence[Caption]:
    if len(lines) <= MAX_LINES:
        return lines
    more = Caption("question", f"+ {len(lines) - MAX_LINES + 1} …")
    return [*lines[: MAX_LINES - 1], more]


def _wrapped(
    line: Caption, font: ImageFont.FreeTypeFont, width: float
) -> list[tuple[Shape | None, str]]:
    """The line's words in rows as wide as the picture; its mark stands at the first."""
    rows: list[str] = []
    for word in line.text.split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and font.getlength(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return [(None if number else line.shape, row) for number, row in enumerate(rows)]


def _draw_marks(pen: ImageDraw.ImageDraw, image: ColourImage, marks: Sequence[Drawn]) -> None:
    """A frame around each code, and its badge on the frame where that has room."""
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    stroke = max(MIN_STROKE_PX, round(image.shape[1] * STROKE_SHARE))
    placed = place(grey, marks, stroke)
    for one in placed:
        _frame(pen, one.mark.shape, one.frame, stroke)
    for one in placed:
        if one.badge is not None:
            x, y, side = one.badge
            _badge(pen, one.mark.shape, (x, y, x + side, y + side))


def _frame(pen: ImageDraw.ImageDraw, shape: Shape, frame: Quad, stroke: int) -> None:
    corners = [(float(x), float(y)) for x, y in frame]
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        for first, last in _dashes(
            DASHES[shape], float(np.hypot(*np.subtract(end, start))), stroke
        ):
            ends = _between(start, end, first), _between(start, end, last)
            pen.line(ends, COLOURS[shape], stroke)


def _dashes(pattern: tuple[int, ...], length: float, stroke: int) -> list[tuple[float, float]]:
    """Where the dashes of a side begin and end, as parts of it; one stands at each of its ends."""
    if not pattern:
        return [(0.0, 1.0)]
    turns = max(1, round((length / stroke - pattern[0]) / sum(pattern)))
    marks = [0, *accumulate([*pattern * turns, pattern[0]])]
    ends = zip(marks[::2], marks[1::2], strict=True)
    return [(first / marks[-1], last / marks[-1]) for first, last in ends]


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


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
