"""Where everything on a label goes: pure geometry in whole dots from the top left corner."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from labels.content import LabelContent, Side
from labels.errors import DoesNotFitError, StockError, SymbolError
from labels.stock import PointRange, Rows, Stock, Symbology
from labels.symbols import Modules

Measure = Callable[[str, int, bool], int]
"""The width in dots of a text at a size in dots (em), bold or not."""

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
DOTS_PER_MM = {203: 8.0, 300: 300 / MM_PER_INCH, 600: 600 / MM_PER_INCH}
"""A print head "of 203 dpi" has 8 dots a millimetre."""

QUIET_MODULES: dict[Symbology, int] = {"code128": 12, "datamatrix": 2}
"""ISO/IEC 15417 asks for 10 and ISO/IEC 16022 for 1; printing grows bars into them."""

ASCENT_EM, DESCENT_EM, CAPITAL_EM = 0.93, 0.24, 0.73
"""DejaVu Sans Condensed: the tallest accented capital, the deepest tail, a plain capital."""
ELEMENT_GAP_MM = 1.2
BLOCK_GAP_MM = 0.4
STROKE_MM = 0.5
TIP_PART = 0.3
"""How much of the side arrow's width is its tip."""
MIN_SHAPE_MM = 3.5
"""The capital in a lower side shape would be no larger than the text around it."""
LETTER_PART = 0.66
"""How much of the side shape's height is the capital in it."""

CUT_MARK = "…"
MIN_KEPT_LETTERS = 3
"""A name cut shorter than this names nobody."""
BOLD = ("name", "readable_id", "kind")
NEVER_CUT = ("readable_id", "birth_date", "volume", "mark")
"""What is compared or measured out: a part of it would be another one."""
_NUMBER_LETTERS = "0123456789.,"


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
    """A whole label in dots."""

    width_dots: int
    height_dots: int
    texts: tuple[Text, ...]
    symbol: Symbol
    shape: SideShape


def arrange(
    content: LabelContent, stock: Stock, dpi: int, modules: Modules, measure: Measure
) -> Layout:
    """Give every element of a label its place.

    Rows of text stand above and below the symbol. A wide symbol (Code 128) has the side mark
    beside the upper rows; a square one has it at its right. Raises `StockError` (dpi),
    `DoesNotFitError`, `SymbolError` (X too small).
    """
    if dpi not in DOTS_PER_MM:
        expected = ", ".join(map(str, DOTS_PER_MM))
        raise StockError(
            "Print resolution in dpi: expected one of {expected}, got {dpi}.",
            expected=expected,
            dpi=dpi,
        )
    sheet = _Sheet(content, stock, dpi, measure)
    areas = sheet.areas()
    symbol = sheet.symbol(modules, areas.symbol)
    shape, side_texts = sheet.side(areas.side)
    above = sheet.rows(stock.above, areas.above)
    below = sheet.rows(stock.below, areas.below)
    width, height = sheet.size()
    return Layout(width, height, (*above, *side_texts, *below), symbol, shape)


@dataclass(frozen=True)
class _Areas:
    above: Box
    below: Box
    symbol: Box
    side: Box


@dataclass(frozen=True)
class _Fitted:
    """A text that has found its size but not yet its place."""

    element: str
    text: str
    px: int
    width: int

    @property
    def bold(self) -> bool:
        return self.element in BOLD


