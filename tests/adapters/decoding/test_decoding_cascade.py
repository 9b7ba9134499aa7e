"""Reading drawn symbols with the real decoders, and the limits of time and format."""

import os
from itertools import count
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from decoding_samples import WHITE, Photograph, sheet, stopped, symbol
from PIL import Image

from station.adapters.decoding import (
    DEFAULT_FORMATS,
    KNOWN_FORMATS,
    Cascade,
    choose,
    read_file,
    second_opinion,
    zbar,
)
from station.adapters.decoding.scans import STRIP_ROWS
from station.ports.decoder import (
    BudgetError,
    Disagreement,
    FormatError,
    GrayImage,
    ImageError,
    Reading,
    Symbol,
)

BUDGET_MS = 1000.0
TEXT = "00001000001199"


def reading(
    image: GrayImage, formats: tuple[str, ...] = DEFAULT_FORMATS, wanted: int = 1
) -> Reading:
    """Return what is read, however long it took."""
    return Cascade(formats, clock_s=stopped).decode(image, BUDGET_MS, wanted)


def texts(image: GrayImage, wanted: int = 1) -> list[tuple[str, str]]:
    return [(symbol.symbology, symbol.text) for symbol in reading(image, wanted=wanted).symbols]


def test_libzbar_is_there_for_the_second_opinion() -> None:
    assert second_opinion()


def test_a_whole_reading() -> None:
    corners = ((30, 0), (365, 0), (365, 149), (30, 149))
    both = Symbol(TEXT, "Code128", corners, ("zxing", "zbar"))
    assert reading(symbol(TEXT)) == Reading((both,), (), 0)


@pytest.mark.parametrize("module_px", [2, 3, 4])
def test_a_flawless_bar_code_is_read_however_it_lies(module_px: int) -> None:
    """zxing-cpp's own way to make pictures smaller gave wrong texts for some of these."""
    drawn = symbol(TEXT, module_px=module_px)
    assert [
        turn_deg
        for turn_deg in range(0, 360, 15)
        if texts(Photograph(turn_deg=turn_deg).of(drawn)) != [("Code128", TEXT)]
    ] == []


@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("symbology", DEFAULT_FORMATS)
def test_every_default_format_is_read_in_each_quarter_turn(symbology: str, turn_deg: int) -> None:
    picture = Photograph(turn_deg=turn_deg).of(symbol(TEXT, symbology, module_px=4))
    assert texts(picture) == [(symbology, TEXT)]


