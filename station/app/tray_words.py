"""A tray in words and shapes: what the overlay, the command line and the page show alike."""

from collections.abc import Iterator

from station.app.tray import Survey
from station.domain.identifiers import canonical
from station.domain.state import Container
from station.domain.texts import SENTENCES, TRAY, WORDS, Language
from station.domain.tray import Item, Lacking, Mark, Tray
from station.ports.decoder import Corners
from station.ports.viewfinder import Caption, Drawn, Shape

SHAPES: dict[Mark, Shape] = {"found": "tick", "wrong-side": "arrow", "unexpected": "cross"}


def lines_of(tray: Tray, language: Language) -> list[Caption]:
    """What is to be said of a tray: complete or not, then one line for each thing to act on."""
    words = TRAY[language]
    head = Caption("tick", words["complete"]) if tray.complete else None
    head = head or Caption("question", words["not-complete"])
    count = Caption("tick", f"{words['found']}: {len(tray.marked('found'))}")
    before = [Caption("tick", in_already(tray, language))] if tray.in_already else []
    return [head, count, *before, *_to_act_on(tray, language)]


def in_already(tray: Tray, language: Language) -> str:
    """How many were received before."""
    return TRAY[language]["in-already"].format(count=tray.in_already)


def _to_act_on(tray: Tray, language: Language) -> Iterator[Caption]:
    words = TRAY[language]
    for item in tray.marked("wrong-side"):
        yield Caption("arrow", f"{words['wrong-side']}: {item_name(item, language)}")
    for item in tray.marked("unexpected"):
        yield Caption("cross", f"{words['unexpected']}: {item_name(item, language)}")
    for lacking in tray.not_seen:
        yield Caption("question", f"{words['not-seen']}: {lacking_name(lacking, language)}")
    if tray.unreadable:
        yield Caption("question", words["doubtful"].format(count=tray.unreadable))
    for item in tray.items:
        for code in item.warnings:
            yield Caption("question", f"{item_name(item, language)}: {SENTENCES[language][code]}")


def item_name(item: Item, language: Language) -> str:
    """What was read, in words: whose label, and why it should not be there."""
    c, words = item.container or item.label_of, TRAY[language]
    whys = [words[f"why-{item.reason}"]] if item.reason else []
    if item.label_of and item.procedure:
        whys.append(item.procedure)
    if item.is_in:
        whys.append(words["is-in"])
    name = f"{container_name(c, language)} {item.text}" if c else item.text
    return f"{name} ({', '.join(whys)})" if whys else name


def lacking_name(lacking: Lacking, language: Language) -> str:
    """What was not seen, in words."""
    label = lacking.container.label_id
    return f"{container_name(lacking.container, language)} {label} ({lacking.procedure})"


def container_name(c: Container, language: Language) -> str:
    """Kind and side, as the board says them."""
    return f"{c.plan.name[language]}, {WORDS[language][c.side]}"


def marks_of(survey: Survey) -> list[Drawn]:
    """The marks on the best picture: where each item was read in it, and each place in doubt."""
    places: dict[str, list[Corners]] = {}
    for symbol in survey.reading.symbols:
        places.setdefault(canonical(symbol.text), []).append(symbol.corners)
    marks = [
        Drawn(SHAPES[item.mark], corners)
        for item in survey.tray.items
        for corners in places.get(item.text, ())
    ]
    return marks + [Drawn("question", d.corners) for d in survey.reading.disagreements]
