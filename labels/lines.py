"""Setting texts into rows and columns: stepped down, broken, and then cut with a visible mark."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from labels.content import NAME_GAP, LabelContent
from labels.errors import DoesNotFitError, Phrase
from labels.stock import Design
from labels.tables import PointRange, Rows
from labels.units import DOTS_PER_MM, MM_PER_POINT

Measure = Callable[[str, int, bool], int]
"""The width in dots of a text at a size in dots (em), bold or not."""

ASCENT_EM, DESCENT_EM, CAPITAL_EM = 0.93, 0.24, 0.73
"""DejaVu Sans Condensed: the tallest accented capital, the deepest tail, a plain capital."""
ELEMENT_GAP_MM = 1.2

Row = tuple[str, ...]

CUT_MARK = "…"
MIN_KEPT_LETTERS = 3
"""A name cut shorter than this names nobody."""
BOLD = ("name", "readable_id", "kind")
NEVER_CUT = ("readable_id", "patient_id", "birth_date", "additive", "volume", "mark")
"""What is compared or measured out: a part of it would be another one."""
CUT_IN_A_ROW = ("site",)
"""What is rather cut than set in a line of its own."""
_NUMBER_LETTERS = "0123456789.,"
_GROUPS = re.compile(r"\s*\S+(?:\s+\S{1,2}$)?")
"""The check digits of an id do not stand alone on a line, nor the 1 of REPRINT 1."""
_DOSES = re.compile(r"\s*[0-9.,]+\s+\S+|\s*\S+")
"""A number stays with its unit."""
_WORDS_AND_HYPHENS = re.compile(r"\s*[^\s-]*-+|\s*[^\s-]+")


@dataclass(frozen=True)
class Line:
    """A text that has found its size but not yet its place; `cut` is what ends in a mark in it."""

    element: str
    text: str
    px: int
    width: int
    cut: tuple[str, ...] = ()

    @property
    def bold(self) -> bool:
        return self.element in BOLD


@dataclass(frozen=True)
class Strip:
    """Texts that stand side by side, in a strip as high as a line of an em of `px` dots."""

    lines: tuple[Line, ...]
    px: int

    @property
    def height(self) -> int:
        return line_height(self.px)


@dataclass(frozen=True)
class Setter:
    """The texts of one label in one design at one resolution, on the stock of that name.

    All sizes begin `shrink` dots below the design's largest, but not below its smallest.
    """

    content: LabelContent
    design: Design
    dpi: int
    stock: str
    measure: Measure
    shrink: int = 0

    def dots(self, mm: float) -> int:
        return round(mm * DOTS_PER_MM[self.dpi])

    def px(self, points: PointRange) -> tuple[int, int]:
        """The largest and the smallest em in dots."""
        largest, smallest = points
        return self.dots(largest * MM_PER_POINT), self.dots(smallest * MM_PER_POINT)

    def rows(self, rows: Rows, width: int) -> list[Strip]:
        """Set rows one below the other; one line goes before two, and an empty row keeps its place.

        What finds no room in a row that it shares stands below it.
        """
        strips: list[Strip] = []
        for row in rows:
            lines = self._lines(self._given(row), width)
            if len(lines) > 1:
                strips += map(_strip, lines)
            else:
                px = max(self._spans[element][0] for element in row)
                strips += [Strip(tuple(line), px) for line in lines or [[]]]
        return strips

    def column(self, rows: Rows, width: int, height: int) -> list[Strip]:
        """Set rows in a narrow column: the larger text goes before the fewer lines.

        All are set smaller until the column is no higher than it may be.
        """
        given = [row for row in map(self._given, rows) if row]
        spans = [self._spans[element] for row in given for element in row]
        last = max((large - small for large, small in spans), default=0)
        shrink = 0
        while True:
            setter = replace(self, shrink=shrink)
            strips = [_strip(line) for row in given for line in setter._column_lines(row, width)]
            needed = sum(strip.height for strip in strips)
            if needed <= height:
                return strips
            if shrink == last:
                raise self.misfit("rows", needed, height, Phrase("high"))
            shrink = min(shrink + 1, last)

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

    # --- a row in lines ---

    def _lines(self, row: Row, width: int) -> list[list[Line]]:
        if not row:
            return []
        fitted, fits = self._stepped(row, width)
        if fits:
            return [fitted]
        if self._is_breakable(row):
            return self._flowing(row, width)
        return [self._row(part, width) for part in self._parted(row, width)]

    def _column_lines(self, row: Row, width: int) -> list[list[Line]]:
        return self._flowing(row, width) if self._is_breakable(row) else self._lines(row, width)

    def _is_breakable(self, row: Row) -> bool:
        return any(self._lines_of(element) > 1 for element in row)

    def _row(self, row: Row, width: int) -> list[Line]:
        """Step all texts of a row down together until they fit; then cut those that may be."""
        fitted, fits = self._stepped(row, width)
        return fitted if fits else self._cut_row(fitted, width - self._gaps(row))

    def _stepped(self, row: Row, width: int) -> tuple[list[Line], bool]:
        """The texts of a row at the largest sizes at which they fit, or at the smallest."""
        room = width - self._gaps(row)
        spans = [self._spans[element] for element in row]
        step, last = 0, max(large - small for large, small in spans)
        while True:
            fitted = [
                self._set(element, self._text(element), max(small, large - step))
                for element, (large, small) in zip(row, spans, strict=True)
            ]
            total = sum(text.width for text in fitted)
            if total <= room or step == last:
                return fitted, total <= room
            step = min(step + _steps(fitted, total, room), last)

    def _parted(self, row: Row, width: int) -> list[Row]:
        """A row in as many as its texts take to stand whole, each in the first that has room."""
        parts: list[list[str]] = []
        for element in row:
            joined = ([*part, element] for part in parts)
            fitting = (sum(map(self._least, x)) <= width - self._gaps(x) for x in joined)
            place = next((n for n, fits in enumerate(fitting) if fits), None)
            if place is None:
                parts.append([element])
            else:
                parts[place].append(element)
        return [tuple(part) for part in parts]

    def _least(self, element: str) -> int:
        """The width that an element takes at the least in a row that it shares."""
        text, px = self._text(element), self._spans[element][1]
        if element in CUT_IN_A_ROW:
            text = text[:MIN_KEPT_LETTERS] + CUT_MARK
        return self._set(element, text, px).width

    def _flowing(self, row: Row, width: int) -> list[list[Line]]:
        """Set a row in as many lines as it has room for, as large as they go."""
        spans = [self._spans[element] for element in row]
        lines_of = max(self._lines_of(element) for element in row)
        height = line_height(max(large for large, _ in spans)) * lines_of
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
        if row == ("name",):
            return self._cut_name(height // line_height(sizes[0]), sizes[0], width)
        what = " and ".join(row)
        if widest > width:
            raise self.too_long(what, widest, width)
        raise self.misfit(what, needed, height, Phrase("high"))

    def _flowed(self, row: Row, sizes: Sequence[int], width: int) -> list[list[Line]]:
        """Lines of the elements, each going on where the one before it left room."""
        lines: list[list[Line]] = []
        gap = self.dots(ELEMENT_GAP_MM)
        for element, px in zip(row, sizes, strict=True):
            first, *rest = self._broken(element, self._text(element), px, width)
            if lines and sum(x.width + gap for x in lines[-1]) + first.width <= width:
                lines[-1].append(first)
            else:
                lines.append([first])
            lines += [[line] for line in rest]
        return lines

    def _broken(self, element: str, text: str, px: int, width: int) -> list[Line]:
        """Fill lines with whole words; a word wider than the column stands alone, too wide."""
        lines: list[Line] = []
        words = _GROUPS if element in NEVER_CUT else _WORDS_AND_HYPHENS
        for part in (_DOSES if element == "additive" else words).findall(text):
            joined = self._set(element, lines[-1].text + part, px) if lines else None
            if joined and joined.width <= width:
                lines[-1] = joined
            else:
                lines.append(self._set(element, part.strip(), px))
        return lines

    # --- what is cut ---

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
        """Cut a text to the letters that fit; of a name the family name first."""
        if whole.width <= room:
            return whole
        given = self._text("given")
        if whole.element != "name" or not given:
            return self._shortened(whole, whole.text, ("", ""), room)
        try:
            return self._shortened(whole, self._text("family"), ("", NAME_GAP + given), room)
        except DoesNotFitError:
            family = self._text("family")[:MIN_KEPT_LETTERS] + CUT_MARK + NAME_GAP
            least = self._shortened(whole, given, (family, ""), room)
            return replace(least, cut=("name", "given"))

    def _cut_name(self, count: int, px: int, width: int) -> list[list[Line]]:
        """A name in `count` lines: the given names whole, the family name in what they leave."""
        given = self._broken("name", self._text("given"), px, width)
        if count == 1:
            return [[self._cut(self._set("name", self._text("name"), px), width)]]
        ends = self._cut_lines(given, min(len(given), count - 1), width, "")
        text = self._text("family")
        comma = NAME_GAP.strip() if given else ""
        family = self._broken("name", text, px, width - self.measure(comma, px, True))
        begins = self._cut_lines(family, min(len(family), count - len(ends)), width, comma)
        return [
            *([line] for line in begins),
            *([replace(line, cut=("given",) if line.cut else ())] for line in ends),
        ]

    def _cut_lines(self, lines: Sequence[Line], count: int, width: int, tail: str) -> list[Line]:
        """The lines that there is room for, each cut where it must be, the rest into the last."""
        rest = "".join(_joined(line.text) for line in lines[count - 1 :]).rstrip()
        texts = [(line.text, "") for line in lines[: count - 1]] + [(rest, tail)]
        kept = []
        for text, end in texts if lines else ():
            whole = self._set("name", text + end, lines[0].px)
            fits = whole.width <= width
            kept.append(whole if fits else self._shortened(whole, text, ("", end), width))
        return kept

    def _shortened(self, whole: Line, text: str, around: tuple[str, str], room: int) -> Line:
        """As many letters of `text` as fit, with a visible mark; a number is not cut in two."""
        before, after = around
        for kept in range(len(text) - 1, MIN_KEPT_LETTERS - 1, -1):
            if _is_inseparable(text[kept - 1], text[kept]):
                continue
            shown = before + text[:kept].rstrip() + CUT_MARK + after
            cut = self._set(whole.element, shown, whole.px)
            if cut.width <= room:
                return replace(cut, cut=(whole.element,))
        raise self.too_long(whole.element, whole.width, room)

    # --- one text ---

    def _given(self, row: Row) -> Row:
        return tuple(element for element in row if self._text(element))

    def _text(self, element: str) -> str:
        return self.content.text(element).strip()

    def _gaps(self, row: Sequence[str]) -> int:
        return self.dots(ELEMENT_GAP_MM) * (len(row) - 1)

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        """The largest and the smallest em in dots of each element."""
        own = {"name": self.design.name_pt, "readable_id": self.design.id_pt}
        spans = {e: self.px(own.get(e, self.design.text_pt)) for e in self.design.carried}
        return {e: (max(small, large - self.shrink), small) for e, (large, small) in spans.items()}

    def _lines_of(self, element: str) -> int:
        design = self.design
        lines = {
            "name": design.name_lines,
            "readable_id": design.id_lines,
            "additive": design.additive_lines,
        }
        return lines.get(element, 1)

    def _set(self, element: str, text: str, px: int) -> Line:
        return Line(element, text, px, self.measure(text, px, element in BOLD))


def line_height(px: int) -> int:
    """The height in dots of a line of an em of `px` dots."""
    return ceil((ASCENT_EM + DESCENT_EM) * px)


def _strip(line: Sequence[Line]) -> Strip:
    return Strip(tuple(line), max(text.px for text in line))


def _joined(text: str) -> str:
    """The text of a line as it stands before another word."""
    return text if text.endswith("-") else f"{text} "


def _is_inseparable(letter: str, following: str) -> bool:
    """Two digits of a number; a letter and its accent."""
    is_number = letter in _NUMBER_LETTERS and following in _NUMBER_LETTERS
    return is_number or bool(unicodedata.combining(following))


def _steps(texts: Sequence[Line], got: int, room: int) -> int:
    """How many dots smaller the next try is: as wide texts must be, but for what hinting adds."""
    return max(1, int((1 - room / got) * max(text.px for text in texts)) - 1) if got else 1
