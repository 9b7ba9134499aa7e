"""Drawn labels as a camera would see them: one condition gets harder from step to step."""

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from station.ports.decoder import GrayImage

Brightness = NDArray[Any]
"""A picture in floating point, shape (height, width), 0 black to 255 white, and beyond."""

DRAWN_PX = 8  # of a module before a camera sees it
PAPER, DESK, INK = 235, 120, 25
QUIET_MODULES = {"Code128": 10, "DataMatrix": 2, "QRCode": 4}
BAR_MODULES = 32  # height of a bar code: 8 mm at 0.25 mm a module


@dataclass(frozen=True)
class Seen:
    """How a label is seen; the defaults are what a good camera gives of a label held to it.

    Lengths in pixels of the picture, angles in degrees, ``contrast`` and ``light`` as parts of 1,
    ``noise`` in steps of brightness, ``glare`` and ``damage`` as parts of the symbol's area.
    """

    module_px: float = 3.0
    blur_px: float = 0.6
    motion_px: float = 0.0
    contrast: float = 1.0
    light: float = 1.0
    uneven: float = 0.0
    noise: float = 4.0
    round_deg: float = 0.0
    away_deg: float = 0.0
    glare: float = 0.0
    damage: float = 0.0
    tilt_deg: float | None = None  # None: any within 5°
    jpeg: int = 85


@dataclass(frozen=True)
class Sample:
    """One picture, and the texts that are in it."""

    image: GrayImage
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """One condition that gets harder: which `condition` of `Seen`, through which values."""

    condition: str
    steps: tuple[float, ...]
    symbologies: tuple[str, ...] = ("Code128", "DataMatrix", "QRCode")
    base: Seen = Seen()


SERIES = {
    "px per module": Series("module_px", (1.0, 1.2, 1.4, 1.6, 2.0, 2.5)),
    "blur": Series("blur_px", (1.0, 1.5, 2.0, 2.5, 3.0, 3.5)),
    "motion": Series("motion_px", (3, 5, 7, 9, 11, 13)),
    "contrast": Series("contrast", (0.3, 0.2, 0.15, 0.1, 0.07, 0.05)),
    "noise": Series("noise", (20, 30, 40, 50, 60, 70)),
    "low light": Series("uneven", (0.2, 0.4, 0.6, 0.7, 0.8, 0.9), base=Seen(light=0.4)),
    "curvature": Series("round_deg", (40, 50, 60, 65, 70, 75), base=Seen(module_px=2.2)),
    "perspective": Series("away_deg", (20, 30, 40, 50, 60, 65)),
    "glare": Series("glare", (0.01, 0.02, 0.05, 0.1, 0.15, 0.2)),
    "damage": Series("damage", (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)),
    "compression": Series("jpeg", (40, 30, 20, 15, 10, 6)),
    "tilt": Series("tilt_deg", (15, 30, 45, 60, 75), base=Seen(module_px=2.2)),
}


def samples(series: Series, symbology: str, each: int, seed: int = 5) -> list[Sample]:
    """Return ``each`` pictures of each step, the same for the same ``seed``."""
    chance = np.random.default_rng([seed, *symbology.encode(), *series.condition.encode()])
    return [
        label(chance, symbology, _with(series.base, series.condition, step))
        for step in series.steps
        for _ in range(each)
    ]


def _with(base: Seen, condition: str, step: float) -> Seen:
    changed: dict[str, Any] = {condition: step}
    return replace(base, **changed)


def label(chance: np.random.Generator, symbology: str, seen: Seen) -> Sample:
    """Return the picture of one label with a specimen id."""
    text = specimen_id(chance)
    paper = _damaged(chance, drawn(text, symbology), seen.damage)
    paper = _round(paper, seen.round_deg)
    return Sample(_photographed(chance, _on_desk(chance, paper, seen), seen), (text,))


def tray(chance: np.random.Generator, columns: int, rows: int, size: tuple[int, int]) -> Sample:
    """Return ``columns`` × ``rows`` labels with Data Matrix codes in a picture (width, height)."""
    width, height = size
    picture = np.full((height, width), DESK, np.uint8)
    texts = []
    for number in range(columns * rows):
        texts.append(specimen_id(chance))
        module_px = min(width / columns, height / rows) / 55
        seen = Seen(module_px=module_px, tilt_deg=float(chance.uniform(-20, 20)))
        cell = _on_desk(chance, drawn(texts[-1], "DataMatrix"), seen)
        x = int((number % columns + 0.5) * width / columns - cell.shape[1] / 2)
        y = int((number // columns + 0.5) * height / rows - cell.shape[0] / 2)
        picture[y : y + cell.shape[0], x : x + cell.shape[1]] = cell
    spoilt = Seen(blur_px=0.8, noise=6, uneven=0.4, light=0.8)
    return Sample(_photographed(chance, picture, spoilt), tuple(texts))


def specimen_id(chance: np.random.Generator) -> str:
    """Return 14 digits with the check digits of the station's own ids (ISO 7064, mod 97-10)."""
    number = int(chance.integers(10**11, 98 * 10**10 + 10**11))
    return f"{number:012d}{98 - number * 100 % 97:02d}"


def drawn(text: str, symbology: str) -> GrayImage:
    """Return the symbol in ink on paper with its quiet zone, `DRAWN_PX` a module."""
    square = {"force_square": True} if symbology == "DataMatrix" else {}
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology), **square)
    modules = np.array(made.to_image(scale=1, add_quiet_zones=False), np.uint8)
    if symbology == "Code128":
        modules = np.tile(modules[:1], (BAR_MODULES, 1))
    modules = np.pad(modules, QUIET_MODULES[symbology], constant_values=255)
    large = modules.repeat(DRAWN_PX, axis=0).repeat(DRAWN_PX, axis=1)
    return np.where(large > 127, PAPER, INK).astype(np.uint8)


