"""A bitmap leaves only if it reads as exactly one symbol, of the text asked for."""

import pytest
from label_samples import LEFT, STOCKS
from PIL import Image

from labels.errors import ReadBackError
from labels.raster import Fonts
from labels.render import render
from labels.stock import Symbology
from labels.verify import read_back, verify

OTHER = "00017000043259"


def side_by_side(*images: Image.Image) -> Image.Image:
    paper = Image.new("1", (sum(i.width for i in images), max(i.height for i in images)), 1)
    left = 0
    for image in images:
        paper.paste(image, (left, 0))
        left += image.width
    return paper


@pytest.fixture(params=["tube-50x30", "slide-22x22"])
def label(request: pytest.FixtureRequest, fonts: Fonts) -> tuple[Image.Image, Symbology]:
    label = render(LEFT, STOCKS[request.param], 300, fonts)
    return label.image, label.symbology


def refusal(image: Image.Image, symbology: Symbology, text: str) -> str:
    with pytest.raises(ReadBackError) as refused:
        verify(image, symbology, text)
    return str(refused.value)


def test_the_text_asked_for(label: tuple[Image.Image, Symbology]) -> None:
    assert read_back(*label) == [LEFT.code]
    verify(*label, LEFT.code)


def test_another_text(label: tuple[Image.Image, Symbology]) -> None:
    image, symbology = label
    assert refusal(image, symbology, OTHER) == (
        f"Drawn {symbology} label: expected to read '{OTHER}', got '{LEFT.code}'."
    )


def test_two_symbols(label: tuple[Image.Image, Symbology]) -> None:
    image, symbology = label
    assert refusal(side_by_side(image, image), symbology, LEFT.code) == (
        f"Drawn {symbology} label: expected to read '{LEFT.code}', "
        f"got '{LEFT.code}' and '{LEFT.code}'."
    )


def test_no_symbol(label: tuple[Image.Image, Symbology]) -> None:
    image, symbology = label
    assert refusal(Image.new("1", image.size, 1), symbology, LEFT.code) == (
        f"Drawn {symbology} label: expected to read '{LEFT.code}', got no symbol."
    )


def test_a_symbol_of_another_symbology(label: tuple[Image.Image, Symbology]) -> None:
    image, symbology = label
    other: Symbology = "datamatrix" if symbology == "code128" else "code128"
    assert read_back(image, other) == []


def test_a_turned_symbol_counts(label: tuple[Image.Image, Symbology]) -> None:
    image, symbology = label
    assert read_back(image.transpose(Image.Transpose.ROTATE_90), symbology) == [LEFT.code]
