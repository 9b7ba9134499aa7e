"""The sheet of command cards: every card with its picture and its name in both languages."""

from collections.abc import Mapping

from labels.cards import CardContent, card_sheet
from labels.pictures import Picture
from labels.render import Fonts, LabelError
from station.domain.errors import StationError
from station.domain.identifiers.card import CARDS
from station.domain.texts import LANGUAGES, WORDS, Language
from station.ports.printer import LabelSink

CARD_DPI = 600  # of office printers; those of 300 and 1200 dpi halve and double it, bars stay whole

PICTURES: Mapping[str, Picture] = {
    "CARDLEFT": "left",
    "CARDRIGHT": "right",
    "CARDCONFIRM": "tick",
    "CARDUNDO": "back",
    "CARDPRINT": "printer",
    "CARDCHECK": "lens",
    "CARDREPRINT": "exchange",
    "CARDEXCUSE": "barred",
    "CARDCLOSE": "flag",
}


def print_cards(sink: LabelSink, file: str, language: Language, fonts: tuple[bytes, bytes]) -> str:
    """Put the sheet into the file of that name; the station's language stands first.

    Where the file is. Raises StationError and PrinterError.
    """
    first, second = sorted(LANGUAGES, key=lambda other: other != language)
    cards = [
        CardContent(card, PICTURES[card], (WORDS[first][card], WORDS[second][card]))
        for card in CARDS
    ]
    try:
        sheet = card_sheet(cards, CARD_DPI, Fonts(*fonts))
    except LabelError as error:
        raise StationError(str(error)) from error
    sink.stage({file: sheet})
    return sink.deliver()[file]
