"""Setting texts into rows and columns: stepped down, broken, and then cut with a visible mark."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from labels.content import LabelContent
from labels.errors import DoesNotFitError, Phrase
from labels.stock import Design
from labels.tables import PointRange
from labels.units import DOTS_PER_MM, MM_PER_POINT

Measure = Callable[[str, int, bool], int]
"""The width in dots of a text at a size in dots (em), bold or not."""

ASCENT_EM, DESCENT_EM, CAPITAL_EM = 0.93, 0.24, 0.73
"""DejaVu Sans Condensed: the tallest accented capital, the deepest tail, a plain capital."""
ELEMENT_GAP_MM = 1.2

CUT_MARK = "…"
MIN_KEPT_LETTERS = 3
"""A name cut shorter than this names nobody."""
BOLD = ("name", "readable_id", "kind")
NEVER_CUT = ("readable_id", "birth_date", "volume", "mark")
"""What is compared or measured out: a part of it would be another one."""
_NUMBER_LETTERS = "0123456789.,"
_GROUPS = re.compile(r"\s*\S+(?:\s+\S{1,2}$)?")
"""The check digits of an id do not stand alone on a line, nor the 1 of REPRINT 1."""
_WORDS_AND_HYPHENS = re.compile(r"\s*[^\s-]*-+|\s*[^\s-]+")


@dataclass(frozen=True)
class Line:
    """A text that has found its size but not yet its place."""

    element: str
    text: str
    px: int
    width: int
    is_cut: bool = False

    @property
    def bold(self) -> bool:
        return self.element in BOLD


@dataclass(frozen=True)
class Setter:
    """The texts of one label in one design at one resolution, on the stock of that name."""

    content: LabelContent
    design: Design
    dpi: int
    stock: str
    measure: Measure

    def dots(self, mm: float) -> int:
        return round(mm * DOTS_PER_MM[self.dpi])

    def px(self, points: PointRange) -> tuple[int, int]:
        """The largest and the smallest em in dots."""
        largest, smallest = points
        return self.dots(largest * MM_PER_POINT), self.dots(smallest * MM_PER_POINT)

    def row_px(self, row: tuple[str, ...]) -> int:
        """The em by which a row has its height, whatever stands in it."""
        return max(self._spans[element][0] for element in row)

    def row_height(self, row: tuple[str, ...]) -> int:
        return line_height(self.row_px(row))

    def block_height(self, row: tuple[str, ...]) -> int:
        """The height of a row of a column, whose elements may be broken into lines."""
        return self.row_height(row) * max(self._lines_of(element) for element in row)

    def row(self, row: tuple[str, ...], width: int) -> list[Line]:
        """Step all texts of a row down together until they fit; then cut those that may be."""
        present = [element for element in row if self._text(element)]
        room = width - self.dots(ELEMENT_GAP_MM) * max(len(present) - 1, 0)
        spans = [self._spans[element] for element in present]
        step, last = 0, max((large - small for large, small in spans), default=0)
        while True:
            fitted = [
                self._set(element, self._text(element), max(small, large - step))
                for element, (large, small) in zip(present, spans, strict=True)
            ]
            total = sum(text.width for text in fitted)
            if total <= room:
                return fitted
            if step == last:
                break
            step = min(step + _steps(fitted, total, room), last)
        return self._cut_row(fitted, room)

    def block(self, row: tuple[str, ...], width: int) -> list[list[Line]]:
        """Set one row of a column: in one line, or broken into as many as it has room for."""
        if all(self._lines_of(element) == 1 for element in row):
            return [self.row(row, width)]
        height = self.block_height(row)
        spans = [self._spans[element] for element in row]
        step, last = 0, max(large - small for large, small in spans)
        while True:
            sizes = [max(small, large - step) for large, small in spans]
            lines = self._flowed(row, sizes, width)
            needed = sum(line_height(max(text.px for text in line)) for line in lines)
            widest = max(text.width for line in lines for text in line)
            if needed <= height and widest <= width:
                return lines
            if step == last:
                break
            texts = [text for line in lines for text in line]
            step = min(step + _steps(texts, widest, width), last)
        if len(row) == 1 and row[0] not in NEVER_CUT:
            return self._cut_block(
                [line for (line,) in lines], height // line_height(sizes[0]), width
            )
        what = " and ".join(row)
        if widest > width:
            raise self.too_long(what, widest, width)
        raise self.misfit(what, needed, height, Phrase("high"))

    def one_line(
        self, what: str, text: str, largest: int, smallest: int, room: int
    ) -> tuple[int, int]:
        """Return the size and the width of one bold line that is never cut."""
        for px in range(largest, smallest - 1, -1):
            width = self.measure(text, px, True)
            if width <= room:
                return px, width
        raise self.too_long(what, self.measure(text, smallest, True), room)

    def too_long(self, what: str, got_dots: int, room_dots: int) -> DoesNotFitError:
        return self.misfit(what, got_dots, room_dots, Phrase("long"))

    def misfit(self, what: str, got_dots: int, room_dots: int, too: Phrase) -> DoesNotFitError:
        scale = DOTS_PER_MM[self.dpi]
        return DoesNotFitError(
            "Label {what} on {stock} at {dpi} dpi: expected at most {limit_mm:.2f} mm, "
            "got {got_mm:.2f} mm, {over_mm:.2f} mm too {too}.",
            what=what,
            stock=self.stock,
            dpi=self.dpi,
            limit_mm=room_dots / scale,
            got_mm=got_dots / scale,
            over_mm=(got_dots - room_dots) / scale,
            too=too,
        )

    def _text(self, element: str) -> str:
        return self.content.text(element).strip()

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        """The largest and the smallest em in dots of each element."""
        own = {"name": self.design.name_pt, "readable_id": self.design.id_pt}
        return {e: self.px(own.get(e, self.design.text_pt)) for e in self.design.carried}

    def _lines_of(self, element: str) -> int:
        lines = {"name": self.design.name_lines, "readable_id": self.design.id_lines}
        return lines.get(element, 1)

    def _set(self, element: str, text: str, px: int) -> Line:
        return Line(element, text, px, self.measure(text, px, element in BOLD))

    def _flowed(self, row: tuple[str, ...], sizes: Sequence[int], width: int) -> list[list[Line]]:
        """Lines of the elements, each going on where the one before it left room."""
        lines: list[list[Line]] = []
        for element, px in zip(row, sizes, strict=True):
            first, *rest = self._broken(element, px, width)
            gap = self.dots(ELEMENT_GAP_MM)
            if lines and sum(x.width + gap for x in lines[-1]) + first.width <= width:
                lines[-1].append(first)
            else:
                lines.append([first])
            lines += [[line] for line in rest]
        return lines

    def _broken(self, element: str, px: int, width: int) -> list[Line]:
        """Fill lines with whole words; a word wider than the column stands alone, too wide."""
        lines: list[Line] = []
        words = _GROUPS if element in NEVER_CUT else _WORDS_AND_HYPHENS
        for part in words.findall(self._text(element)):
            joined = self._set(element, lines[-1].text + part, px) if lines else None
            if joined and joined.width <= width:
                lines[-1] = joined
            else:
                lines.append(self._set(element, part.strip(), px))
        return lines

    def _cut_block(self, lines: Sequence[Line], count: int, width: int) -> list[list[Line]]:
        """The lines that there is room for, each cut where it must be, the rest into the last."""
        last = " ".join(line.text for line in lines[count - 1 :])
        kept = [*lines[: count - 1], self._set(lines[0].element, last, lines[0].px)]
        return [[self._cut(line, width)] for line in kept]

    def _cut_row(self, row: list[Line], room: int) -> list[Line]:
        """Share what the uncut texts leave among the others: the short ones stay whole."""
        fixed = [text for text in row if text.element in NEVER_CUT]
        total = sum(text.width for text in fixed)
        if total > room:
            raise self.too_long(" and ".join(text.element for text in fixed), total, room)
        room -= total
        done = {text.element: text for text in fixed}
        cuttable = sorted((t for t in row if t.element not in done), key=lambda t: t.width)
        for count, text in zip(range(len(cuttable), 0, -1), cuttable, strict=True):
            done[text.element] = self._cut(text, room // count)
            room -= done[text.element].width
        return [done[text.element] for text in row]

    def _cut(self, whole: Line, room: int) -> Line:
        """Cut a text to the letters that fit, with a visible mark; a number is not cut in two."""
        if whole.width <= room:
            return whole
        for kept in range(len(whole.text) - 1, MIN_KEPT_LETTERS - 1, -1):
            if whole.text[kept] in _NUMBER_LETTERS and whole.text[kept - 1] in _NUMBER_LETTERS:
                continue
            cut = self._set(whole.element, whole.text[:kept].rstrip() + CUT_MARK, whole.px)
            if cut.width <= room:
                return Line(cut.element, cut.text, cut.px, cut.width, is_cut=True)
        raise self.too_long(whole.element, whole.width, room)


def line_height(px: int) -> int:
    """The height in dots of a line of an em of `px` dots."""
    return ceil((ASCENT_EM + DESCENT_EM) * px)


def _steps(texts: Sequence[Line], got: int, room: int) -> int:
    """How many dots smaller the next try is: as wide texts must be, but for what hinting adds."""
    return max(1, int((1 - room / got) * max(text.px for text in texts)) - 1) if got else 1
