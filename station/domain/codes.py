"""The words that checks from outside call exactly (docs/interface.md); a test compares the two."""

from typing import Literal, get_args

Side = Literal["left", "right", "none", "open"]

KINDS = (
    "biopsy",
    "smear",
    "flow",
    "cytogenetics",
    "molecular",
    "mrd",
    "immunocytology",
    "research",
    "blood-smear",
)
State = Literal[
    "expected",
    "printed",
    "collected",
    "excused",
    "discarded",
    "dispatched",
    "received",
    "rejected",
]
STATES: tuple[State, ...] = get_args(State)
REFUSALS = (
    "unreadable",
    "unknown",
    "patient-not-confirmed",
    "wrong-patient",
    "other-procedure",
    "checklist-open",
    "side-not-declared",
    "side-not-ordered",
    "site-not-allowed",
    "wrong-side",
    "not-printed",
    "void-label",
    "already-collected",
    "already-received",
    "never-collected",
    "wrong-destination",
    "procedure-closed",
    "print-limit",
    "identity-differs",
    "order-differs",
    # beyond the contract: refusals that ask for one more thing, or name what cannot be done
    "side-incomplete",
    "reason-needed",
    "nothing-to-confirm",
    "nothing-to-undo",
    "containers-missing",
    "relabel-mismatch",
    "not-open",
    "nothing-asked",
    "answer-mismatch",
    "confirm-excuse",
    "which-order",
    "order-begun",
    "label-loose",
    "nothing-to-print",
    "nothing-to-dispatch",
    "nothing-to-excuse",
    "place-card",
    "confirm-close",
    "confirm-birth-date",
    "relabel-open",
    "doubled-armed",
)
WARNINGS = (
    "late",
    "excuse-withdrawn",
    "out-of-order",
    "record-not-here",
    "implausibly-fast",
    "name-alike",
    "label-outdated",
    "next-not-printed",
    "cap-colour",
    "armed-over",
    "left-open",
    "printer-waits",
)
EXCUSES = (
    "dry-tap",
    "insufficient",
    "clotted",
    "shared",
    "collected-elsewhere",
    "not-needed",
    "patient-condition",
    "container-broken",
    "aborted",
    "other",
)
REJECTIONS = (
    *("EX", "QS", "RA", "RB", "RC", "RD", "RE", "RH", "RI", "RM", "RN", "RP", "RR", "RS"),
    "wrong-side",
    "wrong-container",
)
FLAGS = (
    "missing-at-bedside",
    "not-received",
    "never-collected",
    "unexpected",
    "duplicate",
    "wrong-side",
    "near-expiry",
    "expired",
    "record-not-here",
    "discrepancy",
    "relabel-open",
    "labels-left",
    "name-changed",
)
# Why an aspirate came before the biopsy; any excuse may be given too.
ORDER_REASONS = ("clinician-decision", "biopsy-failed", "biopsy-not-possible", *EXCUSES)
BY_SIDE, JUST_IN_TIME = "by-side", "just-in-time"
PRINTING = (BY_SIDE, JUST_IN_TIME)  # all labels of the side at once, or one after the other
MODES = ("collect", "check", "excuse", "relabel")  # what a scan of a label does
METHODS = ("wristband", "birth-date", "identifier", "witness")  # how a patient is confirmed
SOURCES = ("reader", "camera", "typed", "file")
