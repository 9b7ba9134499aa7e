"""PDF: what poppler and pdfium draw is the bitmap, and nothing in the file but the bitmap."""

import re
from collections.abc import Sequence

import pypdfium2
import pytest
from label_samples import DPI, LEFT, NO_SIDE, RIGHT, STOCKS
from PIL import Image
from renderings import Renderer, dots_per_inch, needs_poppler, pdfium, poppler

from labels.errors import DoesNotFitError
from labels.files import a4_sheets, file_of
from labels.layout import DOTS_PER_MM
from labels.pdf import Page, Placed, pdf
from labels.raster import Fonts
from labels.render import Label, render
from labels.sheet import a4
from labels.verify import read_back

EVERY_RENDERER = pytest.mark.parametrize(
    "draw", [pytest.param(poppler, marks=needs_poppler), pdfium], ids=["poppler", "pdfium"]
)
EVERY_DPI = pytest.mark.parametrize("dpi", DPI)
CONTENTS = (LEFT, RIGHT, NO_SIDE)


def drawn(dpi: int, fonts: Fonts) -> dict[str, list[Label]]:
    """Every stock with a label of each side."""
    return {
        name: [render(content, stock, dpi, fonts) for content in CONTENTS]
        for name, stock in STOCKS.items()
    }


def one_a_page(labels: Sequence[Label], dpi: int) -> bytes:
    """Labels as `file_of` makes them, in one document, so that a renderer starts once."""
    pages = [Page(x.width_dots, x.height_dots, (Placed(x.image, 0, 0),)) for x in labels]
    return pdf(pages, dpi)


@EVERY_DPI
@EVERY_RENDERER
def test_at_its_own_dpi_every_dot_is_a_pixel(draw: Renderer, dpi: int, fonts: Fonts) -> None:
    labels = [label for row in drawn(dpi, fonts).values() for label in row]
    pages = draw(one_a_page(labels, dpi), dots_per_inch(dpi))
    assert [page.size for page in pages] == [label.image.size for label in labels]
    different = [
        number
        for number, (page, label) in enumerate(zip(pages, labels, strict=True))
        if page.tobytes() != label.image.convert("L").tobytes()
    ]
    assert different == []


@pytest.mark.parametrize("rendered_dpi", DPI)
@EVERY_DPI
@EVERY_RENDERER
def test_at_any_dpi_it_reads(draw: Renderer, dpi: int, rendered_dpi: int, fonts: Fonts) -> None:
    rows = drawn(dpi, fonts)
    pages = iter(draw(one_a_page([x for row in rows.values() for x in row], dpi), rendered_dpi))
    read = {
        name: [read_back(next(pages), STOCKS[name].symbology) for _ in CONTENTS] for name in rows
    }
    assert read == {name: [[content.code] for content in CONTENTS] for name in rows}


@EVERY_DPI
@EVERY_RENDERER
def test_a_sheet_has_every_label_dot_for_dot(draw: Renderer, dpi: int, fonts: Fonts) -> None:
    labels = [label for row in drawn(dpi, fonts).values() for label in row]
    images = [label.image for label in labels]
    (sheet,) = a4(images, dpi, 10, 5)
    (page,) = draw(a4_sheets(labels, dpi), dots_per_inch(dpi))
    paper = Image.new("L", (sheet.width_dots, sheet.height_dots), 255)
    for placed in sheet.placed:
        paper.paste(placed.image.convert("L"), (placed.left, placed.top))
    assert page.size == paper.size
    assert page.tobytes() == paper.tobytes()
    assert [placed.image for placed in sheet.placed] == images


