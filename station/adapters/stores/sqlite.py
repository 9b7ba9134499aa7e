"""The embedded store: one file, SQLite in WAL mode with synchronous=FULL, through sqlite-utils.

One connection for each thread: a sqlite-utils connection shared by threads loses rows that it
acknowledged (measured). Every write is one BEGIN IMMEDIATE … COMMIT.
"""

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.stores import rows
from station.adapters.stores.chain import check_chain
from station.adapters.stores.opening import check_file, file_of, open_database
from station.adapters.stores.people import SqlitePeople, present_key
from station.adapters.stores.runners import SqliteRunners
from station.adapters.stores.spool import SqliteSpool
from station.adapters.stores.sql import Sql
from station.codecs.stored import (
    GENESIS,
    Row,
    canonical_json,
    event_from,
    instant,
    row_from,
    row_hash,
)
from station.domain import events as e
from station.domain.data import Data
from station.domain.events import Body, Event, body_data
from station.domain.feedback import Feedback
from station.domain.flags import Work, open_work
from station.domain.hlc import tick
from station.domain.identifiers import OtherId, Scanned
from station.domain.identifiers.specimen import SpecimenId
from station.domain.order import Order
from station.domain.person import Person, type_of
from station.domain.procedure import fold
from station.domain.state import LabelOwner, Owner, PatientOwner, Procedure
from station.ports.store import ConflictError, ProcedureLine, Record, ResentError, StoreError

Validate = Callable[[str, Data], None]  # event type and body; raises on a fault

_ORDERED = f"SELECT ordered.*, {present_key('ordered.patient')} AS key FROM ordered"  # noqa: S608 - our names


