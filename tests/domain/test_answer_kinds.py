"""Every code of the station has one kind of answer: a table, which a new code must join."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from station.domain.answer_kinds import (
    CHECKS,
    KIND_OF,
    NOT_RECEIVED,
    NOTICES,
    TONE_OF,
    KindOfAnswer,
    Tone,
    tone_of,
)
from station.domain.codes import REFUSALS, WARNINGS
from station.domain.feedback import feedback, unjudged
from station.domain.texts import READERS, SENTENCES
from station.domain.verdict import Verdict

STATION = Path(__file__).resolve().parents[2] / "station"
SOUNDS = STATION / "web" / "static" / "sound.js"

# code, kind, tone: of each kind, and of all that is easily taken for another one.
TABLE: tuple[tuple[str, KindOfAnswer, Tone], ...] = (
    ("collected", "done", "high"),
    ("received", "done", "high"),
    ("print-checked", "done", "mid-high"),
    ("mode-check", "done", "mid-high"),
    ("mode-collect", "done", "high"),
    ("mode-reject", "done", "high"),
    ("rejected", "done", "high-low"),
    ("forwarded", "done", "high-low"),
    ("reception-undone", "done", "high-low"),
    ("answered", "done", "high"),
    ("answered-outside", "warning", "high-mid"),
    ("checklist-outside", "warning", "high-mid"),
    ("record-kept", "warning", "high-mid"),
    ("wristband-read", "question", "mid-mid"),
    ("keyed", "question", "mid-mid"),
    ("side-incomplete", "question", "mid-mid"),
    ("reason-needed", "question", "mid-mid"),
    ("containers-missing", "question", "mid-mid"),
    ("confirm-excuse", "question", "mid-mid"),
    ("which-order", "question", "mid-mid"),
    ("answer-mismatch", "refused", "low-low"),
    ("wrong-side", "refused", "low-low"),
    ("unreadable", "refused", "low-low"),
    ("order-begun", "refused", "low-low"),
)


def test_every_code_has_a_kind_and_none_is_spare() -> None:
    assert set(KIND_OF) == set(SENTENCES["en"])
    assert set(NOTICES) == set(READERS["en"])


def test_no_code_has_two_kinds() -> None:
    """A code that stands in two of the lists would silently have the kind of the last."""
    tree = ast.parse((STATION / "domain" / "answer_kinds.py").read_text(encoding="utf-8"))
    lists = [
        [c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant)]
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple)
    ]
    codes = [code for one in lists for code in one]
    assert len(codes) == len(set(codes)) == len(KIND_OF)


def test_refusals_are_refused_or_ask_and_warnings_warn() -> None:
    assert {KIND_OF[code] for code in REFUSALS} == {"refused", "question"}
    assert {KIND_OF[code] for code in WARNINGS} == {"warning"}
    assert {KIND_OF[code] for code in {*CHECKS, *NOT_RECEIVED}} == {"done"}


@pytest.mark.parametrize(("code", "kind", "tone"), TABLE)
def test_the_kind_and_the_tone_of_a_code(code: str, kind: KindOfAnswer, tone: Tone) -> None:
    assert (KIND_OF[code], tone_of(KIND_OF[code], code)) == (kind, tone)


@pytest.mark.parametrize(
    ("code", "not_received"),
    [("received", False), ("rejected", True), ("forwarded", True), ("reception-undone", True)],
)
def test_what_a_desk_did_not_take_in_is_told_apart(code: str, not_received: bool) -> None:
    words = dict.fromkeys(("kind", "side", "reason", "destination"), "Biopsy")
    assert feedback(Verdict(code, True, words=words), "en").not_received == not_received


@pytest.mark.parametrize("code", sorted(WARNINGS))
def test_done_with_a_warning_is_a_warning(code: str) -> None:
    plain = Verdict(
        "order-explained", True, words={"items": "given-name", "left": "labels", "problem": "no"}
    )
    done, warned = (feedback(replace(plain, warnings=w), "en") for w in ((), (code,)))
    assert (done.kind_of_answer, done.tone) == ("done", "high")
    assert (warned.kind_of_answer, warned.tone) == ("warning", "high-mid")


@pytest.mark.parametrize("kind", get_args(KindOfAnswer))
def test_an_answer_without_a_verdict_has_its_kind_too(kind: KindOfAnswer) -> None:
    said = unjudged(kind, "Said.")
    assert (said.kind_of_answer, said.tone) == (kind, TONE_OF[kind])
    assert said.accepted == (kind in {"done", "warning"})


def test_the_page_can_play_every_tone() -> None:
    source = SOUNDS.read_text(encoding="utf-8")
    table = source.split("const TONES = {")[1].split("};")[0]
    known = {line.split(":")[0].strip().strip('"') for line in table.splitlines() if ":" in line}
    assert known == {*get_args(Tone), "mid", "long"}  # read twice; kept without a connection
