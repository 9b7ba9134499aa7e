"""What every use case is given: the station's store, clock, catalogue and language."""

from collections.abc import Callable
from dataclasses import dataclass

from station.domain.texts import Language
from station.ports.catalogue import Catalogue
from station.ports.clock import Clock
from station.ports.store import Store


@dataclass(frozen=True)
class Station:
    """One station, wired by ``bootstrap``; ``fonts`` gives the regular and the bold font file.

    ``language`` is that of whoever asks. Labels are in the hospital's: anyone may read them next.
    """

    store: Store
    clock: Clock
    catalogue: Catalogue
    language: Language
    fonts: Callable[[], tuple[bytes, bytes]]
    label_language: Language
