"""Whether all that the station needs is there and sound: libraries, fonts, catalogue, database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.catalogue import load_catalogue
from station.adapters.event_schemas import event_validator
from station.adapters.fonts import FontsMissingError, label_fonts
from station.adapters.stores.opening import check_version
from station.adapters.stores.sqlite import SqliteStore
from station.config import Config
from station.ports.store import StoreError


@dataclass(frozen=True)
class Check:
    """One answer of the doctor."""

    check: str
    ok: bool
    detail: str


class Unwell(Exception):  # noqa: N818 - a finding, not a fault of the doctor
    """What a check found wrong, in one sentence."""


def examine(config: Config, labels: Path) -> tuple[Check, ...]:
    """Every check; none stops the others. ``labels`` is the folder that labels go into."""
    checks: dict[str, Callable[[], str]] = {
        "sqlite": _sqlite,
        "libzbar": _libzbar,
        "opencv": _opencv,
        "zxing": lambda: f"zxing-cpp {version('zxing-cpp')}",
        "fonts": _fonts,
        "catalogue": lambda: _catalogue(config.catalogues),
        "database": lambda: _database(config.db),
        "labels": lambda: _labels(labels),
    }
    return tuple(_checks(checks))


def _checks(checks: dict[str, Callable[[], str]]) -> Iterator[Check]:
    for name, check in checks.items():
        try:
            yield Check(name, True, check())
        except (Unwell, StoreError, FontsMissingError, ImportError, OSError) as error:
            yield Check(name, False, str(error))


def _sqlite() -> str:
    check_version(sqlite3.sqlite_version)
    return f"SQLite {sqlite3.sqlite_version}, sqlite-utils {version('sqlite-utils')}"


def _libzbar() -> str:
    from station.adapters.decoding import second_opinion

    if not second_opinion():
        raise Unwell("libzbar: expected the shared library, got none; install libzbar0.")
    return f"pyzbar {version('pyzbar')} with libzbar"


def _opencv() -> str:
    import cv2

    return f"OpenCV {cv2.__version__}"


def _fonts() -> str:
    return f"DejaVu Sans Condensed, {sum(len(font) for font in label_fonts()) // 1024} KiB"


def _catalogue(catalogues: tuple[Path, ...]) -> str:
    found = load_catalogue(catalogues)
    if found.broken:
        raise Unwell(" ".join(str(file) for file in found.broken))
    return f"{len(found.protocols)} protocols, {len(found.stocks)} stocks"


def _database(path: Path) -> str:
    if not path.exists():
        return f"{path}: none yet; the first order makes it"
    store = SqliteStore(path, event_validator())
    try:
        count = store.verify()
    finally:
        store.close()
    return f"{path}: stream {store.stream:05d}, {count} events, chain whole"


def _labels(folder: Path) -> str:
    """A file is written and leaves no trace, in the folder or where it would be made."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        with TemporaryFile(dir=there) as file:
            file.write(b"label")
            file.flush()
    except OSError as error:
        raise Unwell(
            f"{folder}: expected a folder that can be written, got: {error.strerror}."
        ) from None
    return f"{folder}: can be written" if there == folder else f"{folder}: can be made"
