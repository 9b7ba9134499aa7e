"""What one label says, and what must be true of it before anything is drawn."""

import unicodedata
from dataclasses import dataclass, fields
from typing import Literal, get_args

from labels.errors import ContentError

Side = Literal["left", "right", "none"]
SIDES: tuple[Side, ...] = get_args(Side)

MAX_TEXT_LETTERS = 250
"""HL7 v2.5 gives a family name 194 letters and a given name 30: what is longer is damage."""
NAME_GAP = ", "
"""Between the family name and the given names."""
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")


@dataclass(frozen=True)
class LabelContent:
    """The texts of one label; one that exists is fit to be drawn.

    `code` is what the symbol carries, letter for letter, `readable_id` the same in groups for
    people; `family` is as it is to be printed, mostly in capitals, and `patient_id` the patient's
    own; `side_word` is the side in the station's language, `mark` "REPRINT 1" or "COPY 2". Empty
    are allowed: `given`, `birth_date`, `additive`, `volume`, `mark`, `site`, `patient_id`, and
    `side_word` for side "none". Raises `ContentError`.
    """

    code: str
    family: str
    given: str
    readable_id: str
    birth_date: str
    kind: str
    side: Side
    side_word: str
    additive: str
    volume: str
    mark: str = ""
    site: str = ""
    patient_id: str = ""

    def __post_init__(self) -> None:
        if self.side not in SIDES:
            raise ContentError(
                "Label side: expected one of {known}, got {got!r}.",
                known=", ".join(SIDES),
                got=self.side,
            )
        for field in fields(self):
            _check_text(field.name, self.text(field.name))
        always = ("code", "family", "readable_id", "kind")
        for name in always if self.side == "none" else (*always, "side_word"):
            if not self.text(name).strip():
                raise ContentError("Label {name}: expected a text, got none.", name=name)
        if self.readable_id.replace(" ", "") != self.code:
            raise ContentError(
                "Label readable_id: expected the code {code!r} in groups, got {got!r}.",
                code=self.code,
                got=self.readable_id,
            )

    def text(self, element: str) -> str:
        """Return the text of one element as it is printed."""
        return printed(str(getattr(self, element)))

    @property
    def name(self) -> str:
        """FAMILY, Given."""
        return NAME_GAP.join(part for part in (self.family.strip(), self.given.strip()) if part)

    @property
    def side_letter(self) -> str:
        """The first letter of the side's word, large on the label."""
        return self.text("side_word").strip()[:1].upper()


def printed(text: str) -> str:
    """A text with each accented letter composed, so that it is one glyph, and plain spaces.

    >>> printed("BJO\u0308RK\u00a0A")
    'BJÖRK A'
    """
    return unicodedata.normalize("NFC", text).translate(_SPACES)


def _check_text(name: str, text: str) -> None:
    if len(text) > MAX_TEXT_LETTERS:
        raise ContentError(
            "Label {name}: expected at most {limit} letters, got {got}.",
            name=name,
            limit=MAX_TEXT_LETTERS,
            got=len(text),
        )
    if text.isprintable():  # nearly always, and quickly told
        return
    for position, letter in enumerate(text, start=1):
        category = unicodedata.category(letter)
        # Zl and Zp break lines as control characters do.
        if category.startswith("C") or category in ("Zl", "Zp"):
            raise ContentError(
                "Label {name}: expected no control characters, got U+{number:04X} at position "
                "{position}.",
                name=name,
                number=ord(letter),
                position=position,
            )
