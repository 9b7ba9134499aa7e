"""The colour of a cap: told where it is plain, else nothing is said."""

from collections.abc import Mapping

import cv2
import numpy as np
import pytest
from trays import CAPS, Colour

from station.adapters.looking.caps import caps
from station.ports.decoder import Symbol

SIZE = 60  # of a symbol, px
WIDTH, HEIGHT = 640, 480
GREY = (150, 145, 140)
CLOTH = (165, 175, 120)  # a green drape, pale


def symbol(text: str, x: int, y: int) -> Symbol:
    right, bottom = x + SIZE, y + SIZE
    return Symbol(
        text, "DataMatrix", ((x, y), (right, y), (right, bottom), (x, bottom)), ("zxing",)
    )


ONE, TWO = symbol("A", 200, 260), symbol("B", 340, 260)


def frame(*patches: tuple[str, tuple[int, int, int, int]]) -> Colour:
    """A grey table with patches of colour, each (left, top, width, height)."""
    picture = np.full((HEIGHT, WIDTH, 3), GREY, np.uint8)
    for colour, (x, y, width, height) in patches:
        cv2.rectangle(picture, (x, y), (x + width, y + height), CAPS[colour], -1)
    noise = np.random.default_rng(5).normal(0, 3, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


ABOVE = (205, 170, 50, 40)  # of the first symbol
ABOVE_TWO = (345, 170, 50, 40)
FOUND: dict[str, tuple[Colour, Mapping[str, str]]] = {
    "green": (frame(("green", ABOVE)), {"A": "green"}),
    "lavender": (frame(("lavender", ABOVE)), {"A": "lavender"}),
    "blue": (frame(("blue", ABOVE)), {"A": "blue"}),
    "each its own": (
        frame(("green", ABOVE), ("lavender", ABOVE_TWO)),
        {"A": "green", "B": "lavender"},
    ),
    "red may be blood": (frame(("red", ABOVE)), {}),
    "none": (frame(), {}),
    "two colours at one label": (frame(("green", ABOVE), ("blue", (205, 340, 50, 40))), {}),
    "between two labels": (frame(("green", (270, 170, 50, 40))), {}),
    "far away": (frame(("green", (20, 20, 50, 40))), {}),
    "a speck": (frame(("green", (225, 200, 12, 12))), {}),
    "a drape": (frame(("green", (0, 0, 300, 230))), {}),
}


@pytest.mark.parametrize(("picture", "expected"), FOUND.values(), ids=FOUND)
def test_a_cap_is_told_only_where_it_is_plain(picture: Colour, expected: Mapping[str, str]) -> None:
    assert caps(picture, [ONE, TWO]) == expected


def test_a_ring_is_no_cap() -> None:
    picture = frame()
    cv2.rectangle(picture, (205, 150), (255, 230), CAPS["green"], 4)
    assert caps(picture, [ONE]) == {}


def test_pale_and_dark_are_not_told() -> None:
    for colour in (CLOTH, (20, 45, 10)):
        picture = frame()
        cv2.rectangle(picture, (205, 170), (255, 210), colour, -1)
        assert caps(picture, [ONE]) == {}


def test_a_large_picture_is_told_alike() -> None:
    large = cv2.resize(frame(("green", ABOVE)), None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST)
    grown = Symbol("A", "DataMatrix", tuple((4 * x, 4 * y) for x, y in ONE.corners), ("zxing",))  # type: ignore[arg-type]
    assert caps(np.asarray(large, np.uint8), [grown]) == {"A": "green"}


def test_without_a_label_nothing_is_told() -> None:
    assert caps(frame(("green", ABOVE)), []) == {}
