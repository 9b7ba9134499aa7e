"""A station on a real database, driven by hand or by the lines that a person would type."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.catalogue import load_catalogue
from station.adapters.event_schemas import event_validator
from station.adapters.fonts import label_fonts
from station.adapters.stores.sqlite import SqliteStore
from station.app import close_procedure, containers, prepare, receive
from station.app.import_orders import import_orders
from station.app.keeping import Outcome, load
from station.app.open_procedure import Opening, open_procedure
from station.app.print_labels import LabelsWanted, Reprint, print_labels, reprint
from station.app.scan import Scan, handle_scan
from station.app.station import Station
from station.app.views.board import missing
from station.bootstrap import label_folder
from station.cli import run
from station.domain.codes import Side
from station.domain.events import Event
from station.domain.flags import Flag
from station.domain.order import parse_order
from station.domain.state import Procedure
from station.domain.texts import Language
from station.ports.store import Act

ROOT = Path(__file__).resolve().parents[1]
STREAM = 17
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # a Monday, before every real run of the tests
BETWEEN_SCANS_S = 60  # a draw lies between two containers
P = f"P{STREAM:05d}-1"
BAND = "P-12345678,2019-05-17"
HODGKIN_LEFT = ("biopsy-1-left", "smear-1-left", "smear-2-left", "flow-1-left")
HODGKIN_RIGHT = ("biopsy-1-right", "smear-1-right", "smear-2-right", "flow-1-right")
CHECKLIST = {"haemophilia": "no", "inr": "not-applicable"}
PATIENT = {"id": "P-12345678", "family": "TESTESEN", "given": "Prøve", "birth_date": "2019-05-17"}

Dump = dict[str, list[dict[str, Any]]]


def order_data(order: str = "O-1", **changes: Any) -> dict[str, Any]:
    """An order file's content: Hodgkin, both sides, unless changed."""
    data = {"order": order, "patient": PATIENT, "indication": "hodgkin-lymphoma"}
    return {**data, "sides": ["left", "right"], **changes}


