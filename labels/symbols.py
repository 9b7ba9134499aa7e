"""From text to the modules of a symbol, dark or light; nothing is measured or drawn here."""

from collections.abc import Callable

import numpy as np
import zxingcpp
from barcode import Code128

from labels.errors import SymbolError
from labels.profile import MAX_CODE_LETTERS
from labels.stock import Symbology

Modules = tuple[tuple[bool, ...], ...]
"""Rows of modules, True is dark; a Code 128 is one row."""

MAX_MICRO_QR_DIGITS, MAX_MICRO_QR_LETTERS = 35, 21
"""ISO/IEC 18004, version M4 at error correction level L."""

LOST_PREFIX = "99"
"""python-barcode 0.16.1 takes the data value 99 behind START C for "switch to set C", which has
the number 99 too, and drops both digits in `Code128._try_to_optimize` (issue 251): the symbol is
valid and reads as another text."""


def modules(text: str, symbology: Symbology) -> Modules:
    """Return the modules of `text`, without quiet zone. Raises `SymbolError`."""
    _check(text, symbology)
    return _ENCODERS[symbology](text)


def code128(text: str) -> Modules:
    """Return the bars of a Code 128, as few as can be, as one row of modules.

    python-barcode stays in set B before an odd run of digits, where zxing-cpp changes to C: the
    shorter of both is taken. python-barcode also keeps its character set from one `build()` to the
    next, so that a second one on the same object can give other bars: each call has its own.

    >>> [len(row) for row in code128("00017000042155")]
    [112]
    """
    shortest = _zxing(text, zxingcpp.BarcodeFormat.Code128, rows=1)
    if text.startswith(LOST_PREFIX) or (text.isdigit() and len(text) % 2 == 0):
        return shortest  # the one drops digits; of pairs of digits no symbol is shorter
    (bars,) = Code128(text).build()
    if len(bars) >= len(shortest[0]):
        return shortest
    return (tuple(bar == "1" for bar in bars),)


def datamatrix(text: str) -> Modules:
    """Return a square Data Matrix (ECC 200) as rows of modules.

    >>> [len(row) for row in datamatrix("00017000042155")] == [14] * 14
    True
    """
    return _zxing(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)


def qr(text: str) -> Modules:
    """Return a QR code as rows of modules.

    >>> [len(row) for row in qr("00017000042155")] == [21] * 21
    True
    """
    return _zxing(text, zxingcpp.BarcodeFormat.QRCodeModel2)


def microqr(text: str) -> Modules:
    """Return a Micro QR code as rows of modules. Raises `SymbolError` for more than it takes.

    >>> [len(row) for row in microqr("00017000042155")] == [15] * 15
    True
    """
    try:
        return _zxing(text, zxingcpp.BarcodeFormat.MicroQRCode)
    except ValueError as error:
        raise SymbolError(
            "Code for a microqr symbol: expected at most {digits} digits or {letters} capitals "
            "and digits, got {got} letters.",
            digits=MAX_MICRO_QR_DIGITS,
            letters=MAX_MICRO_QR_LETTERS,
            got=len(text),
        ) from error


_ENCODERS: dict[Symbology, Callable[[str], Modules]] = {
    "code128": code128,
    "datamatrix": datamatrix,
    "qr": qr,
    "microqr": microqr,
}


def _zxing(
    text: str, symbology: zxingcpp.BarcodeFormat, rows: int | None = None, **options: bool
) -> Modules:
    symbol = zxingcpp.create_barcode(text, symbology, **options)
    pixels = np.asarray(symbol.to_image(scale=1, add_quiet_zones=False))
    return tuple(map(tuple, (pixels[:rows] == 0).tolist()))


def _check(text: str, symbology: Symbology) -> None:
    if not 1 <= len(text) <= MAX_CODE_LETTERS:
        raise SymbolError(
            "Code for a {symbology} symbol: expected 1 to {limit} letters, got {got}.",
            symbology=symbology,
            limit=MAX_CODE_LETTERS,
            got=len(text),
        )
    for position, letter in enumerate(text, start=1):
        if not " " <= letter <= "~":
            raise SymbolError(
                "Code for a {symbology} symbol: expected printable ASCII letters, got "
                "U+{number:04X} at position {position}.",
                symbology=symbology,
                number=ord(letter),
                position=position,
            )
