"""What runs beside the page, such as a reader's thread, and has ended by a fault."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Runners(Protocol):
    """Kept for whoever asks how the station is. Every method may raise StoreError."""

    def started(self, runner: str) -> None:
        """It runs, whatever was said of it before."""
        ...

    def ended(self, runner: str, why: str, at: datetime) -> None:
        """It runs no longer, though nobody stopped it."""
        ...

    def gone(self) -> Mapping[str, str]:
        """Those that have ended and were not started since, and why, by name."""
        ...