@dataclass(frozen=True)
class _Sheet:
    content: LabelContent
    stock: Stock
    dpi: int
    measure: Measure

    def dots(self, mm: float) -> int:
        return round(mm * DOTS_PER_MM[self.dpi])

    def size(self) -> tuple[int, int]:
        scale = DOTS_PER_MM[self.dpi]
        return floor(self.stock.width_mm * scale), floor(self.stock.height_mm * scale)

    def areas(self) -> _Areas:
        """Divide what the margin leaves."""
        width, height = self.size()
        left = top = ceil(self.stock.margin_mm * DOTS_PER_MM[self.dpi])
        right, bottom = width - left, height - top
        above_bottom = top + self._rows_height(self.stock.above)
        below_top = bottom - self._rows_height(self.stock.below)
        below = Box(left, below_top, right, bottom)
        gap = self.dots(BLOCK_GAP_MM)
        symbol_top, symbol_bottom = above_bottom + gap, below_top - gap
        side_left = right - self.dots(self.stock.side_mm)
        left_of_side = side_left - self.dots(ELEMENT_GAP_MM)
        if self.stock.symbology == "code128":
            return _Areas(
                above=Box(left, top, left_of_side, above_bottom),
                below=below,
                symbol=Box(left, symbol_top, right, symbol_bottom),
                side=Box(side_left, top, right, above_bottom),
            )
        return _Areas(
            above=Box(left, top, right, above_bottom),
            below=below,
            symbol=Box(left, symbol_top, left_of_side, symbol_bottom),
            side=Box(side_left, symbol_top, right, symbol_bottom),
        )

    def symbol(self, modules: Modules, area: Box) -> Symbol:
        """Put the symbol into its area, with the widest X of whole dots."""
        self._check_height("symbol", area, self.stock.min_symbol_mm)
        columns, quiet = len(modules[0]), QUIET_MODULES[self.stock.symbology]
        across = columns + 2 * quiet
        if self.stock.symbology == "code128":
            x_dots = area.width // across
            left, row_dots = area.left + (area.width - columns * x_dots) // 2, area.height
        else:
            x_dots = min(area.width, area.height) // across
            left, row_dots = area.left + quiet * x_dots, x_dots
        self._check_x(x_dots)
        top = area.top + (area.height - len(modules) * row_dots) // 2
        return Symbol(modules, left, top, x_dots, row_dots, (left - area.left) // x_dots)

    def side(self, box: Box) -> tuple[SideShape, tuple[Text, ...]]:
        """Put the shape, the letter in it, and the word below it into the side's box."""
        word, texts, shape_bottom = self.content.text("side_word").strip(), [], box.bottom
        if word:
            largest, smallest = self.px(self.stock.name_pt)[0], self.px(self.stock.text_pt)[1]
            px, width = self._fit("side_word", word, largest, smallest, box.width)
            shape_bottom = (
                box.bottom - ceil((CAPITAL_EM + DESCENT_EM) * px) - self.dots(BLOCK_GAP_MM)
            )
            left = box.left + (box.width - width) // 2
            texts.append(Text(word, left, box.bottom - ceil(DESCENT_EM * px), px, True))
        outline = Box(box.left, box.top, box.right, shape_bottom)
        self._check_height("side", outline, MIN_SHAPE_MM)
        tip = round(outline.width * TIP_PART)
        shape = SideShape(self.content.side, outline, tip, self.dots(STROKE_MM))
        if self.content.side != "none":
            texts.append(self._letter(self.content.side_letter, shape))
        return shape, tuple(texts)

    def _letter(self, letter: str, shape: SideShape) -> Text:
        is_left = shape.side == "left"
        body = shape.box.left + (shape.tip_dots if is_left else shape.stroke_dots)
        room = shape.box.width - shape.tip_dots - shape.stroke_dots
        largest = floor(shape.box.height * LETTER_PART / CAPITAL_EM)
        smallest = self.px(self.stock.text_pt)[1]
        px, width = self._fit("side letter", letter, largest, smallest, room)
        baseline = (shape.box.top + shape.box.bottom + round(CAPITAL_EM * px)) // 2
        return Text(letter, body + (room - width) // 2, baseline, px, True, light=is_left)

    def rows(self, rows: Rows, area: Box) -> list[Text]:
        """Set rows of elements from the top of an area, each row from the left."""
        texts, top = [], area.top
        for row in rows:
            baseline = top + ceil(ASCENT_EM * self._row_px(row))
            left = area.left
            for fitted in self._fit_row(row, area.width):
                texts.append(Text(fitted.text, left, baseline, fitted.px, fitted.bold))
                left += fitted.width + self.dots(ELEMENT_GAP_MM)
            top += self._row_height(row)
        return texts

    def px(self, points: PointRange) -> tuple[int, int]:
        largest, smallest = points
        return self.dots(largest * MM_PER_POINT), self.dots(smallest * MM_PER_POINT)

    def _element_px(self, element: str) -> tuple[int, int]:
        ranges = {"name": self.stock.name_pt, "readable_id": self.stock.id_pt}
        return self.px(ranges.get(element, self.stock.text_pt))

    def _rows_height(self, rows: Rows) -> int:
        return sum(self._row_height(row) for row in rows)

    def _row_px(self, row: tuple[str, ...]) -> int:
        return max(self._element_px(element)[0] for element in row)

    def _row_height(self, row: tuple[str, ...]) -> int:
        return ceil((ASCENT_EM + DESCENT_EM) * self._row_px(row))

    def _fit_row(self, row: tuple[str, ...], width: int) -> list[_Fitted]:
        """Step all texts of a row down together until they fit; then cut those that may be."""
        present = [element for element in row if self.content.text(element).strip()]
        room = width - self.dots(ELEMENT_GAP_MM) * max(len(present) - 1, 0)
        spans = [self._element_px(element) for element in present]
        for step in range(max((large - small for large, small in spans), default=0) + 1):
            fitted = [
                self._set(element, self.content.text(element).strip(), max(small, large - step))
                for element, (large, small) in zip(present, spans, strict=True)
            ]
            if sum(text.width for text in fitted) <= room:
                return fitted
        return self._cut_row(fitted, room)

    def _cut_row(self, row: list[_Fitted], room: int) -> list[_Fitted]:
        """Share what the uncut texts leave among the others: the short ones stay whole."""
        fixed = [text for text in row if text.element in NEVER_CUT]
        total = sum(text.width for text in fixed)
        if total > room:
            raise self._too_long(" and ".join(text.element for text in fixed), total, room)
        room -= total
        done = {text.element: text for text in fixed}
        cuttable = sorted((t for t in row if t.element not in done), key=lambda t: t.width)
        for count, text in zip(range(len(cuttable), 0, -1), cuttable, strict=True):
            done[text.element] = self._cut(text, room // count)
            room -= done[text.element].width
        return [done[text.element] for text in row]

    def _cut(self, whole: _Fitted, room: int) -> _Fitted:
        """Cut a text to the letters that fit, with a visible mark; a number is not cut in two."""
        if whole.width <= room:
            return whole
        for kept in range(len(whole.text) - 1, MIN_KEPT_LETTERS - 1, -1):
            if whole.text[kept] in _NUMBER_LETTERS and whole.text[kept - 1] in _NUMBER_LETTERS:
                continue
            cut = self._set(whole.element, whole.text[:kept].rstrip() + CUT_MARK, whole.px)
            if cut.width <= room:
                return cut
        raise self._too_long(whole.element, whole.width, room)

    def _set(self, element: str, text: str, px: int) -> _Fitted:
        return _Fitted(element, text, px, self.measure(text, px, element in BOLD))

    def _fit(self, what: str, text: str, largest: int, smallest: int, room: int) -> tuple[int, int]:
        """Return the size and the width of one bold line that is never cut."""
        for px in range(largest, smallest - 1, -1):
            width = self.measure(text, px, True)
            if width <= room:
                return px, width
        raise self._too_long(what, self.measure(text, smallest, True), room)

    def _check_height(self, what: str, area: Box, least_mm: float) -> None:
        got_mm = area.height / DOTS_PER_MM[self.dpi]
        if area.height < floor(least_mm * DOTS_PER_MM[self.dpi]):
            raise DoesNotFitError(
                "Label rows on {stock} at {dpi} dpi: expected {least_mm:.2f} mm left for the "
                "{what}, got {got_mm:.2f} mm, {over_mm:.2f} mm too high.",
                stock=self.stock.name,
                dpi=self.dpi,
                least_mm=least_mm,
                what=what,
                got_mm=got_mm,
                over_mm=least_mm - got_mm,
            )

    def _check_x(self, x_dots: int) -> None:
        x_mm = x_dots / DOTS_PER_MM[self.dpi]
        if x_mm < self.stock.min_x_mm:
            raise SymbolError(
                "Symbol on {stock} at {dpi} dpi: expected modules of at least {least_mm:.3f} mm, "
                "got {x_mm:.3f} mm for a code of {letters} letters.",
                stock=self.stock.name,
                dpi=self.dpi,
                least_mm=self.stock.min_x_mm,
                x_mm=x_mm,
                letters=len(self.content.code),
            )

    def _too_long(self, what: str, got_dots: int, room_dots: int) -> DoesNotFitError:
        scale = DOTS_PER_MM[self.dpi]
        return DoesNotFitError(
            "Label {what} on {stock} at {dpi} dpi: expected at most {limit_mm:.2f} mm, "
            "got {got_mm:.2f} mm, {over_mm:.2f} mm too long.",
            what=what,
            stock=self.stock.name,
            dpi=self.dpi,
            limit_mm=room_dots / scale,
            got_mm=got_dots / scale,
            over_mm=(got_dots - room_dots) / scale,
        )
