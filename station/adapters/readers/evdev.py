"""A reader that types, read before any desktop sees it: Linux evdev, grabbed for this station.

The package evdev is an extra (``pip install specimen-station[evdev]``): without it the station
runs, and says so where such a reader is asked for.
"""

import select
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Protocol

from station.adapters.readers.keys import Spelled, Spelling, press
from station.adapters.readers.reopening import POLL_S, LostError, new_scan_id, reopening
from station.domain.identifiers import LONGEST_TEXT
from station.ports.clock import Clock
from station.ports.reader import Notice, Read, ReaderError

EV_KEY = 1  # linux/input-event-codes.h
# Keys stand still in the middle of a text: its end was lost. A reader types a key every 1 to 50 ms.
SILENT_POLLS = 5
FOLDER = Path("/dev/input/by-id")  # names by udev: they stay when a reader is plugged in elsewhere


class KeyEvent(Protocol):
    """What evdev's InputEvent has of use here."""

    @property
    def type(self) -> int:
        """EV_KEY for a key."""
        ...

    @property
    def code(self) -> int:
        """Which key, by its place."""
        ...

    @property
    def value(self) -> int:
        """1 pressed, 0 released, 2 held."""
        ...


class Device(Protocol):
    """What evdev's InputDevice does of use here; all but close may raise OSError."""

    def fileno(self) -> int:
        """A descriptor that is readable when events wait."""
        ...

    def grab(self) -> None:
        """Let nobody else see its keys."""
        ...

    def read(self) -> Iterable[KeyEvent]:
        """The events that wait."""
        ...

    def close(self) -> None:
        """Let go of it, and of the grab."""
        ...


class EvdevReader:
    """One typing reader; implements ``ports.reader.Reader``.

    ``device`` is best a name of udev's, as under /dev/input/by-id: found again when it is plugged
    in elsewhere. Raises ReaderError where the package evdev is missing.
    """

    def __init__(
        self,
        device: Path,
        place: str,
        clock: Clock,
        open_device: Callable[[str], Device] | None = None,
    ) -> None:
        self.name = device.name
        self.place = place
        self._device = device
        self._clock = clock
        self._open_device = open_device or _input_device()
        self._closed = Event()

    def __iter__(self) -> Iterator[Read | Notice]:
        """What it says, until it is closed."""
        return reopening(lambda: closing(self._open()), self._listen, self._closed, self._clock)

    def close(self) -> None:
        """Let the iteration end."""
        self._closed.set()

    def _open(self) -> Device:
        """The device, for this station alone: else each scan is typed into the desktop as well."""
        try:
            device = self._open_device(str(self._device))
        except OSError as error:
            raise self._lost(error) from error
        try:
            device.grab()
        except OSError as error:
            device.close()
            raise self._lost(error) from error
        return device

    def _listen(self, device: Device) -> Iterator[Read | Notice]:
        yield Notice("ready", self._clock.now(), f"Reader {self.name}: open.")
        spelling, silent = Spelling(), 0
        while not self._closed.is_set():
            events = self._receive(device)
            silent = 0 if events else silent + 1
            for event in events:
                spelling, scan = press(spelling, event.code, event.value)
                if scan is not None:
                    yield from self._say(scan)
            if silent >= SILENT_POLLS and (spelling.text or spelling.odd):
                yield self._not_read("Enter or Tab after the text, got silence")
                spelling = Spelling(caps=spelling.caps)

    def _receive(self, device: Device) -> list[KeyEvent]:
        """The key events that have come, or none when none do for ``POLL_S``."""
        try:
            ready, _, _ = select.select([device], [], [], POLL_S)
            return [event for event in device.read() if event.type == EV_KEY] if ready else []
        except BlockingIOError:
            return []
        except OSError as error:
            raise self._lost(error) from error

    def _say(self, scan: Spelled) -> Iterator[Read | Notice]:
        if not scan.whole:
            yield self._not_read("keys of letters, digits and signs, got others")
        elif len(scan.text) > LONGEST_TEXT + 3:  # behind an AIM prefix such as "]C1"
            yield self._not_read(f"at most {LONGEST_TEXT + 3} characters, got more")
        elif scan.text:
            yield Read(scan.text, self._clock.now(), "reader", new_scan_id())

    def _not_read(self, why: str) -> Notice:
        return Notice("not-read", self._clock.now(), f"Reader {self.name}: expected {why}.")

    def _lost(self, error: OSError) -> LostError:
        return LostError(f"Reader {self.name}: expected a device that can be read, got: {error}.")


def keyboards() -> list[str]:
    """The names by udev of all that types, readers among it; none where nothing does."""
    try:
        return sorted(str(path) for path in FOLDER.iterdir() if path.name.endswith("-event-kbd"))
    except OSError:
        return []


def _input_device() -> Callable[[str], Device]:
    try:
        from evdev import InputDevice
    except ImportError:
        raise ReaderError(
            "Reader: expected the package evdev for a reader that types, got none; "
            "install specimen-station[evdev]."
        ) from None
    made: Callable[[str], Device] = InputDevice
    return made
