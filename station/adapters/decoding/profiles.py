"""Bar codes as brightness along one line: averaged over rows, deblurred, unrolled, cut out.

A bar code says the same in every row, so the mean of many rows has little noise, and what blur
took can be given back. Two halves of the rows, each on its own, confirm one another.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from station.adapters.decoding.scans import WHITE, Rendition, warped
from station.ports.decoder import GrayImage

Profile = NDArray[np.float32]
"""Brightness along a line, shape (length,)."""

BANDS = ((0.1, 0.49), (0.51, 0.9))  # of the strip's height, whose edges may show print
# Each half is every other one of so many parts of the height: a scratch rarely lies in the better
# part of all of them. The halves share no row: of three parts that overlapped, two agreed on a
# wrong text.
PARTS = 6
SHARPENED, SHARPENED_BLUR_PX = 1.0, 3.0
UNROLLED_DEG = (50.0, 70.0)  # how far round a tube the symbol's ends lie
MAX_SHEAR = 0.1  # of the strip's length, from band to band: print near by misleads the angle
DRAWN_ROWS = 24
FINER = 2  # times as fine as the strip are the bars drawn: their edges lie between its pixels
FINER_MATRIX = np.diag([FINER, 1.0])
LONGEST_RUN = 7.0  # in thin bars: four modules wide, and a thin bar may look half as wide


@dataclass(frozen=True)
class Blur:
    """A lens out of focus (standard deviation), or a hand that moves (length of the way).

    In pixels of a strip, which is twice as large as the picture; ``noise`` is how much of the
    profile is taken for noise.
    """

    kind: Literal["lens", "way"]
    size_px: float
    noise: float


SLIGHT = Blur("lens", 1.0, 0.01)
# Chosen greedily: each reads what those before it do not.
BLURS = (
    Blur("lens", 5.0, 0.001),
    Blur("way", 11.0, 0.01),
    Blur("way", 17.0, 0.01),
    Blur("way", 21.0, 0.01),
)


def plain(strip: Rendition) -> Iterator[Rendition]:
    """Yield the strip's bars drawn anew, half for half."""
    return _drawn(_straightened(strip), _as_it_is)


def clearer(strip: Rendition) -> Iterator[Rendition]:
    """Yield them freed of a slight blur, as every picture of thin bars has it."""
    return _drawn(_straightened(strip), partial(_deblurred, blur=SLIGHT))


def rescued(strip: Rendition) -> Iterator[Rendition]:
    """Yield them sharpened, deblurred, and unrolled from a tube."""
    straight = _straightened(strip)
    yield from _drawn(straight, _sharpened)
    for blur in BLURS:
        yield from _drawn(straight, partial(_deblurred, blur=blur))
    for round_deg in UNROLLED_DEG:
        yield from _drawn(straight, partial(_unrolled, round_deg=round_deg))


def _straightened(strip: Rendition) -> Rendition:
    """Shear the strip until its upper band lies over its lower one."""
    height, width = strip.image.shape
    upper, lower = (np.diff(_mean(strip.image, band)) for band in BANDS)
    likeness = np.fft.irfft(np.fft.rfft(upper) * np.conj(np.fft.rfft(lower)), width - 1)
    reach = int(MAX_SHEAR * width)
    shifts = np.arange(-reach, reach + 1)
    shift = int(shifts[np.argmax(likeness[shifts])])
    slant = shift / ((BANDS[1][0] - BANDS[0][0]) * height)
    shear = np.array([[1, slant, -slant * height / 2], [0, 1, 0]])
    both = shear @ np.vstack([strip.matrix, [0, 0, 1]])
    return replace(strip, image=warped(strip.image, shear, (width, height)), matrix=both)


def _mean(image: GrayImage, band: tuple[float, float]) -> Profile:
    low, high = (int(part * len(image)) for part in band)
    return np.asarray(image[low : high + 1].mean(axis=0), np.float32)


