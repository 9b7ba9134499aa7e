"""Whose bedside this is: two identifiers (NPSG.01.01.01), or a reason and a witness."""

from datetime import date

from station.domain import events as e
from station.domain.state import PatientOwner, Procedure
from station.domain.verdict import Verdict, accept, refuse


def judge_wristband(
    p: Procedure | None, owner: PatientOwner | None, birth_date: date | None
) -> Verdict:
    """The wristband, with the birth date if its code carries it or a person confirmed it."""
    if p is None or owner is None or owner.patient != p.patient:
        return refuse("wrong-patient", p)
    if birth_date is not None and birth_date != owner.birth_date:
        return refuse("wrong-patient", p)
    here = e.PlaceActivated(p.place)
    if birth_date is not None:
        confirmed = e.PatientConfirmed("wristband", None, None)
        return accept("patient-confirmed", p, None, here, confirmed)
    if p.confirmed:
        return accept("patient-confirmed", p, None, here)
    return accept("wristband-read", p, None, here, e.WristbandRead())


def judge_without_wristband(p: Procedure, witness: str, note: str) -> Verdict:
    """No wristband: a reason and a second person stand in for it."""
    confirmed = e.PatientConfirmed("witness", witness, note)
    return accept("patient-confirmed", p, None, e.PlaceActivated(p.place), confirmed)


def judge_birth_date_confirmed(p: Procedure) -> Verdict:
    """CARDCONFIRM after the wristband: the birth date on the screen was read aloud and is right."""
    return accept("patient-confirmed", p, None, e.PatientConfirmed("birth-date", None, None))
