"""A tray: what is found, not seen, unexpected, of the wrong side; and received as one lot."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, Bench, P, order_data

from station.app import prepare
from station.app.import_orders import import_orders
from station.app.open_procedure import Opening, open_procedure
from station.app.tray import (
    MOST_TEXTS,
    Gathered,
    Sighting,
    gather,
    gather_scan,
    look,
    receive_lot,
    survey,
)
from station.app.tray_words import lines_of, marks_of
from station.domain.errors import StationError, UnknownNameError
from station.domain.events import Received
from station.domain.identifiers.specimen import issue
from station.domain.order import parse_order
from station.domain.tray import Tray, Wanted
from station.ports.decoder import Corners, Disagreement, Reading, Symbol
from station.ports.viewfinder import Drawn, Line, Shot

CORNERS: Corners = ((0, 0), (10, 0), (10, 10), (0, 10))
ELSEWHERE = issue(42, 1, "left")  # of another station's stream
OTHER = {"id": "P-87654321", "family": "PRØVESEN", "given": "Test", "birth_date": "2018-01-02"}
DESK = Wanted(receiving=True)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The left side of a procedure of both sides, labels printed."""
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    yield bench
    bench.end()


def seen(bench: Bench, *names: str) -> Gathered:
    """A tray on which these labels (or texts) were read in one frame."""
    return gather(Gathered("s"), reading(*(bench.text(name) for name in names)), {})


def reading(*texts: str) -> Reading:
    symbols = tuple(Symbol(text, "Code128", CORNERS, ("zxing",)) for text in texts)
    return Reading(symbols, (), 1.0)


def told(tray: Tray) -> dict[str, list[str]]:
    """Container (or text) and reason, by mark."""
    marks = {
        mark: [
            f"{item.container.container if item.container else item.text} {item.reason or ''}"
            for item in tray.items
            if item.mark == mark
        ]
        for mark in ("found", "wrong-side", "unexpected")
    }
    marks["not seen"] = [lacking.container.container for lacking in tray.not_seen]
    return {mark: [word.strip() for word in words] for mark, words in marks.items() if words}


def collected(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT)


def dispatched(bench: Bench) -> None:
    collected(bench)
    bench.dispatch()


def received(bench: Bench) -> None:
    dispatched(bench)
    bench.receive("flow-1-left")


def rejected(bench: Bench) -> None:
    received(bench)
    bench.reject("smear-1-left", "RC")


def excused(bench: Bench) -> None:
    bench.excuse(*HODGKIN_LEFT)


def right_side(bench: Bench) -> None:
    """Two of the left are collected, and the other side is the active one."""
    bench.scan("biopsy-1-left", "smear-1-left")
    bench.side("right")


def moved(bench: Bench) -> None:
    change = prepare.SideChange("right", confirmed=True, move_reason="dry-tap")
    prepare.declare_side(bench.station, P, change, bench.act())


def nothing(bench: Bench) -> None:
    pass


def stranger(bench: Bench) -> None:
    """Another patient's procedure with labels of its own."""
    data = order_data("O-2", patient=OTHER, indication="anaemia", sides=["left"])
    import_orders(bench.station, [parse_order(data)], bench.act())
    opened = open_procedure(bench.station, Opening("O-2", place="room-2"), bench.act()).procedure
    assert opened is not None
    bench.ready("left", opened.procedure, "P-87654321,2018-01-02")


