"""A site's catalogue: laid over what ships, and each thing wrong in it named to the line."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from station.adapters.catalogue import load_catalogue
from station.adapters.schema_sentences import EXPECTED
from station.adapters.toml_file import MAX_FILE_BYTES, MAX_PROBLEMS
from station.ports.catalogue import BrokenFile, Catalogue

SHIPPED = load_catalogue()
SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
CASES = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "catalogue-refusals.toml").read_text()
)
FEVER = (SCHEMAS / "protocols" / "fever.toml").read_text()

# Its lines are counted in tests/cases/catalogue-refusals.toml: insert nothing above them.
OWN = """\
title = { en = "Own", nb = "Egen" }
indication = "fever"
version = 1
date = 2026-11-22
source = "The ward."
approver = "none"
approved = false
population = "child"
child_below_years = 18
sides = "one"
sites = ["posterior-iliac-spine"]
print_limit = 3
fastest_draw_s = 2.0
near_expiry_h = 1
transit_h = 2
prompts = [
    "dry-tap",
]
checklist = [
    "haemophilia",
    "inr",
]

[[containers]]
kind = "smear"
order = 1

[[containers]]
kind = "flow"
order = 2
"""
KIND = """\
[kinds.own]
name = { en = "Own", nb = "Egen" }
vessel = "tube"
stock = "tube-50x30"
destination = "flow"
tell = { en = "Own.", nb = "Egen." }
"""
SLUG = "1 to 40 small letters a–z and digits, in words joined by '-'"


def site(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def loaded(folder: Path, files: dict[str, str | bytes]) -> Catalogue:
    return load_catalogue([site(folder, files)])


def named(catalogue: Catalogue, folder: Path) -> list[tuple[str, int, str]]:
    return [(one.file.removeprefix(f"{folder}/"), one.line, one.reason) for one in catalogue.broken]


def broken_own(folder: Path, old: str, new: str) -> list[tuple[int, str]]:
    """What is said of OWN with one thing changed; all that ships must be there all the same."""
    assert OWN.count(old) == 1
    catalogue = loaded(folder, {"protocols/own.toml": OWN.replace(old, new)})
    assert dict(catalogue.protocols) == dict(SHIPPED.protocols)
    assert {name for name, _, _ in named(catalogue, folder)} == {"protocols/own.toml"}
    return [(one.line, one.reason) for one in catalogue.broken]


def test_a_site_adds_a_protocol(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, {"protocols/own.toml": OWN})
    assert catalogue.broken == ()
    assert set(catalogue.protocols) - set(SHIPPED.protocols) == {"own"}
    own = catalogue.protocols["own"]
    assert (own.name, own.indication) == ("own", "fever")
    assert [plan.draw_order for plan in own.containers] == [1, 2]
    assert own.checklist == tuple(
        item for item in SHIPPED.protocols["fever"].checklist if item.item in ("haemophilia", "inr")
    )


def test_a_site_replaces_a_protocol(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, {"protocols/fever.toml": OWN})
    assert catalogue.broken == ()
    assert catalogue.protocols["fever"].title == {"en": "Own", "nb": "Egen"}


def test_a_count_repeats_a_container_and_its_keys_override_the_kind(tmp_path: Path) -> None:
    text = OWN.replace('kind = "flow"', 'kind = "flow"\ncount = 3\nadditive = "EDTA"')
    plans = loaded(tmp_path, {"protocols/own.toml": text}).protocols["own"].containers
    assert [(plan.kind, plan.additive, plan.volume_max_ml) for plan in plans] == [
        ("smear", "", 1.0),
        *[("flow", "EDTA", 3.0)] * 3,
    ]


def test_a_site_overrides_a_kind_everywhere(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, {"common.toml": '[kinds.flow]\nadditive = "EDTA"\n'})
    assert catalogue.broken == ()
    flow = catalogue.kinds["flow"]
    assert (flow.additive, flow.volume_max_ml, flow.draw_order) == ("EDTA", 3.0, 0)
    assert "EDTA" in {p.additive for p in catalogue.protocols["fever"].containers}


def test_a_site_adds_stocks_and_kinds(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "stocks.toml": "[own-stock]\nwidth_mm = 30\n",
        "common.toml": KIND.replace("tube-50x30", "own-stock"),
    }
    catalogue = loaded(tmp_path, files)
    assert catalogue.broken == ()
    assert catalogue.kinds["own"].stock == "own-stock"
    assert catalogue.kinds["own"].per_side is True
    assert catalogue.stocks["own-stock"] == {"width_mm": 30}
    assert set(SHIPPED.stocks) < set(catalogue.stocks)


def test_the_later_directory_is_laid_over_the_earlier(tmp_path: Path) -> None:
    first = site(tmp_path / "a", {"common.toml": "[kinds.flow]\nstability_h = 30\n"})
    second = site(tmp_path / "b", {"common.toml": "[kinds.flow]\nstability_h = 40\n"})
    assert load_catalogue([first, second]).kinds["flow"].stability_h == 40.0


def test_windows_files_load(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode()
    catalogue = loaded(tmp_path, {"protocols/own.toml": text})
    assert (catalogue.broken, "own" in catalogue.protocols) == ((), True)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        *(tuple(case.values()) for case in CASES["protocol"]),
        (
            "version = 1",
            f"version = {'1' * 5000}",
            0,
            "The file: expected valid TOML, got 'Exceeds the limit (4300 digits) for integer "
            "string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to "
            "increase the limit'.",
        ),
        (
            "version = 1",
            f"version = {'[' * 5000}{']' * 5000}",
            0,
            "The file: expected valid TOML, got tables within tables too deep.",
        ),
        (
            "version = 1",
            f"version = 1\n{'.'.join('a' * 5000)} = 1",
            0,
            "The file: expected valid TOML, got tables within tables too deep.",
        ),
    ],
)
def test_a_broken_protocol_is_named(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert broken_own(tmp_path, old, new) == [(line, reason)]


def test_a_site_for_adults_may_list_the_sternum(tmp_path: Path) -> None:
    text = OWN.replace('"child"', '"any"').replace('"posterior-iliac-spine"', '"sternum"')
    catalogue = loaded(tmp_path, {"protocols/own.toml": text})
    assert (catalogue.broken, catalogue.protocols["own"].sites) == ((), ("sternum",))


def test_every_problem_of_a_file_is_named_in_the_order_of_its_lines(tmp_path: Path) -> None:
    text = OWN.replace("order = 2", "order = 100").replace("version = 1", "version = 0")
    assert broken_own_lines(tmp_path, text) == [3, 30]


def broken_own_lines(folder: Path, text: str) -> list[int]:
    return [one.line for one in loaded(folder, {"protocols/own.toml": text}).broken]


@pytest.mark.parametrize("count", [MAX_PROBLEMS - 1, MAX_PROBLEMS, MAX_PROBLEMS + 1])
def test_only_so_many_problems_of_a_file_are_named(tmp_path: Path, count: int) -> None:
    text = "".join(f"odd{index} = 1\n" for index in range(count)) + OWN
    assert len(broken_own_lines(tmp_path, text)) == min(count, MAX_PROBLEMS)


@pytest.mark.parametrize(
    ("key", "good", "bad", "expected"),
    [
        ("version = 1", ["1", "100000"], ["100001"], "at most 100000"),
        ("child_below_years = 18", ["1", "25"], ["26"], "at most 25"),
        ("print_limit = 3", ["1", "20"], ["0"], "at least 1"),
        ("print_limit = 3", ["1", "20"], ["21"], "at most 20"),
        ("fastest_draw_s = 2.0", ["0", "60"], ["61", "60.1"], "at most 60"),
        ("near_expiry_h = 1", ["0", "72"], ["-1"], "at least 0"),
        ("near_expiry_h = 1", ["0", "72"], ["73"], "at most 72"),
        ("transit_h = 2", ["0.1", "168"], ["0"], "more than 0"),
        ("transit_h = 2", ["0.1", "168"], ["169"], "at most 168"),
        ("order = 2", ["0", "99"], ["100"], "at most 99"),
    ],
)
def test_ranges(tmp_path: Path, key: str, good: list[str], bad: list[str], expected: str) -> None:
    name = key.split(" = ")[0]
    for value in good:
        text = OWN.replace(key, f"{name} = {value}")
        assert loaded(tmp_path, {"protocols/own.toml": text}).broken == ()
    for value in bad:
        ((_, reason),) = broken_own(tmp_path, key, f"{name} = {value}")
        assert reason.endswith(f"{name}: expected {expected}, got {value}.")


@pytest.mark.parametrize(
    ("text", "line", "reason"), [tuple(case.values()) for case in CASES["common"]]
)
def test_a_broken_common_file_is_named_and_none_of_it_used(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    catalogue = loaded(tmp_path, {"common.toml": text, "protocols/own.toml": OWN})
    assert named(catalogue, tmp_path) == [("common.toml", line, reason)]
    assert (catalogue.kinds, set(catalogue.protocols)) == (
        SHIPPED.kinds,
        {*SHIPPED.protocols, "own"},
    )


@pytest.mark.parametrize(
    ("file", "part"), [("readers.toml", "profiles"), ("sheets.toml", "sheets")]
)
def test_a_site_adds_readers_and_sheets(tmp_path: Path, file: str, part: str) -> None:
    catalogue = loaded(tmp_path, {file: "[own]\nwidth_mm = 1\n"})
    assert catalogue.broken == ()
    assert getattr(catalogue, part) == {**getattr(SHIPPED, part), "own": {"width_mm": 1}}
    broken = loaded(tmp_path, {file: "own = 5\n"})
    assert named(broken, tmp_path) == [(file, 1, "own: expected a table, got 5.")]
    assert getattr(broken, part) == getattr(SHIPPED, part)


def test_a_broken_stocks_file_is_named_and_none_of_it_used(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, {"stocks.toml": "[new]\nwidth_mm = 1\n[other]\n" + "[new]\n"})
    reason = "The file: expected valid TOML, got 'Cannot declare ('new',) twice'."
    assert named(catalogue, tmp_path) == [("stocks.toml", 4, reason)]
    assert catalogue.stocks == SHIPPED.stocks
    catalogue = loaded(tmp_path, {"stocks.toml": "new = 5\n"})
    assert named(catalogue, tmp_path) == [("stocks.toml", 1, "new: expected a table, got 5.")]


def test_a_broken_file_takes_its_name_out_of_use(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, {"protocols/fever.toml": FEVER.replace('"one"', '"three"')})
    assert [one.reason for one in catalogue.broken] == [
        'sides: expected "one" or "both", got "three".'
    ]
    assert set(SHIPPED.protocols) - set(catalogue.protocols) == {"fever"}


def test_two_site_files_of_one_name_are_named_and_neither_used(tmp_path: Path) -> None:
    first = site(tmp_path / "a", {"protocols/own.toml": OWN})
    second = site(tmp_path / "b", {"protocols/own.toml": OWN})
    catalogue = load_catalogue([first, second])
    reason = f"The file: expected one file of this name, got also {first}/protocols/own.toml."
    assert catalogue.broken == (BrokenFile(f"{second}/protocols/own.toml", 0, reason),)
    assert "own" not in catalogue.protocols


@pytest.mark.parametrize("name", ["Own", "own_plan", "own-", "x" * 41, "egen-øre"])
def test_a_file_name_is_a_protocol_name(tmp_path: Path, name: str) -> None:
    catalogue = loaded(tmp_path, {f"protocols/{name}.toml": OWN})
    reason = f'The file\'s name: expected {SLUG}, got "{name}".'
    assert named(catalogue, tmp_path) == [(f"protocols/{name}.toml", 0, reason)]


def test_the_longest_file_name(tmp_path: Path) -> None:
    assert loaded(tmp_path, {f"protocols/{'x' * 40}.toml": OWN}).broken == ()


@pytest.mark.parametrize(
    ("size", "reasons"),
    [
        (MAX_FILE_BYTES - 1, []),
        (MAX_FILE_BYTES, []),
        (MAX_FILE_BYTES + 1, ["The file: expected at most 1000000 bytes, got more."]),
    ],
)
def test_a_large_file(tmp_path: Path, size: int, reasons: list[str]) -> None:
    text = OWN + "#" * (size - len(OWN.encode()))
    catalogue = loaded(tmp_path, {"protocols/own.toml": text})
    assert [one.reason for one in catalogue.broken] == reasons


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    text = OWN.replace("The ward.", "Barneavdelingen på 3").encode("latin-1")
    catalogue = loaded(tmp_path, {"protocols/own.toml": text})
    reason = "The file: expected UTF-8 text, got the byte 0xe5."
    assert named(catalogue, tmp_path) == [("protocols/own.toml", 5, reason)]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "protocols").mkdir()
    # Reading a process's memory from its first byte is an error of the device, for root as well.
    (tmp_path / "protocols" / "own.toml").symlink_to("/proc/self/mem")
    reason = 'The file: expected one that can be read, got "Input/output error".'
    assert named(load_catalogue([tmp_path]), tmp_path) == [("protocols/own.toml", 0, reason)]


def test_what_is_no_file_and_no_directory(tmp_path: Path) -> None:
    (tmp_path / "protocols" / "own.toml").mkdir(parents=True)
    absent, note = tmp_path / "absent", tmp_path / "note"
    note.write_text("")
    catalogue = load_catalogue([tmp_path, absent, note])
    assert named(catalogue, tmp_path) == [
        (
            "absent",
            0,
            'The file: expected a directory that can be read, got "No such file or directory".',
        ),
        ("note", 0, 'The file: expected a directory that can be read, got "Not a directory".'),
        ("protocols/own.toml", 0, "The file: expected a file, got something else."),
    ]


def test_a_protocol_may_lie_beside_the_common_file(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, {"own.toml": OWN, "README.md": "Ours.", "protocols/own.md": ""})
    assert named(catalogue, tmp_path) == []
    assert "own" in catalogue.protocols


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (BrokenFile("a.toml", 3, "Why."), "a.toml, line 3: Why."),
        (BrokenFile("a.toml", 0, "Why."), "a.toml: Why."),
    ],
)
def test_a_broken_file_says_where(broken: BrokenFile, said: str) -> None:
    assert str(broken) == said


def test_every_keyword_of_the_schemas_has_words() -> None:
    said = {*EXPECTED, "x-expected", "required", "additionalProperties"}
    silent = {"properties", "items", "propertyNames", "allOf", "if", "then", "$ref", "$defs"}
    silent |= {"$schema", "$id", "title", "description", "x-why"}

    def keywords(schema: Any) -> set[str]:
        if not isinstance(schema, dict):
            return set()
        if "x-expected" in schema:
            return {"x-expected"}
        named = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
        parts = [schema.get(key) for key in ("items", "propertyNames", "if", "then")]
        parts += [schema.get("additionalProperties"), *schema.get("allOf", []), *named]
        return set(schema).union(*map(keywords, parts))

    for name in ("common", "protocol"):
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
        assert keywords(schema) - said - silent == set()
