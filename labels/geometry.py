"""A label laid out: boxes, lines, symbol and side mark, in dots from the top left corner."""

from dataclasses import dataclass

from labels.content import Side
from labels.stock import Symbology
from labels.symbols import Modules


@dataclass(frozen=True)
class Box:
    """A rectangle of dots; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True)
class Text:
    """One line of text; `px` is the em in dots, `light` is white on black."""

    text: str
    left: int
    baseline: int
    px: int
    bold: bool
    light: bool = False


@dataclass(frozen=True)
class Symbol:
    """The symbol's modules: each is `x_dots` wide and `row_dots` high."""

    modules: Modules
    left: int
    top: int
    x_dots: int
    row_dots: int
    quiet_modules: int


@dataclass(frozen=True)
class SideShape:
    """An arrow to the left (solid), to the right (outlined), or a ring with a dash."""

    side: Side
    box: Box
    tip_dots: int
    stroke_dots: int


@dataclass(frozen=True)
class Layout:
    """A whole label in dots, laid flat.

    `dropped` are the optional elements that it has no room for, `cut` those that end in "…".
    """

    width_dots: int
    height_dots: int
    design: str
    symbology: Symbology
    texts: tuple[Text, ...]
    symbol: Symbol
    shape: SideShape
    dropped: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
