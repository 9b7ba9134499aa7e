"""Where everything on a label goes: pure geometry in whole dots from the top left corner."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor

from labels import symbols
from labels.content import LabelContent
from labels.errors import DoesNotFitError, LabelError, StockError, SymbolError
from labels.geometry import Box, Layout, SideShape, Symbol, Text
from labels.lines import (
    ASCENT_EM,
    CAPITAL_EM,
    DESCENT_EM,
    ELEMENT_GAP_MM,
    Line,
    Measure,
    Setter,
    Strip,
)
from labels.stock import LINEAR, Design, Stock, Symbology
from labels.symbols import Modules
from labels.tables import Rows
from labels.units import DOTS_PER_MM

QUIET_MODULES: dict[Symbology, int] = {"datamatrix": 2, "qr": 5, "microqr": 3}
"""ISO/IEC 16022 asks for 1, ISO/IEC 18004 for 4 and 2; printing grows dots into them."""

MAX_CURVED_MM = 11
"""Of a square symbol and the side mark beside it: more is out of sight round a tube of 12 mm."""
BLOCK_GAP_MM = 0.4
STROKE_MM = 0.5
TIP_PART = 0.3
"""How much of the side arrow's width is its tip."""
MIN_SHAPE_MM = 3.0
"""The capital in a lower side shape would be no larger than the text around it."""
WORD_PART = 0.3
"""How much of the side mark's height is the word below the shape, at most."""
LETTER_PART = 0.66
"""How much of the side shape's height is the capital in it."""
LEFT_OUT_LAST = "patient_id"
"""Two children of one name and birth date differ by it."""


def arrange(
    content: LabelContent, stock: Stock, dpi: int, measure: Measure, design: str | None = None
) -> Layout:
    """Give every element of a label its place, in the first design and symbology that fit.

    A design that has room for the patient's own id goes before one that has not. Optional
    elements are left out, the last one first, before a required one is cut. With `design` only
    that one is tried. Raises `StockError` (dpi, design), `DoesNotFitError`,
    `SymbolError` (X too small, a text that no symbol takes) as the last one tried says it.
    """
    if dpi not in stock.dpi:
        expected = ", ".join(map(str, stock.dpi))
        raise StockError(
            "Print resolution in dpi: expected one of {expected}, got {dpi}.",
            expected=expected,
            dpi=dpi,
        )
    first: Layout | None = None
    designs = _designs(stock, design)
    for chosen in designs:
        with suppress(LabelError):
            layout = _in_design(content, stock, dpi, measure, chosen)
            if LEFT_OUT_LAST not in layout.dropped:
                return layout
            first = first or layout
    return first or _in_design(content, stock, dpi, measure, designs[-1])


def _in_design(
    content: LabelContent, stock: Stock, dpi: int, measure: Measure, design: Design
) -> Layout:
    """With the first symbology that fits."""
    *others, last = design.symbologies
    for other in others:
        with suppress(LabelError):
            return _fullest(_Plan(content, stock, dpi, measure, design, other))
    return _fullest(_Plan(content, stock, dpi, measure, design, last))


def _designs(stock: Stock, name: str | None) -> tuple[Design, ...]:
    chosen = tuple(design for design in stock.designs if name in (None, design.name))
    if not chosen:
        known = ", ".join(design.name for design in stock.designs)
        raise StockError(
            "Design on {stock}: expected one of {known}, got {name!r}.",
            stock=stock.name,
            known=known,
            name=name,
        )
    return chosen


def _fullest(whole: "_Plan") -> Layout:
    """With as many optional elements as fit without cutting a required one, else as fit at all.

    A family name is cut before anything is left out. The patient's own id is left out only where
    it would have no room even if it were alone.
    """
    content = whole.content
    modules = symbols.modules(content.code, whole.symbology)
    given = [element for element in whole.stock.optional if content.text(element).strip()]
    carried = [element for element in given if element in whole.design.carried]
    others = [element for element in carried if element != LEFT_OUT_LAST]
    for last in [[LEFT_OUT_LAST], []] if others != carried else [[]]:
        kept = [[*last, *others[:count]] for count in range(len(others), -1, -1)]
        dropped = [tuple(one for one in given if one not in those) for those in kept]
        best = _uncut(_fitting(whole, modules, dropped), whole.stock)
        if best:
            return best
    return _whole_or_cut(replace(whole, dropped=tuple(given)), modules)


