"""Norwegian bokmål."""

SENTENCES = {
    # refusals
    "unreadable": "Ikke lest. {why} Skann på nytt.",
    "unknown": "Ukjent kode: ikke etikett, armbånd eller kort fra denne stasjonen. "
    "Legg den til side.",
    "patient-not-confirmed": "Pasienten er ikke bekreftet: skann armbåndet og bekreft "
    "fødselsdatoen først.",
    "wrong-patient": "FEIL PASIENT: dette er ikke pasienten i denne prosedyren. Stopp og "
    "kontroller.",
    "other-procedure": "Etiketten hører til en annen prosedyre ({other}). Legg den til side.",
    "checklist-open": "Sjekkliste: {items} må besvares før etiketter skrives ut.",
    "side-not-declared": "Ingen side er valgt: skann kortet VENSTRE eller HØYRE først.",
    "side-not-ordered": "{side} side er ikke bestilt i denne prosedyren.",
    "site-not-allowed": "Stedet «{site}» er ikke tillatt: forventet {sites}. Hos barn tas benmarg "
    "bare fra hoftekammen, aldri fra brystbeinet.",
    "wrong-side": "FEIL SIDE: etiketten sier {side}, aktiv side er {active}.",
    "not-printed": "{kind}: det er ikke skrevet ut etikett for denne beholderen ennå.",
    "void-label": "UGYLDIG ETIKETT for {kind}: ikke bruk den. Gyldig nå: {new}.",
    "already-collected": "{kind}, {side}: allerede tatt.",
    "already-received": "{kind}, {side}: allerede mottatt eller avvist i mottaket.",
    "never-collected": "{kind}, {side}: ble aldri bekreftet tatt ved sengen. Ring dem.",
    "wrong-destination": "{kind} skal til {destination}, ikke til {desk}. Send den videre.",
    "procedure-closed": "Prosedyren er avsluttet: utskrift, side og angring er ikke lenger mulig.",
    "print-limit": "{kind}: grensen på {limit} etiketter for én beholder er nådd.",
    "side-incomplete": "{side} side er ikke komplett. Gjenstår: {open}. Skann BEKREFT for å bytte "
    "side likevel, eller en årsak for å ta disse med.",
    "reason-needed": "{kind}: årsak mangler. {ways}.",
    "nothing-to-confirm": "Ingenting venter på bekreftelse.",
    "nothing-to-undo": "Ingenting å angre her.",
    "containers-missing": "IKKE AVSLUTTET. Verken tatt eller begrunnet: {open}.",
    "relabel-mismatch": "Gammel og ny etikett hører ikke sammen. Skann NY ETIKETT, den gamle "
    "etiketten og så den nye.",
    "not-open": "{kind}, {side}: er ikke lenger åpen.",
    "nothing-asked": "Denne skanningen svarer ikke på noe som er spurt om her.",
    "answer-mismatch": "Dette kortet er ikke svar på: {question} Skann {ways}.",
    "confirm-excuse": "Ikke tatt, {reason}: {open}. Skann BEKREFT for å begrunne alle "
    "{count} slik.",
    "which-order": "Pasienten har flere rekvisisjoner: {orders}. Skann nummeret til den "
    "som gjelder.",
    "order-begun": "Rekvisisjon {order} er påbegynt ({other}). Skann pasientens armbånd.",
    "label-loose": "{kind}, {side}: etiketten er ute. Skann den etter fylling, eller angi hvorfor "
    "ikke, så kommer den neste; ALLE ETIKETTER skriver ut resten på én gang.",
    "nothing-to-print": "INGENTING SKREVET UT: alt som kan ha etikett nå, har den. Skriv ut på "
    "nytt den som er mistet eller skadet.",
    "nothing-to-dispatch": "INGENTING SENDT: ingenting av det som skulle sendes, er tatt og ennå "
    "ikke sendt.",
    "nothing-to-excuse": "Ingenting her kan begrunnes som ikke tatt nå: hver beholder er tatt, "
    "eller begrunnet allerede.",
    "place-card": "Kort for sted {place}: det gir stasjonens egne lesere sitt sted. For denne "
    "skjermen: åpne siden til stedet.",
    "confirm-close": "IKKE AVSLUTTET ENNÅ. {questions} Skann BEKREFT for å avslutte likevel.",
    "confirm-birth-date": "Spørsmålet ble stilt for lenge siden. Les fødselsdatoen høyt igjen og "
    "skann BEKREFT.",
    "relabel-open": "IKKE AVSLUTTET. {kind}, {side}: den nye etiketten er ikke sett på den ennå. "
    "Skann NY ETIKETT, den gamle etiketten og så den nye.",
    "doubled-armed": "Lest for et øyeblikk siden: INGENTING ble gjort med den nå. Hver skanning "
    "TAR IMOT; for noe annet, begynn igjen med kortet eller knappen.",
    # done
    "opened": "Prosedyren er åpnet: beholdere som ventes: {count}. Skann armbåndet.",
    "collected": "{kind}, {side}: tatt.",
    "print-checked": "{kind}, {side}: etiketten kan leses. IKKE registrert som tatt.",
    "wristband-read": "Armbåndet er lest. Les fødselsdatoen høyt og skann BEKREFT.",
    "patient-confirmed": "Pasienten er bekreftet.",
    "merged": "Pasienten er {who} fra nå av; til nå {was}. Historikken er beholdt.",
    "patient-unmerged": "Sammenslåingen er tatt tilbake: pasienten er {who} igjen, ikke {was}.",
    "patient-corrected": "Rettet: pasienten er {who}; var {was}.",
    "patient-as-said": "Pasienten er {who} her allerede: ingenting ble endret.",
    "order-imported": "Rekvisisjon {order} er lagret.",
    "order-here": "Rekvisisjon {order} er her allerede.",
    "order-left": "Rekvisisjon {order} er latt ligge: ingenting av den ble lagret, men årsaken ble "
    "det.",
    "labels-outdated": "Etiketter som er ute, har det tidligere navnet: {open}. Skriv ut hver på "
    "nytt, eller avklar den.",
    "labels-redrawn": "Etiketter som ikke er skrevet ut ennå, tegnes på nytt: {redrawn}.",
    "checklist-answered": "Sjekkliste: svarene er lagret.",
    "answered": "Lagret: {question} – {answer}.",
    "answered-outside": "Lagret, men IKKE I ORDEN: {question} – {answer}.",
    "checklist-outside": "Lagret, men IKKE I ORDEN: {given}.",
    "keyed": "{question}: {keyed} – skann {ways}.",
    "side-declared": "Aktiv side: {side}.",
    "rest-moved": "Aktiv side: {side}. Beholdere som gjensto og er flyttet hit: {count}; de gamle "
    "etikettene er ugyldige, skriv ut nye.",
    "rest-moved-printed": "Aktiv side: {side}. Beholdere som gjensto og er flyttet hit: {count}; "
    "de gamle etikettene er ugyldige. Etiketter skrevet ut: {labels}.",
    "collected-next": "{kind}, {side}: tatt. Neste etikett: {next}.",
    "excused-next": "{kind}, {side}: ikke tatt ({reason}). Neste etikett: {next}.",
    "relabelled-next": "{kind}, {side}: merket om. Neste etikett: {next}.",
    "label-destroyed-next": "{kind}, {side}: gammel etikett er makulert. Neste etikett: {next}.",
    "labels-printed": "Etiketter skrevet ut: {count}.",
    "chosen-just-in-time": "Etikettene kommer ÉN OM GANGEN fra nå av; ingen kommer akkurat nå.",
    "chosen-by-side": "Alle etiketter for en side kommer PÅ ÉN GANG fra nå av; ingen kommer "
    "akkurat nå.",
    "rest-moved-queued": "Aktiv side: {side}. Beholdere som gjensto og er flyttet hit: {count}; "
    "de gamle etikettene er ugyldige, nye i kø til skriver {printer}: {labels}.",
    "labels-queued": "Etiketter i kø til skriver {printer}: {count}.",
    "reprinted": "{kind}, {side}: ny etikett er skrevet ut, den gamle er ugyldig.",
    "reprint-queued": "{kind}, {side}: ny etikett er i kø til skriver {printer}, den gamle er "
    "ugyldig.",
    "copy-queued": "{kind}, {side}: COPY {copy} med samme id er i kø til skriver {printer}. "
    "Makuler den gamle etiketten og skann den etter NY ETIKETT.",
    "copied": "{kind}, {side}: COPY {copy} er skrevet ut med samme id. Makuler den gamle "
    "etiketten og skann den etter NY ETIKETT.",
    "job-again": "Etiketten til {name} sendes til skriver {printer} på nytt.",
    "job-cancelled": "Etiketten til {name} skrives ikke ut på {printer}. Skriv ut på nytt "
    "hvis den trengs likevel.",
    "labels-taken-back": "Etiketter til {taken_from} tatt tilbake fra skriver {taken_at}: "
    "{taken}. De kommer når armbåndet skannes.",
    "labels-dropped": "Etiketter tatt tilbake fra skriver {taken_at} for godt: {taken}.",
    "labels-return": "Etikettene som ble tatt tilbake, er i kø til skriver {again_at}: {again}.",
    "labels-stay": "Sted {place} har ingen skriver: skriv ut på nytt etikettene som ble tatt "
    "tilbake: {stay}.",
    "labels-held": "IKKE SKREVET UT ENNÅ: en annen prosedyre pågår på sted {place}. Skann "
    "armbåndet der, så kommer de.",
    "taken-over": "Skriver {instead} overtar for {printer}.",
    "jobs-moved": "Etiketter flyttet: {count}.",
    "given-back": "Skriver {printer} skriver ut for stedene sine igjen.",
    "mode-collect": "Registrering: skann hver beholder etter fylling.",
    "mode-check": "UTSKRIFTSKONTROLL: skanning registrerer ikke prøver. Skann SJEKK ETIKETT igjen "
    "for å registrere.",
    "mode-excuse": "Skann etiketten på beholderen som ikke blir tatt.",
    "mode-excuse-reason": "Skann hver etikett som ikke blir tatt ({reason}). Skann IKKE TATT "
    "igjen for å registrere.",
    "mode-relabel": "Ommerking: skann den gamle etiketten og så den nye.",
    "mode-receive": "Hver skanning TAR IMOT.",
    "mode-forward": "Neste skanning SENDER VIDERE til rett mottak.",
    "mode-reject": "Neste skanning AVVISER: {reason}.",
    "mode-undo": "Neste skanning TAR TILBAKE: {reason}.",
    "relabel-old-read": "{kind}, {side}: gammel etikett lest. Fest den nye og skann den.",
    "relabelled": "{kind}, {side}: merket om.",
    "label-destroyed": "{kind}, {side}: gammel etikett er makulert.",
    "order-explained": "Årsaken til rekkefølgen er lagret.",
    "excused": "{kind}, {side}: ikke tatt ({reason}).",
    "rest-excused": "Ikke tatt ({reason}): {count}.",
    "added": "{kind}, {side}: lagt til i prosedyren som {name}.",
    "undone": "{kind}, {side}: angret.",
    "discarded": "{kind}, {side}: kassert. {replacement} er ventet i stedet.",
    "resolved": "{kind}, {side}: avklart.",
    "closed": "Avsluttet: alle beholdere er tatt eller begrunnet.",
    "aborted": "Avbrutt. Ikke tatt, med årsak: {count}.",
    "dispatched": "Beholdere sendt: {count}.",
    "received": "{kind}, {side}: mottatt.",
    "forwarded": "{kind}, {side}: SENDT VIDERE til {destination}.",
    "record-kept": "Mottatt. Prøven er ikke kjent her ennå: den står på tavlen.",
    "rejected": "{kind}, {side}: AVVIST ({reason}).",
    "reception-undone": "{kind}, {side}: mottaket er ANGRET.",
    # notices and questions
    "not-approved": "Protokoll {protocol}: IKKE GODKJENT FOR KLINISK BRUK.",
    "one-side-only": "Protokoll {protocol} krever begge sider; bare {side} side er bestilt.",
    "ask-order": "{side}: hvorfor ble rekkefølgen brutt? Oppgi en årsak.",
    "sign-out-open": "{question} Ikke besvart ennå.",
    "old-label-open": "{open}: den gamle etiketten er ikke makulert. Skann NY ETIKETT og så den.",
    "name-changed": "{open}: etiketten har pasientens tidligere navn. Skriv den ut på nytt, eller "
    "avklar den.",
    "labels-left": "Etiketter til det som ikke ble tatt, ligger framme: {open}. Makuler dem: skann "
    "NY ETIKETT og så etiketten, for hver.",
    # warnings
    "late": "Sent: prosedyren var allerede avsluttet.",
    "excuse-withdrawn": "Den var begrunnet som ikke tatt; begrunnelsen er trukket tilbake.",
    "out-of-order": "Feil rekkefølge: en tidligere beholder på denne siden gjenstår. Oppgi årsak.",
    "record-not-here": "Kontroller at avsenderstasjonen er tilkoblet.",
    "implausibly-fast": "Svært raskt: ble hver beholder skannet etter fylling?",
    "next-not-printed": "Neste etikett kunne ikke lages: skann SKRIV UT for å se hvorfor.",
    "identity-differs": "Pasient-id {id} er {here} her, og {came} i det som kom. Ingenting av det "
    "ble beholdt: rett pasienten, eller det som sendte det.",
    "order-differs": "Rekvisisjon {order} finnes her, og det som kom sier noe annet: {differs}. "
    "Ingenting av det ble beholdt.",
    "wristband-read-undated": "Armbånd lest; fødselsdatoen er ikke helt kjent. Skann et annet "
    "nummer som pasienten har, eller gå videre uten, med årsak og vitne.",
    "name-alike": "LIKT NAVN: en annen pasient her kan forveksles med denne. Forskjellig er: "
    "{items}.",
    "label-outdated": "TIDLIGERE NAVN: etiketten har det pasienten het før. Skriv den ut på nytt, "
    "eller avklar den.",
    "armed-over": "Det kortet før den ba om, var utløpt: et kort gjelder i 20 sekunder.",
    "left-open": "Fortsatt åpent: {left}.",
    "printer-waits": "{problem} Slik var det sist det var kjent.",
    "cap-colour": "Korken har en annen farge enn vanlig: er det riktig rør?",
}

