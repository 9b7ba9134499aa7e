"""The decoder: looks at a picture in one way after the other until something is surely read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

from station.adapters.decoding import zbar, zxing
from station.adapters.decoding.agree import Read, agree
from station.adapters.decoding.formats import LINEAR_FORMATS
from station.adapters.decoding.places import same_place
from station.adapters.decoding.scans import DIRECT, Scan, scans, upright
from station.ports.decoder import BudgetError, GrayImage, Reading

DEFAULT_BUDGET_MS = 1000.0


@dataclass(frozen=True)
class Cascade:
    """Reads ``formats`` with zxing-cpp, and with zbar as the second opinion."""

    formats: tuple[str, ...]
    clock_s: Callable[[], float] = perf_counter

    def decode(self, image: GrayImage, budget_ms: float = DEFAULT_BUDGET_MS) -> Reading:
        """Read ``image`` until something is found or ``budget_ms`` milliseconds have passed.

        The scan that is under way when the time is over is finished.
        Raises `BudgetError` for a budget of 0 or less.
        """
        if not budget_ms > 0:
            raise BudgetError(
                "Time budget: expected more than 0 ms, got {budget_ms:g} ms.", budget_ms=budget_ms
            )
        started_s = self.clock_s()
        reads: list[Read] = []
        for scan in scans(image, self.formats):
            reads += _looks(image, scan)
            symbols, disagreements = agree(reads)
            elapsed_ms = (self.clock_s() - started_s) * 1000
            if symbols or elapsed_ms >= budget_ms:
                break
        return Reading(symbols, disagreements, elapsed_ms)


def _looks(image: GrayImage, scan: Scan) -> list[Read]:
    """Return what the scan shows, and a second look at each place that may be a misread."""
    first = _on_original(zxing.read(scan.image, scan.formats, scan.name), scan)
    first = [replace(read, alone=_may_stand_alone(read)) for read in first]
    return first + [more for read in first if not read.alone for more in _looks_again(image, read)]


def _may_stand_alone(read: Read) -> bool:
    """Matrix codes correct their errors; bar codes were misread near the limit: docs/reading.md."""
    return read.scan == DIRECT and read.symbology not in LINEAR_FORMATS


def _looks_again(image: GrayImage, read: Read) -> list[Read]:
    scan = upright(image, read.corners, (read.symbology,), f"{read.scan}, upright")
    seen = zxing.read(scan.image, scan.formats, scan.name)
    if read.text.isascii():
        seen += zbar.read(scan.image, scan.formats, scan.name)
    return [r for r in _on_original(seen, scan) if same_place(r.corners, read.corners)]


def _on_original(reads: list[Read], scan: Scan) -> list[Read]:
    return [replace(read, corners=scan.to_original(read.corners)) for read in reads]
