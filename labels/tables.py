"""Tables of TOML files held against what they may say; each fault is one whole sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from labels.errors import Phrase, StockError

Rows = tuple[tuple[str, ...], ...]
PointRange = tuple[float, float]

POINT_LIMITS = (5.0, 14.0)
"""Below 5 pt, 203 dpi has fewer than 7 dots for a lower-case letter."""


Values = Mapping[str, Any]
"""A table as its TOML file has it: what is in it is taken out by ``Table``, which checks it."""


@dataclass(frozen=True)
class Table:
    """A table with its title, "Stock 'tube-50x30'"; every method raises `StockError`."""

    title: Phrase
    values: Values

    def check_keys(self, needed: set[str], allowed: set[str]) -> None:
        """Refuse a key that means nothing here, and the lack of one that has to be there."""
        if unknown := sorted(set(self.values) - needed - allowed):
            raise StockError(
                "{title}: expected known keys, got {got}.",
                title=self.title,
                got=", ".join(unknown),
            )
        if absent := sorted(needed - set(self.values)):
            raise StockError(
                "{title}: expected {keys}, got no such key.",
                title=self.title,
                keys=", ".join(absent),
            )

    def word(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.values[key]
        if value not in allowed:
            raise self.error(key, Phrase("one of {known}", known=", ".join(allowed)), value)
        return str(value)

    def words(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of the allowed words, each once; an absent key is an empty list."""
        value = self.values.get(key, [])
        known = _is_list_of(value, str) and set(value) <= set(allowed)
        if not known or len(set(value)) != len(value):
            raise self.error(key, _list_out_of(allowed), value)
        return tuple(value)

    def number(self, key: str, limits: tuple[float, float], absent: float | None = None) -> float:
        """A number within limits; `absent` is what it is when the key is not there."""
        value = self.values.get(key, absent)
        if not _is_number_within(value, limits):
            least, most = limits
            expected = Phrase("a number from {least:g} to {most:g}", least=least, most=most)
            raise self.error(key, expected, value)
        return float(value)

    def whole(self, key: str, limits: tuple[int, int], absent: int | None = None) -> int:
        """A whole number within limits."""
        value = self.values.get(key, absent)
        if not isinstance(value, int) or not _is_number_within(value, limits):
            least, most = limits
            expected = Phrase("a whole number from {least} to {most}", least=least, most=most)
            raise self.error(key, expected, value)
        return value

    def one_of(self, key: str, allowed: tuple[int, ...], absent: int) -> int:
        """One of the allowed numbers."""
        value = self.values.get(key, absent)
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            known = ", ".join(map(str, allowed))
            raise self.error(key, Phrase("one of {known}", known=known), value)
        return value

    def wholes(self, key: str, allowed: tuple[int, ...], absent: list[int]) -> tuple[int, ...]:
        """A list of some of the allowed numbers, each once and at least one."""
        value = self.values.get(key, absent)
        known = _is_list_of(value, int) and set(value) <= set(allowed)
        if not known or not value or len(set(value)) != len(value):
            raise self.error(key, _list_out_of(allowed), value)
        return tuple(value)

    def flag(self, key: str, *, absent: bool) -> bool:
        """True or false."""
        value = self.values.get(key, absent)
        if not isinstance(value, bool):
            raise self.error(key, Phrase("true or false"), value)
        return value

    def points(self, key: str) -> PointRange:
        """The largest and the smallest size of a text in points."""
        value = self.values[key]
        if (
            not isinstance(value, list)
            or len(value) != 2
            or not all(_is_number_within(size, POINT_LIMITS) for size in value)
            or value[0] < value[1]
        ):
            least, most = POINT_LIMITS
            expected = Phrase(
                "the largest and the smallest size, {least:g} to {most:g} points",
                least=least,
                most=most,
            )
            raise self.error(key, expected, value)
        return (float(value[0]), float(value[1]))

    def rows(self, key: str, known: tuple[str, ...]) -> Rows:
        """Rows of elements; an absent key is no row."""
        value = self.values.get(key, [])
        if not _is_list_of(value, list) or not all(row and _is_list_of(row, str) for row in value):
            raise self.error(key, Phrase("a list of rows, each a list of elements"), value)
        for element in (element for row in value for element in row):
            if element not in known:
                expected = Phrase("elements out of {known}", known=", ".join(known))
                raise self.error(key, expected, element)
        return tuple(tuple(row) for row in value)

    def table(self, key: str) -> "Table":
        """A table in this one."""
        value = self.values[key]
        if not isinstance(value, Mapping):
            raise self.error(key, Phrase("a table"), value)
        return Table(Phrase("{title}, {key}", title=self.title, key=key), value)

    def error(self, key: str, expected: Phrase, got: object) -> StockError:
        """What is wrong with one key."""
        return StockError(
            "{title}, {key}: expected {expected}, got {got!r}.",
            title=self.title,
            key=key,
            expected=expected,
            got=got,
        )


def _list_out_of(allowed: tuple[object, ...]) -> Phrase:
    return Phrase("a list out of {known}, each once", known=", ".join(map(str, allowed)))


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _is_number_within(value: object, limits: tuple[float, float]) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and limits[0] <= cast(float, value) <= limits[1]