def _drawn(strip: Rendition, treat: Callable[[Profile], Profile]) -> Iterator[Rendition]:
    """The name tells the halves apart, not what was done: only another half is another look."""
    low, high = int(BANDS[0][0] * len(strip.image)), int(BANDS[1][1] * len(strip.image))
    rows = strip.image[low : high + 1]
    is_first = np.arange(len(rows)) * PARTS // len(rows) % 2 == 0
    for number, half in enumerate((rows[is_first], rows[~is_first]), 1):
        if len(half):
            profile = treat(np.asarray(half.mean(axis=0), np.float32))
            line = _cut_out(
                cv2.resize(profile[None], None, fx=FINER, fy=1, interpolation=cv2.INTER_CUBIC)[0]
            )
            name = f"{strip.name}, half {number}"
            yield Rendition(
                name, np.tile(line, (DRAWN_ROWS, 1)), FINER_MATRIX @ strip.matrix, strip.formats
            )


def _as_it_is(profile: Profile) -> Profile:
    return profile


def _unrolled(profile: Profile, round_deg: float) -> Profile:
    """Round a tube, what lies an angle a from the middle is seen at its sine; sharpened, too."""
    ends = np.radians(round_deg)
    angles = np.linspace(-ends, ends, len(profile))
    seen_at = (np.sin(angles) / np.sin(ends) + 1) / 2 * (len(profile) - 1)
    flat = np.interp(seen_at, np.arange(len(profile)), profile)
    return _sharpened(np.asarray(flat, np.float32))


def _sharpened(profile: Profile) -> Profile:
    blurred = cv2.GaussianBlur(profile[None], (0, 0), SHARPENED_BLUR_PX)[0]
    return np.asarray(profile + SHARPENED * (profile - blurred), np.float32)


def _deblurred(profile: Profile, blur: Blur) -> Profile:
    """Wiener's filter; the ends are drawn out, since it takes the profile for a ring."""
    reach = int((8 if blur.kind == "lens" else 4) * blur.size_px)
    ring = np.pad(profile, reach, mode="edge")
    mean = float(ring.mean())
    passed = _passed(blur, len(ring))
    gain = passed / (passed**2 + blur.noise)
    taken_back = np.fft.irfft(np.fft.rfft(ring - mean) * gain, len(ring)) + mean
    return np.asarray(taken_back[reach:-reach], np.float32)


@cache
def _passed(blur: Blur, length: int) -> NDArray[np.float64]:
    """How much of each frequency the blur lets through; real numbers, for a blur is even."""
    frequency = np.fft.rfftfreq(length)
    if blur.kind == "lens":
        return np.asarray(np.exp(-2 * (np.pi * blur.size_px * frequency) ** 2))
    return np.asarray(np.sinc(blur.size_px * frequency))


def _cut_out(profile: Profile) -> GrayImage:
    """Return black and white, of the longest stretch without a wide space, on white."""
    level = _local_level(profile)
    dark = (profile < level).astype(np.int8)
    edges = np.flatnonzero(np.diff(dark)) + 1
    line = np.full(len(profile), WHITE, np.uint8)
    if len(edges) > 3:
        first, last = _longest(np.diff(edges), dark[edges[:-1]] == 1)
        start, end = edges[first], edges[last]
        line[start:end] = np.where(dark[start:end], 0, WHITE)
    return line


def _longest(widths: NDArray[np.int64], is_dark: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the numbers of the first and last edge of the longest stretch of bars."""
    limit = LONGEST_RUN * float(np.percentile(widths, 25))
    best, start = (0, 1), 0
    for index, width in enumerate([*widths, np.inf]):
        if width > limit:
            low, high = start, index
            while low < high and not is_dark[low]:
                low += 1
            while high > low and not is_dark[high - 1]:
                high -= 1
            if high - low > best[1] - best[0]:
                best = low, high
            start = index + 1
    return best


def _local_level(profile: Profile) -> Profile:
    """Midway between the darkest and the brightest nearby, smoothed."""
    reach = max(9, len(profile) // 8) | 1
    window = np.ones((1, reach), np.uint8)
    low, high = cv2.erode(profile[None], window), cv2.dilate(profile[None], window)
    return np.asarray(cv2.blur((low + high) / 2, (reach, 1))[0], np.float32)
