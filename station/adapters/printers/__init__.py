"""Printers of every kind behind ``ports.printer.Printer``."""

from collections.abc import Callable, Mapping
from pathlib import Path

from station.adapters.printers.folder import FolderPrinter as FolderPrinter
from station.adapters.printers.folder import LabelFolder as LabelFolder
from station.ports.printer import Printer, PrinterPlan


def printer_of(plan: PrinterPlan, folder: Path) -> Printer:
    """The printer that a plan describes; its paths are taken from ``folder``.

    Opens nothing: a printer that is off is found out when it is asked.
    """
    return KINDS[plan.kind](plan, folder)


# Each imports its own: a station with one printer needs not the libraries of all.


def _zpl(plan: PrinterPlan, folder: Path) -> Printer:
    from station.adapters.printers.zebra import ZebraPrinter

    return ZebraPrinter(plan.name, **plan.options)


def _ipp(plan: PrinterPlan, folder: Path) -> Printer:
    from station.adapters.printers.ipp import FORM, IppPrinter

    options = dict(plan.options)
    form = options.pop("format", FORM)
    return IppPrinter(plan.name, options.pop("uri"), form, **options)


def _cups(plan: PrinterPlan, folder: Path) -> Printer:
    from station.adapters.printers.ipp import FORM, PORT, IppPrinter

    options = dict(plan.options)
    server = f"{options.pop('host', 'localhost')}:{options.pop('port', PORT)}"
    uri = f"ipp://{server}/printers/{options.pop('queue')}"
    return IppPrinter(plan.name, uri, options.pop("format", FORM), **options)


def _folder(plan: PrinterPlan, folder: Path) -> Printer:
    form = plan.options.get("format", "pdf")
    return FolderPrinter(plan.name, folder / plan.options["folder"], form)


def _command(plan: PrinterPlan, folder: Path) -> Printer:
    from station.adapters.printers.command import TIMEOUT_S, CommandPrinter

    options = plan.options
    form, timeout_s = options.get("format", "pdf"), options.get("timeout_s", TIMEOUT_S)
    return CommandPrinter(plan.name, options["command"], form, timeout_s)


def _brother(plan: PrinterPlan, folder: Path) -> Printer:
    from station.adapters.printers.brother import PORT, BrotherPrinter

    options = plan.options
    where: Path | tuple[str, int]
    if "device" in options:
        where = folder / options["device"]
    else:
        where = (options["host"], options.get("port", PORT))
    return BrotherPrinter(plan.name, options["model"], options["media"], where)


KINDS: Mapping[str, Callable[[PrinterPlan, Path], Printer]] = {
    "zpl": _zpl,
    "ipp": _ipp,
    "cups": _cups,
    "folder": _folder,
    "command": _command,
    "brother": _brother,
}
