"""Whose scans a reader's are: told by a place card, kept in the log, known after a restart."""

from collections.abc import Mapping
from dataclasses import replace

from station.app.listen import FAULTS, Heard, ReaderAt, said_at, sentence_of
from station.app.station import Station
from station.domain import events as e
from station.domain.answer_kinds import NOTICES
from station.domain.feedback import Feedback, unjudged
from station.domain.identifiers import identify
from station.domain.identifiers.place import PlaceCard
from station.domain.texts import LANGUAGES, READERS, Language
from station.ports.reader import Read
from station.ports.store import Act, Record


def place_on_card(text: str) -> str | None:
    """The place that a scanned text gives a reader; None when it is no place card."""
    scanned = identify(text)
    return scanned.place if isinstance(scanned, PlaceCard) else None


def place_reader(station: Station, reader: str, place: str, act: Act) -> None:
    """From now on the reader's scans are those of ``place``. Kept on disk before it is said."""
    record = Record((e.ReaderPlaced(reader, place),), act, station.clock.now())
    station.store.append(record)


def reader_places(station: Station) -> Mapping[str, str]:
    """The place that each reader was last given by a card, by the reader's name."""
    return {
        event.body.reader: event.body.place
        for event in station.store.events(None)
        if isinstance(event.body, e.ReaderPlaced)
    }


def hear_place(station: Station, at: ReaderAt, place: str, said: Read) -> Heard:
    """A reader has read a place card: keep it, unless it is there already, and say so."""
    act = Act(at.by, said.source, said.at, said.scan_id)
    try:
        if place != at.place:
            place_reader(station, at.reader, place, act)
    except FAULTS as error:
        refused = {language: sentence_of(error, language) for language in LANGUAGES}
        return said_at(station, at, "not-kept", _spoken(refused, "not-kept"), said.scan_id)
    texts = {
        language: READERS[language]["placed"].format(reader=at.reader, place=place)
        for language in LANGUAGES
    }
    moved = replace(at, place=place)
    return said_at(station, moved, "placed", _spoken(texts, "placed"), said.scan_id)


def _spoken(texts: Mapping[Language, str], code: str) -> Mapping[Language, Feedback]:
    """Shown and sounded as an answer; no scan was judged."""
    kind = NOTICES.get(code, "refused")
    return {language: unjudged(kind, text) for language, text in texts.items()}
