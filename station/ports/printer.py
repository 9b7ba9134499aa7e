"""Where finished labels go: a folder all at once, or a printer one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from station.domain.data import Data
from station.domain.errors import SaidError, Saying

PrinterCondition = Literal[
    "ready",
    "busy",
    "paused",
    "paper-out",
    "head-open",
    "ribbon-out",
    "buffer-full",
    "half-label",
    "stopped",
    "refused",
    "lost",
    "no-answer",
    "unreachable",
    "unknown",
    "ended",
]
"""What is known of a printer; ``station.domain.texts.PRINTERS`` has the sentence of each."""
CONDITIONS: tuple[PrinterCondition, ...] = get_args(PrinterCondition)

ABLE: frozenset[PrinterCondition] = frozenset({"ready", "busy", "unknown"})
"""A label may be sent; "unknown" is a printer that says nothing of itself, such as a command."""


class PrinterError(SaidError):
    """The label did not go there, in one sentence for whoever looks after the printer.

    ``may_have_printed`` is False only where it is certain that nothing went out. What is not True
    may be sent again; a label that may be out is replaced by a reprint.
    """

    code: PrinterCondition = "unknown"
    may_have_printed = False


def coded(error: PrinterError, code: PrinterCondition, *, may_have_printed: bool) -> PrinterError:
    """The error with what is known of the printer and of the label."""
    error.code, error.may_have_printed = code, may_have_printed
    return error


def unmet(
    where: Saying, expected: Saying, got: object, code: PrinterCondition, *, may_have_printed: bool
) -> PrinterError:
    """What a printer, named by ``where``, did not do, as all kinds of printers say it."""
    error = PrinterError(
        "{where}: expected {expected}, got {got}.", where=where, expected=expected, got=got
    )
    return coded(error, code, may_have_printed=may_have_printed)


class LabelSink(Protocol):
    """Takes labels in two steps, so that none is out before the store knows of it.

    Both raise PrinterError.
    """

    def stage(self, labels: Mapping[str, bytes]) -> None:
        """Hold the labels, by file name, where ``deliver`` cannot fail for want of room."""
        ...

    def deliver(self) -> Mapping[str, str]:
        """Let them out; where each now is, by file name."""
        ...

    def discard(self) -> None:
        """Drop what was staged and not delivered."""
        ...


@dataclass(frozen=True)
class DrawnLabel:
    """One label that has been drawn and read back.

    ``name`` is what a queue or a folder calls it: small letters, digits, hyphens, no person.
    ``bits`` are its rows from the top, each in whole bytes, a set bit white, as Pillow's mode "1"
    has them; ``width_dots`` × ``height_dots`` at ``dpi``, which is 203, 300 or 600.
    """

    name: str
    bits: bytes
    width_dots: int
    height_dots: int
    dpi: int


@dataclass(frozen=True)
class Status:
    """How a printer fares; ``detail`` is one sentence, or nothing, in the printer's own terms."""

    code: PrinterCondition
    detail: str = ""


@dataclass(frozen=True)
class PrinterPlan:
    """One ``[printers.NAME]`` of station.toml.

    ``stock`` is what is loaded (None: the stock of each container), ``places`` are the rooms that
    print here, ``standby`` the printer that takes over; ``options`` are the kind's own keys.
    """

    name: str
    kind: str
    dpi: int
    stock: str | None
    places: tuple[str, ...]
    standby: str | None
    options: Data


@dataclass(frozen=True)
class StationFile:
    """What station.toml says; without one the station has no printers.

    ``formats`` are the symbologies that its cameras and pictures are looked through for; none
    named is those that the station prints.
    """

    name: str
    printers: Mapping[str, PrinterPlan]
    just_in_time: bool = False  # how labels come until someone chooses
    formats: tuple[str, ...] = ()


class Printer(Protocol):
    """One printer. Every call ends within its adapter's deadlines, in whatever thread."""

    def status(self) -> Status:
        """How it fares now; never raises."""
        ...

    def send(self, label: DrawnLabel) -> str:
        """Print one label, once; where it went or what the printer said of it, in one sentence.

        Returns when the printer has taken the label and says that it is well, as far as it can
        say so. Raises PrinterError.
        """
        ...
