"""PDF: what poppler and pdfium draw is the bitmap, and nothing in the file but the bitmap."""

import re
from collections.abc import Sequence

import pypdfium2
import pytest
from label_samples import DPI, LEFT, NO_SIDE, RIGHT, SHEETS, STOCKS
from PIL import Image
from renderings import Renderer, dots_per_inch, needs_poppler, pdfium, poppler

from labels.errors import DoesNotFitError, StockError
from labels.files import file_of, sheets
from labels.pdf import Page, Placed, pdf
from labels.raster import Fonts
from labels.render import Label, render
from labels.sheet import Sheet, pages, sheet_from
from labels.units import DOTS_PER_MM
from labels.verify import read_back

EVERY_RENDERER = pytest.mark.parametrize(
    "draw", [pytest.param(poppler, marks=needs_poppler), pdfium], ids=["poppler", "pdfium"]
)
EVERY_DPI = pytest.mark.parametrize("dpi", DPI)
CONTENTS = (LEFT, RIGHT, NO_SIDE)
A4 = sheet_from(SHEETS["a4"], "a4")


def drawn(dpi: int, fonts: Fonts) -> dict[str, list[Label]]:
    """Every stock with a label of each side."""
    return {
        name: [render(content, stock, dpi, fonts) for content in CONTENTS]
        for name, stock in STOCKS.items()
    }


def one_a_page(labels: Sequence[Label], dpi: int) -> bytes:
    """Labels as `file_of` makes them, in one document, so that a renderer starts once."""
    each = [Page(x.width_dots, x.height_dots, (Placed(x.image, 0, 0),), dpi) for x in labels]
    return pdf(each)


WIDE_X_MM = 0.33
"""Drawn coarser than they are, bars that are narrower come out as one dot or two by chance."""


def assert_reads(page: Image.Image, label: Label, dpi: int, rendered_dpi: int) -> None:
    """It reads; drawn coarser than it is, narrow bars may be lost but never give another text."""
    read = read_back(page, label.symbology)
    if rendered_dpi < dpi and label.x_mm < WIDE_X_MM:
        assert set(read) <= {LEFT.code}
    else:
        assert read == [LEFT.code]


@EVERY_DPI
@EVERY_RENDERER
def test_at_its_own_dpi_every_dot_is_a_pixel(draw: Renderer, dpi: int, fonts: Fonts) -> None:
    labels = [label for row in drawn(dpi, fonts).values() for label in row]
    drawn_pages = draw(one_a_page(labels, dpi), dots_per_inch(dpi))
    assert [page.size for page in drawn_pages] == [label.image.size for label in labels]
    different = [
        number
        for number, (page, label) in enumerate(zip(drawn_pages, labels, strict=True))
        if page.tobytes() != label.image.convert("L").tobytes()
    ]
    assert different == []


@pytest.mark.parametrize("rendered_dpi", DPI)
@EVERY_DPI
@EVERY_RENDERER
def test_at_any_dpi_it_reads(draw: Renderer, dpi: int, rendered_dpi: int, fonts: Fonts) -> None:
    labels = [label for row in drawn(dpi, fonts).values() for label in row]
    for page, label in zip(draw(one_a_page(labels, dpi), rendered_dpi), labels, strict=True):
        assert_reads(page, label, dpi, rendered_dpi)


@EVERY_DPI
@EVERY_RENDERER
def test_a_sheet_has_every_label_dot_for_dot(draw: Renderer, dpi: int, fonts: Fonts) -> None:
    labels = [label for row in drawn(dpi, fonts).values() for label in row]
    images = [label.image for label in labels]
    planned = pages(images, dpi, A4)
    assert [placed.image for sheet in planned for placed in sheet.placed] == images
    for sheet, page in zip(
        planned, draw(sheets(labels, dpi, SHEETS["a4"], "a4"), dots_per_inch(dpi)), strict=True
    ):
        paper = Image.new("L", (sheet.width_dots, sheet.height_dots), 255)
        for placed in sheet.placed:
            paper.paste(placed.image.convert("L"), (placed.left, placed.top))
        assert page.size == paper.size
        assert page.tobytes() == paper.tobytes()


