"""The proof sheet: every stock in every design, symbol and resolution, in its exact size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

from PIL import Image

from labels import raster
from labels.content import LabelContent
from labels.errors import LabelError
from labels.geometry import Text
from labels.lines import ASCENT_EM, line_height
from labels.margin import ReadTexts, margin
from labels.pdf import Page, pdf
from labels.raster import BLACK, WHITE, Fonts, Typesetter
from labels.render import Label, render
from labels.sheet import Sheet, pages, sheet_from
from labels.stock import Stock, stock_from
from labels.tables import Values
from labels.units import DOTS_PER_MM, MM_PER_POINT

TITLE_PT, TEXT_PT = 14.0, 7.0
FRAME_DOTS = 1
"""A line of one dot around each label shows where it ends."""


@dataclass(frozen=True)
class Proof:
    """One combination: drawn and read back with its margin, or refused with a sentence.

    `margin` is what `labels.margin.margin` says; None: it does not read, or is refused.
    """

    stock: str
    design: str | None
    symbology: str | None
    dpi: int | None
    label: Label | None
    margin: float | None
    refused: str | None


def proofs(
    content: LabelContent,
    stocks: Mapping[str, Values],
    profiles: Mapping[str, Values],
    fonts: Fonts,
    read: ReadTexts,
) -> Iterator[Proof]:
    """Try every table of stocks in each of its designs, symbologies and resolutions."""
    for name, table in stocks.items():
        try:
            stock = stock_from(table, name, profiles)
        except LabelError as error:
            yield Proof(name, None, None, None, None, None, str(error))
            continue
        for design in stock.designs:
            for symbology in design.symbologies:
                only = replace(stock, designs=(replace(design, symbologies=(symbology,)),))
                for dpi in stock.dpi:
                    yield _proof(content, only, dpi, fonts, read)


def _proof(content: LabelContent, stock: Stock, dpi: int, fonts: Fonts, read: ReadTexts) -> Proof:
    (design,) = stock.designs
    (symbology,) = design.symbologies
    try:
        label = render(content, stock, dpi, fonts)
    except LabelError as error:
        return Proof(stock.name, design.name, symbology, dpi, None, None, str(error))
    upright = render(content, replace(stock, rotation_deg=0), dpi, fonts)
    found = margin(upright, content.code, read, curved=stock.is_curved)
    return Proof(stock.name, design.name, symbology, dpi, label, found, None)


def proof_sheet(
    tried: Sequence[Proof],
    sheet: Values,
    name: str,
    words: Mapping[str, str],
    fonts: Fonts,
) -> bytes:
    """Return a PDF of sheets, those of one resolution after those of another.

    `words` are "title", "about", "margin" (with {margin}), "unread", "dropped" and "cut" (with
    {elements}) and "refused". Raises `LabelError`, as for a label that is larger than a sheet.
    """
    paper, typesetter = sheet_from(sheet, name), raster.typesetter(fonts)
    drawn = sorted((one for one in tried if one.label), key=lambda one: one.dpi or 0)
    filled: list[Page] = []
    for dpi, group in groupby(drawn, key=lambda one: one.dpi or 0):
        pen = _Pen(dpi, typesetter, words)
        tiles = [] if filled else [pen.heading(paper)]
        filled += pages([*tiles, *map(pen.tile, group)], dpi, paper)
    if refused := [one for one in tried if one.refused]:
        last = filled[-1].dpi if filled else min(DOTS_PER_MM)
        pen = _Pen(last, typesetter, words)
        filled += pages([pen.refusals(refused, paper)], last, paper)
    return pdf(filled)


@dataclass(frozen=True)
class _Pen:
    """Draws what stands on the sheets, in dots of one resolution."""

    dpi: int
    typesetter: Typesetter
    words: Mapping[str, str]

    def heading(self, sheet: Sheet) -> Image.Image:
        """The title, and what the margins mean, over the whole width of a sheet."""
        title = self._lines([self.words["title"]], TITLE_PT, self._width(sheet), bold=True)
        return self._stacked([title, self._about(self.words["about"], sheet)])

    def refusals(self, refused: Sequence[Proof], sheet: Sheet) -> Image.Image:
        """Every combination that cannot be printed, with its sentence."""
        title = self._lines([self.words["refused"]], TITLE_PT, self._width(sheet), bold=True)
        said = [self._about(f"{_named(one)}: {one.refused}", sheet) for one in refused]
        return self._stacked([title, *said])

    def tile(self, proof: Proof) -> Image.Image:
        """A label in its size in a frame, and what there is to say of it below."""
        assert proof.label is not None
        width, height = proof.label.image.size
        framed = Image.new("1", (width + 2 * FRAME_DOTS, height + 2 * FRAME_DOTS), BLACK)
        framed.paste(proof.label.image, (FRAME_DOTS, FRAME_DOTS))
        found = self.words["unread"]
        if proof.margin is not None:
            found = self.words["margin"].format(margin=f"{proof.margin:.1f}")
        plain = [_named(proof), f"{proof.dpi} dpi, X {proof.label.x_mm:.3f} mm"]
        for word, elements in (("dropped", proof.label.dropped), ("cut", proof.label.cut)):
            if elements:
                plain.append(self.words[word].format(elements=", ".join(elements)))
        bold = self._lines([found], TEXT_PT, None, bold=True)
        return self._stacked([framed, bold, self._lines(plain, TEXT_PT, None)])

    def _width(self, sheet: Sheet) -> int:
        return int((sheet.width_mm - 2 * sheet.margin_mm) * DOTS_PER_MM[self.dpi])

    def _about(self, text: str, sheet: Sheet) -> Image.Image:
        """A text in as many lines as it takes."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._measured(longer, TEXT_PT, False) <= self._width(sheet):
                lines[-1] = longer
            else:
                lines.append(word)
        return self._lines(lines, TEXT_PT, self._width(sheet))

    def _px(self, points: float) -> int:
        return round(points * MM_PER_POINT * DOTS_PER_MM[self.dpi])

    def _measured(self, text: str, points: float, bold: bool) -> int:
        return self.typesetter.measure(text, self._px(points), bold)

    def _lines(
        self, lines: Sequence[str], points: float, width: int | None, *, bold: bool = False
    ) -> Image.Image:
        px = self._px(points)
        widest = max(self._measured(line, points, bold) for line in lines)
        image = Image.new("1", (width or widest, len(lines) * line_height(px)), WHITE)
        for number, line in enumerate(lines):
            baseline = number * line_height(px) + ceil(ASCENT_EM * px)
            raster.draw_text(image, Text(line, 0, baseline, px, bold), self.typesetter)
        return image

    def _stacked(self, parts: Sequence[Image.Image]) -> Image.Image:
        size = (max(part.width for part in parts), sum(part.height for part in parts))
        image, top = Image.new("1", size, WHITE), 0
        for part in parts:
            image.paste(part, (0, top))
            top += part.height
        return image


def _named(proof: Proof) -> str:
    """What was tried, as "tube-50x30, rings, code128"."""
    return ", ".join(filter(None, (proof.stock, proof.design, proof.symbology)))
