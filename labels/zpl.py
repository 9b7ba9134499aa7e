"""A label as ZPL: one graphic field, so that nothing that stands on the label is ever a command."""

from base64 import b64encode
from binascii import crc_hqx
from zlib import compress

from PIL import Image

CLEAN_START = "^LH0,0^PON^PMN^LRN"
"""Origin, direction, mirror and reverse: a printer keeps them from one format to the next."""


def zpl(image: Image.Image) -> bytes:
    """Return one ZPL format (^XA…^XZ) that prints a one-bit picture, one pixel a dot, once.

    The picture is a ^GFA field in the Z64 encoding of the ZPL II Programming Guide: deflated,
    base64, then the CRC-16 by which the printer finds damage. ^PW and ^LL are the exact size.

    >>> zpl(Image.new("1", (8, 2))).split(b":")[0]
    b'^XA^LH0,0^PON^PMN^LRN^PW8^LL2^FO0,0^GFA,2,2,1,'
    """
    width, height = image.size
    row_bytes = (width + 7) // 8
    # "1;I": in ZPL a set bit is black; the bits that fill up a row stay white.
    field = _z64(image.tobytes("raw", "1;I"))
    size = row_bytes * height
    return (
        f"^XA{CLEAN_START}^PW{width}^LL{height}"
        f"^FO0,0^GFA,{size},{size},{row_bytes},{field}^FS^PQ1^XZ\n"
    ).encode("ascii")


def _z64(content: bytes) -> str:
    encoded = b64encode(compress(content, 9))
    return f":Z64:{encoded.decode('ascii')}:{crc_hqx(encoded, 0):04X}"
