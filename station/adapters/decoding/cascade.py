"""The decoder: looks at a picture in one way after the other until something is surely read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from station.adapters.decoding import zbar, zxing
from station.adapters.decoding.agree import DecoderRead, agree
from station.adapters.decoding.formats import LINEAR_FORMATS
from station.adapters.decoding.passes import Pass, Picture
from station.adapters.decoding.places import same_place
from station.adapters.decoding.scans import UNCHANGED, How, Rendition, upright
from station.ports.decoder import BudgetError, GrayImage, Reading

DEFAULT_BUDGET_MS = 1000.0
# What the first look takes of a picture full of detail; of an empty one it is less, and would
# promise too much: what makes detail of noise takes longer.
MIN_MS_PER_MEGAPIXEL = 3.0
LATE = 1.25  # on a busy machine a look takes longer than foretold
IN_TIME = 0.95  # of the budget is planned for


@dataclass(frozen=True)
class Cascade:
    """Reads ``formats`` with zxing-cpp, and with zbar as the second opinion.

    ``last`` is the last pass that is made. ``hurried`` begins with a quick look, which may be all
    that is needed; without it every symbol is shown that a fuller look finds. Not ``trusting``,
    nothing stands alone: the picture itself was made up of several.
    """

    formats: tuple[str, ...]
    last: Pass = Pass.FULL
    hurried: bool = True
    trusting: bool = True
    clock_s: Callable[[], float] = perf_counter

    def decode(
        self, image: GrayImage, budget_ms: float = DEFAULT_BUDGET_MS, wanted: int = 1
    ) -> Reading:
        """Read ``image`` until ``wanted`` symbols are found or ``budget_ms`` milliseconds are over.

        Of the looks after the first those are left out that would not end in time.
        Raises `BudgetError` for a budget of 0 or less.
        """
        reads, elapsed_ms = self.search(image, budget_ms, wanted)
        symbols, disagreements = agree(reads)
        return Reading(symbols, disagreements, elapsed_ms)

    def search(
        self, image: GrayImage, budget_ms: float, wanted: int = 1
    ) -> tuple[list[DecoderRead], float]:
        """Return every look's reads, and the milliseconds that it took; else as `decode`."""
        if not budget_ms > 0:
            raise BudgetError(
                "Time budget: expected more than 0 ms, got {budget_ms:g} ms.", budget_ms=budget_ms
            )
        started_s = self.clock_s()
        reads: list[DecoderRead] = []
        elapsed_ms, unit_ms = 0.0, 0.0
        planned_ms = IN_TIME * budget_ms
        least_ms = MIN_MS_PER_MEGAPIXEL * image.size / 1e6
        picture = Picture(image, self.formats, reads)
        for look in picture.looks(self.last, self.hurried, planned_ms):
            foretold_ms = max(look.cost * unit_ms, look.least_ms)
            if unit_ms and elapsed_ms + LATE * foretold_ms > planned_ms:
                continue
            for scan in look.scans():
                reads += self._looks(image, scan)
                before_ms = elapsed_ms
                elapsed_ms = (self.clock_s() - started_s) * 1000
                if elapsed_ms >= planned_ms or (self.hurried and _is_enough(reads, wanted)):
                    return reads, elapsed_ms
                if elapsed_ms + LATE * (elapsed_ms - before_ms) > planned_ms:
                    break  # the next scan of this look would end too late
            unit_ms = unit_ms or max(elapsed_ms / look.cost, least_ms)
            if _is_enough(reads, wanted):
                break
        return reads, elapsed_ms

    def _looks(self, image: GrayImage, scan: Rendition) -> list[DecoderRead]:
        """Return what the scan shows, and a second look at each place that may be a misread."""
        first = _on_original(_shown(scan), scan)
        first = [replace(r, alone=self.trusting and _may_stand_alone(r)) for r in first]
        unsure = [read for read in first if not read.alone]
        return first + [more for read in unsure for more in _looks_again(image, read)]


def _is_enough(reads: Sequence[DecoderRead], wanted: int) -> bool:
    return len(reads) >= wanted and len(agree(reads)[0]) >= wanted


def _shown(scan: Rendition) -> list[DecoderRead]:
    if scan.how is How.BY_ZBAR:
        return zbar.read(scan.image, scan.formats, scan.name)
    return zxing.read(scan)


def _may_stand_alone(read: DecoderRead) -> bool:
    """Matrix codes correct their errors; bar codes were misread near the limit: docs/reading.md."""
    return read.scan in UNCHANGED and read.symbology not in LINEAR_FORMATS


def _looks_again(image: GrayImage, read: DecoderRead) -> list[DecoderRead]:
    reads: list[DecoderRead] = []
    for scan in upright(image, read.corners, read.symbology, f"{read.scan}, upright"):
        seen = zxing.read(scan)
        if read.text.isascii():
            seen += zbar.read(scan.image, scan.formats, scan.name)
        reads += _on_original(seen, scan)
    return [again for again in reads if same_place(again.corners, read.corners)]


def _on_original(reads: list[DecoderRead], scan: Rendition) -> list[DecoderRead]:
    return [replace(read, corners=scan.to_original(read.corners)) for read in reads]
