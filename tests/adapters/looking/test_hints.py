"""Hints at a viewfinder: light, sharpness, distance; at, below and above their limits."""

from typing import get_args

import cv2
import numpy as np
import pytest
import trays
from films import HEIGHT, WIDTH, Picture, matrix, shown
from kit import Bench

from station.adapters.decoding import Cascade, choose
from station.adapters.looking.hints import (
    BRIGHT_SHARE,
    CLIPPED,
    DARK_MEAN,
    MIN_MODULE_PX,
    NEAR_SHARE,
    hints,
    is_blurred,
    is_fine,
    module_px,
)
from station.domain.texts import CAMERA, LANGUAGES
from station.ports.decoder import Disagreement, Symbol
from station.ports.viewfinder import Hint

TEXT = "00017000042103"
SHARP = shown(matrix(TEXT, 4), matrix(TEXT, 3))


def even(level: float) -> Picture:
    return np.full((HEIGHT, WIDTH), level, np.uint8)


def clipped(share: float) -> Picture:
    frame = even(128)
    frame[: round(share * HEIGHT)] = CLIPPED
    return frame


def blurred(sigma: float, light: float = 1.0, noise: float = 0.0) -> Picture:
    frame = cv2.GaussianBlur(SHARP, (0, 0), sigma) if sigma else SHARP
    random = np.random.default_rng(3).normal(0, noise, frame.shape)
    return np.clip(light * frame + random, 0, 255).astype(np.uint8)


def box(width: float, height: float, symbology: str = "DataMatrix") -> Symbol:
    right, bottom = round(width), round(height)
    return Symbol(TEXT, symbology, ((0, 0), (right, 0), (right, bottom), (0, bottom)), ("zxing",))


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (even(DARK_MEAN - 1), ("dark",)),
        (even(DARK_MEAN), ()),
        (even(128), ()),
        (clipped(BRIGHT_SHARE + 0.01), ("bright",)),
        (clipped(BRIGHT_SHARE), ()),
        (SHARP, ()),
        (blurred(3), ("blurred",)),
    ],
)
def test_a_picture_in_which_nothing_was_read(picture: Picture, expected: tuple[str, ...]) -> None:
    assert hints(picture, ()) == expected


@pytest.mark.parametrize("light", [1.0, 0.6])
@pytest.mark.parametrize("noise", [0.0, 4.0])
def test_blur_is_told_from_noise_and_weak_light(light: float, noise: float) -> None:
    found = {sigma: is_blurred(blurred(sigma, light, noise)) for sigma in (0, 0.7, 1.0, 2.2, 4.0)}
    assert found == {0: False, 0.7: False, 1.0: False, 2.2: True, 4.0: True}


def test_a_large_picture_is_judged_at_the_same_width() -> None:
    large = cv2.resize(blurred(0), None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST)
    assert not is_blurred(np.asarray(large, np.uint8))
    soft = cv2.resize(blurred(4), None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    assert is_blurred(np.asarray(soft, np.uint8))


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        (box(14 * 1.5 - 1, 14 * 1.5 - 1), ("far",)),
        (box(14 * 1.5, 14 * 1.5), ()),
        (box(NEAR_SHARE * WIDTH, 100), ()),
        (box(NEAR_SHARE * WIDTH + 1, 100), ("near",)),
        (box(100, NEAR_SHARE * HEIGHT + 1), ("near",)),
        (box(112 * 1.1 - 1, 40, "Code128"), ("far",)),
        (box(112 * 1.1 + 1, 40, "Code128"), ()),
    ],
)
def test_the_distance_of_what_was_read(symbol: Symbol, expected: tuple[str, ...]) -> None:
    assert hints(even(128), (symbol,)) == expected


def test_a_hint_is_said_once_for_many_symbols() -> None:
    assert hints(even(128), (box(20, 20), box(20, 20), box(620, 100))) == ("far", "near")


