"""Other decoders as they come, each asked for all the texts in a picture."""

from collections.abc import Callable

import cv2
import zxingcpp
from pyzbar import pyzbar

from station.adapters.decoding import DEFAULT_FORMATS
from station.ports.decoder import GrayImage

Peer = Callable[[GrayImage], set[str]]

DMTX_LIMIT_MS = 200  # without a limit it searches a picture without a code for many seconds
DMTX_MAX_CODES = 48
_RESTRICTED = zxingcpp.BarcodeFormats(
    [getattr(zxingcpp.BarcodeFormat, name) for name in DEFAULT_FORMATS]
)


def zxing_default(image: GrayImage) -> set[str]:
    """zxing-cpp, all formats."""
    found = zxingcpp.read_barcodes(image, text_mode=zxingcpp.TextMode.Plain)
    return {barcode.text for barcode in found if barcode.text}


def zxing_restricted(image: GrayImage) -> set[str]:
    """zxing-cpp, the station's formats only."""
    found = zxingcpp.read_barcodes(image, formats=_RESTRICTED, text_mode=zxingcpp.TextMode.Plain)
    return {barcode.text for barcode in found if barcode.text}


def zbar(image: GrayImage) -> set[str]:
    """pyzbar, all formats; it raises for what lies no way up to zbar, which is nothing read."""
    try:
        found = pyzbar.decode(image)
    except ValueError:
        return set()
    return {code.data.decode("utf-8", "replace") for code in found}


def dmtx(image: GrayImage) -> set[str]:
    """pylibdmtx: Data Matrix only."""
    from pylibdmtx import pylibdmtx  # needs libdmtx, which only this bench needs

    found = pylibdmtx.decode(image, timeout=DMTX_LIMIT_MS, max_count=DMTX_MAX_CODES)
    return {code.data.decode("utf-8", "replace") for code in found}


def _opencv(detector: cv2.GraphicalCodeDetector) -> Peer:
    def read(image: GrayImage) -> set[str]:
        try:
            _, texts, *_ = detector.detectAndDecodeMulti(image)
        except (cv2.error, UnicodeDecodeError):
            return set()
        return {text for text in texts or () if text}

    return read


PEERS: dict[str, Peer] = {
    "zxing-cpp": zxing_default,
    "zxing-cpp, our formats": zxing_restricted,
    "pyzbar": zbar,
    "OpenCV QR": _opencv(cv2.QRCodeDetector()),
    "OpenCV QR, ArUco": _opencv(cv2.QRCodeDetectorAruco()),
    "OpenCV bar codes": _opencv(cv2.barcode.BarcodeDetector()),
    "pylibdmtx": dmtx,
}
