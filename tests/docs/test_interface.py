"""docs/interface.md has the code's own words, and no others."""

import re
from pathlib import Path

import pytest

from station.domain import codes
from station.domain.identifiers.card import CARDS
from station.ports.printer import CONDITIONS
from station.ports.spool import JOB_STATES

PAGE = (Path(__file__).parents[2] / "docs" / "interface.md").read_text(encoding="utf-8")


def words_of(label: str) -> list[str]:
    """The codes that stand behind a label in the page's table, its further lines included."""
    block = PAGE.split("## Codes")[1].split("## Rules")[0]
    match = re.search(rf"^    {re.escape(label)} +(.+(?:\n {{18}}.+)*)", block, re.MULTILINE)
    assert match, label
    return match[1].split()


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("kinds", codes.KINDS),
        ("states", codes.STATES),
        ("warnings", codes.WARNINGS),
        ("excuses", codes.EXCUSES),
        ("rejections", codes.REJECTIONS),
        ("flags", codes.FLAGS),
        ("cards", CARDS),
        ("jobs", JOB_STATES),
        ("printing", codes.PRINTING),
        ("printers", CONDITIONS),
        ("sides", ("left", "right", "none", "open")),
    ],
)
def test_the_page_has_the_codes_of_the_code(label: str, expected: tuple[str, ...]) -> None:
    assert sorted(words_of(label)) == sorted(expected)


def test_the_page_has_every_refusal() -> None:
    assert sorted(words_of("refusals") + words_of("refusals+")) == sorted(codes.REFUSALS)
