"""What is said at each place, told once to the screens that listen, and when something has changed.

An answer is an event and no part of a panel: a screen that opens, or comes back, shows no old one.
A screen is never sent a difference: it gets its whole panel anew, so that one that was away for a
second or an hour is right at once.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from station.app.keeping import Outcome
from station.app.listen import Heard
from station.domain.feedback import Feedback
from station.domain.texts import Language
from station.ports.clock import Clock

MOST_WAITING = 50  # answers for one screen: a line that takes none for that long shows the newest


@dataclass(frozen=True)
class Said:
    """One answer, in the language of each of the screens that it is told to.

    ``number`` and ``at`` are its own; ``scan_id`` tells a screen whether it was its own scan.
    """

    number: int
    at: datetime
    scan_id: str
    answers: Mapping[Language, Feedback]


@dataclass(frozen=True)
class Listener:
    """One screen: what was said at its topic and not yet sent, and what rings at each change."""

    topic: str
    ring: Callable[[], None]
    said: deque[Said] = field(default_factory=lambda: deque(maxlen=MOST_WAITING))

    def take(self) -> list[Said]:
        """What was said since the last time, oldest first."""
        taken = []
        while self.said:
            taken.append(self.said.popleft())
        return taken


@dataclass
class Live:
    """The screens that listen, of this process; changes of others are found by looking."""

    clock: Clock
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _readers: dict[str, Heard] = field(default_factory=dict)
    _listeners: list[Listener] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def changed(self) -> None:
        """Something is otherwise than it was; from any thread."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener.ring()

    def tell(self, topic: str, scan_id: str, answers: Mapping[Language, Feedback]) -> Said:
        """Something was said at ``topic``, and perhaps has changed; from any thread."""
        with self._lock:
            said = Said(next(self._numbers), self.clock.now(), scan_id, answers)
            for listener in self._listeners:
                if listener.topic == topic:
                    listener.said.append(said)
        self.changed()
        return said

    def heard(self, heard: Heard) -> None:
        """What a reader said last; from any thread."""
        with self._lock:
            self._readers[heard.reader] = heard

    def readers(self) -> list[Heard]:
        """The station's own readers by name, each with what it said last."""
        with self._lock:
            return [self._readers[name] for name in sorted(self._readers)]

    @contextmanager
    def listening(self, topic: str, ring: Callable[[], None]) -> Iterator[Listener]:
        """A screen of a topic; ``ring`` is called at each change, from any thread."""
        listener = Listener(topic, ring)
        with self._lock:
            self._listeners.append(listener)
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners = [one for one in self._listeners if one is not listener]


def tell_outcome(live: Live, topic: str, scan_id: str, outcome: Outcome) -> Said | None:
    """What a screen was answered goes to all there; None for what has been told before."""
    if outcome.verdict is None:
        return None
    return live.tell(topic, scan_id, outcome.answers)


def show(live: Live, heard: Heard) -> Said | None:
    """What a reader of the station's own says goes to the screens of its place or desk."""
    live.heard(heard)
    if not heard.answers:
        live.changed()
        return None
    topic = reception_topic(heard.desk) if heard.desk else bedside_topic(heard.place)
    return live.tell(topic, heard.scan_id or f"{heard.code}-{heard.reader}", heard.answers)


def bedside_topic(place: str) -> str:
    """The topic of a place's bedside screens."""
    return f"bedside/{place}"


def reception_topic(desk: str) -> str:
    """The topic of a desk's screens."""
    return f"reception/{desk}"
