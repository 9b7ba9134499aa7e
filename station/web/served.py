"""What every handler of the page is given: the station, where labels go, who listens, threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from starlette.requests import HTTPConnection

from station.app.printing import Printing
from station.app.station import Station
from station.app.tray_session import TraySessions
from station.domain.identifiers import place
from station.domain.in_view import InView
from station.domain.texts import LANGUAGES, Language
from station.web.live import Live
from station.web.tools import Tools

DEFAULT_PLACE, LONGEST_PLACE = place.DEFAULT, place.LONGEST
WORKERS = 4  # threads, each with its own connection; SQLite has one writer at a time anyway
VIOLATION = 1008  # WebSocket close code: it may not ask for that (RFC 6455, 7.4.1)
COOKIE = "station-language"

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Served:
    """One station as it is served; ``printing`` says anew for each print where it goes.

    Files of labels, where a form asks for them or a place has no printer, are in ``labels``.
    ``views`` are what the tablets' cameras have in view, by place, ``trays`` what lies at desks.
    """

    station: Station
    printing: Callable[[], Printing]
    labels: Path
    tools: Tools
    places: tuple[str, ...] = (DEFAULT_PLACE,)
    views: dict[str, InView] = field(default_factory=dict)
    trays: TraySessions = field(default_factory=TraySessions)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(WORKERS))

    @cached_property
    def live(self) -> Live:
        """The screens that listen."""
        return Live(self.station.clock)

    def language_at(self, screen: HTTPConnection) -> Language:
        """The language of the screen that a request or WebSocket comes from."""
        return screen_language(screen, self.station.language)

    def speaking(self, language: Language) -> Station:
        """The station, answering in the language of one screen."""
        return replace(self.station, language=language)

    def station_at(self, screen: HTTPConnection) -> Station:
        """The station, answering in the language of the screen that a request comes from."""
        return self.speaking(self.language_at(screen))

    async def work(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run what blocks in one of the page's own threads, which keep their connections."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.pool, partial(function, *args, **kwargs))


def screen_language(screen: HTTPConnection, otherwise: Language) -> Language:
    """The language that a screen chose, else the station's."""
    return chosen_language(screen.cookies.get(COOKIE), otherwise)


def chosen_language(name: str | None, otherwise: Language) -> Language:
    """The language of that name, else the other."""
    return next((language for language in LANGUAGES if language == name), otherwise)
