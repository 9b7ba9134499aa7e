"""Command cards: what hands in gloves scan instead of pressing a button."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Does = Literal[
    "side",
    "confirm",
    "undo",
    "print",
    "printing",
    "mode",
    "close",
    "dispatch",
    "answer",
    "digit",
    "reason",
    "reject",
]


@dataclass(frozen=True)
class Meaning:
    """What a card asks for, and for which side, mode, answer, character or code."""

    does: Does
    value: str = ""


# Letters only, so that no keyboard layout changes them; and none is the beginning of another, so
# that a scan cut short is no card at all. Up to 17 letters: more leave bars no room on the card.
CARDS: Mapping[str, Meaning] = MappingProxyType(
    {
        "CARDLEFT": Meaning("side", "left"),
        "CARDRIGHT": Meaning("side", "right"),
        "CARDCONFIRM": Meaning("confirm"),
        "CARDUNDO": Meaning("undo"),
        "CARDPRINT": Meaning("print"),
        "CARDSINGLE": Meaning("printing", "just-in-time"),
        "CARDALL": Meaning("printing", "by-side"),
        "CARDCHECK": Meaning("mode", "check"),
        "CARDREPRINT": Meaning("mode", "relabel"),
        "CARDEXCUSE": Meaning("mode", "excuse"),
        "CARDCLOSE": Meaning("close"),
        "CARDDISPATCH": Meaning("dispatch"),
        # answers to the checklist
        "CARDYES": Meaning("answer", "yes"),
        "CARDNO": Meaning("answer", "no"),
        "CARDNA": Meaning("answer", "not-applicable"),
        "CARDZERO": Meaning("digit", "0"),
        "CARDONE": Meaning("digit", "1"),
        "CARDTWO": Meaning("digit", "2"),
        "CARDTHREE": Meaning("digit", "3"),
        "CARDFOUR": Meaning("digit", "4"),
        "CARDFIVE": Meaning("digit", "5"),
        "CARDSIX": Meaning("digit", "6"),
        "CARDSEVEN": Meaning("digit", "7"),
        "CARDEIGHT": Meaning("digit", "8"),
        "CARDNINE": Meaning("digit", "9"),
        "CARDPOINT": Meaning("digit", "."),
        # reasons; `shared` and `other` need more than a code, so they have no card
        "CARDDRYTAP": Meaning("reason", "dry-tap"),
        "CARDINSUFFICIENT": Meaning("reason", "insufficient"),
        "CARDCLOTTED": Meaning("reason", "clotted"),
        "CARDELSEWHERE": Meaning("reason", "collected-elsewhere"),
        "CARDUNNEEDED": Meaning("reason", "not-needed"),
        "CARDCONDITION": Meaning("reason", "patient-condition"),
        "CARDBROKEN": Meaning("reason", "container-broken"),
        "CARDABORTED": Meaning("reason", "aborted"),
        "CARDDECISION": Meaning("reason", "clinician-decision"),
        "CARDBIOPSYFAILED": Meaning("reason", "biopsy-failed"),
        "CARDWITHOUTBIOPSY": Meaning("reason", "biopsy-not-possible"),
        # the laboratory's desk, with the codes of HL7 table 0490
        "CARDREJECTEX": Meaning("reject", "EX"),
        "CARDREJECTQS": Meaning("reject", "QS"),
        "CARDREJECTRA": Meaning("reject", "RA"),
        "CARDREJECTRB": Meaning("reject", "RB"),
        "CARDREJECTRC": Meaning("reject", "RC"),
        "CARDREJECTRD": Meaning("reject", "RD"),
        "CARDREJECTRE": Meaning("reject", "RE"),
        "CARDREJECTRH": Meaning("reject", "RH"),
        "CARDREJECTRI": Meaning("reject", "RI"),
        "CARDREJECTRM": Meaning("reject", "RM"),
        "CARDREJECTRN": Meaning("reject", "RN"),
        "CARDREJECTRP": Meaning("reject", "RP"),
        "CARDREJECTRR": Meaning("reject", "RR"),
        "CARDREJECTRS": Meaning("reject", "RS"),
        "CARDREJECTSIDE": Meaning("reject", "wrong-side"),
        "CARDREJECTVESSEL": Meaning("reject", "wrong-container"),
    }
)


@dataclass(frozen=True)
class Card:
    """One command card."""

    name: str

    @property
    def meaning(self) -> Meaning:
        """What it asks for."""
        return CARDS[self.name]


def matches(text: str) -> bool:
    """Whether the text is one of the cards."""
    return text in CARDS


def parse(text: str) -> Card:
    """The card.

    >>> parse("CARDUNDO"), parse("CARDDRYTAP").meaning
    (Card(name='CARDUNDO'), Meaning(does='reason', value='dry-tap'))
    """
    assert matches(text)
    return Card(text)


def format(card: Card) -> str:  # noqa: A001 - the name that every format has
    """What is printed on the card."""
    return card.name


def check_characters(text: str) -> str:
    """A card has none: it is checked against the list of cards."""
    return ""
