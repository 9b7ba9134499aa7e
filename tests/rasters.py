"""Decoders of what printers are sent: PWG Raster, and the graphics of CUPS for Zebra."""

import re
import struct

from PIL import Image

_GRAPHIC = re.compile(rb"~DGR:CUPS\.GRF,(\d+),(\d+),\r?\n")


def pwg_picture(content: bytes) -> tuple[Image.Image, int]:
    """The one page of a one-bit PWG Raster file, and its resolution in dpi."""
    assert content[:13] == b"RaS2PwgRaster"
    header, at = content[4:1800], 1800
    dpi, same = struct.unpack_from(">2I", header, 276)
    width, height, _, bits, bits_pixel, row_bytes = struct.unpack_from(">6I", header, 372)
    order, space = struct.unpack_from(">2I", header, 396)
    assert (same, bits, bits_pixel, row_bytes) == (dpi, 1, 1, -(-width // 8))
    assert (order, space) == (0, 3)
    rows: list[bytes] = []
    while len(rows) < height:
        equal, at = content[at] + 1, at + 1
        row = bytearray()
        while len(row) < row_bytes:
            count, at = content[at], at + 1
            if count < 128:
                row += content[at : at + 1] * (count + 1)
                at += 1
            else:
                row += content[at : at + 257 - count]
                at += 257 - count
        assert len(row) == row_bytes
        rows += [bytes(row)] * equal
    assert (len(rows), at) == (height, len(content))
    white = bytes(255 - byte for byte in b"".join(rows))
    return Image.frombytes("1", (width, height), white), dpi


def cups_picture(content: bytes) -> Image.Image:
    """The graphic that CUPS's driver for Zebra printers downloads: hexadecimal, runs by letter."""
    found = _GRAPHIC.search(content)
    assert found, content[:80]
    size, row_bytes = int(found[1]), int(found[2])
    digits = row_bytes * 2
    rows: list[str] = []
    row, count = "", 0
    for letter in content[found.end() : content.index(b"^XA")].decode("ascii"):
        if letter == ":":
            rows.append(rows[-1] if rows else "0" * digits)
        elif letter == ",":
            rows.append(row.ljust(digits, "0"))
            row = ""
        elif "G" <= letter <= "Y":
            count += ord(letter) - ord("F")
        elif "g" <= letter <= "z":
            count += 20 * (ord(letter) - ord("f"))
        elif letter != "\n":
            row += letter * (count or 1)
            count = 0
            if len(row) == digits:
                rows.append(row)
                row = ""
    assert (row, len(rows) * row_bytes) == ("", size)
    ink = bytes.fromhex("".join(rows))
    white = bytes(255 - byte for byte in ink)
    return Image.frombytes("1", (row_bytes * 8, len(rows)), white)
