"""A TOML file read whole, with the line of each key, or one sentence about why it cannot be."""

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources.abc import Traversable

from station.adapters.schema_sentences import sentence, show
from station.adapters.toml_lines import KeyPath, key_lines, line_of
from station.domain.data import Data
from station.ports.catalogue import BrokenFile

MAX_FILE_BYTES = 1_000_000  # a protocol is some kilobytes: more is another kind of file
MAX_PROBLEMS = 20  # named of one file: enough to mend it by, and still a page

Found = tuple[KeyPath, str]  # which key, and one sentence about it


@dataclass(frozen=True)
class TomlFile:
    """A file that is valid TOML; dates and numbers without a value have become text."""

    path: str
    data: Data
    lines: Mapping[KeyPath, int]

    def broken(self, found: Iterator[Found]) -> list[BrokenFile]:
        """What was found, with file and line."""
        named = {BrokenFile(self.path, line_of(path, self.lines), what) for path, what in found}
        return sorted(named, key=lambda one: (one.line, one.reason))[:MAX_PROBLEMS]


def read_toml(path: Traversable) -> TomlFile | BrokenFile:
    """The file, or what is wrong with it; never raises."""
    if not path.is_file():
        return BrokenFile(str(path), 0, sentence((), "a file", "something else"))
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return BrokenFile(str(path), 0, sentence((), "one that can be read", show(error.strerror)))
    if len(raw) > MAX_FILE_BYTES:
        return BrokenFile(str(path), 0, sentence((), f"at most {MAX_FILE_BYTES} bytes", "more"))
    try:
        return _parsed(str(path), raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        got = f"the byte 0x{raw[error.start]:02x}"
        return BrokenFile(str(path), line, sentence((), "UTF-8 text", got))


def _parsed(path: str, text: str) -> TomlFile | BrokenFile:
    try:
        data = tomllib.loads(text)
        return TomlFile(path, {key: _plain(part) for key, part in data.items()}, key_lines(text))
    except RecursionError:
        return BrokenFile(path, 0, sentence((), "valid TOML", "tables within tables too deep"))
    except ValueError as error:  # TOMLDecodeError, and what tomllib lets through from int()
        said, _, place = str(error).partition(" (at ")
        reason = sentence((), "valid TOML", f"'{said}'")
        return BrokenFile(path, _line_in(place, text), reason)


def _line_in(place: str, text: str) -> int:
    # tomllib says "line 3, column 5)" or "end of document)", and of an int too long no place.
    if place.startswith("end"):
        return text.rstrip("\n").count("\n") + 1
    found = re.match(r"line ([0-9]+)", place)
    return int(found[1]) if found else 0


def _plain(value: object) -> object:
    # JSON has no dates, no nan and no inf: as text they meet the schema, which asks for a number.
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
