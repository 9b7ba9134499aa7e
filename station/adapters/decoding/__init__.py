"""Reading symbols from pictures: `read_file` for one on disk, `Cascade` for any other."""

from collections.abc import Sequence
from pathlib import Path

from station.adapters.decoding import images
from station.adapters.decoding.cascade import DEFAULT_BUDGET_MS, Cascade
from station.adapters.decoding.formats import DEFAULT_FORMATS, KNOWN_FORMATS, choose
from station.adapters.decoding.frames import Frames
from station.adapters.decoding.passes import Pass
from station.adapters.decoding.zbar import second_opinion
from station.ports.decoder import Reading

__all__ = [
    "DEFAULT_BUDGET_MS",
    "DEFAULT_FORMATS",
    "KNOWN_FORMATS",
    "Cascade",
    "Frames",
    "Pass",
    "choose",
    "read_file",
    "second_opinion",
]


def read_file(
    path: Path,
    formats: Sequence[str] = DEFAULT_FORMATS,
    budget_ms: float = DEFAULT_BUDGET_MS,
) -> Reading:
    """Read the symbols of ``formats`` in the picture at ``path`` within ``budget_ms`` milliseconds.

    Raises `FormatError`, `BudgetError` or `ImageError`, each with one sentence.
    """
    return Cascade(choose(formats), hurried=False).decode(images.load(path), budget_ms)
