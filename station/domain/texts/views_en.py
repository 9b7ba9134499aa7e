"""English for what the views say: what to do next, and how things were done."""

NEXT = {
    "wristband": "Scan the patient's wristband.",
    "birth-date": "Read the birth date aloud, then scan CONFIRM.",
    "identifier": "The birth date is not wholly known: scan another number of this patient, or go "
    "on without a wristband, with a reason and a witness.",
    "question": "{question} Scan {ways}.",
    "question-or-not": "{question} Scan {ways}, or go on.",
    "question-or-close": "{question} Scan {ways}, or CLOSE.",
    "order": "{question} Scan the card of the reason.",
    "reason": "{kind}: why is it not collected? Scan the card of the reason.",
    "rest": "Not closed: collect what is missing ({count}), or scan the card of the reason "
    "why not.",
    "excuse-rest": "Scan CONFIRM to excuse all {count}: {reason}; or go on collecting.",
    "side": "Scan the card LEFT or RIGHT.",
    "confirm-close": "Answer what is still open, or scan CONFIRM to close all the same.",
    "confirm-close-or-answer": "Answer what is still open, or scan CONFIRM to close all the same. "
    "{question} Scan {ways}.",
    "confirm-answer": "Scan CONFIRM if the answer before was a mistake, or type the reason.",
    "confirm-side": "The present side is incomplete. Scan CONFIRM to change to {side} all the "
    "same, or go on.",
    "print": "Print labels ({count}): scan PRINT.",
    "collect": "Fill, then scan: {kind}, {side}",
    "collect-no-side": "Fill, then scan: {kind}",
    "other-side": "This side is done. Scan the card of the {side} side.",
    "close": "All is collected or excused. Read the labels aloud, then scan CLOSE.",
    "relabel-new": "Stick on the new label and scan it. PRINT makes one.",
    "dispatch": "Closed. Send the containers: scan SEND.",
    "left-open": "Closed. Still open: {left}.",
    "closed": "Closed. Nothing is left to do here.",
}

HISTORY = {
    "mode-collect": "collecting",
    "mode-check": "print check",
    "mode-excuse": "not collected",
    "mode-relabel": "new label",
    "mode-by-side": "all of a side",
    "mode-just-in-time": "one by one",
    "method-wristband": "wristband with birth date",
    "method-witness": "witness",
    "method-birth-date": "birth date read aloud",
    "method-identifier": "wristband and another number of the patient",
}
