"""Every error that reaches a person is a template with values, and is said in every language."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from labels.errors import Phrase, StockError
from station.codecs.host_status import HostStatusError
from station.domain.errors import Saying, StationError
from station.domain.texts import ERRORS, LANGUAGES, Language, said
from station.ports.printer import PrinterError, unmet

ROOT = Path(__file__).resolve().parents[2]
ROOTS = {"Saying", "SaidError", "Phrase"}
# Raised, but answered or handled by the code above; none is shown as a sentence of its own.
EXEMPT = {
    "ConflictError",  # judged again
    "EOFError",  # a camera's end: LostError says it
    "HistoryError",  # a fault: the history cannot be read
    "LostError",  # the detail of a notice, for whoever looks after the reader
    "Refusal",  # the command has said so, this is its exit code
    "ResentError",  # answered as before
    "Unwell",  # a finding of the doctor, for whoever looks after the station
    "ValueError",  # caught beside where it is raised
    "WebSocketDisconnect",  # the page was left
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("station", "labels"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def sayable() -> set[str]:
    """The names of all classes that hold a template, by their bases."""
    classes = [n for _, tree in trees() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    found, before = set(ROOTS), set[str]()
    while found != before:
        before = set(found)
        found |= {c.name for c in classes if any(_name(base) in found for base in c.bases)}
    return found


def makers(names: set[str]) -> set[str]:
    """The functions that make such an error for others to raise; what they make is looked at."""
    return {
        n.name
        for _, tree in trees()
        for n in ast.walk(tree)
        if isinstance(n, ast.FunctionDef) and _name(n.returns) in names
    }


def _name(node: ast.AST | None) -> str:
    match node:
        case ast.Call(func=function):
            return _name(function)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def wrong(tree: ast.Module, names: set[str], others: set[str]) -> list[str]:
    """What is made without a literal template or its values, and what else is raised."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in names:
            template = template_of(node)
            given = {keyword.arg for keyword in node.keywords}
            if template is None or given != {name for name, _, _ in places(template)}:
                found.append(ast.unparse(node))
        if isinstance(node, ast.Raise) and node.exc and _name(node.exc) not in names | others:
            found.append(ast.unparse(node))
    return found


def template_of(node: ast.Call) -> str | None:
    match node.args:
        case [ast.Constant(value=str(template))]:
            return template
    return None


def places(template: str) -> set[tuple[str, str, str]]:
    """The braces of a template: name, format, conversion."""
    parsed = Formatter().parse(template)
    return {(name, spec or "", as_ or "") for _, name, spec, as_ in parsed if name is not None}


def templates() -> set[str]:
    names = sayable()
    calls = (n for _, tree in trees() for n in ast.walk(tree) if isinstance(n, ast.Call))
    return {t for call in calls if _name(call) in names and (t := template_of(call)) is not None}


def test_every_error_is_a_literal_template_with_its_values() -> None:
    names = sayable()
    assert {"StationError", "StoreError", "FontsMissingError", "StockError"} <= names
    others = EXEMPT | makers(names | EXEMPT)
    assert {path: w for path, tree in trees() if (w := wrong(tree, names, others))} == {}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_template_is_translated_and_no_translation_is_spare(language: Language) -> None:
    assert set(ERRORS[language]) == templates()


@pytest.mark.parametrize("template", sorted(ERRORS["nb"]))
def test_a_translation_has_the_same_places_and_the_same_end(template: str) -> None:
    translated = ERRORS["nb"][template]
    assert places(translated) == places(template)
    assert translated.endswith(".") == template.endswith(".")
    assert "  " not in translated


def test_no_template_is_translated_twice() -> None:
    """A second key of one name would silently replace the first, also from another file."""
    keys = [
        key.value
        for name in ("errors_nb", "equipment_nb", "orders_nb", "printing_nb")
        for node in ast.walk(ast.parse((ROOT / f"station/domain/texts/{name}.py").read_text()))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert len(keys) == len(set(keys)) == len(ERRORS["nb"])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("raise StationError('{a}.', a=1)", []),
        ("raise StationError(f'{a}.')", ["StationError(f'{a}.')"]),
        ("raise StationError('{a}.')", ["StationError('{a}.')"]),
        ("raise StationError('A.', a=1)", ["StationError('A.', a=1)"]),
        ("x = Saying(name)", ["Saying(name)"]),
        ("raise KeyError(a)", ["raise KeyError(a)"]),
        ("raise Refusal", []),
    ],
)
def test_what_is_wrong_is_found(source: str, expected: list[str]) -> None:
    assert wrong(ast.parse(source), {"StationError", "Saying"}, {"Refusal"}) == expected


def test_an_error_within_another_is_translated_with_it() -> None:
    inner = StationError("{what}: expected a date YYYY-MM-DD, got {got}.", what="X", got="'1'")
    outer = StationError("File {file}: {error}", file="a.json", error=inner)
    assert str(outer) == "File a.json: X: expected a date YYYY-MM-DD, got '1'."
    assert said(outer, "en") == str(outer)
    assert said(outer, "nb") == "Fil a.json: X: forventet en dato ÅÅÅÅ-MM-DD, fikk '1'."


def test_an_error_of_the_labels_is_translated_by_the_station() -> None:
    title = Phrase("Stock {name!r}", name="pot")
    inner = StockError("{title}: expected known keys, got {got}.", title=title, got="x")
    outer = StationError("{container}: {error}", container="flow-1", error=inner)
    assert str(outer) == "flow-1: Stock 'pot': expected known keys, got x."
    assert said(outer, "nb") == "flow-1: Etikettype 'pot': forventet kjente nøkler, fikk x."


def test_the_parts_of_a_printers_error_are_translated_with_it() -> None:
    where = Saying("Printer {name} at {host} port {port}", name="zebra", host="10.0.0.9", port=9100)
    inner = HostStatusError(
        "Host status: expected {expected} numbers, got {got}.", expected=3, got=2
    )
    none = unmet(
        where,
        Saying("an answer to ~HS"),
        Saying("none in {seconds:g} s", seconds=3),
        "no-answer",
        may_have_printed=True,
    )
    other = PrinterError(
        "{where}: expected an answer to ~HS, got {error}", where=where, error=inner
    )
    assert (none.code, none.may_have_printed) == ("no-answer", True)
    assert (other.code, other.may_have_printed) == ("unknown", False)
    assert [str(none), said(none, "nb"), said(other, "nb")] == [
        "Printer zebra at 10.0.0.9 port 9100: expected an answer to ~HS, got none in 3 s.",
        "Skriver zebra på 10.0.0.9 port 9100: forventet et svar på ~HS, fikk ingen innen 3 s.",
        "Skriver zebra på 10.0.0.9 port 9100: forventet et svar på ~HS, fikk Skriverstatus: "
        "forventet 3 tall, fikk 2.",
    ]


def test_what_a_person_gave_is_not_taken_for_a_place() -> None:
    error = StationError("Side: expected left, right or none, got '{text}'.", text="{text}")
    assert said(error, "nb") == "Side: forventet left, right eller none, fikk «{text}»."


def test_sayings_are_equal_when_they_say_the_same() -> None:
    assert Saying("{a}.", a="A") == Saying("A.")
    assert Saying("A.") != Saying("B.")
    assert Saying("A.") != "A."
    assert repr(Saying("{a}.", a="A")) == "Saying('A.')"
