"""A USB-CDC or RS-232 reader through pyserial: one scan a line."""

import re
import termios
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import serial

from station.adapters.readers.reopening import POLL_S, LostError, new_scan_id, reopening
from station.domain.identifiers import LONGEST_TEXT
from station.ports.clock import Clock
from station.ports.reader import Notice, Read

BAUD = 9600  # USB-CDC ignores it; readers with RS-232 leave the factory with it
LONGEST_LINE = LONGEST_TEXT + 3  # bytes; the longest text behind an AIM prefix such as "]C1"
# A line stands still in the middle: its end was lost, or the reader sends no line ends. At
# 9600 baud the longest line takes 90 ms, over USB a few.
SILENT_POLLS = 5
LONGEST_HELD = LONGEST_LINE + 32  # bytes, with NUL padding and framing characters around it
CHUNK = 4096  # bytes; what a terminal's buffer holds

_FRAME = bytes(range(0x20)) + b"\x7f"  # NUL padding, STX and ETX around a line
_LINE = re.compile(rb"[ -~\x1d]+")  # printable ASCII, and GS1's separator


class SerialReader:
    """One serial port; implements ``ports.reader.Reader``. ``device`` may be a symbolic link."""

    def __init__(self, device: Path, place: str, clock: Clock) -> None:
        self.name = device.name
        self.place = place
        self._device = device
        self._clock = clock
        self._closed = Event()

    def __iter__(self) -> Iterator[Read | Notice]:
        """What it says, until it is closed."""
        return reopening(lambda: closing(self._open()), self._listen, self._closed, self._clock)

    def close(self) -> None:
        """Let the iteration end."""
        self._closed.set()

    def _open(self) -> serial.Serial:
        """The port, for this station alone: two programs on one port get half a scan each."""
        try:
            port = serial.Serial(str(self._device), BAUD, timeout=POLL_S, exclusive=True)
            port.reset_input_buffer()  # a piece of line from before says nothing
        except (OSError, termios.error) as error:
            raise self._lost(error) from error
        return port

    def _listen(self, port: serial.Serial) -> Iterator[Read | Notice]:
        yield Notice("ready", self._clock.now(), f"Reader {self.name}: open.")
        held, silent = b"", 0
        while not self._closed.is_set():
            data = self._receive(port)
            silent = 0 if data else silent + 1
            lines, held = split_lines(held, data)
            for line in lines:
                yield from self._say(line)
            if silent >= SILENT_POLLS and held.strip(_FRAME):
                yield self._not_read("a line end (CR or LF) after the text, got silence")
            if silent >= SILENT_POLLS:
                held = b""

    def _receive(self, port: serial.Serial) -> bytes:
        """What has come, or nothing when nothing does for ``POLL_S``."""
        try:
            first = bytes(port.read(1))
            return first + bytes(port.read(min(port.in_waiting, CHUNK))) if first else b""
        except (OSError, termios.error) as error:
            raise self._lost(error) from error

    def _say(self, line: bytes) -> Iterator[Read | Notice]:
        """The scan of a line; noise within is no scan: what it stands for cannot be known."""
        text = line.strip(_FRAME)
        if len(text) > LONGEST_LINE or len(line) > LONGEST_HELD:
            yield self._not_read(f"at most {LONGEST_LINE} characters in a line, got more")
        elif text and not _LINE.fullmatch(text):
            yield self._not_read("printable ASCII characters, got others")
        elif text:
            yield Read(text.decode("ascii"), self._clock.now(), "reader", new_scan_id())

    def _not_read(self, why: str) -> Notice:
        return Notice("not-read", self._clock.now(), f"Reader {self.name}: expected {why}.")

    def _lost(self, error: Exception) -> LostError:
        return LostError(f"Reader {self.name}: expected a port that can be read, got: {error}.")


def split_lines(held: bytes, data: bytes) -> tuple[list[bytes], bytes]:
    """The lines that end in ``data``, and what is held of the next one.

    A line ends on CR, LF or both; an empty one is none. Of a line without end one byte more is
    held than a line may have: however it goes on, it is too long.

    >>> split_lines(b"000170", b"00042103\\r\\nCARD")
    ([b'00017000042103'], b'CARD')
    """
    *lines, rest = re.split(rb"[\r\n]", held + data)
    return [line for line in lines if line], rest[: LONGEST_HELD + 1]
