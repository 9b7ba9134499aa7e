"""Whose label or wristband was read, as the hospital takes it."""

from dataclasses import replace
from typing import NoReturn

from station.app.station import Station
from station.domain.errors import UnknownNameError
from station.domain.identifiers import Scanned, canonical, identify
from station.domain.person import Person, type_of
from station.domain.state import LabelOwner, Owner, PatientOwner


def owner_of(station: Station, scanned: Scanned) -> Owner | None:
    """The owner of what was read; of a patient's number, whether it may stand for a birth date."""
    owner = station.store.owner(scanned)
    return _at_site(station, owner) if isinstance(owner, PatientOwner) else owner


def patient_of(station: Station, value: str) -> PatientOwner | None:
    """Who has this number; None for nobody here."""
    found = station.store.people.find(value)
    if found is None:
        return None
    key, person = found
    return _at_site(station, PatientOwner(key, person.birth_date, type_of(person, value)))


def known_patient(station: Station, value: str) -> tuple[str, Person]:
    """The key and identity of who has this number, once merged. Raises UnknownNameError."""
    return station.store.patient(canonical(value)) or _nobody()


def given_number(station: Station, value: str) -> tuple[str, Person, str]:
    """Who was given this number: key, identity, and the key that it is now.

    Raises UnknownNameError.
    """
    return station.store.people.own(canonical(value)) or _nobody()


def _nobody() -> NoReturn:
    raise UnknownNameError("Patient: expected an id that is here, got another.")


def is_label(station: Station, text: str) -> bool:
    """Whether a number is on a label, or on one that is ordered: a reader could not tell."""
    ordered = (c.label_id for order, _ in station.store.orders() for c in order.containers)
    on_one = isinstance(station.store.owner(identify(text)), LabelOwner)
    return on_one or any(canonical(one or "") == text for one in ordered)


def _at_site(station: Station, owner: PatientOwner) -> PatientOwner:
    return replace(owner, second=owner.identifier in station.catalogue.second_identifiers)
