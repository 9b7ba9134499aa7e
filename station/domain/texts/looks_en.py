"""English for what a camera's look says: a tray, and how the picture is."""

TRAY = {
    "found": "Found",
    "not-seen": "Not seen",
    "unexpected": "Unexpected",
    "wrong-side": "Wrong side",
    "complete": "Complete: all was found.",
    "not-complete": "NOT COMPLETE.",
    "lot-received": "Received: {count}.",
    "in-already": "Received before: {count}.",
    "is-in": "received before",
    "nothing-to-receive": "Nothing that this desk can receive was read.",
    "nothing-read": "Nothing was read on the tray.",
    "refused": "REFUSED: {count}.",
    "still-not-seen": "Not seen on the tray: {count}.",
    "doubtful": "Two readings of one place: {count}. Turn the tube and look again.",
    "read": "{text}: on the tray.",
    "taken-off": "{text}: taken off the tray.",
    "none-to-take-off": "No scan is on the tray that could be taken off.",
    # why it should not be there
    "why-wrong-side": "not the active side",
    "why-void-label": "void label",
    "why-other-procedure": "of another procedure",
    "why-never-collected": "never confirmed as collected",
    "why-wrong-destination": "goes to another desk",
    "why-excused": "excused as not collected",
    "why-rejected": "rejected before",
    "why-record-not-here": "no record here",
    "why-already-received": "received before, no record here",
    "why-unknown": "unknown code",
    "why-unreadable": "no code of this station",
    "why-duplicate": "the same label on two tubes",
    "why-no-container": "a wristband, no container",
}

# Hints at a viewfinder, by the codes of ports.viewfinder.
CAMERA = {
    "doubtful": "Two readings of one place: not read. Turn it, or one code at a time.",
    "dark": "Too dark: more light.",
    "bright": "Too bright: less light, or turn it out of the glare.",
    "blurred": "Not sharp: hold it still, or a little farther away.",
    "far": "Too far: closer.",
    "near": "Too close: farther away.",
}
