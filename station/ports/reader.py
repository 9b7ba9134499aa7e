"""What reads codes by itself, and what it says: a text that was read, or how it fares."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from station.domain.errors import StationError

ReaderCondition = Literal["ready", "lost", "ended", "not-read"]


class ReaderError(StationError):
    """A reader that cannot be: what names it names none."""


@dataclass(frozen=True)
class Read:
    """One scan: its text as it came, when (UTC), from which of ``codes.SOURCES``.

    ``scan_id`` is this scan's own. ``symbology`` is None where the reader does not say it.
    """

    text: str
    at: datetime
    source: str
    scan_id: str
    symbology: str | None = None


@dataclass(frozen=True)
class Notice:
    """How a reader fares: it is ready, lost, at its end, or a scan did not come whole or
    was two codes.

    ``detail`` is one sentence for whoever looks after the reader; no scanned text is in it.
    """

    code: ReaderCondition
    at: datetime
    detail: str


class Reader(Protocol):
    """One reader at one place."""

    @property
    def name(self) -> str:
        """What people call it; holds no password."""
        ...

    @property
    def place(self) -> str:
        """The place whose scans these are."""
        ...

    def __iter__(self) -> Iterator[Read | Notice]:
        """What it says, as it comes; ends when it is closed, or with its source.

        Raises nothing: what goes wrong is a notice, and what was lost is opened again.
        """
        ...

    def close(self) -> None:
        """Let the iteration end soon; from any thread, more than once."""
        ...
