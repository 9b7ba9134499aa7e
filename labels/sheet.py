"""Pictures in rows on sheets of paper, whole and in order, with gaps to cut in."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from PIL import Image

from labels.errors import DoesNotFitError, Phrase
from labels.pdf import Page, Placed
from labels.tables import Table, Values
from labels.units import DOTS_PER_MM

SIZE_LIMITS_MM = (100.0, 500.0)
"""From a postcard to A3: what office printers take."""
MARGIN_LIMITS_MM = (4.0, 40.0)
"""Office printers leave 4 to 6.4 mm of a sheet blank."""
GAP_LIMITS_MM = (0.0, 20.0)
"""0 on sheets that are cut already."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: its size, what stays blank at its edges, and between two labels, in mm."""

    name: str
    width_mm: float
    height_mm: float
    margin_mm: float
    gap_mm: float

    def grid(self, width_mm: float, height_mm: float) -> tuple[int, int]:
        """How many labels of one size stand in a row, and how many rows there are.

        >>> Sheet("a4", 210, 297, 10, 5).grid(50, 30)
        (3, 8)
        """
        across, down = self.width_mm - 2 * self.margin_mm, self.height_mm - 2 * self.margin_mm
        gap = self.gap_mm
        return int((across + gap) // (width_mm + gap)), int((down + gap) // (height_mm + gap))


def sheet_from(mapping: Values, name: str) -> Sheet:
    """Make the sheet `name` from its table in a sheets file. Raises `StockError`."""
    table = Table(Phrase("Sheet {name!r}", name=name), mapping)
    table.check_keys({field.name for field in fields(Sheet)} - {"name"}, set())
    return Sheet(
        name=name,
        width_mm=table.number("width_mm", SIZE_LIMITS_MM),
        height_mm=table.number("height_mm", SIZE_LIMITS_MM),
        margin_mm=table.number("margin_mm", MARGIN_LIMITS_MM),
        gap_mm=table.number("gap_mm", GAP_LIMITS_MM),
    )


def pages(images: Sequence[Image.Image], dpi: int, sheet: Sheet) -> tuple[Page, ...]:
    """Fill as many sheets as it takes, each in rows from the top left, every dot a dot.

    Raises `DoesNotFitError` for a picture that is larger than a sheet within its margins.
    """
    scale = DOTS_PER_MM[dpi]
    width, height = int(sheet.width_mm * scale), int(sheet.height_mm * scale)
    margin, gap = round(sheet.margin_mm * scale), round(sheet.gap_mm * scale)
    filled: list[list[Placed]] = [[]]
    left = top = below = margin
    for image in images:
        _check_size(image, (width - 2 * margin, height - 2 * margin), sheet)
        if left + image.width > width - margin:
            left, top = margin, below
        if top + image.height > height - margin:
            filled.append([])
            left = top = below = margin
        filled[-1].append(Placed(image, left, top))
        left += image.width + gap
        below = max(below, top + image.height + gap)
    return tuple(Page(width, height, tuple(placed), dpi) for placed in filled)


def _check_size(image: Image.Image, room: tuple[int, int], sheet: Sheet) -> None:
    if image.width > room[0] or image.height > room[1]:
        raise DoesNotFitError(
            "Label on a sheet {sheet}: expected at most {width_limit} × {height_limit} dots, "
            "got {width} × {height}.",
            sheet=sheet.name,
            width_limit=room[0],
            height_limit=room[1],
            width=image.width,
            height=image.height,
        )
