"""The labels to be made: one job each, with its id, its number and its mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from station.app.station import Station
from station.domain import events as e
from station.domain.identifiers import specimen
from station.domain.state import Container
from station.domain.verdict.printing import copies


@dataclass(frozen=True)
class LabelJob:
    """One label to be made; ``copy`` counts the labels of its container from 1."""

    container: Container
    label_id: str
    copy: int
    mark: str
    note: str | None = None


def jobs_for(station: Station, wanted: Sequence[Container]) -> list[LabelJob]:
    """The first labels of containers, each with its id."""
    issued = iter(station.store.reserve(sum(not c.laboratory_id for c in wanted)))
    jobs = []
    for c in wanted:
        label_id = c.label_id if c.laboratory_id else None
        label_id = label_id or specimen.issue(station.store.stream, next(issued), c.side)
        copy = copies(c) + 1
        mark = f"COPY {copy}" if c.laboratory_id and copy > 1 else ""
        jobs.append(LabelJob(c, label_id, copy, mark))
    return jobs


def reprint_job(station: Station, c: Container, note: str) -> LabelJob:
    """One more label of a container: with an id of its own, or a copy of the laboratory's."""
    copy = copies(c) + 1
    if c.laboratory_id:
        assert c.label_id is not None
        return LabelJob(c, c.label_id, copy, f"COPY {copy}", note)
    (serial,) = station.store.reserve(1)
    label_id = specimen.issue(station.store.stream, serial, c.side)
    return LabelJob(c, label_id, copy, f"REPRINT {copy - 1}", note)


def bodies_of(jobs: Sequence[LabelJob]) -> list[e.LabelPrinted]:
    """The events of labels."""
    return [
        e.LabelPrinted(
            job.container.container, job.label_id, job.container.side, job.copy, job.note
        )
        for job in jobs
    ]
