"""A folder of files, each ready for the printer that it was drawn for."""

import os
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from station.adapters.printers.forms import Form, in_form
from station.domain.errors import Saying
from station.ports.printer import DrawnLabel, PrinterError, Status, coded


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


class FolderPrinter:
    """One file a label; implements ``ports.printer.Printer``. No file is ever written over."""

    def __init__(self, name: str, folder: Path, form: Form = "pdf") -> None:
        self._where = Saying("Printer {name}", name=name)
        self._folder, self._form = folder, form

    def status(self) -> Status:
        """Whether files can be made in the folder, or in the one that it would be made in."""
        existing = next(path for path in (self._folder, *self._folder.parents) if path.exists())
        if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
            return Status("ready", str(self._folder))
        return Status(
            "unreachable",
            f"{self._where}: expected a folder that can be written at '{self._folder}', got none.",
        )

    def send(self, label: DrawnLabel) -> str:
        """Put the label into the folder, on disk, whole from the moment that it has its name."""
        hidden = self._folder / f".{label.name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with hidden.open("wb") as file:
                file.write(in_form(label, self._form))
                file.flush()
                os.fsync(file.fileno())
            return str(self._named(hidden, label.name))
        except OSError as error:
            refusal = PrinterError(
                "{where}: expected a folder that can be written at '{folder}', got: {why}.",
                where=self._where,
                folder=self._folder,
                why=error.strerror,
            )
            raise coded(refusal, "unreachable", may_have_printed=False) from error
        finally:
            with suppress(OSError):
                hidden.unlink(missing_ok=True)

    def _named(self, hidden: Path, name: str) -> Path:
        """The file under the first name that is free: NAME.pdf, NAME-2.pdf, …"""
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        path = next(
            path for each in names if not (path := self._folder / f"{each}.{self._form}").exists()
        )
        path.hardlink_to(hidden)  # raises where a rename would write over what came meanwhile
        return path
