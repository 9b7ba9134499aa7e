"""Where finished labels go."""

from collections.abc import Mapping
from typing import Protocol

from station.domain.errors import SaidError


class PrinterError(SaidError):
    """The labels cannot go there, in one sentence; nothing was printed."""


class LabelSink(Protocol):
    """Takes labels in two steps, so that none is out before the store knows of it.

    Both raise PrinterError.
    """

    def stage(self, labels: Mapping[str, bytes]) -> None:
        """Hold the labels, by file name, where ``deliver`` cannot fail for want of room."""
        ...

    def deliver(self) -> Mapping[str, str]:
        """Let them out; where each now is, by file name."""
        ...

    def discard(self) -> None:
        """Drop what was staged and not delivered."""
        ...
