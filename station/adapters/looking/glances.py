"""What a camera shows to whoever tests it: each code once, each hint when it comes."""

from collections.abc import Iterable, Iterator

from station.adapters.looking.hints import hints
from station.ports.decoder import Decoder
from station.ports.viewfinder import Glance, Hint, Shot

BUDGET_MS = 150.0  # a frame's; the next one is another chance
SETTLED = 5  # frames: a hint that comes and goes within a fifth of a second helps nobody


def glances(shots: Iterable[Shot], decoder: Decoder) -> Iterator[Glance]:
    """A glance at each change of what is read, or of what would help."""
    read: frozenset[str] = frozenset()
    said: tuple[Hint, ...] = ()
    before: tuple[Hint, ...] = ()
    same = 0
    for shot in shots:
        reading = decoder.decode(shot.grey, BUDGET_MS)
        symbols = reading.symbols
        now = hints(shot.grey, symbols, reading.disagreements)
        same = same + 1 if now == before else 1
        before = now
        fresh = tuple(symbol for symbol in symbols if symbol.text not in read)
        read |= {symbol.text for symbol in symbols}
        settled = now if same >= SETTLED and now != said else ()
        said = now if same >= SETTLED else said
        if fresh or settled:
            yield Glance(fresh, settled)
