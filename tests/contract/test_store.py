"""What every store must hold to, shown on the embedded one: append-only, all or nothing, whole."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from kit import START, Bench, HandClock, P, order_data
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.event_schemas import event_validator
from station.adapters.stores.migrations import APPLICATION_ID, TRIGGERS
from station.adapters.stores.opening import BUSY_TIMEOUT_S, check_version, open_database
from station.adapters.stores.sqlite import SqliteStore
from station.app.import_orders import import_orders
from station.app.keeping import TRIES
from station.app.scan import Scan, handle_scan
from station.domain import events as e
from station.domain.order import parse_order
from station.domain.procedure import apply
from station.ports.store import Act, ConflictError, Record, ResentError, StoreError


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A Hodgkin procedure with the labels of its left side."""
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready()
    return bench


def store_of(bench: Bench) -> SqliteStore:
    """The bench's store, as what it is."""
    assert isinstance(bench.station.store, SqliteStore)
    return bench.station.store


# append-only

REWRITES = [
    "UPDATE event SET body = '{}'",
    "UPDATE OR IGNORE event SET body = '{}'",
    "UPDATE OR REPLACE event SET seq = 1 WHERE seq = 2",
    "DELETE FROM event",
    "DELETE FROM event WHERE seq = 1",
    "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 1",
    "INSERT INTO event SELECT * FROM event WHERE seq = 1 ON CONFLICT DO UPDATE SET body = '{}'",
]


@pytest.mark.parametrize("rewrite", REWRITES)
def test_an_event_cannot_be_rewritten(bench: Bench, rewrite: str) -> None:
    before = bench.dump()
    raw = open_database(bench.db)
    with pytest.raises(sqlite3.IntegrityError, match="events are append-only"):
        raw.execute(rewrite)
    raw.close()
    assert bench.dump() == before


@pytest.mark.parametrize("guard", sorted(TRIGGERS))
def test_a_store_without_its_guard_is_not_opened(bench: Bench, guard: str) -> None:
    alter(bench.db, f"DROP TRIGGER {guard}")
    with pytest.raises(StoreError) as refused:
        open_database(bench.db)
    assert str(refused.value) == f"Database {bench.db}: expected the guard {guard}, got none."


@pytest.mark.parametrize(
    ("damage", "seq"),
    [
        ("UPDATE event SET body = '{}' WHERE seq = 3", 3),
        ("UPDATE event SET \"by\" = 'someone' WHERE seq = 1", 1),
        ("UPDATE event SET occurred_at = recorded_at || ' ' WHERE seq = 2", 2),
        ("UPDATE event SET hash = prev_hash WHERE seq = 2", 2),
        ("UPDATE event SET scan_id = 'x' WHERE seq = (SELECT max(seq) FROM event)", -1),
        ("DELETE FROM event WHERE seq = 4", 5),
        ("DELETE FROM event WHERE seq = 1", 2),
    ],
)
def test_a_changed_history_is_found(bench: Bench, damage: str, seq: int) -> None:
    last = len(bench.events())
    assert store_of(bench).verify() == last
    alter(bench.db, *(f"DROP TRIGGER {guard}" for guard in TRIGGERS), damage)
    with pytest.raises(StoreError) as broken:
        store_of(bench).verify()
    assert str(broken.value) == (
        "Database station.db: expected the chain of stream 17 whole, "
        f"got a break at event {last if seq == -1 else seq}."
    )


# opening


def test_the_connection_keeps_what_it_acknowledges(bench: Bench) -> None:
    db = open_database(bench.db)
    names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "secure_delete")
    found = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    timeout_ms = db.execute("PRAGMA busy_timeout").fetchone()[0]
    db.close()
    assert found == dict(zip(names, ("wal", 2, 1, 1, 1), strict=True))
    assert timeout_ms == BUSY_TIMEOUT_S * 1000
    assert bench.db.stat().st_mode & 0o777 == 0o600


def test_a_store_that_cannot_have_a_log_is_not_opened() -> None:
    with pytest.raises(StoreError) as refused:
        open_database(Path(":memory:"))
    assert str(refused.value) == "Database: expected journal mode wal, got memory."


@pytest.mark.parametrize("version", ["3.51.3", "3.51.10", "3.52.0", "3.100.0", "4.0.0"])
def test_an_sqlite_without_the_defect_is_taken(version: str) -> None:
    check_version(version)


@pytest.mark.parametrize("version", ["3.51.2", "3.40.1", "3.9.3", "2.99.99"])
def test_an_sqlite_with_the_defect_is_refused(version: str) -> None:
    with pytest.raises(StoreError) as refused:
        check_version(version)
    assert str(refused.value) == f"SQLite: expected 3.51.3 or newer, got {version}."


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    for name, statement in {
        "table.db": "CREATE TABLE mine (a)",
        "mark.db": "PRAGMA application_id = 1",
    }.items():
        path = tmp_path / name
        alter(path, statement)
        content = path.read_bytes()
        with pytest.raises(StoreError) as refused:
            open_database(path)
        assert str(refused.value) == (
            f"Database {path}: expected a station's database, got another program's."
        )
        assert path.read_bytes() == content


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database, but a text that is long enough to look at " * 9)
    with pytest.raises(StoreError) as refused:
        open_database(path)
    assert str(refused.value) == (
        f"Database {path}: expected a station's database that can be written, "
        "got: file is not a database."
    )


