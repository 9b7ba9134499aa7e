"""Reading one value of an outside's object, with one sentence for each fault."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from station.domain.errors import Saying, StationError

LONGEST_REASON = 500  # characters
PRINTABLE_ASCII = re.compile(r"[!-~](?:[ -~]*[!-~])?")  # what every reader and label can carry


def object_of(data: Any, what: Saying, keys: frozenset[str]) -> Mapping[str, Any]:
    """The object with these keys and no others. Raises StationError."""
    if not isinstance(data, Mapping):
        raise StationError(
            "{what}: expected a JSON object, got {got}.", what=what, got=type(data).__name__
        )
    unknown = sorted(str(key) for key in set(data) - keys)
    if unknown:
        raise StationError(
            "{what}: expected the keys {known}, got '{got}'.",
            what=what,
            known=", ".join(sorted(keys)),
            got=unknown[0],
        )
    return data


def text_of(data: Mapping[str, Any], key: str, what: Saying, longest: int, least: int = 1) -> str:
    """A text of ``least`` to ``longest`` printable characters, tidied. Raises StationError.

    Null is no text.
    """
    value = data.get(key)
    if value is None and least == 0:
        return ""
    text = tidied(value) if isinstance(value, str) else ""
    if isinstance(value, str) and least <= len(text) <= longest and text.isprintable():
        return text
    raise StationError(
        "{what}: expected '{key}' of {least} to {longest} printable characters, got {got}.",
        what=what,
        key=key,
        least=least,
        longest=longest,
        got=_got(value, text),
    )


def reason_of(text: str, what: Saying) -> str:
    """A reason for people. Raises StationError for none, and for a long one."""
    return text_of({"reason": text}, "reason", what, LONGEST_REASON)


def tidied(text: str) -> str:
    """As people would write it: letters composed (NFC), any space a space, and one at a time.

    >>> tidied("van\\u00a0der  Berg "), len(tidied("A\\u030asbo"))
    ('van der Berg', 4)
    """
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)
    return unicodedata.normalize("NFC", " ".join(filter(None, spaced.split(" "))))


def _got(value: Any, text: str) -> Saying | str:
    if value is None:
        return Saying("nothing")
    hidden = next(((n, c) for n, c in enumerate(text, 1) if not c.isprintable()), None)
    if hidden is not None:
        place, letter = hidden
        return Saying(
            "the hidden character U+{number:04X} at position {place}",
            number=ord(letter),
            place=place,
        )
    return repr(value)[:60]
