"""From a layout to a one-bit picture: bars in whole dots, text without grey, PNG bytes."""

import unicodedata
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from labels.content import LabelContent
from labels.errors import GlyphError
from labels.layout import CUT_MARK, DOTS_PER_MM, MM_PER_INCH, Layout, SideShape, Symbol, Text
from labels.stock import Stock

BLACK, WHITE = 0, 1
LAST_PLAIN_LETTER = "\uffff"
"""Above lie emoji, historic scripts and rare ideographs: nothing that a label says."""
PROBE_PX = 32
"""Large enough that two letters differ by more than a dot."""
NO_LETTER = "\uffff"
"""A noncharacter, for which a font has nothing but its replacement box."""
RIGHT_TO_LEFT = ("R", "AL", "AN")
COMBINING = ("Mn", "Me", "Mc")


@dataclass(frozen=True)
class Fonts:
    """The bytes of a TrueType font, regular and bold."""

    regular: bytes
    bold: bytes


@dataclass(frozen=True)
class Typesetter:
    """The fonts opened at the sizes one label needs; not for two threads at once."""

    fonts: Fonts
    _opened: dict[tuple[int, bool], ImageFont.FreeTypeFont] = field(default_factory=dict)

    def at(self, px: int, bold: bool) -> ImageFont.FreeTypeFont:
        """Return the font at an em of `px` dots. Raises `GlyphError` if the bytes are no font."""
        key = (px, bold)
        if key not in self._opened:
            self._opened[key] = _open(self.fonts.bold if bold else self.fonts.regular, px)
        return self._opened[key]

    def measure(self, text: str, px: int, bold: bool) -> int:
        """Return how many dots wide the box is that holds the ink (`layout.Measure`)."""
        left, _, right, _ = self.at(px, bold).getbbox(text, mode="1", anchor="ls")
        return int(right - left)


def check_glyphs(content: LabelContent, stock: Stock, typesetter: Typesetter) -> None:
    """Refuse a text with a letter that would print as a box, not at all, or out of order.

    Raises `GlyphError`, which names the letter but not the text.
    """
    carried = [element for row in (*stock.above, *stock.below) for element in row]
    texts = {element: content.text(element) + CUT_MARK for element in carried}
    texts["side_word"] = content.text("side_word") + content.side_letter
    faces = [typesetter.at(PROBE_PX, bold) for bold in (False, True)]
    for element, text in texts.items():
        for letter in sorted(set(text)):
            if not _is_plain(letter) or not all(_has_glyph(letter, face) for face in faces):
                name = unicodedata.name(letter, "UNNAMED")
                raise GlyphError(
                    "Label {element}: expected letters that the label fonts can print, got "
                    "{letter!r} (U+{number:04X} {name}).",
                    element=element,
                    letter=letter,
                    number=ord(letter),
                    name=name,
                )


def draw(layout: Layout, typesetter: Typesetter) -> Image.Image:
    """Draw a label, mode "1", one pixel a dot, 0 black."""
    image = Image.new("1", (layout.width_dots, layout.height_dots), WHITE)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    draw_shape(pen, layout.shape)
    for text in layout.texts:
        draw_text(pen, text, typesetter)
    draw_symbol(pen, layout.symbol)
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


def _has_glyph(letter: str, font: ImageFont.FreeTypeFont) -> bool:
    glyph, missing = (font.getmask(sign, mode="1") for sign in (letter, NO_LETTER))
    if bytes(glyph) == bytes(missing) and glyph.size == missing.size:
        return False
    return letter.isspace() or any(bytes(glyph))


def draw_symbol(pen: ImageDraw.ImageDraw, symbol: Symbol) -> None:
    """Draw the dark modules of a symbol."""
    for row, modules in enumerate(symbol.modules):
        top = symbol.top + row * symbol.row_dots
        for column, is_dark in enumerate(modules):
            if is_dark:
                left = symbol.left + column * symbol.x_dots
                # Pillow's rectangles hold their last dot.
                right, bottom = left + symbol.x_dots - 1, top + symbol.row_dots - 1
                pen.rectangle((left, top, right, bottom), fill=BLACK)


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


def draw_text(pen: ImageDraw.ImageDraw, text: Text, typesetter: Typesetter) -> None:
    """Draw a line of text, its ink from `text.left` on."""
    font = typesetter.at(text.px, text.bold)
    box_left = font.getbbox(text.text, mode="1", anchor="ls")[0]
    pen.text(
        (text.left - box_left, text.baseline),
        text.text,
        fill=WHITE if text.light else BLACK,
        font=font,
        anchor="ls",
    )
