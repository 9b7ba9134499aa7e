"""The jobs of the embedded store; who sends to a printer holds the lock of a file beside it."""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from station.adapters.stores.rows import job_from
from station.adapters.stores.sql import Sql
from station.adapters.stores.turns import check_turns, in_turn, take_turns
from station.codecs.stored import instant
from station.domain import events as e
from station.ports.printer import Status
from station.ports.spool import Job, Settled
from station.ports.store import ConflictError, Record, StoreError

LONGEST_WAIT = timedelta(minutes=1)  # a job that waits longer waits for a clock that was set back


class SqliteSpool:
    """Implements ``ports.spool.Spool``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def keep(self, record: Record) -> None:
        """Within the transaction of a record: void labels leave the queue, new ones join it.

        The label of what is excused leaves it as well, if no printer had it yet. Whose procedure
        is under way no longer leaves it too, and comes back with it. A label that was scanned is
        out, whatever its printer has said of it.
        """
        self._cancel_void(record)
        self._cancel_excused(record)
        self._check_redrawn(record)
        at = instant(record.recorded_at)
        take_turns(self._sql, record, at)
        for job in record.jobs:
            self._cancel(job.label_id, at)  # the copy before, of a laboratory's own id
            self._sql.execute(
                "INSERT INTO job (label_id, procedure, container, stock, printer, position, "
                "attempt, state, queued_at, next_at) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
                (
                    *(job.label_id, record.procedure, job.container, job.stock, job.printer),
                    *(job.position, "withdrawn" if job.held else "queued", at, at),
                ),
            )
        check_turns(self._sql, record)
        for body in record.bodies:
            if isinstance(body, e.LabelChecked | e.Collected | e.Relabelled):
                seen = body.new if isinstance(body, e.Relabelled) else body.label_id
                self._sql.execute(
                    "UPDATE job SET state = 'confirmed', settled_at = ? "
                    "WHERE label_id = ? AND state NOT IN ('confirmed', 'cancelled')",
                    (at, seen),
                )

    def _check_redrawn(self, record: Record) -> None:
        """No printer has had what is drawn anew. Raises ConflictError."""
        for job in record.redrawn:
            if not self._sql.rows(
                "SELECT 1 FROM job WHERE job = ? AND uncertain_at IS NULL "
                "AND state IN ('queued', 'failed', 'withdrawn')",
                (job,),
            ):
                raise ConflictError(str(job))

    def _cancel_void(self, record: Record) -> None:
        state = record.state
        for c in state.containers.values() if state else ():
            due = (c.label_id,) if c.label_due and c.label_id else ()
            for label_id in (*c.void_labels, *due):
                self._cancel(label_id, instant(record.recorded_at))

    def _cancel_excused(self, record: Record) -> None:
        names = [body.container for body in record.bodies if isinstance(body, e.Excused)]
        for name in names if record.state else ():
            assert record.state is not None
            self._sql.execute(
                "UPDATE job SET state = 'cancelled', settled_at = ? "
                "WHERE label_id = ? AND state IN ('queued', 'failed', 'withdrawn')",
                (instant(record.recorded_at), record.state.containers[name].label_id),
            )

    def _cancel(self, label_id: str, at: str) -> None:
        self._sql.execute(
            "UPDATE job SET state = 'cancelled', settled_at = ? "
            "WHERE label_id = ? AND state IN ('queued', 'failed', 'uncertain', 'withdrawn')",
            (at, label_id),
        )

    # looking

    def jobs(self, printer: str | None = None, procedure: str | None = None) -> tuple[Job, ...]:
        """Jobs, in the order of their queues."""
        found = self._sql.rows(
            "SELECT * FROM job WHERE coalesce(printer = ?, 1) AND coalesce(procedure = ?, 1) "
            "ORDER BY job",
            (printer, procedure),
        )
        return tuple(job_from(row) for row in found)

    def unsettled(self, printer: str | None = None) -> tuple[Job, ...]:
        """What waits or needs a person, at one printer or at all."""
        found = self._sql.rows(
            "SELECT * FROM job WHERE coalesce(printer = ?, 1) "
            "AND state IN ('queued', 'sending', 'failed', 'uncertain') ORDER BY job",
            (printer,),
        )
        return tuple(job_from(row) for row in found)

    def waiting(self, place: str) -> tuple[Job, ...]:
        """What waits or failed, of all procedures of a place."""
        found = self._sql.rows(
            "SELECT job.* FROM job JOIN procedure USING (procedure) "
            "WHERE job.state IN ('queued', 'failed') AND procedure.place = ? ORDER BY job",
            (place,),
        )
        return tuple(job_from(row) for row in found)

    def job(self, job: int) -> Job | None:
        """One job."""
        found = self._sql.rows("SELECT * FROM job WHERE job = ?", (job,))
        return job_from(found[0]) if found else None

    def content(self, label_id: str) -> Mapping[str, Any] | None:
        """A label's frozen content."""
        found = self._sql.rows("SELECT content FROM snapshot WHERE label_id = ?", (label_id,))
        content: Mapping[str, Any] | None = json.loads(found[0]["content"]) if found else None
        return content

    def instead(self) -> Mapping[str, str]:
        """Who stands in for whom."""
        found = self._sql.rows("SELECT printer, instead FROM printer WHERE instead IS NOT NULL")
        return {row["printer"]: row["instead"] for row in found}

    def conditions(self) -> Mapping[str, tuple[Status, datetime]]:
        """Each printer's last condition."""
        found = self._sql.rows("SELECT * FROM printer WHERE code IS NOT NULL")
        return {
            row["printer"]: (
                Status(row["code"], row["detail"]),
                datetime.fromisoformat(row["seen_at"]),
            )
            for row in found
        }

    # what a person does

    def retry(self, job: int, at: datetime) -> bool:
        """Back into the queue, at its old place, and at once."""
        return self._change(
            "UPDATE job SET state = 'queued', attempt = 0, next_at = ?, code = NULL, "
            "problem = NULL WHERE job = ? AND state IN ('queued', 'failed')",
            (instant(at), job),
        )

    def cancel(self, job: int, at: datetime) -> bool:
        """Out of the queue."""
        return self._change(
            "UPDATE job SET state = 'cancelled', settled_at = ? "
            "WHERE job = ? AND state IN ('queued', 'failed', 'uncertain', 'withdrawn')",
            (instant(at), job),
        )

    def _change(self, sql: str, values: tuple[Any, ...]) -> bool:
        with self._sql.writing():
            changed: int = self._sql.execute(sql, values).rowcount
        return changed == 1

    def take_over(self, printer: str, instead: str, at: datetime) -> int:
        """Move the queue, and what comes; whoever had been moved to this printer goes along."""
        with self._sql.writing():
            execute = self._sql.execute
            execute("UPDATE printer SET instead = ? WHERE instead = ?", (instead, printer))
            execute(
                "INSERT INTO printer (printer, instead) VALUES (?, ?) "
                "ON CONFLICT (printer) DO UPDATE SET instead = excluded.instead",
                (printer, instead),
            )
            execute("UPDATE printer SET instead = NULL WHERE printer = ?", (instead,))
            moved: int = execute(
                "UPDATE job SET printer = ?, state = 'queued', attempt = 0, next_at = ?, "
                "code = NULL, problem = NULL WHERE printer = ? AND state IN ('queued', 'failed')",
                (instead, instant(at), printer),
            ).rowcount
        return moved

    def give_back(self, printer: str) -> None:
        """Nobody stands in any more; what waits elsewhere stays there."""
        with self._sql.writing():
            self._sql.execute("UPDATE printer SET instead = NULL WHERE printer = ?", (printer,))

    # who sends

    @contextmanager
    def line(self, printer: str) -> Iterator["SqlitePrinterLine | None"]:
        """The printer's lock: the system takes it back from a process that ends, however."""
        path = self._sql.path
        file = path.with_name(f"{path.name}-{quote(printer, safe='')}.lock")
        try:
            lock = file.open("w")
        except OSError as error:
            raise StoreError(
                "Spool: expected to write {file}, got: {error}.", file=file.name, error=error
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield None
                return
            yield SqlitePrinterLine(self._sql, printer)


class SqlitePrinterLine:
    """Implements ``ports.spool.PrinterLine``."""

    def __init__(self, sql: Sql, printer: str) -> None:
        self._sql = sql
        self._printer = printer

    def claim(self, at: datetime) -> Job | None:
        """One transaction: what was left behind is uncertain, the first that waits is sending."""
        now = instant(at)
        first = "SELECT * FROM job WHERE printer = ? AND state IN (?, ?) ORDER BY job LIMIT 1"
        if not self._sql.rows(first, (self._printer, "queued", "sending")):
            return None  # asked several times a second: without anything to do it writes nothing
        with self._sql.writing():
            self._sql.execute(
                "UPDATE job SET state = 'uncertain', settled_at = ?, uncertain_at = ? "
                "WHERE printer = ? AND state = 'sending'",
                (now, now, self._printer),
            )
            found = self._sql.rows(first, (self._printer, "queued", "queued"))
            if not found or now < found[0]["next_at"] <= instant(at + LONGEST_WAIT):
                return None
            job = found[0]["job"]
            self._sql.execute(
                "UPDATE job SET state = 'sending', attempt = attempt + 1 WHERE job = ?", (job,)
            )
        return self._job(job)

    def settle(self, job: Job, settled: Settled) -> Job:
        """What became of it, unless it was scanned meanwhile."""
        at = instant(settled.at)
        with self._sql.writing():
            self._sql.execute(
                "UPDATE job SET state = ?, code = ?, problem = ?, settled_at = ?, next_at = ?, "
                "uncertain_at = ?, printer = CASE ? WHEN 'queued' THEN coalesce("
                "(SELECT instead FROM printer WHERE printer = job.printer), printer) "
                "ELSE printer END WHERE job = ? AND state = 'sending'",
                (
                    in_turn(self._sql, job, settled.state),
                    settled.code,
                    settled.problem,
                    at,
                    instant(settled.next_at) if settled.next_at else at,
                    at if settled.state == "uncertain" else None,
                    settled.state,  # its queue may have moved to another printer meanwhile
                    job.job,
                ),
            )
        return self._job(job.job)

    def observe(self, status: Status, at: datetime) -> None:
        """The printer's condition, since when it is so."""
        known = self._sql.rows("SELECT * FROM printer WHERE printer = ?", (self._printer,))
        if known and (known[0]["code"], known[0]["detail"]) == (status.code, status.detail):
            return
        with self._sql.writing():
            self._sql.execute(
                "INSERT INTO printer (printer, code, detail, seen_at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (printer) DO UPDATE SET code = excluded.code, "
                "detail = excluded.detail, seen_at = excluded.seen_at",
                (self._printer, status.code, status.detail, instant(at)),
            )

    def _job(self, job: int) -> Job:
        (row,) = self._sql.rows("SELECT * FROM job WHERE job = ?", (job,))
        return job_from(row)
