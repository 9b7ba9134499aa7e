"""The proof sheet: every combination in its exact size, or its refusal, on paper and as JSON."""

import json
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np
import pytest
from label_samples import DPI, SCHEMAS, dark
from PIL import Image
from renderings import dots_per_inch, needs_poppler, poppler

from labels.margin import CAMERA_PX_PER_MM, DOT_GAINS_MM, TUBE_MM
from labels.raster import Fonts
from labels.render import render
from labels.verify import read_back
from station.adapters.catalogue import load_catalogue
from station.app.label_drawing import stock_of
from station.app.proof_labels import CODE, sample
from station.cli import run
from station.domain.identifiers import specimen
from station.domain.texts import PROOF

ROW_KEYS = ["stock", "design", "symbology", "dpi", "x_mm", "margin", "dropped", "cut", "refused"]
SMALL = """
[slide-12x12]
vessel = "slide"
form = "plain"
width_mm = 12
height_mm = 12
gap_mm = 3
margin_mm = 1
dpi = [300]
profile = "handheld"
required = ["kind"]
optional = []

[slide-12x12.rows]
symbologies = ["datamatrix"]
side_mm = 5
name_pt = [7, 5]
id_pt = [6, 5]
text_pt = [5.5, 5]
above = [["name"], ["kind", "mark"]]
below = [["readable_id"]]

[slide-old]
width_mm = 22
height_mm = 22
"""
SMALL_REFUSED = (
    "Label name on slide-12x12 at 300 dpi: expected at most 9.91 mm, got 33.95 mm, 24.05 mm too "
    "long."
)
OLD_REFUSED = (
    "Stock 'slide-old': expected form, gap_mm, margin_mm, optional, profile, required, vessel, "
    "got no such key."
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a site's catalogue that has two more stocks, neither of use."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "stocks.toml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert run(["labels", "proof", *words, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["file", "labels"]
    made: list[dict[str, Any]] = answer["labels"]
    return made


def place_of(label: Image.Image, page: Image.Image) -> bool:
    """Whether a label stands on a rendered page dot for dot, in its frame."""
    framed = np.pad(dark(label), 1, constant_values=1)
    ink = 1 - np.asarray(page) // 255
    height, width = framed.shape
    first = framed[0]
    for top in range(ink.shape[0] - height + 1):
        runs = np.lib.stride_tricks.sliding_window_view(ink[top], width)
        for left in np.flatnonzero((runs == first).all(axis=1)):
            if np.array_equal(ink[top : top + height, left : left + width], framed):
                return True
    return False


@needs_poppler
def test_each_resolution_reads_from_paper_in_its_exact_size(
    capsys: pytest.CaptureFixture[str], fonts: Fonts
) -> None:
    made = rows(capsys, "--out", "proof.pdf", "--stock", "slide-22x22")
    assert [row["dpi"] for row in made] == list(DPI)
    catalogue = load_catalogue()
    for number, dpi in enumerate(DPI):
        page = poppler(Path("proof.pdf").read_bytes(), dots_per_inch(dpi))[number]
        assert read_back(page, "datamatrix") == [CODE]
        stock = stock_of(catalogue, "slide-22x22")
        assert place_of(render(sample(catalogue, "en"), stock, dpi, fonts).image, page)


def test_what_is_said_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    made = rows(capsys, "--out", "proof.pdf", "--stock", "slide-20x20")
    assert [list(row) for row in made] == [ROW_KEYS] * 3
    margins = [row.pop("margin") for row in made]
    assert min(margins) > 1
    assert made[0] == {
        "stock": "slide-20x20",
        "design": "rows",
        "symbology": "datamatrix",
        "dpi": 203,
        "x_mm": 0.375,
        "dropped": ["birth_date"],
        "cut": ["name", "given"],
        "refused": None,
    }


@pytest.mark.parametrize(
    ("stock", "design", "symbology", "dpi", "sentence"),
    [
        ("slide-12x12", "rows", "datamatrix", 300, SMALL_REFUSED),
        ("slide-old", None, None, None, OLD_REFUSED),
    ],
)
def test_what_is_refused_is_listed_with_its_sentence(
    stock: str,
    design: str | None,
    symbology: str | None,
    dpi: int | None,
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STATION_CATALOGUE", "site")
    made = rows(capsys, "--out", "proof.pdf", "--stock", stock)
    expected = {"stock": stock, "design": design, "symbology": symbology, "dpi": dpi}
    nothing: dict[str, Any] = {"x_mm": None, "margin": None, "dropped": [], "cut": []}
    assert made == [{**expected, **nothing, "refused": sentence}]
    assert Path("proof.pdf").read_bytes().startswith(b"%PDF")
    assert run(["labels", "proof", "--out", "proof.pdf", "--stock", stock]) == 0
    assert capsys.readouterr().out == f"proof.pdf\n{stock}: {sentence}\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "--out: expected a name that ends with .pdf, got none.\n"),
        (("--out", "folder"), "--out: expected a name that ends with .pdf, got folder.\n"),
        (
            ("--out", "p.pdf", "--side", "left"),
            "--side: expected it with a procedure, got it with proof.\n",
        ),
        (
            ("--out", "p.pdf", "--all"),
            "--all: expected it with a procedure, got it with proof.\n",
        ),
        (
            ("--out", "p.pdf", "--just-in-time"),
            "--just-in-time: expected it with a procedure, got it with proof.\n",
        ),
    ],
)
def test_what_cannot_be_asked(
    words: tuple[str, ...], sentence: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.iterdir())
    assert run(["labels", "proof", *words]) == 2
    assert capsys.readouterr().err == sentence
    assert sorted(folder.iterdir()) == before


