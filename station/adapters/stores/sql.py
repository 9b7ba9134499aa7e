"""What the parts of the embedded store share of its connection."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station.adapters.stores.rows import Row
from station.domain.data import Data


@dataclass(frozen=True)
class Sql:
    """The connection of a store; each function may raise StoreError.

    ``execute`` raises ConflictError where another connection was first.
    """

    path: Path
    writing: Callable[[], AbstractContextManager[None]]
    execute: Callable[..., Any]
    rows: Callable[..., list[Row]]

    def one(self, sql: str, values: tuple[object, ...] = ()) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, values)), None)

    def insert(self, table: str, row: Data, *, replace: bool = False) -> None:
        """One row more, or in place of the one with its key."""
        columns = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" * len(row))
        verb = "INSERT OR REPLACE" if replace else "INSERT"
        self.execute(f'{verb} INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))