class SqliteStore:
    """A store in one file; implements ``ports.store.Store``."""

    def __init__(self, path: Path, validate: Validate, stream: int | None = None) -> None:
        """Open or create the store; ``stream`` is for a new one, else one is drawn.

        Raises StoreError when the file cannot be used as a station's store.
        """
        self._path = path
        self._validate = validate
        self._local = threading.local()
        self._local.db = open_database(path, stream)
        self._file = file_of(path)
        self._sql = Sql(path, self._writing, self._execute, self._all)
        station = self._sql.one("SELECT stream, secret, views FROM station")
        assert station is not None
        self._stream: int = station["stream"]
        self._secret: bytes = station["secret"]
        self._spool, self._people = SqliteSpool(self._sql), SqlitePeople(self._sql)
        self._runners = SqliteRunners(self._sql)
        if station["views"] != rows.VIEWS:
            self._rebuild()

    @property
    def stream(self) -> int:
        """The number of this station's stream."""
        return self._stream

    @property
    def spool(self) -> SqliteSpool:
        """The jobs of its printers."""
        return self._spool

    @property
    def people(self) -> SqlitePeople:
        """Who patients are."""
        return self._people

    @property
    def runners(self) -> SqliteRunners:
        """What ran beside the page and has ended."""
        return self._runners

    def close(self) -> None:
        """Close this thread's connection."""
        self._db.close()
        del self._local.db

    # the log

    def events(self, procedure: str | None) -> tuple[Event, ...]:
        """Events of a procedure, or of none, by (hlc, stream, seq)."""
        found = self._all(
            "SELECT * FROM event WHERE procedure IS ? ORDER BY hlc, stream, seq", (procedure,)
        )
        return tuple(event_from(row) for row in found)

    def events_until(self, at: datetime, procedure: str | None = None) -> tuple[Event, ...]:
        """What was kept until a moment, by (hlc, stream, seq)."""
        found = self._all(
            "SELECT * FROM event WHERE recorded_at <= ? AND coalesce(procedure = ?, ? IS NULL) "
            "ORDER BY hlc, stream, seq",
            (instant(at), procedure, procedure),
        )
        return tuple(event_from(row) for row in found)

    def append(self, *records: Record) -> tuple[Event, ...]:
        """Keep records, all or nothing, on disk before returning."""
        for record in records:
            for body in record.bodies:
                self._validate(body.TYPE, body_data(body))
        with self._writing():
            for record in records:
                self._guard(record)
            return tuple(event for record in records for event in self._keep(record))

    def _keep(self, record: Record) -> tuple[Event, ...]:
        kept = tuple(self._append_event(record, body) for body in record.bodies)
        self._keep_identities(record)
        self._keep_lookups(record)
        self._spool.keep(record)
        if record.act.scan_id and record.answer:
            answer = canonical_json(vars(record.answer))
            self._sql.insert("answer", {"scan_id": record.act.scan_id, "feedback": answer})
        return kept

    def _guard(self, record: Record) -> None:
        answer = self.resent(record.act.scan_id)
        if answer is not None:
            raise ResentError(answer)
        if record.orders and self._all(
            "SELECT 1 FROM ordered LIMIT 1 OFFSET ?", (record.expected,)
        ):
            raise ConflictError("orders")
        judged_by = record.identities.judged_by
        if judged_by is not None and self._all(
            "SELECT 1 FROM procedure LIMIT 1 OFFSET ?", (judged_by,)
        ):
            raise ConflictError("procedures")
        if record.procedure is None:
            return
        row = self._sql.one(
            "SELECT version FROM procedure WHERE procedure = ?", (record.procedure,)
        )
        if (row["version"] if row else 0) != record.expected:
            raise ConflictError(record.procedure)

    def _append_event(self, record: Record, body: Body) -> Event:
        head = self._sql.one(
            "SELECT seq, hash FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1",
            (self._stream,),
        )
        last = self._sql.one("SELECT hlc FROM event ORDER BY hlc DESC LIMIT 1")
        event = Event(
            stream=self._stream,
            seq=head["seq"] + 1 if head else 1,
            procedure=record.procedure,
            scan_id=record.act.scan_id,
            by=record.act.by,
            source=record.act.source,
            occurred_at=record.act.occurred_at,
            recorded_at=record.recorded_at,
            hlc=tick(last["hlc"] if last else "", record.recorded_at),
            prev_hash=head["hash"] if head else GENESIS,
            hash="",
            body=body,
        )
        row = row_from(event)
        row["hash"] = row_hash(row)
        self._sql.insert("event", row)
        return event_from(row)

    def _keep_identities(self, record: Record) -> None:
        self._people.keep(record.identities)
        for note, text in record.notes.items():
            self._sql.insert("note", {"note": note, "procedure": record.procedure, "text": text})
        for label_id, content in record.snapshots.items():
            row = {"label_id": label_id, "procedure": record.procedure}
            self._sql.insert("snapshot", {**row, "content": canonical_json(content)}, replace=True)

    def _keep_lookups(self, record: Record) -> None:
        for order in record.orders:
            row = rows.order_row(order, record.order_patients[order.order], record.recorded_at)
            self._sql.insert("ordered", row)
        for work in record.strays:
            label_id = work.label_id
            self._sql.insert("work", rows.work_row(work), replace=True)
            if label_id:
                self._sql.insert(
                    "label", {"label_id": label_id, "procedure": None, "container": None}
                )
        for body in record.bodies:
            if isinstance(body, e.PlaceActivated):
                place = {"place": body.place, "procedure": record.procedure}
                self._sql.insert("place", place, replace=True)
        if record.state is not None:
            self._keep_state(record.state)

    def _keep_state(self, state: Procedure) -> None:
        """What can be looked up of a procedure, as its state is now."""
        self._sql.insert("procedure", rows.procedure_row(state), replace=True)
        for row in rows.label_rows(state):
            self._claim_label(row)
        self._execute("DELETE FROM work WHERE procedure = ?", (state.procedure,))
        for work in open_work(state):
            self._sql.insert("work", rows.work_row(work))

    def _rebuild(self) -> None:
        """An earlier version wrote what can be looked up: it is made anew from the log."""
        with self._writing():
            for row in self._all("SELECT procedure FROM procedure"):
                self._keep_state(fold(self.events(row["procedure"])))
            self._execute("UPDATE station SET views = ?", (rows.VIEWS,))

    def _claim_label(self, row: Data) -> None:
        """A label has one owner; whoever comes second judges again and then sees whose it is."""
        owner = self._sql.one("SELECT procedure FROM label WHERE label_id = ?", (row["label_id"],))
        if owner and owner["procedure"] not in (None, row["procedure"]):
            raise ConflictError(row["label_id"])
        self._sql.insert("label", row, replace=True)
        if owner and owner["procedure"] is None:  # the record of a stray has come
            self._execute("DELETE FROM work WHERE procedure = '' AND key = ?", (row["label_id"],))

    def verify(self) -> int:
        """Check the hash chain of every stream and SQLite's own structure; how many events.

        Raises StoreError that names the first event that is not as it was written.
        """
        for row in self._all("PRAGMA quick_check"):
            if row["quick_check"] != "ok":
                raise StoreError(
                    "Database {file}: {why}.", file=self._path.name, why=row["quick_check"]
                )
        chain = self._rows("SELECT * FROM event ORDER BY stream, seq")
        return check_chain(chain, self._path.name)

    # what can be looked up

    def resent(self, scan_id: str | None) -> Feedback | None:
        """What this scan was answered before, or None."""
        row = self._sql.one("SELECT feedback FROM answer WHERE scan_id = ?", (scan_id,))
        return rows.answer_from(row["feedback"]) if row else None

    def reserve(self, count: int) -> range:
        """Serials that no other call gets."""
        with self._writing():
            row = self._sql.one("SELECT next_serial FROM station")
            assert row is not None
            first: int = row["next_serial"]
            self._execute("UPDATE station SET next_serial = ?", (first + count,))
        return range(first, first + count)

    def new_procedure(self) -> str:
        """P, the stream, and a number."""
        with self._writing():
            row = self._sql.one("SELECT next_procedure FROM station")
            assert row is not None
            self._execute("UPDATE station SET next_procedure = next_procedure + 1")
        return f"P{self._stream:05d}-{row['next_procedure']}"

    def new_key(self) -> str:
        """128 random bits, hexadecimal."""
        return secrets.token_hex(16)

    def digest(self, text: str) -> str:
        """HMAC-SHA-256 under the station's own secret, cut to 128 bits."""
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()[:32]

    def owner(self, scanned: Scanned) -> Owner | None:
        """A label's or a wristband's owner; a label wins where both have one text."""
        if not isinstance(scanned, SpecimenId | OtherId):
            return None
        label = self._sql.one(
            "SELECT label_id, procedure FROM label WHERE label_id = ? COLLATE NOCASE",
            (scanned.text,),
        )
        if label is not None:
            return LabelOwner(label["label_id"], label["procedure"])
        if isinstance(scanned, SpecimenId):
            return None
        value = scanned.wristband.patient_id
        known = self._people.find(value)
        return (
            PatientOwner(known[0], known[1].birth_date, type_of(known[1], value)) if known else None
        )

    def order(self, order: str) -> tuple[Order, str] | None:
        """The order of that number, placer's or filler's, and its patient's key."""
        row = self._sql.one(
            f'{_ORDERED} WHERE "order" = ? OR filler = ? ORDER BY "order" != ? LIMIT 1',
            (order, order, order),
        )
        return (rows.order_from(row), row["key"]) if row else None

    def orders(self) -> tuple[tuple[Order, str], ...]:
        """All orders, oldest first."""
        found = self._all(f"{_ORDERED} ORDER BY imported_at, ordered.rowid")
        return tuple((rows.order_from(row), row["key"]) for row in found)

    def patient(self, patient_id: str) -> tuple[str, Person] | None:
        """The key and identity of who has this number."""
        return self._people.find(patient_id)

    def person(self, key: str) -> Person | None:
        """The identity behind a key."""
        return self._people.identity(key)

    def note(self, note: str) -> str | None:
        """A note's text."""
        row = self._sql.one("SELECT text FROM note WHERE note = ?", (note,))
        return row["text"] if row else None

    def procedures(
        self, *, place: str | None = None, patient: str | None = None, order: str | None = None
    ) -> tuple[ProcedureLine, ...]:
        """Procedures, oldest first, of a place, a patient or an order."""
        found = self._all(
            "SELECT p.*, EXISTS (SELECT 1 FROM place WHERE procedure = p.procedure) AS active "
            "FROM procedure p WHERE coalesce(p.place = ?, 1) AND coalesce(p.patient = ?, 1) "
            'AND coalesce(p."order" = ?, 1) ORDER BY p.opened_at, p.rowid',
            (place, patient, order),
        )
        return tuple(rows.line_from(row) for row in found)

    def active(self, place: str) -> str | None:
        """The active procedure of a place."""
        row = self._sql.one("SELECT procedure FROM place WHERE place = ?", (place,))
        return row["procedure"] if row else None

    def open_work(self, procedure: str | None = None) -> tuple[Work, ...]:
        """Open work of a procedure or of all."""
        found = self._all("SELECT * FROM work WHERE coalesce(procedure = ?, 1)", (procedure,))
        return tuple(rows.work_from(row) for row in found)

    # the connection of this thread

    @property
    def _db(self) -> Database:
        if not hasattr(self._local, "db"):
            check_file(self._path, self._file)  # else a new database would be made
            self._local.db = open_database(self._path)
        db: Database = self._local.db
        return db

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; a foreign error is a StoreError, and nothing of it is kept."""
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            self._execute("COMMIT")
        except BaseException:
            if self._db.conn.in_transaction:
                self._db.conn.execute("ROLLBACK")
            raise

    def _all(self, sql: str, values: tuple[object, ...] = ()) -> list[Row]:
        return list(self._rows(sql, values))

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[Row]:
        cursor = self._execute(sql, values)
        names = [column[0] for column in cursor.description]
        try:
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except sqlite3.Error as error:
            raise StoreError("Database {file}: {why}.", file=self._path.name, why=error) from error

    def _execute(self, sql: str, values: tuple[object, ...] | Row = ()) -> Any:
        check_file(self._path, self._file)
        try:
            return self._db.execute(sql, values)
        except sqlite3.IntegrityError as error:  # another connection was first
            raise ConflictError(str(error)) from error
        except sqlite3.Error as error:
            raise StoreError(
                "NOT SAVED. Database {file}: {why}.", file=self._path.name, why=error
            ) from error
