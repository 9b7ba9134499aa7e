"""Whose bedside this is: two identifiers (NPSG.01.01.01), or a reason and a witness."""

from datetime import date

from station.domain import events as e
from station.domain.state import PatientOwner, Procedure
from station.domain.verdict import Verdict, accept, refuse


def judge_wristband(
    p: Procedure | None, owner: PatientOwner | None, birth_date: date | None
) -> Verdict:
    """The wristband, with the birth date if its code carries it or a person confirmed it.

    Where the birth date is not wholly known here, another number of the patient stands in for it.
    """
    if p is None or owner is None or owner.patient != p.patient:
        return refuse("wrong-patient", p)
    if birth_date is not None and not owner.birth_date.may_be(birth_date):
        return refuse("wrong-patient", p)
    here, method = e.PlaceActivated(p.place), _confirmed_by(p, owner, birth_date)
    if method is not None:
        return accept("patient-confirmed", p, None, here, e.PatientConfirmed(method, None, None))
    if p.confirmed:
        return accept("patient-confirmed", p, None, here)
    if owner.birth_date.whole is None:
        read = e.WristbandRead(owner.identifier, birth_date_known=False)
        return accept("wristband-read-undated", p, None, here, read)
    return accept("wristband-read", p, None, here, e.WristbandRead())


def _confirmed_by(p: Procedure, owner: PatientOwner, birth_date: date | None) -> str | None:
    """What is the second of the two identifiers; None while it is wanted."""
    known = owner.birth_date.whole
    if known is not None:
        return "wristband" if birth_date == known else None
    first = p.ask.reason if p.ask and p.ask.what == "identifier" else None
    return "identifier" if owner.second and first not in (None, owner.identifier) else None


def judge_without_wristband(p: Procedure, witness: str, note: str) -> Verdict:
    """No wristband: a reason and a second person stand in for it."""
    confirmed = e.PatientConfirmed("witness", witness, note)
    return accept("patient-confirmed", p, None, e.PlaceActivated(p.place), confirmed)


def judge_birth_date_confirmed(p: Procedure) -> Verdict:
    """CARDCONFIRM after the wristband: the birth date on the screen was read aloud and is right."""
    return accept("patient-confirmed", p, None, e.PatientConfirmed("birth-date", None, None))
