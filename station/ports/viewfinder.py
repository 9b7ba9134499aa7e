"""What a camera's frame shows beside its codes: how the picture is, and what may still be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from station.ports.decoder import Corners, GrayImage, Reading, Symbol

ColourImage = NDArray[np.uint8]
"""A picture in colour, shape (height, width, 3), blue, green, red, 0 to 255."""

Hint = Literal["doubtful", "dark", "bright", "blurred", "far", "near"]

Shape = Literal["tick", "cross", "question", "arrow"]
"""A mark by its shape; each has a colour of its own as well."""


@dataclass(frozen=True)
class Shot:
    """One picture by its name (a file's path, or a camera's), in grey and in colour."""

    name: str
    grey: GrayImage
    colour: ColourImage


@dataclass(frozen=True)
class Drawn:
    """One mark at a place in a picture."""

    shape: Shape
    corners: Corners


@dataclass(frozen=True)
class Caption:
    """One line of words below a picture, with the mark that it explains."""

    shape: Shape
    text: str


@dataclass(frozen=True)
class Held:
    """A symbol that was read in an earlier frame, how it looked then, and how often it was held."""

    symbol: Symbol
    patch: GrayImage
    frames: int = 0


@dataclass(frozen=True)
class FrameView:
    """One frame. ``reading`` alone says what was read.

    ``held`` are what was read now or a moment ago and has not moved since, to be drawn only: what
    is held is never a read. ``caps`` are colours of caps by text, where plainly visible.
    ``width`` and ``height`` are the frame's, in pixels.
    """

    reading: Reading
    held: tuple[Held, ...] = ()
    hints: tuple[Hint, ...] = ()
    caps: Mapping[str, str] = field(default_factory=dict)
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Glance:
    """What has come into a camera's view, or how its picture has become, for whoever tests it."""

    symbols: tuple[Symbol, ...]
    hints: tuple[Hint, ...]


class Eyes(Protocol):
    """Looks at one whole picture for a tray."""

    def read(self, shot: Shot, wanted: int, budget_ms: float) -> Reading:
        """Read until ``wanted`` symbols are found, or ``budget_ms`` milliseconds are over."""
        ...

    def caps(self, shot: Shot, symbols: Sequence[Symbol]) -> Mapping[str, str]:
        """The colours of the caps beside these symbols, by text, where plainly visible."""
        ...


class Viewfinder(Protocol):
    """Looks at the frames that one camera elsewhere sends, one after the other."""

    def fresh(self) -> "Viewfinder":
        """One like it for another camera, which has seen nothing yet."""
        ...

    def look(self, data: bytes, wanted: int = 1) -> FrameView:
        """Look at the next JPEG picture, for so many symbols. Raises `ImageError`."""
        ...
