"""The label font: DejaVu Sans Condensed, from the system's font folders."""

from pathlib import Path

from station.ports.printer import PrinterError

FOLDERS = (Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/dejavu"))
FILES = ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf")
PACKAGE = "fonts-dejavu-extra"


class FontsMissingError(PrinterError):
    """The fonts are not installed; the message says which package has them."""


def label_fonts() -> tuple[bytes, bytes]:
    """The regular and the bold font file. Raises FontsMissingError."""
    for folder in FOLDERS:
        files = [folder / name for name in FILES]
        if all(file.is_file() for file in files):
            return files[0].read_bytes(), files[1].read_bytes()
    raise FontsMissingError(
        "Fonts: expected {regular} and {bold}, got none; install the package {package}.",
        regular=FILES[0],
        bold=FILES[1],
        package=PACKAGE,
    )
