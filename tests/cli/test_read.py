"""``station read`` in words: what was read, and each place that two readings disagree about."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import segno
from films import EMPTY, Picture, bars, jpeg, matrix, shown, spliced

from station.adapters.decoding import zbar
from station.cli import run

ONE, UPPER, LOWER = "00017000042103", "10000100000110", "10000200000220"
DOUBT = f"FILE: not read, two readings of one place: {UPPER} (zxing, zbar); {LOWER} (zxing, zbar)."
PICTURES = {
    "nothing": (EMPTY, ["FILE: nothing read."]),
    "a code": (shown(bars(ONE)), [f"FILE: {ONE} (Code128)"]),
    "a doubt": (shown(spliced(UPPER, LOWER)), [DOUBT]),
    "both": (shown(matrix(ONE), spliced(UPPER, LOWER)), [f"FILE: {ONE} (DataMatrix)", DOUBT]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_what_a_picture_shows(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture, lines = PICTURES[name]
    file = tmp_path / "picture.jpg"
    file.write_bytes(jpeg(picture))
    assert run(["read", str(file), "--db", str(tmp_path / "none.db")]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.replace(str(file), "FILE").splitlines() == lines


def one_of_two(blur_px: float = 0) -> Picture:
    """The first of two QR codes that have one text together."""
    first, _ = segno.make_sequence("TEST-4711-4712", symbol_count=2, error="M")
    drawn = np.array([*first.matrix_iter(scale=5, border=12)], np.uint8)
    frame = shown(np.where(drawn, 0, 255).astype(np.uint8))
    return cv2.GaussianBlur(frame, (0, 0), blur_px).astype(np.uint8) if blur_px else frame


def test_a_qr_code_that_is_one_of_several_is_nothing_to_zbar() -> None:
    assert zbar.read(one_of_two(), ("QRCode",), "direct") == []


@pytest.mark.parametrize("blur_px", [0, 1, 2, 3])
def test_a_qr_code_that_is_one_of_several_is_read_as_it_is(
    blur_px: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "picture.png"
    assert cv2.imwrite(str(file), one_of_two(blur_px))
    assert run(["read", str(file), "--db", str(tmp_path / "none.db"), "--budget-ms", "60000"]) == 0
    assert capsys.readouterr() == (f"{file}: TEST-47 (QRCode)\n", "")
