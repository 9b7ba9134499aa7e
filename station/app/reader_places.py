"""Whose scans a reader's are: told by a place card, kept in the log, known after a restart."""

from collections.abc import Mapping

from station.app.listen import FAULTS, UNNAMED, Heard, sentence_of
from station.app.station import Station
from station.domain import events as e
from station.domain.feedback import Feedback, Tone
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


def hear_place(station: Station, reader: str, before: str, place: str, said: Read) -> Heard:
    """A reader has read a place card: keep it, unless it is there already, and say so."""
    act = Act(UNNAMED, said.source, said.at, said.scan_id)
    try:
        if place != before:
            place_reader(station, reader, place, act)
    except FAULTS as error:
        refused = {language: sentence_of(error, language) for language in LANGUAGES}
        return _heard(station, reader, before, "not-kept", refused, said.scan_id)
    texts = {
        language: READERS[language]["placed"].format(reader=reader, place=place)
        for language in LANGUAGES
    }
    return _heard(station, reader, place, "placed", texts, said.scan_id)


def _heard(
    station: Station,
    reader: str,
    place: str,
    code: str,
    texts: Mapping[Language, str],
    scan_id: str,
) -> Heard:
    accepted = code == "placed"
    tone: Tone = "high" if accepted else "low-low"
    answers = {
        language: Feedback(accepted, None, None, (), text, tone, None, None, None, None)
        for language, text in texts.items()
    }
    answer = answers[station.language]
    return Heard(reader, place, code, answer.message, answer, scan_id, answers=answers)
