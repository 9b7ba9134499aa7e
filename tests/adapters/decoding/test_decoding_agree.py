"""What several looks at one picture come to, as values."""

import pytest

from station.adapters.decoding.agree import ZBAR, ZXING, DecoderRead, agree
from station.adapters.decoding.places import TOUCHING, same_place
from station.ports.decoder import Corners, Disagreement, Symbol


def box(left: int, top: int, width: int = 100, height: int = 20) -> Corners:
    right, bottom = left + width, top + height
    return (left, top), (right, top), (right, bottom), (left, bottom)


def seen(text: str, place: Corners, decoder: str = ZXING, scan: str = "direct") -> DecoderRead:
    return DecoderRead(text, "Code128", place, decoder, scan)


HERE, NEARLY_HERE, BELOW = box(10, 10), box(14, 12), box(10, 60)
SURE = DecoderRead("A1", "QRCode", HERE, ZXING, "direct", alone=True)
A1 = Symbol("A1", "Code128", HERE, (ZXING,))

TABLE = {
    "nothing seen": ([], (), ()),
    "one look that needs a second": ([seen("A1", HERE)], (), ()),
    "one look that stands alone": ([SURE], (Symbol("A1", "QRCode", HERE, (ZXING,)),), ()),
    "the same look twice is one look": ([seen("A1", HERE), seen("A1", NEARLY_HERE)], (), ()),
    "two scans of one decoder": (
        [seen("A1", HERE), seen("A1", NEARLY_HERE, scan="upright")],
        (A1,),
        (),
    ),
    "two decoders": (
        [seen("A1", HERE), seen("A1", NEARLY_HERE, ZBAR)],
        (Symbol("A1", "Code128", HERE, (ZXING, ZBAR)),),
        (),
    ),
    "two decoders disagree": (
        [seen("A1", HERE), seen("A7", NEARLY_HERE, ZBAR)],
        (),
        (Disagreement(HERE, ((ZXING, "A1"), (ZBAR, "A7"))),),
    ),
    "two against one is still no read": (
        [seen("A1", HERE), seen("A1", HERE, scan="upright"), seen("A7", HERE, ZBAR)],
        (),
        (Disagreement(HERE, ((ZXING, "A1"), (ZBAR, "A7"))),),
    ),
    "a look that stands alone is disputed": (
        [SURE, DecoderRead("A7", "QRCode", HERE, ZBAR, "direct")],
        (),
        (Disagreement(HERE, ((ZXING, "A1"), (ZBAR, "A7"))),),
    ),
    "one text in two formats": (
        [SURE, DecoderRead("A1", "DataMatrix", HERE, ZXING, "upright", alone=True)],
        (),
        (Disagreement(HERE, ((ZXING, "A1"),)),),
    ),
    "one text at two places is two symbols, the upper first": (
        [
            seen("A1", BELOW),
            seen("A1", HERE),
            seen("A1", BELOW, ZBAR),
            seen("A1", HERE, ZBAR),
        ],
        (
            Symbol("A1", "Code128", HERE, (ZXING, ZBAR)),
            Symbol("A1", "Code128", BELOW, (ZXING, ZBAR)),
        ),
        (),
    ),
    "two places agree only each for itself": ([seen("A1", HERE), seen("A1", BELOW, ZBAR)], (), ()),
    "a dispute at one place leaves the other alone": (
        [SURE, seen("B1", BELOW), seen("B2", BELOW, ZBAR)],
        (Symbol("A1", "QRCode", HERE, (ZXING,)),),
        (Disagreement(BELOW, ((ZXING, "B1"), (ZBAR, "B2"))),),
    ),
    "a look that covers two places makes them one": (
        [
            SURE,
            DecoderRead("B1", "QRCode", BELOW, ZXING, "direct", alone=True),
            seen("C1", box(0, 0, 120, 90)),
        ],
        (),
        (Disagreement(HERE, ((ZXING, "A1"), (ZXING, "B1"), (ZXING, "C1"))),),
    ),
    "side by side: left before right": (
        [
            DecoderRead("R", "QRCode", box(200, 10), ZXING, "direct", alone=True),
            DecoderRead("L", "QRCode", box(10, 10), ZXING, "direct", alone=True),
        ],
        (
            Symbol("L", "QRCode", box(10, 10), (ZXING,)),
            Symbol("R", "QRCode", box(200, 10), (ZXING,)),
        ),
        (),
    ),
}


@pytest.mark.parametrize(("reads", "symbols", "disagreements"), TABLE.values(), ids=TABLE)
def test_agree(
    reads: list[DecoderRead], symbols: tuple[Symbol, ...], disagreements: tuple[Disagreement, ...]
) -> None:
    assert agree(reads) == (symbols, disagreements)


LIMIT = round(TOUCHING * 100)
TILTED = ((0, 0), (70, 70), (60, 80), (-10, 10))
PLACES = {
    "below the limit of touching": (box(0, 0), box(0, 20 + LIMIT - 1), True),
    "at the limit of touching": (box(0, 0), box(0, 20 + LIMIT), True),
    "above the limit of touching": (box(0, 0), box(0, 20 + LIMIT + 1), False),
    "one inside the other": (box(0, 0), box(40, 5, 10, 5), True),
    "a line across": (box(0, 0), box(10, 10, 80, 0), True),
    "two lines one after the other": (box(0, 0, 100, 0), box(150, 0, 100, 0), False),
    "two points": (box(0, 0, 0, 0), box(9, 9, 0, 0), False),
    "beside a tilted one, inside its bounding box": (TILTED, box(40, 0, 20, 15), False),
    "across a tilted one": (TILTED, box(20, 30, 20, 15), True),
}


@pytest.mark.parametrize(("one", "other", "same"), PLACES.values(), ids=PLACES)
def test_same_place(one: Corners, other: Corners, same: bool) -> None:
    assert (same_place(one, other), same_place(other, one)) == (same, same)
