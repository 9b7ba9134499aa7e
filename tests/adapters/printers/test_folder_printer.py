"""A folder as a printer: one whole file a label, and none ever written over."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from printed import assert_same_dots, label, read
from rasters import pwg_picture
from zebra_sink import picture as zpl_picture

from station.adapters.printers.folder import FolderPrinter
from station.adapters.printers.forms import FORMS, Form
from station.ports.printer import PrinterError, Status

CODE = "00017000042155"


def arrived(file: Path) -> Image.Image:
    content = file.read_bytes()
    match file.suffix:
        case ".png":
            return Image.open(file)
        case ".pwg":
            return pwg_picture(content)[0]
        case ".zpl":
            return zpl_picture(content.rstrip())
    document = pypdfium2.PdfDocument(content)
    try:
        (page,) = document
        rendered: Image.Image = page.render(scale=203.2 / 72, grayscale=True).to_pil()
        return rendered
    finally:
        document.close()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_every_dot(tmp_path: Path, form: Form) -> None:
    folder = tmp_path / "out" / "labels"
    printer = FolderPrinter("files", folder, form)
    assert printer.status() == Status("ready", str(folder))
    assert printer.send(label(CODE)) == f"{folder}/label-{CODE}.{form}"
    (file,) = folder.iterdir()
    assert_same_dots(arrived(file), label(CODE))
    assert read(arrived(file)) == ([CODE], [CODE])


def test_no_label_is_written_over(tmp_path: Path) -> None:
    printer = FolderPrinter("files", tmp_path, "png")
    names = [Path(printer.send(label(CODE))).name for _ in range(3)]
    assert names == [f"label-{CODE}.png", f"label-{CODE}-2.png", f"label-{CODE}-3.png"]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(names)


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    printer = FolderPrinter("files", tmp_path / "file", "png")
    start = "Printer files: expected a folder that can be written at"
    unreachable = f"{start} '{tmp_path}/file', got none."
    assert printer.status() == Status("unreachable", unreachable)
    with pytest.raises(PrinterError) as caught:
        printer.send(label(CODE))
    assert (caught.value.code, caught.value.may_have_printed) == ("unreachable", False)
    assert str(caught.value) == f"{start} '{tmp_path}/file', got: File exists."
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
