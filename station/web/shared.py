"""What every page is given: the station, where labels go, who listens, and the threads for work."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

import jinja2

from station.app.print_labels import Printing
from station.app.station import Station
from station.domain.texts import LANGUAGES, WORDS, Language
from station.web.live import Live
from station.web.texts import TEXTS

DEFAULT_PLACE = "default"
LONGEST_PLACE = 64  # characters; it stands on the screen
WORKERS = 4  # threads, each with its own connection; SQLite has one writer at a time anyway
COOKIE = "station-language"

P = ParamSpec("P")
R = TypeVar("R")

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("station.web", "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Site:
    """One served station; ``printing`` gives a new sink for each print into ``labels``."""

    station: Station
    printing: Callable[[], Printing]
    labels: Path
    places: tuple[str, ...] = (DEFAULT_PLACE,)
    live: Live = field(default_factory=Live)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(WORKERS))

    def speaking(self, language: Language) -> Station:
        """The station, answering in the language of one screen."""
        return replace(self.station, language=language)

    async def work(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run what blocks in one of the site's own threads, which keep their connections."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.pool, partial(function, *args, **kwargs))


def draw(template: str, language: Language, **values: object) -> str:
    """A template in a language; every word of it comes from ``texts``."""
    text = TEXTS[language]
    found = _TEMPLATES.get_template(template)
    return found.render(t=text, w=WORDS[language], language=language, **values)


def language_of(cookie: str | None, otherwise: Language) -> Language:
    """The language that a screen chose, else the station's."""
    return next((language for language in LANGUAGES if language == cookie), otherwise)
