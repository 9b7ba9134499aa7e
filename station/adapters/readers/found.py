"""Which readers and cameras this machine has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from serial.tools.list_ports import comports

from station.adapters.readers.camera import name_of
from station.adapters.readers.evdev import keyboards

VIDEO = Path("/sys/class/video4linux")


@dataclass(frozen=True)
class FoundReader:
    """One device: what ``station serve`` takes, the reader's name, and what the machine says."""

    kind: Literal["serial", "evdev", "camera"]
    device: str
    name: str
    detail: str


def found_readers() -> Iterator[FoundReader]:
    """Serial ports, keyboards by udev's names (readers that type are such), and cameras."""
    for port in sorted(comports()):
        yield FoundReader("serial", port.device, Path(port.device).name, port.description)
    for device in keyboards():
        yield FoundReader("evdev", device, Path(device).name, "")
    if VIDEO.is_dir():
        for folder in sorted(VIDEO.iterdir()):
            device = f"/dev/{folder.name}"
            yield FoundReader("camera", device, name_of(device), _line(folder / "name"))


def _line(path: Path) -> str:
    try:
        return path.read_text(errors="replace").strip()
    except OSError:
        return ""
