"""``station printer``: which printers there are, how they fare, and a label to try them with."""

from collections.abc import Mapping

import click

from station.app.printers import named
from station.bootstrap import draw_trial_label, open_printer, open_station_file
from station.cli.call import Call, Refusal, command, table
from station.domain.texts import PRINTERS, said
from station.ports.printer import ABLE, PrinterError, PrinterPlan, Status


@click.group()
def printer() -> None:
    """Printers of station.toml: list, status, test."""


@command("list", store=False)
def list_printers(call: Call) -> None:
    """All printers, with what they print on and for which places."""
    rows = [
        {
            "printer": plan.name,
            "kind": plan.kind,
            "dpi": plan.dpi,
            "stock": plan.stock,
            "places": list(plan.places),
            "standby": plan.standby,
        }
        for plan in open_station_file(call.config).printers.values()
    ]
    call.say(rows, table(rows, rows[0] if rows else ()))


@command("status", store=False)
@click.argument("name", required=False)
def status(call: Call, name: str | None) -> None:
    """How each printer fares, or one; exit code 1 when one of them cannot print."""
    station_file = open_station_file(call.config)
    plans = station_file.printers.values() if name is None else [named(station_file, name)]
    rows = [_row(call, plan, open_printer(call.config, plan).status()) for plan in plans]
    call.say(rows, (line for row in rows for line in _lines(row)))
    if any(row["status"] not in ABLE for row in rows):
        raise Refusal


@command("test", store=False)
@click.argument("name")
def test(call: Call, name: str) -> None:
    """Print a label that is for no patient, and say what is known of it."""
    station_file = open_station_file(call.config)
    plan, phrases = named(station_file, name), PRINTERS[call.config.language]
    label = draw_trial_label(call.config, station_file, plan)
    try:
        detail = open_printer(call.config, plan).send(label)
    except PrinterError as error:
        row = _row(call, plan, Status(error.code, said(error, call.config.language)))
        after = phrases["uncertain" if error.may_have_printed else "not-printed"]
        row["message"] += f" {after}"
        known = {**row, "sent": False, "may_have_printed": error.may_have_printed}
        call.say(known, _lines(row))
        raise Refusal from error
    message = phrases["sent"].format(printer=plan.name)
    row = {"printer": plan.name, "status": "ready", "message": message, "detail": detail}
    call.say({**row, "sent": True, "may_have_printed": True}, _lines(row))


def _row(call: Call, plan: PrinterPlan, said: Status) -> dict[str, str]:
    message = PRINTERS[call.config.language][said.code].format(printer=plan.name)
    return {
        "printer": plan.name,
        "status": said.code,
        "message": message,
        "detail": said.detail,
    }


def _lines(row: Mapping[str, str]) -> list[str]:
    return [row["message"], *([f"  {row['detail']}"] if row["detail"] else [])]


for sub in (list_printers, status, test):
    printer.add_command(sub)
COMMANDS = (printer,)
