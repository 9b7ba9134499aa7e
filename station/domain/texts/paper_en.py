"""English, of labels that are not known to be on paper: few words, for a tray's cell."""

ON_PAPER = {
    "queued": "waits for printer {printer}",
    "sending": "is at printer {printer} now",
    "failed": "NOT PRINTED at printer {printer}",
    "uncertain": "MAY BE OUT at printer {printer}",
    "cancelled": "label cancelled at printer {printer}",
    "withdrawn": "taken back from printer {printer}",
}

# What holds a printer up, by the conditions of ports.printer.
WHY_NOT = {
    "ready": "ready",
    "busy": "busy",
    "paused": "paused",
    "paper-out": "no labels left",
    "head-open": "open",
    "ribbon-out": "no ribbon left",
    "buffer-full": "takes no more",
    "half-label": "holds half a label",
    "stopped": "stopped",
    "refused": "refused it",
    "lost": "connection lost",
    "no-answer": "does not answer",
    "unreachable": "not reached",
    "unknown": "unknown why",
    "ended": "nothing is sent to it",
}
