"""The rules that no linter holds: lengths, pure packages, nothing of one machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Walls, not aims: past these a reader scrolls and loses the thread.
MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60

CODE = ("station", "labels", "tests")
PURE = ("station/domain", "station/codecs", "labels")
INPUT_OUTPUT = frozenset({"breakpoint", "input", "open", "print"})

# What .gitignore leaves out: made here, not kept.
MADE_FOLDER = re.compile(r"\.(?!ci$).*|build|demo|__pycache__|.*\.egg-info")
MADE_FILE = re.compile(r"\..*|.*\.db(-wal|-shm)?")

NOT_OURS = {
    "a path of one machine": re.compile(r"/(?:home|root|tmp|work)/\w"),
    "the address of a package registry": re.compile(
        r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)"
    ),
}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def kept_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if not MADE_FOLDER.fullmatch(path.name):
                yield from kept_files(path)
        elif not MADE_FILE.fullmatch(path.name):
            yield path


def long_functions(tree: ast.AST) -> list[str]:
    return [
        f"{node.name} (line {node.lineno})"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]


def input_output_calls(tree: ast.AST) -> list[str]:
    return [
        f"{node.func.id} (line {node.lineno})"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in INPUT_OUTPUT
    ]


def machine_traces(text: str) -> list[str]:
    return [name for name, pattern in NOT_OURS.items() if pattern.search(text)]


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", python_files(*CODE), ids=ids)
def test_code_has_short_files_and_functions(path: Path) -> None:
    source = path.read_text()
    assert source.count("\n") <= MAX_FILE_LINES
    assert long_functions(ast.parse(source)) == []


@pytest.mark.parametrize("path", python_files(*PURE), ids=ids)
def test_pure_packages_do_no_input_or_output(path: Path) -> None:
    assert input_output_calls(ast.parse(path.read_text())) == []


def test_kept_files_name_no_machine() -> None:
    traces = {
        ids(path): found
        for path in kept_files(ROOT)
        if (found := machine_traces(path.read_bytes().decode(errors="ignore")))
    }
    assert traces == {}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (MAX_FUNCTION_LINES - 1, []),
        (MAX_FUNCTION_LINES, []),
        (MAX_FUNCTION_LINES + 1, ["f (line 1)"]),
    ],
)
def test_long_functions_are_found(lines: int, expected: list[str]) -> None:
    source = "def f():\n" + "    pass\n" * (lines - 1)
    assert long_functions(ast.parse(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("print('x')", ["print (line 1)"]),
        ("def f():\n    return open('x')", ["open (line 2)"]),
        ("printed = reopen(x)", []),
    ],
)
def test_input_output_calls_are_found(source: str, expected: list[str]) -> None:
    assert input_output_calls(ast.parse(source)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see /" + "tmp/x", ["a path of one machine"]),
        ("see /" + "home/me", ["a path of one machine"]),
        ("fetch pypi" + ".org/simple", ["the address of a package registry"]),
        ("attempt/work on it", []),
        ("scripts/setup", []),
    ],
)
def test_machine_traces_are_found(text: str, expected: list[str]) -> None:
    assert machine_traces(text) == expected
