"""The looks that a picture gets, pass after pass, and what each will cost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property, partial

from station.adapters.decoding import bars, profiles
from station.adapters.decoding.formats import LINEAR_FORMATS
from station.adapters.decoding.scans import (
    DIRECT,
    FULLER,
    QUARTERS,
    SAME,
    How,
    Scan,
    contrast,
    enlarged,
    reduced,
    sharpened,
    softened,
    threshold,
    turned,
)
from station.ports.decoder import GrayImage

# A large picture, out of focus or noisy, is read from means of so many by so many pixels.
REDUCTIONS = (2, 3, 4, 6)
MIN_REDUCED_SIDE_PX = 1000
MAX_ENLARGED_PIXELS = 4_000_000  # a larger picture has pixels enough, and ×2 would take seconds


class Pass(IntEnum):
    """How far the search goes."""

    FAST = 1
    DEFAULT = 2
    FULL = 3


@dataclass(frozen=True)
class Look:
    """One step of the search; ``cost`` in units of the first look at the same picture."""

    cost: float
    scans: Callable[[], Iterator[Scan]]


@dataclass(frozen=True)
class Picture:
    """One picture and the formats that are looked for in it."""

    image: GrayImage
    formats: tuple[str, ...]

    def looks(self, last: Pass, hurried: bool) -> Iterator[Look]:
        """Yield the looks up to the pass ``last``; ``hurried``: a quick one before the fuller."""
        if hurried:
            yield self._one(1, lambda: self._whole(DIRECT))
        else:
            yield self._one(6, self._fuller)
        if self._linear:
            yield Look(8, self._strips)
        if hurried and self._matrix:
            yield self._one(4, self._quarters)
        if last > Pass.FAST:
            yield from self._rescues(hurried)
        if last > Pass.DEFAULT:
            yield from self._last_rescues()

    @cached_property
    def _places(self) -> list[bars.Place]:
        return bars.places(self.image)

    @cached_property
    def _linear(self) -> tuple[str, ...]:
        return tuple(name for name in self.formats if name in LINEAR_FORMATS)

    @cached_property
    def _matrix(self) -> tuple[str, ...]:
        return tuple(name for name in self.formats if name not in LINEAR_FORMATS)

    def _whole(self, name: str) -> Scan:
        return Scan(name, self.image, SAME, self.formats)

    def _fuller(self) -> Scan:
        return replace(self._whole(FULLER), how=How.THOROUGH)

    def _quarters(self) -> Scan:
        return replace(self._whole(QUARTERS), how=How.QUARTER_TURNS)

    def _rescues(self, hurried: bool) -> Iterator[Look]:
        """What brought most for its time comes first: docs/reading.md."""
        if self._linear:
            yield Look(4, self._profiles)
        if hurried:
            yield self._one(8, self._fuller)
        yield from self._reduced()
        yield self._one(8, lambda: threshold(self._quarters(), 8))
        if self.image.size <= MAX_ENLARGED_PIXELS:
            yield self._one(16, lambda: enlarged(self._quarters()))
            yield self._one(18, lambda: softened(self._quarters()))
        if self._matrix:
            yield self._one(16, self._turned)
        if self.image.size <= MAX_ENLARGED_PIXELS:
            yield self._one(45, lambda: sharpened(self._quarters()))
        yield self._one(10, lambda: replace(self._whole("zbar"), how=How.BY_ZBAR))

    def _reduced(self) -> Iterator[Look]:
        if max(self.image.shape) >= MIN_REDUCED_SIDE_PX:
            for parts in REDUCTIONS:
                yield self._one(8 / parts**2, partial(reduced, self._quarters(), parts))

    def _last_rescues(self) -> Iterator[Look]:
        if self._linear:
            yield Look(10, self._profiles_sharpened)
        yield self._one(5, lambda: contrast(self._quarters()))
        if self._matrix:
            yield self._one(25, lambda: threshold(self._turned(), 8))
        yield self._one(8, lambda: threshold(self._quarters(), 16))
        yield self._one(8, lambda: threshold(self._quarters(), 32))

    def _turned(self) -> Scan:
        return turned(replace(self._quarters(), formats=self._matrix))

    def _strips(self) -> Iterator[Scan]:
        for place in self._places:
            yield bars.strip(self.image, place, self._linear)

    def _profiles(self) -> Iterator[Scan]:
        for strip in self._strips():
            yield from profiles.plain(strip)

    def _profiles_sharpened(self) -> Iterator[Scan]:
        for strip in self._strips():
            yield from profiles.rescued(strip)

    @staticmethod
    def _one(cost: float, make: Callable[[], Scan]) -> Look:
        return Look(cost, lambda: iter([make()]))
