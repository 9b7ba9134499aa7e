"""Command cards: what hands in gloves scan instead of pressing a button."""

from dataclasses import dataclass

CARDS = (
    "CARDLEFT",
    "CARDRIGHT",
    "CARDCONFIRM",
    "CARDUNDO",
    "CARDPRINT",
    "CARDCHECK",
    "CARDREPRINT",
    "CARDEXCUSE",
    "CARDCLOSE",
)


@dataclass(frozen=True)
class Card:
    """One command card; letters only, so that no keyboard layout changes it."""

    name: str


def matches(text: str) -> bool:
    """Whether the text is one of the cards."""
    return text in CARDS


def parse(text: str) -> Card:
    """The card.

    >>> parse("CARDUNDO")
    Card(name='CARDUNDO')
    """
    assert matches(text)
    return Card(text)


def format(card: Card) -> str:  # noqa: A001 - the name that every format has
    """What is printed on the card."""
    return card.name


def check_characters(text: str) -> str:
    """A card has none: it is checked against the list of cards."""
    return ""
