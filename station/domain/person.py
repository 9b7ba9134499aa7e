"""A person's identity: kept apart from every event, and erasable.

Any number of identifiers, each a value of an assigning authority with a type (HL7 v2 CX, PID-3).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from station.domain import birth_date
from station.domain.birth_date import OLDEST_YEARS, BirthDate
from station.domain.errors import Saying, StationError
from station.domain.fields import PRINTABLE_ASCII, object_of, text_of
from station.domain.identifiers import canonical, card, place, wristband

LONGEST_NAME = 200  # characters; what a label cannot hold it cuts visibly
LONGEST_WORD = 64  # characters of an authority or a type of identifiers
MOST_IDS = 20  # of one person; a hospital has under five
_KEYS = frozenset({"id", "ids", "family", "given", "birth_date"})
_ID_KEYS = frozenset({"value", "authority", "type"})


@dataclass(frozen=True)
class Identifier:
    """One number of a person: who assigned it, and of which type (HL7 table 0203: MR, NI, …)."""

    value: str
    authority: str = ""
    type: str = ""


@dataclass(frozen=True)
class Person:
    """A patient's identity. ``patient_id`` is the one on labels, ``ids`` are the others."""

    patient_id: str
    family: str
    given: str
    birth_date: BirthDate
    ids: tuple[Identifier, ...] = ()

    @property
    def name(self) -> str:
        """The name as people read it: FAMILY, Given."""
        return ", ".join(part for part in (self.family.upper(), self.given) if part)

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Every number that the person is known by, the one on labels first."""
        return (self.patient_id, *(one.value for one in self.ids))


def parse_person(data: Any, what: Saying) -> Person:
    """A patient's identity, from an order or typed in. Raises StationError."""
    object_of(data, what, _KEYS)
    patient_id = parse_id(data, "id", what)
    return Person(
        patient_id=patient_id,
        family=text_of(data, "family", what, LONGEST_NAME),
        given=text_of(data, "given", what, LONGEST_NAME, least=0),
        birth_date=parse_birth_date(
            data.get("birth_date"), Saying("{what}, '{key}'", what=what, key="birth_date")
        ),
        ids=_other_ids(data.get("ids"), patient_id, what),
    )


def parse_id(data: Mapping[str, Any], key: str, what: Saying) -> str:
    """A person's number as readers give it. Raises StationError."""
    value = canonical(text_of(data, key, what, wristband.LONGEST_ID))
    if not PRINTABLE_ASCII.fullmatch(value) or "," in value:
        raise StationError(
            "{what}: expected '{key}' in printable ASCII without comma, got others.",
            what=what,
            key=key,
        )
    check_no_card(value, key, what)
    return value


def check_no_card(value: str, key: str, what: Saying) -> None:
    """No number is the text of a card: a reader could not tell them apart. Raises StationError."""
    text = canonical(value)
    if card.matches(text) or place.matches(text):
        raise StationError(
            "{what}: expected '{key}' that is no card of the station, got the card {card}.",
            what=what,
            key=key,
            card=text,
        )


def parse_birth_date(value: Any, what: Saying) -> BirthDate:
    """A birth date as far as it is known; null is not known at all. Raises StationError.

    >>> parse_birth_date("2019-02-30", Saying("Birth date"))
    Traceback (most recent call last):
    station.domain.errors.StationError: Birth date: expected a date YYYY-MM-DD, got '2019-02-30'.
    """
    try:
        if value is None:
            return BirthDate()
        if not isinstance(value, str):
            raise ValueError
        return birth_date.read(value.strip())
    except ValueError:
        raise StationError(
            "{what}: expected a date YYYY-MM-DD, got {got}.", what=what, got=repr(value)[:60]
        ) from None


def check_born(person: Person, today: date, what: Saying) -> None:
    """Born not in the future and within a human life. Raises StationError."""
    born = person.birth_date
    earliest = date(born.year, born.month or 1, born.day or 1) if born.year else None
    if earliest is not None and earliest > today:
        raise StationError(
            "{what}: expected a birth date up to {today}, got {born}, which is in the future.",
            what=what,
            today=today.isoformat(),
            born=born,
        )
    if born.year and today.year - born.year >= OLDEST_YEARS:
        raise StationError(
            "{what}: expected a birth date of the last {years} years, got {born}.",
            what=what,
            years=OLDEST_YEARS,
            born=born,
        )


def differing(one: Person, other: Person) -> tuple[str, ...]:
    """Which of family, given and birth_date differ, compared as ``folded``.

    >>> hansen = Person("1", "Berg-Hansen", "Ola", BirthDate(2016, 5, 12))
    >>> differing(hansen, Person("1", "BERG HANSEN", "Kari", BirthDate(2016, 5, 12)))
    ('given',)
    """
    names = [n for n in ("family", "given") if folded(getattr(one, n)) != folded(getattr(other, n))]
    return (*names, *(("birth_date",) if one.birth_date != other.birth_date else ()))


PERSON_WORDS: Mapping[str, Saying] = {
    "family": Saying("family name"),
    "given": Saying("given name"),
    "birth_date": Saying("birth date"),
}
"""What differs, in words."""


def type_of(person: Person, value: str) -> str:
    """The type of a number of a person; empty for the one on labels, and where none was given."""
    return next((one.type for one in person.ids if one.value == value), "")


def described(person: Person) -> Saying:
    """Who it is, for reading aloud: the name and the birth date as far as it is known."""
    return described_as(person.name, person.birth_date)


def described_as(name: str, born: BirthDate) -> Saying:
    """The same, of a name and a birth date."""
    if not born.year:
        return Saying("{name}, birth date unknown", name=name)
    return Saying("{name}, born {born}", name=name, born=born)


def folded(text: str) -> str:
    """A name as it is compared: composed letters of one case, no spaces, no hyphens."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Pd")


def _other_ids(value: Any, own: str, what: Saying) -> tuple[Identifier, ...]:
    value = [] if value is None else value
    if not isinstance(value, list) or len(value) > MOST_IDS:
        raise StationError(
            "{what}: expected 'ids' as a list of up to {limit}.", what=what, limit=MOST_IDS
        )
    found = []
    for number, data in enumerate(value, 1):
        which = Saying("{what}, id {number}", what=what, number=number)
        object_of(data, which, _ID_KEYS)
        authority, kind = (
            text_of(data, key, which, LONGEST_WORD, least=0) for key in ("authority", "type")
        )
        found.append(Identifier(parse_id(data, "value", which), authority, kind))
    return tuple(dict.fromkeys(one for one in found if one.value != own))
