"""Labels as PNG, PDF, ZPL and A4 sheets, and the cards, through the commands a person types."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from labels.verify import read_back
from station.cli import run
from station.cli.demo_play import ORDERS
from station.domain.feedback import card_name
from station.domain.identifiers.card import CARDS, Card
from station.domain.texts import LANGUAGES

ORDER = ORDERS[1]
PROCEDURE = "P00017-1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new station that is ready to print the right side of acute leukaemia."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STATION_DB", "station.db")
    monkeypatch.setenv("STATION_STREAM", "17")
    Path("order.json").write_text(json.dumps(ORDER), encoding="utf-8")
    patient = ORDER["patient"]
    for words in (
        ("order", "import", "order.json"),
        ("procedure", "open", ORDER["order"]),
        ("wristband", PROCEDURE, patient["id"], "--birth-date", patient["birth_date"]),
        ("checklist", PROCEDURE, "haemophilia=no", "inr=not-applicable"),
        ("side", PROCEDURE, "right"),
    ):
        assert run(list(words)) == 0
    return tmp_path


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    """The labels that a command answers with."""
    capsys.readouterr()
    assert run([*words, "--json"]) == 0
    labels: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["labels"]
    return labels


def texts(page: Image.Image) -> list[str]:
    return read_back(page, "code128") + read_back(page, "datamatrix")


def pages(file: str, dpi: float) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(Path(file).read_bytes())
    return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in (folder / "out").iterdir()}


def test_a_pdf_for_every_label(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels = rows(capsys, "labels", PROCEDURE, "--out", "out", "--format", "pdf")
    assert [row["file"] for row in labels] == [
        f"out/{n:02d}-{row['container']}-{row['label_id']}.pdf" for n, row in enumerate(labels, 1)
    ]
    assert files(folder) == {row["file"] for row in labels}
    for row in labels:
        (page,) = pages(row["file"], 203.2)
        assert texts(page) == [row["label_id"]]


@pytest.mark.parametrize(("sheet", "size"), [("a4", (2480, 3508)), ("letter", (2550, 3300))])
def test_one_sheet_for_all_labels(
    sheet: str, size: tuple[int, int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("labels", PROCEDURE, "--out", "out", "--format", "pdf", "--sheet", sheet)
    labels = rows(capsys, *words)
    assert len(labels) == 8
    assert {row["file"] for row in labels} == {f"out/sheet-{labels[0]['label_id']}.pdf"}
    assert files(folder) == {labels[0]["file"]}
    (page,) = pages(labels[0]["file"], 300)
    assert page.size == size
    assert sorted(texts(page)) == sorted(row["label_id"] for row in labels)
    # 50 mm at 600 dpi, which an office printer has.
    assert b"/Width 1181" in Path(labels[0]["file"]).read_bytes()
    assert run([*words]) == 1
    assert capsys.readouterr().out.startswith("REFUSED (nothing-to-print): ")
    assert files(folder) == {labels[0]["file"]}


def test_a_sheet_is_named_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    words = ["labels", PROCEDURE, "--out", "out", "--format", "pdf", "--sheet", "a4"]
    assert run(words) == 0
    assert capsys.readouterr().out == (
        "out/sheet-00017000001072.pdf\nLabels printed: 8.\n"
        "Protocol acute-leukaemia: NOT APPROVED FOR CLINICAL USE.\n"
    )


def test_zpl_for_every_label(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("labels", PROCEDURE, "--out", "out", "--format", "zpl", "--dpi", "300")
    labels = rows(capsys, *words)
    assert files(folder) == {row["file"] for row in labels}
    for row in labels:
        content = Path(row["file"]).read_bytes()
        assert content.isascii()
        assert (content[:3], content[-4:], content.count(b"^XA")) == (b"^XA", b"^XZ\n", 1)
        assert b"EKSEMPEL" not in content
    assert b"^PW590^LL354^" in Path(labels[-1]["file"]).read_bytes()


@pytest.mark.parametrize("form", ["png", "pdf", "zpl"])
def test_a_reprint_in_every_form(
    folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(capsys, "labels", PROCEDURE, "--out", "first")
    words = ("reprint", PROCEDURE, "flow-1", "--reason", "torn", "--out", "out", "--format", form)
    (label,) = rows(capsys, *words)
    assert label["file"] == f"out/01-flow-1-{label['label_id']}.{form}"
    assert files(folder) == {label["file"]}
    if form == "png":
        with Image.open(BytesIO(Path(label["file"]).read_bytes())) as image:
            assert texts(image) == [label["label_id"]]


@pytest.mark.parametrize("form", ["png", "zpl"])
def test_a_sheet_is_pdf(folder: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    words = ["labels", PROCEDURE, "--out", "out", "--format", form, "--sheet", "a4"]
    assert run(words) == 2
    assert capsys.readouterr() == ("", f"--sheet a4: expected --format pdf, got {form}.\n")
    assert not (folder / "out").exists()


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_sheet_of_cards(
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STATION_LANG", language)
    assert run(["cards", "--out", "wall/cards.pdf", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": "wall/cards.pdf", "cards": list(CARDS)}
    assert [file.name for file in (tmp_path / "wall").iterdir()] == ["cards.pdf"]
    found = [sorted(texts(page)) for page in pages("wall/cards.pdf", 203.2)]
    assert [len(names) for names in found] == [10, 8, 8, 10, 1, 10, 6]
    assert sorted(name for names in found for name in names) == sorted(CARDS)


def test_the_stations_language_stands_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for language in ("en", "nb"):
        monkeypatch.setenv("STATION_LANG", language)
        assert run(["cards", "--out", f"{language}.pdf"]) == 0
    assert Path("en.pdf").read_bytes() != Path("nb.pdf").read_bytes()


@pytest.mark.parametrize("card", CARDS)
def test_every_card_has_a_name_of_its_own_in_each_language(card: str) -> None:
    for language in LANGUAGES:
        said = card_name(Card(card), language)
        assert [name for name in CARDS if card_name(Card(name), language) == said] == [card]


def test_cards_are_a_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["cards", "--out", "cards.png"]) == 2
    assert capsys.readouterr() == (
        "",
        "--out: expected a name that ends with .pdf, got 'cards.png'.\n",
    )
    Path("file").touch()
    assert run(["cards", "--out", "file/cards.pdf"]) == 2
    assert capsys.readouterr() == (
        "",
        "Labels: expected a folder that can be written at 'file', got: File exists.\n",
    )
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
