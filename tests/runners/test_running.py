"""Readers at work on a real station: each scan is kept, answered and told; a doubled one is one."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue

import pytest
from ears import LONG_S
from kit import HODGKIN_LEFT, START, Bench
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from station.adapters.readers.reopening import RETRY_S, LostError, reopening
from station.adapters.system_clock import SystemClock
from station.app.listen import Heard
from station.bootstrap import ReaderNames, label_folder, split_place, start_readers
from station.domain.feedback import Feedback
from station.domain.texts import LANGUAGES, READERS, Language
from station.ports.reader import Notice, Read, ReaderError
from station.runners.readers import DOUBLED_WITHIN, Readers

TICK = timedelta(milliseconds=1)


class Hand:
    """A reader whose scans come from the test; what the station says is waited for."""

    def __init__(self, bench: Bench, name: str = "hand", place: str = "default") -> None:
        self.name = name
        self.place = place
        self.bench = bench
        self._says: SimpleQueue[Read | Notice | None] = SimpleQueue()
        self.heard: SimpleQueue[Heard] = SimpleQueue()
        self._count = 0

    def __iter__(self) -> Iterator[Read | Notice]:
        while (said := self._says.get()) is not None:
            yield said

    def close(self) -> None:
        self._says.put(None)

    def scan(self, text: str, at: datetime | None = None) -> Heard:
        """Read a text at a moment, or now; what is told."""
        self._count += 1
        scan_id = f"{self.name}-{self._count}"
        return self.say(Read(text, at or self.bench.clock.now(), "reader", scan_id))

    def say(self, said: Read | Notice) -> Heard:
        self._says.put(said)
        return self.heard.get(timeout=LONG_S)


Run = Callable[..., None]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    yield bench
    bench.end()


@pytest.fixture
def run(bench: Bench) -> Iterator[Run]:
    """Starts readers; they are closed before the station is."""
    started: list[Readers] = []

    def run(*hands: Hand, print_to: Path | None = None) -> None:
        def tell(heard: Heard) -> None:
            next(hand for hand in hands if hand.name == heard.reader).heard.put(heard)

        printing = (lambda: label_folder(print_to)) if print_to else None
        started.append(Readers(hands, bench.station, tell, printing))

    yield run
    for readers in started:
        readers.close()


def test_a_scan_is_kept_and_told(bench: Bench, run: Run) -> None:
    bench.ready()
    hand = Hand(bench)
    run(hand)
    bench.clock.move(seconds=60)
    heard = hand.scan(bench.text("biopsy-1-left"))
    assert heard.answer is not None
    answers: dict[Language, Feedback] = {"en": heard.answer, "nb": heard.answers["nb"]}
    assert heard == Heard(
        "hand",
        "default",
        "answered",
        "Biopsy, left: collected.",
        heard.answer,
        "hand-1",
        answers=answers,
    )
    assert heard.answers["nb"].message == "Cristabiopsi, venstre: tatt."
    assert (heard.answer.accepted, heard.answer.container) == (True, "biopsy-1-left")
    kept = bench.events()[-1]
    assert (kept.scan_id, kept.source, kept.occurred_at) == ("hand-1", "reader", bench.clock.now())


def test_cards_work_without_a_key_or_a_mouse(bench: Bench, run: Run, tmp_path: Path) -> None:
    bench.confirm()
    bench.answer_checklist()
    hand = Hand(bench)
    run(hand, print_to=tmp_path / "out")
    assert [hand.scan(card).message for card in ("CARDLEFT", "CARDPRINT")] == [
        "Active side: left.",
        f"Labels printed: {len(HODGKIN_LEFT)}.",
    ]
    assert len(list((tmp_path / "out").iterdir())) == len(HODGKIN_LEFT)


def test_a_desk_keeps_the_card_until_its_container_is_kept(bench: Bench, run: Run) -> None:
    bench.ready()
    bench.scan(*HODGKIN_LEFT)
    first, second = (
        Hand(bench, "first", "reception:default"),
        Hand(bench, "second", "reception:flow"),
    )
    run(first, second)
    assert first.scan("CARDREJECTRC").message == "The next scan REJECTS: clotted."
    biopsy, smear = bench.text("biopsy-1-left"), bench.text("smear-1-left")
    with sqlite3.connect(bench.db) as conn:
        conn.execute("ALTER TABLE event RENAME TO away")
    assert first.scan(biopsy).code == "not-kept"
    with sqlite3.connect(bench.db) as conn:
        conn.execute("ALTER TABLE away RENAME TO event")
    assert second.scan(smear).message == (
        "Marrow smear belongs to haematology, not to flow cytometry. Forward it."
    )
    assert first.scan(biopsy).message == "Biopsy, left: REJECTED (clotted)."
    assert first.scan(smear).message == "Marrow smear, left: received."
    doubled = first.scan(smear)
    assert (doubled.code, doubled.desk) == ("doubled", "default")


def test_what_is_not_kept_says_so_and_may_be_scanned_again_at_once(bench: Bench, run: Run) -> None:
    bench.confirm()
    bench.answer_checklist()
    bench.line("side P left")
    hand = Hand(bench)
    run(hand)  # without a printer
    one, other = hand.scan("CARDPRINT"), hand.scan("CARDPRINT")
    assert one.answer is not None
    assert (one.code, one.answer.accepted, one.answer.tone) == ("not-kept", False, "low-low")
    assert one.message == "Labels: expected a printer or an output folder, got none."
    assert other.code == "not-kept"


DOUBLED = {
    "at once": (timedelta(0), "doubled"),
    "before the limit": (DOUBLED_WITHIN - TICK, "doubled"),
    "at the limit": (DOUBLED_WITHIN, "doubled"),
    "after the limit": (DOUBLED_WITHIN + TICK, "answered"),
}


@pytest.mark.parametrize(("later", "code"), DOUBLED.values(), ids=DOUBLED)
def test_a_doubled_scan_is_one_scan(bench: Bench, run: Run, later: timedelta, code: str) -> None:
    bench.ready()
    bench.clock.move(seconds=60)
    hand = Hand(bench)
    run(hand)
    first = hand.scan(bench.text("biopsy-1-left"))
    count = len(bench.events())
    second = hand.scan(bench.text("biopsy-1-left"), bench.clock.now() + later)
    assert second.code == code
    assert len(bench.events()) == count + (code == "answered")
    if code == "doubled":
        assert second.message == f"{first.message} Read twice, counted once."
        assert second.answer is not None
        assert (second.answer.accepted, second.scan_id) == (True, first.scan_id)


def test_a_trigger_held_down_is_one_scan_however_long(bench: Bench, run: Run) -> None:
    hand = Hand(bench)
    run(hand)
    hand.scan("CARDCHECK")
    codes = set()
    for _ in range(10):
        bench.clock.move(seconds=DOUBLED_WITHIN.total_seconds())
        codes.add(hand.scan("CARDCHECK").code)
    assert codes == {"doubled"}


def test_another_scan_in_between_is_no_doubled_one(bench: Bench, run: Run) -> None:
    bench.ready()
    hand = Hand(bench)
    run(hand)
    texts = ("CARDCHECK", bench.text("biopsy-1-left"), "CARDCHECK")
    assert [hand.scan(text).code for text in texts] == ["answered"] * 3


def test_two_readers_of_one_place_that_see_one_label_are_one_scan(bench: Bench, run: Run) -> None:
    bench.ready()
    bench.clock.move(seconds=60)
    hand, camera = Hand(bench), Hand(bench, "camera")
    elsewhere = Hand(bench, "elsewhere", "room-2")
    run(hand, camera, elsewhere)
    text = bench.text("biopsy-1-left")
    said = [reader.scan(text) for reader in (hand, camera, elsewhere)]
    assert [heard.code for heard in said] == ["answered", "doubled", "answered"]
    assert said[2].answer is not None
    assert said[2].answer.reason == "patient-not-confirmed"  # nothing is open in room 2


NOTICES = {
    "ready": ("hand: ready.", False),
    "lost": (
        "hand: NOT CONNECTED. Scans do not come. Check the cable; it comes back by itself.",
        True,
    ),
    "ended": ("hand: over.", False),
    "not-read": ("Not read: not whole, or two codes at once. Scan again, one at a time.", True),
}


def test_notices_are_told_in_words(bench: Bench, run: Run) -> None:
    hand = Hand(bench)
    run(hand)
    for code, (message, shown) in NOTICES.items():
        heard = hand.say(Notice(code, START, "Why."))  # type: ignore[arg-type]
        assert (heard.code, heard.message, heard.detail) == (code, message, "Why.")
        assert (heard.answer is not None) == shown
        assert heard.answer is None or not heard.answer.accepted


def test_the_words_are_there_in_every_language() -> None:
    codes = {*NOTICES, "doubled", "fault", "placed"}
    fields = [
        {code: re.findall(r"\{\w+\}", text) for code, text in READERS[language].items()}
        for language in LANGUAGES
    ]
    assert [set(READERS[language]) for language in LANGUAGES] == [codes] * len(LANGUAGES)
    assert fields[0] == fields[1]


def test_a_fault_shows_before_the_reader_stops(
    bench: Bench, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: SimpleQueue[object] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda args: raised.put(args.exc_type))
    hand = Hand(bench)
    run(hand)
    heard = hand.say("no read and no notice")  # type: ignore[arg-type]
    assert (heard.code, heard.message) == (
        "fault",
        "hand: STOPPED by a fault. Scans do not come. Start the station again.",
    )
    assert raised.get(timeout=LONG_S) is AttributeError
    assert bench.store.runners.gone() == {"hand": "AttributeError"}
    again = Hand(bench)
    run(again)
    assert again.say(Notice("ready", START, "")).code == "ready"
    assert bench.store.runners.gone() == {}


def test_a_reader_that_ends_by_itself_is_said_to_have_ended(bench: Bench, run: Run) -> None:
    hand = Hand(bench)
    run(hand)
    hand.close()
    assert hand.heard.get(timeout=LONG_S).code == "fault"
    while not bench.store.runners.gone():
        threading.Event().wait(0.01)
    assert bench.store.runners.gone() == {"hand": "no more scans"}


def test_readers_are_named_with_their_place() -> None:
    assert split_place("/dev/ttyACM0") == ("/dev/ttyACM0", "default")
    for name in ("", "=room-2", "/dev/ttyACM0="):
        with pytest.raises(ReaderError) as refused:
            split_place(name)
        assert str(refused.value) == (
            f"Reader '{name}': expected SOURCE or SOURCE=PLACE, got a part only."
        )


def test_start_readers_wires_serial_ports_and_cameras(bench: Bench, tmp_path: Path) -> None:
    told: SimpleQueue[Heard] = SimpleQueue()
    nowhere = str(tmp_path / "none")
    readers = start_readers(
        bench.station, ReaderNames([f"{nowhere}=a"], [f"{nowhere}=b"]), told.put
    )
    try:
        said = [told.get(timeout=LONG_S) for _ in range(2)]
    finally:
        readers.close()
    assert {(h.reader, h.place, h.code) for h in said} == {
        ("none", "a", "lost"),
        ("camera none", "b", "lost"),
    }


def test_a_lost_source_is_tried_again_with_growing_waits() -> None:
    waits: list[float] = []

    class Closed(threading.Event):
        """Never waits, and is closed after some tries."""

        def wait(self, timeout: float | None = None) -> bool:
            assert timeout is not None
            waits.append(timeout)
            if len(waits) == len(RETRY_S) + 2:
                self.set()
            return self.is_set()

    def never() -> Iterator[None]:
        raise LostError("Reader x: expected a port, got none.")

    said = list(reopening(never, iter, Closed(), SystemClock()))  # type: ignore[arg-type]
    assert [s.code for s in said if isinstance(s, Notice)] == ["lost"]
    assert waits == [*RETRY_S, RETRY_S[-1], RETRY_S[-1]]
