"""``station readers``: which this machine has, whose scans are theirs, and whether they read."""

import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import click

from station.app.reader_places import reader_places
from station.bootstrap import found_readers, listen_to, open_station_file
from station.cli.call import Call, Refusal, command, table
from station.config import read_config
from station.domain.texts import CAMERA
from station.ports.reader import Notice, Read
from station.ports.viewfinder import Glance

SECONDS = 10.0


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--db", metavar="FILE", help="The database (else STATION_DB, else station.db).")
@click.pass_context
def readers(context: click.Context, as_json: bool, db: str | None) -> None:
    """Readers: list, test. Without a word: list."""
    if context.invoked_subcommand is None:
        show_readers(Call(db, "unnamed", "typed", as_json))


@command("list", store=False)
def list_readers(call: Call) -> None:
    """Serial ports, readers that type, and cameras of this machine, with their places."""
    show_readers(call)


def show_readers(call: Call) -> None:
    """Say every reader that is there; a database that is not there yet is not made for it."""
    there = read_config(call.db).db.exists()
    places = reader_places(call.station) if there else {}
    rows = [
        {
            "reader": one.name,
            "kind": one.kind,
            "device": one.device,
            "place": next((places[name] for name in one.names if name in places), None),
            "detail": one.detail,
        }
        for one in found_readers()
    ]
    columns = ("reader", "kind", "device", "place", "detail")
    call.say(rows, table(rows, columns) or ["No reader found."])


class _Seconds(click.FloatRange):
    """A time to wait; click itself takes "nan" for a number within every range."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail("expected a number of seconds, got nan.", param, ctx)
        return number


@command("test", store=False)
@click.argument("name", metavar="NAME")
@click.option("--seconds", type=_Seconds(0, 3600, min_open=True), default=SECONDS)
def test_reader(call: Call, name: str, seconds: float) -> None:
    """Say what a reader reads, for some seconds; nothing is collected."""
    language = call.config.language
    formats = open_station_file(call.config).formats
    read = False
    ends_at = time.monotonic() + seconds
    for said in listen_to(name, seconds, formats):
        for view in _views(said):
            hints = [CAMERA[language][code] for code in view.hints]
            call.say({**asdict(view), "hints": hints}, _lines(view, hints))
            read |= view.code == "read"
        if time.monotonic() >= ends_at:
            break
    if not read:
        if not call.as_json:  # a line of JSON is something that the reader said
            call.say(None, [f"Nothing read in {seconds:g} s."])
        raise Refusal


@dataclass(frozen=True, kw_only=True)
class _View:
    """One line of JSON."""

    text: str | None = None
    symbology: str | None = None
    hints: tuple[str, ...] = ()
    detail: str | None = None
    code: str


def _views(said: Read | Notice | Glance) -> Iterator[_View]:
    """What a reader or camera says, one object a line of JSON."""
    if isinstance(said, Glance):
        for symbol in said.symbols:
            yield _View(code="read", text=symbol.text, symbology=symbol.symbology)
        if said.hints:
            yield _View(code="hint", hints=tuple(said.hints))
    elif isinstance(said, Read):
        yield _View(code="read", text=said.text, symbology=said.symbology)
    else:
        yield _View(code=said.code, detail=said.detail)


def _lines(view: _View, hints: list[str]) -> list[str]:
    if view.code == "read":
        kind = f" ({view.symbology})" if view.symbology else ""
        return [f"{view.text}{kind}"]
    return hints or [view.detail or ""]


readers.add_command(list_readers)
readers.add_command(test_reader)
COMMANDS = (readers,)
