"""What reads symbols in pictures: one cascade, for files, for frames and for uploads."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from station.ports.decoder import Reading
from station.ports.viewfinder import Viewfinder

if TYPE_CHECKING:
    from station.adapters.decoding import Cascade, Frames


def cascade_of(formats: Sequence[str], *, hurried: bool = True) -> "Cascade":
    """What reads every picture of the station; no symbology named is those that it prints."""
    from station.adapters.decoding import Cascade, choose

    return Cascade(choose(formats), hurried=hurried)


def unhurried_cascade() -> "Cascade":
    """The same for what is measured: its clock stands, so that a busy machine reads as much."""
    from station.adapters.decoding import Cascade, choose

    return Cascade(choose(()), clock_s=lambda: 0.0)


def frames_of(formats: Sequence[str]) -> "Frames":
    """What reads the frames of one camera, one after the other."""
    from station.adapters.decoding import Frames

    return Frames(cascade_of(formats))


def read_file(path: Path, formats: Sequence[str], budget_ms: float) -> Reading:
    """All symbols of an image file, of these symbologies; none named as in ``cascade_of``."""
    from station.adapters import decoding

    return decoding.read_file(path, formats, budget_ms)


def picture_reader(formats: Sequence[str] = ()) -> Callable[[bytes, str], Reading]:
    """What reads all symbols of a picture that is here already, with its name."""
    from station.adapters.decoding import DEFAULT_BUDGET_MS, images

    def read(data: bytes, name: str) -> Reading:
        cascade = cascade_of(formats, hurried=False)
        return cascade.decode(images.grey(data, Path(name)), DEFAULT_BUDGET_MS)

    return read


def frame_decoder(formats: Sequence[str] = ()) -> Viewfinder:
    """What reads the frames that a tablet sends, and looks at them."""
    from station.adapters.readers.jpeg import JpegFrames

    return JpegFrames(lambda: frames_of(formats))
