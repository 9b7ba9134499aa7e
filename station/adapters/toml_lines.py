"""Which line of a TOML file says a key, so that what is wrong in it can be named to the line."""

import re
import tomllib
from collections import deque
from collections.abc import Iterator, Mapping

KeyPath = tuple[str | int, ...]

# Enough of the TOML 1.0 grammar to follow the keys of a text that tomllib has already accepted.
_TOKEN = re.compile(
    r"""(?P<blank>[ \t]+ | \#[^\n]*)
      | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5}
                 | \"(?:\\.|[^\"\\])*\" | '[^']*')
      | (?P<mark>[\[\]{}=,.\n])
      | (?P<word>[^\s\[\]{}=,.\#\"']+)""",
    re.VERBOSE | re.DOTALL,
)


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """The line, from 1, on which each key, table and list entry of a valid TOML text begins.

    >>> lines = key_lines('sites = [\\n  "a",\\n  "b",\\n]\\n[[box]]\\nx.y = {z = 1}\\n')
    >>> lines["sites", 1], lines["box", 0], lines["box", 0, "x", "y", "z"]
    (3, 5, 6)
    """
    walk = _Walk(text)
    walk.file()
    return walk.lines


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """The line of a key, or of the nearest table that should have held it; 0 is the whole file.

    >>> line_of(("kinds", "flow", "stock"), {("kinds",): 2, ("kinds", "flow"): 5})
    5
    >>> line_of(("title",), {})
    0
    """
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "blank":
            yield found.group(), line
        line += found.group().count("\n")


class _Walk:
    """One walk down the tokens; ``lines`` grows as keys go by."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._tokens = deque(_tokens(text))
        self._lengths: dict[KeyPath, int] = {}  # of each list of tables, so far

    def file(self) -> None:
        table: KeyPath = ()
        while self._tokens:
            line = self._tokens[0][1]
            if self._take("["):
                table = self._header(line)
            elif not self._take("\n"):
                self._pair(table)

    def _take(self, *marks: str) -> bool:
        taken = self._tokens[0][0] in marks
        if taken:
            self._tokens.popleft()
        return taken

    def _header(self, line: int) -> KeyPath:
        is_list = self._take("[")
        *outer, last = self._key()
        path: KeyPath = ()
        for part in outer:
            path = (*path, part)
            self.lines.setdefault(path, line)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        path = (*path, last)
        self.lines.setdefault(path, line)
        if is_list:
            self._take("]")
            self._lengths[path] = self._lengths.get(path, 0) + 1
            path = (*path, self._lengths[path] - 1)
            self.lines[path] = line
        self._take("]")
        return path

    def _key(self) -> list[str]:
        parts = [_unquoted(self._tokens.popleft()[0])]
        while self._take("."):
            parts.append(_unquoted(self._tokens.popleft()[0]))
        return parts

    def _pair(self, table: KeyPath) -> None:
        path, line = table, self._tokens[0][1]
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._take("=")
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._take("["):
            index = 0
            while not self._take("]"):
                if not self._take(",", "\n"):
                    self.lines[*path, index] = self._tokens[0][1]
                    self._value((*path, index))
                    index += 1
        elif self._take("{"):
            while not self._take("}"):
                if not self._take(",", "\n"):
                    self._pair(path)
        else:
            while self._tokens and self._tokens[0][0] not in {",", "]", "}", "\n"}:
                self._tokens.popleft()


def _unquoted(part: str) -> str:
    return str(tomllib.loads(f"key = {part}")["key"]) if part[0] in "\"'" else part
