"""The line of a key is the line on which a person finds it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from station.adapters.toml_lines import KeyPath, key_lines, line_of

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"

TEXT = '''\
# a = 1
a = "# b = 1 ]"
"quoted key" = 'x[{=,.'
long = """
b = 1 ""
"""
list = [ # one
    1.5, [2,
    3], { c = 4, d.e = 5 },
]
[outer]
x = 1979-05-27T07:32:00.5Z
[outer.inner."dotted.key"]
y = '\''one
two'\''
[[boxes]]
z = -inf
[[boxes.small]]
z = 1
[[boxes]]
[[boxes.small]]
[[boxes.small]]
z = "\\"]"
[boxes.lid]
z = true'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("quoted key",), 3),
        (("long",), 4),
        (("list",), 7),
        (("list", 0), 8),
        (("list", 1), 8),
        (("list", 1, 1), 9),
        (("list", 2, "c"), 9),
        (("list", 2, "d", "e"), 9),
        (("outer",), 11),
        (("outer", "x"), 12),
        (("outer", "inner"), 13),
        (("outer", "inner", "dotted.key", "y"), 14),
        (("boxes",), 16),
        (("boxes", 0), 16),
        (("boxes", 0, "z"), 17),
        (("boxes", 0, "small", 0, "z"), 19),
        (("boxes", 1), 20),
        (("boxes", 1, "small", 0), 21),
        (("boxes", 1, "small", 1, "z"), 23),
        (("boxes", 1, "lid", "z"), 25),
        (("boxes", 1, "small", 1, "absent"), 22),
        (("absent", "key"), 0),
    ],
)
def test_lines(path: KeyPath, line: int) -> None:
    assert line_of(path, key_lines(TEXT)) == line


def paths(data: Any, at: KeyPath = ()) -> Iterator[KeyPath]:
    parts: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(data, dict):
        parts = iter(data.items())
    elif isinstance(data, list):
        parts = iter(enumerate(data))
    for name, part in parts:
        yield (*at, name)
        yield from paths(part, (*at, name))


@pytest.mark.parametrize(
    "text",
    [TEXT, "", "a = 1", *(path.read_text() for path in sorted(SCHEMAS.glob("**/*.toml")))],
)
def test_every_key_has_a_line_that_says_it(text: str) -> None:
    lines = key_lines(text)
    assert set(lines) == set(paths(tomllib.loads(text)))
    written = text.split("\n")
    for path, line in lines.items():
        if isinstance(path[-1], str):
            assert path[-1] in written[line - 1]
