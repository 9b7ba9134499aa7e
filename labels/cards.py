"""Command cards: large, each with one bar code that has been read back, on A4 sheets by group."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageDraw

from labels import raster, symbols, verify
from labels.errors import DoesNotFitError
from labels.geometry import Box, Symbol, Text
from labels.lines import DESCENT_EM
from labels.pdf import Page, pdf
from labels.pictures import draw_picture
from labels.raster import Fonts, Typesetter
from labels.sheet import Sheet, pages
from labels.units import DOTS_PER_MM, MM_PER_POINT

CARD_MM = (95, 50)
"""Ten under a heading on A4: bars of neighbours are 35 mm apart, more than a reader takes in."""
CARDS_A_SHEET = 10
HEADING_MM, HEADING_POINTS = (195, 12), 20
SHEET = Sheet("cards", 210, 297, 7, 3)
MIN_X_MM = 0.33
"""Wider than on labels: cards are read from afar, behind plastic, and get scratched."""
QUIET_MODULES = 12
"""ISO/IEC 15417 asks for 10; printing grows bars into them."""
NARROWEST_X_MM = 0.25
"""As on tube labels, for a code too long otherwise: a place with a long name."""
FRAME_MM = 0.3
INSET_MM = 5
PICTURE_MM = 18
BARS_TOP_MM, BARS_MM = 26, 16
CODE_BOTTOM_MM = 47
WORD_POINTS, MIN_WORD_POINTS, CODE_POINTS = 24, 9, 9
MOST_LINES, LINE_EM = 2, 1.05
"""Of a name: a reason may be long, and the cards lie at arm's length."""


@dataclass(frozen=True)
class CardContent:
    """What one card carries: the code in its bars, a picture, and its name in each language.

    The picture is one of `PICTURES`, or a sign or digit to be drawn as large.
    """

    code: str
    picture: str
    words: tuple[str, str]


@dataclass(frozen=True)
class CardGroup:
    """Cards that are used together, on sheets of their own."""

    heading: str
    cards: tuple[CardContent, ...]


def card_sheet(groups: Sequence[CardGroup], dpi: int, fonts: Fonts) -> bytes:
    """Return a PDF of cards in rows, to print unscaled at `dpi`. Raises `LabelError`."""
    filled: list[Page] = []
    for group in groups:
        for first in range(0, len(group.cards), CARDS_A_SHEET):
            images = [_heading(group.heading, dpi, fonts)]
            for card in group.cards[first : first + CARDS_A_SHEET]:
                images.append(render_card(card, dpi, fonts))
            filled += pages(images, dpi, SHEET)
    return pdf(filled)


def _heading(text: str, dpi: int, fonts: Fonts) -> Image.Image:
    """As wide as a sheet within its margins, so that it has a row of its own; smaller if long."""
    width, height = (round(mm * DOTS_PER_MM[dpi]) for mm in HEADING_MM)
    px = round(HEADING_POINTS * MM_PER_POINT * DOTS_PER_MM[dpi])
    setter = raster.typesetter(fonts)
    room = width - px // 2
    px = min(px, px * room // max(room, setter.measure(text, px, True)))
    image = Image.new("1", (width, height), raster.WHITE)
    raster.draw_text(image, Text(text, 0, height - px // 2, px, True), setter)
    return image


def render_card(card: CardContent, dpi: int, fonts: Fonts) -> Image.Image:
    """Draw one card, mode "1", one pixel a dot, inside the line to cut along.

    No card leaves unless its bitmap decodes to exactly its code. Raises a `LabelError`.
    """
    drawing = _Card(card, DOTS_PER_MM[dpi], raster.typesetter(fonts))
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
            raster.draw_text(image, text, self.typesetter)
        raster.draw_symbol(image, self._symbol(width))
        return image

    def _symbol(self, width: int) -> Symbol:
        """The bars in the middle, X in whole dots, and their quiet zone inside the frame."""
        modules = symbols.code128(self.content.code)
        narrowest, wished = (ceil(x * self.dots_per_mm) for x in (NARROWEST_X_MM, MIN_X_MM))
        room = width - 2 * self.dots(FRAME_MM)
        fits = room // (len(modules[0]) + 2 * QUIET_MODULES)
        x_dots = min(wished, max(narrowest, fits))
        left = (width - len(modules[0]) * x_dots) // 2
        quiet = (left - self.dots(FRAME_MM)) // x_dots
        if quiet < QUIET_MODULES:
            raise DoesNotFitError(
                "Card {card}: expected a quiet zone of at least {least} modules, got {quiet}.",
                card=self.content.code,
                least=QUIET_MODULES,
                quiet=quiet,
            )
        top, rows = self.dots(BARS_TOP_MM), self.dots(BARS_MM)
        return Symbol(modules, left, top, x_dots, rows, quiet)

    def _words(self, width: int) -> tuple[Text, ...]:
        """Both names right of the picture, at one size, each on half of its height."""
        left = self.dots(INSET_MM + PICTURE_MM + INSET_MM)
        px, names = self._fitting(width - left - self.dots(INSET_MM))
        half = self.dots(PICTURE_MM / 2)
        found = []
        for row, lines, bold in zip((1, 2), names, (True, False), strict=True):
            last = self.dots(INSET_MM) + half * row - ceil(DESCENT_EM * px)
            for above, line in enumerate(reversed(lines)):
                found.append(Text(line, left, last - round(above * LINE_EM * px), px, bold))
        return tuple(found)

    def _fitting(self, room: int) -> tuple[int, list[list[str]]]:
        """The largest size in dots at which both names fit, and their lines."""
        largest, smallest = (
            self.dots(points * MM_PER_POINT) for points in (WORD_POINTS, MIN_WORD_POINTS)
        )
        for px in range(largest, smallest - 1, -1):
            names = [self._lines(word, px, room) for word in self.content.words]
            high = max(map(len, names)) * LINE_EM * px
            wide = max(self.typesetter.measure(line, px, True) for name in names for line in name)
            if high <= self.dots(PICTURE_MM / 2) and wide <= room:
                return px, names
        raise DoesNotFitError(
            "Card {card}: expected names that fit in {room} dots, got {first!r} and {second!r}.",
            card=self.content.code,
            room=room,
            first=self.content.words[0],
            second=self.content.words[1],
        )

    def _lines(self, text: str, px: int, room: int) -> list[str]:
        """The words in lines, each as full as it can be; the last takes what is left."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            fits = self.typesetter.measure(longer, px, True) <= room
            if fits or not lines[-1] or len(lines) == MOST_LINES:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _code(self, width: int) -> Text:
        """The code as people read it, below the bars."""
        px = self.dots(CODE_POINTS * MM_PER_POINT)
        code_width = self.typesetter.measure(self.content.code, px, False)
        return Text(
            self.content.code, (width - code_width) // 2, self.dots(CODE_BOTTOM_MM), px, False
        )
