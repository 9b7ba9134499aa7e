"""Norwegian for what can be wrong with orders and people that come from outside."""

ERRORS = {
    "File {file}, {at}: {error}": "Fil {file}, {at}: {error}",
    "File {file}: expected 1 to {limit} orders, got {got}.": (
        "Fil {file}: forventet 1 til {limit} rekvisisjoner, fikk {got}."
    ),
    "order {number}": "rekvisisjon {number}",
    "line {number}": "linje {number}",
    "expected text in UTF-8 or UTF-16, got {got}.": (
        "forventet tekst i UTF-8 eller UTF-16, fikk {got}."
    ),
    "damaged UTF-16": "skadet UTF-16",
    "other bytes, such as {encoding} has ({byte} at {position})": (
        "andre byte, som i {encoding} ({byte} på plass {position})"
    ),
    "expected JSON, got: {error}.": "forventet JSON, fikk: {error}.",
    "expected JSON, got the number {name}.": "forventet JSON, fikk tallet {name}.",
    "expected JSON, got one that is nested too deeply.": (
        "forventet JSON, fikk en som er for dypt nøstet."
    ),
    "expected numbers of up to {limit} digits, got one of {got}.": (
        "forventet tall på inntil {limit} sifre, fikk et på {got}."
    ),
    "Order {order}: expected label ids that are no patient's number, got '{label_id}', which is "
    "one.": (
        "Rekvisisjon {order}: forventet etikett-id-er som ikke er noen pasients nummer, fikk "
        "«{label_id}», som er det."
    ),
    "{what}: expected a patient's number that is on no label, got '{value}', which is on one.": (
        "{what}: forventet et pasientnummer som ikke står på noen etikett, fikk "
        "«{value}», som gjør det."
    ),
    "{what}: expected '{key}' of {least} to {longest} printable characters, got {got}.": (
        "{what}: forventet «{key}» på {least} til {longest} skrivbare tegn, fikk {got}."
    ),
    "the hidden character U+{number:04X} at position {place}": (
        "det skjulte tegnet U+{number:04X} på plass {place}"
    ),
    "{what}: expected '{key}' in printable ASCII, got '{got}'.": (
        "{what}: forventet «{key}» i skrivbar ASCII, fikk «{got}»."
    ),
    "{what} ({here} here, {came} now)": "{what} ({here} her, {came} nå)",
    "order number": "rekvisisjonsnummer",
    "filler number": "laboratoriets nummer",
    "indication": "indikasjon",
    "sides": "sider",
    "site": "sted på kroppen",
    "containers": "beholdere",
    "patient id": "pasient-id",
    "family name": "etternavn",
    "given name": "fornavn",
    "birth date": "fødselsdato",
    "{name}, born {born}": "{name}, født {born}",
    "{name}, birth date unknown": "{name}, fødselsdato ukjent",
    "{what}: expected '{key}' that is no card of the station, got the card {card}.": (
        "{what}: forventet «{key}» som ikke er et av stasjonens kort, fikk kortet {card}."
    ),
    "{what}: expected a birth date up to {today}, got {born}, which is in the future.": (
        "{what}: forventet en fødselsdato til og med {today}, fikk {born}, som er i framtiden."
    ),
    "{what}: expected a birth date of the last {years} years, got {born}.": (
        "{what}: forventet en fødselsdato fra de siste {years} årene, fikk {born}."
    ),
    "{what}: expected 'ids' as a list of up to {limit}.": (
        "{what}: forventet 'ids' som en liste på inntil {limit}."
    ),
    "was {name}, born {born}": "var {name}, født {born}",
    "was {name}": "var {name}",
    "was born {born}": "var født {born}",
    "had no birth date": "hadde ingen fødselsdato",
    "{name}, until {until}": "{name}, til {until}",
    "labels with a former name": "etiketter med et tidligere navn",
    "Patient: expected a temporary id that is not merged yet, got {id}, which is {now}'s.": (
        "Pasient: forventet en midlertidig id som ikke er slått sammen ennå, fikk {id}, som er "
        "{now} sin."
    ),
    "Patient: expected --family, --given or --birth-date, got none.": (
        "Pasient: forventet --family, --given eller --birth-date, fikk ingen."
    ),
    "Request: expected 'do' correct or leave, got '{do}'.": (
        "Forespørsel: forventet 'do' correct eller leave, fikk '{do}'."
    ),
    "Label id '{label_id}': expected one that is no patient's number, got one.": (
        "Etikett-id «{label_id}»: forventet en som ikke er noens pasientnummer, fikk en."
    ),
    "Patient: expected another patient's number, got {id}, which is {of}'s own.": (
        "Pasient: forventet en annen pasients nummer, fikk {id}, som er {of} sitt eget."
    ),
    "Patient: expected a temporary id that was merged, got {id}, which was not.": (
        "Pasient: forventet en midlertidig id som er slått sammen, fikk {id}, som ikke er det."
    ),
    "{what}, id {number}": "{what}, id {number}",
}
