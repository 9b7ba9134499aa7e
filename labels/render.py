"""The one way to a label: checked, drawn in whole dots, and read back before it leaves."""

from dataclasses import dataclass, replace
from functools import cached_property

from PIL import Image

from labels import layout, raster, verify
from labels.content import LabelContent, printed
from labels.errors import ContentError, LabelError, SymbolError
from labels.raster import Fonts
from labels.stock import Stock, Symbology, stock_from
from labels.units import DOTS_PER_MM

__all__ = [
    "Fonts",
    "Label",
    "LabelContent",
    "LabelError",
    "Stock",
    "capitals",
    "refused_code",
    "render",
    "stock_from",
    "unprintable",
]

_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""Clockwise, as stocks count; Pillow counts against the clock."""


@dataclass(frozen=True)
class Label:
    """One drawn label that has been read back.

    `image` is one-bit, `width_dots` × `height_dots`, as the printer of `dpi` gets it. A module of
    the symbol is `x_dots` wide, `x_mm` in millimetres; at least `quiet_modules` of them are blank
    on either side of it. Its middle lies `symbol_middle_mm` below the upper edge, before the label
    is turned for the printer. `dropped` are the optional elements that there was no room for, and
    `cut` those that end in a visible mark.
    """

    image: Image.Image
    dpi: int
    design: str
    symbology: Symbology
    x_dots: int
    x_mm: float
    quiet_modules: int
    symbol_middle_mm: float
    width_dots: int
    height_dots: int
    dropped: tuple[str, ...]
    cut: tuple[str, ...]

    @cached_property
    def png(self) -> bytes:
        """The picture as a file, with its resolution."""
        return raster.png(self.image, self.dpi)


def render(
    content: LabelContent, stock: Stock, dpi: int, fonts: Fonts, design: str | None = None
) -> Label:
    """Make a label of `content` on `stock` for a printer of `dpi`, in the first design that fits.

    With `design` in that one only. No label leaves unless its bitmap decodes to exactly
    `content.code`. Raises a `LabelError`.
    """
    label = draw(content, stock, dpi, fonts, design)
    verify.verify(label.image, label.symbology, content.code)
    return label


def draw(
    content: LabelContent, stock: Stock, dpi: int, fonts: Fonts, design: str | None = None
) -> Label:
    """`render` before the reading back: for measuring, never for printing."""
    _check(content, stock)
    typesetter = raster.typesetter(fonts)
    raster.check_glyphs(content, stock, typesetter)
    plan = layout.arrange(content, stock, dpi, typesetter.measure, design)
    image = raster.draw(plan, typesetter)
    symbol, scale = plan.symbol, DOTS_PER_MM[dpi]
    if stock.rotation_deg:
        image = image.transpose(_TURNS[stock.rotation_deg])
    return Label(
        image=image,
        dpi=dpi,
        design=plan.design,
        symbology=plan.symbology,
        x_dots=symbol.x_dots,
        x_mm=symbol.x_dots / scale,
        quiet_modules=symbol.quiet_modules,
        symbol_middle_mm=(symbol.top + len(symbol.modules) * symbol.row_dots / 2) / scale,
        width_dots=image.width,
        height_dots=image.height,
        dropped=plan.dropped,
        cut=plan.cut,
    )


def refused_code(code: str, stock: Stock, dpi: int, fonts: Fonts) -> LabelError | None:
    """Why a stock cannot carry a code at a resolution, whoever the label is for; None: it can."""
    try:
        content = LabelContent(code, "N", "", code, "0", "N", "none", "", "", "")
        _check(content, replace(stock, required=()))
        layout.arrange(content, stock, dpi, raster.typesetter(fonts).measure)
    except LabelError as error:
        return error
    return None


def unprintable(text: str, fonts: Fonts) -> tuple[str, ...]:
    """The letters of a text, composed, that the fonts cannot print plainly, each once."""
    return raster.unprintable(printed(text), raster.typesetter(fonts))


def capitals(text: str, fonts: Fonts) -> str:
    """A name in capitals; as it is written where the fonts lack one of them, as for Georgian."""
    upper = printed(text.upper())
    return text if unprintable(upper, fonts) else upper


def _check(content: LabelContent, stock: Stock) -> None:
    for element in stock.required:
        if not content.text(element).strip():
            raise ContentError(
                "Label {element}: expected a text on {stock}, got none.",
                element=element,
                stock=stock.name,
            )
    if len(content.code) > stock.profile.max_letters:
        raise SymbolError(
            "Code on {stock}: expected at most {limit} letters for the reader {reader}, got {got}.",
            stock=stock.name,
            limit=stock.profile.max_letters,
            reader=stock.profile.name,
            got=len(content.code),
        )
