"""What every page is given: the station, where labels go, who listens, and the threads for work."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

import jinja2
from starlette.requests import HTTPConnection

from station.app.print_labels import Printing
from station.app.station import DEFAULT_PLACE as DEFAULT_PLACE
from station.app.station import Station
from station.domain.texts import LANGUAGES, SENTENCES, WORDS, Language
from station.web.live import Live
from station.web.texts import TEXTS

LONGEST_PLACE = 64  # characters; it stands on the screen
WORKERS = 4  # threads, each with its own connection; SQLite has one writer at a time anyway
COOKIE = "station-language"

P = ParamSpec("P")
R = TypeVar("R")

# Where long words of containers may be broken; browsers come without a dictionary of Norwegian.
_JOINT = re.compile(r"(?<=\w{4})(?=utstryk|cytometr|cytolog|geneti|biops|prøve)")
SOFT_HYPHEN = "\u00ad"

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("station.web", "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["soft"] = lambda name: _JOINT.sub(SOFT_HYPHEN, name)


@dataclass(frozen=True)
class Site:
    """One served station; ``printing`` says anew for each print where it goes.

    Files of labels, where a form asks for them or a place has no printer, are in ``labels``.
    """

    station: Station
    printing: Callable[[], Printing]
    labels: Path
    places: tuple[str, ...] = (DEFAULT_PLACE,)
    live: Live = field(default_factory=Live)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(WORKERS))

    def language_at(self, screen: HTTPConnection) -> Language:
        """The language of the screen that a request or WebSocket comes from."""
        return screen_language(screen, self.station.language)

    def speaking(self, language: Language) -> Station:
        """The station, answering in the language of one screen."""
        return replace(self.station, language=language)

    async def work(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run what blocks in one of the site's own threads, which keep their connections."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.pool, partial(function, *args, **kwargs))


def draw(template: str, language: Language, **values: object) -> str:
    """A template in a language; every word of it comes from ``texts``."""
    words = {"t": TEXTS[language], "w": WORDS[language], "s": SENTENCES[language]}
    return _TEMPLATES.get_template(template).render(**words, language=language, **values)


def screen_language(screen: HTTPConnection, otherwise: Language) -> Language:
    """The language that a screen chose, else the station's."""
    return chosen_language(screen.cookies.get(COOKIE), otherwise)


def chosen_language(name: str | None, otherwise: Language) -> Language:
    """The language of that name, else the other."""
    return next((language for language in LANGUAGES if language == name), otherwise)
