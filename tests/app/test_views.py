"""What is shown: by the same values on the page and the command line."""

from pathlib import Path

from kit import BAND, Bench, P, order_data

from station.app import prepare
from station.app.views.bedside import PlaceState, bedside_view
from station.app.views.board import board
from station.app.views.history import Told, history
from station.app.views.orders import order_list, procedure_list
from station.app.views.person import PersonView, person_view
from station.domain.order import parse_order

PERSON = parse_order(order_data())[1]
SHOWN = PersonView(
    "P-12345678", "TESTESEN", "Prøve", "TESTESEN, Prøve", birth_date=PERSON.birth_date
)


def test_a_person_is_shown_alike_everywhere(labelled: Bench) -> None:
    station = labelled.station
    assert person_view(station, labelled.state().patient) == SHOWN
    assert person_view(station, "erased") is None
    active = bedside_view(station, "default").active
    assert active is not None
    assert active.procedure.patient == SHOWN
    assert [line.patient for line in board(station, "default").lines[:1]] == [SHOWN]
    assert [one.patient for one in order_list(station, "default").orders] == [SHOWN]
    assert [row.patient for row in procedure_list(station).rows] == [SHOWN]


def test_a_place_shows_its_active_procedure_and_what_waits(labelled: Bench) -> None:
    """The one that was opened last; nothing is offered that would be refused for good."""
    version = labelled.state().version
    labelled.order("O-2")
    other = labelled.open("O-2")
    view = bedside_view(labelled.station, "default")
    assert (view.state.procedure, view.suspended) == (other, (P,))
    labelled.confirm(P)  # its wristband brings it back
    view = bedside_view(labelled.station, "default")
    assert (view.state, view.suspended) == (PlaceState(P, "left", version + 2), (other,))
    assert view.active is not None
    assert [(c.side, c.active, len(c.containers)) for c in view.active.tray] == [
        ("left", True, 4),
        ("right", False, 4),
    ]
    assert (view.active.second, view.active.move_to) == ("confirmed", "right")
    assert view.active.next == "Fill, then scan: Biopsy, left"
    assert view.active.tell
    free = bedside_view(labelled.station, "room-2")
    assert (free.state, free.active) == (PlaceState(), None)


def test_a_sent_container_may_get_a_new_label(labelled: Bench) -> None:
    labelled.scan("flow-1-left")
    labelled.dispatch()
    active = bedside_view(labelled.station, "default").active
    assert active is not None
    found = {c.container: c for c in active.procedure.containers}["flow-1-left"]
    assert found.state == "dispatched"
    assert found.offered == frozenset({"undo", "discard", "reprint"})


def test_the_history_says_codes_in_words(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "nb")
    bench.order()
    bench.open()
    bench.confirm(band=BAND)
    bench.answer_checklist()
    bench.scan("CARDCHECK", "CARDRIGHT")
    prepare.declare_side(bench.station, P, prepare.SideChange("right"), bench.act())
    told = [row.told for row in history(bench.station, P)]
    assert (Told("method", "armbånd med fødselsdato"),) in told
    assert (Told("mode", "etikettkontroll"),) in told
    assert (Told("side", "høyre"),) in told
    assert any(one == Told("answer", "Nei") for row in told for one in row)
    bench.end()
