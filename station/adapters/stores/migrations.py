"""The schema of the embedded store and every change to it; a landed migration is never edited."""

from sqlite_utils import Database, Migrations

from station.domain.person import folded

APPLICATION_ID = 0x53504543  # "SPEC": marks the file as a station's (SQLite's application_id)
TRIGGERS = frozenset({"event_no_update", "event_no_delete"})

MIGRATIONS = Migrations("station")

_SCHEMA = """
CREATE TABLE station (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    stream INTEGER NOT NULL CHECK (stream BETWEEN 1 AND 98999),
    next_serial INTEGER NOT NULL,
    next_procedure INTEGER NOT NULL,
    views INTEGER NOT NULL,
    secret BLOB NOT NULL
) STRICT;

-- The log. Append-only; the two triggers below are checked at every start.
CREATE TABLE event (
    stream INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    procedure TEXT,
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    scan_id TEXT,
    "by" TEXT NOT NULL,
    source TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    hlc TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (stream, seq)
) STRICT;
CREATE INDEX event_by_procedure ON event (procedure, hlc, stream, seq);
CREATE INDEX event_by_hlc ON event (hlc);
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- Identities, free text and label contents: erasable, and never in an event.
CREATE TABLE person (
    patient TEXT PRIMARY KEY,
    patient_id TEXT NOT NULL UNIQUE,
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    alias_of TEXT
) STRICT;
CREATE TABLE note (note TEXT PRIMARY KEY, procedure TEXT, text TEXT NOT NULL) STRICT;
CREATE TABLE snapshot (label_id TEXT PRIMARY KEY, procedure TEXT NOT NULL, content TEXT NOT NULL)
    STRICT;

-- What can be looked up. All of it follows from the log.
CREATE TABLE ordered (
    "order" TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    indication TEXT NOT NULL,
    sides TEXT NOT NULL,
    site TEXT,
    containers TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;
CREATE TABLE procedure (
    procedure TEXT PRIMARY KEY,
    "order" TEXT NOT NULL,
    patient TEXT NOT NULL,
    protocol TEXT NOT NULL,
    place TEXT NOT NULL,
    closed INTEGER NOT NULL,
    version INTEGER NOT NULL,
    opened_at TEXT NOT NULL
) STRICT;
CREATE INDEX procedure_by_patient ON procedure (patient);
CREATE TABLE place (place TEXT PRIMARY KEY, procedure TEXT NOT NULL) STRICT;
CREATE TABLE label (label_id TEXT PRIMARY KEY, procedure TEXT, container TEXT) STRICT;
CREATE TABLE work (
    procedure TEXT NOT NULL,
    key TEXT NOT NULL,
    container TEXT,
    label_id TEXT,
    kind TEXT,
    side TEXT,
    standing TEXT NOT NULL,
    near_expiry_at TEXT,
    expires_at TEXT,
    shown_until TEXT,
    PRIMARY KEY (procedure, key)
) STRICT;
CREATE TABLE answer (scan_id TEXT PRIMARY KEY, feedback TEXT NOT NULL) STRICT;
"""


@MIGRATIONS()
def m0001_first(db: Database) -> None:
    """The first schema; see ARCHITECTURE.md, "One log, two readings"."""
    for statement in _statements(_SCHEMA):
        db.execute(statement)


_SPOOL = """
-- The spool: what printers were given, one job a label. No event: it tells of paper, not of tubes.
CREATE TABLE job (
    job INTEGER PRIMARY KEY,
    label_id TEXT NOT NULL,
    procedure TEXT NOT NULL,
    container TEXT NOT NULL,
    stock TEXT NOT NULL,
    printer TEXT NOT NULL,
    position INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('queued', 'sending', 'sent', 'confirmed', 'uncertain', 'failed', 'cancelled')),
    code TEXT,
    problem TEXT,
    queued_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    settled_at TEXT,
    uncertain_at TEXT
) STRICT;
CREATE INDEX job_by_printer ON job (printer, state, job);
CREATE INDEX job_by_procedure ON job (procedure, job);
CREATE INDEX job_by_label ON job (label_id);
CREATE TABLE printer (
    printer TEXT PRIMARY KEY,
    code TEXT,
    detail TEXT,
    seen_at TEXT,
    instead TEXT
) STRICT;
"""


