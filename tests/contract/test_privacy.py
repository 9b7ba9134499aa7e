"""No person is in an event, and what is erased is gone from the file while the history stays."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit import CHECKLIST, Bench, P

from station.adapters.stores.opening import open_database
from station.adapters.stores.sqlite import SqliteStore
from station.app import containers, patients, prepare, receive
from station.app.print_labels import Reprint, reprint
from station.app.scan import Scan, handle_scan
from station.bootstrap import label_folder
from station.domain.birth_date import BirthDate
from station.domain.person import Person

FAMILY, GIVEN, PATIENT_ID, BIRTH_DATE = "ZZFAMILYZZ", "Zzgivenzz", "ZZID-7777", "2019-05-17"
PERSON = {"id": PATIENT_ID, "family": FAMILY, "given": GIVEN, "birth_date": BIRTH_DATE}
NOTES = [f"zznote-{n}-zz" for n in range(11)]
ERASABLE = ("person", "person_id", "former", "note", "snapshot", "answer")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A procedure in which every free text that can be given was given."""
    bench = Bench(tmp_path)
    bench.order(patient=PERSON)
    bench.open()
    station, act, notes = bench.station, bench.act(), iter(NOTES)
    prepare.read_wristband(station, P, f"{PATIENT_ID},20180517", None, act)
    prepare.read_wristband(station, P, PATIENT_ID, date(2018, 5, 17), act)
    prepare.go_without_wristband(station, P, next(notes), "nurse-2", act)
    answers = {**CHECKLIST, "inr": "4.5"}
    prepare.answer_checklist(station, P, prepare.Answers(answers, next(notes), "doctor-1"), act)
    bench.side("left")
    bench.scan("biopsy-1-left", "smear-1-left", "flow-1-left", FAMILY, f"X{PATIENT_ID}")
    why = containers.Excuse("smear-2-left", "other", None, next(notes))
    containers.excuse(station, P, why, act)
    containers.undo(station, P, "smear-1-left", next(notes), act)
    containers.discard(station, P, "flow-1-left", next(notes), act)
    printing = label_folder(bench.folder / "labels")
    reprint(station, P, Reprint("smear-1-left", next(notes)), act, printing)
    bench.receive(bench.text("biopsy-1-left"))
    label = bench.text("biopsy-1-left")
    receive.undo_receive(station, label, next(notes), act)
    bench.receive("smear-1-left", GIVEN, f"{PATIENT_ID}-1")
    containers.resolve(station, P, "smear-1-left", next(notes), act)
    patients.merge_patient(station, PATIENT_ID, _renamed(), act)
    patients.unmerge_patient(station, PATIENT_ID, next(notes), act)
    right = patients.Correction(next(notes), family=f"{FAMILY}ER")
    patients.correct_patient(station, PATIENT_ID, right, act)
    receive.receive(station, bench.text("biopsy-1-left"), None, bench.act("scan-0001"))
    receive.undo_receive(station, bench.text("biopsy-1-left"), next(notes), act)
    patients.merge_patient(station, PATIENT_ID, _renamed(), act)
    return bench


def _renamed() -> Person:
    return Person("ZZID-8888", f"{FAMILY}NEW", GIVEN, BirthDate(2019, 5, 17))


def event_text(bench: Bench) -> str:
    """Everything that the log holds, as one text."""
    return "\n".join(str(row) for row in bench.dump()["event"]).upper()


def test_every_free_text_is_kept_beside_the_events(bench: Bench) -> None:
    kept = [row["text"] for row in bench.dump()["note"]]
    assert sorted(set(NOTES) - set(kept)) == []
    text = event_text(bench)
    for marker in (FAMILY, GIVEN, PATIENT_ID, "ZZID", BIRTH_DATE, "2018-05-17", "20180517", "ZZ"):
        assert marker.upper() not in text, marker


def test_what_is_erased_is_gone_and_the_rest_still_works(bench: Bench) -> None:
    before, board = bench.state(), bench.board()
    assert FAMILY.encode() in content(bench)
    db = open_database(bench.db)
    for table in ERASABLE:
        db.execute(f"DELETE FROM {table}")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    for marker in (FAMILY, GIVEN, "ZZID", *NOTES):
        assert marker.encode() not in content(bench), marker
    assert bench.state() == before
    assert bench.board() == board
    assert isinstance(bench.station.store, SqliteStore)
    assert bench.station.store.verify() == len(bench.events())
    assert bench.station.store.person(before.patient) is None
    shown = bench.line("procedure show P")
    assert (shown.code, shown.answer["patient"]) == (0, None)
    assert bench.line("procedure events P").code == 0
    assert bench.line("order list").code == 0
    assert bench.scan("biopsy-1-left").answer.reason == "already-collected"
    labels = bench.line("labels P --out OUT")
    assert (labels.code, labels.error) == (
        2,
        f"Procedure {P}: expected a patient, got an erased one.\n",
    )


def content(bench: Bench) -> bytes:
    """All bytes of the database and its write-ahead log."""
    files = (bench.db, bench.db.with_name(f"{bench.db.name}-wal"))
    return b"".join(file.read_bytes() for file in files if file.exists())


@pytest.fixture(scope="module")
def one_bench() -> Iterator[Bench]:
    """A procedure that many texts are scanned at."""
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.order()
        bench.open()
        bench.ready()
        yield bench


@given(text=st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), max_size=90))
@settings(max_examples=60, deadline=None)
def test_no_scanned_text_is_in_an_event(one_bench: Bench, text: str) -> None:
    text = f"~{text}"  # no card, label or wristband begins so
    act = one_bench.act()
    refused = {
        "scan": handle_scan(Scan(text, act, P), one_bench.station),
        "receive": receive.receive(one_bench.station, text, None, act),
        "reject": receive.reject(one_bench.station, text, "RC", act),
        "undo-receive": receive.undo_receive(one_bench.station, text, "why", act),
        "wristband": prepare.read_wristband(one_bench.station, P, text, None, act),
    }
    digest = one_bench.station.store.digest(text)
    for (action, outcome), row in zip(
        refused.items(), one_bench.dump()["event"][-len(refused) :], strict=True
    ):
        reason = outcome.answer.reason
        assert reason in {"unreadable", "unknown", "wrong-patient"}
        assert row["type"] == "refused"
        assert json.loads(row["body"]) == {
            "action": action,
            "reason": reason,
            "container": None,
            "asked": None,
            "digest": digest,
            "item": None,
            "answer": None,
        }
