"""A procedure's history as a table: what happened, to what, by whom, by what, when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from station.app.station import Station
from station.domain import events as e
from station.domain.state import Procedure
from station.domain.texts import WORDS, Language
from station.domain.walk import refusal_told, walk
from station.web.bedside import named
from station.web.shared import DEFAULT_PLACE
from station.web.texts import TEXTS

# What of an event is told, in this order; the rest is its container, or nothing for people.
TOLD = (
    *("item", "answer", "side", "site", "reason", "label_id", "old", "new", "mode", "method"),
    *("witness", "clinician", "destination", "place", "shared_with", "recollects"),
)


def history(station: Station, p: Procedure) -> list[dict[str, Any]]:
    """One row an event, oldest first, each in the words of then.

    A note's text stands in for its id, None when erased.
    """
    rows = []
    for event, then in walk(station.store.events(p.procedure)):
        note = getattr(event.body, "note", None)
        rows.append(
            {
                "at": moment(event.occurred_at),
                "type": event.body.TYPE,
                "what": _what(then, event.body, station.language),
                "detail": _detail(then, event.body, station.language),
                "note": station.store.note(note) if note else None,
                "by": event.by,
                "source": event.source,
            }
        )
    return rows


def moment(at: datetime) -> str:
    """A moment in the time of the station's own clock, to the second.

    In the hour that comes twice, when summer time ends, its offset stands with it.

    >>> len(moment(datetime.fromisoformat("2026-03-02T08:00:05+00:00")))
    19
    """
    here = at.astimezone()
    wall = here.replace(tzinfo=None)
    offsets = {wall.replace(fold=fold).astimezone().utcoffset() for fold in (0, 1)}
    return here.strftime("%Y-%m-%d %H:%M:%S" + (" %z" if len(offsets) > 1 else ""))


def _what(p: Procedure, body: e.Body, language: Language) -> str:
    name = str(getattr(body, "container", None) or "")
    if name not in p.containers:
        return name
    found = named(p, p.containers[name], language)
    side = "" if found["side"] == "none" else f", {WORDS[language][found['side']]}"
    return f"{found['name']}{side}"


def _detail(p: Procedure, body: e.Body, language: Language) -> str:
    if isinstance(body, e.Refused):
        return refusal_told(p, body, language)
    data = e.body_data(body)
    items = {item.item: item.text[language] for item in p.protocol.checklist}
    place = {DEFAULT_PLACE: TEXTS[language]["place-default"]}
    words = {**TEXTS[language], **WORDS[language], **items, **_names(p, language), **place}
    told = [(key, data[key]) for key in TOLD if data.get(key) is not None]
    return " · ".join(words.get(f"{key}-{value}") or _word(words, value) for key, value in told)


def _names(p: Procedure, language: Language) -> dict[str, str]:
    return {name: named(p, c, language)["name"] for name, c in p.containers.items()}


def _word(words: Mapping[str, str], value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return words.get(f"answer-{text}") or words.get(text, text)
