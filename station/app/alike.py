"""Whoever here could be taken for the patient of a procedure, said wherever it matters."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from station.app.station import Station
from station.domain.alike import Alikes, alikes
from station.domain.state import Procedure
from station.domain.texts import WORDS, Language
from station.domain.verdict import Verdict


def alikes_of(station: Station, patient: str, at: datetime) -> Alikes | None:
    """Who could be taken for a patient at a moment; None for nobody, and for an erased one."""
    person = station.store.person(patient)
    if person is None:
        return None
    return alikes(person, station.store.people.namesakes(person), at)


def said_alike(station: Station, patient: str, at: datetime) -> str:
    """What tells a patient from whoever could be taken for it, in words; empty for nobody."""
    found = alikes_of(station, patient, at)
    return in_words(found.differs, station.language) if found else ""


def in_words(differs: Iterable[str], language: Language) -> str:
    """What differs, as people read it."""
    return ", ".join(WORDS[language][name] for name in differs)


def with_alike(station: Station, p: Procedure | None, verdict: Verdict, at: datetime) -> Verdict:
    """A verdict that was accepted, with the warning that another patient is like this one."""
    return warned(verdict, alikes_of(station, p.patient, at)) if p and verdict.accepted else verdict


def warned(verdict: Verdict, found: Alikes | None) -> Verdict:
    """A verdict with that warning, if there is anybody to be taken for."""
    if found is None or "name-alike" in verdict.warnings:
        return verdict
    words = {**verdict.words, **found.words}
    return replace(verdict, warnings=(*verdict.warnings, "name-alike"), words=words)
