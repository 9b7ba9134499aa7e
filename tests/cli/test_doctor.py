"""The doctor's answer for the folder that labels go into."""

from pathlib import Path

import pytest

from station.config import Config
from station.doctor import Check, examine


def labels(folder: Path, db: Path) -> Check:
    return next(c for c in examine(Config(db, "en", None, ()), folder) if c.check == "labels")


@pytest.mark.parametrize("below", ["", "not/yet"])
def test_a_folder_that_can_be_written_is_left_as_it_was(tmp_path: Path, below: str) -> None:
    folder = tmp_path / below
    word = "made" if below else "written"
    assert labels(folder, tmp_path / "none.db") == Check("labels", True, f"{folder}: can be {word}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_its_place_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "labels" / "ward"
    folder.parent.write_text("no folder")
    assert labels(folder, tmp_path / "none.db") == Check(
        "labels", False, f"{folder}: expected a folder that can be written, got: Not a directory."
    )
