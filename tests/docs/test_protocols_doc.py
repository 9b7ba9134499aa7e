"""docs/protocols.md: its worked example loads, its refusal is the real one, it names every key."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from station.adapters.catalogue import load_catalogue
from station.adapters.toml_file import MAX_FILE_BYTES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "protocols.md").read_text()
FENCED = re.compile(r"`(\S+\.toml)`:\n\n```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = dict(FENCED.findall(PAGE))
NAME = "protocols/acute-leukaemia-infant.toml"


def keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for name, part in schema.items():
            if name == "properties":
                yield from part
            yield from keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys(part)


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_the_worked_example_loads(tmp_path: Path) -> None:
    assert list(EXAMPLE) == ["common.toml", NAME]
    catalogue = load_catalogue([written(tmp_path, EXAMPLE)])
    assert catalogue.broken == ()
    infant = catalogue.protocols["acute-leukaemia-infant"]
    assert [plan.kind for plan in infant.containers] == [
        "smear",
        "smear",
        "flow",
        "study",
        "blood-smear",
    ]
    assert (infant.containers[2].volume_min_ml, infant.containers[2].volume_max_ml) == (1.0, 2.0)


def test_the_refusal_shown_is_the_real_one(tmp_path: Path) -> None:
    sternal = EXAMPLE[NAME].replace('sites = ["posterior-iliac-spine"]', 'sites = ["sternum"]')
    catalogue = load_catalogue([written(tmp_path, {**EXAMPLE, NAME: sternal})])
    (said,) = re.findall(r"```text\n(.*?)\n```", PAGE)
    assert [str(broken) for broken in catalogue.broken] == [f"{tmp_path}/{said}"]


@pytest.mark.parametrize("name", ["common", "protocol"])
def test_every_key_of_the_schema_is_explained(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())
    assert [key for key in keys(schema) if f"`{key}`" not in PAGE] == []


def test_the_limit_said_is_the_limit_held() -> None:
    assert f"at most {MAX_FILE_BYTES // 1_000_000} MB" in PAGE
