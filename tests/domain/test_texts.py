"""The words of the screens: every code has its sentence, in every language, and none is spare."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from station.app.print_cards import GROUPS
from station.bootstrap import open_catalogue
from station.config import Config
from station.domain.codes import (
    EXCUSES,
    FLAGS,
    METHODS,
    MODES,
    ORDER_REASONS,
    PRINTING,
    REFUSALS,
    REJECTIONS,
    STATES,
    WARNINGS,
)
from station.domain.identifiers.card import CARDS
from station.domain.protocol import OWN_ANSWERS
from station.domain.texts import HISTORY, LANGUAGES, SENTENCES, WORDS, Language

STATION = Path(__file__).resolve().parents[2] / "station"
SPEAKERS = {"accept", "refuse", "Verdict", "Question"}  # their first argument is a sentence's code
# Chosen before they are said: f"mode-{mode}", how it was answered, how a label was printed again.
CHOSEN = {
    *("mode-collect", "mode-check", "mode-excuse", "mode-relabel", "copied", "reprinted"),
    *("answered", "answered-outside", "rest-moved-printed"),
    *("labels-queued", "reprint-queued", "copy-queued", "rest-moved-queued"),  # and by whom
    *("chosen-just-in-time", "chosen-by-side", "jobs-moved"),
    *("labels-taken-back", "labels-dropped", "labels-return", "labels-stay", "labels-held"),
    *("labels-outdated", "labels-redrawn", "order-imported", "order-here"),
    *("patient-corrected", "patient-unmerged", "labels-left", "name-changed"),
    *("collected-next", "excused-next", "relabelled-next", "label-destroyed-next"),
}


def said_codes() -> Iterator[str]:
    """Every code that the code says a sentence of."""
    folders = ("domain", "app", "cli")
    for path in sorted(path for folder in folders for path in (STATION / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from _codes(node)


def _codes(node: ast.AST) -> Iterator[str]:
    """``accept("…")`` and its like and ``texts["…"]``."""
    match node:
        case ast.Call(func=ast.Name(id=speaker), args=[first, *_]) if speaker in SPEAKERS:
            code = first
        case ast.Subscript(value=ast.Name(id="texts"), slice=index):
            code = index
        case _:
            return
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        yield code.value


def words() -> set[str]:
    """Sides, codes, cards, and the blocking items of the shipped protocols."""
    sides = {"left", "right", "none", "open", "left-label", "right-label", "none-label"}
    cards = {name for name, m in CARDS.items() if m.does not in {"reason", "reject"}}
    cards |= {"reject", "ways-number", "ways-excuse", "why-not", "cards-places", *GROUPS}
    cards |= {"redeclared", "ways-reason", "ways-again"}
    codes = {*cards, *EXCUSES, *ORDER_REASONS, *REJECTIONS, *FLAGS, *STATES, "no-label", "mistake"}
    protocols = open_catalogue(Config(Path("unused.db"), "en", None, ())).protocols.values()
    items = {i.item for p in protocols for i in p.checklist if i.blocking}
    telling_apart = {"given-name", "birth-date", "patient-id"}  # domain/alike.py
    return {*OWN_ANSWERS, *sides, *codes, *items, *telling_apart}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_the_codes_in_the_code_are_found() -> None:
    assert {"collected", "record-kept", "ask-order", "wrong-side"} <= set(said_codes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_one_sentence_and_none_is_spare(language: Language) -> None:
    expected = {*said_codes(), *CHOSEN, *REFUSALS, *WARNINGS}
    assert set(SENTENCES[language]) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_and_none_is_spare(language: Language) -> None:
    assert set(WORDS[language]) == words()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_history_has_a_word_for_every_mode_and_method(language: Language) -> None:
    told = {f"mode-{mode}" for mode in (*MODES, *PRINTING)} | {f"method-{m}" for m in METHODS}
    assert set(HISTORY[language]) == told


@pytest.mark.parametrize("code", sorted(SENTENCES["en"]))
def test_a_sentence_says_the_same_in_both_languages(code: str) -> None:
    said = [SENTENCES[language][code] for language in LANGUAGES]
    assert fields(said[0]) == fields(said[1])
    assert all(text.endswith((".", "?")) and "  " not in text for text in said), said


def test_no_code_is_written_twice() -> None:
    """A second key of one name would silently replace the first."""
    for language in LANGUAGES:
        tree = ast.parse((STATION / f"domain/texts/{language}.py").read_text(encoding="utf-8"))
        tables = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
        keys = [[k.value for k in t.keys if isinstance(k, ast.Constant)] for t in tables]
        assert [len(names) for names in keys] == [len(set(names)) for names in keys]


def test_every_refusal_that_is_said_is_a_code_of_the_contract() -> None:
    refused = {
        str(node.args[0].value)
        for path in STATION.glob("**/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "refuse"
        and isinstance(node.args[0], ast.Constant)
    }
    assert refused == set(REFUSALS)