WORDS = {
    "given-name": "fornavn",
    "birth-date": "fødselsdato",
    "patient-id": "pasient-id",
    "left": "venstre",
    "right": "høyre",
    "none": "uten side",
    "open": "side ikke valgt",
    "no-label": "ingen ennå",
    "mistake": "skannet ved en feil",
    "left-label": "VENSTRE",
    "right-label": "HØYRE",
    "none-label": "UTEN SIDE",
    "CARDLEFT": "VENSTRE",
    "CARDRIGHT": "HØYRE",
    "CARDCONFIRM": "BEKREFT",
    "CARDUNDO": "ANGRE",
    "CARDPRINT": "SKRIV UT",
    "CARDSINGLE": "ÉN OM GANGEN",
    "CARDALL": "ALLE ETIKETTER",
    "CARDCHECK": "SJEKK ETIKETT",
    "CARDREPRINT": "NY ETIKETT",
    "CARDEXCUSE": "IKKE TATT",
    "CARDCLOSE": "AVSLUTT",
    "CARDDISPATCH": "SEND",
    "CARDYES": "JA",
    "CARDNO": "NEI",
    "CARDNA": "IKKE AKTUELT",
    "CARDZERO": "NULL",
    "CARDONE": "EN",
    "CARDTWO": "TO",
    "CARDTHREE": "TRE",
    "CARDFOUR": "FIRE",
    "CARDFIVE": "FEM",
    "CARDSIX": "SEKS",
    "CARDSEVEN": "SJU",
    "CARDEIGHT": "ÅTTE",
    "CARDNINE": "NI",
    "CARDPOINT": "KOMMA",
    "reject": "AVVIS: {reason}",
    "cards-before": "Før nålen",
    "cards-needle": "Ved nålen",
    "cards-reasons": "Årsaker",
    "cards-desk": "Laboratoriets mottak: hvorfor neste skanning avvises",
    "cards-places": "Steder: leserens neste skanninger hører til kortets sted",
    "ways-number": "sifrene og {confirm}, eller {na}",
    "ways-excuse": "kortet med årsaken",
    "ways-reason": "Skann årsakskortet («shared» nevner det andre røret, «other» et notat: de "
    "krever mer enn et kort)",
    "ways-again": "Svaret var «{before}», ikke i orden. Skriv hvorfor det er «{answer}» nå; eller "
    "skann {confirm} hvis «{before}» var en feil",
    "why-not": "Hvorfor er den ikke tatt?",
    "yes": "ja",
    "no": "nei",
    "not-applicable": "ikke aktuelt",
    "haemophilia": "hemofili",
    "inr": "INR",
    "dry-tap": "tørr punksjon",
    "insufficient": "for lite materiale",
    "clotted": "koagulert",
    "shared": "delt med en annen beholder",
    "collected-elsewhere": "tatt et annet sted",
    "not-needed": "ikke klinisk nødvendig",
    "patient-condition": "pasientens tilstand",
    "container-broken": "beholderen knust",
    "aborted": "avbrutt",
    "other": "annet",
    "clinician-decision": "legens beslutning",
    "biopsy-failed": "mislykket biopsi",
    "biopsy-not-possible": "biopsi ikke mulig",
    "EX": "utløpt",
    "QS": "utilstrekkelig mengde",
    "RA": "mangler pasient-id",
    "RB": "knust",
    "RC": "koagulert",
    "RD": "mangler prøvetakingsdato",
    "RE": "mangler pasientnavn",
    "RH": "hemolyse",
    "RI": "identifikasjonsproblem",
    "RM": "merking",
    "RN": "forurenset",
    "RP": "mangler prøvetaker",
    "RR": "oppbevaring",
    "RS": "skrivefeil",
    "wrong-side": "feil side",
    "wrong-container": "feil beholder",
    "missing-at-bedside": "mangler ved sengen",
    "not-received": "ikke mottatt",
    "never-collected": "aldri tatt",
    "unexpected": "uventet",
    "duplicate": "dobbelt",
    "near-expiry": "haster: utløper snart",
    "expired": "utløpt",
    "record-not-here": "ikke kjent her",
    "discrepancy": "uoverensstemmelse",
    "relabel-open": "ommerking ikke fullført",
    "labels-left": "etikett ligger framme",
    "name-changed": "tidligere navn på etiketten",
    "expected": "ventet",
    "printed": "skrevet ut",
    "collected": "tatt",
    "excused": "begrunnet",
    "discarded": "kassert",
    "dispatched": "sendt",
    "received": "mottatt",
    "rejected": "avvist",
    "redeclared": "siden er valgt på nytt",
}

