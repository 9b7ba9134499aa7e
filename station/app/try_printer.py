"""The label that a printer is tried with before it prints for a patient."""

from datetime import datetime

from labels.render import Fonts, LabelContent, LabelError, render
from station.app.label_drawing import Means, stock_of
from station.domain.errors import StationError
from station.domain.texts import PRINTERS
from station.ports.printer import DrawnLabel, PrinterPlan

STOCK = "tube-50x30"  # where the station's file does not say what is loaded


def trial_label(plan: PrinterPlan, site: str, at: datetime, means: Means) -> DrawnLabel:
    """A label with the station's name, the time (UTC) and a code that is nobody's.

    Drawn for the printer's stock and resolution, and read back like every other. Raises
    StationError.
    """
    # The word: a scan of it is answered as unknown, whatever a laboratory's ids look like.
    code = f"TEST{at:%H%M}"
    content = LabelContent(
        code=code,
        family=PRINTERS[means.language]["test-label"],
        given="",
        readable_id=code,
        birth_date=f"{at:%Y-%m-%d %H:%M}",
        kind=site,
        side="none",
        side_word="",
        additive="",
        volume="",
    )
    try:
        stock = stock_of(means.catalogue, plan.stock or STOCK)
        label = render(content, stock, plan.dpi, Fonts(*means.fonts))
    except LabelError as error:
        raise StationError("Printer {name}: {error}", name=plan.name, error=error) from error
    name = f"test-{at:%Y%m%d-%H%M%S}"
    bits = label.image.tobytes()
    return DrawnLabel(name, bits, label.width_dots, label.height_dots, plan.dpi)
