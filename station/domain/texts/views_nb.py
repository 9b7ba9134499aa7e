"""Norsk bokmål for det visningene sier: hva som er neste skritt, og hvordan noe ble gjort."""

NEXT = {
    "wristband": "Skann pasientens armbånd.",
    "birth-date": "Les fødselsdatoen høyt, og skann så BEKREFT.",
    "identifier": "Fødselsdatoen er ikke helt kjent: skann et annet nummer som pasienten har, "
    "eller gå videre uten armbånd, med årsak og vitne.",
    "question": "{question} Skann {ways}.",
    "question-or-not": "{question} Skann {ways}, eller gå videre.",
    "question-or-close": "{question} Skann {ways}, eller AVSLUTT.",
    "order": "{question} Skann kortet med årsaken.",
    "reason": "{kind}: hvorfor er den ikke tatt? Skann kortet med årsaken.",
    "rest": "Ikke avsluttet: ta det som mangler ({count}), eller skann kortet med årsaken.",
    "excuse-rest": "Skann BEKREFT for å begrunne alle {count}: {reason}; eller ta dem.",
    "side": "Skann kortet VENSTRE eller HØYRE.",
    "confirm-close": "Svar på det som er åpent, eller skann BEKREFT for å avslutte likevel.",
    "confirm-close-or-answer": "Svar på det som er åpent, eller skann BEKREFT for å avslutte "
    "likevel. {question} Skann {ways}.",
    "confirm-answer": "Skann BEKREFT hvis svaret før var en feil, eller skriv årsaken.",
    "confirm-side": "Denne siden er ikke komplett. Skann BEKREFT for å bytte til {side} "
    "likevel, eller fortsett.",
    "print": "Skriv ut etiketter ({count}): skann SKRIV UT.",
    "collect": "Fyll, og skann så: {kind}, {side}",
    "collect-no-side": "Fyll, og skann så: {kind}",
    "other-side": "Denne siden er ferdig. Skann kortet for {side} side.",
    "close": "Alt er tatt eller begrunnet. Les etikettene høyt, og skann så AVSLUTT.",
    "relabel-new": "Sett på den nye etiketten og skann den. SKRIV UT lager en.",
    "dispatch": "Avsluttet. Send beholderne: skann SEND.",
    "left-open": "Avsluttet. Fortsatt åpent: {left}.",
    "closed": "Avsluttet. Ingenting gjenstår her.",
}

HISTORY = {
    "mode-collect": "registrering",
    "mode-check": "etikettkontroll",
    "mode-excuse": "ikke tatt",
    "mode-relabel": "ny etikett",
    "mode-by-side": "hele siden",
    "mode-just-in-time": "én og én",
    "method-wristband": "armbånd med fødselsdato",
    "method-witness": "vitne",
    "method-birth-date": "fødselsdato lest høyt",
    "method-identifier": "armbånd og et annet nummer som pasienten har",
}
