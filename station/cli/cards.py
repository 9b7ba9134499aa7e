"""``station cards``: the command cards, to print, cut and laminate."""

from pathlib import Path

import click

from station.bootstrap import print_card_sheet, print_place_sheet
from station.cli.call import Call, command
from station.config import read_config
from station.domain.errors import StationError
from station.domain.identifiers.card import CARDS


@command("cards", store=False)
@click.option("--out", required=True, metavar="FILE.pdf", help="The PDF to make.")
@click.option("--places", metavar="A,B", help="Cards that give readers these places instead.")
def cards(call: Call, out: str, places: str | None) -> None:
    """Make a sheet of the command cards, or of places, each read back before it leaves."""
    if Path(out).suffix.lower() != ".pdf":
        raise StationError("--out: expected a name that ends with .pdf, got '{out}'.", out=out)
    language = read_config(call.db).language
    if places is not None:
        named = [name.strip() for name in places.split(",")]
        file, codes = print_place_sheet(Path(out), named, language)
        call.say(
            {"file": file, "cards": codes, "places": dict(zip(named, codes, strict=True))}, [file]
        )
        return
    file = print_card_sheet(Path(out), language)
    call.say({"file": file, "cards": list(CARDS)}, [file])


COMMANDS = (cards,)
