"""Which acts the verdicts would accept in a state: asks the judges, repeats none of their rules.

An act is what a button, a form or a command asks of a procedure, or of one of its containers,
with whatever a person would add (a reason, a note) given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.domain.state import Container, Procedure
from station.domain.verdict import Verdict
from station.domain.verdict.answering import judge_last_undone
from station.domain.verdict.answers import judge_answers
from station.domain.verdict.closing import judge_abort, judge_close, judge_dispatch
from station.domain.verdict.containers import (
    judge_add,
    judge_discard,
    judge_excuse,
    judge_resolve,
    judge_undo,
)
from station.domain.verdict.patient import judge_without_wristband
from station.domain.verdict.preparation import judge_side
from station.domain.verdict.printing import judge_labels, judge_reprint

REASON = "insufficient"  # an excuse that needs nothing with it
GIVEN = "given"  # a witness, a note's id: no judge looks at what it says

Judged = Verdict | tuple[Container, ...] | None  # of labels: those that come, or no refusal

OF_PROCEDURE: Mapping[str, Callable[[Procedure], Judged]] = MappingProxyType(
    {
        "without-wristband": lambda p: judge_without_wristband(p, GIVEN, GIVEN),
        "checklist": lambda p: judge_answers(p, ()),
        "side-left": lambda p: judge_side(p, "left"),
        "side-right": lambda p: judge_side(p, "right"),
        "move-left": lambda p: judge_side(p, "left", move_reason=REASON),
        "move-right": lambda p: judge_side(p, "right", move_reason=REASON),
        "print": lambda p: judge_labels(p, None),
        "print-left": lambda p: judge_labels(p, "left"),
        "print-right": lambda p: judge_labels(p, "right"),
        "print-none": lambda p: judge_labels(p, "none"),
        "add-left": lambda p: judge_add(p, p.protocol.containers[0], "left"),
        "add-right": lambda p: judge_add(p, p.protocol.containers[0], "right"),
        "add-none": lambda p: judge_add(p, p.protocol.containers[0], "none"),
        "undo": judge_last_undone,
        "close": judge_close,
        "abort": lambda p: judge_abort(p, REASON),
        "dispatch": lambda p: judge_dispatch(p, None),
    }
)
OF_CONTAINER: Mapping[str, Callable[[Procedure, Container], Judged]] = MappingProxyType(
    {
        "excuse": lambda p, c: judge_excuse(p, c, REASON),
        "undo": lambda p, c: judge_undo(p, c, GIVEN),
        "reprint": judge_reprint,
        "discard": lambda p, c: judge_discard(p, c, GIVEN),
        "resolve": lambda p, c: judge_resolve(p, c, GIVEN),
    }
)
FIRST = frozenset(
    {
        *("patient-not-confirmed", "checklist-open", "side-not-declared", "label-loose"),
        *("side-incomplete", "containers-missing", "reason-needed"),
    }
)
"""Refusals that ask for something first, or for one thing more: a person is told what to do."""


@dataclass(frozen=True)
class Answers:
    """Why each act would be refused, by its name; None where it would be accepted."""

    refusals: Mapping[str, str | None]

    @property
    def offered(self) -> frozenset[str]:
        """The acts whose button is worth showing: done at once, or told what comes first."""
        return frozenset(act for act, why in self.refusals.items() if why is None or why in FIRST)


def allowed(p: Procedure) -> Answers:
    """What the procedure would answer to each act of ``OF_PROCEDURE``."""
    return Answers({act: _refusal(judged(p)) for act, judged in OF_PROCEDURE.items()})


def allowed_of(p: Procedure, c: Container) -> Answers:
    """What it would answer to each act of ``OF_CONTAINER``, for one of its containers."""
    return Answers({act: _refusal(judged(p, c)) for act, judged in OF_CONTAINER.items()})


def _refusal(judged: Judged) -> str | None:
    return judged.reason if isinstance(judged, Verdict) else None
