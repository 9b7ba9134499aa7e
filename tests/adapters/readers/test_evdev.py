"""A reader that types, over a pipe of synthetic input events: grabbed, lost, plugged in again."""

import errno
import os
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import evdev
import pytest
from ears import LONG_S, Ears, listening
from kit import Bench
from test_keys import ENTER, tap, typed

from station.adapters.readers import evdev as reader_module
from station.adapters.readers.evdev import EvdevReader, KeyEvent, keyboards
from station.adapters.system_clock import SystemClock
from station.app.listen import Heard
from station.bootstrap import ReaderNames, start_readers
from station.ports.reader import Notice, Read, ReaderError

EVENT = struct.Struct("llHHi")  # struct input_event of linux/input.h
EV_SYN, EV_KEY, EV_MSC = 0, 1, 4


@dataclass(frozen=True)
class Event:
    """One event, as evdev gives it."""

    type: int
    code: int
    value: int


class Pipe:
    """A device whose events come through a real pipe, as the kernel's do through its node."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened = 0
        self.grabbed = 0
        self.refuses_grab = False
        self._ends: tuple[int, int] | None = None

    @property
    def node(self) -> Path:
        """The name by udev."""
        return self.folder / "usb-Reader-event-kbd"

    def plug_in(self) -> None:
        self._ends = os.pipe()
        self.node.touch()

    def unplug(self) -> None:
        assert self._ends is not None
        self.node.unlink()
        os.close(self._ends[1])

    def open(self, path: str) -> "Opened":
        if not Path(path).exists():
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
        assert self._ends is not None
        self.opened += 1
        return Opened(self, self._ends[0])

    def send(self, events: Iterable[tuple[int, int]], kind: int = EV_KEY) -> None:
        """Key events, each followed by the scan code and the end that the kernel sends with it."""
        assert self._ends is not None
        for code, value in events:
            for one in ((EV_MSC, 4, 458_756), (kind, code, value), (EV_SYN, 0, 0)):
                os.write(self._ends[1], EVENT.pack(0, 0, *one))


class Opened:
    """What evdev's InputDevice is for the reader."""

    def __init__(self, pipe: Pipe, end: int) -> None:
        self._pipe = pipe
        self._end = end

    def fileno(self) -> int:
        return self._end

    def grab(self) -> None:
        if self._pipe.refuses_grab:
            raise OSError(errno.EBUSY, "Device or resource busy")
        self._pipe.grabbed += 1

    def read(self) -> Iterator[KeyEvent]:
        data = os.read(self._end, 4096 * EVENT.size)
        if not data:  # the kernel says so when the device is gone
            raise OSError(errno.ENODEV, "No such device")
        return (Event(*one[2:]) for one in EVENT.iter_unpack(data))

    def close(self) -> None:
        pass


@pytest.fixture
def pipe(tmp_path: Path) -> Pipe:
    pipe = Pipe(tmp_path)
    pipe.plug_in()
    return pipe


def reader(pipe: Pipe) -> EvdevReader:
    return EvdevReader(pipe.node, "room-2", SystemClock(), pipe.open)


@pytest.fixture
def ears(pipe: Pipe) -> Iterator[Ears]:
    with listening(reader(pipe)) as ears:
        ears.notice("ready")
        yield ears


def test_a_scan_is_read_by_its_keys(pipe: Pipe, ears: Ears) -> None:
    pipe.send([*typed("00017000042103"), *tap(ENTER), *typed("]C1LAB-2026-1"), *tap(ENTER)])
    said = ears.next()
    assert isinstance(said, Read)
    assert (said.text, said.source, len(said.scan_id)) == ("00017000042103", "reader", 32)
    assert ears.texts(1) == ["]C1LAB-2026-1"]
    assert pipe.grabbed == 1


def test_other_events_and_empty_ends_say_nothing(pipe: Pipe, ears: Ears) -> None:
    pipe.send(typed("123"), kind=EV_MSC)
    pipe.send([*tap(ENTER), *tap(ENTER)])
    assert ears.silent()


