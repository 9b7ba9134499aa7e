"""Labels laid out with letters of a known width instead of a font."""

from dataclasses import replace
from typing import Any

from label_samples import STOCKS, only

from labels.content import LabelContent
from labels.geometry import Layout
from labels.layout import arrange
from labels.stock import Stock

TUBE = STOCKS["tube-50x30"]
BARS = only(TUBE, "auto12", symbologies=("code128",))
RINGS = only(TUBE, "rings")


def measure(text: str, px: int, bold: bool) -> int:
    """Half an em a letter, bold or not, in whole dots."""
    return len(text) * round(px * (0.55 if bold else 0.5))


def arranged(
    content: LabelContent, stock: Stock, dpi: int = 203, design: str | None = None
) -> Layout:
    return arrange(content, stock, dpi, measure, design)


def texts(layout: Layout) -> list[str]:
    return [text.text for text in layout.texts]


def of_height(stock: Stock, height_mm: float, **profile: Any) -> Stock:
    """A stock of another height, for a reader that asks for more."""
    return replace(
        stock,
        unwrapped_height_mm=height_mm,
        printable_mm=(0, 0, stock.width_mm, height_mm),
        profile=replace(stock.profile, **profile),
    )
