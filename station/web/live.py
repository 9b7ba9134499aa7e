"""What has just been said at each place, and who is told when something has changed.

A screen is never sent a difference: it gets its whole panel anew, so that one that was away for a
second or an hour is right at once.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from station.app.listen import Heard
from station.domain.feedback import Feedback


@dataclass(frozen=True)
class Said:
    """The last answer of a place; ``scan_id`` tells a screen whether it was its own scan."""

    scan_id: str
    answer: Feedback


@dataclass
class Live:
    """The screens that listen, of this process; changes of others are found by looking."""

    _said: dict[str, Said] = field(default_factory=dict)
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


def show(live: Live, heard: Heard) -> None:
    """What a reader of the station's own says goes to the screens of its place."""
    topic = bedside_topic(heard.place)
    scan_id = heard.scan_id or f"{heard.code}-{heard.reader}"
    live.tell(topic, Said(scan_id, heard.answer) if heard.answer else None)


def bedside_topic(place: str) -> str:
    """The topic of a place's bedside screens."""
    return f"bedside/{place}"


def reception_topic(desk: str) -> str:
    """The topic of a desk's screens."""
    return f"reception/{desk}"
