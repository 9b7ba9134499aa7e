"""Norwegian bokmål for errors and parts of them, by their English templates."""

from station.domain.texts import equipment_nb, orders_nb, printing_nb

ERRORS = {
    # parts of sentences, and sentences around others
    "none": "ingen",
    "nothing": "ingenting",
    "unknown": "ukjent",
    "Order": "Rekvisisjon",
    "Order {order}": "Rekvisisjon {order}",
    "Patient": "Pasient",
    "Birth date": "Fødselsdato",
    "Label id": "Etikett-id",
    "--label-id": "--label-id",
    "{what}, patient": "{what}, pasient",
    "{what}, '{key}'": "{what}, «{key}»",
    "{what}, container {number}": "{what}, beholder {number}",
    "{error}": "{error}",
    "{one}, {other}": "{one}, {other}",
    "{what}: {count}": "{what}: {count}",
    "sign-out items without an answer": "punkter uten svar før oppvåkning",
    "old labels not destroyed": "gamle etiketter som ikke er makulert",
    "labels that lie about": "etiketter som ligger framme",
    "{container}: {error}": "{container}: {error}",
    "File {file}: {error}": "Fil {file}: {error}",
    # scans
    "'{text}': expected check digits {digits}, got {got}.": (
        "«{text}»: forventet kontrollsifrene {digits}, fikk {got}."
    ),
    "'{text}': expected a stream of 1 to {limit}, a serial above 0 and a side digit 0, 1 or 2, "
    "got {stream}, {serial} and {side}.": (
        "«{text}»: forventet en strøm fra 1 til {limit}, et løpenummer over 0 og sidesifferet 0, "
        "1 eller 2, fikk {stream}, {serial} og {side}."
    ),
    "Scan: expected 1 to {limit} characters, got {got}.": (
        "Skanning: forventet 1 til {limit} tegn, fikk {got}."
    ),
    "Scan: expected printable ASCII characters, got others.": (
        "Skanning: forventet skrivbare ASCII-tegn, fikk andre."
    ),
    "Scan: expected a label, wristband or card, got {got} characters of no known format.": (
        "Skanning: forventet en etikett, et armbånd eller et kort, fikk {got} tegn uten kjent "
        "format."
    ),
    "Scan: expected a text after the procedure {first}, got none.": (
        "Skanning: forventet en tekst etter prosedyren {first}, fikk ingen."
    ),
    # orders and patients
    "{what}: expected '{key}' in printable ASCII without comma, got others.": (
        "{what}: forventet «{key}» i skrivbar ASCII uten komma, fikk andre tegn."
    ),
    "{what}: expected '{key}' as a list of left and right, got {value!r}.": (
        "{what}: forventet «{key}» som en liste av left og right, fikk {value!r}."
    ),
    "{what}: expected each side once, got {value!r}.": (
        "{what}: forventet hver side én gang, fikk {value!r}."
    ),
    "{what}: expected 'containers' as a list of up to {limit}.": (
        "{what}: forventet «containers» som en liste på inntil {limit}."
    ),
    "{what}: expected each label_id once, got '{twice}' twice.": (
        "{what}: forventet hver label_id én gang, fikk «{twice}» to ganger."
    ),
    "{what}: expected side left, right, none or open, got {side!r}.": (
        "{what}: forventet siden left, right, none eller open, fikk {side!r}."
    ),
    "{what}: expected 'pre_labelled' true or false, got {pre_labelled!r}.": (
        "{what}: forventet «pre_labelled» true eller false, fikk {pre_labelled!r}."
    ),
    "{what}: expected a 'label_id' with 'pre_labelled', got none.": (
        "{what}: forventet en «label_id» sammen med «pre_labelled», fikk ingen."
    ),
    "{what}: expected a label_id of {shortest} to {longest} letters, digits and '-' with a digit, "
    "and not 14 digits, got {value!r}.": (
        "{what}: forventet en label_id på {shortest} til {longest} bokstaver, sifre og «-», med "
        "minst ett siffer og ikke 14 sifre, fikk {value!r}."
    ),
    "{what}: expected a JSON object, got {got}.": "{what}: forventet et JSON-objekt, fikk {got}.",
    "{what}: expected the keys {known}, got '{got}'.": (
        "{what}: forventet nøklene {known}, fikk «{got}»."
    ),
    "{what}: expected a date YYYY-MM-DD, got {got}.": (
        "{what}: forventet en dato ÅÅÅÅ-MM-DD, fikk {got}."
    ),
    "expected each key once, got one twice.": "forventet hver nøkkel én gang, fikk en to ganger.",
    "expected up to {limit} bytes, got {got}.": "forventet inntil {limit} byte, fikk {got}.",
    "File {path}: expected a file that can be read, got: {why}.": (
        "Fil {path}: forventet en fil som kan leses, fikk: {why}."
    ),
    "Order '{name}': expected one that was imported, got none.": (
        "Rekvisisjon «{name}»: forventet en som er importert, fikk ingen."
    ),
    "Order {order}: expected an indication of {known}, got '{indication}'.": (
        "Rekvisisjon {order}: forventet en av indikasjonene {known}, fikk «{indication}»."
    ),
    "Order {order}: expected label ids of its own, got '{label_id}', which another order has.": (
        "Rekvisisjon {order}: forventet egne etikett-id-er, fikk «{label_id}», som en annen "
        "rekvisisjon har."
    ),
    "Order {order}: expected one protocol for {indication}, got {names}; name one with "
    "--protocol.": (
        "Rekvisisjon {order}: forventet én protokoll for {indication}, fikk {names}; velg en med "
        "--protocol."
    ),
    "Order {order}: expected containers for {side} only, got one for {got}.": (
        "Rekvisisjon {order}: forventet beholdere bare for {side}, fikk en for {got}."
    ),
    "Patient: expected an id that is here, got another.": (
        "Pasient: forventet en id som finnes her, fikk en annen."
    ),
    "Patient: expected the birth date of the temporary record, got another.": (
        "Pasient: forventet fødselsdatoen til den midlertidige pasienten, fikk en annen."
    ),
    "Procedure {procedure}: expected a patient, got an erased one.": (
        "Prosedyre {procedure}: forventet en pasient, fikk en som er slettet."
    ),
    "Order: expected one that was imported, got none.": (
        "Rekvisisjon: forventet en som er importert, fikk ingen."
    ),
    "Orders: expected one file or more, got none.": (
        "Rekvisisjoner: forventet minst én fil, fikk ingen."
    ),
    # procedures and containers
    "Procedure '{procedure}': expected one of this station, got none.": (
        "Prosedyre «{procedure}»: forventet en fra denne stasjonen, fikk ingen."
    ),
    "Container '{name}': expected one of {names}.": "Beholder «{name}»: forventet en av {names}.",
    "Protocol: expected one that loads, got none of that name.": (
        "Protokoll: forventet en som kan lastes, fikk ingen med det navnet."
    ),
    "Protocol '{name}': expected one of {known}.": "Protokoll «{name}»: forventet en av {known}.",
    "Kind '{kind}': expected one of {known}.": "Type «{kind}»: forventet en av {known}.",
    "Destination '{destination}': expected one of {known}.": (
        "Mottaker «{destination}»: forventet en av {known}."
    ),
    "Label id '{label_id}': expected one that is on no container yet, got one of procedure "
    "{procedure}.": (
        "Etikett-id «{label_id}»: forventet en som ikke står på noen beholder ennå, fikk en fra "
        "prosedyre {procedure}."
    ),
    "Stream {stream:05d}: expected a serial of 1 to {limit}, got {serial}; the station needs a "
    "new stream.": (
        "Strøm {stream:05d}: forventet et løpenummer fra 1 til {limit}, fikk {serial}; stasjonen "
        "trenger en ny strøm."
    ),
    "Checklist item '{name}': expected one of {known}.": (
        "Sjekklistepunkt «{name}»: forventet et av {known}."
    ),
    "Checklist item '{item}': expected {known} or {not_applicable}, got '{text}'.": (
        "Sjekklistepunkt «{item}»: forventet {known} eller {not_applicable}, fikk «{text}»."
    ),
    "Checklist item '{item}': expected a number above 0 and up to {limit:g} or {not_applicable}, "
    "got '{text}'.": (
        "Sjekklistepunkt «{item}»: forventet et tall over 0 og inntil {limit:g} eller "
        "{not_applicable}, fikk «{text}»."
    ),
    "Checklist: expected a reason and a clinician together, got one.": (
        "Sjekkliste: forventet årsak og lege sammen, fikk bare det ene."
    ),
    "Checklist: expected ITEM=VALUE, got '{text}'.": (
        "Sjekkliste: forventet ITEM=VALUE, fikk «{text}»."
    ),
    "Side: expected left or right with the site '{site}', got none.": (
        "Side: forventet left eller right sammen med stedet «{site}», fikk ingen."
    ),
    "Side: expected --move-rest and --reason together, got one.": (
        "Side: forventet --move-rest og --reason sammen, fikk bare det ene."
    ),
    "Side: expected left, right or none, got '{text}'.": (
        "Side: forventet left, right eller none, fikk «{text}»."
    ),
    "--sides: expected left, right or left,right, got '{text}'.": (
        "--sides: forventet left, right eller left,right, fikk «{text}»."
    ),
    "Reason shared: expected --with another container, got none.": (
        "Årsak shared: forventet --with en annen beholder, fikk ingen."
    ),
    "Reason other: expected a note, got none.": "Årsak other: forventet et notat, fikk ingen.",
    "Reason: expected one of {known}, got '{code}'.": (
        "Årsak: forventet en av {known}, fikk «{code}»."
    ),
    "Reason: expected one of {known}, got none.": "Årsak: forventet en av {known}, fikk ingen.",
    "Wristband: expected --none with --reason and --witness and no text, got less.": (
        "Armbånd: forventet --none med --reason og --witness og uten tekst, fikk noe annet."
    ),
    "Wristband: expected its text or --none, got neither.": (
        "Armbånd: forventet teksten eller --none, fikk ingen av dem."
    ),
    # the page
    "Fault in the station ({fault}).": "Feil i stasjonen ({fault}).",
    "Request: expected a JSON object, got {got}.": (
        "Forespørsel: forventet et JSON-objekt, fikk {got}."
    ),
    "Request: expected JSON, got something else.": "Forespørsel: forventet JSON, fikk noe annet.",
    "Request: expected a form in UTF-8, got something else.": (
        "Forespørsel: forventet et skjema i UTF-8, fikk noe annet."
    ),
    "Request: expected '{key}', got none.": "Forespørsel: forventet «{key}», fikk ingen.",
    "Request: expected '{key}' of up to {longest} characters.": (
        "Forespørsel: forventet «{key}» på inntil {longest} tegn."
    ),
    "Request: expected 'text', got none.": "Forespørsel: forventet «text», fikk ingen.",
    "Request: expected 'scan_id' of 8 to 64 letters, digits and '-'.": (
        "Forespørsel: forventet «scan_id» på 8 til 64 bokstaver, sifre og «-»."
    ),
    "Request: expected 'source' as one of {known}.": (
        "Forespørsel: forventet «source» som en av {known}."
    ),
    "Request: expected 'at' as a time in ISO 8601.": (
        "Forespørsel: forventet «at» som et tidspunkt etter ISO 8601."
    ),
    "Request: expected 'job' as a number, got '{text}'.": (
        "Forespørsel: forventet «job» som et tall, fikk «{text}»."
    ),
    "Request: expected 'act' as one of {known}.": "Forespørsel: forventet «act» som en av {known}.",
    "Request: expected a form with up to {most} files, got something else.": (
        "Forespørsel: forventet et skjema med inntil {most} filer, fikk noe annet."
    ),
    "Request: expected 'do' receive, forward, reject or undo, got '{other}'.": (
        "Forespørsel: forventet «do» receive, forward, reject eller undo, fikk «{other}»."
    ),
    "Request: expected its length, got none.": (
        "Forespørsel: forventet en oppgitt lengde, fikk ingen."
    ),
    "Request: expected up to {limit} bytes, got {length}.": (
        "Forespørsel: forventet inntil {limit} byte, fikk {length}."
    ),
    "Host: expected this station's address, got '{name}'.": (
        "Host: forventet adressen til denne stasjonen, fikk «{name}»."
    ),
    "Origin: expected a page of this station, got another.": (
        "Origin: forventet en side fra denne stasjonen, fikk en annen."
    ),
    "Request: expected 'session' of {length} letters and digits.": (
        "Forespørsel: forventet 'session' på {length} bokstaver og sifre."
    ),
    "Place card '{place}': expected a name that takes 1 to {limit} characters on the card (other "
    "than a–y and 0–9 take more), got {got}.": (
        "Stedskort «{place}»: forventet et navn som tar 1 til {limit} tegn på kortet (andre enn "
        "a–y og 0–9 tar flere), fikk {got}."
    ),
    "Place: expected 1 to {limit} printable characters without '/', got {got}.": (
        "Sted: forventet 1 til {limit} skrivbare tegn uten «/», fikk {got}."
    ),
    "Who: expected 1 to {limit} printable characters, got {got}.": (
        "Hvem: forventet 1 til {limit} skrivbare tegn, fikk {got}."
    ),
    "Time: expected a date and a time, got another text.": (
        "Tid: forventet dato og klokkeslett, fikk en annen tekst."
    ),
    **equipment_nb.ERRORS,
    **orders_nb.ERRORS,
    **printing_nb.ERRORS,
}
