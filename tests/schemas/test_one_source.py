"""What data and code both have to list is the same list."""

import json
import tomllib
from importlib.resources import files

from station.app.printing import DPIS, SHEETS


def test_the_sheets_that_are_offered_are_those_that_ship() -> None:
    assert tuple(tomllib.loads(files("schemas").joinpath("sheets.toml").read_text())) == SHEETS


def test_the_resolutions_of_printers_are_those_that_labels_are_drawn_at() -> None:
    schema = json.loads(files("schemas").joinpath("station.schema.json").read_text())
    assert tuple(schema["$defs"]["printer"]["properties"]["dpi"]["enum"]) == DPIS
