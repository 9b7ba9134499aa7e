"""Norwegian bokmål for errors of labels, printers and the spool, by their English templates."""

ERRORS = {
    # labels: content and pictures
    "Labels: expected a printer or an output folder, got none.": (
        "Etiketter: forventet en skriver eller en mappe å skrive til, fikk ingen."
    ),
    "Labels: expected a folder that can be written at '{folder}', got: {why}.": (
        "Etiketter: forventet en mappe som kan skrives på «{folder}», fikk: {why}."
    ),
    "Labels: expected to name the files in '{folder}', got: {why}; reprint them.": (
        "Etiketter: forventet å gi filene navn i «{folder}», fikk: {why}; skriv dem ut på nytt."
    ),
    "Label: expected a present label of this procedure, got none.": (
        "Etikett: forventet en gjeldende etikett fra denne prosedyren, fikk ingen."
    ),
    "Stock '{name}': expected one of {known}.": "Etikettype «{name}»: forventet en av {known}.",
    "Fonts: expected {regular} and {bold}, got none; install the package {package}.": (
        "Skrifter: forventet {regular} og {bold}, fikk ingen; installer pakken {package}."
    ),
    "Print resolution in dpi: expected one of {expected}, got {dpi}.": (
        "Utskriftsoppløsning i dpi: forventet en av {expected}, fikk {dpi}."
    ),
    "Label side: expected one of {known}, got {got!r}.": (
        "Etikett, side: forventet en av {known}, fikk {got!r}."
    ),
    "Label readable_id: expected the code {code!r} in groups, got {got!r}.": (
        "Etikett, readable_id: forventet koden {code!r} i grupper, fikk {got!r}."
    ),
    "Label {name}: expected at most {limit} letters, got {got}.": (
        "Etikett, {name}: forventet høyst {limit} bokstaver, fikk {got}."
    ),
    "Label {name}: expected no control characters, got U+{number:04X} at position {position}.": (
        "Etikett, {name}: forventet ingen kontrolltegn, fikk U+{number:04X} på plass {position}."
    ),
    "Label {name}: expected a text, got none.": "Etikett, {name}: forventet en tekst, fikk ingen.",
    "Label {element}: expected a text on {stock}, got none.": (
        "Etikett, {element}: forventet en tekst på {stock}, fikk ingen."
    ),
    "Label {element}: expected letters that the label fonts can print, got {letter!r} "
    "(U+{number:04X} {name}).": (
        "Etikett, {element}: forventet bokstaver som etikettskriften kan skrive, fikk {letter!r} "
        "(U+{number:04X} {name})."
    ),
    "{what}: expected '{key}' in letters that the label fonts can print, got {letter!r} "
    "(U+{number:04X} {name}).": (
        "{what}: forventet «{key}» i bokstaver som etikettskriften kan skrive, fikk {letter!r} "
        "(U+{number:04X} {name})."
    ),
    "Order {order}, container {number} ({kind}): expected a label_id that stock {stock} can "
    "carry, got '{label_id}' of {letters} letters.": (
        "Rekvisisjon {order}, beholder {number} ({kind}): forventet en label_id som "
        "etikettypen {stock} har plass til, fikk «{label_id}» på {letters} tegn."
    ),
    "Label font: expected the bytes of a TrueType font, got {got} bytes of none.": (
        "Etikettskrift: forventet en TrueType-skrift, fikk {got} byte som ikke er det."
    ),
    "Label rows on {stock} at {dpi} dpi: expected {least_mm:.2f} mm left for the {what}, got "
    "{got_mm:.2f} mm, {over_mm:.2f} mm too high.": (
        "Etikettrader på {stock} ved {dpi} dpi: forventet {least_mm:.2f} mm igjen til {what}, "
        "fikk {got_mm:.2f} mm, {over_mm:.2f} mm for høyt."
    ),
    "Symbol on {stock} at {dpi} dpi: expected modules of at least {least_mm:.3f} mm, got "
    "{x_mm:.3f} mm for a code of {letters} letters.": (
        "Symbol på {stock} ved {dpi} dpi: forventet moduler på minst {least_mm:.3f} mm, fikk "
        "{x_mm:.3f} mm for en kode på {letters} tegn."
    ),
    "Code for a {symbology} symbol: expected 1 to {limit} letters, got {got}.": (
        "Kode til et {symbology}-symbol: forventet 1 til {limit} tegn, fikk {got}."
    ),
    "Code for a {symbology} symbol: expected printable ASCII letters, got U+{number:04X} at "
    "position {position}.": (
        "Kode til et {symbology}-symbol: forventet skrivbare ASCII-tegn, fikk U+{number:04X} på "
        "plass {position}."
    ),
    "Drawn {symbology} label: expected to read {text!r}, got {got}.": (
        "Tegnet {symbology}-etikett: forventet å lese {text!r}, fikk {got}."
    ),
    "Drawn {symbology} label: expected to read {text!r}, got no symbol.": (
        "Tegnet {symbology}-etikett: forventet å lese {text!r}, fikk ingen symboler."
    ),
    "Card {card}: expected names that fit in {room} dots, got {first!r} and {second!r}.": (
        "Kort {card}: forventet navn som får plass i {room} punkter, fikk {first!r} og {second!r}."
    ),
    "Card {card}: expected a quiet zone of at least {least} modules, got {quiet}.": (
        "Kort {card}: forventet en stille sone på minst {least} moduler, fikk {quiet}."
    ),
    "Labels: expected one of {known}, got '{got}'.": (
        "Etiketter: forventet en av {known}, fikk «{got}»."
    ),
    "Labels: expected {known} dpi, got '{got}'.": (
        "Etiketter: forventet {known} dpi, fikk «{got}»."
    ),
    # labels: tables of stocks, readers and sheets
    "{title}, {key}": "{title}, {key}",
    "Stock {name!r}": "Etikettype {name!r}",
    "Reader profile {name!r}": "Leserprofil {name!r}",
    "Sheet {name!r}": "Ark {name!r}",
    "{title}: expected known keys, got {got}.": "{title}: forventet kjente nøkler, fikk {got}.",
    "{title}: expected {keys}, got no such key.": (
        "{title}: forventet {keys}, fikk ingen slik nøkkel."
    ),
    "{title}: expected one of {known}, got no such key.": (
        "{title}: forventet en av {known}, fikk ingen slik nøkkel."
    ),
    "{title}: expected bars and no rows below them, got others.": (
        "{title}: forventet streker uten rader under, fikk noe annet."
    ),
    "{title}: expected rows beside bars to be all there are, with text_mm, got others.": (
        "{title}: forventet ingen andre rader enn dem ved siden av strekene, og text_mm, fikk noe "
        "annet."
    ),
    "{title}, {key}: expected {expected}, got {got!r}.": (
        "{title}, {key}: forventet {expected}, fikk {got!r}."
    ),
    "one of {known}": "en av {known}",
    "a number from {least:g} to {most:g}": "et tall fra {least:g} til {most:g}",
    "a whole number from {least} to {most}": "et heltall fra {least} til {most}",
    "a list out of {known}, each once": "en liste med noen av {known}, hver bare én gang",
    "a list of rows, each a list of elements": ("en liste av rader, hver en liste av elementer"),
    "a table": "en tabell",
    "true or false": "true eller false",
    "the largest and the smallest size, {least:g} to {most:g} points": (
        "største og minste størrelse, {least:g} til {most:g} punkt"
    ),
    "elements out of {known}": "elementer blant {known}",
    "elements that are not required": "elementer som ikke er påkrevd",
    "{element} in one of them": "{element} i en av dem",
    "{element} once": "{element} én gang",
    "at least one": "minst én",
    "the name alone in the first row": "navnet alene i første rad",
    "left, top, right and bottom within the label": (
        "venstre, øvre, høyre og nedre kant innenfor etiketten"
    ),
    # labels: what does not fit
    "Code for a microqr symbol: expected at most {digits} digits or {letters} capitals and digits, "
    "got {got} letters.": (
        "Kode til et microqr-symbol: forventet høyst {digits} sifre eller {letters} store "
        "bokstaver og sifre, fikk {got} tegn."
    ),
    "Code on {stock}: expected at most {limit} letters for the reader {reader}, got {got}.": (
        "Kode på {stock}: forventet høyst {limit} tegn for leseren {reader}, fikk {got}."
    ),
    "Design on {stock}: expected one of {known}, got {name!r}.": (
        "Utforming på {stock}: forventet en av {known}, fikk {name!r}."
    ),
    "Label on a sheet {sheet}: expected at most {width_limit} × {height_limit} dots, got {width} × "
    "{height}.": (
        "Etikett på arket {sheet}: forventet høyst {width_limit} × {height_limit} punkter, fikk "
        "{width} × {height}."
    ),
    "Label {what} on {stock} at {dpi} dpi: expected at most {limit_mm:.2f} mm, got {got_mm:.2f} "
    "mm, {over_mm:.2f} mm too {too}.": (
        "Etikett, {what} på {stock} ved {dpi} dpi: forventet høyst {limit_mm:.2f} mm, fikk "
        "{got_mm:.2f} mm, {over_mm:.2f} mm for {too}."
    ),
    "high": "høyt",
    "long": "langt",
    # printers
    "Printer {name}": "Skriver {name}",
    "Printer {name} at {place}": "Skriver {name} på {place}",
    "Printer {name} at {host} port {port}": "Skriver {name} på {host} port {port}",
    "Printer {name}, command {program}": "Skriver {name}, kommando {program}",
    "Printer {name}: {error}": "Skriver {name}: {error}",
    "Printer '{name}': expected a printer in station.toml, got none.": (
        "Skriver «{name}»: forventet en skriver i station.toml, fikk ingen."
    ),
    "Printer '{name}': expected one of {known} in station.toml.": (
        "Skriver «{name}»: forventet en av {known} i station.toml."
    ),
    "Printer {name}: expected a standby in station.toml that takes over, got none.": (
        "Skriver {name}: forventet en reserve i station.toml som tar over, fikk ingen."
    ),
    "{where}: expected {expected}, got {got}.": "{where}: forventet {expected}, fikk {got}.",
    "{where}: expected a folder that can be written at '{folder}', got: {why}.": (
        "{where}: forventet en mappe som kan skrives på «{folder}», fikk: {why}."
    ),
    "{where}: expected the package brother-ql-inventree, got none; install "
    "specimen-station[brother].": (
        "{where}: forventet pakken brother-ql-inventree, fikk ingen; installer "
        "specimen-station[brother]."
    ),
    "{where}: expected an answer, got {error}": "{where}: forventet et svar, fikk {error}",
    "{where}: expected an answer to ~HS, got {error}": (
        "{where}: forventet et svar på ~HS, fikk {error}"
    ),
    "Host status: expected three strings between STX and ETX, got {got!r}.": (
        "Skriverstatus: forventet tre strenger mellom STX og ETX, fikk {got!r}."
    ),
    "Host status: expected {expected} numbers, got {got}.": (
        "Skriverstatus: forventet {expected} tall, fikk {got}."
    ),
    "Host status: expected 0 or 1 as {name} flag, got {got}.": (
        "Skriverstatus: forventet 0 eller 1 som flagget {name}, fikk {got}."
    ),
    "IPP: expected a whole answer, got {got} bytes.": (
        "IPP: forventet et helt svar, fikk {got} byte."
    ),
    "IPP: expected texts in UTF-8, got others.": "IPP: forventet tekster i UTF-8, fikk andre.",
    # printers: what was expected, and what was got
    "a connection": "en forbindelse",
    "a device file": "en enhetsfil",
    "a label of at most {width}×{height} dots at {dpi} dpi": (
        "en etikett på høyst {width}×{height} punkter ved {dpi} dpi"
    ),
    "a model of {known}": "en av modellene {known}",
    "media of {known}": "en av rullene {known}",
    "a printer of this name": "en skriver med dette navnet",
    "a printer that is ready": "en skriver som er klar",
    "a printer that lets the station print": "en skriver som lar stasjonen skrive ut",
    "a printer that takes a label within {seconds:g} s": (
        "en skriver som tar imot en etikett innen {seconds:g} s"
    ),
    "a program that runs": "et program som kan kjøres",
    "an answer": "et svar",
    "an answer to ~HS": "et svar på ~HS",
    "an end": "at den avsluttet",
    "exit code 0": "avslutningskode 0",
    "job {job} completed": "jobb {job} fullført",
    "job {job} completed in {seconds:g} s": "jobb {job} fullført innen {seconds:g} s",
    "the label out in {seconds:g} s": "etiketten ute innen {seconds:g} s",
    "to hand a label over": "å levere en etikett",
    "to send a label": "å sende en etikett",
    "a printer that read no further for {seconds:g} s": (
        "en skriver som ikke leste videre på {seconds:g} s"
    ),
    "a printer that took no more for {seconds:g} s": (
        "en skriver som ikke tok imot mer på {seconds:g} s"
    ),
    "no answer": "ingen svar",
    "none in {seconds:g} s": "ingen innen {seconds:g} s",
    "none that can be written": "ingen som kan skrives",
    "the connection's end": "at forbindelsen ble brutt",
    "{formats} formats and {labels} labels to come": (
        "{formats} formater og {labels} etiketter som gjenstår"
    ),
    "{width}×{height} at {dpi}": "{width}×{height} ved {dpi}",
    # the spool
    "Spool: expected to write {file}, got: {error}.": (
        "Utskriftskø: forventet å kunne skrive {file}, fikk: {error}."
    ),
    "Label {label_id}: expected its content, got an erased one.": (
        "Etikett {label_id}: forventet innholdet, fikk et som er slettet."
    ),
    "Label {label_id}: expected one that can be drawn on {stock} at {dpi} dpi, got one that "
    "cannot.": (
        "Etikett {label_id}: forventet en som kan tegnes på {stock} ved {dpi} dpi, fikk en som "
        "ikke kan det."
    ),
    "Job {number}: expected one of this station, got none.": (
        "Jobb {number}: forventet en fra denne stasjonen, fikk ingen."
    ),
    "Job {number}: expected one that waits or failed, got {state}.": (
        "Jobb {number}: forventet en som venter eller har feilet, fikk {state}."
    ),
    "Job {number}: expected one that waits or failed, got uncertain; reprint its label if it is "
    "not there.": (
        "Jobb {number}: forventet en som venter eller har feilet, fikk uncertain; skriv ut "
        "etiketten på nytt hvis den ikke er der."
    ),
    "Job {number}: expected one that waits, failed or is uncertain, got {state}.": (
        "Jobb {number}: forventet en som venter, har feilet eller er usikker, fikk {state}."
    ),
    "Place '{place}': expected a printer in station.toml or --out, got neither.": (
        "Sted «{place}»: forventet en skriver i station.toml eller --out, fikk ingen av dem."
    ),
    "Labels: expected --out or --printer, got both.": (
        "Etiketter: forventet --out eller --printer, fikk begge."
    ),
    "--out: expected a name that ends with .pdf, got {out}.": (
        "--out: forventet et navn som slutter på .pdf, fikk {out}."
    ),
    "--{name}: expected --out with it, got none.": (
        "--{name}: forventet --out sammen med den, fikk ingen."
    ),
    "--{name}: expected it with a procedure, got it with proof.": (
        "--{name}: forventet den sammen med en prosedyre, fikk den sammen med proof."
    ),
}
