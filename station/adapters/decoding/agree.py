"""Decides what was read when several decoders and several scans have looked at one picture.

Two different texts at one place are no read, and what may be a misread needs a second read that
agrees: a misread is worse than no read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from station.adapters.decoding.places import reading_order, same_place
from station.ports.decoder import Corners, Disagreement, Symbol

ZXING = "zxing"
ZBAR = "zbar"


@dataclass(frozen=True)
class DecoderRead:
    """What one decoder read in one scan; corners in pixels of the picture itself."""

    text: str
    symbology: str
    corners: Corners
    decoder: str
    scan: str
    alone: bool = False  # is believed without a second read


def agree(reads: Iterable[DecoderRead]) -> tuple[tuple[Symbol, ...], tuple[Disagreement, ...]]:
    """Return what was read and what is disagreed upon, from top to bottom, then left to right.

    A place with a single look that is not believed alone is in neither.
    """
    places = sorted(_places(reads), key=lambda place: reading_order(place[0].corners))
    contested = [place for place in places if _is_contested(place)]
    believed = [place for place in places if place not in contested and _is_believed(place)]
    return tuple(map(_symbol, believed)), tuple(map(_disagreement, contested))


def _places(reads: Iterable[DecoderRead]) -> list[list[DecoderRead]]:
    places: list[list[DecoderRead]] = []
    for read in reads:
        near = [p for p in places if any(same_place(read.corners, r.corners) for r in p)]
        places = [place for place in places if place not in near]
        places.append([*(r for place in near for r in place), read])
    return places


def _is_contested(place: Sequence[DecoderRead]) -> bool:
    return len({(read.symbology, read.text) for read in place}) > 1


def _is_believed(place: Sequence[DecoderRead]) -> bool:
    looks = {(read.decoder, read.scan) for read in place}
    return len(looks) > 1 or any(read.alone for read in place)


def _symbol(place: Sequence[DecoderRead]) -> Symbol:
    first = place[0]
    decoders = tuple(name for name in (ZXING, ZBAR) if any(r.decoder == name for r in place))
    return Symbol(first.text, first.symbology, first.corners, decoders)


def _disagreement(place: Sequence[DecoderRead]) -> Disagreement:
    texts = dict.fromkeys((read.decoder, read.text) for read in place)
    return Disagreement(place[0].corners, tuple(texts))
