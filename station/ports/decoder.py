"""What reads the symbols in a picture, what it answers, and what can be wrong with the question."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from station.domain.errors import StationError

GrayImage = NDArray[np.uint8]
"""Brightness of a picture, shape (height, width), 0 black to 255 white."""

Point = tuple[int, int]
"""A place in a picture in pixels, (x, y), from its top left corner."""

Corners = tuple[Point, Point, Point, Point]
"""A symbol's own top left, top right, bottom right and bottom left, however it lies."""


class ImageError(StationError):
    """A picture that cannot be read: missing, no image, damaged, or too large."""


class FormatError(StationError):
    """A barcode format that no decoder here knows."""


class BudgetError(StationError):
    """A time budget within which nothing can be read."""


@dataclass(frozen=True)
class Symbol:
    """One barcode that was read: its text, its format, its place, and which decoders agree."""

    text: str
    symbology: str
    corners: Corners
    decoders: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """One place that gives no read: each text that was seen there with the decoder that saw it."""

    corners: Corners
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reading:
    """All that was read in one picture, from top to bottom, then left to right."""

    symbols: tuple[Symbol, ...]
    disagreements: tuple[Disagreement, ...]
    elapsed_ms: float


class Decoder(Protocol):
    """Reads one picture; knows which formats it looks for."""

    def decode(self, image: GrayImage, budget_ms: float, wanted: int = 1) -> Reading:
        """Read ``image`` until ``wanted`` symbols are found or ``budget_ms`` milliseconds are over.

        Raises `BudgetError` for a budget of 0 or less.
        """
        ...
