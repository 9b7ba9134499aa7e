"""A one-bit picture as PWG Raster (PWG 5102.4): its dots, and no more that could be scaled."""

import struct
from itertools import groupby

BLACK = 3  # PWG 5102.4, table 10: device black, a set bit is ink
HEADER_BYTES = 1796
LONGEST_RUN, MOST_ROWS = 128, 256

# Where the words of the header stand, table 3; what is not named is 0.
_RESOLUTION, _COPIES, _PAGE_SIZE = 276, 340, 352
_WIDTH, _HEIGHT, _BITS, _BITS_PIXEL, _ROW_BYTES, _SPACE, _COLORS = (
    372,
    376,
    384,
    388,
    392,
    400,
    420,
)
_REAL_PAGE_SIZE = 428
_PAGES, _ACROSS, _ALONG = 452, 456, 460


def pwg_raster(
    bits: bytes, width_dots: int, height_dots: int, dpi: int, points: tuple[float, float]
) -> bytes:
    """One page of rows of whole bytes, a set bit white, on a page of ``points`` (1/72 inch).

    >>> page = pwg_raster(b"\\xff\\x00\\x00", 8, 3, 203, (2.8, 1.1))
    >>> page[:4], len(page) - 4 - HEADER_BYTES, page[-6:]
    (b'RaS2', 6, b'\\x00\\x00\\x00\\x01\\x00\\xff')
    """
    row_bytes = (width_dots + 7) // 8
    beyond = 0xFF << (row_bytes * 8 - width_dots) & 0xFF
    ink = bytes(255 - byte for byte in bits)
    rows = [
        ink[at : at + row_bytes - 1] + bytes([ink[at + row_bytes - 1] & beyond])
        for at in range(0, row_bytes * height_dots, row_bytes)
    ]
    return b"RaS2" + _header(width_dots, height_dots, dpi, points) + _compressed(rows)


def _header(width: int, height: int, dpi: int, points: tuple[float, float]) -> bytes:
    header = bytearray(HEADER_BYTES)
    header[0:9] = b"PwgRaster"
    words = {
        _RESOLUTION: (dpi, dpi),
        _COPIES: (1,),
        _PAGE_SIZE: tuple(round(length) for length in points),
        _WIDTH: (width,),
        _HEIGHT: (height,),
        _BITS: (1,),
        _BITS_PIXEL: (1,),
        _ROW_BYTES: ((width + 7) // 8,),
        _SPACE: (BLACK,),
        _COLORS: (1,),
        _PAGES: (1,),
        _ACROSS: (1,),
        _ALONG: (1,),
    }
    for place, values in words.items():
        struct.pack_into(f">{len(values)}I", header, place, *values)
    struct.pack_into(">2f", header, _REAL_PAGE_SIZE, *points)
    return bytes(header)


def _compressed(rows: list[bytes]) -> bytes:
    """PWG 5102.4, 4.4: equal rows counted, and in a row runs of equal and of different bytes."""
    out = bytearray()
    for row, equal in groupby(rows):
        left = len(list(equal))
        packed = _packed(row)
        while left:
            count = min(left, MOST_ROWS)
            out += bytes([count - 1]) + packed
            left -= count
    return bytes(out)


def _packed(row: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(row):
        run = 1
        while run < LONGEST_RUN and row[at + run : at + run + 1] == row[at : at + 1]:
            run += 1
        out += bytes([run - 1, row[at]])
        at += run
    return bytes(out)
