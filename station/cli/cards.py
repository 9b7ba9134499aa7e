"""``station cards``: the command cards, to print, cut and laminate."""

from pathlib import Path

import click

from station.bootstrap import print_card_sheet
from station.cli.call import Call, command
from station.config import read_config
from station.domain.errors import StationError
from station.domain.identifiers.card import CARDS


@command("cards", store=False)
@click.option("--out", required=True, metavar="FILE.pdf", help="The PDF to make.")
def cards(call: Call, out: str) -> None:
    """Make a sheet of the command cards, each read back before it leaves."""
    if Path(out).suffix.lower() != ".pdf":
        raise StationError("--out: expected a name that ends with .pdf, got '{out}'.", out=out)
    file = print_card_sheet(Path(out), read_config(call.db).language)
    call.say({"file": file, "cards": list(CARDS)}, [file])


COMMANDS = (cards,)
