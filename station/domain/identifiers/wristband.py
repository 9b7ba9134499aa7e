"""What a wristband's code says: the patient id, and the birth date where the code carries it.

Three forms: the id alone; the id, a comma and the date; GS1 with AI 8018 (GSRN, ISO 18530), with
AI 7250 (birth date) behind it where the hospital prints that.
"""

import re
from dataclasses import dataclass
from datetime import date

_WITH_DATE = re.compile(r"(?P<id>[^,\x1d]+),(?P<y>[0-9]{4})-?(?P<m>[0-9]{2})-?(?P<d>[0-9]{2})")
_GS1 = re.compile(
    r"8018(?P<id>[0-9]{18})(?:\x1d?7250(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2}))?"
)
LONGEST_ID = 32  # characters; HL7 v2 PID-3 ids are shorter in practice


@dataclass(frozen=True)
class Wristband:
    """The patient id, upper case, and the birth date if the code has it."""

    patient_id: str
    birth_date: date | None


def matches(text: str) -> bool:
    """Whether the text may be a wristband: it has a digit, and an id that is not too long.

    >>> matches("12057012345"), matches("HELLO WORLD")
    (True, False)
    """
    return any(c in "0123456789" for c in text) and len(parse(text).patient_id) <= LONGEST_ID


def parse(text: str) -> Wristband:
    """Read any of the three forms; a date that does not exist, or a wrong GSRN, is left as text.

    >>> parse("P-12345678,2019-05-17")
    Wristband(patient_id='P-12345678', birth_date=datetime.date(2019, 5, 17))
    """
    match = _GS1.fullmatch(text) or _WITH_DATE.fullmatch(text)
    if match is None or (text.startswith("8018") and _is_wrong_gsrn(match["id"])):
        return Wristband(text, None)
    try:
        born = date(int(match["y"]), int(match["m"]), int(match["d"])) if match["y"] else None
    except ValueError:
        return Wristband(text, None)
    return Wristband(match["id"].strip(), born)


def format(wristband: Wristband) -> str:  # noqa: A001 - the name that every format has
    """The text that a wristband printer would put into the code."""
    born = wristband.birth_date
    return f"{wristband.patient_id},{born:%Y%m%d}" if born else wristband.patient_id


def check_characters(gsrn_body: str) -> str:
    """The check digit of a GSRN's first 17 digits (GS1 General Specifications 7.9.1).

    >>> check_characters("73500000000000001")
    '8'
    """
    weighted = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(gsrn_body))
    return str(-weighted % 10)


def _is_wrong_gsrn(text: str) -> bool:
    is_gsrn = re.fullmatch(r"[0-9]{18}", text)
    return bool(is_gsrn) and check_characters(text[:17]) != text[17]
