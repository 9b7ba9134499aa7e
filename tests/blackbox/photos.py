"""The photographs beside this checkout, and how a decoder does on them."""

import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from station.adapters.decoding.images import load
from station.ports.decoder import GrayImage

PHOTOS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "photos"
ROTATIONS_DEG = (0, 90, 180, 270)
TRAYS = "pins-datamatrix-multi"
TRAY_TEXT = re.compile(r"[A-Z]{2}\d{3}[A-Z]\d{4}")  # more of these than the manifest knows is fine

Decode = Callable[[GrayImage, int], Iterable[str]]
"""Texts in a picture, of which so many are wanted."""


@dataclass(frozen=True)
class Photo:
    """One line of the manifest."""

    file: str
    symbology: str
    expected: tuple[str, ...]

    def image(self, turned_deg: int = 0) -> GrayImage:
        """The picture, grey, turned by a multiple of 90° against the clock."""
        return np.ascontiguousarray(np.rot90(_loaded(self.file), turned_deg // 90))

    def is_wrong(self, text: str) -> bool:
        """Whether the text is in the picture neither by the manifest nor by its pattern."""
        unknown = self.file.startswith(TRAYS) and TRAY_TEXT.fullmatch(text)
        return text not in self.expected and not unknown


@dataclass
class Tally:
    """How many expected texts were read, how many pictures gave a wrong one, and the times."""

    read: int
    misread: int
    times_ms: list[float]


@cache
def photos() -> list[Photo]:
    """All of them; a test is skipped where they are not there."""
    if not PHOTOS.is_dir() and os.environ.get("CI") != "true":
        pytest.skip("the photographs are not beside this checkout")
    lines = json.loads((PHOTOS / "manifest.json").read_text())
    return [Photo(line["file"], line["symbology"], tuple(line["expected"])) for line in lines]


def tally(of: Iterable[Photo], turned_deg: int, decode: Decode) -> Tally:
    """Show each picture once."""
    total = Tally(0, 0, [])
    for photo in of:
        image = photo.image(turned_deg)
        started_s = perf_counter()
        texts = set(decode(image, max(1, len(photo.expected))))
        total.times_ms.append((perf_counter() - started_s) * 1000)
        total.read += len(texts & set(photo.expected))
        total.misread += any(map(photo.is_wrong, texts))
    return total


@cache
def _loaded(file: str) -> GrayImage:
    return load(PHOTOS / file)
