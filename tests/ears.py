"""What a test hears of a reader: a thread listens, and gives out one thing at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Thread

from station.ports.reader import Notice, Read, Reader

LONG_S = 60.0  # a busy machine; nothing that is heard takes near as long
SHORT_S = 0.3  # for what must not come


class Ears:
    """Everything that a reader says, in order."""

    def __init__(self, reader: Reader) -> None:
        self._said: SimpleQueue[Read | Notice | None] = SimpleQueue()
        self.thread = Thread(target=self._listen, args=(reader,), daemon=True)
        self.thread.start()

    def _listen(self, reader: Reader) -> None:
        for said in reader:
            self._said.put(said)
        self._said.put(None)

    def next(self) -> Read | Notice | None:
        """What is said next; None: the reader is at its end."""
        return self._said.get(timeout=LONG_S)

    def texts(self, count: int) -> list[str]:
        """The texts of the next so many reads; a notice stands as its code."""
        said = [self.next() for _ in range(count)]
        return [s.text if isinstance(s, Read) else s.code if s else "end" for s in said]

    def notice(self, code: str) -> Notice:
        """The next thing said, which must be this notice."""
        said = self.next()
        assert isinstance(said, Notice), said
        assert said.code == code, said
        return said

    def silent(self) -> bool:
        """Whether nothing is said for a while."""
        try:
            return self._said.get(timeout=SHORT_S) is None
        except Empty:
            return True


@contextmanager
def listening(reader: Reader) -> Iterator[Ears]:
    """The ears of a reader, which is closed afterwards and must then end."""
    ears = Ears(reader)
    try:
        yield ears
    finally:
        reader.close()
        ears.thread.join(LONG_S)
        assert not ears.thread.is_alive()
