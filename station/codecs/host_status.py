"""What a ZPL printer answers to ~HS: three strings, as the ZPL II Programming Guide has them.

>>> said = b"\\x02030,0,0,0203,000,0,0,0,000,0,0,0\\x03\\r\\n"
>>> said += b"\\x02000,0,1,0,0,2,4,0,00000000,1,000\\x03\\r\\n\\x021234,0\\x03\\r\\n"
>>> host_status(said).head_open
True
"""

import re
from dataclasses import dataclass

from station.domain.errors import SaidError

_STRINGS = re.compile(rb"(?:\x02([0-9,]+)\x03\r?\n?){3}")
_STRING = re.compile(rb"\x02([0-9,]+)\x03")
_FIELDS = (12, 11, 2)
LONGEST_ANSWER = 200
"""Bytes: the three strings have 80; printers that pad their fields stay well below."""


class HostStatusError(SaidError):
    """The answer is no host status; says in one sentence what was expected and got."""


@dataclass(frozen=True)
class HostStatus:
    """One answer; ``formats`` wait in the receive buffer, ``labels`` of the batch are to come."""

    paper_out: bool
    paused: bool
    formats: int
    buffer_full: bool
    half_format: bool
    head_open: bool
    ribbon_out: bool
    labels: int


def is_whole(answer: bytes) -> bool:
    """Whether all three strings have come."""
    return answer.count(b"\x03") >= len(_FIELDS)


def host_status(answer: bytes) -> HostStatus:
    """The status in an answer of three strings <STX>…<ETX>. Raises HostStatusError.

    String 1: aaa,b paper out,c pause,dddd,eee formats in the buffer,f buffer full,g,h half a
    format,iii,j,k,l. String 2: mmm,n,o head up,p ribbon out,q,r,s,t,uuuuuuuu labels to come,v,www.
    String 3: xxxx,y.
    """
    if not _STRINGS.fullmatch(answer):
        raise HostStatusError(
            "Host status: expected three strings between STX and ETX, got {got!r}.", got=answer[:60]
        )
    first, second, _ = strings = [text.split(b",") for text in _STRING.findall(answer)]
    counts = tuple(len(fields) for fields in strings)
    if counts != _FIELDS or not all(field for fields in strings for field in fields):
        expected, got = (" and ".join(map(str, numbers)) for numbers in (_FIELDS, counts))
        raise HostStatusError(
            "Host status: expected {expected} numbers, got {got}.", expected=expected, got=got
        )
    return HostStatus(
        paper_out=_flag(first, 1, "paper out"),
        paused=_flag(first, 2, "pause"),
        formats=int(first[4]),
        buffer_full=_flag(first, 5, "buffer full"),
        half_format=_flag(first, 7, "partial format"),
        head_open=_flag(second, 2, "head up"),
        ribbon_out=_flag(second, 3, "ribbon out"),
        labels=int(second[8]),
    )


def _flag(fields: list[bytes], place: int, name: str) -> bool:
    if fields[place] not in (b"0", b"1"):
        got = fields[place].decode("ascii")
        raise HostStatusError(
            "Host status: expected 0 or 1 as {name} flag, got {got}.", name=name, got=got
        )
    return fields[place] == b"1"
