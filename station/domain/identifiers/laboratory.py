"""The laboratory's own container ids, when the order brings them: printed and checked as given."""

import re

SHORTEST, LONGEST = 4, 20  # characters; Code 128 on a tube label carries no more
_GRAMMAR = re.compile(r"(?=.*[0-9])[A-Z0-9][A-Z0-9-]{%d,%d}" % (SHORTEST - 1, LONGEST - 1))  # noqa: UP031


def matches(text: str) -> bool:
    """Whether the text may be a laboratory id.

    Letters, digits and '-', with a digit, not 14 digits (the station's own form), no card.

    >>> matches("LAB-2026-0001"), matches("HELLO"), matches("12345678901234")
    (True, False, False)
    """
    own_form = len(text) == 14 and text.isdigit()
    return bool(_GRAMMAR.fullmatch(text)) and not own_form and not text.startswith("CARD")


def parse(text: str) -> str:
    """The canonical id: upper case."""
    assert matches(text)
    return text


def format(text: str) -> str:  # noqa: A001 - the name that every format has
    """The id as people read it: as the laboratory writes it."""
    return text


def check_characters(text: str) -> str:
    """None that the station knows: such an id is checked against the order that brought it."""
    return ""
