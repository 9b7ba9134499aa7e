"""Pictures in rows on A4 sheets, whole and in order, with gaps to cut in."""

from collections.abc import Sequence

from PIL import Image

from labels.errors import DoesNotFitError
from labels.layout import DOTS_PER_MM
from labels.pdf import Page, Placed

A4_MM = (210, 297)


def a4(
    images: Sequence[Image.Image], dpi: int, margin_mm: float, gap_mm: float
) -> tuple[Page, ...]:
    """Fill as many sheets as it takes, each in rows from the top left, every dot a dot.

    Raises `DoesNotFitError` for a picture that is larger than a sheet within its margins.
    """
    scale = DOTS_PER_MM[dpi]
    width, height = (int(mm * scale) for mm in A4_MM)
    margin, gap = round(margin_mm * scale), round(gap_mm * scale)
    pages: list[list[Placed]] = [[]]
    left = top = below = margin
    for image in images:
        _check_size(image, (width - 2 * margin, height - 2 * margin))
        if left + image.width > width - margin:
            left, top = margin, below
        if top + image.height > height - margin:
            pages.append([])
            left = top = below = margin
        pages[-1].append(Placed(image, left, top))
        left += image.width + gap
        below = max(below, top + image.height + gap)
    return tuple(Page(width, height, tuple(placed)) for placed in pages)


def _check_size(image: Image.Image, room: tuple[int, int]) -> None:
    if image.width > room[0] or image.height > room[1]:
        raise DoesNotFitError(
            "Label on an A4 sheet: expected at most {width_limit} × {height_limit} dots, "
            "got {width} × {height}.",
            width_limit=room[0],
            height_limit=room[1],
            width=image.width,
            height=image.height,
        )
