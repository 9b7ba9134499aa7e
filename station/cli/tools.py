"""Tools: read images, look into the catalogue, and ask the doctor."""

from pathlib import Path

import click

from station.bootstrap import open_catalogue, open_station_file, read_file
from station.cli.bedside import default_folder
from station.cli.call import Call, Refusal, command, table
from station.config import Config, read_config
from station.doctor import examine
from station.domain.errors import StationError, UnknownNameError
from station.domain.protocol import Protocol, as_data
from station.ports.catalogue import Catalogue
from station.ports.decoder import Disagreement, Reading

CATALOGUE = click.option(
    "--catalogue", multiple=True, metavar="DIR", help="A hospital's own catalogue; may be repeated."
)


@click.group()
def protocol() -> None:
    """Protocols: list, check, show."""


@command("list", store=False)
@CATALOGUE
def list_protocols(call: Call, catalogue: tuple[str, ...]) -> None:
    """All protocols that load."""
    found = open_catalogue(_config(call, catalogue))
    rows = [_summary(p, call) for p in found.protocols.values()]
    columns = ("protocol", "version", "indication", "sides", "containers", "approved", "title")
    call.say(rows, table(rows, columns))


@command("check", store=False)
@click.argument("directories", nargs=-1, metavar="[DIR...]")
@CATALOGUE
def check_protocols(call: Call, directories: tuple[str, ...], catalogue: tuple[str, ...]) -> None:
    """Name every file that does not load, with line and reason, and every code without a name."""
    found = open_catalogue(_config(call, (*directories, *catalogue)))
    broken = [vars(file) for file in found.broken]
    unnamed = [vars(file) for file in found.unnamed]
    lines = [str(file) for file in (*found.broken, *found.unnamed)]
    count = len(found.protocols)
    call.say(
        {
            "ok": not broken,
            "protocols": sorted(found.protocols),
            "broken": broken,
            "unnamed": unnamed,
        },
        [*lines, f"{count} protocols load, {len(broken)} files do not."],
    )
    if broken:
        raise Refusal


@command("show", store=False)
@click.argument("name")
@CATALOGUE
def show_protocol(call: Call, name: str, catalogue: tuple[str, ...]) -> None:
    """One protocol as it is used."""
    found = open_catalogue(_config(call, catalogue))
    call.say(as_data(_named(found, name)), _lines(_named(found, name), call))


@command("read", store=False)
@click.argument("images", nargs=-1, required=True, metavar="IMAGE...")
@click.option("--formats", metavar="A,B", help="Only these symbologies (else the station's).")
@click.option("--budget-ms", type=float, default=1000, show_default=True, metavar="N")
def read(call: Call, images: tuple[str, ...], formats: str | None, budget_ms: float) -> None:
    """Read every symbol of image files."""
    asked = [name.strip() for name in (formats or "").split(",")]
    names = open_station_file(call.config).formats if formats is None else asked
    for image in images:
        reading = read_file(Path(image), names, budget_ms)
        lines = [f"{image}: {s.text} ({s.symbology})" for s in reading.symbols]
        lines += [f"{image}: {_doubt(place)}" for place in reading.disagreements]
        call.say(_reading(image, reading), lines or [f"{image}: nothing read."])


@command("doctor")
def doctor(call: Call) -> None:
    """Say whether everything that the station needs is there and sound."""
    found = examine(call.config, Path(default_folder(call)))
    checks = [vars(check) for check in found]
    lines = [f"{'ok ' if c['ok'] else 'BAD'}  {c['check']:<10} {c['detail']}" for c in checks]
    call.say({"ok": all(c["ok"] for c in checks), "checks": checks}, lines)
    if not all(c["ok"] for c in checks):
        raise Refusal


def _config(call: Call, catalogues: tuple[str, ...]) -> Config:
    for directory in catalogues:
        if not Path(directory).is_dir():
            raise StationError(
                "Catalogue '{directory}': expected a folder, got none.", directory=directory
            )
    return read_config(call.db, catalogues)


def _named(catalogue: Catalogue, name: str) -> Protocol:
    if name not in catalogue.protocols:
        known = ", ".join(sorted(catalogue.protocols))
        raise UnknownNameError(
            "Protocol '{name}': expected one of {known}.", name=name, known=known
        )
    return catalogue.protocols[name]


def _summary(p: Protocol, call: Call) -> dict[str, object]:
    return {
        "name": p.name,
        "protocol": p.name,
        "version": p.version,
        "indication": p.indication,
        "sides": p.sides,
        "containers": len(p.containers),
        "approved": p.approved,
        "title": p.title[read_config(call.db).language],
    }


def _lines(p: Protocol, call: Call) -> list[str]:
    language = read_config(call.db).language
    rows = [
        {
            "order": plan.draw_order,
            "container": plan.name[language],
            "side": "each" if plan.per_side else "none",
            "additive": plan.additive or plan.medium,
            "stock": plan.stock,
            "destination": p.names.desk(plan.destination)[language],
            "stability_h": plan.stability_h,
        }
        for plan in p.containers
    ]
    approval = "approved" if p.approved else "NOT APPROVED FOR CLINICAL USE"
    head = f"{p.name} version {p.version}, {p.date}: {p.title[language]} ({approval})"
    source = f"Source: {p.source}; approver: {p.approver}"
    items = [f"{'! ' if i.blocking else '  '}{i.item}: {i.text[language]}" for i in p.checklist]
    return [head, source, *table(rows, list(rows[0])), "Checklist (! blocks labels):", *items]


def _doubt(place: Disagreement) -> str:
    """What was seen at a place that gives no read, each text with the decoders that saw it."""
    seen: dict[str, list[str]] = {}
    for decoder, text in place.texts:
        seen.setdefault(text, []).append(decoder)
    texts = "; ".join(f"{text} ({', '.join(decoders)})" for text, decoders in seen.items())
    return f"not read, two readings of one place: {texts}."


def _reading(image: str, reading: Reading) -> dict[str, object]:
    return {
        "image": image,
        "symbols": [
            {
                "text": symbol.text,
                "symbology": symbol.symbology,
                "corners": [list(corner) for corner in symbol.corners],
                "decoders": list(symbol.decoders),
            }
            for symbol in reading.symbols
        ],
        "disagreements": [
            {"corners": [list(corner) for corner in d.corners], "texts": list(d.texts)}
            for d in reading.disagreements
        ],
        "elapsed_ms": round(reading.elapsed_ms, 1),
    }


for sub in (list_protocols, check_protocols, show_protocol):
    protocol.add_command(sub)
COMMANDS = (protocol, read, doctor)
