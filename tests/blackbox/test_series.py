"""Drawn labels in hard conditions: what has to be read, and that nothing is read wrong."""

import numpy as np
import pytest
from series import SERIES, Seen, label, samples, tray

from station.adapters.decoding import Cascade, Frames, Pass, choose
from station.ports.decoder import GrayImage

EACH = 4
BUDGET_MS = 5000.0

# Of 24 pictures of each, six steps of four; tilt has five steps.
FLOORS = {
    ("tilt", "Code128"): 20,
    ("noise", "Code128"): 23,
    ("contrast", "Code128"): 23,
    ("low light", "Code128"): 23,
    ("curvature", "Code128"): 23,
    ("perspective", "Code128"): 23,
    ("compression", "Code128"): 24,
    ("px per module", "Code128"): 22,
    ("px per module", "DataMatrix"): 15,
    ("blur", "Code128"): 19,
    ("motion", "Code128"): 18,
    ("noise", "DataMatrix"): 23,
    ("noise", "QRCode"): 22,
    ("contrast", "DataMatrix"): 23,
    ("contrast", "QRCode"): 22,
    ("perspective", "DataMatrix"): 21,
    ("perspective", "QRCode"): 23,
    ("damage", "DataMatrix"): 6,
    ("low light", "DataMatrix"): 23,
    ("compression", "DataMatrix"): 24,
    ("curvature", "DataMatrix"): 21,
}


def texts(image: GrayImage, wanted: int = 1, last: Pass = Pass.FULL) -> set[str]:
    cascade = Cascade(choose(()), last=last, clock_s=lambda: 0.0)  # a busy machine reads as much
    found = cascade.decode(image, BUDGET_MS, wanted)
    return {symbol.text for symbol in found.symbols}


@pytest.mark.parametrize(("name", "symbology"), FLOORS)
def test_hard_conditions(name: str, symbology: str) -> None:
    seen = [(texts(s.image), set(s.expected)) for s in samples(SERIES[name], symbology, EACH)]
    assert [(read, expected) for read, expected in seen if not read <= expected] == []
    assert sum(read == expected for read, expected in seen) >= FLOORS[name, symbology]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("symbology", ["Code128", "DataMatrix", "QRCode"])
def test_ruined_symbols_are_read_or_not_but_never_wrong(symbology: str, seed: int) -> None:
    chance = np.random.default_rng(seed)
    ruined = [
        label(chance, symbology, Seen(module_px=px, damage=0.1, glare=0.05, blur_px=px / 2))
        for px in (1.5, 2.0, 2.5, 3.0)
    ]
    assert [texts(s.image) - set(s.expected) for s in ruined] == [set()] * 4


@pytest.mark.parametrize(("columns", "rows"), [(6, 4), (8, 6)])
def test_a_tray_is_read_in_one_fast_look_but_for_one_at_most(columns: int, rows: int) -> None:
    one = tray(np.random.default_rng(7), columns, rows, (1920, 1080))
    read = texts(one.image, wanted=columns * rows, last=Pass.FAST)
    assert read <= set(one.expected)
    assert len(read) >= columns * rows - 1


def test_frames_of_a_hard_label_are_never_read_wrong() -> None:
    chance = np.random.default_rng(3)
    frames = Frames(Cascade(choose(()), clock_s=lambda: 0.0))
    for _ in range(6):
        one = label(chance, "DataMatrix", Seen(glare=0.15, noise=20))
        found = frames.decode(one.image, BUDGET_MS)
        assert {symbol.text for symbol in found.symbols} <= set(one.expected)