FOUR = list(HODGKIN_LEFT)
TABLE: list[tuple[str, Callable[[Bench], None], tuple[str, ...], Wanted, dict[str, list[str]]]] = [
    ("all", nothing, HODGKIN_LEFT, Wanted(P), {"found": FOUR}),
    ("one lacks", nothing, HODGKIN_LEFT[1:], Wanted(P), {"found": FOUR[1:], "not seen": FOUR[:1]}),
    ("nothing", nothing, (), Wanted(P), {"not seen": FOUR}),
    ("nothing of no procedure", nothing, (), Wanted(), {}),
    (
        "by what is seen",
        nothing,
        HODGKIN_LEFT[:1],
        Wanted(),
        {"found": FOUR[:1], "not seen": FOUR[1:]},
    ),
    ("collected", collected, HODGKIN_LEFT, Wanted(P), {"found": FOUR}),
    (
        "filled from the other side",
        right_side,
        (*HODGKIN_LEFT, *HODGKIN_RIGHT),
        Wanted(P),
        {
            "found": [*FOUR[:2], *HODGKIN_RIGHT],
            "wrong-side": ["smear-2-left wrong-side", "flow-1-left wrong-side"],
        },
    ),
    ("at the desk", dispatched, HODGKIN_LEFT, DESK, {"found": FOUR}),
    (
        "at the desk, never collected",
        nothing,
        ("flow-1-left",),
        DESK,
        {"unexpected": ["flow-1-left never-collected"]},
    ),
    (
        "at its own desk",
        dispatched,
        ("flow-1-left", "biopsy-1-left"),
        replace(DESK, destination="flow"),
        {"found": ["flow-1-left"], "unexpected": ["biopsy-1-left wrong-destination"]},
    ),
    (
        "received before",
        received,
        ("flow-1-left", "biopsy-1-left"),
        DESK,
        {"found": ["flow-1-left", "biopsy-1-left"], "not seen": FOUR[1:3]},
    ),
    (
        "rejected before",
        rejected,
        ("smear-1-left",),
        DESK,
        {"unexpected": ["smear-1-left rejected"], "not seen": ["biopsy-1-left", "smear-2-left"]},
    ),
    (
        "excused",
        excused,
        ("flow-1-left",),
        Wanted(P),
        {"unexpected": ["flow-1-left excused"]},
    ),
    (
        "codes of nothing here",
        nothing,
        (*HODGKIN_LEFT, ELSEWHERE, "LAB-2026-1", "HELLO", "P-12345678,2019-05-17"),
        Wanted(P),
        {
            "found": FOUR,
            "unexpected": [
                f"{ELSEWHERE} record-not-here",
                "LAB-2026-1 unknown",
                "HELLO unreadable",
                "P-12345678,2019-05-17 no-container",
            ],
        },
    ),
    (
        "cards are tools",
        nothing,
        (*FOUR, "CARDCONFIRM", "PLACE7ROOMZZ136"),
        Wanted(P),
        {"found": FOUR},
    ),
]


