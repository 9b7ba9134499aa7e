"""What a reader's keys spell: by the place of each key, whatever layout the machine has.

A reader that types is set to the US layout unless a person changed that, and sends the place of
each key; a desktop would make Norwegian of it. Here nothing stands between.
"""

from dataclasses import dataclass, replace

DOWN, REPEATED = 1, 2  # values of a key event; 0 is its release
ENDS = frozenset({28, 96, 15})  # Enter, the keypad's Enter, Tab
SHIFTS = frozenset({42, 54})
CONTROLS = frozenset(
    {29, 97, 56, 100, 125, 126}
)  # Ctrl, Alt, Meta: what comes with them is no text
CAPS_LOCK = 58
GS = "\x1d"  # GS1's separator, which readers send as Ctrl+]
GS_KEY = 27

# By Linux input event codes, which name the place of a key on a US keyboard
# (linux/input-event-codes.h): what it gives alone, and with Shift.
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (55, "*", "*"),
    (98, "/", "/"),
)
KEYS = {
    first + n: (plain, shifted)
    for first, row, upper in _ROWS
    for n, (plain, shifted) in enumerate(zip(row, upper, strict=True))
}
LONGEST = 256  # characters; three times the longest text: what is longer has lost its end


@dataclass(frozen=True)
class Spelling:
    """What was spelled so far, and which keys are held. ``caps`` is the reader's own Caps Lock.

    ``odd`` says that a key came which spells nothing: the text is not what was scanned.
    """

    text: str = ""
    held: frozenset[int] = frozenset()
    caps: bool = False
    odd: bool = False


@dataclass(frozen=True)
class Spelled:
    """One scan, ended by Enter or Tab. ``whole`` is False when a key of it was not understood."""

    text: str
    whole: bool


def press(spelling: Spelling, code: int, value: int) -> tuple[Spelling, Spelled | None]:
    """What is spelled after one key event, and the scan that it ends.

    >>> done = Spelling()
    >>> for code in (30, 2, 28):
    ...     done, scan = press(done, code, DOWN)
    >>> scan
    Spelled(text='a1', whole=True)
    """
    if code in SHIFTS | CONTROLS:
        held = spelling.held | {code} if value else spelling.held - {code}
        return replace(spelling, held=held), None
    if value != DOWN:
        return spelling, None
    if code == CAPS_LOCK:
        return replace(spelling, caps=not spelling.caps), None
    if code in ENDS and not spelling.held & CONTROLS:
        # Shift may still be held; Caps Lock stays as it is.
        fresh = Spelling(held=spelling.held, caps=spelling.caps)
        return fresh, Spelled(spelling.text, not spelling.odd)
    letter = _letter(spelling, code)
    if letter is None or len(spelling.text) >= LONGEST:
        return replace(spelling, odd=True), None
    return replace(spelling, text=spelling.text + letter), None


def _letter(spelling: Spelling, code: int) -> str | None:
    if spelling.held & CONTROLS:
        return GS if code == GS_KEY else None
    if code not in KEYS:
        return None
    plain, shifted = KEYS[code]
    turned = bool(spelling.held & SHIFTS) != (spelling.caps and plain.isalpha())
    return shifted if turned else plain
