"""From text to the modules of a symbol, dark or light; nothing is measured or drawn here."""

from collections.abc import Callable

import numpy as np
import zxingcpp
from barcode import Code128

from labels.errors import SymbolError
from labels.stock import Symbology

Modules = tuple[tuple[bool, ...], ...]
"""Rows of modules, True is dark; a Code 128 is one row."""

MAX_CODE_LETTERS = 48
"""No stock carries a longer text, and python-barcode takes a quadratic time over it."""

LOST_PREFIX = "99"
"""python-barcode 0.16.1 takes the data value 99 behind START C for "switch to set C", which has
the number 99 too, and drops both digits in `Code128._try_to_optimize` (issue 251): the symbol is
valid and reads as another text."""


def modules(text: str, symbology: Symbology) -> Modules:
    """Return the modules of `text`, without quiet zone. Raises `SymbolError`."""
    _check(text, symbology)
    return _ENCODERS[symbology](text)


def code128(text: str) -> Modules:
    """Return the bars of a Code 128 as one row of modules.

    python-barcode keeps its character set from one `build()` to the next, so that a second one on
    the same object can give other bars: each call has an object of its own.

    >>> [len(row) for row in code128("00017000042155")]
    [112]
    """
    if text.startswith(LOST_PREFIX):
        return _zxing(text, zxingcpp.BarcodeFormat.Code128)[:1]
    (bars,) = Code128(text).build()
    return (tuple(bar == "1" for bar in bars),)


def datamatrix(text: str) -> Modules:
    """Return a square Data Matrix (ECC 200) as rows of modules.

    >>> [len(row) for row in datamatrix("00017000042155")] == [14] * 14
    True
    """
    return _zxing(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)


_ENCODERS: dict[Symbology, Callable[[str], Modules]] = {
    "code128": code128,
    "datamatrix": datamatrix,
}


def _zxing(text: str, symbology: zxingcpp.BarcodeFormat, **options: bool) -> Modules:
    symbol = zxingcpp.create_barcode(text, symbology, **options)
    pixels = np.asarray(symbol.to_image(scale=1, add_quiet_zones=False))
    return tuple(tuple(bool(pixel == 0) for pixel in row) for row in pixels)


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
