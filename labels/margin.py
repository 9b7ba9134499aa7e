"""How much worse a camera may see a label before it no longer reads: a margin, never a grade."""

from collections.abc import Callable, Collection
from math import pi

from labels.camera import Gray, View, grown, seen
from labels.render import Label

ReadTexts = Callable[[Gray], Collection[str]]
"""A decoder: the texts in a picture."""

CAMERA_PX_PER_MM = 9.0
"""What the station's camera gives: 1280 pixels over 14 cm, a tube held out to it."""
DOT_GAINS_MM = (-0.08, 0.08)
"""How much thinner and wider thermal printers make a bar: reference measurements of print gain."""
SKEWS_DEG = (-5.0, 5.0)
BLUR_PX = 0.8
"""The standard deviation of a cheap camera's blur, which has a fixed focus."""
TUBE_MM = 12.0
"""The narrowest tubes in use: the most curved ones."""
STEPS_A_DOUBLING = 5
DISTANCES = tuple(2 ** (step / STEPS_A_DOUBLING) for step in range(-5, 16))
"""What is tried, in distances of the station's camera: from half of it, nearer than any hand
holds a tube, to eight times as far."""


def margin(label: Label, code: str, read: ReadTexts, *, curved: bool) -> float | None:
    """Return how many times as far as the station's camera a label still reads, at its worst.

    At that distance and at every nearer one it reads as `code` and nothing else with each of
    `DOT_GAINS_MM` and each of `SKEWS_DEG`, out of focus by `BLUR_PX`, and where it is `curved`
    round a tube of `TUBE_MM` with the symbol's middle to the front. None: not at the nearest.
    """
    images = [grown(label.image, label.dpi, gain_mm) for gain_mm in DOT_GAINS_MM]
    found = None
    for distance in DISTANCES:
        px_per_mm = CAMERA_PX_PER_MM / distance
        pictures = (
            seen(image, label.dpi, _view(label, px_per_mm, skew_deg, curved=curved))
            for image in images
            for skew_deg in SKEWS_DEG
        )
        if any(set(read(picture)) != {code} for picture in pictures):
            break
        found = distance
    return found


def _view(label: Label, px_per_mm: float, skew_deg: float, *, curved: bool) -> View:
    if not curved:
        return View(px_per_mm, skew_deg=skew_deg, blur_px=BLUR_PX)
    roll_deg = label.symbol_middle_mm / (pi * TUBE_MM) * 360
    return View(px_per_mm, TUBE_MM, roll_deg, skew_deg, BLUR_PX)
