"""What a page draws over its camera's picture: reads with their marks, doubts, hints."""

from collections.abc import Mapping, Sequence

from station.app.station import Station
from station.app.tray_session import Looked
from station.domain.identifiers import canonical
from station.domain.texts import CAMERA
from station.ports.decoder import Reading, Symbol
from station.ports.viewfinder import FrameView

Outline = Mapping[str, object]


def outlines(symbols: Sequence[Symbol]) -> list[Outline]:
    """Corners in pixels of the frame as it was sent."""
    return [{"text": s.text, "corners": s.corners, "symbology": s.symbology} for s in symbols]


def tray_outlines(looked: Looked) -> list[Outline]:
    """The same of a tray's frame, each with its mark."""
    return [
        {"text": s.text, "corners": s.corners, "shape": looked.shapes.get(canonical(s.text))}
        for s in looked.view.reading.symbols
    ]


def doubts(reading: Reading) -> list[Outline]:
    """The places that two readings disagree about: drawn with their mark, and no text."""
    return [
        {"text": "", "corners": place.corners, "shape": "question"}
        for place in reading.disagreements
    ]


def seen_beside(view: FrameView, station: Station) -> Mapping[str, object]:
    """What a viewfinder shows beside its reads: hints, and outlines that are drawn on for a moment.

    What is held is no read, and nothing is done with it.
    """
    held = [one.symbol.corners for one in view.held if one.frames]
    return {"held": held, "hints": [CAMERA[station.language][code] for code in view.hints]}
