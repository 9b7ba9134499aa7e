"""Command cards: large, each with one bar code that has been read back, on one A4 sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageDraw

from labels import raster, symbols, verify
from labels.errors import DoesNotFitError
from labels.layout import DESCENT_EM, DOTS_PER_MM, MM_PER_POINT, QUIET_MODULES, Box, Symbol, Text
from labels.pdf import pdf
from labels.pictures import Picture, draw_picture
from labels.raster import Fonts, Typesetter
from labels.sheet import a4

CARD_MM = (95, 54)
"""Ten on an A4 sheet: bars of neighbours are at least 35 mm apart, more than a reader takes in."""
SHEET_MARGIN_MM, SHEET_GAP_MM = 7, 3
MIN_X_MM = 0.33
"""Wider than on labels: cards are read from afar, behind plastic, and get scratched."""
FRAME_MM = 0.3
INSET_MM = 6
PICTURE_MM = 20
BARS_TOP_MM, BARS_MM = 29, 16
CODE_BOTTOM_MM = 50
WORD_POINTS, MIN_WORD_POINTS, CODE_POINTS = 30, 14, 9


@dataclass(frozen=True)
class CardContent:
    """What one card carries: the code in its bars, a picture, and its name in each language."""

    code: str
    picture: Picture
    words: tuple[str, str]


def card_sheet(cards: Sequence[CardContent], dpi: int, fonts: Fonts) -> bytes:
    """Return a PDF of cards in rows, to print unscaled at `dpi`. Raises `LabelError`."""
    images = [render_card(card, dpi, fonts) for card in cards]
    return pdf(a4(images, dpi, SHEET_MARGIN_MM, SHEET_GAP_MM), dpi)


def render_card(card: CardContent, dpi: int, fonts: Fonts) -> Image.Image:
    """Draw one card, mode "1", one pixel a dot, inside the line to cut along.

    No card leaves unless its bitmap decodes to exactly its code. Raises a `LabelError`.
    """
    drawing = _Card(card, DOTS_PER_MM[dpi], Typesetter(fonts))
    image = drawing.draw()
    verify.verify(image, "code128", card.code)
    return image


@dataclass(frozen=True)
class _Card:
    content: CardContent
    dots_per_mm: float
    typesetter: Typesetter

    def dots(self, mm: float) -> int:
        return round(mm * self.dots_per_mm)

    def draw(self) -> Image.Image:
        width, height = (self.dots(mm) for mm in CARD_MM)
        image = Image.new("1", (width, height), raster.WHITE)
        pen = ImageDraw.Draw(image)
        pen.fontmode = "1"
        pen.rectangle(
            (0, 0, width - 1, height - 1), outline=raster.BLACK, width=self.dots(FRAME_MM)
        )
        left, size = self.dots(INSET_MM), self.dots(PICTURE_MM)
        place = Box(left, left, left + size, left + size)
        draw_picture(pen, self.content.picture, place, self.typesetter)
        for text in (*self._words(width), self._code(width)):
            raster.draw_text(pen, text, self.typesetter)
        raster.draw_symbol(pen, self._symbol(width))
        return image

    def _symbol(self, width: int) -> Symbol:
        """The bars in the middle, X in whole dots, and their quiet zone inside the frame."""
        modules = symbols.code128(self.content.code)
        x_dots = ceil(MIN_X_MM * self.dots_per_mm)
        left = (width - len(modules[0]) * x_dots) // 2
        quiet = (left - self.dots(FRAME_MM)) // x_dots
        if quiet < QUIET_MODULES["code128"]:
            raise DoesNotFitError(
                f"Card {self.content.code}: expected a quiet zone of at least "
                f"{QUIET_MODULES['code128']} modules, got {quiet}."
            )
        top, rows = self.dots(BARS_TOP_MM), self.dots(BARS_MM)
        return Symbol(modules, left, top, x_dots, rows, quiet)

    def _words(self, width: int) -> tuple[Text, ...]:
        """Both names right of the picture, at one size, each on half of its height."""
        left = self.dots(INSET_MM + PICTURE_MM + INSET_MM)
        px = self._fitting(width - left - self.dots(INSET_MM))
        half = self.dots(PICTURE_MM / 2)
        return tuple(
            Text(word, left, self.dots(INSET_MM) + half * row - ceil(DESCENT_EM * px), px, bold)
            for row, word, bold in zip((1, 2), self.content.words, (True, False), strict=True)
        )

    def _fitting(self, room: int) -> int:
        largest, smallest = (
            self.dots(points * MM_PER_POINT) for points in (WORD_POINTS, MIN_WORD_POINTS)
        )
        for px in range(largest, smallest - 1, -1):
            if all(self.typesetter.measure(word, px, True) <= room for word in self.content.words):
                return px
        raise DoesNotFitError(
            f"Card {self.content.code}: expected names that fit in {room} dots, "
            f"got {' and '.join(map(repr, self.content.words))}."
        )

    def _code(self, width: int) -> Text:
        """The code as people read it, below the bars."""
        px = self.dots(CODE_POINTS * MM_PER_POINT)
        code_width = self.typesetter.measure(self.content.code, px, False)
        return Text(
            self.content.code, (width - code_width) // 2, self.dots(CODE_BOTTOM_MM), px, False
        )
