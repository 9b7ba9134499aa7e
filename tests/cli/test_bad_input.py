"""Bad input to every command: one sentence on standard error, exit 2, and nothing changed."""

import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bad import assert_bad
from kit import ROOT, Bench, Shell
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.cli import cli

LINES = tomllib.loads((ROOT / "tests/cases/bad-input.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", LINES, ids=lambda case: case["line"])
def test_a_line_that_no_command_takes(case: dict[str, Any], printed: Bench) -> None:
    (printed.folder / "file.txt").write_text("no picture", encoding="utf-8")
    labels = sorted((printed.folder / "labels").iterdir())
    places = {"FILE": printed.folder / "file.txt", "FOLDER": printed.folder, "PICTURE": labels[0]}
    line = " ".join(str(places.get(word, word)) for word in case["line"].split(" "))
    for given in case.get("given", ()):
        assert printed.line(given).code == 0
    assert_bad(printed, line, says=case.get("says", ""), starts=case.get("starts", ""))
    assert sorted((printed.folder / "labels").iterdir()) == labels


def test_every_command_has_bad_input() -> None:
    tried = {tuple(shlex.split(case["line"])[:2]) for case in LINES}
    without_any = {
        ("order", "list"), ("procedure", "list"), ("protocol", "list"), ("doctor",), ("demo",),
    }  # fmt: skip
    known = {words for words in _commands() if words not in without_any}
    assert {words for words in known if not any(t[: len(words)] == words for t in tried)} == set()


def _commands() -> Iterator[tuple[str, ...]]:
    for name, command in cli.commands.items():
        subs = getattr(command, "commands", None)
        yield from ((name, sub) for sub in subs) if subs else ((name,),)


DATABASES: dict[str, str] = {
    "not SQLite": "expected a station's database that can be written, got: file is not a database.",
    "another program's": "expected a station's database, got another program's.",
    "in a missing folder": "expected an existing folder, got none.",
    "of a newer station": "expected a schema up to m0005_people, got m9999_later; "
    "a newer station wrote it.",
}


def database(name: str, printed: Bench) -> Path:
    """A database that no station can use."""
    path = printed.folder / "other.db"
    match name:
        case "not SQLite":
            path.write_bytes(b"no database at all" * 100)
        case "another program's":
            with sqlite3.connect(path) as conn:
                conn.execute("CREATE TABLE t (x)")
            conn.close()
        case "in a missing folder":
            return printed.folder / "none" / "other.db"
        case _:
            printed.end()
            shutil.copy(printed.db, path)
            with sqlite3.connect(path) as conn:
                sql = "INSERT INTO _sqlite_migrations SELECT {} FROM _sqlite_migrations LIMIT 1"
                names = [r[1] for r in conn.execute("PRAGMA table_info(_sqlite_migrations)")]
                values = {"id": "9999", "name": "'m9999_later'"}
                conn.execute(sql.format(", ".join(values.get(n, n) for n in names)))
            conn.close()
    return path


@pytest.mark.parametrize("name", DATABASES)
def test_a_database_that_is_no_stations(name: str, printed: Bench) -> None:
    path = database(name, printed)
    before = path.read_bytes() if path.exists() else None
    printed.db = path
    said = printed.line("procedure list")
    assert (said.code, said.answers) == (2, ())
    assert said.error == f"Database {path}: {DATABASES[name]}\n"
    assert (path.read_bytes() if path.exists() else None) == before


def test_the_command_itself_says_one_line_and_no_traceback(tmp_path: Path) -> None:
    said = Shell(tmp_path).run("procedure", "show", "P9")
    sentence = "Procedure 'P9': expected one of this station, got none."
    assert (said.code, said.answers, said.error) == (2, (), f"{sentence}\n")
