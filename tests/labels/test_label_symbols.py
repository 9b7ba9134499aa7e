"""Symbols carry their text exactly; the two defects of python-barcode, and the guards on them."""

from functools import cache

import pytest
from barcode import Code128
from hypothesis import example, given, settings
from hypothesis import strategies as st
from label_samples import STOCKS, with_code
from PIL import Image

from labels import symbols
from labels.errors import ReadBackError, SymbolError
from labels.profile import MAX_CODE_LETTERS
from labels.raster import Fonts
from labels.render import render
from labels.stock import Stock, Symbology
from labels.symbols import Modules, code128, datamatrix, microqr, modules, qr
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
    assert read_back(label.image, label.symbology) == [LEADING_99]


def test_without_the_guard_no_label_leaves(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbols, "LOST_PREFIX", "no such prefix")
    with pytest.raises(ReadBackError) as refusal:
        render(with_code(f"{LEADING_99}9"), TUBE, 300, fonts)
    assert str(refusal.value) == (
        "Drawn code128 label: expected to read '99123456789', got '123456789'."
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


def fits_micro_qr(code: str) -> bool:
    """Version M4 at level L: 35 digits, 21 of its capitals and signs, 15 of any letters."""
    if code.isdigit():
        return len(code) <= 35
    is_alphanumeric = set(code) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    return len(code) <= (21 if is_alphanumeric else 15)


@given(code=CODES)
def test_round_trip(code: str) -> None:
    assert read_back(drawn(code128(code), 60), "code128") == [code]
    assert read_back(drawn(datamatrix(code), 3), "datamatrix") == [code]
    assert read_back(drawn(qr(code), 3), "qr") == [code]


@given(code=st.one_of(st.from_regex(r"[0-9]{1,35}", fullmatch=True), CODES).filter(fits_micro_qr))
def test_micro_qr_round_trip(code: str) -> None:
    assert read_back(drawn(microqr(code), 3), "microqr") == [code]


def least_modules(text: str) -> int:
    """The width of the shortest Code 128 of a text, found by trying every choice of code sets.

    A symbol is START, one character a letter or (in set C) a pair of digits, one for each change
    of set or SHIFT, a check character, each of 11 modules, and STOP of 13: ISO/IEC 15417, 4.3.
    """

    @cache
    def rest(place: int, chosen: str) -> int:
        if place == len(text):
            return 0
        ways = [1 + taken(place, other) for other in "ABC" if other != chosen]
        if chosen != "C":
            ways.append(2 + rest(place + 1, chosen))  # SHIFT, from A to B or back
        return min(taken(place, chosen), *ways)

    @cache
    def taken(place: int, chosen: str) -> int:
        pair = text[place : place + 2]
        if chosen == "C":
            return 1 + rest(place + 2, "C") if len(pair) == 2 and pair.isdigit() else 1_000
        return 1 + rest(place + 1, chosen) if chosen == "B" or pair[0] < "`" else 1_000

    return 11 * (2 + min(taken(0, chosen) for chosen in "ABC")) + 13


MIXED = st.text(st.sampled_from("0123456789012345678901234567890123456789ABCa-~ "), min_size=1)


@settings(max_examples=300)
@given(code=st.one_of(CODES, MIXED).map(lambda text: text[:MAX_CODE_LETTERS]))
@example("508A174192ACA11 01114")
@example("aA68789011651")
@example("9")
@example("99")
def test_no_code128_is_longer_than_it_must_be(code: str) -> None:
    assert len(code128(code)[0]) == least_modules(code)


def test_library_still_stays_in_set_b() -> None:
    """When this fails, the library has become optimal, and zxing-cpp is needed for "99" alone."""
    assert len(library_modules("aA68789011651")[0]) == least_modules("aA68789011651") + 11


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
        "7" * 36,
        "microqr",
        "Code for a microqr symbol: expected at most 35 digits or 21 capitals and digits, "
        "got 36 letters.",
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
@pytest.mark.parametrize("symbology", ["code128", "datamatrix", "qr"])
def test_longest_code(letters: int, symbology: Symbology) -> None:
    row_px = 60 if symbology == "code128" else 3
    symbol = modules("7" * letters, symbology)
    assert read_back(drawn(symbol, row_px), symbology) == ["7" * letters]
