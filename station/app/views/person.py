"""A person, wherever one is shown."""

from dataclasses import dataclass

from station.app.station import Station
from station.domain.birth_date import BirthDate


@dataclass(frozen=True)
class PersonView:
    """Who it is; ``name`` as it stands on a label."""

    patient_id: str
    family: str
    given: str
    name: str
    birth_date: BirthDate

    @property
    def born(self) -> str | None:
        """The birth date as far as it is known; None where nothing is."""
        return self.birth_date.isoformat() or None


def person_view(station: Station, patient: str) -> PersonView | None:
    """The person behind a patient's key; None when erased."""
    person = station.store.person(patient)
    if person is None:
        return None
    return PersonView(
        person.patient_id, person.family, person.given, person.name, person.birth_date
    )
