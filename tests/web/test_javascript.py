"""The page's scripts: their types, their lengths, what they repeat, and their own tests in Node."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kit import ROOT, Bench
from screen import Screen
from served import served

from station.adapters.looking.overlay import COLOURS
from station.bootstrap import PageSetup, open_web
from station.domain.identifiers import LONGEST_TEXT, laboratory
from station.domain.identifiers.card import CARDS
from station.domain.identifiers.specimen import LAST_STREAM

SCAN_PAGES = ("bedside/default", "reception/default", "orders", "tray/default")
MAX_FUNCTION_LINES = 40
MAX_FILE_LINES = 400
TOOLS = Path(sys.prefix) / "tools" / "node_modules"
STATIC = ROOT / "station" / "web" / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))
TESTS = sorted((ROOT / "tests" / "js").glob("*.test.js"))

needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="needs Node: scripts/setup --dev"
)
needs_typescript = pytest.mark.skipif(
    shutil.which("node") is None or not (TOOLS / "typescript").is_dir(),
    reason="needs Node and TypeScript: scripts/setup --dev",
)


def node(*words: str | Path, text: str = "") -> subprocess.CompletedProcess[str]:
    """What Node answers, with the packages of the tests at hand."""
    return subprocess.run(
        ["node", *words],
        input=text,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "NODE_PATH": str(TOOLS), "NO_COLOR": "1"},
    )


def long_functions(sources: dict[str, str]) -> list[str]:
    """The functions of JavaScript texts that are past the wall."""
    answer = node(ROOT / "tests" / "tools" / "js_functions.js", text=json.dumps(sources))
    assert answer.returncode == 0, answer.stderr
    return [
        f"{file}: {name} (line {line}, {lines} lines)"
        for file, name, line, lines in json.loads(answer.stdout)
        if lines > MAX_FUNCTION_LINES
    ]


def ids(path: Path) -> str:
    return path.name


@needs_typescript
def test_the_types_of_the_scripts_hold(tmp_path: Path) -> None:
    """Beside one that has none: what may be nothing, and what nobody gave a type, is found."""
    probe = tmp_path / "probe.js"
    probe.write_text("export const box = (id) => document.getElementById(id).hidden;\n")
    project = {"extends": str(ROOT / "tsconfig.json"), "include": [str(STATIC), str(probe)]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(project))
    answer = node(TOOLS / "typescript" / "bin" / "tsc", "--project", tmp_path)
    found = re.findall(r"^(?:.*/)?([a-z_]+\.js)\([0-9,]+\): error (TS[0-9]+)", answer.stdout, re.M)
    assert found == [("probe.js", "TS7006"), ("probe.js", "TS2531")], answer.stdout


@needs_typescript
def test_scripts_have_short_functions() -> None:
    assert long_functions({path.name: path.read_text() for path in SCRIPTS}) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=ids)
def test_scripts_are_short(path: Path) -> None:
    assert path.read_text().count("\n") <= MAX_FILE_LINES


@needs_typescript
def test_long_functions_are_found() -> None:
    forms = {
        "f": ("function f() {", "}"),
        "g": ("const g = () => {", "};"),
        "": ("f(function () {", "});"),
        "#h": ("class F { #h() {", "}}"),
        "constructor": ("class F { constructor() {", "}}"),
    }
    sources = {
        f"{name}-{lines}.js": f"{begin}\n" + "f;\n" * (lines - 2) + end
        for name, (begin, end) in forms.items()
        for lines in (MAX_FUNCTION_LINES, MAX_FUNCTION_LINES + 1)
    }
    too_long = MAX_FUNCTION_LINES + 1
    assert long_functions(sources) == [
        f"{name}-{too_long}.js: {name} (line 1, {too_long} lines)" for name in forms
    ]


@needs_node
@pytest.mark.parametrize("path", TESTS, ids=ids)
def test_in_node(path: Path) -> None:
    answer = node(path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert re.search(r"^# pass [1-9]", answer.stdout, re.MULTILINE), answer.stdout
    assert re.search(r"^# (skipped|todo) [1-9]", answer.stdout, re.MULTILINE) is None


# ---- One source.


@pytest.mark.parametrize("path", SCRIPTS, ids=ids)
def test_no_card_is_named_in_a_script(path: Path) -> None:
    assert set(re.findall(r"\bCARD[A-Z]+", path.read_text())) == set()


def test_each_page_hands_over_the_cards_and_limits(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    app, _, end = open_web(bench.station, PageSetup(bench.folder / "labels", ("default",)))
    with served(app) as address:
        texts = [Screen(address).get(f"/{path}")[1] for path in SCAN_PAGES]
    end()
    bench.end()
    handed = [re.findall('data-grammar="([^"]*)"', text) for text in texts]
    expected = {
        "cards": {name: {"does": m.does, "value": m.value} for name, m in CARDS.items()},
        "shortest": laboratory.SHORTEST,
        "longest": LONGEST_TEXT,
        "lastStream": LAST_STREAM,
    }
    assert [[json.loads(html.unescape(one)) for one in page] for page in handed] == [
        [expected] for _ in SCAN_PAGES
    ]


@needs_node
def test_the_shapes_have_the_colours_of_the_overlay() -> None:
    script = (
        'import("./station/web/static/shapes.js").then(({ SHAPES }) => '
        "console.log(JSON.stringify(SHAPES)))"
    )
    shapes = json.loads(node("-e", script).stdout)
    assert {name: look["colour"] for name, look in shapes.items()} == {
        name: "#" + bytes(rgb).hex() for name, rgb in COLOURS.items()
    }
