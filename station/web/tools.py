"""What the page needs from outside the station: the doctor, what reads pictures, the cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from station.domain.texts import Language
from station.ports.decoder import Reading
from station.ports.viewfinder import Viewfinder


class Finding(Protocol):
    """One answer of the doctor: what was looked at, whether it is well, and one sentence."""

    @property
    def check(self) -> str:
        """A word for it."""
        ...

    @property
    def ok(self) -> bool:
        """Whether it is well."""
        ...

    @property
    def detail(self) -> str:
        """For whoever looks after the station."""
        ...


@dataclass(frozen=True)
class Tools:
    """The doctor, what reads a picture by its name, the cards as a PDF, what reads frames."""

    examine: Callable[[], Sequence[Finding]]
    read: Callable[[bytes, str], Reading]
    cards: Callable[[Language], bytes]
    viewfinder: Viewfinder
