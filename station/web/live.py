"""What has just been said at each place, and who is told when something has changed.

A screen is never sent a difference: it gets its whole panel anew, so that one that was away for a
second or an hour is right at once.
"""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from station.app.keeping import Outcome
from station.app.listen import Heard
from station.domain.feedback import Feedback
from station.domain.texts import Language


@dataclass(frozen=True)
class Said:
    """The last answer of a place, in the language of each of its screens.

    ``scan_id`` tells a screen whether it was its own scan.
    """

    scan_id: str
    answers: Mapping[Language, Feedback]


@dataclass
class Live:
    """The screens that listen, of this process; changes of others are found by looking."""

    _said: dict[str, Said] = field(default_factory=dict)
    _readers: dict[str, Heard] = field(default_factory=dict)
    _listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, topic: str, said: Said | None = None) -> None:
        """Something has changed, and perhaps was said at ``topic``; from any thread."""
        with self._lock:
            if said is not None:
                self._said[topic] = said
            listeners = list(self._listeners.items())
        for event, loop in listeners:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    def last(self, topic: str) -> Said | None:
        """What was last said there since the station was started."""
        with self._lock:
            return self._said.get(topic)

    def heard(self, heard: Heard) -> None:
        """What a reader said last; from any thread."""
        with self._lock:
            self._readers[heard.reader] = heard

    def readers(self) -> list[Heard]:
        """The station's own readers by name, each with what it said last."""
        with self._lock:
            return [self._readers[name] for name in sorted(self._readers)]

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that is set at each change."""
        event = asyncio.Event()
        with self._lock:
            self._listeners[event] = asyncio.get_running_loop()
        try:
            yield event
        finally:
            with self._lock:
                del self._listeners[event]


def tell_outcome(live: Live, topic: str, scan_id: str, outcome: Outcome) -> None:
    """What a screen was answered goes to all there; what was kept before has been told before."""
    live.tell(topic, Said(scan_id, outcome.answers) if outcome.verdict else None)


def show(live: Live, heard: Heard) -> None:
    """What a reader of the station's own says goes to the screens of its place or desk."""
    live.heard(heard)
    topic = reception_topic(heard.desk) if heard.desk else bedside_topic(heard.place)
    scan_id = heard.scan_id or f"{heard.code}-{heard.reader}"
    live.tell(topic, Said(scan_id, heard.answers) if heard.answers else None)


def bedside_topic(place: str) -> str:
    """The topic of a place's bedside screens."""
    return f"bedside/{place}"


def reception_topic(desk: str) -> str:
    """The topic of a desk's screens."""
    return f"reception/{desk}"
