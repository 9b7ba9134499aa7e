"""The path of a scan, whole: identify, find the owner, judge, keep, answer.

Read this first, then down its imports.
"""

from dataclasses import dataclass

from station.app.alike import with_alike
from station.app.cards import play_card
from station.app.just_in_time import keep_and_print_next
from station.app.keeping import Asked, Outcome, keep, load, rejudged
from station.app.owners import owner_of
from station.app.printing import Printing
from station.app.returning import with_its_labels
from station.app.station import Station
from station.domain.identifiers import Scanned, identify
from station.domain.identifiers.card import Card
from station.domain.identifiers.place import DEFAULT
from station.domain.state import Owner, PatientOwner, Procedure
from station.domain.verdict.collect import Scanning, judge
from station.ports.store import Act, Store


@dataclass(frozen=True)
class Scan:
    """One text from one reader.

    ``procedure`` names one; None is the active one of ``place``. ``check`` makes it a print check,
    ``reason`` says why out of order, or why excused.
    """

    text: str
    act: Act
    procedure: str | None = None
    place: str = DEFAULT
    check: bool = False
    reason: str | None = None


def new_scan_id(station: Station) -> str:
    """An id for a scan or a form that brings none of its own: sent again, it is counted once."""
    return station.store.new_key()


@rejudged
def handle_scan(scan: Scan, station: Station, printing: Printing | None = None) -> Outcome:
    """What a scan at the bedside does. Kept on disk before it is answered."""
    answer = station.store.resent(scan.act.scan_id)
    if answer is not None:
        return Outcome(answer)
    scanned = identify(scan.text)
    owner = owner_of(station, scanned)
    procedure = _procedure(station.store, scan, scanned, owner)
    if isinstance(scanned, Card):
        return play_card(station, procedure, scanned, scan.act, printing)
    how = Scanning(scan.act.occurred_at, scan.reason, scan.check)
    verdict, asked = judge(procedure, scanned, owner, how), Asked(scan.act, "scan", scan.text)
    if procedure is None:
        return keep(station, None, verdict, asked)
    if isinstance(owner, PatientOwner):
        verdict = with_alike(station, procedure, verdict, scan.act.occurred_at)
    verdict, aside = with_its_labels(station, procedure, verdict, printing)
    if aside.again:
        return keep(station, procedure, verdict, asked, aside)
    return keep_and_print_next(station, procedure, verdict, asked, printing)


def _procedure(store: Store, scan: Scan, scanned: Scanned, owner: Owner | None) -> Procedure | None:
    """The one named, else the place's active one; a wristband brings back its patient's own."""
    if scan.procedure is not None:
        return load(store, scan.procedure)
    active = store.active(scan.place)
    procedure = load(store, active) if active else None
    if isinstance(owner, PatientOwner) and (
        procedure is None or procedure.patient != owner.patient
    ):
        lines = store.procedures(place=scan.place, patient=owner.patient)
        suspended = [line.procedure for line in lines if not line.closed]
        return load(store, suspended[-1]) if suspended else procedure
    return procedure
