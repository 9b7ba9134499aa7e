"""What a scanned text is, from the text alone; ``identify`` never raises.

One format, one file, with the same functions: ``matches``, ``parse``, ``format``,
``check_characters``. Whether the thing exists is the store's to say.

>>> identify("cardleft\\r\\n")
Card(name='CARDLEFT')
>>> identify("00017 000042 1 03")
SpecimenId(text='00017000042103', side='left')
>>> str(identify("00017 000042 1 04").why)
"'00017000042104': expected check digits 03, got 04."
"""

import re
from dataclasses import dataclass

from station.domain.errors import Saying
from station.domain.identifiers import card, laboratory, place, specimen, wristband
from station.domain.identifiers.card import Card
from station.domain.identifiers.place import PlaceCard
from station.domain.identifiers.specimen import SpecimenId
from station.domain.identifiers.wristband import Wristband

LONGEST_TEXT = 80  # characters; the longest text in use is a GS1 wristband of about 40


@dataclass(frozen=True)
class OtherId:
    """A laboratory's own container id or a wristband: only the store can tell which.

    ``stranger`` says, in one sentence, why a text that the store does not know is unreadable;
    None when it has a known form and is merely unknown.
    """

    text: str
    wristband: Wristband
    stranger: Saying | None = None


@dataclass(frozen=True)
class Unreadable:
    """A text of no known format, or with wrong check characters; ``why`` is one sentence."""

    why: Saying


Scanned = Card | PlaceCard | SpecimenId | OtherId | Unreadable


def canonical(text: str) -> str:
    """The text as all readers would give it: no frame characters, no AIM prefix, upper case."""
    text = re.sub(r"^\][A-Za-z][0-9A-Za-z]", "", text.strip())
    grouped = re.fullmatch(r"[0-9]{5} [0-9]{6} [0-9] [0-9]{2}", text)
    return text.replace(" ", "") if grouped else text.upper()


def identify(text: str) -> Scanned:
    """What the text is. Only ASCII is read: other digits are another reader's fault."""
    text = canonical(text)
    if not text or len(text) > LONGEST_TEXT:
        return Unreadable(
            Saying(
                "Scan: expected 1 to {limit} characters, got {got}.",
                limit=LONGEST_TEXT,
                got=len(text),
            )
        )
    if not re.fullmatch(r"[ -~\x1d]+", text):
        return Unreadable(Saying("Scan: expected printable ASCII characters, got others."))
    if card.matches(text):
        return card.parse(text)
    if place.matches(text):
        return place.parse(text)
    if re.fullmatch(r"[0-9]{14}", text):
        return specimen.parse(text) if specimen.matches(text) else Unreadable(specimen.why(text))
    known = laboratory.matches(text) or wristband.matches(text)
    return OtherId(text, wristband.parse(text), None if known else _no_format(text))


def _no_format(text: str) -> Saying:
    return Saying(
        "Scan: expected a label, wristband or card, got {got} characters of no known format.",
        got=len(text),
    )
