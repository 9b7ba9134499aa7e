"""The looks that a picture gets, pass after pass, and what each will cost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property, partial

from station.adapters.decoding import bars, lattice, modules, profiles
from station.adapters.decoding.agree import DecoderRead, agree
from station.adapters.decoding.formats import LINEAR_FORMATS
from station.adapters.decoding.scans import (
    DIRECT,
    FULLER,
    QUARTERS,
    SAME,
    How,
    Rendition,
    contrast,
    enlarged,
    reduced,
    sharpened,
    softened,
    threshold,
    turned,
)
from station.ports.decoder import Corners, GrayImage

# A large picture, out of focus or noisy, is read from means of so many by so many pixels.
REDUCTIONS = (2, 3, 4, 6)
MIN_REDUCED_SIDE_PX = 1000
# What a quick look takes of a picture full of detail; of noise twice as much, of paper half.
FIRST_MS_PER_MEGAPIXEL = 9.0
QUICK_PARTS = (1, 2, 3, 4, 6)  # so many times smaller may the first look be
FIRST_PLACES = 12  # the largest are looked at before matrix codes in quarter turns
MAX_REGIONS = 4  # are looked at for a lattice, the largest; each takes a tenth of a second
LATTICE_MS = 250.0  # finding one lattice and telling its modules
MAX_ENLARGED_PIXELS = 4_000_000  # a larger picture has pixels enough, and ×2 would take seconds


class Pass(IntEnum):
    """How far the search goes."""

    FAST = 1
    DEFAULT = 2
    FULL = 3


@dataclass(frozen=True)
class Look:
    """One step of the search; ``cost`` in units of a quick look at the same picture.

    ``least_ms`` is what it takes however small the picture is.
    """

    cost: float
    scans: Callable[[], Iterator[Rendition]]
    least_ms: float = 0.0


@dataclass(frozen=True)
class Picture:
    """One picture, the formats that are looked for in it, and what has been read of it so far."""

    image: GrayImage
    formats: tuple[str, ...]
    read: Sequence[DecoderRead] = ()

    def looks(self, last: Pass, hurried: bool, budget_ms: float) -> Iterator[Look]:
        """Yield the looks up to the pass ``last``; ``hurried``: a quick one before the fuller.

        The first is one that ``budget_ms`` may be enough for: the picture made smaller, at worst.
        """
        unhurried = self._one(6, self._fuller)
        hurried = hurried or self._foretold_ms(unhurried) > budget_ms
        quick = [self._one(1 / parts**2, partial(self._smaller, parts)) for parts in QUICK_PARTS]
        fitting = [look for look in quick if self._foretold_ms(look) <= budget_ms]
        yield (fitting or quick[-1:])[0] if hurried else unhurried
        if self._linear:
            yield Look(8, self._strips)
        if hurried and self._matrix:
            yield self._one(4, self._quarters)
        if last > Pass.FAST:
            yield from self._rescues(hurried)
        if last > Pass.DEFAULT:
            yield from self._last_rescues()

    @cached_property
    def _places(self) -> list[bars.BarArea]:
        return bars.places(self.image)

    @cached_property
    def _regions(self) -> list[lattice.Corners]:
        """Where a matrix code may lie that none of the looks before has read."""
        known = self._believed()
        regions = lattice.regions(self.image)
        return [region for region in regions if not lattice.is_taken(region, known)]

    @cached_property
    def _linear(self) -> tuple[str, ...]:
        return tuple(name for name in self.formats if name in LINEAR_FORMATS)

    @cached_property
    def _matrix(self) -> tuple[str, ...]:
        return tuple(name for name in self.formats if name not in LINEAR_FORMATS)

    def _foretold_ms(self, look: Look) -> float:
        return FIRST_MS_PER_MEGAPIXEL * self.image.size / 1e6 * look.cost

    def _smaller(self, parts: int) -> Rendition:
        whole = self._whole(DIRECT)
        return whole if parts == 1 else reduced(whole, parts)

    def _whole(self, name: str) -> Rendition:
        return Rendition(name, self.image, SAME, self.formats)

    def _fuller(self) -> Rendition:
        return replace(self._whole(FULLER), how=How.THOROUGH)

    def _quarters(self) -> Rendition:
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
            yield self._one(8 * self._turned_share, self._turned)
        if self._linear:
            yield Look(8, self._more_profiles)
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
            yield self._one(12 * self._turned_share, lambda: threshold(self._turned(), 8))
        yield self._one(8, lambda: threshold(self._quarters(), 16))
        yield self._one(8, lambda: threshold(self._quarters(), 32))
        if self._matrix:
            for number in range(MAX_REGIONS):
                yield Look(0, partial(self._modules, number), LATTICE_MS)

    @property
    def _turned_share(self) -> float:
        """How many times as large the picture is when it lies askew: twice, or a strip far more."""
        height, width = self.image.shape
        return float((width + height) ** 2 / (2 * self.image.size))

    def _turned(self) -> Rendition:
        return turned(replace(self._quarters(), formats=self._matrix))

    def _strips(self) -> Iterator[Rendition]:
        for place in self._places[:FIRST_PLACES]:
            yield bars.strip(self.image, place, self._linear)

    def _believed(self) -> list[Corners]:
        """Where symbols are that need no further look; one that lacks its second is none."""
        return [symbol.corners for symbol in agree(self.read)[0]]

    def _unread(self) -> Iterator[tuple[int, Rendition]]:
        """The places where nothing has been read yet, by number."""
        known = self._believed()
        for number, place in enumerate(self._places):
            if not bars.is_taken(place, known):
                yield number, bars.strip(self.image, place, self._linear)

    def _profiles(self) -> Iterator[Rendition]:
        for number, strip in self._unread():
            if number < FIRST_PLACES:
                yield from profiles.plain(strip)

    def _more_profiles(self) -> Iterator[Rendition]:
        for number, strip in self._unread():
            if number >= FIRST_PLACES:
                yield strip
                yield from profiles.plain(strip)
            yield from profiles.clearer(strip)

    def _profiles_sharpened(self) -> Iterator[Rendition]:
        for _, strip in self._unread():
            yield from profiles.rescued(strip)

    def _modules(self, number: int) -> Iterator[Rendition]:
        for region in self._regions[number : number + 1]:
            for found in lattice.lattices(self.image, region, self._matrix):
                yield from modules.drawn(self.image, found)

    @staticmethod
    def _one(cost: float, make: Callable[[], Rendition]) -> Look:
        return Look(cost, lambda: iter([make()]))
