"""Answers that said more, less or something else than was known: whole, in every language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, Bench, P

from station.app import containers
from station.app.keeping import Outcome
from station.domain.answer_kinds import KindOfAnswer
from station.domain.texts import Language

Doing = Callable[[Bench], Outcome]


def closed(bench: Bench) -> Bench:
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    bench.close()
    return bench


def discarded(bench: Bench) -> Bench:
    containers.discard(bench.station, P, "flow-1-left", "broken", bench.act())
    return bench


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
        lambda bench: bench.scan(*HODGKIN_LEFT, "CARDDISPATCH"),
        "done",
        {"en": "Containers dispatched: 4.", "nb": "Beholdere sendt: 4."},
    ),
    "excusing after the close": (
        lambda bench: closed(bench).scan("CARDEXCUSE"),
        "refused",
        {
            "en": "Nothing here can be excused now: every container is collected, or excused "
            "already.",
            "nb": "Ingenting her kan begrunnes som ikke tatt nå: hver beholder er tatt, eller "
            "begrunnet allerede.",
        },
    ),
    "excusing a recollection after the close": (
        lambda bench: discarded(closed(bench)).scan("CARDEXCUSE"),
        "done",
        {
            "en": "Scan the label of the container that will not be collected.",
            "nb": "Skann etiketten på beholderen som ikke blir tatt.",
        },
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
