"""Every event type has a class, a schema, a page in the docs, and comes back as it was kept."""

import json
import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from event_samples import BODIES
from hypothesis import given
from hypothesis import strategies as st
from kit import ROOT, Bench, P

from station.adapters.event_schemas import event_schemas, event_validator
from station.codecs.stored import body_from, canonical_json, event_from, row_from, row_hash
from station.domain import events as e
from station.domain.errors import HistoryError
from station.ports.store import Record, StoreError

SCHEMAS = event_schemas()
DOC = ROOT / "docs" / "events.md"
AT = datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC)


def type_of(body: e.Body) -> str:
    return body.TYPE


def test_every_type_has_a_schema_with_its_fields() -> None:
    by_class = {name: sorted(f.name for f in fields(cls)) for name, cls in e.BODIES.items()}
    assert {name: sorted(schema["properties"]) for name, schema in SCHEMAS.items()} == by_class
    assert {name: sorted(schema["required"]) for name, schema in SCHEMAS.items()} == by_class
    assert {schema["additionalProperties"] for schema in SCHEMAS.values()} == {False}
    assert sorted(body.TYPE for body in BODIES) == sorted(e.BODIES)


@pytest.mark.parametrize("body", BODIES, ids=type_of)
def test_a_body_survives_json_and_its_schema(body: e.Body) -> None:
    data = json.loads(canonical_json(e.body_data(body)))
    event_validator()(body.TYPE, data)
    assert body_from(body.TYPE, body.VERSION, data) == body


@pytest.mark.parametrize("body", BODIES, ids=type_of)
def test_a_body_with_a_strange_or_missing_field_is_not_kept(body: e.Body) -> None:
    data = e.body_data(body)
    with pytest.raises(StoreError):
        event_validator()(body.TYPE, {**data, "name": "TESTESEN"})
    for field in data:
        with pytest.raises(StoreError):
            event_validator()(body.TYPE, {k: v for k, v in data.items() if k != field})
        with pytest.raises(StoreError):
            event_validator()(body.TYPE, {**data, field: {"not": ["of", "any"], "type": 1}})


def test_a_type_without_a_schema_is_not_kept() -> None:
    with pytest.raises(StoreError) as refused:
        event_validator()("strange", {})
    assert str(refused.value) == "Event: expected a type with a schema, got 'strange'."


@pytest.mark.parametrize(("name", "version"), [("strange", 1), ("closed", 2)])
def test_an_event_of_the_future_is_a_fault(name: str, version: int) -> None:
    with pytest.raises(HistoryError) as broken:
        body_from(name, version, {})
    assert str(broken.value) == (
        f"Event: expected a type known to this version, got {name} version {version}."
    )


@pytest.mark.parametrize("body", BODIES, ids=type_of)
def test_an_event_survives_the_store(tmp_path: Path, body: e.Body) -> None:
    bench = Bench(tmp_path)
    procedure = None if body.TYPE in {"order-imported", "reader-placed", "stray-received"} else P
    record = Record((body,), bench.act("scan-1"), bench.clock.at, procedure)
    (kept,) = bench.station.store.append(record)
    assert kept.body == body
    assert (kept.stream, kept.seq, kept.scan_id, kept.recorded_at) == (
        17,
        1,
        "scan-1",
        bench.clock.at,
    )
    assert Bench(tmp_path).station.store.events(procedure) == (kept,)


WORD = st.text(st.characters(codec="utf-8"), max_size=20)


@given(
    body=st.sampled_from(BODIES),
    by=WORD,
    scan_id=st.none() | WORD,
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_an_event_survives_its_row(
    body: e.Body, by: str, scan_id: str | None, at: datetime
) -> None:
    event = e.Event(17, 3, P, scan_id, by, "reader", at, AT, "1-0", "0" * 64, "", body)
    row = row_from(event)
    hashed = {**row, "hash": row_hash(row)}
    assert event_from(hashed) == replace(event, hash=hashed["hash"])
    assert row_hash(hashed) == hashed["hash"]


CHANGES: dict[str, Any] = {
    "stream": 18,
    "seq": 4,
    "procedure": None,
    "type": "aborted",
    "version": 2,
    "scan_id": "x",
    "by": "x",
    "source": "typed",
    "occurred_at": "x",
    "recorded_at": "x",
    "hlc": "x",
    "prev_hash": "x",
    "body": "x",
}


def test_the_hash_covers_every_column() -> None:
    closed = e.Event(17, 3, P, None, "n", "reader", AT, AT, "1-0", "0" * 64, "", e.Closed())
    row = row_from(closed)
    assert sorted([*CHANGES, "hash"]) == sorted(row)
    hashes = {row_hash({**row, column: value}) for column, value in CHANGES.items()}
    assert len({*hashes, row_hash(row)}) == len(CHANGES) + 1


def test_the_page_of_events_names_every_type_and_field() -> None:
    parts = re.split(r"^### `([a-z-]+)`$", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = {
        name: re.findall(r"^\| `([a-z_]+)` \|", text, flags=re.MULTILINE)
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    assert named == {name: [f.name for f in fields(cls)] for name, cls in e.BODIES.items()}