def test_a_newer_stations_database_is_refused(bench: Bench) -> None:
    newer = "INSERT INTO _sqlite_migrations VALUES (99, 'station', 'm9999_future', '2099')"
    alter(bench.db, newer)
    with pytest.raises(StoreError) as refused:
        open_database(bench.db)
    assert str(refused.value) == (
        f"Database {bench.db}: expected a schema up to m0005_people, got m9999_future; "
        "a newer station wrote it."
    )


def test_the_file_carries_the_stations_mark(bench: Bench) -> None:
    store_of(bench).close()  # the write-ahead log goes into the file
    header = bench.db.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID == int.from_bytes(b"SPEC", "big")


# all or nothing


def record(bench: Bench, *bodies: e.Body, **changes: Any) -> Record:
    """A record of the procedure as it stands."""
    before = after = bench.state()
    for body in bodies:
        after = apply(after, body, bench.clock.at)
    known = Record(bodies, bench.act(), bench.clock.at, P, before.version, after)
    return replace(known, **changes)


LONG = e.PlaceActivated("x" * 65)  # the schema allows 64
GOOD = e.PlaceActivated("room-2")


@pytest.mark.parametrize(
    ("bodies", "changes", "error"),
    [
        ((GOOD, LONG), {}, StoreError),
        ((LONG,), {}, StoreError),
        ((GOOD,), {"expected": 1}, ConflictError),
        ((GOOD,), {"expected": 1000}, ConflictError),
        ((GOOD,), {"procedure": "P00017-9"}, ConflictError),
    ],
)
def test_a_record_is_kept_whole_or_not(
    bench: Bench, bodies: tuple[e.Body, ...], changes: Mapping[str, Any], error: type[Exception]
) -> None:
    before = bench.dump()
    with pytest.raises(error):
        bench.station.store.append(record(bench, *bodies, **changes))
    assert bench.dump() == before


def test_a_fault_late_in_a_record_keeps_nothing_of_it(bench: Bench) -> None:
    store = bench.station.store
    store.append(record(bench, GOOD, notes={"n": "first"}))
    before = bench.dump()
    with pytest.raises(ConflictError):
        store.append(record(bench, GOOD, notes={"n": "again"}, expected=bench.state().version - 1))
    with pytest.raises(ConflictError, match=r"UNIQUE constraint failed: note\.note"):
        store.append(record(bench, GOOD, notes={"n": "again"}))
    assert bench.dump() == before


def test_a_label_has_one_owner(bench: Bench) -> None:
    """Two screens that add the same tube to two procedures: the second judges again."""
    bench.order("O-2")
    second = bench.open("O-2")
    flow = bench.state().containers["flow-1-left"]
    stolen = replace(bench.state(second), containers={"flow-1-left": flow})
    taken = Record((GOOD,), bench.act(), START, second, bench.state(second).version, stolen)
    before = bench.dump()
    with pytest.raises(ConflictError, match=str(flow.label_id)):
        bench.station.store.append(taken)
    assert bench.dump() == before


def test_a_resent_scan_is_answered_as_before(bench: Bench) -> None:
    label = bench.text("flow-1-left")
    scan = Scan(label, bench.act("scan-1"), P)
    first = handle_scan(scan, bench.station)
    before = bench.dump()
    later = Scan("CARDUNDO", replace(scan.act, occurred_at=bench.clock.move(hours=1)), P)
    assert handle_scan(later, bench.station).answer == first.answer
    with pytest.raises(ResentError) as resent:
        bench.station.store.append(record(bench, GOOD, act=scan.act))
    assert resent.value.answer == first.answer
    assert bench.dump() == before


class RestlessClock(HandClock):
    """Each time it is read for keeping, another screen has moved the procedure on."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.clock.at)
        self.bench = bench

    def now(self) -> datetime:
        """The moment, after another screen's card."""
        card = Scan("CARDCHECK", Act("nurse-2", "reader", self.at), P)
        handle_scan(card, self.bench.station)
        return self.at


def test_a_procedure_that_never_stands_still_is_not_saved(bench: Bench) -> None:
    label, act, before = bench.text("flow-1-left"), bench.act(), len(bench.events())
    restless = replace(bench.station, clock=RestlessClock(bench))
    with pytest.raises(StoreError) as refused:
        handle_scan(Scan(label, act, P), restless)
    assert str(refused.value) == (
        "NOT SAVED. Expected the procedure to stand still for one of 50 tries, "
        "got a change at each; try again."
    )
    assert len(bench.events()) == before + TRIES
    assert bench.state().containers["flow-1-left"].state == "printed"


# identities


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"order": "O-2", "patient": {**order_data()["patient"], "birth_date": "2019-05-18"}},
            "identity-differs",
        ),
        ({"indication": "fever"}, "order-differs"),
    ],
)
def test_identities_that_contradict_what_is_here_are_refused(
    bench: Bench, changes: Mapping[str, Any], reason: str
) -> None:
    before = bench.dump()
    done = import_orders(bench.station, [parse_order({**order_data(), **changes})], bench.act())
    assert [refused.reason for refused in done.refused] == [reason]
    assert (done.imported, done.already_here) == ((), ())
    assert bench.dump() == before


def test_the_same_order_again_changes_nothing(bench: Bench) -> None:
    before = bench.dump()
    assert not import_orders(bench.station, [parse_order(order_data())], bench.act()).imported
    assert bench.dump() == before


def test_events_read_the_same_by_a_second_connection(bench: Bench) -> None:
    second = SqliteStore(bench.db, event_validator())
    assert second.events(P) == bench.station.store.events(P)
    assert (second.stream, second.digest("x")) == (17, bench.station.store.digest("x"))
    second.close()


def alter(path: Path, *statements: str) -> None:
    """As another program would, without the station's settings."""
    conn = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()
