"""A person, wherever one is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from station.app.station import Station
from station.domain.birth_date import BirthDate
from station.domain.errors import Saying
from station.domain.person import Person, described_as, folded
from station.domain.texts import said
from station.ports.people import Former


@dataclass(frozen=True)
class PersonView:
    """Who it is; ``name`` as it stands on a label, ``was`` what it was called here before."""

    patient_id: str
    family: str
    given: str
    name: str
    birth_date: BirthDate
    was: str = ""

    @property
    def described(self) -> Saying:
        """Who it is, for reading aloud."""
        return described_as(self.name, self.birth_date)

    @property
    def born(self) -> str | None:
        """The birth date as far as it is known; None where nothing is."""
        return self.birth_date.isoformat() or None


def person_view(station: Station, patient: str) -> PersonView | None:
    """The person behind a patient's key; None when erased."""
    person = station.store.person(patient)
    if person is None:
        return None
    former = station.store.people.former(patient)
    return PersonView(
        person.patient_id,
        person.family,
        person.given,
        person.name,
        person.birth_date,
        "; ".join(_was(station, person, former)),
    )


def _was(station: Station, person: Person, former: Iterable[Former]) -> Iterable[str]:
    """Each name and birth date that is another one now, once, the last first."""
    found = (_as_it_was(station, person, one) for one in reversed(tuple(former)))
    return dict.fromkeys(said(what, station.language) for what in found if what)


def _as_it_was(station: Station, person: Person, former: Former) -> Saying | None:
    was = former.person
    renamed = folded(was.name) != folded(person.name)
    born = was.birth_date if was.birth_date != person.birth_date else None
    if not renamed and born is None and was.patient_id == person.patient_id:
        return None
    if former.why == "corrected":
        return _corrected(was, renamed, born)
    until = _until(former.until, station.clock.now())
    name = was.name if renamed or born else was.patient_id
    return Saying("{name}, until {until}", name=name, until=until)


def _corrected(was: Person, renamed: bool, born: BirthDate | None) -> Saying:
    known = str(born) if born else None
    if renamed and known:
        return Saying("was {name}, born {born}", name=was.name, born=known)
    if renamed:
        return Saying("was {name}", name=was.name)
    return Saying("was born {born}", born=known) if known else Saying("had no birth date")


def _until(at: datetime, now: datetime) -> str:
    """By the station's own clock: the time of today, else the day as well."""
    at, now = at.astimezone(), now.astimezone()
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M}"
