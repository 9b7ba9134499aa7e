"""The connection of a store, as the tables that stand in files of their own use it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Sql:
    """Each function may raise StoreError; ``execute`` ConflictError where another was first."""

    path: Path
    writing: Callable[[], AbstractContextManager[None]]
    execute: Callable[..., Any]
    rows: Callable[..., list[Row]]

    def one(self, sql: str, values: tuple[Any, ...] = ()) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, values)), None)

    def insert(self, table: str, row: Mapping[str, Any], *, replace: bool = False) -> None:
        """One row more; with ``replace`` instead of the one that has its key."""
        columns = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" * len(row))
        verb = "INSERT OR REPLACE" if replace else "INSERT"
        self.execute(f'{verb} INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))
