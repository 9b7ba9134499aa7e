"""A tray: what is found, not seen, unexpected, of the wrong side; and received as one lot."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, Bench, P, order_data
from trays import CORNERS, collected, dispatched, nothing, reading, received, rejected, seen

from station.app import prepare
from station.app.import_orders import import_orders
from station.app.open_procedure import Opening, open_procedure
from station.app.tray import (
    MOST_TEXTS,
    Doubt,
    Gathered,
    Sighting,
    gather,
    gather_scan,
    look,
)
from station.app.tray_words import item_name, lines_of
from station.domain.errors import StationError, UnknownNameError
from station.domain.identifiers.specimen import issue
from station.domain.order import parse_order
from station.domain.tray import Tray, Wanted
from station.ports.decoder import Disagreement
from station.ports.viewfinder import Caption

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


def excused(bench: Bench) -> None:
    bench.excuse(*HODGKIN_LEFT)


def right_side(bench: Bench) -> None:
    """Two of the left are collected, and the other side is the active one."""
    bench.scan("biopsy-1-left", "smear-1-left")
    bench.side("right")


def excused_before_the_right_side(bench: Bench) -> None:
    excused(bench)
    bench.side("right")


def moved(bench: Bench) -> None:
    change = prepare.SideChange("right", confirmed=True, move_reason="dry-tap")
    prepare.declare_side(bench.station, P, change, bench.act())


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
        "at the desk, never collected on a side that is not the active one",
        right_side,
        HODGKIN_LEFT,
        DESK,
        {
            "found": FOUR[:2],
            "unexpected": ["smear-2-left never-collected", "flow-1-left never-collected"],
        },
    ),
    (
        "at the desk, excused on a side that is not the active one",
        excused_before_the_right_side,
        ("flow-1-left",),
        DESK,
        {"unexpected": ["flow-1-left excused"]},
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


def test_a_label_that_does_not_stand_for_its_container_says_whose_it_is(bench: Bench) -> None:
    label = bench.text("flow-1-left")
    moved(bench)
    stranger(bench)
    other = next(line.procedure for line in bench.store.procedures(place="room-2"))
    theirs = next(c.label_id for c in bench.state(other).containers.values() if c.label_id)
    tray = look(bench.station, seen(bench, label, theirs), Wanted(P))
    void, foreign = tray.items
    assert (void.procedure, foreign.procedure) == (P, other)
    # The side is that on the label: the container itself is to come from the other one now.
    assert item_name(void, "en") == f"Flow cytometry, left {label} (void label, {P})"
    assert item_name(foreign, "nb") == (
        f"Cristabiopsi, venstre {theirs} (hører til en annen prosedyre, {other})"
    )


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
        look(bench.station, Gathered(), Wanted("P00017-9"))
    assert str(refused.value) == ("Procedure 'P00017-9': expected one of this station, got none.")


def test_frames_and_scans_add_up(bench: Bench) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    gathered = gather(Gathered(), reading(*texts[:2]), {texts[0]: "green"})
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
    gathered = gather(Gathered(), doubtful, {})
    tray = look(bench.station, gathered, Wanted(P))
    assert (tray.complete, tray.unreadable) == (False, 1)
    assert gathered.unreadable == (Doubt(1, doubtful.disagreements[0]),)
    assert look(bench.station, gather(gathered, whole, {}), Wanted(P)).complete


def test_a_doubt_on_one_picture_stays_whatever_another_shows(bench: Bench) -> None:
    whole = reading(*(bench.text(name) for name in HODGKIN_LEFT))
    place = Disagreement(CORNERS, (("zxing", "A"), ("zbar", "B")))
    doubtful = replace(whole, disagreements=(place,))
    gathered = Gathered()
    for one in (whole, doubtful, whole, doubtful):
        gathered = gather(gathered, one, {}, still=True)
    tray = look(bench.station, gathered, Wanted(P))
    assert (gathered.unreadable, tray.complete) == ((Doubt(2, place), Doubt(4, place)), False)
    assert lines_of(tray, "en")[-1] == Caption(
        "question", "Two readings of one place: 2. Turn the tube and look again."
    )


@pytest.mark.parametrize(("count", "fits"), [(MOST_TEXTS, True), (MOST_TEXTS + 1, False)])
def test_a_tray_has_an_end(count: int, fits: bool) -> None:
    texts = [f"LAB-{n}" for n in range(count)]
    if fits:
        assert len(gather(Gathered(), reading(*texts), {}).seen) == count
        return
    full = gather(Gathered(), reading(*texts[:-1]), {})
    with pytest.raises(StationError) as refused:
        gather_scan(full, texts[-1])
    assert str(refused.value) == "Tray: expected at most 500 different codes, got more."


@pytest.mark.parametrize(("cap", "warnings"), [("green", ()), ("lavender", ("cap-colour",))])
def test_another_cap_is_a_warning_and_never_a_block(
    bench: Bench, cap: str, warnings: tuple[str, ...]
) -> None:
    texts = [bench.text(name) for name in HODGKIN_LEFT]
    caps = {texts[3]: cap, texts[0]: "blue"}  # of a biopsy's pot the protocol says none
    tray = look(bench.station, gather(Gathered(), reading(*texts), caps), Wanted(P))
    assert [item.warnings for item in tray.items] == [(), (), (), warnings]
    assert tray.complete


def test_a_tray_in_words(bench: Bench) -> None:
    flow, smear = bench.text("flow-1-left"), bench.text("smear-2-left")
    gathered = gather(
        Gathered(),
        reading(*(bench.text(name) for name in HODGKIN_LEFT[:2]), flow, "HELLO"),
        {flow: "blue"},
    )
    tray = look(bench.station, gathered, Wanted(P))
    assert lines_of(tray, "en") == [
        Caption("question", "NOT COMPLETE."),
        Caption("tick", "Found: 3"),
        Caption("cross", "Unexpected: HELLO (no code of this station)"),
        Caption("question", f"Not seen: Marrow smear, left {smear} (P00017-1)"),
        Caption(
            "question",
            f"Flow cytometry, left {flow}: The cap has another colour than usual: is it the "
            "right tube?",
        ),
    ]
    assert lines_of(tray, "nb")[0] == Caption("question", "IKKE KOMPLETT.")
