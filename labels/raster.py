"""From a layout to a one-bit picture: bars in whole dots, text without grey, PNG bytes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from labels.content import LabelContent
from labels.errors import GlyphError
from labels.geometry import Layout, SideShape, Symbol, Text
from labels.lines import CUT_MARK
from labels.stock import Stock
from labels.units import DOTS_PER_MM, MM_PER_INCH

BLACK, WHITE = 0, 1
LAST_PLAIN_LETTER = "\uffff"
"""Above lie emoji, historic scripts and rare ideographs: nothing that a label says."""
PROBE_PX = 32
"""Large enough that two letters differ by more than a dot."""
NO_LETTER = "\uffff"
"""A noncharacter, for which a font has nothing but its replacement box."""
MAX_KEPT_SIZES, MAX_KEPT_LETTERS, MAX_KEPT_BOXES, MAX_KEPT_LINES = 128, 10_000, 10_000, 256
"""Bounds on what is kept: some ten megabytes."""
STRIP_DOTS = 128
"""Bars are made so high and set one below the other: a large picture costs ten times as much."""
RIGHT_TO_LEFT = ("R", "AL", "AN")
COMBINING = ("Mn", "Me", "Mc")
BELOW, ABOVE = 220, 230
"""Canonical combining classes of the accents that are set below and above a letter."""
ACCENT_GAP_EM = 0.03
"""Between a letter and an accent that would run into it."""
HIGHEST_EM, LOWEST_EM = 1.07, 0.25
"""How far a letter reaches with its accents: Ắ above, Ș below. More would run into other lines."""


@dataclass(frozen=True)
class Fonts:
    """The bytes of a TrueType font, regular and bold."""

    regular: bytes
    bold: bytes


class Typesetter:
    """Draws and measures lines of text, and keeps what it did from label to label.

    To open a font and to draw its letters takes longer than all the rest, and the labels of one
    patient share most of their lines.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._opened = lru_cache(MAX_KEPT_SIZES)(self._open)
        self._boxes = lru_cache(MAX_KEPT_BOXES)(self._box)
        self._drawn = lru_cache(MAX_KEPT_LINES)(self._draw)
        self._letters = lru_cache(MAX_KEPT_LETTERS)(self._prints)

    def at(self, px: int, bold: bool) -> ImageFont.FreeTypeFont:
        """Return the font at an em of `px` dots. Raises `GlyphError` if the bytes are no font."""
        return self._opened(px, bold)

    def measure(self, text: str, px: int, bold: bool) -> int:
        """Return how many dots wide the box is that holds the ink (`lines.Measure`)."""
        left, _, right, _ = self._boxes(text, px, bold)
        return right - left

    def ink(self, text: str, px: int, bold: bool) -> tuple[Image.Image, int]:
        """Return a line as a mask, mode "1", and how far its top is from the baseline in dots."""
        return self._drawn(text, px, bold)

    def prints(self, letter: str) -> bool:
        """Tell whether both weights have a plain glyph for a letter, or need none.

        A letter with accents that do not compose with it is drawn of several.
        """
        return self._letters(letter)

    def _open(self, px: int, bold: bool) -> ImageFont.FreeTypeFont:
        return _open(self._fonts.bold if bold else self._fonts.regular, px)

    def _box(self, text: str, px: int, bold: bool) -> tuple[int, int, int, int]:
        """The left, top, right and bottom of the ink, from where the baseline begins."""
        if len(letters(text)) < len(text):
            canvas, (x, y) = self._accented(text, px, bold)
            left, top, right, bottom = canvas.getbbox() or (x, y, x, y)
            return left - x, top - y, right - x, bottom - y
        box = self.at(px, bold).getbbox(text, mode="1", anchor="ls")
        return int(box[0]), int(box[1]), int(box[2]), int(box[3])

    def _draw(self, text: str, px: int, bold: bool) -> tuple[Image.Image, int]:
        left, top, right, bottom = self._boxes(text, px, bold)
        if len(letters(text)) < len(text):
            canvas, (x, y) = self._accented(text, px, bold)
            return canvas.crop((x + left, y + top, x + right, y + bottom)), top
        mask = Image.new("1", (right - left, bottom - top), 0)
        _write(mask, (-left, -top), text, self.at(px, bold))
        return mask, top

    def _accented(self, text: str, px: int, bold: bool) -> tuple[Image.Image, tuple[int, int]]:
        """A text some of whose accents are glyphs of their own, as a mask, and where it begins."""
        font, (x, y) = self.at(px, bold), (px, 3 * px)
        bare = "".join(letter for letter in text if not unicodedata.combining(letter))
        mask = Image.new("1", (int(font.getlength(bare)) + 2 * px, 5 * px), 0)
        _write(mask, (x, y), bare, font)
        done = ""
        for letter in letters(text):
            left = x + round(font.getlength(done))
            done += letter[0]
            for accent, offset in self._accents(letter, px, bold):
                mask.paste(1, (left + offset[0], y + offset[1]), accent)
        return mask, (x, y)

    def _accents(
        self, letter: str, px: int, bold: bool
    ) -> Iterator[tuple[Image.Image, tuple[int, int]]]:
        """The accents of a letter over or under its middle, each clear of it and of the others.

        The fonts place them for small letters: over a capital an accent would be lost in it.
        """
        left, _, right, _ = self._boxes(letter[0], px, bold)
        base, highest = self._black(letter[0], px, bold)
        lowest, gap = highest + base.height, max(1, round(ACCENT_GAP_EM * px))
        for accent in letter[1:]:
            mask, top = self._black(accent, px, bold)
            if unicodedata.combining(accent) == BELOW:
                top = max(top, lowest + gap)
                lowest = top + mask.height
            else:
                top = highest = min(top, highest - gap - mask.height)
            yield mask, ((left + right - mask.width) // 2, top)

    def _black(self, sign: str, px: int, bold: bool) -> tuple[Image.Image, int]:
        """The mask of a sign without any blank around it, and how far it is from the baseline."""
        mask, top = self.ink(sign, px, bold)
        box = mask.getbbox() or (0, 0, *mask.size)
        return mask.crop(box), top + box[1]

    def _prints(self, letter: str) -> bool:
        faces = [self.at(PROBE_PX, bold) for bold in (False, True)]
        base, accents = letter[0], letter[1:]
        return (
            _is_plain(base)
            and not (accents and base.isspace())
            and all(unicodedata.combining(accent) in (BELOW, ABOVE) for accent in accents)
            and all(_has_glyph(sign, face) for sign in letter for face in faces)
            and (not accents or all(self._is_in_line(letter, bold) for bold in (False, True)))
        )

    def _is_in_line(self, letter: str, bold: bool) -> bool:
        """Whether a letter with its accents is no higher and no lower than a line allows."""
        _, top, _, bottom = self._boxes(letter, PROBE_PX, bold)
        return -top <= HIGHEST_EM * PROBE_PX and bottom <= LOWEST_EM * PROBE_PX


@lru_cache(maxsize=2)
def typesetter(fonts: Fonts) -> Typesetter:
    """Return the one typesetter of these fonts; a station has one pair of them."""
    return Typesetter(fonts)


def check_glyphs(content: LabelContent, stock: Stock, typesetter: Typesetter) -> None:
    """Refuse a text with a letter that would print as a box, not at all, or out of order.

    Raises `GlyphError`, which names the letter but not the text.
    """
    carried = dict.fromkeys(element for design in stock.designs for element in design.carried)
    texts = {element: content.text(element) + CUT_MARK for element in carried}
    texts["side_word"] = content.text("side_word") + content.side_letter
    if all(map(typesetter.prints, set().union(*map(letters, texts.values())))):
        return
    for element, text in texts.items():
        for letter in unprintable(text, typesetter):
            raise GlyphError(
                "Label {element}: expected letters that the label fonts can print, got "
                "{letter!r} (U+{number:04X} {name}).",
                element=element,
                letter=letter,
                number=ord(letter),
                name=unicodedata.name(letter, "UNNAMED"),
            )


def unprintable(text: str, typesetter: Typesetter) -> tuple[str, ...]:
    """The letters and accents of a text that would not print plainly, each once."""
    found = set()
    for letter in set(letters(text)):
        if not typesetter.prints(letter):
            ends = range(1, len(letter) + 1)
            found.add(next(letter[n - 1] for n in ends if not typesetter.prints(letter[:n])))
    return tuple(sorted(found))


def letters(text: str) -> list[str]:
    r"""A text in its letters, each with the accents that follow it.

    >>> [ascii(letter) for letter in letters("yo\u0300")]
    ["'y'", "'o\\u0300'"]
    """
    if text.isascii():
        return list(text)
    found: list[str] = []
    for letter in text:
        if found and unicodedata.combining(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def draw(layout: Layout, typesetter: Typesetter) -> Image.Image:
    """Draw a label, mode "1", one pixel a dot, 0 black."""
    image = Image.new("1", (layout.width_dots, layout.height_dots), WHITE)
    pen = ImageDraw.Draw(image)
    draw_shape(pen, layout.shape)
    for text in layout.texts:
        draw_text(image, text, typesetter)
    draw_symbol(image, layout.symbol)
    return image


def png(image: Image.Image, dpi: int) -> bytes:
    """Return a one-bit PNG that says how large it is to be printed; equal pictures, equal bytes."""
    target = BytesIO()
    dots_per_inch = DOTS_PER_MM[dpi] * MM_PER_INCH
    image.save(target, "PNG", dpi=(dots_per_inch, dots_per_inch))
    return target.getvalue()


def _open(font: bytes, px: int) -> ImageFont.FreeTypeFont:
    try:
        # The basic engine: the same dots on every machine, with or without a shaping library.
        return ImageFont.truetype(BytesIO(font), px, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        raise GlyphError(
            "Label font: expected the bytes of a TrueType font, got {got} bytes of none.",
            got=len(font),
        ) from error


def _is_plain(letter: str) -> bool:
    """Tell whether one glyph, set after the one before, is the whole of a letter."""
    return (
        letter < LAST_PLAIN_LETTER
        and unicodedata.bidirectional(letter) not in RIGHT_TO_LEFT
        and unicodedata.category(letter) not in COMBINING
    )


def _write(mask: Image.Image, at: tuple[int, int], text: str, font: ImageFont.FreeTypeFont) -> None:
    """Draw a text into a mask, its baseline beginning there."""
    pen = ImageDraw.Draw(mask)
    pen.fontmode = "1"
    pen.text(at, text, fill=1, font=font, anchor="ls")


def _has_glyph(letter: str, font: ImageFont.FreeTypeFont) -> bool:
    glyph, missing = (font.getmask(sign, mode="1") for sign in (letter, NO_LETTER))
    if bytes(glyph) == bytes(missing) and glyph.size == missing.size:
        return False
    return letter.isspace() or any(bytes(glyph))


def draw_symbol(image: Image.Image, symbol: Symbol) -> None:
    """Draw the modules of a symbol into a picture, each in whole dots."""
    is_linear = len(symbol.modules) == 1
    rows = min(symbol.row_dots, STRIP_DOTS) if is_linear else symbol.row_dots
    light = ~np.array(symbol.modules, dtype=np.bool_)
    strip = Image.fromarray(np.repeat(np.repeat(light, symbol.x_dots, axis=1), rows, axis=0))
    last = symbol.top + len(symbol.modules) * symbol.row_dots - strip.height
    for top in (*range(symbol.top, last, strip.height), last):
        image.paste(strip, (symbol.left, top))


def draw_shape(pen: ImageDraw.ImageDraw, shape: SideShape) -> None:
    """Draw the arrow or the ring of a side, without its letter."""
    if shape.side == "none":
        _draw_ring(pen, shape)
        return
    left, top, right, bottom = (
        shape.box.left,
        shape.box.top,
        shape.box.right - 1,
        shape.box.bottom - 1,
    )
    tip, shoulder, heel = left, left + shape.tip_dots, right
    if shape.side == "right":
        tip, shoulder, heel = right, right - shape.tip_dots, left
    middle = (top + bottom) / 2
    arrow = [(tip, middle), (shoulder, top), (heel, top), (heel, bottom), (shoulder, bottom)]
    fill = BLACK if shape.side == "left" else WHITE
    pen.polygon(arrow, fill=fill, outline=BLACK, width=shape.stroke_dots)


def _draw_ring(pen: ImageDraw.ImageDraw, shape: SideShape) -> None:
    x, y = (shape.box.left + shape.box.right) // 2, (shape.box.top + shape.box.bottom) // 2
    radius = min(shape.box.width, shape.box.height) // 2 - 1
    pen.ellipse(
        (x - radius, y - radius, x + radius, y + radius), outline=BLACK, width=shape.stroke_dots
    )
    half, thick = radius // 2, shape.stroke_dots
    pen.rectangle((x - half, y - thick // 2, x + half, y - thick // 2 + thick), fill=BLACK)


def draw_text(image: Image.Image, text: Text, typesetter: Typesetter) -> None:
    """Draw a line of text into a picture, its ink from `text.left` on."""
    mask, top = typesetter.ink(text.text, text.px, text.bold)
    image.paste(WHITE if text.light else BLACK, (text.left, text.baseline + top), mask)
