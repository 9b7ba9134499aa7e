"""Where a text of a label may be broken or cut, and which are never cut."""

import re
import unicodedata

NEVER_CUT = ("readable_id", "patient_id", "birth_date", "additive", "volume", "mark")
"""What is compared or measured out: a part of it would be another one."""
CUT_IN_A_ROW = ("site",)
"""What is rather cut than set in a line of its own."""
_NUMBER_LETTERS = "0123456789.,"
_GROUPS = re.compile(r"\s*\S+(?:\s+\S{1,2}$)?")
"""The check digits of an id do not stand alone on a line, nor the 1 of REPRINT 1."""
_DOSES = re.compile(r"\s*[0-9.,]+\s+\S+|\s*\S+")
"""A number stays with its unit."""
_WORDS_AND_HYPHENS = re.compile(r"\s*[^\s-]*-+|\s*[^\s-]+")


def parts(element: str, text: str) -> list[str]:
    """What of a text stays together in a line, each part with the spaces before it.

    >>> parts("additive", "heparin 5000 IE/ml")
    ['heparin', ' 5000 IE/ml']
    >>> parts("name", "HANSEN-KRISTOFFERSEN, Anna")
    ['HANSEN-', 'KRISTOFFERSEN,', ' Anna']
    """
    if element == "additive":
        return _DOSES.findall(text)
    return (_GROUPS if element in NEVER_CUT else _WORDS_AND_HYPHENS).findall(text)


def before_more(text: str) -> str:
    """The text of a line as it stands before another word."""
    return text if text.endswith("-") else f"{text} "


def is_inseparable(letter: str, following: str) -> bool:
    """Two digits of a number; a letter and its accent."""
    is_number = letter in _NUMBER_LETTERS and following in _NUMBER_LETTERS
    return is_number or bool(unicodedata.combining(following))
