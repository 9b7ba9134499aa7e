"""Key events to text: by the place of the keys, with Shift and Caps Lock, one scan at each end."""

import pytest

from station.adapters.readers.keys import (
    CAPS_LOCK,
    CONTROLS,
    DOWN,
    ENDS,
    GS,
    GS_KEY,
    KEYS,
    LONGEST,
    REPEATED,
    SHIFTS,
    Spelled,
    Spelling,
    press,
)

UP = 0
SHIFT, ENTER = 42, 28
Events = list[tuple[int, int]]


def tap(code: int) -> Events:
    return [(code, DOWN), (code, UP)]


def typed(text: str, *, caps: bool = False) -> Events:
    """The events of a US reader; with Caps Lock on, letters come out turned."""
    events: Events = []
    for letter in text:
        code = next(code for code, pair in KEYS.items() if letter in pair)
        shifted = letter == KEYS[code][1] != KEYS[code][0]
        shifted ^= caps and letter.isalpha()
        events += [(SHIFT, DOWN), *tap(code), (SHIFT, UP)] if shifted else tap(code)
    return events


def spelled(events: Events, before: Spelling | None = None) -> list[Spelled]:
    spelling, scans = before or Spelling(), []
    for code, value in events:
        spelling, scan = press(spelling, code, value)
        scans += [scan] if scan else []
    return scans


EVERY = "".join(dict.fromkeys(letter for pair in KEYS.values() for letter in pair))


def test_the_table_has_all_of_printable_ascii() -> None:
    assert set(EVERY) == {chr(n) for n in range(32, 127)}


def test_every_character_comes_as_it_is() -> None:
    assert spelled([*typed(EVERY), *tap(ENTER)]) == [Spelled(EVERY, True)]


@pytest.mark.parametrize("caps", [False, True])
def test_caps_lock_of_the_reader_is_followed(caps: bool) -> None:
    events = [*tap(CAPS_LOCK), *typed("aB1-", caps=True), *tap(ENTER)]
    assert spelled(events) == [Spelled("aB1-", True)]
    assert spelled([*typed("aB1-"), *tap(ENTER)], Spelling(caps=caps)) == [
        Spelled("Ab1-" if caps else "aB1-", True)
    ]


@pytest.mark.parametrize("end", sorted(ENDS))
def test_each_end_ends_a_scan_and_the_next_begins_empty(end: int) -> None:
    events = [*typed("A1"), *tap(end), *typed("B2"), *tap(end), *tap(end)]
    assert spelled(events) == [Spelled("A1", True), Spelled("B2", True), Spelled("", True)]


@pytest.mark.parametrize("shift", sorted(SHIFTS))
def test_a_shift_that_is_held_over_the_end_still_holds(shift: int) -> None:
    events = [(shift, DOWN), *tap(30), *tap(ENTER), *tap(30), (shift, UP), *tap(30), *tap(ENTER)]
    assert spelled(events) == [Spelled("A", True), Spelled("Aa", True)]


def test_releases_and_repeats_spell_nothing() -> None:
    assert spelled([(30, DOWN), (30, REPEATED), (30, REPEATED), (30, UP), *tap(ENTER)]) == [
        Spelled("a", True)
    ]


def test_ctrl_and_bracket_are_the_separator_of_gs1() -> None:
    assert spelled(
        [*typed("8018"), (29, DOWN), *tap(GS_KEY), (29, UP), *typed("7"), *tap(ENTER)]
    ) == [Spelled(f"8018{GS}7", True)]


@pytest.mark.parametrize("control", sorted(CONTROLS))
def test_a_key_with_a_control_key_makes_the_scan_odd(control: int) -> None:
    events = [*typed("A"), (control, DOWN), *tap(30), (control, UP), *typed("B"), *tap(ENTER)]
    assert spelled(events) == [Spelled("AB", False)]


def test_a_key_that_spells_nothing_makes_the_scan_odd_and_only_that() -> None:
    f1 = 59
    assert spelled([*tap(f1), *typed("A"), *tap(ENTER), *typed("B"), *tap(ENTER)]) == [
        Spelled("A", False),
        Spelled("B", True),
    ]


@pytest.mark.parametrize(("length", "whole"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_text_has_an_end(length: int, whole: bool) -> None:
    (scan,) = spelled([*typed("1" * length), *tap(ENTER)])
    assert (len(scan.text), scan.whole) == (LONGEST, whole)


def test_no_layout_of_the_machine_is_asked() -> None:
    """Where a Norwegian desktop gives + - Ø ø ? and a dead key."""
    assert spelled([*typed("-/:;_]"), *tap(ENTER)]) == [Spelled("-/:;_]", True)]
