"""What a JSON Schema finds wrong, in sentences for a person: where, expected, got, and why."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema.protocols import Validator

from station.adapters.toml_lines import KeyPath
from station.domain.data import Data

MAX_SHOWN = 60  # characters of a wrong value: enough to know it by, and still one sentence


def show(value: object) -> str:
    """A value as its file would write it, cut at MAX_SHOWN characters.

    >>> show("sternum"), show(True), show([1, 2])
    ('"sternum"', 'true', '[1, 2]')
    """
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table",
}
EXPECTED: Mapping[str, Callable[[Any], str]] = {  # keyword → what its value asks for
    "type": lambda value: _TYPES[value],
    "enum": lambda values: " or ".join(show(value) for value in values),
    "const": show,
    "minimum": lambda value: f"at least {value}",
    "maximum": lambda value: f"at most {value}",
    "exclusiveMinimum": lambda value: f"more than {value}",
    "minLength": lambda value: f"at least {value} characters",
    "maxLength": lambda value: f"at most {value} characters",
    "minItems": lambda value: f"at least {value} entries",
    "maxItems": lambda value: f"at most {value} entries",
    "uniqueItems": lambda _: "each entry once",
    "contains": lambda schema: f"{show(schema['const'])} among them",
}


def problems(validator: Validator, data: Data) -> Iterator[tuple[KeyPath, str]]:
    """The path of each wrong key, with one sentence about it; a sentence may come twice."""
    for error in validator.iter_errors(data):
        yield from _problems_of(error, tuple(error.absolute_path))


def sentence(path: KeyPath, expected: str, got: str, why: str = "") -> str:
    """One sentence: where (list entries counted from 1), what was expected, what was got, why.

    >>> sentence(("containers", 2, "order"), "a whole number", "'x'")
    "containers 3 order: expected a whole number, got 'x'."
    """
    where = " ".join(str(part + 1) if isinstance(part, int) else part for part in path)
    return f"{where or 'The file'}: expected {expected}, got {got}{f': {why}' if why else ''}."


def _problems_of(error: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    # Any: jsonschema types a schema as table, truth value or nothing; an error of ours has a table.
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        for key in sorted(set(error.instance) - set(known)):
            yield (*path, key), sentence((*path, key), f"one of {', '.join(known)}", "this key")
    elif error.validator == "required":
        for key in sorted(set(error.validator_value) - set(error.instance)):
            yield path, sentence((*path, key), "this key", "none")
    elif "propertyNames" in error.absolute_schema_path:
        yield (*path, error.instance), _sentence_of(error, path)
    else:
        yield path, _sentence_of(error, path)


def _sentence_of(error: Any, path: KeyPath) -> str:
    expected = error.schema.get("x-expected") or EXPECTED[error.validator](error.validator_value)
    return sentence(path, expected, show(error.instance), error.schema.get("x-why", ""))