def _fitting(whole: "_Plan", modules: Modules, ways: Iterable[tuple[str, ...]]) -> Iterator[Layout]:
    """A layout for each way to leave elements out that there is room for."""
    for dropped in ways:
        with suppress(DoesNotFitError, SymbolError):
            yield _whole_or_cut(replace(whole, dropped=dropped), modules)


def _uncut(layouts: Iterable[Layout], stock: Stock) -> Layout | None:
    """The first that cuts nothing that is required, else the first of all."""
    best: Layout | None = None
    for layout in layouts:
        if not any(element in ("given", *stock.required) for element in layout.cut):
            return layout
        best = best or layout
    return best


def _whole_or_cut(plan: "_Plan", modules: Modules) -> Layout:
    """With the name in as many lines as it may have, else in as many as there is room for."""
    for lines in range(plan.design.name_lines, 1, -1):
        with suppress(DoesNotFitError, SymbolError):
            return replace(plan, design=replace(plan.design, name_lines=lines)).layout(modules)
    return replace(plan, design=replace(plan.design, name_lines=1)).layout(modules)


@dataclass(frozen=True)
class _Areas:
    """What is there for whom; `column` holds the rows that stand beside the symbol."""

    above: Box
    below: Box
    column: Box
    symbol: Box
    side: Box


