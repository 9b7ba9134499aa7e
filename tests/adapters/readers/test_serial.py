"""The serial reader over real pseudo-terminals: lines, noise, limits, unplugged and plugged in."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ears import Ears, listening
from plug import A, B, Plug

from station.adapters.readers.reopening import POLL_S
from station.adapters.readers.serial import (
    LONGEST_HELD,
    LONGEST_LINE,
    SILENT_POLLS,
    SerialReader,
    split_lines,
)
from station.adapters.system_clock import SystemClock
from station.ports.reader import Notice, Read


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    plug = Plug(tmp_path / "reader-2")
    plug.plug_in()
    yield plug
    if plug.link.is_symlink():
        plug.unplug()


@pytest.fixture
def ears(plug: Plug) -> Iterator[Ears]:
    with listening(reader(plug)) as ears:
        ears.notice("ready")
        yield ears


def reader(plug: Plug) -> SerialReader:
    return SerialReader(plug.link, "room-2", SystemClock())


SPLIT = {
    "CR": (b"", b"A1\r", [b"A1"], b""),
    "LF": (b"", b"A1\n", [b"A1"], b""),
    "CR LF": (b"", b"A1\r\n", [b"A1"], b""),
    "CR, then LF in the next piece": (b"", b"\nB1\r", [b"B1"], b""),
    "a piece": (b"A", b"1", [], b"A1"),
    "two pieces": (b"A", b"1\r", [b"A1"], b""),
    "two lines and a piece": (b"", b"A1\r\nB1\r\nC", [b"A1", b"B1"], b"C"),
    "empty lines": (b"", b"\r\n\r\n", [], b""),
    "nothing": (b"A", b"", [], b"A"),
    "held up to one byte more than the limit": (
        b"",
        b"A" * (2 * LONGEST_HELD),
        [],
        b"A" * (LONGEST_HELD + 1),
    ),
}


@pytest.mark.parametrize(("held", "data", "lines", "rest"), SPLIT.values(), ids=SPLIT)
def test_lines_are_split(held: bytes, data: bytes, lines: list[bytes], rest: bytes) -> None:
    assert split_lines(held, data) == (lines, rest)


def test_a_read_is_whole(plug: Plug, ears: Ears) -> None:
    plug.send(f"{A}\r\n".encode())
    read = ears.next()
    assert isinstance(read, Read)
    assert read == Read(A, read.at, "reader", read.scan_id)
    plug.send(f"{A}\r\n".encode())
    again = ears.next()
    assert isinstance(again, Read)
    assert again.scan_id != read.scan_id
    assert len(read.scan_id) == len(again.scan_id) == 32


SENT = {
    "CR": ([f"{A}\r"], [A]),
    "LF": ([f"{A}\n"], [A]),
    "two lines at once": ([f"{A}\r{B}\r"], [A, B]),
    "split anywhere": ([A[:3], A[3:9], f"{A[9:]}\r"], [A]),
    "CR and LF apart": ([f"{A}\r", f"\n{B}\r", "\n"], [A, B]),
    "a frame of STX and ETX": ([f"\x02{A}\x03\r"], [A]),
    "NUL around": ([f"\0\0{A}\0\r\0\0{B}\r"], [A, B]),
    "only NUL": (["\0\0\r\0", f"{A}\r"], [A]),
    "an AIM prefix and a GS1 separator": (["]C1801812\x1d7250\r"], ["]C1801812\x1d7250"]),
    "noise within": ([f"{A[:4]}\x07{A[5:]}\r{B}\r"], ["not-read", B]),
    "NUL within": ([f"{A[:4]}\0{A[4:]}\r{B}\r"], ["not-read", B]),
    "bytes beyond ASCII": ([f"\xff{A}\r{B}\r"], ["not-read", B]),
    "longest": (["A" * LONGEST_LINE + "\r"], ["A" * LONGEST_LINE]),
    "too long": (["A" * (LONGEST_LINE + 1) + f"\r{B}\r"], ["not-read", B]),
    "far too long": (["A" * 3000, "A" * 3000 + f"\r{B}\r"], ["not-read", B]),
    "padded beyond what is held": (["\0" * LONGEST_HELD + f"{A}\r{B}\r"], ["not-read", B]),
}


@pytest.mark.parametrize(("sent", "heard"), SENT.values(), ids=SENT)
def test_what_is_sent_is_heard(plug: Plug, ears: Ears, sent: list[str], heard: list[str]) -> None:
    for piece in sent:
        plug.send(piece.encode("latin-1"))
        time.sleep(POLL_S / 5)
    assert ears.texts(len(heard)) == heard
    assert ears.silent()


def test_a_text_without_line_end_is_not_read_and_spoils_no_other(plug: Plug, ears: Ears) -> None:
    plug.send(A[:9].encode())
    assert ears.notice("not-read").detail == (
        "Reader reader-2: expected a line end (CR or LF) after the text, got silence."
    )
    plug.send(f"{A}\r".encode())
    assert ears.texts(1) == [A]


def test_a_short_pause_is_not_the_end_of_a_line(plug: Plug, ears: Ears) -> None:
    plug.send(A[:9].encode())
    time.sleep(POLL_S * SILENT_POLLS / 2)
    plug.send(f"{A[9:]}\r".encode())
    assert ears.texts(1) == [A]


DETAILS = {
    "A" * (LONGEST_LINE + 1): "at most 83 characters in a line, got more.",
    "A\x07B": "printable ASCII characters, got others.",
}


@pytest.mark.parametrize(("line", "expected"), DETAILS.items(), ids=["too long", "noise"])
def test_a_notice_says_why_and_never_what_was_scanned(
    plug: Plug, ears: Ears, line: str, expected: str
) -> None:
    plug.send(f"{line}\r".encode())
    assert ears.notice("not-read").detail == f"Reader reader-2: expected {expected}"


def test_unplugged_and_plugged_in_again_it_goes_on(plug: Plug, ears: Ears) -> None:
    for text in (A, B):
        plug.send(A[:5].encode())  # cut off in the middle of a scan
        plug.unplug()
        lost = ears.notice("lost")
        assert lost.detail.startswith("Reader reader-2: expected a port that can be read, got: ")
        assert ears.silent()  # a loss is said once, however many tries there are
        plug.plug_in()
        ears.notice("ready")
        plug.send(f"{text}\r".encode())
        assert ears.texts(1) == [text]


def test_a_reader_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    plug = Plug(tmp_path / "reader-2")
    with listening(reader(plug)) as ears:
        ears.notice("lost")
        plug.plug_in()
        ears.notice("ready")
        plug.send(f"{A}\r".encode())
        assert ears.texts(1) == [A]
    plug.unplug()


def test_what_was_scanned_before_the_station_listened_is_no_scan(plug: Plug) -> None:
    plug.send(f"{B}\r".encode())
    with listening(reader(plug)) as ears:
        ears.notice("ready")
        plug.send(f"{A}\r".encode())
        assert ears.texts(1) == [A]


def test_one_port_is_read_by_one_station_only(plug: Plug, ears: Ears) -> None:
    with listening(reader(plug)) as second:
        second.notice("lost")
        plug.send(f"{A}\r".encode())
        assert ears.texts(1) == [A]
        assert second.silent()


def test_a_closed_reader_ends(plug: Plug) -> None:
    one = reader(plug)
    one.close()
    one.close()
    assert list(one) == []


def test_a_notice_has_its_time() -> None:
    clock = SystemClock()
    before = clock.now()
    said = next(iter(SerialReader(Path("nowhere"), "room-2", clock)))
    assert isinstance(said, Notice)
    assert before <= said.at <= clock.now()
