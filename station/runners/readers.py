"""Readers at work: a thread for each; what is read is answered once, and told to the screens."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Lock, Thread

from station.app.desk import Armed
from station.app.listen import Heard, ReaderAt, hear, hear_again, remark
from station.app.printing import Printing
from station.app.reader_places import hear_place, place_on_card
from station.app.station import Station
from station.ports.reader import Notice, Read, Reader
from station.ports.store import StoreError

# A second press on the trigger, or a reader that reads on while it is held, comes within a
# second; who means a text twice (CARDCHECK on and off) looks at the answer first.
DOUBLED_WITHIN = timedelta(seconds=1.5)
CLOSING_S = 6.0  # the slowest end: a network camera whose next frame does not come


@dataclass
class _Place:
    """What was answered last at one place; its readers answer one after the other."""

    busy: Lock = field(default_factory=Lock)
    last: tuple[str, datetime, Heard] | None = None  # text, when last heard, what was said


class Readers:
    """All readers of one station, running until closed.

    ``tell`` is called from the readers' threads, after the store has kept what it is told.
    """

    def __init__(
        self,
        readers: Sequence[Reader],
        station: Station,
        tell: Callable[[Heard], None],
        printing: Callable[[], Printing] | None = None,
        given: Mapping[str, str] | None = None,
    ) -> None:
        """Start them; ``given`` are the places that cards gave them before, by reader."""
        self._readers = readers
        self._station = station
        self._tell = tell
        self._printing = printing
        before = given or {}
        self._place_of = {reader.name: before.get(reader.name, reader.place) for reader in readers}
        self._places = {place: _Place() for place in self._place_of.values()}
        self._closed = Event()
        self._threads = [
            Thread(target=self._run, args=(reader,), name=reader.name, daemon=True)
            for reader in readers
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop them all; the scan that is being answered is finished."""
        self._closed.set()
        for reader in self._readers:
            reader.close()
        for thread in self._threads:
            thread.join(CLOSING_S)

    def _run(self, reader: Reader) -> None:
        armed, heard = None, None
        with suppress(StoreError):
            self._station.store.runners.started(reader.name)
        try:
            for said in reader:
                heard = self._answer(reader, said, armed)
                self._tell(heard)
                armed = heard.armed
        except Exception as fault:  # of the station: it shows on the screen, then as a traceback
            self._ended(reader, type(fault).__name__)
            raise
        if not self._closed.is_set() and (heard is None or heard.code != "ended"):
            self._ended(reader, "no more scans")

    def _ended(self, reader: Reader, why: str) -> None:
        self._tell(remark(self._station, self._at(reader), "fault"))
        with suppress(StoreError):
            self._station.store.runners.ended(reader.name, why, self._station.clock.now())

    def _answer(self, reader: Reader, said: Read | Notice, armed: Armed | None) -> Heard:
        given = place_on_card(said.text) if isinstance(said, Read) else None
        if given is not None and isinstance(said, Read):
            return self._placed(reader, given, said)
        place = self._places[self._place_of[reader.name]]
        with place.busy:
            doubled = _doubled(place, said)
            if doubled:
                heard = hear_again(self._station, reader.name, doubled, armed)
            else:
                heard = self._hear(reader, said, armed)
            if isinstance(said, Read) and heard.code in {"answered", "doubled"}:
                # What was not kept may be scanned again at once.
                place.last = said.text, self._station.clock.now(), doubled or heard
            return heard

    def _hear(self, reader: Reader, said: Read | Notice, armed: Armed | None) -> Heard:
        printing = self._printing() if self._printing else None
        return hear(self._station, self._at(reader), said, printing, armed)

    def _at(self, reader: Reader) -> ReaderAt:
        return ReaderAt(reader.name, self._place_of[reader.name])

    def _placed(self, reader: Reader, place: str, said: Read) -> Heard:
        """A place card: from the next scan on, once it is kept."""
        heard = hear_place(self._station, self._at(reader), place, said)
        if heard.code == "placed":
            self._places.setdefault(place, _Place())
            self._place_of[reader.name] = place
        return heard


def _doubled(place: _Place, said: Read | Notice) -> Heard | None:
    """What was said to this text, when it is the one last answered here and comes at once again.

    Each time moves the limit on: a trigger held down is one scan, however long.
    """
    if not isinstance(said, Read) or place.last is None:
        return None
    text, at, heard = place.last
    return heard if said.text == text and said.at - at <= DOUBLED_WITHIN else None
