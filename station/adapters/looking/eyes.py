"""Looks at whole pictures of a tray: its codes, and the caps beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from station.adapters.looking.caps import caps
from station.ports.decoder import Decoder, Reading, Symbol
from station.ports.viewfinder import Shot


@dataclass(frozen=True)
class TrayEyes:
    """Reads pictures with a decoder; implements ``ports.viewfinder.Eyes``."""

    decoder: Decoder

    def read(self, shot: Shot, wanted: int, budget_ms: float) -> Reading:
        """Read until ``wanted`` symbols are found, or the time is over."""
        return self.decoder.decode(shot.grey, budget_ms, wanted)

    def caps(self, shot: Shot, symbols: Sequence[Symbol]) -> Mapping[str, str]:
        """The colours of the caps beside these symbols."""
        return caps(shot.colour, symbols)