def test_a_stock_that_nobody_knows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labels", "proof", "--out", "p.pdf", "--stock", "moon"]) == 2
    known = ", ".join(sorted(load_catalogue().stocks))
    assert capsys.readouterr().err == f"Stock 'moon': expected one of {known}.\n"
    assert not (folder / "p.pdf").exists()


def test_the_code_is_nobodys() -> None:
    assert not specimen.matches(CODE)
    assert CODE[:12] == "000001234561"


def test_both_languages_say_the_same_things() -> None:
    """`about`, in all languages, says what the code measures."""
    fields = [
        {
            key: {name for _, name, _, _ in Formatter().parse(text) if name}
            for key, text in of.items()
        }
        for of in PROOF.values()
    ]
    assert fields[0] == fields[1]
    measured = (f"{CAMERA_PX_PER_MM:g} ", f"{DOT_GAINS_MM[1]:g} mm", "5°", f"{TUBE_MM:g} mm")
    for of in PROOF.values():
        assert [text for text in measured if text not in of["about"].replace(",08", ".08")] == []


def test_a_turned_stock_has_the_margin_of_one_that_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On paper it lies as the printer gets it; the tube does not care."""
    shipped = tomllib.loads((SCHEMAS / "stocks.toml").read_text(encoding="utf-8"))["vial-33x13"]
    head = "\n".join(
        f"{key} = {json.dumps(value)}" for key, value in shipped.items() if key != "rows"
    )
    rows_of = "\n".join(f"{key} = {json.dumps(value)}" for key, value in shipped["rows"].items())
    site = f"[vial]\ndpi = [300]\nrotation_deg = 90\n{head}\n[vial.rows]\n{rows_of}\n"
    (folder / "site" / "stocks.toml").write_text(site, encoding="utf-8")
    upright = rows(capsys, "--out", "proof.pdf", "--stock", "vial-33x13")[1]
    monkeypatch.setenv("STATION_CATALOGUE", "site")
    (turned,) = rows(capsys, "--out", "proof.pdf", "--stock", "vial")
    assert turned == {**upright, "stock": "vial"}
