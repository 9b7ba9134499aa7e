"""Every scanned text is what its format file says, and no slip of a digit makes another id."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from station.domain.codes import EXCUSES, ORDER_REASONS, REJECTIONS, Side
from station.domain.errors import Saying, StationError
from station.domain.identifiers import (
    LONGEST_TEXT,
    OtherId,
    Scanned,
    Unreadable,
    canonical,
    card,
    identify,
    laboratory,
    specimen,
    wristband,
)
from station.domain.identifiers.card import Card
from station.domain.identifiers.specimen import (
    LAST_SERIAL,
    LAST_STREAM,
    SIDE_DIGITS,
    SpecimenId,
)
from station.domain.identifiers.wristband import Wristband

ID = "00017000042103"
GSRN = "735000000000000018"
PLAIN = "Scan: expected a label, wristband or card, got {} characters of no known format."
NOT_ASCII = Saying("Scan: expected printable ASCII characters, got others.")


def other(text: str, stranger: str | None = None) -> OtherId:
    """An id that carries no birth date."""
    return OtherId(text, Wristband(text, None), Saying(stranger) if stranger else None)


# what a text is


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  abc-1\r\n", "ABC-1"),
        ("]C1abc-1", "ABC-1"),
        ("]d2" + ID, ID),
        ("00017 000042 1 03", ID),
        ("00017 000042 103", "00017 000042 103"),
        ("Baby of 1", "BABY OF 1"),
        ("cardleft", "CARDLEFT"),
        ("]", "]"),
    ],
)
def test_canonical(text: str, expected: str) -> None:
    assert canonical(text) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ID, SpecimenId(ID, "left")),
        (f"]C1{ID}\r\n", SpecimenId(ID, "left")),
        ("00017 000042 1 03", SpecimenId(ID, "left")),
        ("00017000042297", SpecimenId("00017000042297", "right")),
        ("00017000042006", SpecimenId("00017000042006", "none")),
        ("cardundo", Card("CARDUNDO")),
        ("LAB-0001", other("LAB-0001")),
        ("lab-0001", other("LAB-0001")),
        ("P-1,20190517", OtherId("P-1,20190517", Wristband("P-1", date(2019, 5, 17)))),
        ("HELLO", other("HELLO", PLAIN.format(5))),
        ("CARDSTOP", other("CARDSTOP", PLAIN.format(8))),
        ("9" * LONGEST_TEXT, other("9" * LONGEST_TEXT, PLAIN.format(LONGEST_TEXT))),
        (
            "9" * (LONGEST_TEXT + 1),
            Unreadable(Saying("Scan: expected 1 to 80 characters, got 81.")),
        ),
        ("", Unreadable(Saying("Scan: expected 1 to 80 characters, got 0."))),
        ("\r\n", Unreadable(Saying("Scan: expected 1 to 80 characters, got 0."))),
        ("00017\t000042", Unreadable(NOT_ASCII)),
        ("٠٠٠١٧٠٠٠٠٤٢١٠٣", Unreadable(NOT_ASCII)),
        ("ø-1", Unreadable(NOT_ASCII)),
        (
            "00017000042104",
            Unreadable(Saying("'00017000042104': expected check digits 03, got 04.")),
        ),
    ],
)
def test_identify(text: str, expected: Scanned) -> None:
    assert identify(text) == expected


@given(st.text(max_size=100))
def test_identify_never_raises(text: str) -> None:
    assert isinstance(identify(text), Card | SpecimenId | OtherId | Unreadable)


def test_a_card_cut_short_is_no_other_card() -> None:
    cut = [(one, other) for one in card.CARDS for other in card.CARDS if one.startswith(other)]
    assert cut == [(name, name) for name in card.CARDS]
    assert [name for name in card.CARDS if not (name.isascii() and name.isalpha())] == []
    assert (max(map(len, card.CARDS)), [n for n in card.CARDS if n != n.upper()]) == (17, [])


def test_every_code_that_a_card_can_give_has_one() -> None:
    given = {
        does: [m.value for m in card.CARDS.values() if m.does == does]
        for does in ("reason", "reject", "digit", "side", "mode", "answer")
    }
    assert sorted(given["reason"]) == sorted({*EXCUSES, *ORDER_REASONS} - {"shared", "other"})
    assert sorted(given["reject"]) == sorted(REJECTIONS)
    assert "".join(given["digit"]) == "0123456789."
    assert given["side"] == ["left", "right"]
    assert given["mode"] == ["check", "relabel", "excuse"]
    assert given["answer"] == ["yes", "no", "not-applicable"]


@pytest.mark.parametrize("name", card.CARDS)
def test_cards(name: str) -> None:
    assert card.matches(name)
    assert card.format(card.parse(name)) == name
    assert (card.matches(name.lower()), card.check_characters(name)) == (False, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A-1", False),
        ("AB-1", True),
        ("A" * 19 + "1", True),
        ("A" * 20 + "1", False),
        ("ABCD", False),
        ("-AB1", False),
        ("AB 1", False),
        ("ab-1", False),
        ("1234567890123", True),
        ("12345678901234", False),
        ("123456789012345", True),
        ("CARD1", False),
        ("ÆB-1", False),
        ("AB-١", False),
    ],
)
def test_laboratory_ids(text: str, expected: bool) -> None:
    assert laboratory.matches(text) == expected
    if expected:
        assert laboratory.format(laboratory.parse(text)) == text
    assert laboratory.check_characters(text) == ""


@pytest.mark.parametrize(
    ("text", "patient_id", "born"),
    [
        ("P-1", "P-1", None),
        ("P-1,20190517", "P-1", date(2019, 5, 17)),
        ("P-1,2019-05-17", "P-1", date(2019, 5, 17)),
        ("P-1,20190230", "P-1,20190230", None),
        ("P-1,2019051", "P-1,2019051", None),
        (",20190517", ",20190517", None),
        ("8018" + GSRN, GSRN, None),
        ("8018" + GSRN + "\x1d725020190517", GSRN, date(2019, 5, 17)),
        ("8018" + GSRN + "725020190517", GSRN, date(2019, 5, 17)),
        ("8018" + GSRN[:-1] + "9", "8018" + GSRN[:-1] + "9", None),
        ("8018" + GSRN + "725020190230", "8018" + GSRN + "725020190230", None),
    ],
)
def test_wristbands(text: str, patient_id: str, born: date | None) -> None:
    assert wristband.parse(text) == Wristband(patient_id, born)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1" * 32, True), ("1" * 33, False), ("1" * 32 + ",20190517", True), ("HELLO", False)],
)
def test_wristband_form(text: str, expected: bool) -> None:
    assert wristband.matches(text) == expected


@pytest.mark.parametrize("band", [Wristband("P-1", date(2019, 5, 17)), Wristband("P-1", None)])
def test_wristband_round_trip(band: Wristband) -> None:
    assert wristband.parse(wristband.format(band)) == band


# specimen ids: limits


def with_check(body: str) -> str:
    """Twelve digits with their check digits."""
    return body + specimen.check_characters(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("000000000421", False),
        ("000010000421", True),
        ("989990000421", True),
        ("990000000421", False),
        ("999990000421", False),
        ("000170000001", False),
        ("000170000011", True),
        ("000179999991", True),
        ("000170000420", True),
        ("000170000422", True),
        ("000170000423", False),
        ("000170000429", False),
    ],
)
def test_specimen_ranges(body: str, expected: bool) -> None:
    text = with_check(body)
    assert specimen.matches(text) == expected
    if not expected:
        assert identify(text) == Unreadable(
            Saying(
                f"'{text}': expected a stream of 1 to 98999, a serial above 0 and a side digit "
                f"0, 1 or 2, got {body[:5]}, {body[5:11]} and {body[11]}."
            )
        )


@pytest.mark.parametrize("text", ["", ID[:-1], ID + "0", " " + ID, "٠" + ID[1:], ID[:-1] + "\n"])
def test_specimen_form(text: str) -> None:
    assert not specimen.matches(text)


@pytest.mark.parametrize("serial", [1, 2, LAST_SERIAL - 1, LAST_SERIAL])
@pytest.mark.parametrize("stream", [1, LAST_STREAM])
@pytest.mark.parametrize("side", ["none", "left", "right"])
def test_issued_ids_are_read_back(stream: int, serial: int, side: Side) -> None:
    text = specimen.issue(stream, serial, side)
    assert identify(specimen.format(text)) == SpecimenId(text, side)
    assert not text.startswith("99")


@pytest.mark.parametrize("serial", [0, LAST_SERIAL + 1])
def test_a_stream_has_an_end(serial: int) -> None:
    with pytest.raises(StationError) as refused:
        specimen.issue(17, serial, "left")
    assert str(refused.value) == (
        f"Stream 00017: expected a serial of 1 to 999999, got {serial}; "
        "the station needs a new stream."
    )


@pytest.mark.parametrize("stream", [0, LAST_STREAM + 1])
def test_a_stream_number_out_of_range_is_a_fault(stream: int) -> None:
    with pytest.raises(AssertionError):
        specimen.issue(stream, 1, "left")


# specimen ids: the census of slips

STREAMS = (1, 2, 17, 500, 9999, 12345, 54321, 90909, 98998, LAST_STREAM)
SERIALS = (*range(1, 2001), *range(LAST_SERIAL - 1999, LAST_SERIAL + 1))
LENGTH = 14

Numbers = NDArray[np.int64]


@pytest.fixture(scope="module")
def issued() -> Numbers:
    """120,000 ids: ten streams, both ends of the serials, every side."""
    return np.array(
        [int(specimen.issue(s, n, side)) for s in STREAMS for n in SERIALS for side in SIDE_DIGITS]
    )


def has_right_check(ids: Numbers) -> NDArray[np.bool_]:
    """``check_characters`` for many ids at once; the next test holds the two together."""
    checks: NDArray[np.bool_] = 98 - ids // 100 * 100 % 97 == ids % 100
    return checks


def digit(ids: Numbers, place: int) -> Numbers:
    """The digit at a place, 0 the last."""
    digits: Numbers = ids // 10**place % 10
    return digits


def test_the_census_counts_as_the_code_does(issued: Numbers) -> None:
    random = np.random.default_rng(7).integers(0, 10**14, 20_000)
    found = [specimen.check_characters(t[:12]) == t[12:] for t in (f"{n:014d}" for n in random)]
    assert has_right_check(random).tolist() == found
    assert 0 < sum(found) < len(found)
    assert len(np.unique(issued)) == 120_000
    assert has_right_check(issued).all()
    assert not (issued // 10**12 == 99).any()


def test_every_wrong_digit_is_detected(issued: Numbers) -> None:
    missed = {}
    for place in range(LENGTH):
        old = digit(issued, place)
        slips = [issued + ((old + by) % 10 - old) * 10**place for by in range(1, 10)]
        missed[place] = sum(int(has_right_check(slip).sum()) for slip in slips)
    assert missed == dict.fromkeys(range(LENGTH), 0)  # of 120,000 × 14 × 9 = 15,120,000


def test_every_swap_of_neighbours_is_detected(issued: Numbers) -> None:
    swaps, missed = 0, {}
    for place in range(LENGTH - 1):
        low, high = digit(issued, place), digit(issued, place + 1)
        differ = low != high
        swapped = (issued + (low - high) * 9 * 10**place)[differ]
        swaps += int(differ.sum())
        missed[place] = int(has_right_check(swapped).sum())
    assert missed == dict.fromkeys(range(LENGTH - 1), 0)
    assert swaps == 1_094_621
