"""Events are validated against ``schemas/events.schema.json`` before they are kept."""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from station.domain.data import Data
from station.ports.store import StoreError


def event_schemas() -> Data:
    """The schema of each event type's body, by type."""
    text = files("schemas").joinpath("events.schema.json").read_text(encoding="utf-8")
    schemas: Data = json.loads(text)["$defs"]
    return schemas


@cache
def event_validator() -> Callable[[str, Data], None]:
    """A function that raises StoreError when a body does not fit its type's schema."""
    validators = {name: Draft202012Validator(schema) for name, schema in event_schemas().items()}

    def validate(type_name: str, body: Data) -> None:
        if type_name not in validators:
            raise StoreError(
                "Event: expected a type with a schema, got '{type_name}'.", type_name=type_name
            )
        as_read = json.loads(json.dumps(body))  # tuples are JSON arrays
        try:
            validators[type_name].validate(as_read)
        except ValidationError as error:
            where = ".".join(str(part) for part in error.absolute_path)
            raise StoreError(
                "Event {type_name}, {where}: {why}.",
                type_name=type_name,
                where=where,
                why=error.message,
            ) from error

    return validate
