"""Frames of one camera: what one shows in part, several show whole."""

import numpy as np
import pytest
from decoding_samples import WHITE, Photograph, stopped, symbol

from station.adapters.decoding import DEFAULT_FORMATS, Cascade, Frames
from station.adapters.decoding.agree import DecoderRead
from station.adapters.decoding.frames import KEPT, MAX_MOVED, darkest
from station.ports.decoder import BudgetError, GrayImage, Reading

TEXT = "00001000001199"
BUDGET_MS = 2000.0


def lit(picture: GrayImage, left: float, top: float) -> GrayImage:
    """A lamp's glare, a third of the picture wide; its place in parts of the picture."""
    height, width = picture.shape
    y, x = np.mgrid[:height, :width]
    away = np.hypot(x - left * width, y - top * height) / (min(height, width) / 6)
    bright = picture.astype(np.float64) + 400 / (1 + np.exp((away - 1) * 12))
    return np.asarray(np.clip(bright, 0, WHITE), np.uint8)


def texts(decoder: Cascade | Frames, picture: GrayImage) -> list[str]:
    return [symbol.text for symbol in decoder.decode(picture, BUDGET_MS).symbols]


@pytest.mark.parametrize("symbology", ["DataMatrix", "QRCode"])
def test_glare_wanders_and_the_code_is_read(symbology: str) -> None:
    picture = Photograph(light=0.8, noise=3).of(symbol(TEXT, symbology, module_px=5))
    first, second = lit(picture, 0.35, 0.35), lit(np.roll(picture, (3, 2), (0, 1)), 0.65, 0.65)
    cascade = Cascade(DEFAULT_FORMATS, clock_s=stopped)
    frames = Frames(cascade)
    assert [texts(cascade, first), texts(cascade, second)] == [[], []]
    assert [texts(frames, first), texts(frames, second)] == [[], [TEXT]]


def test_one_frame_is_read_as_ever() -> None:
    frames = Frames(Cascade(DEFAULT_FORMATS, clock_s=stopped))
    picture = Photograph().of(symbol(TEXT))
    assert texts(frames, picture) == [TEXT]


def test_frames_of_another_scene_are_not_laid_over_one_another() -> None:
    chance = np.random.default_rng(1)
    one, other = (chance.integers(0, 256, (200, 300), np.uint8) for _ in range(2))
    assert darkest([one, other]) is None
    assert darkest([one]) is None
    assert darkest([one[:100], one]) is None


@pytest.mark.parametrize(("part", "laid"), [(0.5, True), (0.9, True), (1.2, False)])
def test_frames_too_far_apart_are_not_laid_over_one_another(part: float, laid: bool) -> None:
    picture = Photograph(noise=5).of(symbol(TEXT, "QRCode", 8))
    moved = np.roll(picture, int(part * MAX_MOVED * max(picture.shape)), axis=1)
    assert (darkest([picture, moved]) is not None) is laid


class Shows(Cascade):
    """A cascade whose looks are given: what it shows next is an argument."""

    def search(
        self, image: GrayImage, budget_ms: float, wanted: int = 1
    ) -> tuple[list[DecoderRead], float]:
        """Return one unsure read of the text whose number the picture's first pixel is."""
        place = ((0, 0), (9, 0), (9, 9), (0, 9))
        return [DecoderRead(f"T{image[0, 0]}", "Code128", place, "zxing", "direct")], budget_ms


@pytest.mark.parametrize(
    ("numbers", "read"),
    [
        ([1], []),
        ([1, 1], ["T1"]),
        ([1, 2], []),
        ([1, *[2] * (KEPT - 2), 1], ["T1"]),
        ([1, *range(10, 9 + KEPT), 1], []),
    ],
)
def test_a_second_frame_agrees(numbers: list[int], read: list[str]) -> None:
    frames = Frames(Shows(DEFAULT_FORMATS))
    last = [texts(frames, np.full((4, 4), number, np.uint8)) for number in numbers][-1]
    assert last == read


def test_a_budget_of_nothing_is_bad_input() -> None:
    sentence = "Time budget: expected more than 0 ms, got 0 ms."
    with pytest.raises(BudgetError, match=f"^{sentence}$"):
        Frames(Cascade(DEFAULT_FORMATS)).decode(np.zeros((4, 4), np.uint8), 0)


def test_nothing_is_nothing() -> None:
    frames = Frames(Cascade(DEFAULT_FORMATS, clock_s=stopped))
    nothing = np.full((40, 40), WHITE, np.uint8)
    for _ in range(KEPT + 1):
        assert frames.decode(nothing, BUDGET_MS) == Reading((), (), 0)
