"""station.toml: this station's name, printers and symbologies; wrong keys by file and line."""

import json
from collections.abc import Collection, Iterator
from importlib.resources import files
from pathlib import Path

from jsonschema import Draft202012Validator

from station.adapters.schema_sentences import problems, sentence, show
from station.adapters.toml_file import Found, TomlFile, read_toml
from station.adapters.toml_lines import KeyPath
from station.domain.codes import JUST_IN_TIME
from station.domain.data import Data
from station.domain.errors import StationError
from station.ports.catalogue import BrokenFile
from station.ports.printer import PrinterPlan, StationFile

DEFAULT_NAME = "station"

_SCHEMA: Data = json.loads(files("schemas").joinpath("station.schema.json").read_text())
_DEFS = _SCHEMA["$defs"]
_SITE = Draft202012Validator(_SCHEMA)


def load_station_file(path: Path | None, stocks: Collection[str]) -> StationFile:
    """What the file says; None is no file, and no printers.

    ``stocks`` are the names that a printer's stock may have. Raises StationError with the first
    thing that is wrong.
    """
    if path is None:
        return StationFile(DEFAULT_NAME, {})
    file = read_toml(path)
    broken = [file] if isinstance(file, BrokenFile) else _broken(file, stocks)
    if broken:
        raise StationError("{error}", error=broken[0])
    assert isinstance(file, TomlFile)
    plans = {name: _plan(name, table) for name, table in file.data.get("printers", {}).items()}
    just_in_time = file.data.get("printing") == JUST_IN_TIME
    formats = tuple(file.data.get("formats", ()))
    return StationFile(file.data.get("name", DEFAULT_NAME), plans, just_in_time, formats)


def _broken(file: TomlFile, stocks: Collection[str]) -> list[BrokenFile]:
    return (
        file.broken(problems(_SITE, file.data))
        or file.broken(_key_problems(file.data))
        or file.broken(_name_problems(file.data.get("printers", {}), stocks))
    )


def _key_problems(data: Data) -> Iterator[Found]:
    """What is wrong with a printer's keys by its kind."""
    for name, table in data.get("printers", {}).items():
        common, own = _DEFS["printer"], _DEFS["kinds"][table["kind"]]
        schema = {
            "$defs": _DEFS,
            "required": [*common["required"], *own["required"]],
            "properties": {**common["properties"], **own["properties"]},
            "additionalProperties": False,
        }
        prefix: KeyPath = ("printers", name)
        for path, what in problems(Draft202012Validator(schema), table):
            yield (*prefix, *path), f"{' '.join(map(str, prefix))} {what}"
        if table["kind"] == "brother" and ("host" in table) == ("device" in table):
            got = "both" if "host" in table else "neither"
            yield prefix, sentence(prefix, "either host or device", got)


def _name_problems(printers: Data, stocks: Collection[str]) -> Iterator[Found]:
    """Names that nothing has, and places that two printers claim."""
    claimed: dict[str, str] = {}
    for name, table in printers.items():
        prefix: KeyPath = ("printers", name)
        if (stock := table.get("stock")) and stock not in stocks:
            path = (*prefix, "stock")
            yield path, sentence(path, "a table of a stocks.toml", show(stock))
        others = [other for other in printers if other != name]
        if (standby := table.get("standby")) and standby not in others:
            path = (*prefix, "standby")
            yield path, sentence(path, f"one of {', '.join(others) or 'none'}", show(standby))
        for index, place in enumerate(table.get("places", ())):
            if claimed.setdefault(place, name) != name:
                path = (*prefix, "places", index)
                got = f"{show(place)}, which {claimed[place]} has too"
                yield path, sentence(path, "a place of its own", got)


def _plan(name: str, table: Data) -> PrinterPlan:
    common = _DEFS["printer"]["properties"]
    return PrinterPlan(
        name=name,
        kind=table["kind"],
        dpi=table["dpi"],
        stock=table.get("stock"),
        places=tuple(table.get("places", ())),
        standby=table.get("standby"),
        options={key: value for key, value in table.items() if key not in common},
    )