class HandClock:
    """A clock that stands until it is moved; implements ``ports.clock.Clock``."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.at

    def move(self, **by: float) -> datetime:
        """Later by hours, minutes or seconds."""
        self.at += timedelta(**by)
        return self.at


@dataclass(frozen=True)
class Said:
    """What a command line answered: exit code, JSON values one a line, standard error."""

    code: int
    answers: tuple[Any, ...]
    error: str

    @property
    def answer(self) -> Any:
        """The last value."""
        return self.answers[-1]


class Bench:
    """One station in a folder. Its methods act at the hand-set clock; ``line`` acts now."""

    def __init__(self, folder: Path, language: Language = "en", site: Path | None = None) -> None:
        self.folder = folder
        self.db = folder / "station.db"
        self.clock = HandClock(START)
        self.store = SqliteStore(self.db, event_validator(), STREAM)
        catalogue = load_catalogue((site,) if site else ())
        self.station = Station(
            self.store, self.clock, catalogue, language, label_fonts, label_language=language
        )

    def at_labels(self) -> Self:
        """The first procedure is ready to print the labels of its left side, declared now."""
        self.order()
        self.open()
        self.confirm()
        self.answer_checklist()
        self.line("side P left")
        return self

    def sent(self) -> Self:
        """All of the left side is collected and sent."""
        self.order()
        self.open()
        self.ready()
        self.scan(*HODGKIN_LEFT)
        self.dispatch()
        return self

    def end(self) -> None:
        """Let go of the database, so that the file is whole by itself."""
        self.store.close()

    # by hand, at the clock's moment

    def act(self, scan_id: str | None = None, source: str = "reader") -> Act:
        """Someone, at the clock's moment."""
        return Act("nurse-1", source, self.clock.now(), scan_id)

    def order(self, order: str = "O-1", **changes: Any) -> None:
        """Import one order."""
        done = import_orders(self.station, [parse_order(order_data(order, **changes))], self.act())
        assert not done.refused, done.refused[0].message("en")

    def open(self, order: str = "O-1", place: str = "default") -> str:
        """Open a procedure; its id."""
        outcome = open_procedure(self.station, Opening(order, place=place), self.act())
        assert outcome.procedure is not None, outcome.answer.message
        return outcome.procedure.procedure

    def confirm(self, p: str = P, band: str = BAND) -> Outcome:
        """The wristband, with the birth date in its code."""
        return prepare.read_wristband(self.station, p, band, None, self.act())

    def ready(self, side: Side = "left", p: str = P, band: str = BAND) -> None:
        """Patient, checklist, side, and its labels."""
        self.confirm(p, band)
        self.answer_checklist(p)
        self.side(side, p)

    def answer_checklist(self, p: str = P) -> Outcome:
        """What blocks labels, answered so that it no longer does."""
        return prepare.answer_checklist(self.station, p, prepare.Answers(CHECKLIST), self.act())

    def side(self, side: Side, p: str = P) -> None:
        """Declare a side, whatever is open on the other, and print."""
        prepare.declare_side(self.station, p, prepare.SideChange(side, confirmed=True), self.act())
        self.print(p)

    def print(self, p: str = P) -> Outcome:
        """The labels of the active side and of what has no side."""
        printing = label_folder(self.folder / "labels")
        return print_labels(self.station, p, LabelsWanted(), self.act(), printing)

    def reprint(self, container: str, p: str = P) -> Outcome:
        """A new label for one container."""
        printing = label_folder(self.folder / "labels")
        return reprint(self.station, p, Reprint(container, "smudged"), self.act(), printing)

    def scan(
        self,
        *names: str,
        p: str | None = P,
        reason: str | None = None,
        source: str = "reader",
    ) -> Outcome:
        """Scan each container's label (or a text), a draw apart; the last answer."""
        for name in names:
            self.clock.move(seconds=BETWEEN_SCANS_S)
            text = self.text(name, p or P)
            act = self.act(source=source)
            outcome = handle_scan(Scan(text, act, p, reason=reason), self.station)
        return outcome

    def excuse(self, *names: str, reason: str = "dry-tap", p: str = P) -> Outcome:
        """Excuse each container; the last answer."""
        for name in names:
            why = containers.Excuse(name, reason)
            outcome = containers.excuse(self.station, p, why, self.act())
        return outcome

    def close(self, p: str = P) -> Outcome:
        """Close the procedure."""
        return close_procedure.close(self.station, p, None, self.act())

    def dispatch(self, p: str = P) -> Outcome:
        """Send all that is collected."""
        return close_procedure.dispatch(self.station, p, None, self.act())

    def receive(self, *names: str, p: str = P, desk: str | None = None) -> Outcome:
        """Receive each container's label (or a text); the last answer."""
        for name in names:
            outcome = receive.receive(self.station, self.text(name, p), desk, self.act())
        return outcome

    def reject(self, name: str, reason: str, p: str = P) -> Outcome:
        """Reject one container."""
        return receive.reject(self.station, self.text(name, p), reason, self.act())

    def board(self, at: datetime | None = None) -> tuple[Flag, ...]:
        """The flags at a moment, or now."""
        return missing(self.station, at or self.clock.now())

    # looking

    def state(self, p: str = P) -> Procedure:
        """The procedure as it is now."""
        return load(self.store, p)

    def text(self, name: str, p: str = P) -> str:
        """``flow-1`` its label, ``~flow-1`` its first void label, anything else itself."""
        if not self.store.events(p):
            return name
        found = self.state(p).containers
        if name.startswith("~"):
            return found[name[1:]].void_labels[0]
        return found[name].label_id or name if name in found else name

    def events(self) -> tuple[Event, ...]:
        """Every event of the store, oldest first."""
        names = [None, *(line.procedure for line in self.store.procedures())]
        found = [event for name in names for event in self.store.events(name)]
        return tuple(sorted(found, key=lambda event: event.seq))

    def dump(self) -> Dump:
        """Every row of every table."""
        return dump(self.db)

    # by the command line, now

    def line(self, line: str) -> Said:
        """Run one command line in this process, with JSON answers.

        ``P`` is the first procedure, ``OUT`` a folder, ``@flow-1`` the label of a container of P
        and ``~flow-1`` its first void label.
        """
        return self.call(*(self._word(word) for word in shlex.split(line)))

    def call(self, *arguments: str) -> Said:
        """Run a command with these arguments, with JSON answers."""
        return call(self.db, *arguments)

    def said(self, sentence: str) -> str:
        """A sentence with the words of ``line`` filled in."""
        return re.sub(r"[@~][a-z]+-[0-9](-[a-z]+)?", lambda m: self._word(m[0]), sentence)

    def _word(self, word: str) -> str:
        if word.startswith(("@", "~")):
            return self.text(word.removeprefix("@"))
        return {"P": P, "OUT": str(self.folder / "labels")}.get(word, word)


def call(db: Path, *arguments: str) -> Said:
    """Run a command on a database in this process, with JSON answers."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([*arguments, "--db", str(db), "--json"])
    return Said(code, _values(out.getvalue()), err.getvalue())


class Shell:
    """The command ``station`` as processes of their own, on one database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "station.db"

    def order(self, order: str = "O-1", **changes: Any) -> Path:
        """An order file."""
        path = self.folder / f"{order}.json"
        path.write_text(json.dumps(order_data(order, **changes)), encoding="utf-8")
        return path

    def __call__(self, *arguments: str | Path, code: int = 0, stdin: str = "") -> Any:
        """Run it with JSON answers; the only value, or the list of them where several came."""
        said = self.run(*arguments, stdin=stdin)
        assert (said.code, said.error) == (code, ""), said
        return said.answers[0] if len(said.answers) == 1 else list(said.answers)

    def run(self, *arguments: str | Path, stdin: str = "") -> Said:
        """Run it with JSON answers, whatever it answers."""
        done = subprocess.run(
            [sys.executable, "-m", "station", *map(str, arguments), "--json"],
            cwd=self.folder,
            env=self._environment(),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=300,
        )
        return Said(done.returncode, _values(done.stdout), done.stderr)

    def _environment(self) -> Mapping[str, str]:
        own = {"STATION_DB": str(self.db), "STATION_STREAM": str(STREAM), "STATION_LANG": "en"}
        return {**os.environ, **own, "PYTHONPATH": str(ROOT)}


def dump(db: Path) -> Dump:
    """Every row of every table of a database, in the order in which they were written."""
    with sqlite3.connect(db) as conn:
        conn.row_factory = sqlite3.Row
        names = [
            row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        found = {
            name: [dict(row) for row in conn.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
            for name in names
            if name != "_sqlite_migrations"
        }
    conn.close()
    return found


def _values(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(line) for line in text.splitlines())
