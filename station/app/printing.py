"""Where labels go, and as what."""

from dataclasses import dataclass

from labels.files import FORMS as FORMS
from labels.files import Form as Form
from labels.units import DPIS as DPIS
from station.ports.printer import LabelSink, StationFile

DPI = 203  # of most desktop label printers
SHEET_DPI = 600  # of most office printers; those of 300 and 1200 halve and double it
SHEETS = ("a4", "letter")  # of paper, as schemas/sheets.toml has them


@dataclass(frozen=True)
class Printing:
    """Where labels go, at what resolution, on which stock (None: each container's own), as what.

    With `sheet` all labels are one PDF of such sheets of paper, and `form` is of no account. With
    `station_file` they join the queue of `printer`, or of the one of the procedure's place; the
    sink is then for a place that has none.
    """

    sink: LabelSink | None
    dpi: int = DPI
    stock: str | None = None
    form: Form = "png"
    sheet: str | None = None
    station_file: StationFile | None = None
    printer: str | None = None