def test_two_readings_of_one_place_come_first() -> None:
    doubt = Disagreement(box(40, 40).corners, (("zxing", "1"), ("zbar", "2")))
    assert hints(even(0), (), (doubt,)) == ("doubtful",)
    assert hints(even(0), (box(20, 20),), (doubt,)) == ("doubtful", "far")


def test_a_module_is_measured() -> None:
    assert (module_px(box(28, 56)), module_px(box(224, 30, "Code128"))) == (2.0, 2.0)
    assert MIN_MODULE_PX == {True: 1.1, False: 1.5}


def test_every_hint_has_its_words() -> None:
    assert {tuple(CAMERA[language]) for language in LANGUAGES} == {get_args(Hint)}


DECODER = Cascade(choose(()), clock_s=lambda: 0.0)  # a busy machine reads as much


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture]:
    """A tube's label of each kind with bars, as it was printed."""
    bench = Bench(tmp_path_factory.mktemp("labels"))
    trays.procedures(bench, 1)
    found = {}
    for kind in ("flow", "biopsy"):
        (file,) = (bench.folder / "labels").glob(f"*-{kind}-*.png")
        found[kind] = np.asarray(cv2.cvtColor(trays.picture(file), cv2.COLOR_BGR2GRAY), np.uint8)
    bench.end()
    return found


def from_afar(label: Picture, scale: float) -> Picture:
    """A label before a camera, in its softness and noise, as a JPEG of quality 85."""
    small = cv2.resize(label, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = even(140)
    frame[60 : 60 + small.shape[0], 80 : 80 + small.shape[1]] = small
    soft = cv2.GaussianBlur(frame, (0, 0), 0.5)
    noise = np.random.default_rng(5).normal(0, 3, soft.shape)
    noisy = np.clip(soft + noise, 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 85])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


@pytest.mark.parametrize(
    ("kind", "scale", "read", "expected"),
    [
        ("flow", 1.0, True, ()),
        ("flow", 0.6, True, ()),
        ("flow", 0.45, True, ("far",)),  # at the limit
        ("flow", 0.4, False, ("far",)),
        ("flow", 0.35, False, ("far",)),
        ("biopsy", 1.0, True, ()),
        ("biopsy", 0.6, True, ()),
        ("biopsy", 0.45, False, ("far",)),
        ("biopsy", 0.4, False, ("far",)),
        ("biopsy", 0.35, False, ("far",)),
    ],
)
def test_too_far_is_said_of_what_is_not_read(
    printed: dict[str, Picture], kind: str, scale: float, read: bool, expected: tuple[str, ...]
) -> None:
    """A module of the label is 2 px wide at its own size."""
    picture = from_afar(printed[kind], scale)
    symbols = DECODER.decode(picture, 1000).symbols
    assert (bool(symbols), hints(picture, symbols)) == (read, expected)


def stones(size: int) -> Picture:
    """Something rough, light and dark, of grains so large."""
    random = np.random.default_rng(size).normal(128, 60, (HEIGHT // size, WIDTH // size))
    grown = cv2.resize(random, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.clip(grown, 0, 255).astype(np.uint8)


def words() -> Picture:
    frame = even(230)
    for row in range(20, HEIGHT, 24):
        text = "Prove: 2-3 ml heparin, benmarg. Not a code, only many words on paper."
        cv2.putText(frame, text, (10, row), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 20)
    return frame


@pytest.mark.parametrize(
    "picture",
    [even(140), clipped(0.3), SHARP, words(), *(stones(size) for size in (1, 2, 4, 8))],
    ids=["desk", "window", "large codes", "text", "noise", "grain 2", "grain 4", "grain 8"],
)
def test_what_is_not_fine_bars_is_not_too_far(picture: Picture) -> None:
    assert not is_fine(picture)


def test_a_picture_smaller_than_a_block_is_not_too_far() -> None:
    assert not is_fine(np.full((3, 3), 90, np.uint8))
