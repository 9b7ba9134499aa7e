"""ZPL: one graphic field, decoded here byte by byte, and drawn by a printer's stand-in."""

import re
from base64 import b64decode
from binascii import crc_hqx
from dataclasses import replace
from zlib import decompress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from label_samples import DPI, LEFT, NO_SIDE, RIGHT, STOCKS
from PIL import Image
from renderings import needs_zpl_renderer, zpl_pictures

from labels.content import LabelContent
from labels.raster import Fonts
from labels.render import render
from labels.stock import Stock
from labels.verify import read_back
from labels.zpl import zpl

FORMAT = re.compile(
    rb"\^XA\^LH0,0\^PON\^PMN\^LRN\^PW(\d+)\^LL(\d+)\^FO0,0\^GFA,(\d+),(\d+),(\d+),"
    rb":Z64:([A-Za-z0-9+/=]+):([0-9A-F]{4})\^FS\^PQ1\^XZ\n"
)


def decoded(label: bytes) -> Image.Image:
    """The picture in a ZPL format, with every number of the format held against the others."""
    match = FORMAT.fullmatch(label)
    assert match, label[:80]
    width, height, sent, size, row_bytes = map(int, match.groups()[:5])
    encoded, crc = match[6], int(match[7], 16)
    field = decompress(b64decode(encoded, validate=True))
    assert (crc_hqx(encoded, 0), row_bytes, len(field)) == (crc, -(-width // 8), size)
    assert sent == size == row_bytes * height
    beyond = (1 << (row_bytes * 8 - width)) - 1
    assert not any(field[row + row_bytes - 1] & beyond for row in range(0, size, row_bytes))
    return Image.frombytes("1", (width, height), bytes(255 - byte for byte in field))


def dots(image: Image.Image) -> tuple[tuple[int, int], bytes]:
    return image.size, image.convert("L").tobytes()


@pytest.mark.parametrize("content", [LEFT, RIGHT, NO_SIDE], ids=lambda content: content.side)
@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_every_dot_comes_back(stock: Stock, dpi: int, content: LabelContent, fonts: Fonts) -> None:
    label = render(content, stock, dpi, fonts)
    picture = decoded(zpl(label.image))
    assert dots(picture) == dots(label.image)
    assert read_back(picture, label.symbology) == [content.code]


@given(st.integers(1, 40), st.integers(1, 9), st.data())
def test_any_width_comes_back(width: int, height: int, data: st.DataObject) -> None:
    pixels = data.draw(st.binary(min_size=width * height, max_size=width * height))
    image = Image.frombytes("L", (width, height), pixels).convert("1", dither=Image.Dither.NONE)
    assert dots(decoded(zpl(image))) == dots(image)


def test_a_name_is_never_a_command(fonts: Fonts) -> None:
    content = replace(LEFT, family="^FS^BCN,100^FDEVIL^FS")
    label = zpl(render(content, STOCKS["tube-50x30"], 203, fonts).image)
    assert decoded(label)
    assert label.count(b"^FO") == label.count(b"^FS") == 1
    assert b"EVIL" not in label


@needs_zpl_renderer
def test_a_printers_stand_in_draws_the_same_dots(fonts: Fonts) -> None:
    drawn = [
        (render(content, stock, dpi, fonts), content.code, dpi)
        for dpi in DPI
        for stock in STOCKS.values()
        for content in (LEFT, NO_SIDE)
    ]
    pictures = zpl_pictures([(zpl(label.image), label.image, dpi) for label, _, dpi in drawn])
    for picture, (label, code, _) in zip(pictures, drawn, strict=True):
        assert dots(picture) == dots(label.image)
        assert read_back(picture, label.symbology) == [code]
