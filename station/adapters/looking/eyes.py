"""Looks at whole pictures of a tray: its codes, and the caps beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from station.adapters.looking.caps import caps
from station.ports.decoder import Decoder, Reading, Symbol
from station.ports.viewfinder import Shot


@dataclass(frozen=True)
class TrayEyes:
    """Reads each picture within ``budget_ms`` a look; implements ``ports.viewfinder.Eyes``."""

    decoder: Decoder
    budget_ms: float

    def read(self, shot: Shot, wanted: int) -> Reading:
        """Read until ``wanted`` symbols are found, or the time is over."""
        return self.decoder.decode(shot.grey, self.budget_ms, wanted)

    def caps(self, shot: Shot, symbols: Sequence[Symbol]) -> Mapping[str, str]:
        """The colours of the caps beside these symbols."""
        return caps(shot.colour, symbols)
