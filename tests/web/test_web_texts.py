"""No word is missing in a language, none is left over, and none stands in a template or script."""

import re
from pathlib import Path
from string import Formatter

import pytest

import station.web
from station.domain.texts import LANGUAGES
from station.web.texts import TEXTS

FOLDER = Path(station.web.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
USED = re.compile(r"""\bt(?:ext)?\[["']([a-z_-]+)["']\]""")
JOINED = re.compile(r"""\bt(?:\[|\.get\()"([a-z-]+-)" ~""")
LITERAL = re.compile(r"[A-Za-zÆØÅæøå]{2,}")
SPOKEN = re.compile(r'(?:alt|title|aria-label|placeholder)="([^"{]*[A-Za-z][^"{]*)"')
REASONS = re.compile(r'"(reason-[a-z-]+)"')


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
    sources = [path.read_text() for path in (*TEMPLATES, *FOLDER.glob("*.py"))]
    used = {key for source in sources for key in (*USED.findall(source), *REASONS.findall(source))}
    joined = tuple({key for source in sources for key in JOINED.findall(source)})
    assert used - set(TEXTS["en"]) == set()
    by_name = {f"language-{language}" for language in LANGUAGES} | {"undo", "reprint", "discard"}
    left_over = {k for k in TEXTS["en"] if k not in used | by_name and not k.startswith(joined)}
    assert left_over == {"resolve"} - used
