"""IPP requests and answers as bytes (RFC 8010): as much of it as printing one label needs."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from station.domain.errors import SaidError

VERSION = (2, 0)  # every printer since 2005, and all of CUPS

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B
BUSY = 0x0507  # server-error-busy, RFC 8011 B.1.5.8
OPERATION, JOB, END, PRINTER = 1, 2, 3, 4  # groups; what is below 0x10 is no value

INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
COLLECTION, END_COLLECTION, MEMBER = 0x34, 0x37, 0x4A
_NUMBERS = (INTEGER, ENUM)

MAX_ANSWER = 1_000_000
"""Bytes: all attributes of a large printer are 60 kB; more is another kind of server."""


class IppError(SaidError):
    """The answer is no IPP; says in one sentence what was expected and got."""


@dataclass(frozen=True)
class Value:
    """One attribute's value with its tag of RFC 8010, 3.5.2.

    A collection is a table of values, a set of texts a tuple.
    """

    tag: int
    value: "int | bool | str | tuple[str, ...] | Mapping[str, Value]"


@dataclass(frozen=True)
class Answer:
    """A response: its status code, and each attribute's values, those of all groups together."""

    status: int
    attributes: Mapping[str, tuple[int | bool | str, ...]]

    @property
    def ok(self) -> bool:
        """Whether it is one of the successful codes, RFC 8011 B.1.2."""
        return self.status < 0x0100

    def first(self, name: str) -> int | bool | str | None:
        """The first value of an attribute; None where there is none."""
        return next(iter(self.attributes.get(name, ())), None)

    def keywords(self, name: str) -> tuple[str, ...]:
        """The texts of an attribute."""
        return tuple(v for v in self.attributes.get(name, ()) if isinstance(v, str))


def request(
    operation: int,
    number: int,
    attributes: Mapping[str, Value],
    job: Mapping[str, Value] | None = None,
) -> bytes:
    """A request without its document, which follows it. Charset and language are put in front."""
    head = struct.pack(">BBHI", *VERSION, operation, number)
    always = {
        "attributes-charset": Value(CHARSET, "utf-8"),
        "attributes-natural-language": Value(LANGUAGE, "en"),
    }
    groups = [_group(OPERATION, {**always, **attributes})]
    if job:
        groups.append(_group(JOB, job))
    return head + b"".join(groups) + bytes([END])


def _group(tag: int, attributes: Mapping[str, Value]) -> bytes:
    return bytes([tag]) + b"".join(_attribute(name, value) for name, value in attributes.items())


def _attribute(name: str, value: Value) -> bytes:
    if isinstance(value.value, tuple):
        names = (name, *[""] * (len(value.value) - 1))
        texts = zip(names, value.value, strict=True)
        return b"".join(_field(value.tag, each, text.encode()) for each, text in texts)
    if not isinstance(value.value, Mapping):
        return _field(value.tag, name, _plain(value.value))
    members = b"".join(
        _field(MEMBER, "", member.encode()) + _attribute("", inner)
        for member, inner in value.value.items()
    )
    return _field(COLLECTION, name, b"") + members + _field(END_COLLECTION, "", b"")


def _plain(value: int | bool | str) -> bytes:
    if isinstance(value, bool):
        return bytes([value])
    return struct.pack(">i", value) if isinstance(value, int) else value.encode()


def _field(tag: int, name: str, value: bytes) -> bytes:
    return (
        struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value
    )


def answer(content: bytes) -> Answer:
    """Read a response; what stands in collections is left out. Raises IppError."""
    try:
        _, _, status, _ = struct.unpack_from(">BBHI", content)
        return Answer(status, _attributes(content, 8))
    except (struct.error, IndexError) as error:
        raise IppError(
            "IPP: expected a whole answer, got {got} bytes.", got=len(content)
        ) from error
    except UnicodeDecodeError as error:
        raise IppError("IPP: expected texts in UTF-8, got others.") from error


def _attributes(content: bytes, at: int) -> dict[str, tuple[int | bool | str, ...]]:
    found: dict[str, tuple[int | bool | str, ...]] = {}
    name, depth = "", 0
    while (tag := content[at]) != END:
        at += 1
        if tag < 0x10:
            continue
        own, at = _text(content, at)
        raw, at = _text(content, at)
        depth += (tag == COLLECTION) - (tag == END_COLLECTION)
        name = own.decode() or name
        if not depth and tag != END_COLLECTION:
            found[name] = (*found.get(name, ()), _value(tag, raw))
    return found


def _text(content: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", content, at)
    # A slice would do, but would not fail where there is less.
    (text,) = struct.unpack_from(f"{length}s", content, at + 2)
    return text, at + 2 + length


def _value(tag: int, raw: bytes) -> int | bool | str:
    if tag in _NUMBERS:
        number: int = struct.unpack(">i", raw)[0]
        return number
    if tag == BOOLEAN:
        return raw != b"\0"
    return raw.decode() if tag >= 0x40 else raw.hex()
