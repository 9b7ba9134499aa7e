"""What a label may say: every refusal, whole, and every limit at, below and above."""

from dataclasses import replace
from typing import Any

import pytest
from label_samples import LEFT, NO_SIDE, with_code

from labels.content import MAX_TEXT_LETTERS, LabelContent
from labels.errors import ContentError

REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({"side": "both"}, "Label side: expected one of left, right, none, got 'both'."),
    ({"side": "open"}, "Label side: expected one of left, right, none, got 'open'."),
    ({"family": ""}, "Label family: expected a text, got none."),
    ({"family": " \u00a0 "}, "Label family: expected a text, got none."),
    ({"kind": ""}, "Label kind: expected a text, got none."),
    ({"code": "", "readable_id": ""}, "Label code: expected a text, got none."),
    ({"readable_id": " "}, "Label readable_id: expected a text, got none."),
    ({"side_word": ""}, "Label side_word: expected a text, got none."),
    (
        {"family": "TESTESEN\n"},
        "Label family: expected no control characters, got U+000A at position 9.",
    ),
    (
        {"additive": "Heparin\x00"},
        "Label additive: expected no control characters, got U+0000 at position 8.",
    ),
    (
        {"volume": "\u202e3 ml"},
        "Label volume: expected no control characters, got U+202E at position 1.",
    ),
    (
        {"site": "iliac\u2028"},
        "Label site: expected no control characters, got U+2028 at position 6.",
    ),
    (
        {"kind": "Fl\u00adow"},
        "Label kind: expected no control characters, got U+00AD at position 3.",
    ),
    (
        {"code": "00017000042155\x1d"},
        "Label code: expected no control characters, got U+001D at position 15.",
    ),
    (
        {"readable_id": "00017 000042 2 55"},
        "Label readable_id: expected the code '00017000042155' in groups, got '00017 000042 2 55'.",
    ),
    (
        {"patient_id": "17051412345\x1d"},
        "Label patient_id: expected no control characters, got U+001D at position 12.",
    ),
    ({"given": "X" * 251}, "Label given: expected at most 250 letters, got 251."),
    ({"mark": "X" * 251}, "Label mark: expected at most 250 letters, got 251."),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSALS)
def test_refusal(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ContentError) as refusal:
        replace(LEFT, **changes)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("letters", [1, MAX_TEXT_LETTERS - 1, MAX_TEXT_LETTERS])
def test_longest_text(letters: int) -> None:
    assert replace(LEFT, family="N" * letters).family == "N" * letters


def test_what_may_be_empty() -> None:
    bare = LabelContent("AB-1234", "TESTESEN", "", "AB-1234", "", "Flow", "none", "", "", "")
    assert (bare.name, bare.mark, bare.site, bare.patient_id) == ("TESTESEN", "", "", "")
    assert bare.side_letter == ""


def test_accents_are_composed() -> None:
    apart = replace(LEFT, family="BJO\u0308RK", given="A\u030age")
    assert apart.text("name") == "BJÖRK, Åge"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007"])
def test_a_no_break_space_is_a_space(space: str) -> None:
    nobiliary = replace(LEFT, family=f"VAN{space}DER BERG{space}", given=f"Anna{space}Li")
    assert nobiliary.text("name") == "VAN DER BERG, Anna Li"


def test_a_code_keeps_its_case() -> None:
    content = with_code("ICHNE12345c")
    assert (content.code, content.text("readable_id")) == ("ICHNE12345c", "ICHNE12345c")


@pytest.mark.parametrize(
    ("word", "letter"), [("LEFT", "L"), ("venstre", "V"), (" høyre", "H"), ("å", "Å")]
)
def test_side_letter(word: str, letter: str) -> None:
    assert replace(LEFT, side_word=word).side_letter == letter


def test_no_side_needs_no_word() -> None:
    assert NO_SIDE.side_letter == ""
