"""zbar: a second opinion on Code 128 and QR codes; without libzbar on the machine, none."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from station.adapters.decoding.agree import ZBAR, DecoderRead
from station.adapters.decoding.formats import CODE_128, QR_CODE
from station.ports.decoder import Corners, GrayImage

_NAMES = {CODE_128: "CODE128", QR_CODE: "QRCODE"}  # zbar reads no Data Matrix
_STANDARD_ERROR = 2
_one_at_a_time = Lock()


def second_opinion() -> bool:
    """Whether libzbar is there to be asked."""
    return _library() is not None


def read(image: GrayImage, formats: Sequence[str], scan: str) -> list[DecoderRead]:
    """Return the Code 128 and QR codes seen in ``image``, of these formats only.

    Text outside ASCII is left out: zbar guesses at its character set, and a wrong guess would
    look like a disagreement. So is a picture with a QR code that is one of several with a common
    text (ISO/IEC 18004:2015, 8): zbar joins them to one symbol that lies no way up, and of that
    pyzbar makes a ValueError.
    """
    zbar = _library()
    wanted = [name for name in _NAMES if name in formats]
    if zbar is None or not wanted:
        return []
    symbols = [zbar.ZBarSymbol[_NAMES[name]] for name in wanted]
    try:
        with _quiet():
            seen = zbar.decode(image, symbols=symbols)
    except ValueError:
        return []
    names = {_NAMES[name]: name for name in wanted}
    return [
        DecoderRead(found.data.decode("ascii"), names[found.type], _corners(found), ZBAR, scan)
        for found in seen
        if found.data and found.data.isascii()
    ]


@cache
def _library() -> ModuleType | None:
    try:
        from pyzbar import pyzbar
    except ImportError:
        return None
    module: ModuleType = pyzbar
    return module


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep libzbar's own warnings off standard error: they hold the codes that were scanned."""
    with _one_at_a_time, Path(os.devnull).open("wb") as nowhere:
        kept = os.dup(_STANDARD_ERROR)
        os.dup2(nowhere.fileno(), _STANDARD_ERROR)
        try:
            yield
        finally:
            os.dup2(kept, _STANDARD_ERROR)
            os.close(kept)


def _corners(found: Any) -> Corners:
    left, top, width, height = found.rect
    right, bottom = left + width, top + height
    return (left, top), (right, top), (right, bottom), (left, bottom)
