"""A drawn label as what printers take: PDF, PNG, PWG Raster or ZPL."""

from typing import Literal, get_args

from PIL import Image

from labels.raster import png
from labels.units import DOTS_PER_MM, MM_PER_POINT
from labels.zpl import zpl
from station.codecs.pwg_raster import pwg_raster
from station.ports.printer import DrawnLabel

Form = Literal["pdf", "png", "pwg", "zpl"]
FORMS: tuple[Form, ...] = get_args(Form)


def picture(label: DrawnLabel) -> Image.Image:
    """The one-bit picture."""
    return Image.frombytes("1", (label.width_dots, label.height_dots), label.bits)


def size_mm(label: DrawnLabel) -> tuple[float, float]:
    """Width and height in mm."""
    per_mm = DOTS_PER_MM[label.dpi]
    return label.width_dots / per_mm, label.height_dots / per_mm


def in_form(label: DrawnLabel, form: Form) -> bytes:
    """One label as one file, each pixel of its picture a dot of the printer."""
    if form == "png":
        return png(picture(label), label.dpi)
    if form == "zpl":
        return zpl(picture(label))
    if form == "pwg":
        width, height = size_mm(label)
        points = (width / MM_PER_POINT, height / MM_PER_POINT)
        return pwg_raster(label.bits, label.width_dots, label.height_dots, label.dpi, points)
    # Here, since reportlab is slow to import and most labels need none of it.
    from labels.pdf import Page, Placed, pdf

    placed = (Placed(picture(label), 0, 0),)
    return pdf([Page(label.width_dots, label.height_dots, placed, label.dpi)])
