"""What is drawn on between reads: held while nothing moves, dropped at once when something does."""

import numpy as np
import pytest
from films import HEIGHT, WIDTH, Picture, matrix, shown

from station.adapters.decoding import Cascade, choose
from station.adapters.looking.hold import LONGEST_HELD, hold
from station.app.in_view import InView
from station.ports.decoder import Symbol
from station.ports.viewfinder import Held

ONE, TWO = "00017000042103", "00017000043170"
DECODER = Cascade(choose(()))


def symbol(picture: Picture) -> Symbol:
    (found,) = DECODER.decode(picture, 1000).symbols
    return found


def noisy(picture: Picture, seed: int = 1) -> Picture:
    noise = np.random.default_rng(seed).normal(0, 3, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def held_after(first: Picture, then: Picture) -> tuple[Held, ...]:
    return hold(then, (), hold(first, [symbol(first)], ()))


def moved(picture: Picture, right: int) -> Picture:
    return np.roll(picture, right, axis=1)


def covered(picture: Picture, share: float) -> Picture:
    """A finger over the symbol's lower right."""
    frame = picture.copy()
    xs, ys = zip(*symbol(picture).corners, strict=True)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    frame[int(max(ys) - share * height) : max(ys) + 9, int(max(xs) - share * width) : max(xs)] = 120
    return frame


STILL = shown(matrix(ONE))


@pytest.mark.parametrize(
    ("then", "is_held"),
    [
        (STILL, True),
        (noisy(STILL), True),
        (moved(STILL, 1), False),
        (moved(STILL, 8), False),  # a module
        (moved(STILL, 200), False),
        (covered(STILL, 0.5), False),
        (covered(STILL, 0.3), False),
        (shown(matrix(TWO)), False),  # the swap: another tube in the same pose
        (shown(), False),
    ],
    ids=["still", "noise", "1 px", "8 px", "away", "half covered", "a corner", "swap", "gone"],
)
def test_a_symbol_is_held_only_while_its_own_pixels_stay(then: Picture, is_held: bool) -> None:
    held = held_after(STILL, then)
    assert [one.symbol.text for one in held] == ([ONE] if is_held else [])


def test_a_still_symbol_is_let_go_after_a_while() -> None:
    held = hold(STILL, [symbol(STILL)], ())
    for count in range(1, LONGEST_HELD + 1):
        held = hold(STILL, (), held)
        assert [one.frames for one in held] == [count]
    assert hold(STILL, (), held) == ()


def test_a_read_takes_the_place_of_what_was_held() -> None:
    held = hold(STILL, (), hold(STILL, [symbol(STILL)], ()))
    (again,) = hold(STILL, [symbol(STILL)], held)
    assert again.frames == 0


def test_a_symbol_at_the_very_edge_is_no_fault() -> None:
    beside = Symbol(ONE, "DataMatrix", ((-9, -9), (-5, -9), (-5, -5), (-9, -5)), ("zxing",))
    assert [one.symbol for one in hold(STILL, [beside], ())] == [beside]


def test_a_tube_swapped_for_another_in_the_same_pose_is_a_new_read() -> None:
    """Measured: following alone passed it every time. Here only reads count, whatever is held."""
    from datetime import UTC, datetime, timedelta

    at, view = datetime(2026, 3, 2, 8, 0, tzinfo=UTC), InView()
    held: tuple[Held, ...] = ()
    scans = []
    for number in range(40):
        frame = noisy(shown(matrix(ONE if number < 20 else TWO)), number)
        blurred = number % 4 in (1, 2)  # half of the frames are not read
        read = () if blurred else DECODER.decode(frame, 1000).symbols
        held = hold(frame, read, held)
        text = view.look([one.text for one in read], at + number * timedelta(milliseconds=40))
        scans += [text] if text else []
        drawn = {one.symbol.text for one in held}
        assert drawn <= ({ONE} if number < 20 else {TWO})
    assert scans == [ONE, TWO]


def test_the_table_is_of_frames_of_one_size() -> None:
    assert STILL.shape == (HEIGHT, WIDTH)
