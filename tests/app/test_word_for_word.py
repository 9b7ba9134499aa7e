"""Answers that said more, less or something else than was known: whole, in every language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, Bench

from station.app.keeping import Outcome
from station.domain.answer_kinds import KindOfAnswer
from station.domain.texts import Language

Doing = Callable[[Bench], Outcome]

# What is done, the kind of its answer, and what it says.
SAID: dict[str, tuple[Doing, KindOfAnswer, dict[Language, str]]] = {
    "nothing to send": (
        lambda bench: bench.scan("CARDDISPATCH"),
        "refused",
        {
            "en": "NOTHING SENT: nothing of what was to be sent is collected and not sent yet.",
            "nb": "INGENTING SENDT: ingenting av det som skulle sendes, er tatt og ennå ikke "
            "sendt.",
        },
    ),
    "something to send": (
        lambda bench: (bench.scan(*HODGKIN_LEFT), bench.scan("CARDDISPATCH"))[-1],
        "done",
        {"en": "Containers dispatched: 4.", "nb": "Beholdere sendt: 4."},
    ),
    "one by one, with labels that lie about": (
        lambda bench: bench.scan("CARDSINGLE"),
        "done",
        {
            "en": "Labels come ONE BY ONE from now on; none comes just now.",
            "nb": "Etikettene kommer ÉN OM GANGEN fra nå av; ingen kommer akkurat nå.",
        },
    ),
    "all at once, with nothing to print": (
        lambda bench: bench.scan("CARDSINGLE", "CARDALL"),
        "done",
        {
            "en": "All labels of a side come AT ONCE from now on; none comes just now.",
            "nb": "Alle etiketter for en side kommer PÅ ÉN GANG fra nå av; ingen kommer "
            "akkurat nå.",
        },
    ),
    "rejected at the desk": (
        lambda bench: (bench.scan("biopsy-1-left"), bench.reject("biopsy-1-left", "RB"))[-1],
        "done",
        {"en": "Biopsy, left: REJECTED (broken).", "nb": "Cristabiopsi, venstre: AVVIST (knust)."},
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_said(case: str, tmp_path: Path) -> None:
    doing, kind, said = SAID[case]
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready()
    outcome = doing(bench)
    assert {language: one.message for language, one in outcome.answers.items()} == said
    assert outcome.answer.kind_of_answer == kind
    bench.end()