@MIGRATIONS()
def m0002_spool(db: Database) -> None:
    """Jobs of printers, and how each printer fares."""
    for statement in _statements(_SPOOL):
        db.execute(statement)


@MIGRATIONS()
def m0003_work_of_desks(db: Database) -> None:
    """Whose matter a row of open work is, so that a desk's board has its own."""
    db.execute("ALTER TABLE work ADD COLUMN destination TEXT")


_TURNS = """
-- Withdrawn: a job of a procedure that is not the one under way at its place.
CREATE TABLE job_in_turn (
    job INTEGER PRIMARY KEY,
    label_id TEXT NOT NULL,
    procedure TEXT NOT NULL,
    container TEXT NOT NULL,
    stock TEXT NOT NULL,
    printer TEXT NOT NULL,
    position INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('queued', 'sending', 'sent', 'confirmed', 'uncertain', 'failed', 'cancelled',
         'withdrawn')),
    code TEXT,
    problem TEXT,
    queued_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    settled_at TEXT,
    uncertain_at TEXT
) STRICT;
INSERT INTO job_in_turn SELECT * FROM job;
DROP TABLE job;
ALTER TABLE job_in_turn RENAME TO job;
CREATE INDEX job_by_printer ON job (printer, state, job);
CREATE INDEX job_by_procedure ON job (procedure, job);
CREATE INDEX job_by_label ON job (label_id);
CREATE INDEX job_by_state ON job (state);
-- Whose labels may wait in a queue: the procedure of each place, unless it was aborted.
CREATE VIEW under_way AS SELECT procedure FROM procedure JOIN place USING (procedure, place)
    WHERE NOT EXISTS (SELECT 1 FROM event
        WHERE event.procedure = procedure.procedure AND event.type = 'aborted');
-- What an earlier version left in the queues: an aborted child's, and a suspended one's.
UPDATE job SET state = 'cancelled' WHERE state IN ('queued', 'failed') AND procedure IN
    (SELECT procedure FROM event WHERE type = 'aborted');
UPDATE job SET state = 'withdrawn' WHERE state IN ('queued', 'failed')
    AND procedure NOT IN under_way;
-- Threads that read or look, ended by a fault: for whoever asks how the station is.
CREATE TABLE runner (runner TEXT PRIMARY KEY, why TEXT NOT NULL, ended_at TEXT NOT NULL) STRICT;
"""


@MIGRATIONS()
def m0004_turns(db: Database) -> None:
    """Jobs that wait for their procedure, and runners that have ended."""
    for statement in _statements(_TURNS):
        db.execute(statement)


_PEOPLE = """
-- Any number of numbers a person; what a person was called before. Both can be erased.
CREATE TABLE person_id (
    value TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    authority TEXT NOT NULL,
    type TEXT NOT NULL
) STRICT;
CREATE INDEX person_id_by_patient ON person_id (patient);
CREATE TABLE former (
    former TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    until TEXT NOT NULL,
    why TEXT NOT NULL,
    reason TEXT
) STRICT;
CREATE INDEX former_by_patient ON former (patient);
ALTER TABLE person ADD COLUMN family_folded TEXT NOT NULL DEFAULT '';
CREATE INDEX person_by_family ON person (family_folded);
ALTER TABLE ordered ADD COLUMN filler TEXT;
CREATE INDEX ordered_by_filler ON ordered (filler);
CREATE INDEX label_in_any_case ON label (label_id COLLATE NOCASE);
"""


@MIGRATIONS()
def m0005_people(db: Database) -> None:
    """Numbers of people and orders, former identities, label ids in the laboratory's own case."""
    for statement in _statements(_PEOPLE):
        db.execute(statement)
    people = list(db.execute("SELECT patient, patient_id, family FROM person"))
    for patient, patient_id, family in people:
        db.execute(
            "UPDATE person SET family_folded = ? WHERE patient = ?", (folded(family), patient)
        )
        db.execute("INSERT INTO person_id VALUES (?, ?, '', '')", (patient_id, patient))


def _statements(script: str) -> list[str]:
    """The statements one by one: executescript() would commit the migration's transaction."""
    found, current = [], ""
    for line in script.splitlines():
        if line.strip() and not line.startswith("--"):
            current += line + "\n"
        if line.endswith(";") and ("TRIGGER" not in current or "END;" in line):
            found.append(current)
            current = ""
    assert not current, current
    return found
