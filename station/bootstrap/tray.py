"""A look at a tray: where its pictures come from, what looks at them, what is drawn over them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from station.adapters.fonts import label_fonts
from station.adapters.system_clock import SystemClock
from station.app.tray import Source
from station.bootstrap.decoding import cascade_of
from station.ports.reader import ReaderError
from station.ports.viewfinder import Caption, Drawn, Eyes, Shot


def tray_source(sources: Sequence[str]) -> Source:
    """What a tray is looked at in: pictures, a film, or a camera."""
    from station.adapters.readers.camera import is_file
    from station.adapters.readers.shots import is_camera

    moving = [source for source in sources if is_camera(source)]
    if not moving:
        return "pictures"
    return "film" if all(map(is_file, moving)) else "camera"


def tray_shots(sources: Sequence[str], seconds: float) -> Iterator[Shot]:
    """The pictures of a tray: those of image files, or of one camera for so many seconds.

    Raises ImageError for a file that is no picture, ReaderError for a camera that sends none, or
    beside another source.
    """
    from station.adapters.decoding import images
    from station.adapters.looking import pictures
    from station.adapters.readers.shots import camera_shots

    if tray_source(sources) == "pictures":
        for source in sources:
            yield pictures.shot(source, images.load(Path(source)))
    elif len(sources) == 1:
        yield from camera_shots(sources[0], seconds, SystemClock())
    else:
        raise ReaderError("Tray: expected image files, or one camera alone, got both.")


def tray_eyes(formats: Sequence[str] = ()) -> Eyes:
    """What looks at whole pictures of a tray."""
    from station.adapters.looking.eyes import TrayEyes

    return TrayEyes(cascade_of(formats, hurried=False))


def tray_overlay(shot: Shot, marks: Sequence[Drawn], lines: Sequence[Caption]) -> bytes:
    """A PNG of a tray's picture with its marks, and the lines below it."""
    from station.adapters.looking.overlay import overlay

    return overlay(shot.colour, marks, lines, label_fonts())
