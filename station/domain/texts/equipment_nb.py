"""Norwegian bokmål for errors of the store, labels, pictures, readers and the command line."""

ERRORS = {
    # the store
    "NOT SAVED. Expected the procedure to stand still for one of {tries} tries, got a change at "
    "each; try again.": (
        "IKKE LAGRET. Forventet at prosedyren sto stille i ett av {tries} forsøk, fikk en "
        "endring i hvert; prøv igjen."
    ),
    "NOT SAVED. Orders: another import was at it at the same time; try again.": (
        "IKKE LAGRET. Rekvisisjoner: en annen import holdt på samtidig; prøv igjen."
    ),
    "NOT SAVED. Database {file}: {why}.": "IKKE LAGRET. Database {file}: {why}.",
    "Database {file}: {why}.": "Database {file}: {why}.",
    "Database {file}: expected the chain of stream {stream} whole, got a break at event {event}.": (
        "Database {file}: forventet at kjeden til strøm {stream} er hel, fikk et brudd ved "
        "hendelse {event}."
    ),
    "Database {path}: expected an existing folder, got none.": (
        "Database {path}: forventet en mappe som finnes, fikk ingen."
    ),
    "Database {path}: expected a station's database that can be written, got: {error}.": (
        "Database {path}: forventet en stasjonsdatabase som kan skrives, fikk: {error}."
    ),
    "Database {path}: expected a schema up to {newest}, got {got}; a newer station wrote it.": (
        "Database {path}: forventet et skjema til og med {newest}, fikk {got}; en nyere stasjon "
        "har skrevet den."
    ),
    "Database {path}: expected a station's database, got another program's.": (
        "Database {path}: forventet en stasjonsdatabase, fikk et annet programs."
    ),
    "Database {path}: expected the guard {guard}, got none.": (
        "Database {path}: forventet vakten {guard}, fikk ingen."
    ),
    "Database {path}: expected synchronous 2 (FULL), got {level}.": (
        "Database {path}: forventet synchronous 2 (FULL), fikk {level}."
    ),
    "Database: expected journal mode wal, got {mode}.": (
        "Database: forventet journal mode wal, fikk {mode}."
    ),
    "SQLite: expected {oldest} or newer, got {version}.": (
        "SQLite: forventet {oldest} eller nyere, fikk {version}."
    ),
    "Event: expected a type with a schema, got '{type_name}'.": (
        "Hendelse: forventet en type med skjema, fikk «{type_name}»."
    ),
    "Event {type_name}, {where}: {why}.": "Hendelse {type_name}, {where}: {why}.",
    # labels
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
    "Label font: expected the bytes of a TrueType font, got {got} bytes of none.": (
        "Etikettskrift: forventet en TrueType-skrift, fikk {got} byte som ikke er det."
    ),
    "Label {what} on {stock} at {dpi} dpi: expected at most {limit_mm:.2f} mm, got {got_mm:.2f} "
    "mm, {over_mm:.2f} mm too long.": (
        "Etikett, {what} på {stock} ved {dpi} dpi: forventet høyst {limit_mm:.2f} mm, fikk "
        "{got_mm:.2f} mm, {over_mm:.2f} mm for langt."
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
    "Label on an A4 sheet: expected at most {width_limit} × {height_limit} dots, got {width} × "
    "{height}.": (
        "Etikett på A4-ark: forventet høyst {width_limit} × {height_limit} punkter, fikk {width} "
        "× {height}."
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
    "Stock {stock!r}: expected known keys, got {got}.": (
        "Etikettype {stock!r}: forventet kjente nøkler, fikk {got}."
    ),
    "Stock {stock!r}: expected {keys}, got no such key.": (
        "Etikettype {stock!r}: forventet {keys}, fikk ingen slik nøkkel."
    ),
    "Stock {stock!r}, {key}: expected one of {known}, got {got!r}.": (
        "Etikettype {stock!r}, {key}: forventet en av {known}, fikk {got!r}."
    ),
    "Stock {stock!r}, {key}: expected a number from {least:g} to {most:g}, got {got!r}.": (
        "Etikettype {stock!r}, {key}: forventet et tall fra {least:g} til {most:g}, fikk {got!r}."
    ),
    "Stock {stock!r}, {key}: expected the largest and the smallest size, {least:g} to {most:g} "
    "points, got {got!r}.": (
        "Etikettype {stock!r}, {key}: forventet største og minste størrelse, {least:g} til "
        "{most:g} punkt, fikk {got!r}."
    ),
    "Stock {stock!r}, {key}: expected a list of rows, each a list of elements, got {got!r}.": (
        "Etikettype {stock!r}, {key}: forventet en liste av rader, hver en liste av elementer, "
        "fikk {got!r}."
    ),
    "Stock {stock!r}, {key}: expected a list out of {known}, got {got!r}.": (
        "Etikettype {stock!r}, {key}: forventet en liste med noen av {known}, fikk {got!r}."
    ),
    "Stock {stock!r}, {key}: expected elements out of {known}, got {got!r}.": (
        "Etikettype {stock!r}, {key}: forventet elementer blant {known}, fikk {got!r}."
    ),
    "Stock {stock!r}, above and below: expected {element} in one of the rows, got {got!r}.": (
        "Etikettype {stock!r}, above og below: forventet {element} i en av radene, fikk {got!r}."
    ),
    "Stock {stock!r}, above and below: expected {element} once, got {got!r}.": (
        "Etikettype {stock!r}, above og below: forventet {element} én gang, fikk {got!r}."
    ),
    "Labels: expected one of {known}, got '{got}'.": (
        "Etiketter: forventet en av {known}, fikk «{got}»."
    ),
    "Labels: expected {known} dpi, got '{got}'.": (
        "Etiketter: forventet {known} dpi, fikk «{got}»."
    ),
    # pictures and readers
    "Time budget: expected more than 0 ms, got {budget_ms:g} ms.": (
        "Tidsramme: forventet mer enn 0 ms, fikk {budget_ms:g} ms."
    ),
    "Barcode format '{name}': expected one of {known}, got a name that is not among them.": (
        "Strekkodeformat «{name}»: forventet et av {known}, fikk et navn som ikke er blant dem."
    ),
    "Image '{path}': expected at most {limit} bytes, got more.": (
        "Bilde «{path}»: forventet høyst {limit} byte, fikk flere."
    ),
    "Image '{path}': expected at most {most} pixels and {side} a side, got {width} × {height}.": (
        "Bilde «{path}»: forventet høyst {most} piksler og {side} per side, fikk {width} × "
        "{height}."
    ),
    "Image '{path}': expected at most {most} pixels and {side} a side, got far more.": (
        "Bilde «{path}»: forventet høyst {most} piksler og {side} per side, fikk langt flere."
    ),
    "Image '{path}': expected at most 16 bits a colour, got 32.": (
        "Bilde «{path}»: forventet høyst 16 bit per farge, fikk 32."
    ),
    "Image '{path}': expected a file that can be read, got '{why}'.": (
        "Bilde «{path}»: forventet en fil som kan leses, fikk «{why}»."
    ),
    "Image '{path}': expected one of {known}, got another kind of file.": (
        "Bilde «{path}»: forventet en av {known}, fikk en annen filtype."
    ),
    "Image '{path}': expected a whole picture, got a damaged one.": (
        "Bilde «{path}»: forventet et helt bilde, fikk et skadet."
    ),
    "Frame: expected a whole JPEG picture, got other bytes.": (
        "Kamerabilde: forventet et helt JPEG-bilde, fikk andre byte."
    ),
    "Frame: expected at most {limit} pixels, got {width} × {height}.": (
        "Kamerabilde: forventet høyst {limit} piksler, fikk {width} × {height}."
    ),
    "Image: expected a file, got none.": "Bilde: forventet en fil, fikk ingen.",
    "Frame: expected bytes, got text.": "Kamerabilde: forventet byte, fikk tekst.",
    "Frame: expected up to {limit} bytes, got more.": (
        "Kamerabilde: forventet inntil {limit} byte, fikk flere."
    ),
    "Reader '{name}': expected SOURCE or SOURCE=PLACE, got a part only.": (
        "Leser «{name}»: forventet SOURCE eller SOURCE=PLACE, fikk bare en del."
    ),
    # the command line
    "--out: expected a name that ends with .pdf, got '{out}'.": (
        "--out: forventet et navn som slutter på .pdf, fikk «{out}»."
    ),
    "--sheet {sheet}: expected --format pdf, got {format}.": (
        "--sheet {sheet}: forventet --format pdf, fikk {format}."
    ),
    "--place: expected 1 to 64 printable characters, got {got}.": (
        "--place: forventet 1 til 64 skrivbare tegn, fikk {got}."
    ),
    "--at: expected a time in ISO 8601, got '{text}'.": (
        "--at: forventet et tidspunkt etter ISO 8601, fikk «{text}»."
    ),
    "--host: expected an address of this machine only, got '{host}'; the page has no sign-in, "
    "--allow-lan lets every machine of the network use it.": (
        "--host: forventet en adresse bare denne maskinen når, fikk «{host}»; siden har ingen "
        "pålogging, --allow-lan lar alle maskiner på nettet bruke den."
    ),
    "Serve: expected a free port at {host}, got {port} in use.": (
        "Serve: forventet en ledig port på {host}, fikk {port}, som er i bruk."
    ),
    "Catalogue '{directory}': expected a folder, got none.": (
        "Katalog «{directory}»: forventet en mappe, fikk ingen."
    ),
    "STATION_LANG: expected en or nb, got '{name}'.": (
        "STATION_LANG: forventet en eller nb, fikk «{name}»."
    ),
    "STATION_STREAM: expected a number of 1 to 98999, got '{text}'.": (
        "STATION_STREAM: forventet et tall fra 1 til 98999, fikk «{text}»."
    ),
    "Demo: expected the page, got {error}.": "Demo: forventet siden, fikk {error}.",
    "Demo, live panel: expected the last answer, got none.": (
        "Demo, levende panel: forventet det siste svaret, fikk ingen."
    ),
    "Demo, {what}: expected {expected}, got {got}.": (
        "Demo, {what}: forventet {expected}, fikk {got}."
    ),
    "Fault in the station ({fault}); STATION_DEBUG=1 shows more.": (
        "Feil i stasjonen ({fault}); STATION_DEBUG=1 viser mer."
    ),
}
