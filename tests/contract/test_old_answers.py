"""Answers of scans from before there were kinds of answer can still be read and said again."""

import json

import pytest

from station.adapters.stores.rows import answer_from

OLD: dict[str, object] = {
    "accepted": True,
    "reason": None,
    "warning": None,
    "warnings": [],
    "message": "Said.",
    "tone": "high",
    "procedure": None,
    "container": None,
    "label_id": None,
    "side": None,
}


@pytest.mark.parametrize(
    ("changed", "kind", "tone"),
    [
        ({}, "done", "high"),
        ({"warning": "late", "warnings": ["late"]}, "warning", "high-mid"),
        ({"accepted": False, "reason": "wrong-side", "tone": "low-low"}, "refused", "low-low"),
        (
            {"accepted": False, "reason": "side-incomplete", "tone": "low-low"},
            "question",
            "mid-mid",
        ),
        ({"accepted": False, "reason": "gone", "tone": "low-low"}, "refused", "low-low"),
        ({"accepted": False, "reason": None, "tone": "low-low"}, "refused", "low-low"),
    ],
)
def test_an_old_answer_has_its_kind(changed: dict[str, object], kind: str, tone: str) -> None:
    found = answer_from(json.dumps(OLD | changed))
    assert (found.message, found.kind_of_answer, found.tone, found.check) == (
        *("Said.", kind, tone),
        False,
    )
