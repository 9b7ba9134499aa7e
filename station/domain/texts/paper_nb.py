"""Bokmål, om etiketter som ikke vites å være på papir: få ord, til en rute i brettet."""

ON_PAPER = {
    "queued": "venter på skriver {printer}",
    "sending": "er hos skriver {printer} nå",
    "failed": "IKKE SKREVET UT hos skriver {printer}",
    "uncertain": "KAN VÆRE UTE hos skriver {printer}",
    "cancelled": "etiketten er avbestilt hos skriver {printer}",
    "withdrawn": "tatt tilbake fra skriver {printer}",
}

# Hva som holder en skriver opp, etter tilstandene i ports.printer.
WHY_NOT = {
    "ready": "klar",
    "busy": "opptatt",
    "paused": "pause",
    "paper-out": "tom for etiketter",
    "head-open": "åpen",
    "ribbon-out": "tom for fargebånd",
    "buffer-full": "tar ikke imot mer",
    "half-label": "har en halv etikett",
    "stopped": "stoppet",
    "refused": "tok ikke imot den",
    "lost": "mistet forbindelsen",
    "no-answer": "svarer ikke",
    "unreachable": "ikke funnet",
    "unknown": "ukjent årsak",
    "ended": "ingenting sendes til den",
}
