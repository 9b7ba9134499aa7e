"""The sheets of command cards: every card with its picture and its name in both languages."""

from collections.abc import Mapping, Sequence

from labels.cards import CardContent, CardGroup, card_sheet
from labels.render import Fonts, LabelError
from station.app.printing import SHEET_DPI
from station.domain.errors import StationError
from station.domain.feedback import card_name
from station.domain.identifiers import place as place_card
from station.domain.identifiers.card import CARDS, Card
from station.domain.identifiers.place import PlaceCard
from station.domain.texts import LANGUAGES, WORDS, Language
from station.ports.printer import LabelSink

GROUPS: Mapping[str, frozenset[str]] = {
    "cards-before": frozenset({"side", "confirm", "print", "answer", "digit"}),
    "cards-needle": frozenset({"undo", "printing", "mode", "close", "dispatch"}),
    "cards-reasons": frozenset({"reason"}),
    "cards-desk": frozenset({"reject"}),
}
"""A heading, and what the cards below it do."""

PLACE_WORDS = "Sted · Place"  # below the name, which is the same in both languages

PICTURES: Mapping[str, str] = {
    "CARDLEFT": "left",
    "CARDRIGHT": "right",
    "CARDCONFIRM": "tick",
    "CARDUNDO": "back",
    "CARDPRINT": "printer",
    "CARDSINGLE": "one",
    "CARDALL": "all",
    "CARDCHECK": "lens",
    "CARDREPRINT": "exchange",
    "CARDEXCUSE": "barred",
    "CARDCLOSE": "flag",
    "CARDDISPATCH": "➔",
    "CARDYES": "☑",
    "CARDNO": "☒",
    "CARDNA": "☐",
    "CARDPOINT": ",",
    "CARDREJECTSIDE": "↔",
    "CARDREJECTVESSEL": "⚗",
}
"""The others show what they stand for: a digit, or a code of HL7 table 0490; a reason a why."""


def print_cards(sink: LabelSink, file: str, language: Language, fonts: tuple[bytes, bytes]) -> str:
    """Put the sheets into the file of that name; the station's language stands first.

    Where the file is. Raises StationError and PrinterError.
    """
    groups = [
        CardGroup(
            WORDS[language][heading],
            tuple(_content(name, language) for name, m in CARDS.items() if m.does in does),
        )
        for heading, does in GROUPS.items()
    ]
    return _delivered(sink, file, groups, fonts)


def print_place_cards(
    sink: LabelSink,
    file: str,
    places: Sequence[str],
    language: Language,
    fonts: tuple[bytes, bytes],
) -> tuple[str, tuple[str, ...]]:
    """Put a card of each place into the file of that name; where it is, and the cards' codes.

    Raises StationError and PrinterError.
    """
    codes = tuple(place_card.format(PlaceCard(place)) for place in places)
    cards = tuple(
        CardContent(code, "house", (place, PLACE_WORDS))
        for code, place in zip(codes, places, strict=True)
    )
    group = CardGroup(WORDS[language]["cards-places"], cards)
    return _delivered(sink, file, [group], fonts), codes


def _delivered(
    sink: LabelSink, file: str, groups: Sequence[CardGroup], fonts: tuple[bytes, bytes]
) -> str:
    try:
        sheet = card_sheet(groups, SHEET_DPI, Fonts(*fonts))
    except LabelError as error:
        raise StationError("{error}", error=error) from error
    sink.stage({file: sheet})
    return sink.deliver()[file]


def _content(name: str, language: Language) -> CardContent:
    first, second = sorted(LANGUAGES, key=lambda other: other != language)
    card = Card(name)
    otherwise = "?" if card.meaning.does == "reason" else card.meaning.value
    picture = PICTURES.get(name, otherwise)
    return CardContent(name, picture, (card_name(card, first), card_name(card, second)))
