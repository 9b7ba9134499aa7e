"""Printers: for now a folder of files, each ready for the printer that it was drawn for."""

import os
from collections.abc import Mapping
from pathlib import Path

from station.ports.printer import PrinterError


class LabelFolder:
    """A folder that labels are put into; implements ``ports.printer.LabelSink``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._staged: dict[str, Path] = {}

    def stage(self, labels: Mapping[str, bytes]) -> None:
        """Write each label, flushed to disk, under a hidden name."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, content in labels.items():
                hidden = self._folder / f".{name}.part"
                self._staged[name] = hidden
                with hidden.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            self.discard()
            raise PrinterError(
                "Labels: expected a folder that can be written at '{folder}', got: {why}.",
                folder=self._folder,
                why=error.strerror,
            ) from error

    def deliver(self) -> Mapping[str, str]:
        """Give the staged labels their names."""
        try:
            for name, hidden in self._staged.items():
                hidden.replace(self._folder / name)
        except OSError as error:
            raise PrinterError(
                "Labels: expected to name the files in '{folder}', got: {why}; reprint them.",
                folder=self._folder,
                why=error.strerror,
            ) from error
        delivered = {name: str(self._folder / name) for name in self._staged}
        self._staged.clear()
        return delivered

    def discard(self) -> None:
        """Remove what was staged."""
        for hidden in self._staged.values():
            hidden.unlink(missing_ok=True)
        self._staged.clear()