# Hva som sies om en leser selv, etter kodene i app.listen.
READERS = {
    "ready": "{reader}: klar.",
    "lost": "{reader}: IKKE TILKOBLET. Skanninger kommer ikke fram. Sjekk kabelen; leseren kommer "
    "tilbake av seg selv.",
    "ended": "{reader}: slutt.",
    "not-read": "Ikke lest: ikke hel, eller to koder på én gang. Skann igjen, én om gangen.",
    "doubled": "Lest to ganger, talt én gang.",
    "placed": "{reader}: skanningene hører nå til sted {place}.",
    "fault": "{reader}: STANSET av en feil. Skanninger kommer ikke fram. Start stasjonen på nytt.",
}

# Hvordan det står til med en skriver, etter tilstandene i ports.printer.
PRINTERS = {
    "ready": "{printer}: klar.",
    "busy": "{printer}: opptatt med en annen etikett.",
    "paused": "{printer}: PAUSE. Trykk på pauseknappen.",
    "paper-out": "{printer}: TOM FOR ETIKETTER. Sett i en ny rull.",
    "head-open": "{printer}: ÅPEN. Lukk lokket.",
    "ribbon-out": "{printer}: TOM FOR FARGEBÅND. Sett i et nytt.",
    "buffer-full": "{printer}: tar ikke imot mer. Slå den av og på igjen.",
    "half-label": "{printer}: har en halv etikett fra en annen utskrift. Slå den av og på igjen.",
    "stopped": "{printer}: stoppet. Start køen igjen.",
    "refused": "{printer}: tok ikke imot etiketten. Ring den som har ansvar for skriveren.",
    "lost": "{printer}: mistet forbindelsen. Sjekk kabelen.",
    "no-answer": "{printer}: SVARER IKKE. Slå den av og på igjen.",
    "unreachable": "{printer}: IKKE FUNNET. Er den slått på og koblet til?",
    "unknown": "{printer}: sier ikke hvordan det står til.",
    "ended": "{printer}: INGENTING SENDES til den etter en feil. Start stasjonen på nytt.",
    "sent": "{printer}: etiketten er sendt. Skann den for å se at den er god.",
    "not-printed": "Ingenting ble skrevet ut.",
    "uncertain": "Etiketten KAN VÆRE UTE: se etter før du skriver den ut igjen.",
    "test-label": "TEST – ikke til pasient",
}

