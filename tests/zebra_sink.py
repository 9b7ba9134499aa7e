"""A ZPL printer's stand-in at a TCP port: keeps the labels that would be out, answers ~HS."""

import re
import socket
import struct
from base64 import b64decode
from binascii import crc_hqx
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from time import sleep
from zlib import decompress

from PIL import Image

_COMMAND = re.compile(rb"\s*(~HS|\^XA.*?\^XZ)", re.DOTALL)
_FORMAT = re.compile(
    rb"\^XA\^LH0,0\^PON\^PMN\^LRN\^PW(\d+)\^LL(\d+)\^FO0,0\^GFA,(\d+),(\d+),(\d+),"
    rb":Z64:([A-Za-z0-9+/=]+):([0-9A-F]{4})\^FS\^PQ1\^XZ"
)
BACKLOG = 50
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closed with RST, as by a cable that is pulled


@dataclass
class Sink:
    """One printer. Set the flags at any time; ``before`` is called with the number of each label,
    from 1, before it is out: it may set flags, or raise ConnectionResetError to hang up."""

    labels: list[bytes] = field(default_factory=list)
    paper_out: bool = False
    paused: bool = False
    buffer_full: bool = False
    half_format: bool = False
    head_open: bool = False
    ribbon_out: bool = False
    formats: int = 0
    answering: bool = True
    reading: bool = True
    answer: bytes | None = None
    before: Callable[[int], None] = lambda number: None
    port: int = 0

    def host_status(self) -> bytes:
        """What it answers to ~HS."""
        if self.answer is not None:
            return self.answer
        flags = self.paper_out, self.paused, self.buffer_full, self.half_format
        paper, pause, full, half = map(int, flags)
        head, ribbon = int(self.head_open), int(self.ribbon_out)
        return (
            f"\x02030,{paper},{pause},0203,{self.formats:03d},{full},0,{half},000,0,0,0\x03\r\n"
            f"\x02000,0,{head},{ribbon},0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
        ).encode("ascii")

    def pictures(self) -> list[Image.Image]:
        """Every label as the dots that it has on paper."""
        return [picture(label) for label in self.labels]

    def _serve(self, connection: socket.socket) -> None:
        held = b""
        with connection, suppress(OSError):
            while self.reading and (data := connection.recv(65_536)):
                held += data
                while found := _COMMAND.match(held):
                    held = held[found.end() :]
                    self._obey(found[1], connection)
            while not self.reading:
                sleep(0.05)

    def _obey(self, command: bytes, connection: socket.socket) -> None:
        if command != b"~HS":
            try:
                self.before(len(self.labels) + 1)
            except ConnectionResetError:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                connection.close()
                raise
            self.labels.append(command)
        elif self.answering:
            connection.sendall(self.host_status())

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):  # the listening socket was closed: the end
            while True:
                Thread(target=self._serve, args=(listening.accept()[0],), daemon=True).start()


@contextmanager
def zebra_sink() -> Iterator[Sink]:
    """A sink that listens at 127.0.0.1, at its ``port``."""
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0), backlog=BACKLOG) as listening:
        sink.port = listening.getsockname()[1]
        Thread(target=sink._accept, args=(listening,), daemon=True).start()
        yield sink
        sink.reading = True
        listening.shutdown(socket.SHUT_RDWR)


def picture(label: bytes) -> Image.Image:
    """The picture in a ZPL format, its lengths and its checksum held against one another."""
    found = _FORMAT.fullmatch(label)
    assert found, label[:80]
    width, height, sent, size, row_bytes = map(int, found.groups()[:5])
    encoded, crc = found[6], int(found[7], 16)
    dots = decompress(b64decode(encoded, validate=True))
    assert (crc_hqx(encoded, 0), row_bytes, len(dots)) == (crc, -(-width // 8), size)
    assert sent == size == row_bytes * height
    return Image.frombytes("1", (width, height), bytes(255 - byte for byte in dots))
