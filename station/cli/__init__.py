"""The command line: one sentence for every fault, JSON for every answer that is asked for."""

import os
import sys

import click

from station.cli import (
    bedside,
    cards,
    demo,
    orders,
    patients,
    printers,
    procedures,
    readers,
    reception,
    serve,
    spool,
    tools,
    tray,
)
from station.cli.call import Refusal
from station.config import spoken_language
from station.domain.errors import SaidError, Saying
from station.domain.texts import said

BAD_INPUT = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="specimen-station")
def cli() -> None:
    """A bedside specimen station: every container bound to its side, checked by scan."""


GROUPS = (orders, patients, procedures, bedside, reception, cards, printers, spool)
for module in (*GROUPS, serve, readers, tray, tools, demo):
    for command in module.COMMANDS:
        cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run a command. Exit 0: done; 1: refused; 2: bad input, one sentence on standard error."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """The exit code of a command; what it says is on the standard streams."""
    try:
        words = sys.argv[1:] if arguments is None else arguments
        cli.main([_text(word) for word in words], prog_name="station", standalone_mode=False)
    except Refusal:
        return 1
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        return _say(error.format_message())
    except SaidError as error:
        return _say(said(error, spoken_language()))
    except BrokenPipeError:  # whoever read the output has gone; nothing more can be said
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT
    except Exception as error:
        if os.environ.get("STATION_DEBUG"):
            raise
        fault = Saying(
            "Fault in the station ({fault}); STATION_DEBUG=1 shows more.",
            fault=type(error).__name__,
        )
        return _say(said(fault, spoken_language()))
    return 0


def _text(word: str) -> str:
    """A word as text that can be kept and said: bytes of no UTF-8 become U+FFFD."""
    return word.encode(errors="surrogateescape").decode(errors="replace")


def _say(sentence: str) -> int:
    click.echo(" ".join(sentence.split()), err=True)
    return BAD_INPUT
