"""Stored events: canonical JSON, the hash chain, and back again.

Canonical JSON is RFC 8785's for the values in use (no floats beyond Python's shortest form):
keys sorted, no spaces, UTF-8. ``hash`` is SHA-256 over the canonical row without ``hash`` itself;
``prev_hash`` is the hash of the event before it in the same stream.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from station.domain.data import Data
from station.domain.errors import HistoryError
from station.domain.events import BODIES, Body, Event, body_data

GENESIS = "0" * 64  # prev_hash of the first event of a stream

Row = dict[str, Any]


def canonical_json(value: object) -> str:
    """The one JSON text of a value.

    >>> canonical_json({"b": 1, "a": ("ø",)})
    '{"a":["ø"],"b":1}'
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def body_from(type_name: str, version: int, data: Data) -> Body:
    """The body of a stored type. Raises HistoryError for a type or version of the future."""
    cls = BODIES.get(type_name)
    if cls is None or version > cls.VERSION:
        raise HistoryError(
            f"Event: expected a type known to this version, got {type_name} version {version}."
        )
    return cls(**{key: _tuples(value) for key, value in data.items()})


def row_from(event: Event) -> Row:
    """The columns of the event table."""
    return {
        "stream": event.stream,
        "seq": event.seq,
        "procedure": event.procedure,
        "type": event.body.TYPE,
        "version": event.body.VERSION,
        "scan_id": event.scan_id,
        "by": event.by,
        "source": event.source,
        "occurred_at": instant(event.occurred_at),
        "recorded_at": instant(event.recorded_at),
        "hlc": event.hlc,
        "prev_hash": event.prev_hash,
        "hash": event.hash,
        "body": canonical_json(body_data(event.body)),
    }


def event_from(row: Data) -> Event:
    """The event of a row."""
    return Event(
        stream=row["stream"],
        seq=row["seq"],
        procedure=row["procedure"],
        scan_id=row["scan_id"],
        by=row["by"],
        source=row["source"],
        occurred_at=datetime.fromisoformat(row["occurred_at"]),
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        hlc=row["hlc"],
        prev_hash=row["prev_hash"],
        hash=row["hash"],
        body=body_from(row["type"], row["version"], json.loads(row["body"])),
    )


def row_hash(row: Data) -> str:
    """The SHA-256 of a row, hexadecimal, over everything but its own hash."""
    content = {key: value for key, value in row.items() if key != "hash"}
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def instant(at: datetime) -> str:
    """A moment as text that sorts: UTC, microseconds, always the same length.

    >>> instant(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '2026-01-02T03:04:05.000000+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _tuples(value: object) -> object:
    """Lists come back as the tuples they were."""
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value
