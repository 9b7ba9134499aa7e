"""A Brother QL: the raster instructions that it is sent, at a port or a device file."""

import os
import socket
import sys
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from ports import own_port
from printed import assert_same_dots, label, read

from station.adapters.printers.brother import BrotherPrinter
from station.ports.printer import DrawnLabel, PrinterError, Status

CODE = "0001700004"
ROW_BYTES = 90  # of every QL but the wide ones: 720 pins


def raster(content: bytes) -> tuple[Image.Image, bytes]:
    """The dots of uncompressed raster lines ("g", 0, 90, 90 bytes), mirrored as the pins count,
    and the command that ends the page (Brother's Raster Command Reference, QL-800)."""
    start = content.index(b"g\x00\x5a")
    rows, at = [], start
    while content[at : at + 3] == b"g\x00\x5a":
        rows.append(content[at + 3 : at + 3 + ROW_BYTES])
        at += 3 + ROW_BYTES
    dots = bytes(255 - byte for byte in b"".join(rows))
    image = Image.frombytes("1", (ROW_BYTES * 8, len(rows)), dots)
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), content[at:]


def failure(printer: BrotherPrinter, drawn: DrawnLabel) -> tuple[str, bool, str]:
    with pytest.raises(PrinterError) as caught:
        printer.send(drawn)
    return caught.value.code, caught.value.may_have_printed, str(caught.value)


@pytest.mark.parametrize("media", ["62", "62x29"])
def test_every_dot_goes_to_the_device_file(tmp_path: Path, media: str) -> None:
    device = tmp_path / "lp0"
    device.touch()
    drawn = label(CODE, 300, (48, 20))
    printer = BrotherPrinter("ql", "QL-820NWB", media, device)
    assert printer.status() == Status("unknown")
    said = f"Printer ql at {device}: took the label; it says no more than that."
    assert printer.send(drawn) == said
    image, end = raster(device.read_bytes())
    assert end == b"\x1a"
    assert_same_dots(image, drawn)
    assert read(image) == ([CODE], [CODE])


def test_every_dot_goes_to_the_port() -> None:
    came: list[bytes] = []

    def take(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as file:
            came.append(file.read())

    drawn = label(CODE, 300, (48, 20))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=take, args=(listening,))
        thread.start()
        BrotherPrinter("ql", "QL-820NWB", "62", listening.getsockname()).send(drawn)
        thread.join(5)
    assert_same_dots(raster(came[0])[0], drawn)


def test_what_does_not_fit_the_roll_is_never_scaled(tmp_path: Path) -> None:
    printer = BrotherPrinter("ql", "QL-820NWB", "62x29", tmp_path / "lp0")
    start = f"Printer ql at {tmp_path}/lp0: expected a label of at most 696×271 dots at 300 dpi"
    wide, coarse = label(CODE, 300, (48, 25)), label(CODE, 203, (48, 20))
    assert failure(printer, wide) == ("refused", False, f"{start}, got 566×295 at 300.")
    assert failure(printer, coarse) == ("refused", False, f"{start}, got 384×160 at 203.")


def test_a_printer_that_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("station.adapters.printers.brother.SEND_S", 0.2)
    device = tmp_path / "lp0"
    os.mkfifo(device)
    reading = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    try:
        said = failure(BrotherPrinter("ql", "QL-820NWB", "62", device), label(CODE, 300, (48, 120)))
    finally:
        os.close(reading)
    got = "a printer that took no more for 0.2 s"
    sentence = f"Printer ql at {device}: expected to send a label, got {got}."
    assert said == ("buffer-full", True, sentence)


def test_nobody_there(tmp_path: Path) -> None:
    drawn = label(CODE, 300, (48, 20))
    where = f"Printer ql at {tmp_path}/lp0: expected a device file, got"
    printer = BrotherPrinter("ql", "QL-820NWB", "62", tmp_path / "lp0")
    assert printer.status() == Status("unreachable", f"{where} none that can be written.")
    assert failure(printer, drawn) == ("unreachable", False, f"{where} No such file or directory.")
    with own_port() as port:
        printer = BrotherPrinter("ql", "QL-820NWB", "62", ("127.0.0.1", port))
        got = "expected a connection, got Connection refused."
        sentence = f"Printer ql at 127.0.0.1 port {port}: {got}"
        assert printer.status() == Status("unreachable", sentence)
        assert failure(printer, drawn) == ("unreachable", False, sentence)


@pytest.mark.parametrize(
    ("model", "media", "says"),
    [("QL-9", "62", "expected a model of QL-500, "), ("QL-800", "9", "expected media of 12, ")],
)
def test_no_such_model_or_roll(tmp_path: Path, model: str, media: str, says: str) -> None:
    status = BrotherPrinter("ql", model, media, tmp_path / "lp0").status()
    assert status.code == "refused"
    assert status.detail.startswith(f"Printer ql at {tmp_path}/lp0: {says}")


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What Python does where no such package is installed.
    monkeypatch.setitem(sys.modules, "brother_ql.labels", None)
    sentence = (
        f"Printer ql at {tmp_path}/lp0: expected the package brother-ql-inventree, got none; "
        "install specimen-station[brother]."
    )
    printer = BrotherPrinter("ql", "QL-820NWB", "62", tmp_path / "lp0")
    assert printer.status() == Status("refused", sentence)
    assert failure(printer, label(CODE, 300, (48, 20))) == ("refused", False, sentence)