SPOILT = {
    "turned a little": Photograph(turn_deg=8),
    **{f"turned {angle}°": Photograph(turn_deg=angle) for angle in range(15, 90, 15)},
    "blurred": Photograph(blur_px=1.5),
    "dark": Photograph(light=0.15, noise=2),
    "noisy": Photograph(noise=40),
    "turned, blurred, dark and noisy": Photograph(turn_deg=40, blur_px=1, light=0.5, noise=8),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
@pytest.mark.parametrize("symbology", ["Code128", "DataMatrix", "QRCode"])
def test_spoilt_pictures_are_read(symbology: str, spoilt: Photograph) -> None:
    assert texts(spoilt.of(symbol(TEXT, symbology, module_px=4))) == [(symbology, TEXT)]


@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("symbology", ["Code128", "DataMatrix", "QRCode"])
def test_corners_begin_at_the_symbols_own_top_left(symbology: str, turn_deg: int) -> None:
    drawn = symbol(TEXT, symbology)
    (found,) = reading(np.rot90(drawn, turn_deg // 90)).symbols
    (upright,) = reading(drawn).symbols
    expected = upright.corners
    for quarter in range(turn_deg // 90):
        side_px = drawn.shape[(quarter + 1) % 2]
        a, b, c, d = ((y, side_px - 1 - x) for x, y in expected)
        expected = (a, b, c, d)
    # A bar code that lies sideways is read in a strip, whose rows are several pixels each.
    near_px = 2 * drawn.shape[0] / STRIP_ROWS if symbology == "Code128" and turn_deg % 180 else 3
    assert np.abs(np.subtract(found.corners, expected)).max() <= near_px


@pytest.mark.parametrize("symbology", ["Code128", "DataMatrix"])
def test_a_rescued_symbol_has_its_place_in_the_picture_itself(symbology: str) -> None:
    picture = Photograph(turn_deg=45, light=0.4).of(symbol(TEXT, symbology, module_px=2))
    (found,) = reading(picture).symbols
    rows, columns = np.nonzero(picture < 50)
    edges = columns.min(), rows.min(), columns.max(), rows.max()
    xs, ys = zip(*found.corners, strict=True)
    assert np.abs(np.subtract((min(xs), min(ys), max(xs), max(ys)), edges)).max() <= 6


def test_several_labels_are_all_read_in_the_order_of_their_places() -> None:
    one, two = symbol("10000000000001"), symbol("20000000000002")
    matrix = symbol("30000000000003", "DataMatrix", 5)
    picture = sheet(700, 1000, (430, 520, two), (410, 20, one), (30, 30, matrix), (10, 520, one))
    assert texts(picture) == [
        ("Code128", "10000000000001"),
        ("DataMatrix", "30000000000003"),
        ("Code128", "10000000000001"),
        ("Code128", "20000000000002"),
    ]


def test_upright_and_sideways_labels_are_read_together() -> None:
    upright, sideways = symbol("10000000000001"), np.rot90(symbol("20000000000002"))
    picture = sheet(500, 700, (10, 10, upright), (40, 500, sideways))
    both = [("Code128", "10000000000001"), ("Code128", "20000000000002")]
    assert texts(picture) == both[:1]
    assert texts(picture, wanted=2) == both
    cascade = Cascade(DEFAULT_FORMATS, hurried=False, clock_s=stopped)
    unhurried = cascade.decode(picture, BUDGET_MS)
    assert [(symbol.symbology, symbol.text) for symbol in unhurried.symbols] == both


def test_a_large_picture_out_of_focus_is_read() -> None:
    picture = Photograph(turn_deg=3, blur_px=3, noise=60).of(symbol(TEXT, module_px=12))
    assert texts(picture) == [("Code128", TEXT)]


def test_two_texts_at_one_place_are_no_read() -> None:
    """The upper rows of one bar code, the lower rows of another: both decoders see both."""
    upper, lower = "10000100000110", "10000200000220"
    spliced = np.vstack([symbol(upper)[:75], symbol(lower)[75:]])
    found = reading(np.pad(spliced, 40, constant_values=WHITE))
    assert found.symbols == ()
    (place,) = found.disagreements
    assert set(place.texts) == {(d, t) for d in ("zxing", "zbar") for t in (upper, lower)}


def test_decoders_that_disagree_give_no_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """zbar is made to look at another label than zxing-cpp does."""
    real, other = zbar.read, symbol("99999999999999")
    monkeypatch.setattr(zbar, "read", lambda _image, formats, scan: real(other, formats, scan))
    found = reading(symbol("88888888888888"))
    contested = Disagreement(
        ((30, 0), (365, 0), (365, 149), (30, 149)),
        (("zxing", "88888888888888"), ("zbar", "99999999999999")),
    )
    assert found == Reading((), (contested,), 0)


@pytest.mark.parametrize("symbology", DEFAULT_FORMATS)
def test_without_libzbar_zxing_reads_alone(symbology: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zbar, "_library", lambda: None)
    assert not second_opinion()
    (found,) = reading(Photograph(turn_deg=90).of(symbol(TEXT, symbology, 4))).symbols
    assert (found.text, found.decoders) == (TEXT, ("zxing",))


@pytest.mark.parametrize("text", ["PRØVE ÆÅ", "prøve é"])
def test_text_outside_ascii_is_not_put_to_zbar(text: str) -> None:
    """zbar leaves out the shift to the upper half of Latin-1, and guesses in a QR code."""
    assert texts(symbol(text)) == [("Code128", text)]
    assert texts(symbol(text, "QRCode")) == [("QRCode", text)]


def test_libzbar_says_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with zbar._quiet():
        os.write(2, b"a warning with the scanned code in it")
    os.write(2, b"heard again")
    assert capfd.readouterr().err == "heard again"


@pytest.mark.parametrize("value", [0, 128, WHITE])
@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (2, 2), (480, 640)])
def test_a_picture_of_nothing_holds_nothing(shape: tuple[int, int], value: int) -> None:
    assert reading(np.full(shape, value, np.uint8)) == Reading((), (), 0)


@pytest.mark.parametrize(
    ("budget_ms", "looks"), [(0.5, 1), (999, 1), (1000, 1), (9_999, 3), (99_999, 13)]
)
def test_the_budget_ends_the_search(budget_ms: float, looks: int) -> None:
    """The clock goes on by a second at each look at it: once at the start, once after a look.

    So a look costs a second, and the later ones, which cost several times the first, are left out
    when they would not end in time.
    """
    ticks = count()
    cascade = Cascade(("QRCode",), clock_s=lambda: float(next(ticks)))
    empty = cascade.decode(np.full((40, 40), WHITE, np.uint8), budget_ms)
    assert empty == Reading((), (), 1000.0 * looks)


@pytest.mark.parametrize("side_px", [300, 1000, 2000])
def test_a_picture_of_noise_takes_no_longer_than_its_budget(side_px: int) -> None:
    """Noise is what takes longest; half as much again is allowed for a look that takes longer.

    The clock is that of this process: what else the machine does is not counted.
    """
    noise = np.random.default_rng(1).integers(0, 256, (side_px, side_px), np.uint8)
    cascade = Cascade(DEFAULT_FORMATS, clock_s=process_time)
    assert min(cascade.decode(noise, 200).elapsed_ms for _ in range(3)) <= 300


def test_a_made_up_picture_is_not_trusted() -> None:
    """One look at a matrix code is not enough in what was laid together from several frames."""
    drawn = Photograph().of(symbol(TEXT, "DataMatrix", 4))
    cascades = [Cascade(("DataMatrix",), trusting=t, clock_s=stopped) for t in (True, False)]
    looks = [[(r.scan, r.alone) for r in c.search(drawn, BUDGET_MS)[0]] for c in cascades]
    assert looks == [
        [("direct", True)],
        [("direct", False), ("direct, upright", False), ("direct, upright, sharpened", False)],
    ]


@pytest.mark.parametrize("noisy", [False, True])
def test_the_smallest_micro_qr_code_needs_a_margin(noisy: bool) -> None:
    """It corrects no errors: a ruined QR code's corner was read as one."""
    one = symbol("12345", "MicroQRCode", 4)
    picture = sheet(200, 200, (60, 60, one))
    if noisy:
        picture[56 + one.shape[0] :, ::8] = 0
        picture[:, 56 + one.shape[1] :: 8] = 0
        picture[60 + one.shape[0] - 8 : 60 + one.shape[0], 60 : 60 + one.shape[1] : 8] = 0
        picture[60 + one.shape[0] - 8 : 60 + one.shape[0], 61 : 60 + one.shape[1] : 8] = 0
    assert texts(picture) == ([] if noisy else [("MicroQRCode", "12345")])


@pytest.mark.parametrize("budget_ms", [0, -1, float("nan")])
def test_a_budget_of_nothing_is_bad_input(budget_ms: float) -> None:
    sentence = f"Time budget: expected more than 0 ms, got {budget_ms:g} ms."
    with pytest.raises(BudgetError, match=f"^{sentence}$"):
        Cascade(DEFAULT_FORMATS).decode(np.full((4, 4), WHITE, np.uint8), budget_ms)


def test_only_the_formats_asked_for_are_read() -> None:
    picture = sheet(300, 700, (10, 10, symbol(TEXT)), (10, 500, symbol("QR", "QRCode", 5)))
    assert [s.text for s in reading(picture, ("QRCode",)).symbols] == ["QR"]
    assert [s.text for s in reading(picture, ("Code128",)).symbols] == [TEXT]


@pytest.mark.parametrize(
    ("symbology", "text"),
    [
        ("Aztec", TEXT),
        ("Codabar", "A1234A"),
        ("Code39", "TEST-1"),
        ("Code93", "TEST-1"),
        ("EAN13", "4006381333931"),
        ("EAN8", "96385074"),
        ("ITF", TEXT),
        ("MaxiCode", TEXT),
        ("PDF417", TEXT),
        ("RMQRCode", TEXT),
        ("UPCA", "036000291452"),
        ("UPCE", "01234565"),
    ],
)
def test_other_formats_are_read_on_request_only(symbology: str, text: str) -> None:
    picture = Photograph().of(symbol(text, symbology))
    assert reading(picture).symbols == ()
    (found,) = reading(picture, (symbology,)).symbols
    assert found.symbology == symbology


@pytest.mark.parametrize(
    ("names", "formats"),
    [
        ([], DEFAULT_FORMATS),
        (["code128"], ("Code128",)),
        (["QRCODE", " DataMatrix ", "qrcode"], ("QRCode", "DataMatrix")),
        (KNOWN_FORMATS, KNOWN_FORMATS),
    ],
)
def test_formats_by_name(names: list[str], formats: tuple[str, ...]) -> None:
    assert choose(names) == formats


@pytest.mark.parametrize("name", ["Code129", "", "All"])
def test_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(FormatError) as refused:
        choose(["QRCode", name])
    assert str(refused.value) == (
        f"Barcode format '{name}': expected one of Aztec, Codabar, Code128, Code39, Code93, "
        "DataMatrix, EAN13, EAN8, ITF, MaxiCode, MicroQRCode, PDF417, QRCode, RMQRCode, UPCA, "
        "UPCE, got a name that is not among them."
    )


def test_read_file(tmp_path: Path) -> None:
    path = tmp_path / "label.png"
    Image.fromarray(symbol(TEXT)).save(path)
    assert [s.text for s in read_file(path).symbols] == [TEXT]
    assert read_file(path, ["qrcode"], 200).symbols == ()
    with pytest.raises(BudgetError):
        read_file(path, budget_ms=0)
    with pytest.raises(FormatError):
        read_file(path, ["Unknown"])
    with pytest.raises(ImageError):
        read_file(tmp_path)
