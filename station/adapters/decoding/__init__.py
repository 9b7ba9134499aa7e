"""Reading symbols from pictures: `read_file` for one on disk, `read_bytes` for one in memory."""

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
    "read_bytes",
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


def read_bytes(data: bytes, name: str) -> Reading:
    """`read_file` for a picture that is here already and is called ``name``."""
    cascade = Cascade(choose(DEFAULT_FORMATS), hurried=False)
    return cascade.decode(images.grey(data, Path(name)), DEFAULT_BUDGET_MS)
