"""What the scripts of a scan page are handed of identifiers: the cards and the limits of a text.

They have no list of their own. What a text may be is told by ``static/grammar.js`` with these.
"""

from collections.abc import Mapping
from dataclasses import asdict

from station.domain.identifiers import LONGEST_TEXT, laboratory
from station.domain.identifiers.card import CARDS
from station.domain.identifiers.specimen import LAST_STREAM

GRAMMAR: Mapping[str, object] = {
    "cards": {name: asdict(meaning) for name, meaning in CARDS.items()},
    "shortest": laboratory.SHORTEST,  # fewer characters are a person at the keys
    "longest": LONGEST_TEXT,
    "lastStream": LAST_STREAM,
}
