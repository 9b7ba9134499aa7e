"""Whose labels wait in a queue: those of the procedure under way at its place, and no others'.

All within the transaction of a record, after what can be looked up. The use case says which jobs
leave and come back, since it puts that into words; where that is not what is so by now, it is a
conflict, and the use case judges again.
"""

from station.adapters.stores.sql import Sql
from station.domain import events as e
from station.ports.spool import Job, JobState
from station.ports.store import ConflictError, Record


def take_turns(sql: Sql, record: Record, at: str) -> None:
    """Jobs leave their queues, for good with an abort, and those that come back join theirs."""
    out = "cancelled" if _is_abort(record) else "withdrawn"
    for job in record.taken:
        leaving = (
            "UPDATE job SET state = ?, settled_at = ? "
            "WHERE job = ? AND state IN ('queued', 'failed', 'withdrawn')"
        )
        _one(sql, leaving, out, at, job)
    for again in record.again:
        coming = (
            "UPDATE job SET state = 'queued', printer = ?, attempt = 0, next_at = ?, code = NULL, "
            "problem = NULL, settled_at = NULL WHERE job = ? AND state = 'withdrawn'"
        )
        if again.printer is not None:
            _one(sql, coming, again.printer, at, again.job)


def check_turns(sql: Sql, record: Record) -> None:
    """That nothing waits out of its turn, and nothing was forgotten. Raises ConflictError."""
    places = [body.place for body in record.bodies if isinstance(body, e.PlaceActivated)]
    if places or _is_abort(record):
        _check_queues(sql, record.procedure, *places[-1:])
    if places:
        _check_forgotten(sql, record)
    if record.jobs:
        _check_new(sql, record)


def in_turn(sql: Sql, job: Job, state: JobState) -> JobState:
    """What becomes of a job that was at its printer meanwhile: it waits only in its turn."""
    if state not in ("queued", "failed"):
        return state
    if sql.rows("SELECT 1 FROM under_way WHERE procedure = ?", (job.procedure,)):
        return state
    aborted = "SELECT 1 FROM event WHERE procedure = ? AND type = 'aborted'"
    return "cancelled" if sql.rows(aborted, (job.procedure,)) else "withdrawn"


def _check_queues(sql: Sql, procedure: str | None, place: str | None = None) -> None:
    """Nothing waits of a procedure that is aborted, or not the one under way at its place."""
    for row in sql.rows(
        "SELECT job FROM job JOIN procedure USING (procedure) "
        "WHERE job.state IN ('queued', 'failed') AND (procedure = ? OR procedure.place = ?) "
        "AND procedure NOT IN under_way",
        (procedure, place),
    ):
        raise ConflictError(str(row["job"]))


def _check_forgotten(sql: Sql, record: Record) -> None:
    """All that was withdrawn is back, but for what its place has no printer for."""
    left = {again.job for again in record.again if again.printer is None}
    for row in sql.rows(
        "SELECT job FROM job WHERE procedure = ? AND state = 'withdrawn'", (record.procedure,)
    ):
        if row["job"] not in left:
            raise ConflictError(str(row["job"]))


def _check_new(sql: Sql, record: Record) -> None:
    """New labels are held exactly while their procedure is not under way."""
    active = sql.rows("SELECT 1 FROM under_way WHERE procedure = ?", (record.procedure,))
    if any(job.held == bool(active) for job in record.jobs):
        raise ConflictError(str(record.procedure))


def _is_abort(record: Record) -> bool:
    return any(isinstance(body, e.Aborted) for body in record.bodies)


def _one(sql: Sql, statement: str, *values: object) -> None:
    """One row changes, or another screen or the printer was faster."""
    if sql.execute(statement, values).rowcount != 1:
        raise ConflictError(str(values[-1]))
