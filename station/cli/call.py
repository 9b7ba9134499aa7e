"""What every command takes: the database, who asks, and whether to answer in JSON."""

import functools
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import click

from station.app.keeping import Outcome
from station.app.station import Station
from station.bootstrap import open_station, open_station_file
from station.config import Config, read_config
from station.domain.codes import SOURCES
from station.domain.feedback import Feedback
from station.ports.printer import StationFile
from station.ports.store import Act


class Refusal(Exception):  # noqa: N818 - it is no error: it ends a command with exit code 1
    """The command was refused and has said so."""


@dataclass(frozen=True)
class Call:
    """One command's common options."""

    db: str | None
    by: str
    source: str
    as_json: bool
    config_file: str | None = None

    @functools.cached_property
    def config(self) -> Config:
        """Where things are, by options and environment."""
        return read_config(self.db, station_file=self.config_file)

    @functools.cached_property
    def station(self) -> Station:
        """The station on the database named, opened at the first use."""
        return open_station(self.config)

    @functools.cached_property
    def printers(self) -> StationFile:
        """What station.toml says."""
        return open_station_file(self.config, self.station.catalogue)

    def act(self, scan_id: str | None = None) -> Act:
        """This command as an act, now."""
        return Act(self.by, self.source, self.station.clock.now(), scan_id)

    def say(self, data: object, lines: Iterable[str]) -> None:
        """Answer: the data as one line of JSON, or the lines for people."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False))
        else:
            for line in lines:
                click.echo(line)
        sys.stdout.flush()  # what is acknowledged must be out before the next is begun

    def answer(self, outcome: Outcome, lines: Iterable[str] = (), **more: object) -> None:
        """Answer with feedback, and end with exit code 1 when it is a refusal."""
        said = outcome.answer
        self.say({**spoken(said), **more}, [line_of(said), *lines])
        if not said.accepted:
            raise Refusal


def spoken(said: Feedback) -> dict[str, object]:
    """Feedback as JSON values."""
    data = asdict(said)
    data["warnings"] = list(said.warnings)
    return data


def line_of(said: Feedback) -> str:
    """Feedback as one line for people."""
    whose = f"{said.patient_id}: " if said.patient_id else ""
    message = f"{whose}{said.message}"
    return message if said.accepted else f"REFUSED ({said.reason}): {message}"


def command(
    name: str, given: Callable[..., object] | None = None, *, store: bool = True
) -> Callable[[Callable[..., None]], click.Command]:
    """A click command whose function is given a Call first, then its options.

    ``given`` makes one value of many options, by their names.
    """

    def decorate(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)
        def run(
            db: str | None,
            by: str,
            source: str,
            as_json: bool,
            config_file: str | None,
            **arguments: object,
        ) -> None:
            call = Call(db, by, source, as_json, config_file)
            if given is None:
                function(call, **arguments)
            else:
                function(call, given(**arguments))

        for option in _options(store):
            run = option(run)
        return click.command(name, help=function.__doc__)(run)

    return decorate


def _options(store: bool) -> list[Callable[..., Any]]:
    source = click.Choice(SOURCES)
    return [
        click.option("--json", "as_json", is_flag=True, help="Answer in JSON."),
        click.option(
            "--source",
            type=source,
            default="typed",
            help="Where the text came from.",
            hidden=not store,
        ),
        click.option(
            "--by", default="unnamed", metavar="ID", help="Who does it.", hidden=not store
        ),
        click.option(
            "--config",
            "config_file",
            metavar="FILE",
            help="The station's file (else STATION_CONFIG, else station.toml beside the database).",
        ),
        click.option(
            "--db", metavar="FILE", help="The database (else STATION_DB, else station.db)."
        ),
    ]


def table(rows: Iterable[Mapping[str, object]], columns: Iterable[str]) -> list[str]:
    """Rows as aligned text, one line each, the head first; nothing for no rows."""
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    if not cells:
        return []
    cells.insert(0, list(columns))
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return [
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells
    ]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "–" if value is None else str(value)
