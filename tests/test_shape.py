"""The shape of the code as a whole: how long its chains of parameters are, how much is untyped.

Both ceilings stand where the code has come to, and only ever go down.
"""

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from test_style import ROOT, python_files

CODE = ("station", "labels")

# What so many values are passed along for is a thing that has no name yet.
LONG_CHAIN = 6
MAX_LONG_CHAINS_PERCENT = 0.12  # of all functions; what was aimed at: 1
MAX_ANY_A_THOUSAND_LINES = 2.1  # imports of it counted; what was aimed at: 5


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """All but the receiver, those by keyword only included."""
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def anys(source: str) -> int:
    """How often the code says Any; strings and comments do not count."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return sum(token.type == tokenize.NAME and token.string == "Any" for token in tokens)


def sources(folders: Sequence[str]) -> dict[Path, str]:
    return {path.relative_to(ROOT): path.read_text() for path in python_files(*folders)}


def test_few_functions_have_long_chains_of_parameters() -> None:
    found = [(path, one) for path, text in sources(CODE).items() for one in functions(text)]
    long = [f"{path}: {one.name}" for path, one in found if len(parameters(one)) >= LONG_CHAIN]
    assert len(long) <= MAX_LONG_CHAINS_PERCENT / 100 * len(found), long


def test_little_is_untyped() -> None:
    texts = sources(CODE)
    found = {str(path): count for path, text in texts.items() if (count := anys(text))}
    lines = sum(text.count("\n") for text in texts.values())
    assert sum(found.values()) <= MAX_ANY_A_THOUSAND_LINES * lines / 1000, found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(a, b=1, /, c=2, *, d): ...", ["a", "b", "c", "d"]),
        ("def f(self, a): ...", ["a"]),
        ("async def f(cls): ...", []),
        ("def f(*args, **more): ...", []),
    ],
)
def test_parameters_are_found(source: str, expected: list[str]) -> None:
    (function,) = functions(source)
    assert parameters(function) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from typing import Any\nx: dict[str, Any]\n", 2),
        ('"""Any."""\nx: object  # Any\n', 0),
        ("AnyStr\n", 0),
    ],
)
def test_any_is_found(source: str, expected: int) -> None:
    assert anys(source) == expected
