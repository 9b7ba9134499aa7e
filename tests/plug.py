"""A serial reader's cable, for the tests: a pseudo-terminal that can be unplugged."""

import os
from pathlib import Path

A, B = "00017000042103", "00017000043200"


class Plug:
    """A reader's cable: a pty behind a symbolic link, as udev makes one for a USB device."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._ends: tuple[int, int] | None = None

    def plug_in(self) -> None:
        """A new pty, under the same name."""
        self._ends = os.openpty()
        self.link.symlink_to(os.ttyname(self._ends[1]))

    def unplug(self) -> None:
        """The device and its name are gone."""
        self.link.unlink()
        for end in self._ends or ():
            os.close(end)
        self._ends = None

    def send(self, data: bytes) -> None:
        """What the reader sends."""
        assert self._ends is not None
        os.write(self._ends[0], data)