@dataclass(frozen=True)
class _Plan:
    content: LabelContent
    stock: Stock
    dpi: int
    measure: Measure
    design: Design
    symbology: Symbology
    dropped: tuple[str, ...] = ()

    def layout(self, modules: Modules) -> Layout:
        areas = self._areas(modules)
        symbol = self._symbol(modules, areas.symbol)
        shape, side_texts = self._side(areas.side)
        beside = self._rows(self.design.beside)
        column = self._setter.column(beside, areas.column.width, areas.column.height)
        lines = [
            *self._set(self._above, areas.above),
            *self._set(column, areas.column),
            *self._set(self._below, areas.below),
        ]
        return Layout(
            *self.stock.dots(self.dpi),
            self.design.name,
            self.symbology,
            (*(text for text, _ in lines), *side_texts),
            symbol,
            shape,
            self.dropped,
            tuple(dict.fromkeys(element for _, line in lines for element in line.cut)),
        )

    @cached_property
    def _setter(self) -> Setter:
        return Setter(self.content, self.design, self.dpi, self.stock.name, self.measure)

    def _dots(self, mm: float) -> int:
        return round(mm * DOTS_PER_MM[self.dpi])

    def _zone(self) -> Box:
        """What can be printed on."""
        scale = DOTS_PER_MM[self.dpi]
        left, top, right, bottom = self.stock.printable_mm
        return Box(
            ceil(left * scale), ceil(top * scale), floor(right * scale), floor(bottom * scale)
        )

    def _rows(self, rows: Rows) -> Rows:
        left = (tuple(e for e in row if e not in self.dropped) for row in rows)
        return tuple(row for row in left if row)

    @cached_property
    def _inner(self) -> Box:
        """What the margin leaves."""
        zone, margin = self._zone(), ceil(self.stock.margin_mm * DOTS_PER_MM[self.dpi])
        return Box(zone.left + margin, zone.top + margin, zone.right - margin, zone.bottom - margin)

    @cached_property
    def _left_of_side(self) -> int:
        side_left = self._inner.right - self._dots(self.design.side_mm)
        return side_left - self._dots(ELEMENT_GAP_MM)

    @cached_property
    def _above(self) -> list[Strip]:
        """The rows above the symbol; beside them stands the side mark, unless beside the symbol."""
        right = self._left_of_side if self.symbology in LINEAR else self._inner.right
        return self._setter.rows(self._rows(self.design.above), right - self._inner.left)

    @cached_property
    def _below(self) -> list[Strip]:
        return self._setter.rows(self._rows(self.design.below), self._inner.width)

    def _areas(self, modules: Modules) -> _Areas:
        """Divide what the margin leaves."""
        if self.symbology in LINEAR and self.design.beside:
            return self._rings(self._inner, self._zone(), modules)
        return self._stacked(self._inner, modules)

    def _rings(self, inner: Box, zone: Box, modules: Modules) -> _Areas:
        """The column at the left, the bars over the whole height beside it.

        Their right quiet zone takes in the margin, which is as blank.
        """
        columns = len(modules[0])
        room = zone.right - inner.left - self._dots(self.design.text_mm)
        x_dots = self._widest_x(columns, room)
        quiet = self._quiet_dots(x_dots)
        right = zone.right - max(quiet, zone.right - inner.right)
        text_right = right - columns * x_dots - quiet
        side_bottom = inner.top + self._dots(self.design.side_mm)
        nothing = Box(inner.left, inner.top, text_right, inner.top)
        return _Areas(
            above=nothing,
            below=nothing,
            column=Box(
                inner.left, side_bottom + self._dots(BLOCK_GAP_MM), text_right, inner.bottom
            ),
            symbol=Box(text_right, inner.top, right + quiet, inner.bottom),
            side=Box(inner.left, inner.top, text_right, side_bottom),
        )

    def _stacked(self, inner: Box, modules: Modules) -> _Areas:
        """Rows above and below; the side mark beside the upper ones, or beside a square symbol."""
        gap, left_of_side = self._dots(BLOCK_GAP_MM), self._left_of_side
        above_bottom = inner.top + sum(strip.height for strip in self._above)
        below_top = inner.bottom - sum(strip.height for strip in self._below)
        side_left = inner.right - self._dots(self.design.side_mm)
        below = Box(inner.left, below_top, inner.right, inner.bottom)
        middle = Box(inner.left, above_bottom + gap, inner.right, below_top - gap)
        if self.symbology in LINEAR:
            above = Box(inner.left, inner.top, left_of_side, above_bottom)
            side = Box(side_left, inner.top, inner.right, above_bottom)
            return _Areas(above, below, Box(0, 0, 0, 0), middle, side)
        if self.stock.is_curved:
            bottom = min(middle.bottom, middle.top + self._dots(MAX_CURVED_MM))
            middle = replace(middle, bottom=bottom)
        above = Box(inner.left, inner.top, inner.right, above_bottom)
        side = Box(side_left, middle.top, inner.right, middle.bottom)
        square_right = left_of_side
        if self.design.beside:
            side_dots = min(left_of_side - middle.left, middle.height)
            x_dots = self._widest_x(len(modules), side_dots)
            square_right = middle.left + len(modules) * x_dots + 2 * self._quiet_dots(x_dots)
        symbol = Box(middle.left, middle.top, square_right, middle.bottom)
        column = Box(square_right, middle.top, left_of_side, middle.bottom)
        return _Areas(above, below, column, symbol, side)

    def _quiet_dots(self, x_dots: int) -> int:
        if self.symbology not in LINEAR:
            return QUIET_MODULES[self.symbology] * x_dots
        profile = self.stock.profile
        return max(profile.quiet_modules * x_dots, ceil(profile.quiet_mm * DOTS_PER_MM[self.dpi]))

    def _widest_x(self, columns: int, room: int) -> int:
        """The largest X in whole dots with which a symbol and its quiet zones fit."""
        widths = range(max(room, 0) // columns, 0, -1)
        fitting = (x for x in widths if columns * x + 2 * self._quiet_dots(x) <= room)
        x_dots = next(fitting, 0)
        x_mm = x_dots / DOTS_PER_MM[self.dpi]
        if x_mm < self.stock.profile.min_x_mm:
            raise SymbolError(
                "Symbol on {stock} at {dpi} dpi: expected modules of at least {least_mm:.3f} mm, "
                "got {x_mm:.3f} mm for a code of {letters} letters.",
                stock=self.stock.name,
                dpi=self.dpi,
                least_mm=self.stock.profile.min_x_mm,
                x_mm=x_mm,
                letters=len(self.content.code),
            )
        return x_dots

    def _symbol(self, modules: Modules, area: Box) -> Symbol:
        """Put the symbol into its area, with the widest X of whole dots."""
        columns = len(modules[0])
        if self.symbology in LINEAR:
            self._check_height("symbol", area, self.stock.profile.min_height_mm)
            x_dots = self._widest_x(columns, area.width)
            left, row_dots = area.left + (area.width - columns * x_dots) // 2, area.height
        else:
            x_dots = row_dots = self._widest_x(columns, min(area.width, area.height))
            left = area.left + self._quiet_dots(x_dots)
        top = area.top + (area.height - len(modules) * row_dots) // 2
        return Symbol(modules, left, top, x_dots, row_dots, (left - area.left) // x_dots)

    def _side(self, box: Box) -> tuple[SideShape, tuple[Text, ...]]:
        """Put the shape, the letter in it, and the word below it into the side's box."""
        setter, texts, shape_bottom = self._setter, [], box.bottom
        word = self.content.text("side_word").strip()
        if word and self.design.side_word:
            smallest = setter.px(self.design.text_pt)[1]
            largest = floor(box.height * WORD_PART / (CAPITAL_EM + DESCENT_EM))
            largest = max(smallest, min(largest, setter.px(self.design.name_pt)[0]))
            px, width = setter.one_line("side_word", word, largest, smallest, box.width)
            shape_bottom -= ceil((CAPITAL_EM + DESCENT_EM) * px) + self._dots(BLOCK_GAP_MM)
            left = box.left + (box.width - width) // 2
            texts.append(Text(word, left, box.bottom - ceil(DESCENT_EM * px), px, True))
        outline = Box(box.left, box.top, box.right, shape_bottom)
        self._check_height("side", outline, MIN_SHAPE_MM)
        tip = round(min(outline.width, 2 * outline.height) * TIP_PART)
        shape = SideShape(self.content.side, outline, tip, self._dots(STROKE_MM))
        if self.content.side != "none":
            texts.append(self._letter(self.content.side_letter, shape))
        return shape, tuple(texts)

    def _letter(self, letter: str, shape: SideShape) -> Text:
        is_left = shape.side == "left"
        body = shape.box.left + (shape.tip_dots if is_left else shape.stroke_dots)
        room = shape.box.width - shape.tip_dots - shape.stroke_dots
        largest = floor(shape.box.height * LETTER_PART / CAPITAL_EM)
        smallest = min(largest, self._setter.px(self.design.text_pt)[1])
        px, width = self._setter.one_line("side letter", letter, largest, smallest, room)
        baseline = (shape.box.top + shape.box.bottom + round(CAPITAL_EM * px)) // 2
        return Text(letter, body + (room - width) // 2, baseline, px, True, light=is_left)

    def _set(self, strips: Sequence[Strip], area: Box) -> Iterator[tuple[Text, Line]]:
        """Put strips of texts into an area, from its top, each from the left."""
        top = area.top
        for strip in strips:
            baseline = top + ceil(ASCENT_EM * strip.px)
            yield from self._placed(strip.lines, area.left, baseline)
            top += strip.height

    def _placed(
        self, lines: Sequence[Line], left: int, baseline: int
    ) -> Iterator[tuple[Text, Line]]:
        for line in lines:
            yield Text(line.text, left, baseline, line.px, line.bold), line
            left += line.width + self._dots(ELEMENT_GAP_MM)

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