@pytest.mark.parametrize(
    ("given", "names", "wanted", "expected"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_a_look(
    bench: Bench,
    given: Callable[[Bench], None],
    names: tuple[str, ...],
    wanted: Wanted,
    expected: dict[str, list[str]],
) -> None:
    given(bench)
    tray = look(bench.station, seen(bench, *names), wanted)
    assert told(tray) == expected
    assert tray.complete == (set(expected) == {"found"})


def test_a_void_label_does_not_stand_for_its_container(bench: Bench) -> None:
    bench.reprint("flow-1-left")
    tray = look(bench.station, seen(bench, "biopsy-1-left", "~flow-1-left"), Wanted(P))
    void = bench.text("~flow-1-left")
    assert told(tray) == {
        "found": ["biopsy-1-left"],
        "unexpected": [f"{void} void-label"],
        "not seen": ["smear-1-left", "smear-2-left", "flow-1-left"],
    }


def test_a_void_label_of_the_other_side_is_on_the_wrong_side(bench: Bench) -> None:
    label = bench.text("flow-1-left")
    moved(bench)
    assert told(look(bench.station, seen(bench, label), Wanted(P))) == {
        "wrong-side": [f"{label} void-label"]
    }


def test_a_label_of_another_procedure_is_unexpected_where_one_is_named(bench: Bench) -> None:
    stranger(bench)
    other = next(line.procedure for line in bench.store.procedures(place="room-2"))
    theirs = [c.label_id for c in bench.state(other).containers.values() if c.label_id]
    named = look(bench.station, seen(bench, *HODGKIN_LEFT, theirs[0]), Wanted(P))
    assert told(named) == {"found": FOUR, "unexpected": [f"{theirs[0]} other-procedure"]}
    both = look(bench.station, seen(bench, *HODGKIN_LEFT, *theirs), Wanted())
    assert both.complete


def test_an_unknown_procedure_is_named(bench: Bench) -> None:
    with pytest.raises(UnknownNameError) as refused:
        look(bench.station, Gathered("s"), Wanted("P00017-9"))
    assert str(refused.value) == ("Procedure 'P00017-9': expected one of this station, got none.")


def test_frames_and_scans_add_up(bench: Bench) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    gathered = gather(Gathered("s"), reading(*texts[:2]), {texts[0]: "green"})
    gathered = gather(gathered, reading(*texts[1:3]), {})
    assert not look(bench.station, gathered, Wanted(P)).complete
    gathered = gather_scan(gathered, f"]C1{texts[3]}\r")
    gathered = gather_scan(gathered, texts[0])
    assert gathered.seen == {
        texts[0]: Sighting(1, CORNERS, "green"),
        texts[1]: Sighting(2, CORNERS),
        texts[2]: Sighting(2, CORNERS),
        texts[3]: Sighting(),
    }
    assert look(bench.station, gathered, Wanted(P)).complete


def test_a_place_with_two_readings_is_not_complete(bench: Bench) -> None:
    whole = reading(*(bench.text(name) for name in HODGKIN_LEFT))
    doubtful = replace(whole, disagreements=(Disagreement(CORNERS, (("zxing", "A"),)),))
    gathered = gather(Gathered("s"), doubtful, {})
    tray = look(bench.station, gathered, Wanted(P))
    assert (tray.complete, tray.unreadable) == (False, 1)
    assert look(bench.station, gather(gathered, whole, {}), Wanted(P)).complete


@pytest.mark.parametrize(("count", "fits"), [(MOST_TEXTS, True), (MOST_TEXTS + 1, False)])
def test_a_tray_has_an_end(count: int, fits: bool) -> None:
    texts = [f"LAB-{n}" for n in range(count)]
    if fits:
        assert len(gather(Gathered("s"), reading(*texts), {}).seen) == count
        return
    full = gather(Gathered("s"), reading(*texts[:-1]), {})
    with pytest.raises(StationError) as refused:
        gather_scan(full, texts[-1])
    assert str(refused.value) == "Tray: expected at most 500 different codes, got more."


@pytest.mark.parametrize(("cap", "warnings"), [("green", ()), ("lavender", ("cap-colour",))])
def test_another_cap_is_a_warning_and_never_a_block(
    bench: Bench, cap: str, warnings: tuple[str, ...]
) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    caps = {texts[3]: cap, texts[0]: "blue"}  # of a biopsy's pot the protocol says none
    tray = look(bench.station, gather(Gathered("s"), reading(*texts), caps), Wanted(P))
    assert [item.warnings for item in tray.items] == [(), (), (), warnings]
    assert tray.complete


def test_the_lot_is_received_each_with_its_own_scan_id(bench: Bench) -> None:
    dispatched(bench)
    gathered = gather_scan(seen(bench, *HODGKIN_LEFT[1:3]), bench.text("flow-1-left"))
    tray = look(bench.station, gathered, DESK)
    answers = receive_lot(bench.station, tray, gathered, 1, None, bench.act("confirm"))
    assert {language: (said.accepted, said.message) for language, said in answers.items()} == {
        "en": (True, "Received: 3. Not seen on the tray: 1."),
        "nb": (True, "Mottatt: 3. Ikke sett på brettet: 1."),
    }
    kept = [event for event in bench.events() if isinstance(event.body, Received)]
    labels = [bench.text(name) for name in HODGKIN_LEFT[1:]]
    assert [(event.scan_id, event.source) for event in kept] == [
        (f"s-1-{labels[0]}", "camera"),
        (f"s-1-{labels[1]}", "camera"),
        (f"s-1-{labels[2]}", "reader"),
    ]
    assert receive_lot(bench.station, tray, gathered, 1, None, bench.act("confirm")) == answers
    assert [c.state for c in bench.state().containers.values()].count("received") == 3


def test_every_refusal_of_a_lot_is_named(bench: Bench) -> None:
    bench.scan("biopsy-1-left")
    bench.dispatch()
    gathered = seen(bench, "biopsy-1-left", "flow-1-left", ELSEWHERE, "HELLO", "LAB-2026-1")
    tray = look(bench.station, gathered, DESK)
    answer = receive_lot(bench.station, tray, gathered, 1, None, bench.act())["en"]
    flow = bench.text("flow-1-left")
    assert answer.message == (
        "Received: 2. REFUSED: 1. "
        f"{flow} Flow cytometry, left: never confirmed as collected at the bedside. Call them."
    )
    assert (answer.accepted, answer.reason, answer.tone) == (False, "never-collected", "low-low")
    assert answer.warnings == ("record-not-here",)
    again = look(bench.station, gathered, DESK)
    assert again.lot == (flow,)  # what is in is not asked for twice
    assert f"{ELSEWHERE} already-received" in told(again)["unexpected"]


def test_an_empty_lot_is_no_success(bench: Bench) -> None:
    empty = Gathered("s")
    tray = look(bench.station, empty, DESK)
    answer = receive_lot(bench.station, tray, empty, 1, None, bench.act())["en"]
    assert (answer.accepted, answer.message) == (False, "Received: 0.")


class Glimpses:
    """Eyes that see what is written: of each shot so many texts as are wanted, up to its own."""

    def __init__(self, shows: dict[str, list[str]]) -> None:
        self.shows = shows
        self.asked: list[tuple[str, int]] = []

    def read(self, shot: Shot, wanted: int) -> Reading:
        self.asked.append((shot.name, wanted))
        return reading(*self.shows[shot.name][:wanted])

    def caps(self, shot: Shot, symbols: object) -> dict[str, str]:
        return {}


def shots(*names: str) -> list[Shot]:
    grey = np.zeros((4, 4), np.uint8)
    return [Shot(name, grey, np.zeros((4, 4, 3), np.uint8)) for name in names]


def test_more_is_looked_for_while_something_lacks(bench: Bench) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    eyes = Glimpses({"one": texts})
    found = survey(bench.station, shots("one"), eyes, Wanted(), whole=False)
    assert found is not None
    assert found.tray.complete
    assert eyes.asked == [("one", 1), ("one", 4)]


def test_a_camera_is_followed_until_nothing_lacks(bench: Bench) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    eyes = Glimpses({"one": texts[:3], "two": texts[2:], "three": []})
    found = survey(bench.station, shots("one", "two", "three"), eyes, Wanted(P), whole=False)
    assert found is not None
    assert (found.tray.complete, found.gathered.frames, found.best.name) == (True, 2, "one")
    # The third was read again elsewhere, and is in this picture all the same.
    assert marks_of(found) == [Drawn("tick", CORNERS)] * 3
    every = survey(bench.station, shots("one", "two", "three"), eyes, Wanted(P), whole=True)
    assert every is not None
    assert every.gathered.frames == 3


def test_no_picture_is_no_tray(bench: Bench) -> None:
    assert survey(bench.station, [], Glimpses({}), Wanted(P), whole=True) is None


def test_a_tray_in_words(bench: Bench) -> None:
    flow, smear = bench.text("flow-1-left"), bench.text("smear-2-left")
    gathered = gather(
        Gathered("s"),
        reading(*(bench.text(name) for name in HODGKIN_LEFT[:2]), flow, "HELLO"),
        {flow: "blue"},
    )
    tray = look(bench.station, gathered, Wanted(P))
    assert lines_of(tray, "en") == [
        Line("question", "NOT COMPLETE."),
        Line("tick", "Found: 3"),
        Line("cross", "Unexpected: HELLO (no code of this station)"),
        Line("question", f"Not seen: Marrow smear, left {smear} (P00017-1)"),
        Line(
            "question",
            f"Flow cytometry, left {flow}: The cap has another colour than usual: is it the "
            "right tube?",
        ),
    ]
    assert lines_of(tray, "nb")[0] == Line("question", "IKKE KOMPLETT.")
