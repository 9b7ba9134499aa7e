"""station.toml: what it says, and each wrong key named with file, line and reason."""

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from ports import own_port

from station.adapters.decoding import KNOWN_FORMATS
from station.adapters.printers import printer_of
from station.adapters.station_file import load_station_file
from station.domain.errors import StationError
from station.ports.printer import CONDITIONS, PrinterPlan, StationFile

STOCKS = ("tube-50x25", "tube-50x30")
DOC = (Path(__file__).resolve().parents[2] / "docs" / "printers.md").read_text(encoding="utf-8")
SCHEMA = json.loads(files("schemas").joinpath("station.schema.json").read_text(encoding="utf-8"))
CASES = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "station-file-refusals.toml").read_text()
)["case"]

# Its lines are counted in the cases: insert nothing.
OWN = """\
name = "Ward 4"

[printers.bedside]
kind = "zpl"
host = "192.0.2.17"
dpi = 203
stock = "tube-50x30"
places = ["room-2"]
standby = "office"

[printers.office]
kind = "cups"
queue = "zebra"
dpi = 300

[printers.ql]
kind = "brother"
model = "QL-820NWB"
media = "62"
host = "192.0.2.18"
dpi = 300
"""


def load(folder: Path, text: str) -> StationFile:
    path = folder / "station.toml"
    path.write_text(text, encoding="utf-8")
    return load_station_file(path, STOCKS)


def wrong(folder: Path, text: str) -> str:
    with pytest.raises(StationError) as caught:
        load(folder, text)
    return str(caught.value).removeprefix(f"{folder}/station.toml")


def test_no_file_is_no_printers() -> None:
    assert load_station_file(None, STOCKS) == StationFile("station", {})


def test_what_it_says(tmp_path: Path) -> None:
    host = {"host": "192.0.2.17"}
    ql = {"model": "QL-820NWB", "media": "62", "host": "192.0.2.18"}
    plans = (
        PrinterPlan("bedside", "zpl", 203, "tube-50x30", ("room-2",), "office", host),
        PrinterPlan("office", "cups", 300, None, (), None, {"queue": "zebra"}),
        PrinterPlan("ql", "brother", 300, None, (), None, ql),
    )
    assert load(tmp_path, OWN) == StationFile("Ward 4", {plan.name: plan for plan in plans})


def test_the_symbologies_that_it_names(tmp_path: Path) -> None:
    site = load(tmp_path, 'formats = ["DataMatrix", "Code128"]')
    assert site == StationFile("station", {}, formats=("DataMatrix", "Code128"))


def test_it_may_name_every_symbology_that_there_is() -> None:
    assert tuple(SCHEMA["properties"]["formats"]["items"]["enum"]) == KNOWN_FORMATS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_what_is_wrong_is_named(tmp_path: Path, case: dict[str, str]) -> None:
    assert OWN.count(case["old"]) == 1
    assert wrong(tmp_path, OWN.replace(case["old"], case["new"])) == case["says"]


@pytest.mark.parametrize("number", [1, 65_535])
def test_a_limit_is_within(tmp_path: Path, number: int) -> None:
    text = OWN.replace("dpi = 203", f"dpi = 203\nport = {number}\nprint_s = {min(number, 300)}")
    assert load(tmp_path, text).printers["bedside"].options["port"] == number


def test_every_kind_makes_its_printer(tmp_path: Path) -> None:
    said = """
        [printers.a]
        kind = "ipp"
        uri = "ipp://127.0.0.1:{port}/ipp/print"
        dpi = 203
        [printers.b]
        kind = "folder"
        folder = "out"
        dpi = 203
        [printers.c]
        kind = "command"
        command = ["true"]
        dpi = 203
    """
    with own_port() as port:
        more = load(tmp_path, said.replace("{port}", str(port))).printers
        local = [_local(p, port) for p in (*load(tmp_path, OWN).printers.values(), *more.values())]
        codes = {plan.name: printer_of(plan, tmp_path).status().code for plan in local}
    unreachable = dict.fromkeys(("bedside", "office", "ql", "a"), "unreachable")
    assert codes == {**unreachable, "b": "ready", "c": "unknown"}


def _local(plan: PrinterPlan, port: int) -> PrinterPlan:
    """No host but this one is asked, at a port where nobody listens."""
    with_host = plan.kind in ("zpl", "cups", "brother")
    where = {"host": "127.0.0.1", "port": port} if with_host else {}
    return PrinterPlan(plan.name, plan.kind, plan.dpi, None, (), None, {**plan.options, **where})


def test_the_documented_examples_load(tmp_path: Path) -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOC, re.DOTALL)
    assert len(examples) == 2
    for text in examples:
        assert set(load(tmp_path, text).printers) == set(tomllib.loads(text)["printers"])


def test_every_condition_and_every_key_is_explained() -> None:
    kinds = SCHEMA["$defs"]["kinds"]
    keys = {
        key for own in (*kinds.values(), SCHEMA["$defs"]["printer"]) for key in own["properties"]
    }
    own = set(SCHEMA["properties"]) - {"printers"}
    words = {*CONDITIONS, *kinds, *keys, *own, *KNOWN_FORMATS}
    assert sorted(word for word in words if f"`{word}`" not in DOC) == []
