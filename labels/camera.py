"""A printed label as a camera sees it: dots that have grown, round a tube, askew, out of focus."""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from labels.units import DOTS_PER_MM

Gray = npt.NDArray[np.uint8]
"""Brightness, shape (height, width), 0 black to 255 white."""

BACKGROUND, TUBE = 110, 200
"""A grey table, and the tube's own cap and paint: no white that would help a quiet zone."""
AROUND_MM = 4
RAYS_PER_MM, MIN_RAYS_PER_PX = 24, 2
"""A pixel is the mean of so many rays each way: at fewer, bars of 1.5 px come out uneven."""


@dataclass(frozen=True)
class View:
    """How a label lies before the camera, which is far away: parallel projection.

    Round a tube of `diameter_mm`, its width along the tube; None: flat. At `roll_deg` 0 the
    label's upper edge faces the camera. `blur_px` is the standard deviation of the blur.
    """

    px_per_mm: float
    diameter_mm: float | None = None
    roll_deg: float = 0
    skew_deg: float = 0
    blur_px: float = 0


def grown(label: Image.Image, dpi: int, gain_mm: float) -> Image.Image:
    """Return a label, grey, whose bars are `gain_mm` wider than drawn; less than 0: thinner.

    What is less than a dot is a lighter one, as it is in the eye of a camera with larger pixels.
    """
    by_dots = abs(gain_mm) / 2 * DOTS_PER_MM[dpi]  # on either side of a bar
    wider = ImageFilter.MinFilter(3) if gain_mm > 0 else ImageFilter.MaxFilter(3)
    picture = label.convert("L")
    for _ in range(floor(by_dots)):
        picture = picture.filter(wider)
    return Image.blend(picture, picture.filter(wider), by_dots % 1)


def seen(label: Image.Image, dpi: int, view: View) -> Gray:
    """Return the picture that a camera takes of a label, on its tube or flat on a table.

    On a tube it is wound on from its lower edge, so that the upper one covers what lies below it
    where the label is longer than the way round.
    """
    rays = max(MIN_RAYS_PER_PX, ceil(RAYS_PER_MM / view.px_per_mm))
    dots, scale = np.asarray(label.convert("L")), DOTS_PER_MM[dpi]
    height, width = dots.shape
    across_mm = view.diameter_mm or height / scale
    y_mm, x_mm = _centres(across_mm, view, rays), _centres(width / scale, view, rays)
    row = np.floor(_along_the_label(y_mm, view, height / scale) * scale).astype(int)
    column = np.floor((x_mm + width / scale / 2) * scale).astype(int)
    on = np.abs(y_mm) < across_mm / 2
    rows, columns = on & (row >= 0) & (row < height), (column >= 0) & (column < width)
    picture = np.full((y_mm.size, x_mm.size), BACKGROUND, np.uint8)
    picture[on] = TUBE
    picture[np.ix_(rows, columns)] = dots[np.ix_(row[rows], column[columns])]
    askew = Image.fromarray(picture).rotate(view.skew_deg, expand=True, fillcolor=BACKGROUND)
    sharp = askew.reduce(rays)
    return np.asarray(sharp.filter(ImageFilter.GaussianBlur(view.blur_px)), np.uint8)


def _along_the_label(
    y_mm: npt.NDArray[np.float64], view: View, height_mm: float
) -> npt.NDArray[np.float64]:
    """How far below the label's upper edge each ray meets it, or would if it were long enough."""
    if view.diameter_mm is None:
        return y_mm + height_mm / 2
    radius_mm = view.diameter_mm / 2
    angle = np.arcsin(np.clip(y_mm / radius_mm, -1, 1)) + np.radians(view.roll_deg)
    return np.asarray(np.mod(angle, 2 * np.pi) * radius_mm, np.float64)


def _centres(size_mm: float, view: View, rays_per_px: int) -> npt.NDArray[np.float64]:
    """Where the rays meet the picture, in mm from its middle."""
    count = round((size_mm + 2 * AROUND_MM) * view.px_per_mm) * rays_per_px
    return np.asarray(
        (np.arange(count) + 0.5 - count / 2) / (view.px_per_mm * rays_per_px), np.float64
    )
