"""zxing-cpp: reads every known format."""

from collections.abc import Sequence
from typing import cast

import cv2
import numpy as np
import zxingcpp

from station.adapters.decoding.agree import ZXING, DecoderRead
from station.adapters.decoding.formats import LINEAR_FORMATS
from station.adapters.decoding.places import clockwise
from station.adapters.decoding.scans import How, Rendition
from station.ports.decoder import GrayImage

M1_SIDE_PX = 44  # eleven modules
M1_MARGIN_PX = 6  # one and a half of the two that belong to it (ISO/IEC 18004, 7.3.7)


def read(scan: Rendition) -> list[DecoderRead]:
    """Return what is seen of the scan's formats.

    A symbol whose bytes are no text is not read.
    """
    matrix = [name for name in scan.formats if name not in LINEAR_FORMATS]
    linear = [name for name in scan.formats if name in LINEAR_FORMATS]
    if scan.how is How.THOROUGH:
        seen = _seen(scan.image, matrix, try_rotate=True, try_invert=True, try_downscale=True)
        # Made smaller by zxing-cpp, flawless bar codes gave wrong texts: docs/reading.md.
        seen += _seen(scan.image, linear, try_rotate=True, try_invert=True)
    elif scan.how is How.QUARTER_TURNS:
        # A bar code that lies askew has been looked for already, where it lies.
        seen = _seen(scan.image, matrix, try_rotate=True) + _seen(scan.image, linear)
    else:
        seen = _seen(scan.image, scan.formats)
    # Asked for QR codes, zxing-cpp also gives rectangular micro QR codes.
    found = [b for b in seen if b.text and b.format.name in scan.formats]
    return [_read(b, scan.name) for b in found if not _is_doubtful(scan.image, b)]


def _seen(
    image: GrayImage,
    formats: Sequence[str],
    *,
    try_rotate: bool = False,
    try_invert: bool = False,
    try_downscale: bool = False,
) -> list[zxingcpp.Barcode]:
    if not formats:
        return []
    return zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, n) for n in formats]),
        try_rotate=try_rotate,
        try_invert=try_invert,
        try_downscale=try_downscale,
        text_mode=zxingcpp.TextMode.Plain,  # the default writes GS1 data as "(01)…"
    )


def _is_doubtful(image: GrayImage, barcode: zxingcpp.Barcode) -> bool:
    """Whether it is the smallest Micro QR code without a free margin.

    It corrects no errors, and the corner of a QR code in glare was read as one.
    """
    if barcode.format.name != "MicroQRCode":
        return False
    if cast(dict[str, object], barcode.extra)["Version"] != "M1":
        return False
    place = barcode.position
    ends = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    low, high = M1_MARGIN_PX, M1_MARGIN_PX + M1_SIDE_PX
    square = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    turn = cv2.getPerspectiveTransform(np.array([(p.x, p.y) for p in ends], np.float32), square)
    size = high + low, high + low
    alone = cv2.warpPerspective(image, turn, size)
    inside = cv2.warpPerspective(np.ones_like(image), turn, size, flags=cv2.INTER_NEAREST) == 1
    ring = inside.copy()
    ring[1:-1, 1:-1] = False
    if not ring.any():
        return False  # it fills the picture
    # The margin is of one kind: all of it light, or inverted, all of it dark.
    middle = (float(alone[inside].min()) + float(alone[inside].max())) / 2
    return 0.1 < float((alone[ring] > middle).mean()) < 0.9


def _read(barcode: zxingcpp.Barcode, scan: str) -> DecoderRead:
    place = barcode.position
    ends = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    a, b, c, d = ((end.x, end.y) for end in ends)
    corners = clockwise((a, b, c, d))
    return DecoderRead(barcode.text, barcode.format.name, corners, ZXING, scan)
