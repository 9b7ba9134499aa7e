"""docs/readers.md: the limits that it names are the code's, with their values."""

import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "readers.md").read_text()
ROWS = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \| `([^`]+)` \|", PAGE, re.MULTILINE)
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
UNNAMED = {"CHUNK"}  # how much of a terminal's buffer is read at once: no limit
CONSTANT = re.compile(r"^(?:export )?(?:const )?([A-Z][A-Z_]+) = ([^;#\n]+)", re.MULTILINE)


def numbers(value: Any) -> list[float]:
    """The numbers of a constant, one after the other; none of a text."""
    if isinstance(value, timedelta):
        return [value.total_seconds()]
    values = value if isinstance(value, tuple) else (value,)
    return [float(one) for one in values if isinstance(one, int | float)]


def constants(file: str) -> dict[str, list[float]]:
    """The constants of a module that are numbers."""
    text = (ROOT / file).read_text()
    if file.endswith(".js"):
        found = {
            name: [float(n) for n in re.findall(NUMBER, v)] for name, v in CONSTANT.findall(text)
        }
    else:
        module = import_module(file.removesuffix(".py").replace("/", "."))
        found = {name: numbers(getattr(module, name)) for name, _ in CONSTANT.findall(text)}
    return {name: values for name, values in found.items() if values and name not in UNNAMED}


def limits() -> Iterator[tuple[str, str]]:
    """Every limit of the files whose limits the page names."""
    readers = [f"station/adapters/readers/{name}.py" for name in ("serial", "reopening", "camera")]
    scripts = [f"station/web/static/{name}.js" for name in ("camera", "frame_line")]
    for file in (*readers, *scripts):
        yield from ((file, name) for name in constants(file))


@pytest.mark.parametrize(("name", "value", "file"), ROWS, ids=[row[0] for row in ROWS])
def test_a_limit_has_the_value_of_the_code(name: str, value: str, file: str) -> None:
    expected = constants(file)[name]
    assert [float(n) for n in re.findall(NUMBER, value)][: len(expected)] == expected


def test_no_limit_is_left_out() -> None:
    assert sorted(set(limits()) - {(file, name) for name, _, file in ROWS}) == []
