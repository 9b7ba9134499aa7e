"""The documentation says what the code does: examples run, what is named exists."""

import doctest
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from station.cli import cli

ROOT = Path(__file__).resolve().parents[2]
INTERFACE = ROOT / "docs" / "interface.md"
# The changelog may name what is gone.
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")} - {ROOT / "CHANGELOG.md"})

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!\w+:|#)([^)#]+)[^)]*\)")
LISTING = re.compile(r"^    station (.*)$", re.MULTILINE)
OPTION = re.compile(r"--[a-z-]+")
QUOTED_PATH = re.compile(r"`((?:docs|labels|schemas|scripts|station|tests)/[\w./-]*)`")


def commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that can be run, under the words that a person types for it."""
    for name, command in sorted(group.commands.items()):
        words = f"{prefix} {name}"
        if isinstance(command, click.Group):
            yield from commands(command, words)
        else:
            yield words, command


COMMANDS = dict(commands(cli, "station"))


def examples(language: str) -> Iterator[tuple[str, str]]:
    """Every fenced example of a language, as (page, text)."""
    for page in PAGES:
        for fence, text in FENCE.findall(page.read_text()):
            if fence == language:
                yield page.name, text


def missing_files(page: Path, text: str) -> list[str]:
    """The files that a page links (from its own folder) or quotes (from the top) in vain."""
    links = [name for name in LINK.findall(text) if not (page.parent / name).exists()]
    return links + [name for name in QUOTED_PATH.findall(text) if not (ROOT / name).exists()]


def wrong_words(line: str) -> list[str]:
    """The words of a typed line that are no script, no station command or no option of it."""
    program, *words = shlex.split(line, comments=True)
    if program.startswith("scripts/"):
        return [] if os.access(ROOT / program, os.X_OK) else [program]
    if Path(program).name != "station":
        return []
    for count in range(len(words), 0, -1):
        command = COMMANDS.get(" ".join(["station", *words[:count]]))
        if command is not None:
            return [word for word in words[count:] if not is_known(word, command)]
    return [" ".join(["station", *words])]


def listed_commands(text: str) -> Iterator[tuple[str, str]]:
    """Every command of lines like 'station order import FILE · list', with its listing."""
    for line in LISTING.findall(text):
        group = ""
        for listing in line.split(" · "):
            first, *rest = listing.split()
            if isinstance(cli.commands.get(first), click.Group):
                group, names = f"{first} ", rest[0]
            else:
                group, names = ("" if first in cli.commands else group), first
            for name in names.split("|"):
                yield f"station {group}{name}", listing


def is_known(word: str, command: click.Command) -> bool:
    options = {"--help", *(name for option in command.params for name in option.opts)}
    return not word.startswith("--") or word.partition("=")[0] in options


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    assert missing_files(page, page.read_text()) == []


def test_every_typed_example_names_what_exists() -> None:
    wrong = [
        (page, line, words)
        for page, text in examples("console")
        for line in text.splitlines()
        if line.startswith("$ ") and (words := wrong_words(line.removeprefix("$ ")))
    ]
    assert wrong == []


def test_every_python_example_gives_what_it_says() -> None:
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for page, text in examples("python"):
        example = parser.get_doctest(text, {}, page, page, 0)
        assert example.examples, f"{page}: expected '>>>' in a Python example, got none."
        assert runner.run(example).failed == 0


def test_the_interface_lists_every_command_and_no_other() -> None:
    listed = dict(listed_commands(INTERFACE.read_text()))
    assert sorted(listed) == sorted(COMMANDS)
    wrong = {
        words: options
        for words, listing in listed.items()
        if (options := [w for w in OPTION.findall(listing) if not is_known(w, COMMANDS[words])])
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("scripts/demo --check", []),
        ("scripts/dance", ["scripts/dance"]),
        ("ls demo", []),
        ("station doctor  # answers for the machine", []),
        (".venv/bin/station order import FILE --json", []),
        ("station order import FILE --jason", ["--jason"]),
        ("station order", ["station order"]),
        ("station dance --now", ["station dance --now"]),
    ],
)
def test_wrong_words_are_found(line: str, expected: list[str]) -> None:
    assert wrong_words(line) == expected


def test_listed_commands_are_found() -> None:
    text = "    station order import FILE · list · doctor\n\n    station protocol list|show"
    assert [words for words, _ in listed_commands(text)] == [
        "station order import",
        "station order list",
        "station doctor",
        "station protocol list",
        "station protocol show",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`scripts/test` and [how](LICENSE#top) and [far](https://example.org/x)", []),
        ("`station/app/dance.py`, [gone](docs/gone.md)", ["docs/gone.md", "station/app/dance.py"]),
    ],
)
def test_missing_files_are_found(text: str, expected: list[str]) -> None:
    assert missing_files(ROOT / "README.md", text) == expected
