"""From geometry to dots: letters that cannot be printed, side shapes, and PNG bytes."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from label_samples import LEFT, NO_SIDE, RIGHT, STOCKS, dark, with_name
from PIL import Image

from labels.content import LabelContent
from labels.errors import GlyphError
from labels.geometry import Layout
from labels.layout import arrange
from labels.raster import Fonts, Typesetter, check_glyphs, draw, png

TUBE = STOCKS["tube-50x30"]
UNPRINTABLE = "Label {}: expected letters that the label fonts can print, got {}."


@pytest.mark.parametrize(
    ("element", "text", "letter"),
    [
        ("name", "漢字, 名", "'名' (U+540D CJK UNIFIED IDEOGRAPH-540D)"),
        ("name", "TESTESEN, 한", "'한' (U+D55C HANGUL SYLLABLE HAN)"),
        ("name", "TESTESEN 😀", "'😀' (U+1F600 GRINNING FACE)"),
        ("kind", "Blood 🩸", "'🩸' (U+1FA78 DROP OF BLOOD)"),
        ("name", "אבג", "'א' (U+05D0 HEBREW LETTER ALEF)"),
        ("name", "بيت", "'ب' (U+0628 ARABIC LETTER BEH)"),
        ("name", "TEST\u0302\u0303", "'̃' (U+0303 COMBINING TILDE)"),
        ("name", "TEST, \u0301Prøve", "'́' (U+0301 COMBINING ACUTE ACCENT)"),
        ("name", "TESTO\u0338", "'̸' (U+0338 COMBINING LONG SOLIDUS OVERLAY)"),
        ("name", "นก", "'ก' (U+0E01 THAI CHARACTER KO KAI)"),
        ("name", "ᲑᲔᲠᲘᲫᲔ", "'Ბ' (U+1C91 GEORGIAN MTAVRULI CAPITAL LETTER BAN)"),
        ("site", "iliac\u2800", "'⠀' (U+2800 BRAILLE PATTERN BLANK)"),
        ("additive", "Heparin\u3000", "'\\u3000' (U+3000 IDEOGRAPHIC SPACE)"),
        ("side_word", "左", "'左' (U+5DE6 CJK UNIFIED IDEOGRAPH-5DE6)"),
    ],
)
def test_refused_letter(element: str, text: str, letter: str, fonts: Fonts) -> None:
    change: dict[str, Any] = {element: text}
    content = with_name(text) if element == "name" else replace(LEFT, **change)
    with pytest.raises(GlyphError) as refusal:
        check_glyphs(content, TUBE, Typesetter(fonts))
    assert str(refusal.value) == UNPRINTABLE.format(element, letter)


@pytest.mark.parametrize(
    "name",
    [
        "ÆØÅæøå, ÁČĐŊŠŦŽ áčđŋšŧž",
        "ÉÜÖÑÇ éüöñç",
        "ŁÓDŹ, Ğİş Đặng Ấn",
        "Иванова, Αλέξης",
        "O’NEILL-D'ARC, ^FS~_\\",
        "BJO\u0308RK, A\u030age",
        "ADÉBÁYO\u0323\u0300, O\u0323\u0300ṣun",
        "J\u030cɔ\u0303",
        "VAN\u00a0DER\u202fBERG",
    ],
)
def test_accepted_letters(name: str, fonts: Fonts) -> None:
    check_glyphs(with_name(name), TUBE, Typesetter(fonts))


def test_what_the_stock_does_not_carry_is_not_checked(fonts: Fonts) -> None:
    content = replace(LEFT, additive="漢")
    check_glyphs(content, STOCKS["slide-22x22"], Typesetter(fonts))


@pytest.mark.parametrize("data", [b"", b"no font at all"])
def test_bytes_that_are_no_font(data: bytes) -> None:
    with pytest.raises(GlyphError) as refusal:
        Typesetter(Fonts(data, data)).measure("TESTESEN", 20, bold=False)
    assert str(refusal.value) == (
        f"Label font: expected the bytes of a TrueType font, got {len(data)} bytes of none."
    )


def plan(content: LabelContent, fonts: Fonts) -> Layout:
    return arrange(content, TUBE, 300, Typesetter(fonts).measure, "auto12")


def test_the_side_is_seen_without_colour(fonts: Fonts) -> None:
    """Left is mostly black, right and none mostly white; the tip tells left from right."""
    blackness = []
    for content in (LEFT, RIGHT, NO_SIDE):
        layout = plan(content, fonts)
        box = layout.shape.box
        shape = dark(draw(layout, Typesetter(fonts)))[box.top : box.bottom, box.left : box.right]
        ends = (shape[:, :2].any(axis=1).mean(), shape[:, -2:].any(axis=1).mean())
        blackness.append((round(float(shape.mean()), 1), bool(ends[0] < 0.5), bool(ends[1] < 0.5)))
    assert blackness == [(0.8, True, False), (0.3, False, True), (0.1, True, True)]


@pytest.mark.parametrize("content", [LEFT, RIGHT, NO_SIDE], ids=["left", "right", "none"])
def test_text_stays_in_the_width_it_was_measured_for(content: LabelContent, fonts: Fonts) -> None:
    typesetter = Typesetter(fonts)
    layout = plan(content, fonts)
    symbol = replace(layout.symbol, modules=((False,),))
    blank = draw(replace(layout, symbol=symbol, texts=()), typesetter)
    for text in layout.texts:
        drawn = draw(replace(layout, symbol=symbol, texts=(text,)), typesetter)
        columns = np.flatnonzero((dark(drawn) != dark(blank)).any(axis=0))
        width = typesetter.measure(text.text, text.px, text.bold)
        assert text.left <= columns[0] <= columns[-1] < text.left + width


@pytest.mark.parametrize(("dpi", "dots_per_m"), [(203, 8000), (300, 11811), (600, 23622)])
def test_png_is_one_bit_and_knows_its_size(dpi: int, dots_per_m: int) -> None:
    image = Image.new("1", (40, 30), 1)
    data = png(image, dpi)
    chunk = data.index(b"pHYs") + 4
    assert data[chunk : chunk + 9] == 2 * dots_per_m.to_bytes(4, "big") + b"\x01"
    with Image.open(BytesIO(data)) as again:
        assert (again.mode, again.size) == ("1", (40, 30))


def test_equal_pictures_give_equal_bytes(fonts: Fonts) -> None:
    layout = plan(RIGHT, fonts)
    once, again = (png(draw(layout, Typesetter(fonts)), 300) for _ in range(2))
    assert once == again
