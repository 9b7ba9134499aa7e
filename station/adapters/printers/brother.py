"""A Brother QL at a TCP port or a USB device file, through brother_ql: an optional extra."""

import os
import socket
from pathlib import Path
from select import select
from time import monotonic
from typing import TYPE_CHECKING

from PIL import Image

from station.adapters.printers.forms import picture
from station.domain.errors import Saying
from station.ports.printer import DrawnLabel, PrinterCondition, PrinterError, Status, coded, unmet

if TYPE_CHECKING:
    from brother_ql.labels import Label as Media

PORT = 9100
SEND_S = 10.0  # a label is 20 kB
DPI = 300  # of every QL


class BrotherPrinter:
    """Implements ``ports.printer.Printer``.

    ``media`` is the roll as brother_ql names it: "62" (endless, 62 mm) or "62x29" (die-cut).
    Over the network a QL answers nothing: that it took the bytes is all that is ever known.
    """

    def __init__(self, name: str, model: str, media: str, where: tuple[str, int] | Path) -> None:
        if isinstance(where, Path):
            self._where = Saying("Printer {name} at {place}", name=name, place=where)
        else:
            host, port = where
            self._where = Saying(
                "Printer {name} at {host} port {port}", name=name, host=host, port=port
            )
        self._model, self._media, self._target = model, media, where

    def status(self) -> Status:
        """Whether the package, the model, the roll and the printer are there."""
        try:
            self._roll()
            if isinstance(self._target, Path):
                if not os.access(self._target, os.W_OK):
                    expected, got = Saying("a device file"), Saying("none that can be written")
                    raise self._error(expected, got, "unreachable", sent=False)
            else:
                self._connected(self._target).close()
        except PrinterError as error:
            return Status(error.code, str(error))
        return Status("unknown")

    def send(self, label: DrawnLabel) -> str:
        """Send one label as raster instructions."""
        content = self._instructions(label)
        if isinstance(self._target, Path):
            self._write(self._target, content)
        else:
            self._hand_over(self._target, content)
        return f"{self._where}: took the label; it says no more than that."

    def _instructions(self, label: DrawnLabel) -> bytes:
        roll = self._roll()
        from brother_ql.conversion import convert
        from brother_ql.raster import BrotherQLRaster

        raster = BrotherQLRaster(self._model)
        image = self._on_roll(label, roll)
        content: bytes = convert(raster, [image], self._media, rotate="0", cut=True)
        return content

    def _roll(self) -> "Media":
        """The roll, when all is there that it takes."""
        try:
            from brother_ql.labels import ALL_LABELS
            from brother_ql.models import ALL_MODELS
        except ImportError as error:
            refusal = PrinterError(
                "{where}: expected the package brother-ql-inventree, got none; install "
                "specimen-station[brother].",
                where=self._where,
            )
            raise coded(refusal, "refused", may_have_printed=False) from error
        models = [model.identifier for model in ALL_MODELS]
        if self._model not in models:
            expected = Saying("a model of {known}", known=", ".join(models))
            raise self._error(expected, self._model, "refused", sent=False)
        rolls = {roll.identifier: roll for roll in ALL_LABELS}
        if self._media not in rolls:
            expected = Saying("media of {known}", known=", ".join(rolls))
            raise self._error(expected, self._media, "refused", sent=False)
        return rolls[self._media]

    def _on_roll(self, label: DrawnLabel, roll: "Media") -> Image.Image:
        """The label in the middle of what the roll can print: brother_ql would scale any other."""
        width, height = roll.dots_printable
        height = height or label.height_dots  # 0: endless
        if label.dpi != DPI or label.width_dots > width or label.height_dots > height:
            expected = Saying(
                "a label of at most {width}×{height} dots at {dpi} dpi",
                width=width,
                height=height,
                dpi=DPI,
            )
            got = Saying(
                "{width}×{height} at {dpi}",
                width=label.width_dots,
                height=label.height_dots,
                dpi=label.dpi,
            )
            raise self._error(expected, got, "refused", sent=False)
        image = Image.new("L", (width, height), 255)
        place = (width - label.width_dots) // 2, (height - label.height_dots) // 2
        image.paste(picture(label).convert("L"), place)
        return image

    def _write(self, device: Path, content: bytes) -> None:
        try:
            handle = os.open(device, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            got = error.strerror or str(error)
            expected = Saying("a device file")
            raise self._error(expected, got, "unreachable", sent=False) from error
        expected, deadline = Saying("to send a label"), monotonic() + SEND_S
        try:
            while content:
                if not select([], [handle], [], max(deadline - monotonic(), 0))[1]:
                    full = Saying("a printer that took no more for {seconds:g} s", seconds=SEND_S)
                    raise self._error(expected, full, "buffer-full", sent=True)
                content = content[os.write(handle, content) :]
        except OSError as error:
            got = error.strerror or str(error)
            raise self._error(expected, got, "lost", sent=True) from error
        finally:
            os.close(handle)

    def _connected(self, address: tuple[str, int]) -> socket.socket:
        try:
            return socket.create_connection(address, SEND_S)
        except OSError as error:
            got = error.strerror or str(error)
            raise self._error(Saying("a connection"), got, "unreachable", sent=False) from error

    def _hand_over(self, address: tuple[str, int], content: bytes) -> None:
        with self._connected(address) as printer:
            try:
                printer.sendall(content)
                printer.shutdown(socket.SHUT_WR)
            except OSError as error:
                got = error.strerror or str(error)
                raise self._error(Saying("to send a label"), got, "lost", sent=True) from error

    def _error(
        self, expected: Saying, got: object, code: PrinterCondition, *, sent: bool
    ) -> PrinterError:
        return unmet(self._where, expected, got, code, may_have_printed=sent)
