"""Labels as the files that leave: PNG, PDF or ZPL, one a label, or A4 sheets of them all."""

from collections.abc import Sequence
from typing import Literal, get_args

from labels.render import Label
from labels.zpl import zpl

Form = Literal["png", "pdf", "zpl"]
FORMS: tuple[Form, ...] = get_args(Form)

SHEET_MARGIN_MM = 10
"""Office printers leave up to 6.4 mm of a sheet blank."""
SHEET_GAP_MM = 5
"""Scissors in a hurry need as much."""


def file_of(label: Label, form: Form, dpi: int) -> bytes:
    """Return one label as one file, for a printer of `dpi`, each pixel of its picture a dot."""
    if form == "png":
        return label.png
    if form == "zpl":
        return zpl(label.image)
    # Here and below, since reportlab is slow to import and most labels need none of it.
    from labels.pdf import Page, Placed, pdf

    page = Page(label.width_dots, label.height_dots, (Placed(label.image, 0, 0),))
    return pdf([page], dpi)


def a4_sheets(labels: Sequence[Label], dpi: int) -> bytes:
    """Return all labels as one PDF of A4 sheets. Raises `LabelError`."""
    from labels.pdf import pdf
    from labels.sheet import a4

    images = [label.image for label in labels]
    return pdf(a4(images, dpi, SHEET_MARGIN_MM, SHEET_GAP_MM), dpi)
