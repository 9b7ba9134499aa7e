"""The JSON of every command has at least the keys of docs/interface.md, with their types."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, Bench

Types = Mapping[str, type | tuple[type | None, ...]]
TEXT, MAYBE = str, (str, None)

CONTAINER: Types = {
    "container": TEXT,
    "kind": TEXT,
    "side": TEXT,
    "state": TEXT,
    "label_id": MAYBE,
    "order": int,
    "collected_at": MAYBE,
    "dispatched_at": MAYBE,
    "received_at": MAYBE,
}
PROCEDURE: Types = {
    "procedure": TEXT,
    "order": TEXT,
    "protocol": TEXT,
    "place": TEXT,
    "active_side": MAYBE,
    "closed": bool,
    "containers": list,
}
SCAN: Types = {
    "text": TEXT,
    "accepted": bool,
    "reason": MAYBE,
    "warning": MAYBE,
    "message": TEXT,
    "procedure": MAYBE,
    "container": MAYBE,
    "label_id": MAYBE,
    "side": MAYBE,
    "kind_of_answer": TEXT,
    "tone": TEXT,
    "check": bool,
}
ITEM: Types = {
    "item": TEXT,
    "text": TEXT,
    "type": TEXT,
    "blocking": bool,
    "limit": (float, None),
    "satisfying": list,
    "answer": (str, float, None),
    "satisfied": bool,
}
MISSING: Types = {
    "patient_id": MAYBE,
    "procedure": MAYBE,
    "container": MAYBE,
    "label_id": MAYBE,
    "kind": MAYBE,
    "side": MAYBE,
    "flag": TEXT,
    "since": TEXT,
    "due": MAYBE,
}
EVENT: Types = {
    "stream": int,
    "seq": int,
    "type": TEXT,
    "at": TEXT,
    "by": TEXT,
    "source": TEXT,
}
STATS: Types = {
    "mode": TEXT,
    "procedures": int,
    "labels": int,
    "scans": int,
    "wrong_side": int,
    "reprints": int,
    "uncertain": int,
    "wrong_side_per_100": (float, None),
}
ANSWER: Types = {"accepted": bool, "reason": MAYBE, "message": TEXT, "procedure": MAYBE}
LEFT = " ".join(f"@{name}" for name in HODGKIN_LEFT)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    return bench


def faults(value: Any, types: Types) -> list[str]:
    """The keys that are missing or of another type."""
    if not isinstance(value, dict):
        return [f"{value!r} is no object"]
    return [key for key, kind in types.items() if not fits(value.get(key, ...), kind)]


def fits(value: Any, kind: type | tuple[type | None, ...]) -> bool:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return type(value) in kinds or (value is None and None in kinds)


# The line, which of its answers' parts are looked at, and the keys of each.
LINES: dict[str, tuple[str, Types]] = {
    "order list": ("each", {"order": str, "indication": str, "sides": list, "procedures": list}),
    "procedure show P": ("whole", PROCEDURE),
    "procedure show P ": ("containers", CONTAINER),
    "procedure open O-1": ("whole", PROCEDURE),
    "procedure list": ("each", {"procedure": str, "order": str, "place": str, "closed": bool}),
    "procedure events P": ("lines", EVENT),
    "wristband P P-12345678": ("whole", {**ANSWER, "patient_confirmed": bool}),
    "checklist P": ("each", ITEM),
    "checklist P inr=2": ("each", ITEM),
    "side P left": ("whole", ANSWER),
    "labels P --out OUT": ("whole", {**ANSWER, "labels": list}),
    "stats": ("each", STATS),
    "reprint P flow-1-left --reason smudged --out OUT": (
        "labels",
        {"container": str, "label_id": str, "file": str},
    ),
    f"scan P {LEFT} HELLO": ("lines", SCAN),
    "receive @flow-1-left HELLO": ("lines", SCAN),
    "excuse P flow-1-left --reason dry-tap": ("whole", {**ANSWER, "container": str}),
    "add P flow --side left": ("whole", {**ANSWER, "container": str}),
    "undo P flow-1-left --reason mistaken": ("whole", {**ANSWER, "container": str}),
    "discard P flow-1-left --reason spilled": ("whole", {**ANSWER, "container": str}),
    "resolve P flow-1-left --reason found": ("whole", {**ANSWER, "container": str}),
    "dispatch P": ("whole", {**ANSWER, "dispatched": list}),
    "reject @flow-1-left --reason RB": ("whole", {**ANSWER, "text": str}),
    "undo-receive @flow-1-left --reason mistaken": ("whole", {**ANSWER, "text": str}),
    "missing": ("each", MISSING),
    "procedure close P": ("whole", {**ANSWER, "closed": bool, "missing": list}),
    "procedure close P ": ("missing", {"container": str, "kind": str, "side": str}),
    "procedure abort P --reason dry-tap": ("whole", {**ANSWER, "closed": bool}),
    "patient merge P-12345678 P-5 --family TESTESEN --birth-date 2019-05-17": (
        "whole",
        {**ANSWER, "procedures": list},
    ),
    "patient correct P-12345678 --given Kari --reason misspelt": (
        "whole",
        {**ANSWER, "procedures": list},
    ),
    "patient show P-12345678": (
        "whole",
        {
            **dict.fromkeys(("id", "family", "given", "birth_date"), str),
            **dict.fromkeys(("ids", "former", "alike", "procedures"), list),
        },
    ),
    "protocol list": ("each", {"protocol": str, "version": int, "approved": bool}),
    "protocol check": ("whole", {"ok": bool, "protocols": list, "broken": list}),
    "protocol show fever": ("whole", {"name": str, "containers": list, "checklist": list}),
    "doctor": ("whole", {"ok": bool, "checks": list}),
}


@pytest.mark.parametrize(("line", "expected"), LINES.items(), ids=LINES)
def test_a_command_answers_with_its_keys(
    line: str, expected: tuple[str, Types], bench: Bench
) -> None:
    part, types = expected
    said = bench.line(line)
    assert said.error == ""
    found = {"lines": list(said.answers), "whole": [said.answer]}.get(part)
    if found is None:
        found = said.answer if part == "each" else said.answer[part]
    assert found
    assert [faults(one, types) for one in found] == [[]] * len(found)


def test_a_picture_is_answered_with_what_was_read(bench: Bench) -> None:
    file = sorted((bench.folder / "labels").iterdir())[0]
    said = bench.call("read", str(file)).answer
    assert faults(said, {"image": str, "symbols": list, "elapsed_ms": float}) == []
    (symbol,) = said["symbols"]
    assert faults(symbol, {"text": str, "symbology": str, "corners": list, "decoders": list}) == []


def test_what_is_missing_is_looked_for_in_vain() -> None:
    assert faults({"a": 1, "b": None}, {"a": str, "b": MAYBE, "c": int}) == ["a", "c"]


def test_times_are_set_as_they_happen(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    bench.dispatch()
    bench.receive(*HODGKIN_LEFT)
    found = bench.line("procedure show P").answer["containers"]
    tube = next(c for c in found if c["container"] == "flow-1-left")
    assert {key: value for key, value in tube.items() if key.endswith("_at")} == {
        "printed_at": "2026-03-02T08:00:00.000000+00:00",
        "collected_at": "2026-03-02T08:04:00.000000+00:00",
        "dispatched_at": "2026-03-02T08:04:00.000000+00:00",
        "received_at": "2026-03-02T08:04:00.000000+00:00",
        "expires_at": "2026-03-03T02:04:00.000000+00:00",
    }
