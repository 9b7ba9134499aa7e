"""Hybrid logical clock: one order for the events of all streams, close to the wall clock.

Source: Kulkarni et al., "Logical Physical Clocks", OPODIS 2014. Text that sorts as it counts.
"""

from datetime import datetime


def tick(last: str, now: datetime) -> str:
    """The next reading: the wall clock, or, while that stands or runs back, one more than last.

    >>> from datetime import UTC
    >>> first = tick("", datetime(2026, 1, 1, tzinfo=UTC))
    >>> first, tick(first, datetime(2025, 1, 1, tzinfo=UTC))
    ('001767225600000-000000', '001767225600000-000001')
    """
    now_ms = int(now.timestamp() * 1000)
    last_ms, counter = (int(part) for part in last.split("-")) if last else (0, 0)
    if now_ms > last_ms:
        return f"{now_ms:015d}-000000"
    return f"{last_ms:015d}-{counter + 1:06d}"
