"""The page: its screens over one station, and its printers at work as long as it is open."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from station.app.listen import Heard
from station.app.station import Station
from station.bootstrap.decoding import frame_decoder, picture_reader
from station.bootstrap.printing import card_file, printer_queue, start_spooler
from station.bootstrap.station import open_station_file
from station.config import Config
from station.ports.printer import StationFile

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from station.web.tools import Finding


@dataclass(frozen=True)
class PageSetup:
    """What the page is told where it is served.

    ``labels`` is the folder for what is printed at a place without a printer, ``places`` are those
    that it offers, ``names`` hosts that it may be called by. ``examine`` is the doctor for the page
    that says whether all is well.
    """

    labels: Path
    places: Sequence[str]
    names: Sequence[str] = ()
    examine: "Callable[[], Sequence[Finding]]" = tuple


def open_web(
    station: Station,
    page: PageSetup,
    config: Config | None = None,
) -> "tuple[ASGIApp, Callable[[Heard], None], Callable[[], None]]":
    """The page as an application, what readers tell its screens, and what ends its threads.

    With ``config`` the printers of its station.toml are at work as long, and cameras and pictures
    are looked through for its symbologies.
    """
    from station.web.app import web_app
    from station.web.live import show
    from station.web.served import Served
    from station.web.tools import Tools

    printers = open_station_file(config, station.catalogue) if config else StationFile("", {})
    plans = tuple(printers.printers.values())
    own = (place for plan in plans for place in plan.places)
    printing = partial(printer_queue, printers, otherwise=page.labels)
    tools = Tools(
        page.examine,
        picture_reader(printers.formats),
        cache(card_file),
        frame_decoder(printers.formats),
    )
    places = tuple(dict.fromkeys((*page.places, *own)))
    served = Served(station, printing, page.labels, tools, places)
    ending = ExitStack()
    ending.callback(served.pool.shutdown)
    if config and plans:
        spooler = start_spooler(station, config, plans, served.live.changed)
        ending.callback(spooler.close)

    def tell(heard: Heard) -> None:
        show(served.live, heard)

    return web_app(served, page.names), tell, ending.close
