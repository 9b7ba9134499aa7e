"""What the parts of the embedded store share of its connection."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station.adapters.stores.rows import Row


@dataclass(frozen=True)
class Sql:
    """The connection of a store; each function may raise StoreError."""

    path: Path
    writing: Callable[[], AbstractContextManager[None]]
    execute: Callable[..., Any]
    rows: Callable[..., list[Row]]