def _damaged(chance: np.random.Generator, paper: GrayImage, part: float) -> GrayImage:
    """Scratches of paper and blots of ink, until ``part`` of the area is lost."""
    paper, lost = paper.copy(), np.zeros_like(paper)
    height, width = paper.shape
    while part and lost.mean() < part:
        start = chance.uniform(0, 1, 2) * (width, height)
        end = start + chance.normal(0, height / 3, 2)
        (x0, y0), (x1, y1) = start.astype(int), end.astype(int)
        thick = int(chance.integers(4, 2 * DRAWN_PX))
        cv2.line(paper, (x0, y0), (x1, y1), int(chance.choice([PAPER, INK])), thick)
        cv2.line(lost, (x0, y0), (x1, y1), 1, thick)
    return paper


def _round(paper: GrayImage, ends_deg: float) -> GrayImage:
    """Round a tube whose axis is upright: what lies an angle a from the middle is at its sine."""
    if not ends_deg:
        return paper
    height, width = paper.shape
    ends = np.radians(ends_deg)
    seen = np.linspace(-np.sin(ends), np.sin(ends), int(width * np.sin(ends) / ends))
    columns = (np.arcsin(seen) / ends + 1) / 2 * (width - 1)
    across, down = np.meshgrid(columns, np.arange(height))
    shade = np.sqrt(1 - seen**2) * 0.6 + 0.4
    turned = cv2.remap(paper, across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR)
    return np.asarray(turned * shade, np.uint8)


def _on_desk(chance: np.random.Generator, paper: GrayImage, seen: Seen) -> GrayImage:
    """Tilted, turned away and at its size, with the desk around it."""
    height, width = paper.shape
    scale = seen.module_px / DRAWN_PX
    tilt = np.radians(chance.uniform(-5, 5) if seen.tilt_deg is None else seen.tilt_deg)
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    far = 1 + np.sin(np.radians(seen.away_deg)) * corners[:, 0] / (2.5 * width)
    corners = corners * (np.cos(np.radians(seen.away_deg)), 1) / far[:, None] * scale
    cos, sin = np.cos(tilt), np.sin(tilt)
    corners = corners @ np.array([[cos, sin], [-sin, cos]]) + chance.uniform(0, 1, 2)
    corners -= corners.min(axis=0) - 12
    size = np.ceil(corners.max(axis=0) + 12).astype(int)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    # Means, not points, of what was drawn finer than the picture is.
    soft = cv2.GaussianBlur(paper, (0, 0), max(0.3, 0.35 / scale))
    turn = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    out = cv2.warpPerspective(soft, turn, (int(size[0]), int(size[1])), borderValue=DESK)
    return np.asarray(out, np.uint8)


def _photographed(chance: np.random.Generator, scene: GrayImage, seen: Seen) -> GrayImage:
    """What lens, light, sensor and compression make of it."""
    picture: Any = cv2.GaussianBlur(scene.astype(np.float32), (0, 0), seen.blur_px)
    if seen.motion_px:
        picture = _moved(chance, picture, seen.motion_px)
    height, width = scene.shape
    middle = float(np.mean(picture))
    picture = middle + (picture - middle) * seen.contrast
    if seen.uneven:
        shade: Brightness = np.linspace(1, 1 - seen.uneven, width)
        picture = picture * shade
    picture = picture * seen.light
    if seen.glare:
        picture = picture + _glare(chance, height, width, seen.glare)
    picture = picture + chance.normal(0, seen.noise, picture.shape)
    grey = np.clip(picture, 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", grey, (cv2.IMWRITE_JPEG_QUALITY, int(seen.jpeg)))
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def _moved(chance: np.random.Generator, picture: Brightness, length_px: float) -> Brightness:
    size = int(length_px) | 1
    kernel = np.zeros((size, size), np.float32)
    kernel[size // 2] = 1
    turn = cv2.getRotationMatrix2D((size // 2, size // 2), float(chance.uniform(0, 180)), 1)
    path = np.asarray(cv2.warpAffine(kernel, turn, (size, size)))
    return np.asarray(cv2.filter2D(picture, -1, path / path.sum()))


def _glare(chance: np.random.Generator, height: int, width: int, part: float) -> Brightness:
    """A lamp's soft, burnt-out ellipse of ``part`` of the picture, anywhere in it."""
    y, x = np.mgrid[:height, :width]
    radius = np.sqrt(part * height * width / np.pi)
    middle = chance.uniform(0.2, 0.8, 2) * (width, height)
    away = np.hypot((x - middle[0]) / 1.4, (y - middle[1]) * 1.4) / radius
    return np.asarray(400 / (1 + np.exp((away - 1) * 12)))
