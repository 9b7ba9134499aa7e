"""The pictures on command cards, for those who read neither language: black, in whole dots."""

from typing import Literal, cast, get_args

from PIL import ImageDraw, ImageFont

from labels.content import Side
from labels.geometry import Box, SideShape
from labels.raster import BLACK, WHITE, Typesetter, draw_shape

Picture = Literal[
    "left",
    "right",
    "tick",
    "back",
    "printer",
    "one",
    "all",
    "lens",
    "exchange",
    "barred",
    "flag",
    "house",
]
PICTURES: tuple[Picture, ...] = get_args(Picture)

SIGNS: dict[str, str] = {
    "tick": "✔",
    "back": "↶",
    "exchange": "⇄",
    "barred": "⊘",
    "flag": "⚑",
    "one": "①",
    "all": "☰",
    "house": "⌂",
}
"""The pictures that the label font has."""
GRID = 24
"""The others are drawn on so many squares each way."""
TIP_PART, STROKE_PART = 0.4, 1 / 16
"""Of an arrow's width: its tip, as the side mark of a label has it, and its outline."""


def draw_picture(pen: ImageDraw.ImageDraw, picture: str, box: Box, typesetter: Typesetter) -> None:
    """Draw a picture, or any other text as a sign, as large as its square box allows."""
    if picture in ("left", "right"):
        tip, stroke = round(box.width * TIP_PART), round(box.width * STROKE_PART)
        draw_shape(pen, SideShape(cast(Side, picture), box, tip, stroke))
    elif picture == "printer":
        _draw_printer(pen, box)
    elif picture == "lens":
        _draw_lens(pen, box)
    else:
        _draw_sign(pen, SIGNS.get(picture, picture), box, typesetter)


def _draw_sign(pen: ImageDraw.ImageDraw, sign: str, box: Box, typesetter: Typesetter) -> None:
    ink = _ink(sign, typesetter.at(box.height, True))
    px = int(box.height * min(box.width / ink.width, box.height / ink.height))
    font = typesetter.at(px, True)
    ink = _ink(sign, font)
    x = box.left + (box.width - ink.width) // 2 - ink.left
    y = box.top + (box.height - ink.height) // 2 - ink.top
    pen.text((x, y), sign, fill=BLACK, font=font, anchor="ls")


def _ink(sign: str, font: ImageFont.FreeTypeFont) -> Box:
    """The box of a sign's black dots, from where its baseline begins."""
    mask, (x, y) = font.getmask2(sign, mode="1", anchor="ls")
    left, top, right, bottom = mask.getbbox()
    return Box(x + left, y + top, x + right, y + bottom)


def _draw_printer(pen: ImageDraw.ImageDraw, box: Box) -> None:
    """Paper behind, the body, and a printed sheet in front."""
    stroke = round(box.width * STROKE_PART)
    pen.rectangle(_on_grid(box, 6, 2, 18, 12), WHITE, BLACK, stroke)
    pen.rectangle(_on_grid(box, 1, 8, 23, 18), BLACK)
    pen.rectangle(_on_grid(box, 6, 13, 18, 23), WHITE, BLACK, stroke)
    for row in (16, 19):
        pen.rectangle(_on_grid(box, 9, row, 15, row + 1), BLACK)


def _draw_lens(pen: ImageDraw.ImageDraw, box: Box) -> None:
    """A magnifying glass with bars in it: looked at, nothing else."""
    x, y, heel_x, heel_y = _on_grid(box, 14, 14, 22, 22)
    pen.line((x, y, heel_x, heel_y), BLACK, width=round(box.width * 3 * STROKE_PART))
    pen.ellipse(_on_grid(box, 1, 1, 18, 18), WHITE, BLACK, round(box.width * 2 * STROKE_PART))
    for column in (6, 8.5, 10, 12):
        pen.rectangle(_on_grid(box, column, 6, column + 1, 13), BLACK)


def _on_grid(
    box: Box, left: float, top: float, right: float, bottom: float
) -> tuple[int, int, int, int]:
    x, y = box.width / GRID, box.height / GRID
    return (
        box.left + round(left * x),
        box.top + round(top * y),
        box.left + round(right * x),
        box.top + round(bottom * y),
    )
