"""Labels as the files that leave: PNG, PDF or ZPL, one a label, or sheets of them all."""

from collections.abc import Sequence
from typing import Literal, get_args

from labels.render import Label
from labels.tables import Values
from labels.zpl import zpl

Form = Literal["png", "pdf", "zpl"]
FORMS: tuple[Form, ...] = get_args(Form)


def file_of(label: Label, form: Form, dpi: int) -> bytes:
    """Return one label as one file, for a printer of `dpi`, each pixel of its picture a dot."""
    if form == "png":
        return label.png
    if form == "zpl":
        return zpl(label.image)
    # Here and below, since reportlab is slow to import and most labels need none of it.
    from labels.pdf import Page, Placed, pdf

    page = Page(label.width_dots, label.height_dots, (Placed(label.image, 0, 0),), dpi)
    return pdf([page])


def sheets(labels: Sequence[Label], dpi: int, sheet: Values, name: str) -> bytes:
    """Return all labels as one PDF of sheets, `sheet` the table of one. Raises `LabelError`."""
    from labels.pdf import pdf
    from labels.sheet import pages, sheet_from

    images = [label.image for label in labels]
    return pdf(pages(images, dpi, sheet_from(sheet, name)))
