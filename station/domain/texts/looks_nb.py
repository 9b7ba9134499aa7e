"""Norsk bokmål for det et kamera ser: et brett, og hvordan bildet er."""

TRAY = {
    "found": "Funnet",
    "not-seen": "Ikke sett",
    "unexpected": "Uventet",
    "wrong-side": "Feil side",
    "complete": "Komplett: alt er funnet.",
    "not-complete": "IKKE KOMPLETT.",
    "lot-received": "Mottatt: {count}.",
    "in-already": "Mottatt før: {count}.",
    "is-in": "mottatt før",
    "nothing-to-receive": "Ingenting som kan mottas her, ble lest.",
    "nothing-read": "Ingenting ble lest på brettet.",
    "refused": "AVVIST: {count}.",
    "still-not-seen": "Ikke sett på brettet: {count}.",
    "doubtful": "To lesninger av ett sted: {count}. Vri røret og se igjen.",
    "read": "{text}: på brettet.",
    "taken-off": "{text}: tatt av brettet.",
    "none-to-take-off": "Ingen skanning på brettet kan tas av.",
    # hvorfor den ikke skulle vært der
    "why-wrong-side": "ikke den aktive siden",
    "why-void-label": "ugyldig etikett",
    "why-other-procedure": "hører til en annen prosedyre",
    "why-never-collected": "aldri bekreftet tatt",
    "why-wrong-destination": "skal til en annen skranke",
    "why-excused": "unnskyldt som ikke tatt",
    "why-rejected": "avvist før",
    "why-record-not-here": "ikke kjent her",
    "why-already-received": "mottatt før, ikke kjent her",
    "why-unknown": "ukjent kode",
    "why-unreadable": "ingen kode fra denne stasjonen",
    "why-duplicate": "samme etikett på to rør",
    "why-no-container": "et armbånd, ingen beholder",
}

# Råd ved søkeren, etter kodene i ports.viewfinder.
CAMERA = {
    "doubtful": "To lesninger av ett sted: ikke lest. Vri det, eller én kode om gangen.",
    "dark": "For mørkt: mer lys.",
    "bright": "For lyst: mindre lys, eller vri den ut av gjenskinnet.",
    "blurred": "Ikke skarpt: hold den i ro, eller litt lenger unna.",
    "far": "For langt unna: nærmere.",
    "near": "For nær: lenger unna.",
}
