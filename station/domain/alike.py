"""People who could be taken for one another: twins, and others of the same name.

Sources: ISMP and the Joint Commission (NPSG.01.01.01, newborns) on distinct naming; a name alert
says what tells the two apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from station.domain.person import Person, folded

SAME_NAME_FOR = timedelta(days=7)  # a namesake of last month is not on the ward any more


@dataclass(frozen=True)
class Namesake:
    """Somebody else of the same family name; ``seen`` is when last ordered for or opened here."""

    key: str
    person: Person
    seen: datetime | None


@dataclass(frozen=True)
class Alikes:
    """Who could be taken for a patient, and what tells them apart: of given-name, birth-date and
    patient-id."""

    others: tuple[Person, ...]
    differs: tuple[str, ...]

    @property
    def words(self) -> Mapping[str, str]:
        """What the sentence of ``name-alike`` is filled with; it names nobody."""
        return {"count": str(len(self.others)), "items": ", ".join(self.differs)}


def alikes(person: Person, namesakes: Iterable[Namesake], at: datetime) -> Alikes | None:
    """Whoever could be taken for this person at a moment; None for nobody."""
    others = tuple(one.person for one in namesakes if _is_alike(person, one, at))
    if not others:
        return None
    differs = dict.fromkeys(name for other in others for name in telling_apart(person, other))
    return Alikes(others, tuple(differs))


def telling_apart(one: Person, other: Person) -> tuple[str, ...]:
    """What differs between two people of one family name."""
    pairs = (
        ("given-name", folded(one.given), folded(other.given)),
        ("birth-date", one.birth_date, other.birth_date),
        ("patient-id", one.patient_id, other.patient_id),
    )
    return tuple(name for name, mine, theirs in pairs if mine != theirs)


def _is_alike(person: Person, other: Namesake, at: datetime) -> bool:
    """Family name and birth date, at any time; or the whole name, of who was here lately."""
    theirs = other.person
    if folded(person.family) != folded(theirs.family):
        return False
    if person.birth_date.agrees(theirs.birth_date):
        return True
    lately = other.seen is not None and at - other.seen <= SAME_NAME_FOR
    return lately and folded(person.given) == folded(theirs.given)
