"""Whether all that the station needs is there and sound: libraries, fonts, catalogue, database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.catalogue import load_catalogue
from station.adapters.event_schemas import event_validator
from station.adapters.fonts import FontsMissingError, label_fonts
from station.adapters.printers import printer_of
from station.adapters.station_file import load_station_file
from station.adapters.stores.opening import check_version
from station.adapters.stores.sqlite import SqliteStore
from station.config import Config
from station.domain.errors import StationError
from station.domain.texts import PRINTERS, said
from station.ports.printer import ABLE, PrinterCondition, PrinterPlan
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
        "printers": lambda: _printers(config),
        "runners": lambda: _runners(config.db),
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


def _printers(config: Config) -> str:
    """Each as its sender last found it, or, while nobody sends to it, as it says itself."""
    try:
        site = load_station_file(config.station_file, load_catalogue(config.catalogues).stocks)
    except StationError as error:
        raise Unwell(said(error, config.language)) from None
    if config.station_file is None or not site.printers:
        return "none in station.toml"
    store = _store(config.db)
    try:
        with ThreadPoolExecutor(len(site.printers)) as asking:
            one = partial(_fares, store, config.station_file.parent)
            found = dict(zip(site.printers, asking.map(one, site.printers.values()), strict=True))
    finally:
        if store:
            store.close()
    texts = PRINTERS[config.language]
    sentences = {name: texts[code].format(printer=name) for name, code in found.items()}
    unable = [sentences[name] for name, code in found.items() if code not in ABLE]
    if unable:
        raise Unwell(" ".join(unable))
    return " ".join(sentences.values())


def _fares(store: SqliteStore | None, folder: Path, plan: PrinterPlan) -> PrinterCondition:
    if store is not None:
        known = store.spool.conditions().get(plan.name)
        with store.spool.line(plan.name) as line:
            sent_to = line is None
        store.close()  # this thread's connection
        if known and (sent_to or known[0].code == "ended"):
            return known[0].code
    return printer_of(plan, folder).status().code


def _runners(path: Path) -> str:
    """Readers and cameras that a served station has, or had."""
    store = _store(path)
    if store is None:
        return "none has run yet"
    try:
        gone = store.runners.gone()
    finally:
        store.close()
    if gone:
        ended = ", ".join(f"{name} ({why})" for name, why in gone.items())
        raise Unwell(f"{ended}: expected to run, got ended by a fault; start the station again.")
    return "none has ended by a fault"


def _store(path: Path) -> SqliteStore | None:
    return SqliteStore(path, event_validator()) if path.exists() else None


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
