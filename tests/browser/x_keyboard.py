"""A USB reader that types: real X key events on a display of its own, by the XTEST extension."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from Xlib import X
from Xlib.display import Display
from Xlib.ext.xtest import fake_input

# Positions on an ordinary keyboard as X numbers them, and what the US layout has there.
ROWS = {
    10: "1234567890-=",
    24: "qwertyuiop[]",
    38: "asdfghjkl;'`",
    51: "\\zxcvbnm,./",
    65: " ",
}
SHIFTED = str.maketrans("1234567890-=[];'`\\,./", '!@#$%^&*()_+{}:"~|<>?')
NAMED = {"\n": 36, "\t": 23, "<shift>": 50, "<caps>": 66, "<altgr>": 108, "<control>": 37}
US_KEYS = {
    character: (first + offset, shift)
    for first, row in ROWS.items()
    for offset, plain in enumerate(row)
    for shift, character in ((True, plain.upper().translate(SHIFTED)), (False, plain))
}


@dataclass(frozen=True)
class Press:
    """One key, and the modifiers ('<shift>', '<altgr>', '<control>') held while it goes down."""

    code: int
    held: tuple[str, ...] = ()


def us_reader(text: str) -> list[Press]:
    """The keys that a reader set to a US keyboard presses for a text; '\\n' and '\\t' end it."""
    return [us_press(character) for character in text]


def us_press(character: str) -> Press:
    """One key of such a reader; it sends GS as Ctrl+]."""
    if character == "\x1d":
        return Press(US_KEYS["]"][0], ("<control>",))
    if character in NAMED:
        return Press(NAMED[character])
    code, shift = US_KEYS[character]
    return Press(code, ("<shift>",) if shift else ())


class Keyboard:
    """Presses keys on one X display."""

    def __init__(self, display: str) -> None:
        self._name = display
        self._display = Display(display)

    def layout(self, name: str) -> None:
        """Set the layout of the display: 'us', 'no'."""
        subprocess.run(["setxkbmap", "-display", self._name, name], check=True)

    def type(self, keys: Sequence[Press], gap_ms: float) -> None:
        """Press and release each key; ``gap_ms`` lies between two presses."""
        begun = time.monotonic()
        for count, key in enumerate(keys):
            time.sleep(max(0.0, begun + count * gap_ms / 1000 - time.monotonic()))
            self._press(key)
            if gap_ms:
                self._display.sync()
        self._display.sync()

    def tap(self, name: str) -> None:
        self.down(name)
        self.up(name)

    def down(self, name: str) -> None:
        fake_input(self._display, X.KeyPress, us_press(name).code)
        self._display.sync()

    def up(self, name: str) -> None:
        fake_input(self._display, X.KeyRelease, us_press(name).code)
        self._display.sync()

    def close(self) -> None:
        self._display.close()

    def _press(self, key: Press) -> None:
        for name in key.held:
            fake_input(self._display, X.KeyPress, NAMED[name])
        fake_input(self._display, X.KeyPress, key.code)
        fake_input(self._display, X.KeyRelease, key.code)
        for name in reversed(key.held):
            fake_input(self._display, X.KeyRelease, NAMED[name])


@contextmanager
def x_display() -> Iterator[str]:
    """A display without a screen; its name, such as ':99'."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        number = server.stdout.readline().strip()
        assert number, "Xvfb: expected the number of its display, got none."
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()
