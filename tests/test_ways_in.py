"""The page and the command line ask ``app``: neither knows the store."""

import ast
from pathlib import Path

import pytest

STATION = Path(__file__).resolve().parents[1] / "station"
KNOWN = {"Act", "StoreError", "ProcedureLine"}  # who acts, what was not saved, one line of a list
WAYS_IN = sorted(path for folder in ("web", "cli") for path in (STATION / folder).rglob("*.py"))


def store_uses(source: str) -> list[str]:
    """Each ``….store`` that is looked at, and each name of the store's port but those known."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "store":
            found.append(f"{ast.unparse(node)} (line {node.lineno})")
        if isinstance(node, ast.ImportFrom) and node.module == "station.ports.store":
            found += [alias.name for alias in node.names if alias.name not in KNOWN]
    return found


@pytest.mark.parametrize("path", WAYS_IN, ids=lambda path: str(path.relative_to(STATION)))
def test_no_way_in_asks_the_store(path: Path) -> None:
    assert store_uses(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("name = site.station.store.active(place)", ["site.station.store (line 1)"]),
        ("from station.ports.store import Act, Store", ["Store"]),
        ("restore(station)", []),
    ],
)
def test_a_use_of_the_store_is_found(source: str, expected: list[str]) -> None:
    assert store_uses(source) == expected