JOBS = {
    "queued": "{container}: VENTER på skriver {printer}.",
    "sending": "{container}: er hos skriver {printer} nå.",
    "sent": "{container}: sendt til skriver {printer}.",
    "confirmed": "{container}: skrevet ut og lest.",
    "uncertain": "{container}: KAN VÆRE UTE hos skriver {printer}. Er den der: skann den. Hvis "
    "ikke: skriv ut på nytt.",
    "failed": "{container}: IKKE SKREVET UT hos skriver {printer}. Rett det som sies, og prøv "
    "igjen.",
    "cancelled": "{container}: etiketten er avbestilt. Skriv den ut på nytt hvis den trengs "
    "likevel.",
    "withdrawn": "{container}: TATT TILBAKE fra skriver {printer} til armbåndet skannes.",
}

# Prøvearket med etiketter.
PROOF = {
    "title": "Prøveark for etiketter",
    "about": "Skriv ut uten skalering: da er hver etikett like stor som rammen. Marginen sier hvor "
    "mange ganger så langt unna som stasjonens kamera (9 piksler per millimeter) etiketten "
    "fortsatt kan leses, med streker som er 0,08 mm for brede eller for tynne, 5° på skrå, rundt "
    "et rør på 12 mm hvis den er til rør, og ute av fokus. Over 1 leses den ved stasjonen. Det er "
    "stasjonens egen margin, ikke en karakter etter ISO/IEC 15415 eller 15416: det krever en "
    "kalibrert verifiseringsleser.",
    "margin": "margin {margin}",
    "unread": "KAN IKKE LESES",
    "dropped": "utelatt: {elements}",
    "cut": "avkortet: {elements}",
    "refused": "Avvist",
}
