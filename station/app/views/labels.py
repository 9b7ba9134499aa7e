"""The labels of a procedure that were made here."""

from dataclasses import dataclass

from station.app.keeping import load
from station.app.spool import printed
from station.app.station import Station
from station.domain.codes import Side


@dataclass(frozen=True)
class LabelView:
    """A container's present label."""

    container: str
    kind_name: str
    side: Side
    label_id: str


@dataclass(frozen=True)
class LabelsView:
    """A procedure's present labels, by side and order."""

    procedure: str
    place: str
    labels: tuple[LabelView, ...]


def labels_view(station: Station, procedure: str) -> LabelsView:
    """The present labels. Raises UnknownNameError."""
    p = load(station.store, procedure)
    labels = tuple(
        LabelView(c.container, c.plan.name[station.language], c.side, str(c.label_id))
        for c in printed(station, p)
    )
    return LabelsView(p.procedure, p.place, labels)


def label_ids(station: Station, procedure: str) -> tuple[str, ...]:
    """The ids of all present labels, made here or not. Raises UnknownNameError."""
    p = load(station.store, procedure)
    return tuple(c.label_id for c in p.containers.values() if c.label_id)
