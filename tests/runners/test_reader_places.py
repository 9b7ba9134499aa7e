"""A place card gives a reader its place: from the next scan on, and after a restart."""

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from ears import LONG_S
from kit import Bench
from plug import Plug

from station.app.listen import Heard
from station.app.reader_places import reader_places
from station.bootstrap import ReaderNames, start_readers
from station.domain.events import ReaderPlaced
from station.domain.identifiers import place
from station.domain.identifiers.place import PlaceCard
from station.runners.readers import Readers

ROOM_2 = place.format(PlaceCard("room-2"))
SAID = "reader-2: its scans are now those of place room-2."


class Wired:
    """One serial reader on a station."""

    def __init__(self, bench: Bench, plug: Plug) -> None:
        self.bench = bench
        self.plug = plug
        self.told: SimpleQueue[Heard] = SimpleQueue()
        self.readers = self.start()

    def start(self) -> Readers:
        started = start_readers(
            self.bench.station, ReaderNames([str(self.plug.link)]), self.told.put
        )
        assert self.told.get(timeout=LONG_S).code == "ready"
        return started

    def scan(self, text: str) -> Heard:
        self.bench.clock.move(seconds=60)
        self.plug.send(f"{self.bench.text(text)}\r".encode())
        return self.told.get(timeout=LONG_S)


@pytest.fixture
def wired(tmp_path: Path) -> Iterator[Wired]:
    """Its place is the default one; the procedure is open in room 2."""
    bench, plug = Bench(tmp_path), Plug(tmp_path / "reader-2")
    bench.order()
    bench.open(place="room-2")
    bench.ready()
    plug.plug_in()
    wired = Wired(bench, plug)
    yield wired
    wired.readers.close()
    plug.unplug()
    bench.end()


def placed(bench: Bench) -> list[ReaderPlaced]:
    return [event.body for event in bench.events() if isinstance(event.body, ReaderPlaced)]


def test_its_scans_are_those_of_the_place_from_the_card_on(wired: Wired) -> None:
    before = wired.scan("biopsy-1-left")
    assert before.answer is not None
    assert (before.place, before.answer.reason) == ("default", "patient-not-confirmed")
    card = wired.scan(ROOM_2)
    assert card.answer is not None
    assert (card.code, card.place, card.message, card.answer.accepted) == (
        "placed",
        "room-2",
        SAID,
        True,
    )
    after = wired.scan("biopsy-1-left")
    assert (after.place, after.message) == ("room-2", "Biopsy, left: collected.")
    assert placed(wired.bench) == [ReaderPlaced("reader-2", "room-2")]


def test_it_is_kept_over_a_restart_and_the_last_card_counts(wired: Wired) -> None:
    wired.scan(place.format(PlaceCard("room-1")))
    wired.scan(ROOM_2)
    wired.readers.close()
    assert reader_places(wired.bench.station) == {"reader-2": "room-2"}
    wired.readers = wired.start()
    assert wired.scan("biopsy-1-left").message == "Biopsy, left: collected."


def test_the_same_card_again_changes_nothing(wired: Wired) -> None:
    assert [wired.scan(ROOM_2).message for _ in range(2)] == [SAID, SAID]
    assert len(placed(wired.bench)) == 1


def test_a_card_of_a_desk_makes_it_the_desks_and_forgets_what_its_next_scan_would_do(
    wired: Wired,
) -> None:
    wired.bench.scan("biopsy-1-left")
    wired.bench.dispatch()
    assert wired.scan(place.format(PlaceCard("reception:flow"))).desk == "flow"
    assert wired.scan("CARDREJECTRB").message == "The next scan REJECTS: broken."
    assert wired.scan(place.format(PlaceCard("reception:default"))).desk == "default"
    assert wired.scan("biopsy-1-left").message == "Biopsy, left: received."


def test_it_is_said_in_every_language(wired: Wired) -> None:
    said = {language: answer.message for language, answer in wired.scan(ROOM_2).answers.items()}
    assert said == {"en": SAID, "nb": "reader-2: skanningene hører nå til sted room-2."}


def test_a_card_with_wrong_check_digits_gives_no_place(wired: Wired) -> None:
    said = wired.scan(ROOM_2[:-2] + "00")
    assert said.answer is not None
    assert (said.code, said.place, said.answer.accepted) == ("answered", "default", False)
    assert placed(wired.bench) == []


def test_a_card_that_cannot_be_kept_gives_no_place(wired: Wired) -> None:
    wired.bench.db.chmod(0o400)
    wired.bench.store.append = _full  # type: ignore[method-assign]
    said = wired.scan(ROOM_2)
    assert said.answer is not None
    assert (said.code, said.place, said.message) == ("not-kept", "default", "NOT SAVED. Full.")


def _full(*records: object) -> tuple[()]:
    from station.ports.store import StoreError

    raise StoreError("NOT SAVED. Full.")
