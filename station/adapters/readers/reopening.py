"""What all readers share: opened again with growing waits when lost, and an id for each scan."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from threading import Event
from typing import TypeVar

from station.ports.clock import Clock
from station.ports.reader import Notice, Read

# Whoever plugs a reader in again waits for it at most the last; the first ones are for a loose
# plug, and none of them keeps a processor busy.
RETRY_S = (0.25, 0.5, 1.0, 2.0)
POLL_S = 0.1  # how soon a silent reader sees that it is closed

Source = TypeVar("Source")


class LostError(Exception):
    """The device is not there, or is there no more; one sentence, the detail of a notice."""


def reopening(
    open_source: Callable[[], AbstractContextManager[Source]],
    listen: Callable[[Source], Iterator[Read | Notice]],
    closed: Event,
    clock: Clock,
) -> Iterator[Read | Notice]:
    """What ``listen`` says of the source, opened again whenever one of the two raises LostError.

    A loss is said once, however many tries it takes; ends when ``listen`` does, or once closed.
    """
    failures = 0
    while not closed.is_set():
        try:
            with open_source() as source:
                for said in listen(source):
                    failures = 0
                    yield said
                return
        except LostError as error:
            if failures == 0:
                yield Notice("lost", clock.now(), str(error))
            closed.wait(RETRY_S[min(failures, len(RETRY_S) - 1)])
            failures += 1


def new_scan_id() -> str:
    """128 random bits, hexadecimal: no two scans of any reader share one."""
    return uuid.uuid4().hex  # noqa: TID251 - a reader is where scans begin
