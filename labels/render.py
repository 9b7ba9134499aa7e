"""The one way to a label: checked, drawn in whole dots, and read back before it leaves."""

from dataclasses import dataclass

from PIL import Image

from labels import layout, raster, symbols, verify
from labels.content import LabelContent
from labels.errors import ContentError, LabelError
from labels.raster import Fonts, Typesetter
from labels.stock import Stock, stock_from

__all__ = ["Fonts", "Label", "LabelContent", "LabelError", "Stock", "render", "stock_from"]


@dataclass(frozen=True)
class Label:
    """One drawn label that has been read back.

    `image` is one-bit, `width_dots` × `height_dots`; `png` is the same with its resolution.
    A module of the symbol is `x_dots` wide, `x_mm` in millimetres; at least `quiet_modules`
    of them are blank on either side of it.
    """

    image: Image.Image
    png: bytes
    x_dots: int
    x_mm: float
    quiet_modules: int
    width_dots: int
    height_dots: int


def render(content: LabelContent, stock: Stock, dpi: int, fonts: Fonts) -> Label:
    """Make a label of `content` on `stock` for a printer of 203, 300 or 600 `dpi`.

    No label leaves unless its bitmap decodes to exactly `content.code`. Raises a `LabelError`.
    """
    _check_required(content, stock)
    typesetter = Typesetter(fonts)
    raster.check_glyphs(content, stock, typesetter)
    modules = symbols.modules(content.code, stock.symbology)
    plan = layout.arrange(content, stock, dpi, modules, typesetter.measure)
    image = raster.draw(plan, typesetter)
    verify.verify(image, stock.symbology, content.code)
    return Label(
        image=image,
        png=raster.png(image, dpi),
        x_dots=plan.symbol.x_dots,
        x_mm=plan.symbol.x_dots / layout.DOTS_PER_MM[dpi],
        quiet_modules=plan.symbol.quiet_modules,
        width_dots=plan.width_dots,
        height_dots=plan.height_dots,
    )


def _check_required(content: LabelContent, stock: Stock) -> None:
    for element in stock.required:
        if not content.text(element).strip():
            raise ContentError(
                "Label {element}: expected a text on {stock}, got none.",
                element=element,
                stock=stock.name,
            )