def test_a_text_without_an_end_is_not_read(pipe: Pipe, ears: Ears) -> None:
    pipe.send(typed("0001700"))
    notice = ears.notice("not-read")
    assert notice.detail == (
        "Reader usb-Reader-event-kbd: expected Enter or Tab after the text, got silence."
    )
    pipe.send([*typed("A1"), *tap(ENTER)])
    assert ears.texts(1) == ["A1"]


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([*tap(59), *typed("A1"), *tap(ENTER)], "keys of letters, digits and signs, got others"),
        ([*typed("1" * 84), *tap(ENTER)], "at most 83 characters, got more"),
    ],
)
def test_what_cannot_be_a_scan_says_so(
    pipe: Pipe, ears: Ears, events: list[tuple[int, int]], why: str
) -> None:
    pipe.send(events)
    assert ears.notice("not-read").detail == f"Reader usb-Reader-event-kbd: expected {why}."


def test_the_longest_text_is_read(pipe: Pipe, ears: Ears) -> None:
    pipe.send([*typed("1" * 83), *tap(ENTER)])
    assert ears.texts(1) == ["1" * 83]


def test_unplugged_in_a_scan_and_plugged_in_again(pipe: Pipe, ears: Ears) -> None:
    pipe.send(typed("0001"))
    pipe.unplug()
    assert ears.notice("lost").detail == (
        "Reader usb-Reader-event-kbd: expected a device that can be read, "
        "got: [Errno 19] No such device."
    )
    pipe.plug_in()
    ears.notice("ready")
    pipe.send([*typed("A1"), *tap(ENTER)])
    assert ears.texts(1) == ["A1"]  # nothing of the scan before
    assert (pipe.opened, pipe.grabbed) == (2, 2)


def test_a_reader_that_another_program_holds_is_waited_for(pipe: Pipe) -> None:
    pipe.refuses_grab = True
    with listening(reader(pipe)) as ears:
        assert "Device or resource busy" in ears.notice("lost").detail
        pipe.refuses_grab = False
        ears.notice("ready")


def test_a_reader_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    pipe = Pipe(tmp_path)
    with listening(reader(pipe)) as ears:
        assert isinstance(ears.next(), Notice)
        pipe.plug_in()
        ears.notice("ready")


def test_evdevs_own_events_are_understood(pipe: Pipe) -> None:
    """The extra's classes have what is used of them."""
    event = evdev.InputEvent(0, 0, EV_KEY, 30, 1)
    assert (event.type, event.code, event.value) == (EV_KEY, 30, 1)
    assert all(hasattr(evdev.InputDevice, name) for name in ("fileno", "grab", "read", "close"))
    made: Callable[..., object] = EvdevReader
    assert made(pipe.node, "room-2", SystemClock())  # with evdev's own InputDevice


def test_evdevs_own_device_that_is_none_is_waited_for(tmp_path: Path) -> None:
    with listening(EvdevReader(tmp_path / "none-event-kbd", "a", SystemClock())) as ears:
        assert ears.notice("lost").detail.startswith(
            "Reader none-event-kbd: expected a device that can be read, got: "
        )


def test_start_readers_wires_it_with_its_place(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    told: SimpleQueue[Heard] = SimpleQueue()
    device = f"{tmp_path}/none-event-kbd=room-2"
    readers = start_readers(bench.station, ReaderNames(keyed=[device]), told.put)
    try:
        heard = told.get(timeout=LONG_S)
    finally:
        readers.close()
        bench.end()
    assert (heard.reader, heard.place, heard.code) == ("none-event-kbd", "room-2", "lost")


def test_without_the_extra_it_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "evdev", None)
    with pytest.raises(ReaderError) as refused:
        EvdevReader(tmp_path / "x", "a", SystemClock())
    assert str(refused.value) == (
        "Reader: expected the package evdev for a reader that types, got none; "
        "install specimen-station[evdev]."
    )


def test_keyboards_are_those_of_udev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("usb-B-event-kbd", "usb-A-event-kbd", "usb-A-event-mouse"):
        (tmp_path / name).touch()
    monkeypatch.setattr(reader_module, "FOLDER", tmp_path)
    assert keyboards() == [str(tmp_path / name) for name in ("usb-A-event-kbd", "usb-B-event-kbd")]
    monkeypatch.setattr(reader_module, "FOLDER", tmp_path / "none")
    assert keyboards() == []
