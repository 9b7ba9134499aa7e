"""The labels of a patient who is called otherwise: out under the former name, or drawn anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from station.app.label_drawing import named_on_label
from station.app.on_paper import never_out, present_job
from station.app.station import Station
from station.app.turns import WAITS
from station.domain.data import Data
from station.domain.person import Person
from station.domain.state import Container, Procedure

SHOWN = ("family", "given", "birth_date", "patient_id")  # of what a label says of somebody
UNPRINTED = WAITS | {"withdrawn"}


@dataclass(frozen=True)
class RenamedLabels:
    """Of one procedure: the containers whose label is ``outdated``, and what is drawn anew, by
    label id, with the ``jobs`` that must still wait for it."""

    outdated: tuple[Container, ...] = ()
    contents: Mapping[str, Data] = field(default_factory=dict)
    jobs: tuple[int, ...] = ()


def renamed_labels(station: Station, p: Procedure, before: Person, person: Person) -> RenamedLabels:
    """What becomes of the labels of a procedure whose patient is ``person`` from now on.

    Where nothing differs that they show, what is outdated stays so and nothing else is. One that
    is at its printer now counts as out, and is drawn anew if it has to wait again. What stands on
    a label that came with its tube is not known here: it is taken to be the former name.
    """
    jobs = station.store.spool.jobs(procedure=p.procedure)
    named, was = named_on_label(station, person), named_on_label(station, before)
    same = was == named
    outdated, contents, waiting = [], dict[str, Data](), []
    for c in p.containers.values():
        frozen = _frozen(station, c)
        if frozen is None:
            continue
        stale = c.outdated_at is not None if same else _differs(frozen, named)
        if stale and not never_out(c, jobs):
            outdated.append(c)
        job, anew = present_job(c, jobs), {**frozen, **named}
        if job and job.state in {*UNPRINTED, "sending"} and frozen not in ({}, anew):
            contents[job.label_id] = anew
            waiting += [job.job] if job.state in UNPRINTED else []
    return RenamedLabels(tuple(outdated), contents, tuple(waiting))


def _differs(frozen: Data, named: Data) -> bool:
    """Whether it shows something else; an earlier version's label may show no number."""
    known = frozen or dict.fromkeys(SHOWN)
    return any(known.get(key, named[key]) != named[key] for key in SHOWN)


def _frozen(station: Station, c: Container) -> Data | None:
    """What stands on its present label; nothing for one that is not known here, None for none."""
    if c.label_id is None or c.label_due or c.state in {"expected", "discarded"}:
        return None
    if c.prints == 0 and not c.pre_labelled:  # a laboratory's id that has no label yet
        return None
    return station.store.spool.content(c.label_id) or {}
