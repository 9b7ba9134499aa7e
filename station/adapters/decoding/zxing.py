"""zxing-cpp: reads every known format in any quarter turn, and inverted."""

from collections.abc import Sequence

import zxingcpp

from station.adapters.decoding.agree import ZXING, Read
from station.adapters.decoding.formats import LINEAR_FORMATS
from station.adapters.decoding.places import clockwise
from station.ports.decoder import GrayImage


def read(image: GrayImage, formats: Sequence[str], scan: str) -> list[Read]:
    """Return what is seen in ``image`` of these formats only.

    A symbol whose bytes are no text is not read.
    """
    matrix = [name for name in formats if name not in LINEAR_FORMATS]
    linear = [name for name in formats if name in LINEAR_FORMATS]
    seen = [*_seen(image, matrix, True), *_seen(image, linear, False)]
    # Asked for QR codes, zxing-cpp also gives rectangular micro QR codes.
    return [_read(b, scan) for b in seen if b.text and b.format.name in formats]


def _seen(image: GrayImage, formats: Sequence[str], smaller: bool) -> list[zxingcpp.Barcode]:
    """Return what zxing-cpp sees; ``smaller``: in the picture made smaller by its own means, too.

    Those means gave wrong texts for flawless bar codes: docs/reading.md.
    """
    if not formats:
        return []
    return zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, n) for n in formats]),
        try_downscale=smaller,
        text_mode=zxingcpp.TextMode.Plain,  # the default writes GS1 data as "(01)…"
    )


def _read(barcode: zxingcpp.Barcode, scan: str) -> Read:
    place = barcode.position
    ends = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    a, b, c, d = ((end.x, end.y) for end in ends)
    corners = clockwise((a, b, c, d))
    return Read(barcode.text, barcode.format.name, corners, ZXING, scan)
