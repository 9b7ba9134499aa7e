"""Which of four kinds an answer is, by its code: each has its own colour, sign and tone.

Every code of the station stands here once; a code without a kind fails ``tests/domain``.

>>> KIND_OF["collected"], KIND_OF["side-incomplete"], KIND_OF["wrong-side"]
('done', 'question', 'refused')
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

KindOfAnswer = Literal["done", "warning", "question", "refused"]
Tone = Literal["high", "high-mid", "mid-mid", "low-low", "mid-high", "high-low"]

# Done, and nothing more is to be thought of.
_DONE = (
    *("opened", "collected", "print-checked", "patient-confirmed"),
    *("merged", "patient-unmerged", "patient-corrected", "patient-as-said"),
    *("order-left", "order-imported", "order-here"),
    *("checklist-answered", "answered", "side-declared"),
    *("rest-moved", "rest-moved-printed", "rest-moved-queued"),
    *("collected-next", "excused-next", "relabelled-next", "label-destroyed-next"),
    *("labels-printed", "labels-queued", "reprinted", "reprint-queued", "copied", "copy-queued"),
    *("chosen-just-in-time", "chosen-by-side"),
    *("job-again", "job-cancelled", "taken-over", "jobs-moved", "given-back"),
    *("mode-collect", "mode-check", "mode-excuse", "mode-excuse-reason", "mode-relabel"),
    *("mode-receive", "mode-forward", "mode-reject", "mode-undo"),
    *("relabel-old-read", "relabelled", "label-destroyed", "order-explained"),
    *("excused", "rest-excused", "added", "undone", "discarded", "resolved"),
    *("closed", "aborted", "dispatched"),
    *("received", "forwarded", "rejected", "reception-undone"),
    *("labels-dropped", "labels-taken-back", "labels-return"),
    "labels-redrawn",
)

# Done, and something is odd: what may come with an answer, and what is kept although not in order.
_WARNING = (
    *("answered-outside", "checklist-outside", "record-kept"),
    *("late", "excuse-withdrawn", "out-of-order", "record-not-here", "implausibly-fast"),
    *("next-not-printed", "cap-colour", "armed-over", "left-open", "printer-waits"),
    *("not-approved", "one-side-only", "labels-held", "labels-stay", "name-alike"),
    *("label-outdated", "labels-outdated"),
)

# A reason, CONFIRM, or which one is meant: the station waits for it.
_QUESTION = (
    *(
        "wristband-read",
        "wristband-read-undated",
        "keyed",
        "side-incomplete",
        "reason-needed",
        "containers-missing",
    ),
    *("confirm-excuse", "confirm-close", "confirm-birth-date", "which-order"),
    *("ask-order", "sign-out-open", "old-label-open", "labels-left", "name-changed"),
)

# Not done.
_REFUSED = (
    *("unreadable", "unknown", "patient-not-confirmed", "wrong-patient", "other-procedure"),
    *("checklist-open", "side-not-declared", "side-not-ordered", "site-not-allowed"),
    *("wrong-side", "not-printed", "void-label", "already-collected", "already-received"),
    *("never-collected", "wrong-destination", "procedure-closed", "print-limit"),
    *("nothing-to-confirm", "nothing-to-undo", "relabel-mismatch", "not-open"),
    *("nothing-asked", "answer-mismatch", "order-begun", "label-loose", "place-card"),
    *("nothing-to-print", "nothing-to-dispatch", "nothing-to-excuse"),
    *("relabel-open", "doubled-armed", "identity-differs", "order-differs"),
)

_BY_KIND: Mapping[KindOfAnswer, tuple[str, ...]] = {
    "done": _DONE,
    "warning": _WARNING,
    "question": _QUESTION,
    "refused": _REFUSED,
}
KIND_OF: Mapping[str, KindOfAnswer] = MappingProxyType(
    {code: kind for kind, codes in _BY_KIND.items() for code in codes}
)

# Of what a reader says of itself (``texts.READERS``): whoever scans must not miss what is red.
NOTICES: Mapping[str, KindOfAnswer] = MappingProxyType(
    {
        "ready": "done",
        "ended": "done",
        "placed": "done",
        "doubled": "warning",
        "not-read": "refused",
        "lost": "refused",
        "fault": "refused",
    }
)

# Never a medical alarm's melody: two notes at most.
TONE_OF: Mapping[KindOfAnswer, Tone] = MappingProxyType(
    {"done": "high", "warning": "high-mid", "question": "mid-mid", "refused": "low-low"}
)
CHECKS = frozenset({"print-checked", "mode-check"})  # nothing is collected: never like collecting
# At the desk, done, but no reception: one hears and sees that it was not received.
NOT_RECEIVED = frozenset({"rejected", "forwarded", "reception-undone"})


def kind_of(code: str, beside: tuple[str, ...] = ()) -> KindOfAnswer:
    """The kind of what was answered with that code; done with a warning is no longer only done.

    ``beside`` are the codes of all that is said with it.

    >>> kind_of("collected", ("late",)), kind_of("wrong-side", ("late",))
    ('warning', 'refused')
    """
    kind = KIND_OF[code]
    warns = any(KIND_OF[one] == "warning" for one in beside)
    return "warning" if kind == "done" and warns else kind


def tone_of(kind: KindOfAnswer, code: str | None = None) -> Tone:
    """The tone of a kind; a print check and what the desk sends back have their own.

    >>> tone_of("done", "received"), tone_of("done", "rejected"), tone_of("done", "print-checked")
    ('high', 'high-low', 'mid-high')
    """
    if kind == "done" and code in CHECKS:
        return "mid-high"
    return "high-low" if kind == "done" and code in NOT_RECEIVED else TONE_OF[kind]
