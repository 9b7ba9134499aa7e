"""Bar codes as brightness along one line: averaged over rows, sharpened, unrolled, cut out.

A bar code says the same in every row, so the mean of many rows has little noise, and what blur
took can be given back. Parts of the symbol's height, each on its own, confirm one another.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from station.adapters.decoding.scans import WHITE, Scan, warped
from station.ports.decoder import GrayImage

Profile = NDArray[np.float32]
"""Brightness along a line, shape (length,)."""

# Parts of the strip's height, whose edges may show print. They share no row: of three that
# overlapped, two agreed on a wrong text.
BANDS = ((0.1, 0.49), (0.51, 0.9))
SHARPENED = (0.0, 1.0, 2.5)  # how much of what a blur takes is given back
BLUR_PX = 3.0  # of that blur, in a strip that is twice as large as the picture
UNROLLED_DEG = (0.0, 50.0, 70.0)  # how far round a tube the symbol's ends lie; 0: flat
MAX_SHEAR = 0.1  # of the strip's length, from band to band: print near by misleads the angle
DRAWN_ROWS = 24
LONGEST_RUN = 7.0  # in thin bars: four modules wide, and a thin bar may look half as wide


def plain(strip: Scan) -> Iterator[Scan]:
    """Yield the strip's bars drawn anew, band for band."""
    return _drawn(_straightened(strip), 0, 0)


def rescued(strip: Scan) -> Iterator[Scan]:
    """Yield them sharpened, and unrolled from a tube."""
    straight = _straightened(strip)
    for round_deg, gain in product(UNROLLED_DEG, SHARPENED):
        if round_deg or gain:
            yield from _drawn(straight, round_deg, gain)


def _straightened(strip: Scan) -> Scan:
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


def _drawn(strip: Scan, round_deg: float, gain: float) -> Iterator[Scan]:
    """The name tells the bands apart, not what was done: only another band is another look."""
    for number, band in enumerate(BANDS, 1):
        profile = _unrolled(_mean(strip.image, band), round_deg)
        line = _cut_out(_sharpened(profile, gain))
        name = f"{strip.name}, band {number}"
        yield Scan(name, np.tile(line, (DRAWN_ROWS, 1)), strip.matrix, strip.formats)


def _unrolled(profile: Profile, round_deg: float) -> Profile:
    """Round a tube, what lies an angle a from the middle is seen at its sine."""
    if round_deg == 0:
        return profile
    ends = np.radians(round_deg)
    angles = np.linspace(-ends, ends, len(profile))
    seen_at = (np.sin(angles) / np.sin(ends) + 1) / 2 * (len(profile) - 1)
    return np.asarray(np.interp(seen_at, np.arange(len(profile)), profile), np.float32)


def _sharpened(profile: Profile, gain: float) -> Profile:
    blurred = cv2.GaussianBlur(profile[None], (0, 0), BLUR_PX)[0]
    return np.asarray(profile + gain * (profile - blurred), np.float32)


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
