"""Norwegian bokmål for errors of the store, pictures, readers and the command line."""

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
    "What is done now is NOT SAVED. Database {file}: expected the file it was opened as, got none "
    "or another.": (
        "Det som gjøres nå, blir IKKE LAGRET. Database {file}: forventet filen den ble åpnet som, "
        "fikk ingen eller en annen."
    ),
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
    "Reader: expected the package evdev for a reader that types, got none; install "
    "specimen-station[evdev].": (
        "Leser: forventet pakken evdev for en leser som taster, fikk ingen; installer "
        "specimen-station[evdev]."
    ),
    "{camera}: expected a picture, got none.": "{camera}: forventet et bilde, fikk ingen.",
    "Tray: expected image files, or one camera alone, got both.": (
        "Brett: forventet bildefiler, eller ett kamera alene, fikk begge deler."
    ),
    "Tray: expected a picture, got none.": "Brett: forventet et bilde, fikk ingen.",
    "Tray: expected at most {limit} different codes, got more.": (
        "Brett: forventet høyst {limit} ulike koder, fikk flere."
    ),
    # the command line
    "--out: expected a name that ends with .pdf, got '{out}'.": (
        "--out: forventet et navn som slutter på .pdf, fikk «{out}»."
    ),
    "--out: expected a name that ends with .png, got '{out}'.": (
        "--out: forventet et navn som slutter på .png, fikk «{out}»."
    ),
    "--out '{out}': expected another file than the pictures, got one of them.": (
        "--out «{out}»: forventet en annen fil enn bildene, fikk en av dem."
    ),
    "--out {path}: expected a file that can be written, got: {why}.": (
        "--out {path}: forventet en fil som kan skrives, fikk: {why}."
    ),
    "--sheet {sheet}: expected --format pdf, got {format}.": (
        "--sheet {sheet}: forventet --format pdf, fikk {format}."
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
