"""What running installs is what running imports: no more, and nothing that only the tests have."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"labels", "schemas", "station"}

# Packages that running needs and no module of ours imports.
IMPORTED_BY_OTHERS = {
    "pysqlite3": "sqlite-utils takes its SQLite instead of the system's, which is too old",
    "python-multipart": "starlette reads forms with it",
}


def third_party(source: str) -> set[str]:
    """The modules that a source imports anywhere, neither ours nor Python's: first names."""
    nodes = list(ast.walk(ast.parse(source)))
    names = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    names += [
        str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and not node.level
    ]
    return {name.split(".")[0] for name in names} - OURS - sys.stdlib_module_names


def imported() -> Iterator[str]:
    """The packages that bring what the station and the labels import."""
    brought_by = packages_distributions()
    for folder in ("station", "labels"):
        for path in (ROOT / folder).rglob("*.py"):
            for module in third_party(path.read_text()):
                yield from brought_by.get(module, [f"{module}: in no package"])


def canonical(requirements: Iterable[str]) -> set[str]:
    """The names of requirements, as every index spells them."""
    return {
        re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()
        for requirement in requirements
    }


def test_running_installs_what_it_imports_and_no_more() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    running = [*project["dependencies"], *extras["brother"], *extras["evdev"]]
    assert canonical(running) == canonical(imported()) | set(IMPORTED_BY_OTHERS)
    assert not canonical(running) & canonical(extras["dev"])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os.path\nfrom station.app import x\nfrom . import y", set()),
        ("import numpy as np, cv2", {"cv2", "numpy"}),
        ("def later():\n    from starlette.routing import Route", {"starlette"}),
    ],
)
def test_imports_are_found_wherever_they_stand(source: str, expected: set[str]) -> None:
    assert third_party(source) == expected


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("click>=8.1", "click"),
        ("specimen-station[brother,evdev]", "specimen-station"),
        ("Zxing_cpp >=3; python_version > '3'", "zxing-cpp"),
    ],
)
def test_requirements_are_compared_by_name(requirement: str, expected: str) -> None:
    assert canonical([requirement]) == {expected}
