"""Which readers and cameras this machine has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from serial.tools.list_ports import comports

from station.adapters.readers.camera import is_device, name_of
from station.adapters.readers.evdev import keyboards
from station.adapters.readers.shots import is_camera

Kind = Literal["serial", "evdev", "camera"]
VIDEO = Path("/sys/class/video4linux")
SERIAL = Path("/dev/serial/by-id")  # names by udev, as those of readers that type
CAMERAS, KEYED = ("/dev/video", "/dev/v4l/"), "/dev/input/"


@dataclass(frozen=True)
class FoundReader:
    """One device: what ``station serve`` takes, the reader's name, and what the machine says.

    ``port`` is the kernel's own name of a serial port that udev names as well.
    """

    kind: Kind
    device: str
    name: str
    detail: str
    port: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it may be called by, the name that stays first."""
        return tuple(filter(None, (self.name, self.device, Path(self.port).name, self.port)))


def kind_of(source: str) -> tuple[Kind, str]:
    """What a reader is, and its device: one of those found, or what its path says.

    >>> kind_of("0"), kind_of("/dev/video99"), kind_of("tray.mp4")
    (('camera', '0'), ('camera', '/dev/video99'), ('camera', 'tray.mp4'))
    >>> kind_of("/dev/input/by-id/x-event-kbd"), kind_of("/dev/pts/99"), kind_of("./reader")
    (('evdev', '/dev/input/by-id/x-event-kbd'), ('serial', '/dev/pts/99'), ('serial', './reader'))
    """
    for one in found_readers():
        if source in one.names:
            return one.kind, one.device
    if source.startswith(KEYED):
        return "evdev", source
    camera = source.startswith(CAMERAS) if is_device(source) else is_camera(source)
    return ("camera" if camera else "serial"), source


def found_readers() -> Iterator[FoundReader]:
    """Serial ports and keyboards by udev's names (readers that type are such), and cameras."""
    links = {str(link.resolve()): str(link) for link in _links(SERIAL)}
    for port in sorted(comports()):
        device = links.get(str(Path(port.device).resolve()))
        own = port.device if device else ""
        device = device or port.device
        yield FoundReader("serial", device, Path(device).name, port.description, own)
    for device in keyboards():
        yield FoundReader("evdev", device, Path(device).name, "")
    if VIDEO.is_dir():
        for folder in sorted(VIDEO.iterdir()):
            device = f"/dev/{folder.name}"
            yield FoundReader("camera", device, name_of(device), _line(folder / "name"))


def _links(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _line(path: Path) -> str:
    try:
        return path.read_text(errors="replace").strip()
    except OSError:
        return ""