@pytest.mark.parametrize("rendered_dpi", DPI)
@EVERY_RENDERER
def test_a_sheet_reads_at_any_dpi(draw: Renderer, rendered_dpi: int, fonts: Fonts) -> None:
    rows = drawn(600, fonts)
    labels = [label for row in rows.values() for label in row]
    (page,) = draw(a4_sheets(labels, 600), rendered_dpi)
    (sheet,) = a4([label.image for label in labels], 600, 10, 5)
    scale = rendered_dpi / dots_per_inch(600)
    symbologies = [STOCKS[name].symbology for name in rows for _ in CONTENTS]
    for placed, symbology in zip(sheet.placed, symbologies, strict=True):
        right, bottom = placed.left + placed.image.width, placed.top + placed.image.height
        box = [edge * scale for edge in (placed.left, placed.top, right, bottom)]
        label = page.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3])))
        assert read_back(label, symbology) == [LEFT.code]


@EVERY_DPI
def test_the_page_is_the_label_to_a_hundredth_of_a_dot(dpi: int, fonts: Fonts) -> None:
    for row in drawn(dpi, fonts).values():
        (page,) = pypdfium2.PdfDocument(file_of(row[0], "pdf", dpi))
        size = [points / 72 * dots_per_inch(dpi) for points in page.get_size()]
        assert size == pytest.approx(row[0].image.size, abs=0.011)


def test_nothing_else_is_in_it(fonts: Fonts) -> None:
    """One-bit pictures without blur; no name, no date, no text, no tool; printed unscaled."""
    label = render(LEFT, STOCKS["tube-50x30"], 203, fonts)
    for content in (file_of(label, "pdf", 203), a4_sheets([label], 203)):
        document = pypdfium2.PdfDocument(content)
        assert document.get_metadata_dict(skip_empty=True) == {}
        assert [page.get_textpage().get_text_range() for page in document] == [""]
        assert b"/PrintScaling /None" in content
        assert re.findall(rb"/BitsPerComponent (\d+)", content) == [b"1"]
        for absent in (b"Interpolate", b"Title", b"Date", b"Prod", b"Author", b"TESTESEN", b"2014"):
            assert absent not in content


@pytest.mark.parametrize("form", ["png", "pdf", "zpl"])
def test_equal_labels_equal_bytes(form: str, fonts: Fonts) -> None:
    stock = STOCKS["slide-22x22"]
    first, second = (render(LEFT, stock, 300, fonts) for _ in range(2))
    assert file_of(first, form, 300) == file_of(second, form, 300)  # type: ignore[arg-type]
    assert a4_sheets([first], 300) == a4_sheets([second], 300)


def places(sizes: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Where pictures of these sizes in mm stand on sheets of 8 dots a mm, in mm."""
    images = [Image.new("1", (width * 8, height * 8)) for width, height in sizes]
    pages = a4(images, 203, 10, 5)
    assert {(page.width_dots, page.height_dots) for page in pages} == {(1680, 2376)}
    return [[(placed.left // 8, placed.top // 8) for placed in page.placed] for page in pages]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], [[]]),
        ([(50, 30)], [[(10, 10)]]),
        ([(60, 30)] * 3, [[(10, 10), (75, 10), (140, 10)]]),
        ([(61, 30)] * 3, [[(10, 10), (76, 10), (10, 45)]]),
        ([(90, 20), (90, 40), (90, 10)], [[(10, 10), (105, 10), (10, 55)]]),
        ([(190, 136), (190, 136)], [[(10, 10), (10, 151)]]),
        ([(190, 136), (190, 137)], [[(10, 10)], [(10, 10)]]),
        ([(190, 277)] * 2, [[(10, 10)], [(10, 10)]]),
    ],
)
def test_rows_and_sheets(
    sizes: list[tuple[int, int]], expected: list[list[tuple[int, int]]]
) -> None:
    assert places(sizes) == expected


@pytest.mark.parametrize("size", [(191, 10), (10, 278)])
def test_too_large_for_a_sheet(size: tuple[int, int]) -> None:
    with pytest.raises(DoesNotFitError) as refusal:
        places([size])
    scale = DOTS_PER_MM[203]
    assert str(refusal.value) == (
        "Label on an A4 sheet: expected at most 1520 × 2216 dots, "
        f"got {size[0] * scale:g} × {size[1] * scale:g}."
    )
