"""``station read`` in words: what was read, and each place that two readings disagree about."""

from pathlib import Path

import pytest
from films import EMPTY, bars, jpeg, matrix, shown, spliced

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
