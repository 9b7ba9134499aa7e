"""The runners of the embedded store that have ended."""

from collections.abc import Mapping
from datetime import datetime

from station.adapters.stores.sql import Sql
from station.codecs.stored import instant


class SqliteRunners:
    """Implements ``ports.runners.Runners``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def started(self, runner: str) -> None:
        """Writes only where there is something to take back."""
        if runner in self.gone():
            with self._sql.writing():
                self._sql.execute("DELETE FROM runner WHERE runner = ?", (runner,))

    def ended(self, runner: str, why: str, at: datetime) -> None:
        """The last end counts."""
        with self._sql.writing():
            self._sql.execute(
                "INSERT OR REPLACE INTO runner VALUES (?, ?, ?)", (runner, why, instant(at))
            )

    def gone(self) -> Mapping[str, str]:
        """By name."""
        rows = self._sql.rows("SELECT runner, why FROM runner ORDER BY runner")
        return {row["runner"]: row["why"] for row in rows}
