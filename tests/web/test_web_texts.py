"""No word is missing in a language, none is left over, and none stands in a template or script."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import station.web
from station.app.printing import FORMS, SHEETS
from station.app.views.bedside import Second
from station.config import Config
from station.doctor import examine
from station.domain.codes import SOURCES
from station.domain.events import BODIES
from station.domain.protocol import LEFT_RIGHT, Protocol
from station.domain.state import Ask
from station.domain.texts import LANGUAGES
from station.ports.people import Why
from station.web.screens.orders import FIELDS
from station.web.screens.page import SPOKEN as SAID_BY_SCRIPTS
from station.web.texts import TEXTS

FOLDER = Path(station.web.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
USED = re.compile(r"""\bt(?:ext)?\[["']([a-z_-]+)["']\]""")
JOINED = re.compile(r"""\bt(?:\[|\.get\()"([a-z-]+-)" ~""")
LITERAL = re.compile(r"[A-Za-zÆØÅæøå]{2,}")
SPOKEN = re.compile(r'(?:alt|title|aria-label|placeholder)="([^"{]*[A-Za-z][^"{]*)"')
REASONS = re.compile(r"""["'](reason-[a-z-]+)["']""")


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def visible(template: str) -> str:
    """What of a template would be read on the screen as it stands there."""
    template = re.sub(r"\{% block kind %\}.*?\{% endblock %\}", " ", template)  # a CSS class
    without = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", template, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", without)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words_and_braces(language: str) -> None:
    english = {key: fields(text) for key, text in TEXTS["en"].items()}
    assert {key: fields(text) for key, text in TEXTS[language].items()} == english  # type: ignore[index]
    assert [key for key, text in TEXTS[language].items() if not text.strip()] == []  # type: ignore[index]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_word_stands_in_a_template(path: Path) -> None:
    text = path.read_text()
    assert LITERAL.findall(visible(text)) == []
    assert SPOKEN.findall(text) == []


def test_every_word_that_is_used_is_there_and_no_other() -> None:
    sources = [path.read_text() for path in (*TEMPLATES, *FOLDER.rglob("*.py"))]
    used = {key for source in sources for key in (*USED.findall(source), *REASONS.findall(source))}
    joined = tuple({key for source in sources for key in JOINED.findall(source)})
    assert used - set(TEXTS["en"]) == set()
    left_over = {k for k in TEXTS["en"] if k not in used and not k.startswith(joined)}
    assert left_over == set(SAID_BY_SCRIPTS)


def ends(folder: Path) -> dict[str, set[str]]:
    """What the code may put behind each beginning: ``t["event-" ~ type]``."""
    config = Config(folder / "none.db", "en", None, ())
    return {
        "check-": {check.check for check in examine(config, folder)} | {"ok", "bad"},
        "confirm-": {
            "birth-date",
            "excuse-rest",
            "side",
            "close",
            "answer",
        },  # what CARDCONFIRM answers
        "event-": {*BODIES, "asked", "label-queued"},  # as app.views.history knows them
        "fault-": set(FIELDS),
        "form-": {*FORMS, *SHEETS, "printer"},
        "language-": set(LANGUAGES),
        "letter-": {*LEFT_RIGHT, "undeclared"},
        "second-": set(get_args(Second)),
        "sides-": set(get_args(Protocol.__annotations__["sides"])),
        "source-": {*SOURCES, "of"},
        "was-": set(get_args(Why)),
        "title-": {"undo", "reprint", "discard", "resolve"},
    }


def test_every_joined_word_is_there_and_no_other(tmp_path: Path) -> None:
    """An event without its words would break the page of its history, and so would the others."""
    sources = "".join(path.read_text() for path in (*TEMPLATES, *FOLDER.rglob("*.py")))
    found = {
        start: {key.removeprefix(start) for key in TEXTS["en"] if key.startswith(start)}
        for start in JOINED.findall(sources)
    }
    assert found == ends(tmp_path)


def test_the_ends_that_stand_in_the_code_are_those(tmp_path: Path) -> None:
    """What has no list of its own: the confirmed, the mending forms."""
    forms = (FOLDER / "templates" / "forms.html").read_text()
    mending = re.search(r"{% for one in \((.*?)\) %}\n{% for c in", forms)
    known = ends(tmp_path)
    assert mending
    assert set(re.findall(r'"([a-z]+)"', mending[1])) == known["title-"]
    assert known["confirm-"] < set(get_args(Ask.__annotations__["what"]))
