"""Opening the embedded store: everything it relies on is checked at each start."""

import secrets
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.stores.migrations import APPLICATION_ID, MIGRATIONS, TRIGGERS
from station.adapters.stores.rows import VIEWS
from station.domain.identifiers.specimen import LAST_STREAM
from station.ports.store import StoreError

OLDEST_SQLITE = (3, 51, 3)  # older ones can corrupt a WAL database (sqlite.org/wal.html)
BUSY_TIMEOUT_S = 10.0  # another screen's transaction takes milliseconds; a backup takes seconds


def open_database(path: Path, stream: int | None = None) -> Database:
    """A connection with WAL, FULL, foreign keys and the present schema, and the guards in place.

    Raises StoreError with one sentence when one of them cannot be had.
    """
    check_version(sqlite3.sqlite_version)
    if not path.parent.is_dir():
        raise StoreError("Database {path}: expected an existing folder, got none.", path=path)
    try:
        is_new = not path.exists()
        db = Database(_connect(path))
        _check_is_ours(db, path)
        _migrate(db, stream)
        if is_new:
            path.chmod(0o600)  # identities are in it
        _check_guards(db, path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            "Database {path}: expected a station's database that can be written, got: {error}.",
            path=path,
            error=error,
        ) from error
    return db


def file_of(path: Path) -> tuple[int, int] | None:
    """Which file a path names (device and number); None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_file(path: Path, opened: tuple[int, int] | None) -> None:
    """SQLite would go on in a file that was deleted or replaced, and what it keeps there is lost.

    Raises StoreError.
    """
    if file_of(path) != opened:
        raise StoreError(
            "What is done now is NOT SAVED. Database {file}: expected the file it was opened as, "
            "got none or another.",
            file=path.name,
        )


def check_version(version: str) -> None:
    """Raises StoreError for an SQLite with the WAL-reset defect."""
    if tuple(int(part) for part in version.split(".")) < OLDEST_SQLITE:
        oldest = ".".join(str(part) for part in OLDEST_SQLITE)
        raise StoreError(
            "SQLite: expected {oldest} or newer, got {version}.", oldest=oldest, version=version
        )


def _connect(path: Path) -> "sqlite3.Connection":
    conn = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE passes the guard
    conn.execute("PRAGMA secure_delete = ON")  # what is erased is gone from the file
    conn.execute("PRAGMA synchronous = FULL")
    return conn


def _check_is_ours(db: Database, path: Path) -> None:
    """An empty file is taken; any other must carry the station's mark, and no newer schema."""
    # The tables first: both come in one commit, which another process may be making just now.
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (mark,) = db.execute("PRAGMA application_id").fetchone()
    if mark == APPLICATION_ID:
        known = {migration.name for migration in MIGRATIONS._migrations}
        newer = sorted(m.name for m in MIGRATIONS.applied(db) if m.name not in known)
        if newer:
            raise StoreError(
                "Database {path}: expected a schema up to {newest}, got {got}; a newer station "
                "wrote it.",
                path=path,
                newest=max(known),
                got=newer[-1],
            )
    elif tables or mark:
        raise StoreError(
            "Database {path}: expected a station's database, got another program's.", path=path
        )


def _migrate(db: Database, stream: int | None) -> None:
    """Bring the schema up to date; the lock is taken first, what is pending is read inside it."""
    (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StoreError("Database: expected journal mode wal, got {mode}.", mode=mode)
    if not MIGRATIONS.pending(db) and db.execute("SELECT 1 FROM station").fetchone():
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(
            "INSERT OR IGNORE INTO station VALUES (1, ?, 1, 1, ?, ?)",
            (stream or secrets.randbelow(LAST_STREAM) + 1, VIEWS, secrets.token_bytes(32)),
        )
        db.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise


def _check_guards(db: Database, path: Path) -> None:
    """Triggers vanish silently with some schema tools; FULL and WAL are what keeps a power cut."""
    found = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    missing = sorted(TRIGGERS - found)
    if missing:
        raise StoreError(
            "Database {path}: expected the guard {guard}, got none.", path=path, guard=missing[0]
        )
    (level,) = db.execute("PRAGMA synchronous").fetchone()
    if level != 2:
        raise StoreError(
            "Database {path}: expected synchronous 2 (FULL), got {level}.", path=path, level=level
        )
