"""Matrix codes by what is known of them before they are read."""

import numpy as np
import pytest
import zxingcpp
from decoding_samples import WHITE, Photograph, sheet, stopped, symbol

from station.adapters.decoding import Cascade, Pass, lattice, modules, zxing
from station.adapters.decoding.patterns import Modules, patterns
from station.ports.decoder import GrayImage

TEXT = "00001000001199"
BOTH = ("DataMatrix", "QRCode")


def real_modules(text: str, symbology: str) -> Modules:
    square = {"force_square": True} if symbology == "DataMatrix" else {}
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology), **square)
    drawn = np.array(made.to_image(scale=1, add_quiet_zones=False))
    return np.where(drawn < 128, -1, 1).astype(np.float32)


def found(picture: GrayImage, formats: tuple[str, ...] = BOTH) -> list[lattice.Lattice]:
    return [
        one
        for region in lattice.regions(picture)
        for one in lattice.lattices(picture, region, formats)
    ]


def read(picture: GrayImage, last: Pass) -> list[str]:
    cascade = Cascade(BOTH, last=last, clock_s=stopped)
    return [s.text for s in cascade.decode(picture, 1000).symbols]


@pytest.mark.parametrize("symbology", BOTH)
@pytest.mark.parametrize("length", range(2, 60, 2))
def test_what_is_known_is_so_in_real_symbols(symbology: str, length: int) -> None:
    real = real_modules(("1234567890" * 6)[:length], symbology)
    for pattern in patterns(symbology):
        if pattern.size == len(real):
            known = pattern.known != 0
            assert (real[known] == pattern.known[known]).all()


def test_every_size_is_one_of_real_symbols() -> None:
    """So the test before this one has held each pattern against a symbol."""
    for symbology in BOTH:
        sizes = {len(real_modules(("1234567890" * 9)[:n], symbology)) for n in range(2, 90, 2)}
        assert {pattern.size for pattern in patterns(symbology)} <= sizes


@pytest.mark.parametrize("symbology", BOTH)
@pytest.mark.parametrize("turn_deg", [0, 20, 45, 90, 160, 200, 290])
def test_a_lattice_lies_where_its_symbol_does(symbology: str, turn_deg: int) -> None:
    """The drawn picture is turned about its middle: so is the symbol's own top left."""
    drawn = symbol(TEXT, symbology, 4)
    side_px = 4 * len(real_modules(TEXT, symbology))
    picture = Photograph(turn_deg=turn_deg, blur_px=1).of(drawn)
    best = max(found(picture, (symbology,)), key=lambda one: one.likeness)
    turn = np.radians(turn_deg)
    middle = np.array(picture.shape[::-1]) / 2
    half = side_px / 2 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    way = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    assert best.likeness > 0.9
    assert np.abs(best.corners - (half @ way + middle)).max() < 3  # of four pixels a module


@pytest.mark.parametrize(
    "picture",
    [
        np.full((200, 300), 128, np.uint8),
        np.full((3, 3), 0, np.uint8),
        np.random.default_rng(1).integers(0, 256, (300, 300), np.uint8),
        np.tile(np.repeat(np.array([0, WHITE], np.uint8), 8), (300, 20)),
    ],
    ids=["even", "tiny", "noise", "stripes"],
)
def test_where_no_code_is_there_is_no_lattice(picture: GrayImage) -> None:
    assert found(picture) == []


def test_what_was_read_already_is_not_looked_for() -> None:
    picture = sheet(300, 600, (60, 120, symbol(TEXT, "DataMatrix", 5)))
    (region,) = [r for r in lattice.regions(picture) if r[:, 0].min() > 100][:1]
    read = ((130, 70), (200, 70), (200, 140), (130, 140))
    assert lattice.is_taken(region, [read])
    assert not lattice.is_taken(region, [((430, 70), (500, 70), (500, 140), (430, 140))])
    assert not lattice.is_taken(region, [((160, 100), (170, 100), (170, 110), (160, 110))])
    assert not lattice.is_taken(region, [])


def test_only_what_is_asked_for_is_looked_for() -> None:
    picture = Photograph().of(symbol(TEXT, "QRCode", 4))
    assert {one.pattern.symbology for one in found(picture, ("QRCode",))} == {"QRCode"}
    assert found(picture, ("MicroQRCode",)) == []


@pytest.mark.parametrize("symbology", BOTH)
def test_modules_that_run_into_one_another_are_told_apart(symbology: str) -> None:
    """The blur is three fifths of a module: not one in ten is of another colour than it was."""
    picture = Photograph(turn_deg=12, blur_px=2.2, noise=3).of(symbol(TEXT, symbology, 4))
    best = max(found(picture, (symbology,)), key=lambda one: one.likeness)
    *_, last = modules.drawn(picture, best)
    assert [one.text for one in zxing.read(last)] == [TEXT]


HARD = {
    "noise": Photograph(noise=100),
    "blur": Photograph(blur_px=2.2, noise=3),
    "blur and noise": Photograph(blur_px=1.8, noise=20),
}


@pytest.mark.parametrize("spoilt", HARD.values(), ids=HARD)
@pytest.mark.parametrize("symbology", BOTH)
def test_what_other_looks_do_not_show_is_read_in_the_last(
    symbology: str, spoilt: Photograph
) -> None:
    picture = spoilt.of(symbol(TEXT, symbology, 4))
    assert read(picture, Pass.DEFAULT) == []
    assert read(picture, Pass.FULL) == [TEXT]


def test_the_looks_are_told_apart_and_their_turns_are_not() -> None:
    picture = Photograph().of(symbol(TEXT, "DataMatrix", 4))
    names = [scan.name for scan in modules.drawn(picture, found(picture, ("DataMatrix",))[0])]
    assert len(names) == 2 * len(modules.TURNS)
    assert [name.rpartition(", ")[2] for name in names] == ["look 1", "look 2"] * 2
    assert len(set(names)) == 2
    assert not set(modules.PLACES[0]) & set(modules.PLACES[1])


def test_a_look_knows_where_its_symbol_is() -> None:
    picture = sheet(300, 400, (60, 120, symbol(TEXT, "DataMatrix", 5)))
    one, *_ = found(picture, ("DataMatrix",))
    first, *_ = modules.drawn(picture, one)
    (seen,) = zxing.read(first)
    corners = np.array(first.to_original(seen.corners))
    assert np.abs(corners - one.corners).max() < 5  # one module
