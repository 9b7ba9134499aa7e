"""Symbols carry their text exactly; the two defects of python-barcode, and the guards on them."""

import pytest
from barcode import Code128
from hypothesis import given
from hypothesis import strategies as st
from label_samples import STOCKS, with_code
from PIL import Image

from labels import symbols
from labels.errors import ReadBackError, SymbolError
from labels.raster import Fonts
from labels.render import render
from labels.stock import Stock, Symbology
from labels.symbols import MAX_CODE_LETTERS, Modules, code128, datamatrix, modules
from labels.verify import read_back

TUBE = STOCKS["tube-50x30"]
LEADING_99 = "9912345678"
CHANGES_WHEN_BUILT_TWICE = "12A"


def drawn(symbol: Modules, row_px: int) -> Image.Image:
    """Draw a symbol alone, 3 pixels a module, well inside a white picture."""
    image = Image.new("1", (len(symbol[0]), len(symbol)))
    image.putdata([0 if is_dark else 1 for row in symbol for is_dark in row])
    image = image.resize((3 * image.width, row_px * image.height))
    paper = Image.new("1", (image.width + 80, image.height + 80), 1)
    paper.paste(image, (40, 40))
    return paper


def library_modules(text: str) -> Modules:
    return (tuple(bar == "1" for bar in Code128(text).build()[0]),)


def test_library_still_drops_a_leading_99() -> None:
    """When this fails, the library is mended and `symbols.LOST_PREFIX` can go."""
    assert read_back(drawn(library_modules(LEADING_99), 60), "code128") == ["12345678"]


@pytest.mark.parametrize("code", [LEADING_99, "9999", "99", "99A7", "9912345", "9899", "A99B99"])
def test_leading_99_is_kept(code: str) -> None:
    assert read_back(drawn(code128(code), 60), "code128") == [code]


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_leading_99_on_a_label(stock: Stock, fonts: Fonts) -> None:
    label = render(with_code(LEADING_99), stock, 300, fonts)
    assert read_back(label.image, stock.symbology) == [LEADING_99]


def test_without_the_guard_no_label_leaves(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbols, "LOST_PREFIX", "no such prefix")
    with pytest.raises(ReadBackError) as refusal:
        render(with_code(LEADING_99), TUBE, 300, fonts)
    assert str(refusal.value) == (
        "Drawn code128 label: expected to read '9912345678', got '12345678'."
    )


def test_library_still_changes_when_built_twice() -> None:
    symbol = Code128(CHANGES_WHEN_BUILT_TWICE)
    assert symbol.build() != symbol.build()


def test_the_same_bars_each_time(fonts: Fonts) -> None:
    first = library_modules(CHANGES_WHEN_BUILT_TWICE)
    assert [code128(CHANGES_WHEN_BUILT_TWICE) for _ in range(3)] == [first] * 3
    content = with_code("12345678A")
    assert render(content, TUBE, 203, fonts) == render(content, TUBE, 203, fonts)


CODES = st.one_of(
    st.from_regex(r"[0-9]{14}", fullmatch=True),
    st.from_regex(r"[A-Z0-9-]{4,20}", fullmatch=True),
    st.from_regex(r"99[0-9A-Z-]{2,18}", fullmatch=True),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20),
)


@given(code=CODES)
def test_round_trip(code: str) -> None:
    assert read_back(drawn(code128(code), 60), "code128") == [code]
    assert read_back(drawn(datamatrix(code), 3), "datamatrix") == [code]


@pytest.mark.parametrize(
    ("code", "size"), [("00017000042155", 14), ("A", 10), ("A" * 20, 18), ("AB-1234", 12)]
)
def test_datamatrix_is_square(code: str, size: int) -> None:
    assert {len(datamatrix(code)), *map(len, datamatrix(code))} == {size}


REFUSALS: list[tuple[str, Symbology, str]] = [
    ("", "code128", "Code for a code128 symbol: expected 1 to 48 letters, got 0."),
    ("7" * 49, "datamatrix", "Code for a datamatrix symbol: expected 1 to 48 letters, got 49."),
    (
        "PRØVE-1",
        "code128",
        "Code for a code128 symbol: expected printable ASCII letters, got U+00D8 at position 3.",
    ),
    (
        "12\x1d34",
        "datamatrix",
        "Code for a datamatrix symbol: expected printable ASCII letters, got U+001D at position 3.",
    ),
]


@pytest.mark.parametrize(("code", "symbology", "sentence"), REFUSALS)
def test_refusal(code: str, symbology: Symbology, sentence: str) -> None:
    with pytest.raises(SymbolError) as refusal:
        modules(code, symbology)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("letters", [1, MAX_CODE_LETTERS - 1, MAX_CODE_LETTERS])
@pytest.mark.parametrize("symbology", ["code128", "datamatrix"])
def test_longest_code(letters: int, symbology: Symbology) -> None:
    row_px = 60 if symbology == "code128" else 3
    symbol = modules("7" * letters, symbology)
    assert read_back(drawn(symbol, row_px), symbology) == ["7" * letters]
