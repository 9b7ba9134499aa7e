"""One-bit pictures as pages of a PDF, one pixel a dot of the printer, and nothing else in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zlib import compress

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFImageXObject, PDFInfo
from reportlab.pdfgen.canvas import Canvas

from labels.units import DOTS_PER_MM, MM_PER_INCH

POINTS_PER_INCH = 72
HAIR_DOTS = 0.01
"""Renderers paint every dot that a picture touches, and blur what is not as many dots as it has
pixels: a hair off each edge, and by no rounding does it touch one more."""


@dataclass(frozen=True)
class Placed:
    """A one-bit picture and its top left corner in dots from the page's own."""

    image: Image.Image
    left: int
    top: int


@dataclass(frozen=True)
class Page:
    """A page of whole dots of a printer of `dpi`: rendered for it, it is scaled by nothing."""

    width_dots: int
    height_dots: int
    placed: tuple[Placed, ...]
    dpi: int


def pdf(pages: Sequence[Page]) -> bytes:
    """Return a PDF of pages; equal pages, equal bytes.

    It says nothing of itself, since a print queue would show it, and asks to be printed unscaled.
    """
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas._doc.info = _NoInfo()
    canvas.setViewerPreference("PrintScaling", "None")
    for number, page in enumerate(pages):
        point = POINTS_PER_INCH / (DOTS_PER_MM[page.dpi] * MM_PER_INCH)
        canvas.setPageSize(
            ((page.width_dots - HAIR_DOTS) * point, (page.height_dots - HAIR_DOTS) * point)
        )
        for place, placed in enumerate(page.placed):
            _paint(canvas, page, placed, point, f"{number}.{place}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class _NoInfo(PDFInfo):  # type: ignore[misc]
    """A document's information without dates, names or tools."""

    def format(self, document: object) -> bytes:
        empty: bytes = PDFDictionary({}).format(document)
        return empty


def _paint(canvas: Canvas, page: Page, placed: Placed, point: float, name: str) -> None:
    """Put one picture on the present page; a PDF counts from the bottom of the page."""
    width, height = placed.image.size
    bottom = page.height_dots - placed.top - height
    canvas._doc.addForm(name, _embedded(placed.image, name))
    canvas.saveState()
    canvas.transform(
        (width - 3 * HAIR_DOTS) * point,
        0,
        0,
        (height - 3 * HAIR_DOTS) * point,
        (placed.left + HAIR_DOTS) * point,
        (bottom + HAIR_DOTS) * point,
    )
    canvas.doForm(name)
    canvas.restoreState()


def _embedded(image: Image.Image, name: str) -> PDFImageXObject:
    """The picture with one bit a pixel: reportlab itself would make 24 of it."""
    embedded = PDFImageXObject(name)
    embedded.width, embedded.height = image.size
    embedded.bitsPerComponent, embedded.colorSpace = 1, "DeviceGray"
    embedded._filters = ("FlateDecode",)
    embedded.streamContent = compress(image.tobytes(), 9)
    return embedded
