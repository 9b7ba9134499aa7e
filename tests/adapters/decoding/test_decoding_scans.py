"""Which looks a picture gets, by its size and by the formats asked for."""

import numpy as np
import pytest

from station.adapters.decoding.formats import DEFAULT_FORMATS
from station.adapters.decoding.scans import (
    MAX_DOUBLED_SIDE_PX,
    MAX_ENLARGED_PIXELS,
    MIN_REDUCED_SIDE_PX,
    scans,
    upright,
)

TURNED = ["turned 45°", "turned 25°", "turned 65°"]
REDUCED = [f"reduced {parts} times" for parts in (3, 4, 6, 8)]
WIDTH = MAX_ENLARGED_PIXELS // 2000

LOOKS = {
    "below the size that is reduced": (
        (10, MIN_REDUCED_SIDE_PX - 1),
        DEFAULT_FORMATS,
        ["direct", *TURNED, "threshold", "contrast", "enlarged"],
    ),
    "at the size that is reduced": (
        (10, MIN_REDUCED_SIDE_PX),
        DEFAULT_FORMATS,
        ["direct", *TURNED, *REDUCED, "threshold", "contrast", "enlarged"],
    ),
    "at the size that is still enlarged": (
        (2000, WIDTH),
        DEFAULT_FORMATS,
        ["direct", *TURNED, *REDUCED, "threshold", "contrast", "enlarged"],
    ),
    "above the size that is still enlarged": (
        (2000, WIDTH + 1),
        DEFAULT_FORMATS,
        ["direct", *TURNED, *REDUCED, "threshold", "contrast"],
    ),
    "no bar codes asked for": (
        (10, MIN_REDUCED_SIDE_PX),
        ("QRCode",),
        ["direct", "threshold", "contrast", "enlarged"],
    ),
}


@pytest.mark.parametrize(("shape", "formats", "names"), LOOKS.values(), ids=LOOKS)
def test_looks(shape: tuple[int, int], formats: tuple[str, ...], names: list[str]) -> None:
    assert [scan.name for scan in scans(np.zeros(shape, np.uint8), formats)] == names


@pytest.mark.parametrize(
    ("side_px", "scale"),
    [(MAX_DOUBLED_SIDE_PX - 1, 2), (MAX_DOUBLED_SIDE_PX, 2), (MAX_DOUBLED_SIDE_PX + 1, 1)],
)
def test_a_symbol_alone_is_doubled_unless_it_is_large(side_px: int, scale: int) -> None:
    corners = ((0, 0), (side_px, 0), (side_px, 40), (0, 40))
    alone = upright(np.zeros((50, side_px + 9), np.uint8), corners, ("Code128",), "upright")
    margin_px = 0.15 * scale * side_px
    assert alone.image.shape == (
        np.ceil(scale * 40 + 2 * margin_px),
        np.ceil(scale * side_px + 2 * margin_px),
    )
    assert alone.to_original(corners)[0] == tuple([round(-margin_px / scale)] * 2)
