"""What a hospital may collect and print on: protocols, kinds and stocks, read from files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from station.domain.data import Data
from station.domain.protocol import ContainerPlan, Names, Protocol


@dataclass(frozen=True)
class BrokenFile:
    """One thing wrong with one file. ``line`` counts from 1; 0 is the file as a whole."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line else ""
        return f"{self.file}{place}: {self.reason}"


@dataclass(frozen=True)
class Catalogue:
    """All that can be used, by name, and all that cannot, by file.

    ``kinds`` are for containers added at the bedside: as in common.toml, with order 0.
    ``stocks``, ``profiles`` and ``sheets`` are the tables of stocks.toml, readers.toml and
    sheets.toml as they stand there. ``unnamed`` are the desks, sites and choices in use that
    ``names`` lacks; nothing is out of use for that.
    """

    protocols: Mapping[str, Protocol]
    kinds: Mapping[str, ContainerPlan]
    stocks: Mapping[str, Data]
    broken: tuple[BrokenFile, ...]
    profiles: Mapping[str, Data]
    sheets: Mapping[str, Data]
    second_identifiers: tuple[str, ...] = ()  # types that stand in for an unknown birth date
    names: Names = field(default_factory=Names)
    unnamed: tuple[BrokenFile, ...] = ()
