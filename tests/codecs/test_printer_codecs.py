"""What printers are told and say: host status, PWG Raster and IPP, byte by byte."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rasters import pwg_picture

from station.codecs import ipp
from station.codecs.host_status import HostStatus, HostStatusError, host_status, is_whole
from station.codecs.ipp import IppError, Value
from station.codecs.pwg_raster import pwg_raster

FIRST = b"\x02030,0,0,0203,000,0,0,0,000,0,0,0\x03\r\n"
SECOND = b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n"
THIRD = b"\x021234,0\x03\r\n"
IDLE, QUIET = "030,0,0,0203,000,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000"
STRINGS, NUMBERS = "three strings between STX and ETX", "12 and 11 and 2 numbers"
WELL = HostStatus(
    paper_out=False,
    paused=False,
    formats=0,
    buffer_full=False,
    half_format=False,
    head_open=False,
    ribbon_out=False,
    labels=0,
)


def test_a_printer_that_is_well() -> None:
    assert host_status(FIRST + SECOND + THIRD) == WELL


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("030,1,1,0203,000,0,0,0,000,0,0,0", QUIET, "paper_out paused"),
        ("030,0,0,0203,012,1,0,1,000,0,0,0", QUIET, "formats=12 buffer_full half_format"),
        (IDLE, "000,0,1,1,1,2,4,1,00000059,1,000", "head_open ribbon_out labels=59"),
    ],
)
def test_every_flag_stands_in_its_place(first: str, second: str, expected: str) -> None:
    changes = {
        name: int(number or 1)
        for name, _, number in (word.partition("=") for word in expected.split())
    }
    answer = f"\x02{first}\x03\r\n\x02{second}\x03\r\n".encode() + THIRD
    assert vars(host_status(answer)) == {**vars(WELL), **changes}


@pytest.mark.parametrize(
    ("answer", "expected", "got"),
    [
        (b"", STRINGS, "b''"),
        (FIRST + SECOND, STRINGS, f"{(FIRST + SECOND)[:60]!r}"),
        (FIRST * 3, NUMBERS, "12 and 12 and 12"),
        (FIRST.replace(b"030,0", b"030,2") + SECOND + THIRD, "0 or 1 as paper out flag", "2"),
        (FIRST + SECOND.replace(b"000,0,0,0", b"000,0,,0") + THIRD, NUMBERS, "12 and 11 and 2"),
    ],
)
def test_what_is_no_host_status_is_refused(answer: bytes, expected: str, got: str) -> None:
    with pytest.raises(HostStatusError) as caught:
        host_status(answer)
    assert str(caught.value) == f"Host status: expected {expected}, got {got}."


@given(st.binary(max_size=200))
def test_any_bytes_are_a_status_or_refused(answer: bytes) -> None:
    try:
        host_status(answer)
    except HostStatusError:
        return
    assert is_whole(answer)


def test_an_answer_is_whole_with_its_third_string() -> None:
    whole = FIRST + SECOND + THIRD
    assert [is_whole(whole[:length]) for length in (0, len(FIRST + SECOND), len(whole) - 3)] == (
        [False] * 3
    )
    assert is_whole(whole[:-2])


def test_a_request_byte_by_byte() -> None:
    size = Value(ipp.COLLECTION, {"x": Value(ipp.INTEGER, 5000)})
    asked = Value(ipp.KEYWORD, ("a", "bc"))
    assert ipp.request(ipp.PRINT_JOB, 7, {"requested": asked}, {"media": size}) == (
        b"\x02\x00\x00\x02\x00\x00\x00\x07"
        b"\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x02en"
        b"\x44\x00\x09requested\x00\x01a\x44\x00\x00\x00\x02bc"
        b"\x02"
        b"\x34\x00\x05media\x00\x00\x4a\x00\x00\x00\x01x"
        b"\x21\x00\x00\x00\x04\x00\x00\x13\x88\x37\x00\x00\x00\x00"
        b"\x03"
    )


def test_an_answer_byte_by_byte() -> None:
    said = ipp.answer(
        b"\x02\x00\x05\x07\x00\x00\x00\x01\x04"
        b"\x23\x00\x05state\x00\x04\x00\x00\x00\x05"
        b"\x22\x00\x02ok\x00\x01\x01"
        b"\x44\x00\x07reasons\x00\x01a\x44\x00\x00\x00\x02bc"
        b"\x34\x00\x05media\x00\x00\x4a\x00\x00\x00\x01x\x21\x00\x00\x00\x04\x00\x00\x13\x88"
        b"\x37\x00\x00\x00\x00\x03"
    )
    assert (said.status, said.ok) == (ipp.BUSY, False)
    assert dict(said.attributes) == {"state": (5,), "ok": (True,), "reasons": ("a", "bc")}
    assert (said.first("state"), said.first("none"), said.keywords("state")) == (5, None, ())


@given(st.binary(max_size=60))
def test_any_bytes_are_an_answer_or_refused(content: bytes) -> None:
    try:
        ipp.answer(b"\x02\x00\x00\x00\x00\x00\x00\x01" + content)
    except IppError:
        return
    assert ipp.END in content


@given(st.integers(1, 40), st.lists(st.sampled_from([0, 15, 255]), min_size=1, max_size=600))
def test_every_dot_of_a_raster_comes_back(width: int, first_bytes: list[int]) -> None:
    row_bytes, height = (width + 7) // 8, len(first_bytes)
    bits = b"".join(bytes([first]) + b"\xff" * (row_bytes - 1) for first in first_bytes)
    content = pwg_raster(bits, width, height, 203, (10.0, 20.0))
    assert struct.unpack_from(">2I", content, 4 + 276) == (203, 203)
    assert pwg_picture(content)[0].tobytes() == _blank_beyond(bits, width, row_bytes)


def _blank_beyond(bits: bytes, width: int, row_bytes: int) -> bytes:
    """Rows of bits with those that only fill up the last byte as Pillow has them: white."""
    image = Image.frombytes("1", (width, len(bits) // row_bytes), bits)
    return image.tobytes()
