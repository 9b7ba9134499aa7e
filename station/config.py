"""Where the station keeps things and how it speaks: options first, then the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from station.domain.errors import StationError
from station.domain.texts import LANGUAGES, Language

STATION_FILE = "station.toml"


@dataclass(frozen=True)
class Config:
    """``stream`` is a new store's; None draws one. ``catalogues`` are the hospital's own.

    ``station_file`` is the station's own file, station.toml; None: there is none.
    """

    db: Path
    language: Language
    stream: int | None
    catalogues: tuple[Path, ...]
    station_file: Path | None = None


def spoken_language() -> Language:
    """The station's language; English where the environment names none that there is."""
    named = os.environ.get("STATION_LANG")
    return next((language for language in LANGUAGES if language == named), "en")


def read_config(
    db: str | None = None, catalogues: tuple[str, ...] = (), station_file: str | None = None
) -> Config:
    """The configuration. Raises StationError with one sentence for a value that cannot be."""
    folders = catalogues or tuple(filter(None, os.environ.get("STATION_CATALOGUE", "").split(":")))
    path = Path(db or os.environ.get("STATION_DB") or "station.db")
    return Config(
        db=path,
        language=_language(os.environ.get("STATION_LANG", "en")),
        stream=_stream(os.environ.get("STATION_STREAM")),
        catalogues=tuple(Path(folder) for folder in folders),
        station_file=_station_file(station_file or os.environ.get("STATION_CONFIG"), path),
    )


def _station_file(named: str | None, db: Path) -> Path | None:
    """The file that is named, or the one beside the database when it is there."""
    beside = db.with_name(STATION_FILE)
    if named:
        return Path(named)
    return beside if beside.exists() else None


def _language(name: str) -> Language:
    for language in LANGUAGES:
        if language == name:
            return language
    raise StationError("STATION_LANG: expected en or nb, got '{name}'.", name=name)


def _stream(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 98_999:
        raise StationError(
            "STATION_STREAM: expected a number of 1 to 98999, got '{text}'.", text=text
        )
    return int(text)