@pytest.mark.parametrize("rendered_dpi", DPI)
@EVERY_RENDERER
def test_a_sheet_reads_at_any_dpi(draw: Renderer, rendered_dpi: int, fonts: Fonts) -> None:
    rows = drawn(600, fonts)
    labels = [label for row in rows.values() for label in row]
    drawn_pages = draw(sheets(labels, 600, SHEETS["a4"], "a4"), rendered_dpi)
    scale = rendered_dpi / dots_per_inch(600)
    left = iter(labels)
    planned = pages([label.image for label in labels], 600, A4)
    for sheet, page in zip(planned, drawn_pages, strict=True):
        for placed in sheet.placed:
            right, bottom = placed.left + placed.image.width, placed.top + placed.image.height
            box = [edge * scale for edge in (placed.left, placed.top, right, bottom)]
            part = page.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3])))
            assert_reads(part, next(left), 600, rendered_dpi)
    assert list(left) == []


@EVERY_DPI
def test_the_page_is_the_label_to_a_hundredth_of_a_dot(dpi: int, fonts: Fonts) -> None:
    for row in drawn(dpi, fonts).values():
        (page,) = pypdfium2.PdfDocument(file_of(row[0], "pdf", dpi))
        size = [points / 72 * dots_per_inch(dpi) for points in page.get_size()]
        assert size == pytest.approx(row[0].image.size, abs=0.011)


def test_nothing_else_is_in_it(fonts: Fonts) -> None:
    """One-bit pictures without blur; no name, no date, no text, no tool; printed unscaled."""
    label = render(LEFT, STOCKS["tube-50x30"], 203, fonts)
    for content in (file_of(label, "pdf", 203), sheets([label], 203, SHEETS["a4"], "a4")):
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
    on_paper = [sheets([one], 300, SHEETS["letter"], "letter") for one in (first, second)]
    assert on_paper[0] == on_paper[1]


def places(sizes: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Where pictures of these sizes in mm stand on sheets of 8 dots a mm, in mm."""
    images = [Image.new("1", (width * 8, height * 8)) for width, height in sizes]
    filled = pages(images, 203, A4)
    assert {(page.width_dots, page.height_dots) for page in filled} == {(1680, 2376)}
    return [[(placed.left // 8, placed.top // 8) for placed in page.placed] for page in filled]


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
        "Label on a sheet a4: expected at most 1520 × 2216 dots, "
        f"got {size[0] * scale:g} × {size[1] * scale:g}."
    )


def test_a_sheet_takes_a_grid_of_labels() -> None:
    letter = sheet_from(SHEETS["letter"], "letter")
    assert letter == Sheet("letter", 215.9, 279.4, 10.0, 5.0)
    assert [letter.grid(50, 30), A4.grid(60, 30), A4.grid(61, 30)] == [(3, 7), (3, 8), (2, 8)]
    assert A4.grid(191, 30) == (0, 8)


SHEET = "Sheet 'own'{}: expected {}, got {}."
SHEET_REFUSALS: list[tuple[dict[str, object], str]] = [
    ({"width_mm": 99}, SHEET.format(", width_mm", "a number from 100 to 500", "99")),
    ({"height_mm": 501}, SHEET.format(", height_mm", "a number from 100 to 500", "501")),
    ({"margin_mm": 3.9}, SHEET.format(", margin_mm", "a number from 4 to 40", "3.9")),
    ({"gap_mm": 20.1}, SHEET.format(", gap_mm", "a number from 0 to 20", "20.1")),
    ({"rows": 3}, SHEET.format("", "known keys", "rows")),
]


@pytest.mark.parametrize(("changes", "sentence"), SHEET_REFUSALS)
def test_a_sheet_that_cannot_be(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(StockError) as refusal:
        sheet_from({**SHEETS["a4"], **changes}, "own")
    assert str(refusal.value) == sentence


def test_a_sheet_at_the_limits() -> None:
    table = {"width_mm": 100, "height_mm": 500, "margin_mm": 4, "gap_mm": 0}
    assert sheet_from(table, "own") == Sheet("own", 100.0, 500.0, 4.0, 0.0)
    table = {"width_mm": 500, "height_mm": 100, "margin_mm": 40, "gap_mm": 20}
    assert sheet_from(table, "own") == Sheet("own", 500.0, 100.0, 40.0, 20.0)
