"""What is known of a matrix code before it is read: finder patterns, and what alternates."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Modules = NDArray[np.float32]
"""Shape (rows, columns): 1 light, -1 dark, 0 not known."""

# ISO/IEC 16022, of one data region each; 10 × 10 corrects too little to be believed when blurred.
MATRIX_SIZES = (14, 12, 16, 18, 20, 22, 24, 26)
QR_SIZES = (21, 25, 29)  # ISO/IEC 18004, versions 1 to 3


@dataclass(frozen=True, eq=False)
class Pattern:
    """One symbology in one size: what is known of every such symbol."""

    symbology: str
    known: Modules

    @property
    def size(self) -> int:
        """Modules a side."""
        return len(self.known)


@cache
def patterns(symbology: str) -> tuple[Pattern, ...]:
    """All patterns of a symbology, the ones that are printed most first."""
    if symbology == "DataMatrix":
        return tuple(Pattern(symbology, _matrix_frame(size)) for size in MATRIX_SIZES)
    return tuple(Pattern(symbology, _qr_frame(size)) for size in QR_SIZES)


def _matrix_frame(size: int) -> Modules:
    known = np.zeros((size, size), np.float32)
    odd = np.where(np.arange(size) % 2 == 0, -1, 1)
    known[0], known[:, -1] = odd, -odd
    known[:, 0] = known[-1] = -1
    return known


def _qr_frame(size: int) -> Modules:
    known = np.zeros((size, size), np.float32)
    known[6], known[:, 6] = (np.where(np.arange(size) % 2 == 0, -1, 1),) * 2
    ring = np.abs(np.mgrid[-4:5, -4:5]).max(axis=0)
    finder = np.where((ring == 2) | (ring == 4), 1, -1)[: size + 1, : size + 1]
    known[:8, :8] = finder[1:, 1:]
    known[:8, -8:] = finder[1:, :-1]
    known[-8:, :8] = finder[:-1, 1:]
    if size > QR_SIZES[0]:
        around = np.abs(np.mgrid[-2:3, -2:3]).max(axis=0)
        known[size - 9 : size - 4, size - 9 : size - 4] = np.where(around == 1, 1, -1)
    return known


@cache
def outline_of(pattern: Pattern) -> Pattern:
    """The pattern without what alternates, which is much the same in all sizes."""
    known = pattern.known.copy()
    if pattern.symbology == "DataMatrix":
        known[0, 1:] = known[:-1, -1] = 0
    else:
        known[6, 8:-8] = known[8:-8, 6] = 0
    return Pattern(pattern.symbology, known)


def with_margin(known: Modules, width: int) -> Modules:
    """The modules with so many light ones around them."""
    return np.pad(known, width, constant_values=1)
