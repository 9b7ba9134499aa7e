"""One reader tried: what it says for so many seconds, for nobody but whoever listens."""

from collections.abc import Iterator
from threading import Timer

from station.ports.reader import Notice, Read, Reader


def listen(reader: Reader, seconds: float) -> Iterator[Read | Notice]:
    """What a reader says until the time is over; it is closed then, or when nobody listens."""
    timer = Timer(seconds, reader.close)
    timer.start()
    try:
        yield from reader
    finally:
        timer.cancel()
        reader.close()
