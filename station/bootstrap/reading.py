"""Readers and fixed cameras: those of the station at work, and one of them tried."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from station.adapters.system_clock import SystemClock
from station.app.listen import Heard
from station.app.printing import Printing
from station.app.reader_places import reader_places
from station.app.station import Station
from station.bootstrap.decoding import frames_of
from station.domain.identifiers.place import DEFAULT, DESK
from station.ports.reader import Notice, Read, Reader, ReaderError
from station.ports.viewfinder import Glance
from station.runners.listening import listen
from station.runners.readers import Readers

if TYPE_CHECKING:
    from station.adapters.readers.found import FoundReader


@dataclass(frozen=True)
class ReaderNames:
    """Readers and fixed cameras, each named "SOURCE[=PLACE]".

    ``keyed`` are those that type, ``formats`` the symbologies that cameras look for.
    """

    serials: Sequence[str] = ()
    cameras: Sequence[str] = ()
    keyed: Sequence[str] = ()
    formats: Sequence[str] = ()


def start_readers(
    station: Station,
    names: ReaderNames,
    tell: Callable[[Heard], None],
    printing: Callable[[], Printing] | None = None,
) -> Readers:
    """Start readers and fixed cameras; ``close`` ends them.

    A place that a card gave a reader holds over the one named.

    ``tell`` is given what the screens show, from the readers' threads. A reader that is not there
    is waited for. Raises ReaderError for a name that names none.
    """
    from station.adapters.readers.camera import CameraReader
    from station.adapters.readers.evdev import EvdevReader
    from station.adapters.readers.serial import SerialReader

    clock = station.clock
    wired: list[Reader] = [
        SerialReader(Path(device), place, clock)
        for device, place in map(split_place, names.serials)
    ]
    for source, place in map(split_place, names.cameras):
        wired.append(CameraReader(source, place, frames_of(names.formats), clock))
    for device, place in map(split_place, names.keyed):
        wired.append(EvdevReader(Path(device), place, clock))
    return Readers(wired, station, tell, printing, reader_places(station))


def found_readers() -> "Iterator[FoundReader]":
    """The readers and cameras that this machine has."""
    from station.adapters.readers.found import found_readers as found

    return found()


def listen_to(
    name: str, seconds: float, formats: Sequence[str] = ()
) -> Iterator[Read | Notice | Glance]:
    """What one reader or camera reads for so many seconds, for nobody but whoever tests it.

    ``name`` is one of those found, by name or device, or what ``station serve`` takes. A camera
    looks for these symbologies. Raises ReaderError for a camera that sends nothing.
    """
    from station.adapters.looking.glances import glances
    from station.adapters.readers.evdev import EvdevReader
    from station.adapters.readers.found import kind_of
    from station.adapters.readers.serial import SerialReader
    from station.adapters.readers.shots import camera_shots

    clock = SystemClock()
    kind, device = kind_of(name)
    if kind == "camera":
        yield from glances(camera_shots(device, seconds, clock), frames_of(formats))
        return
    path = Path(device)
    typing = kind == "evdev"
    reader: Reader = EvdevReader(path, "", clock) if typing else SerialReader(path, "", clock)
    yield from listen(reader, seconds)


def split_place(name: str) -> tuple[str, str]:
    """A reader's source and place. Raises ReaderError.

    >>> split_place("/dev/ttyACM0=room-2"), split_place("0")
    (('/dev/ttyACM0', 'room-2'), ('0', 'default'))

    A source with "=" in it, such as an address, needs its place behind it.

    >>> split_place("http://ward.example/?id=1=room-2")
    ('http://ward.example/?id=1', 'room-2')

    A desk is spelled as ``app.desk`` has it.

    >>> split_place("/dev/ttyACM0=reception:flow")
    ('/dev/ttyACM0', 'reception:flow')
    """
    source, equals, place = name.rpartition("=")
    source, place = (source, place) if equals else (name, DEFAULT)
    if not source or place in {"", DESK}:
        raise ReaderError(
            "Reader '{name}': expected SOURCE or SOURCE=PLACE, got a part only.", name=name
        )
    return source, place
