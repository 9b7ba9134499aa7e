"""A camera's frames, one after the other: two confirm one another, and glare moves away."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from station.adapters.decoding.agree import DecoderRead, agree
from station.adapters.decoding.cascade import Cascade
from station.ports.decoder import Disagreement, GrayImage, Reading, Symbol

KEPT = 3  # frames: a tenth of a second, in which a hand hardly moves
MAX_MOVED = 0.05  # of the picture's side, between two frames; more is another scene
MIN_LIKENESS = 0.1  # phase correlation; unlike frames came to 0.05 at most
SMALL_PX = 320  # the side of the pictures that are compared


@dataclass
class Frames:
    """Reads the frames of one camera; implements ``ports.decoder.Decoder``.

    What one frame showed in a single look counts when another frame shows it as well. When a
    frame gives nothing, the darkest of the last `KEPT` frames, laid over one another, is read: a
    lamp's glare wanders over a label that is moved.
    """

    cascade: Cascade
    _kept: deque[GrayImage] = field(default_factory=lambda: deque(maxlen=KEPT))
    _unsure: deque[frozenset[tuple[str, str]]] = field(
        default_factory=lambda: deque(maxlen=KEPT - 1)
    )

    def decode(self, image: GrayImage, budget_ms: float, wanted: int = 1) -> Reading:
        """Read the next frame until ``wanted`` symbols are found or ``budget_ms`` are over.

        Raises `BudgetError` for a budget of 0 or less.
        """
        started_s = self.cascade.clock_s()
        reads, elapsed_ms = self.cascade.search(image, budget_ms, wanted)
        symbols, disagreements = self._with_earlier(reads)
        self._kept.append(image)
        if symbols or disagreements or elapsed_ms >= budget_ms:
            return Reading(symbols, disagreements, elapsed_ms)
        combined = darkest(list(self._kept))
        elapsed_ms = (self.cascade.clock_s() - started_s) * 1000
        if combined is None or elapsed_ms >= budget_ms:
            return Reading((), (), elapsed_ms)
        rescue = replace(self.cascade, trusting=False)
        found = rescue.decode(combined, budget_ms - elapsed_ms, wanted)
        return replace(found, elapsed_ms=elapsed_ms + found.elapsed_ms)

    def _with_earlier(
        self, reads: Sequence[DecoderRead]
    ) -> tuple[tuple[Symbol, ...], tuple[Disagreement, ...]]:
        """Return what this frame shows, and what it shows again after an earlier one."""
        earlier = {known for frame in self._unsure for known in frame}
        again = [
            replace(read, alone=read.alone or (read.symbology, read.text) in earlier)
            for read in reads
        ]
        self._unsure.append(frozenset((read.symbology, read.text) for read in reads))
        return agree(again)


def darkest(frames: Sequence[GrayImage]) -> GrayImage | None:
    """Return the darkest of each pixel, laid over the last frame; None when no other is like it."""
    *others, last = frames
    laid = [moved for other in others if (moved := _laid_over(other, last)) is not None]
    if not laid:
        return None
    return np.asarray(np.minimum.reduce([last, *laid]), np.uint8)


def _laid_over(other: GrayImage, last: GrayImage) -> GrayImage | None:
    if other.shape != last.shape or min(last.shape) < 2:
        return None
    scale = min(1.0, SMALL_PX / max(last.shape))
    small = [
        cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        for frame in (other, last)
    ]
    before, after = (np.asarray(frame, np.float32) for frame in small)
    window = cv2.createHanningWindow(before.shape[::-1], cv2.CV_32F)
    (right, down), likeness = cv2.phaseCorrelate(before, after, window)
    if likeness < MIN_LIKENESS or max(abs(right), abs(down)) > MAX_MOVED * max(before.shape):
        return None
    matrix = np.array([[1, 0, right / scale], [0, 1, down / scale]])
    size = (last.shape[1], last.shape[0])
    moved = cv2.warpAffine(other, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)
