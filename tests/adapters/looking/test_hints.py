"""Hints at a viewfinder: light, sharpness, distance; at, below and above their limits."""

from typing import get_args

import cv2
import numpy as np
import pytest
from films import HEIGHT, WIDTH, Picture, matrix, shown

from station.adapters.looking.hints import (
    BRIGHT_SHARE,
    CLIPPED,
    DARK_MEAN,
    MIN_MODULE_PX,
    NEAR_SHARE,
    hints,
    is_blurred,
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
        (box(14 * 2 - 1, 14 * 2 - 1), ("far",)),
        (box(14 * 2, 14 * 2), ()),
        (box(NEAR_SHARE * WIDTH, 100), ()),
        (box(NEAR_SHARE * WIDTH + 1, 100), ("near",)),
        (box(100, NEAR_SHARE * HEIGHT + 1), ("near",)),
        (box(112 * 1.6 - 1, 40, "Code128"), ("far",)),
        (box(112 * 1.6 + 1, 40, "Code128"), ()),
    ],
)
def test_the_distance_of_what_was_read(symbol: Symbol, expected: tuple[str, ...]) -> None:
    assert hints(even(128), (symbol,)) == expected


def test_a_hint_is_said_once_for_many_symbols() -> None:
    assert hints(even(128), (box(20, 20), box(20, 20), box(600, 100))) == ("far", "near")


def test_two_readings_of_one_place_come_first() -> None:
    doubt = Disagreement(box(40, 40).corners, (("zxing", "1"), ("zbar", "2")))
    assert hints(even(0), (), (doubt,)) == ("doubtful",)
    assert hints(even(0), (box(20, 20),), (doubt,)) == ("doubtful", "far")


def test_a_module_is_measured() -> None:
    assert (module_px(box(28, 56)), module_px(box(224, 30, "Code128"))) == (2.0, 2.0)
    assert MIN_MODULE_PX == {True: 1.6, False: 2.0}


def test_every_hint_has_its_words() -> None:
    assert {tuple(CAMERA[language]) for language in LANGUAGES} == {get_args(Hint)}
