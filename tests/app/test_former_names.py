"""After a correction or a merge: flags, warnings, labels, wristbands, and the former name shown."""

from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, PATIENT, Bench, P
from printing import queueing, zebra_at

from station.app.keeping import Outcome
from station.app.patients import Correction, correct_patient, merge_patient, unmerge_patient
from station.app.print_labels import LabelsWanted, print_labels
from station.app.receive import undo_receive
from station.app.views.bedside import bedside_view
from station.app.views.board import board
from station.app.views.history import history
from station.app.views.orders import all_orders
from station.domain.errors import Saying
from station.domain.person import parse_person

FLOW = "flow-1-left"
OUTDATED = (
    "FORMER NAME: the label has what the patient was called before. Reprint it, or settle it."
)
BABY = {**PATIENT, "id": "T-1", "family": "BABY OF TESTESEN", "given": ""}
OWN = {**PATIENT, "id": "N-1", "family": "TESTESEN", "given": "Ida"}
BABY_BAND, OWN_BAND = "T-1,2019-05-17", "N-1,2019-05-17"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready()
    return bench


@pytest.fixture
def born(tmp_path: Path) -> Bench:
    """A newborn with a temporary number, its labels out."""
    bench = Bench(tmp_path)
    bench.order(patient=BABY)
    bench.open()
    bench.ready(band=BABY_BAND)
    return bench


def correct(bench: Bench, **right: str) -> Outcome:
    return correct_patient(
        bench.station, "P-12345678", Correction("misspelt", **right), bench.act()
    )


def merge(bench: Bench) -> Outcome:
    person = parse_person(OWN, Saying("Patient"))
    return merge_patient(bench.station, "T-1", person, bench.act())


def unmerge(bench: Bench) -> Outcome:
    return unmerge_patient(bench.station, "T-1", "the other twin", bench.act())


def flagged(bench: Bench) -> list[str]:
    return [flag.container or "" for flag in bench.board() if flag.flag == "name-changed"]


def test_what_is_out_is_flagged_collected_and_received_with_a_warning(bench: Bench) -> None:
    correct(bench, family="Olsen")
    assert sorted(flagged(bench)) == sorted(HODGKIN_LEFT)
    said = bench.scan(FLOW).answer
    assert "label-outdated" in said.warnings
    assert said.message.endswith(OUTDATED)
    bench.scan(*HODGKIN_LEFT[:-1])
    bench.dispatch()
    said = bench.receive(FLOW).answer
    assert (said.message, said.warnings, said.kind_of_answer) == (
        f"Flow cytometry, left: received. {OUTDATED}",
        ("label-outdated",),
        "warning",
    )
    assert FLOW in flagged(bench)


def test_a_print_check_says_it_too(bench: Bench) -> None:
    correct(bench, family="Olsen")
    bench.scan("CARDCHECK")
    assert bench.scan(FLOW).answer.warnings == ("label-outdated",)


def test_a_reprint_or_a_person_settles_it(bench: Bench) -> None:
    correct(bench, family="Olsen")
    bench.reprint(FLOW)
    assert FLOW not in flagged(bench)
    assert "label-outdated" not in bench.scan(FLOW).answer.warnings
    assert bench.line("resolve P biopsy-1-left --reason 'written on it'").code == 0
    assert sorted(flagged(bench)) == ["smear-1-left", "smear-2-left"]


def test_the_close_asks_and_says_what_is_left(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    correct(bench, family="Olsen")
    asked = bench.scan("CARDCLOSE").answer
    assert "the label has the patient's former name. Reprint it, or settle it." in asked.message
    closed = bench.close().answer
    assert "labels with a former name: 4" in closed.message


def test_corrected_back_the_labels_are_right_again(bench: Bench) -> None:
    correct(bench, family="Olsen")
    bench.reprint(FLOW)
    correct(bench, family="TESTESEN")
    assert flagged(bench) == [FLOW]


def test_another_correction_does_not_flag_what_was_printed_since(bench: Bench) -> None:
    correct(bench, family="Olsen")
    bench.reprint(FLOW)
    correct(bench, birth_date="2019-05-18")
    assert sorted(flagged(bench)) == sorted(HODGKIN_LEFT)


def test_the_right_wristband_works_and_nobody_is_unconfirmed(bench: Bench) -> None:
    correct(bench, birth_date="2019-05-18")
    assert bench.state().confirmed
    assert bench.scan("P-12345678,2019-05-18").answer.message == "Patient confirmed."
    assert bench.scan("P-12345678,2019-05-17").answer.reason == "wrong-patient"


def test_labels_that_wait_are_drawn_anew(tmp_path: Path) -> None:
    bench = Bench(tmp_path).at_labels()
    with zebra_at(bench):
        print_labels(bench.station, P, LabelsWanted(), bench.act(), queueing(bench))
        said = correct(bench, family="Olsen").answer
        assert said.message.endswith("Labels that are not printed yet are drawn anew: 4.")
        assert flagged(bench) == []
        content = bench.store.spool.content(bench.text(FLOW)) or {}
        assert (content["family"], content["patient_id"]) == ("OLSEN", "P-12345678")


def test_a_merge_shows_the_former_name_until_when(born: Bench) -> None:
    born.clock.move(minutes=40)
    merge(born)
    at = born.clock.now().astimezone()
    until = f"BABY OF TESTESEN, until {at:%H:%M}"
    shown = bedside_view(born.station, "default").active
    assert shown is not None
    patient = shown.procedure.patient
    assert patient is not None
    assert (patient.name, patient.patient_id, patient.was) == ("TESTESEN, Ida", "N-1", until)
    assert {line.patient.was for line in board(born.station, "default").lines if line.patient} == {
        until
    }
    assert [one.patient.was for one in all_orders(born.station) if one.patient] == [until]
    row = next(row for row in history(born.station, P) if row.type == "patient-merged")
    assert [one.said for one in row.told] == [
        "family name, given name",
        "BABY OF TESTESEN, born 2019-05-17",
    ]
    born.clock.move(hours=24)
    shown = bedside_view(born.station, "default").active
    assert shown is not None
    assert shown.procedure.patient is not None
    assert shown.procedure.patient.was == f"BABY OF TESTESEN, until {at:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("right", "was"),
    [
        ({"family": "Olsen"}, "was TESTESEN, Prøve"),
        ({"birth_date": "2019-05-18"}, "was born 2019-05-17"),
        ({"given": "Ida", "birth_date": "2019"}, "was TESTESEN, Prøve, born 2019-05-17"),
    ],
)
def test_a_correction_shows_what_it_was(bench: Bench, right: dict[str, str], was: str) -> None:
    correct(bench, **right)
    shown = bench.line("procedure show P").answer["patient"]
    assert shown["was"] == was


def test_both_wristbands_work_until_the_merge_is_taken_back(born: Bench) -> None:
    merge(born)
    assert born.scan(OWN_BAND).answer.accepted
    assert born.scan(BABY_BAND).answer.accepted
    unmerge(born)
    assert born.scan(OWN_BAND).answer.reason == "wrong-patient"
    assert born.scan(BABY_BAND).answer.accepted


def test_who_was_confirmed_before_the_merge_stays_so(born: Bench) -> None:
    merge(born)
    unmerge(born)
    assert born.state().confirmed


def test_who_was_confirmed_as_the_other_is_not(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order(patient=BABY)
    bench.open()
    merge(bench)
    bench.ready(band=OWN_BAND)
    unmerge(bench)
    assert not bench.state().confirmed
    assert sorted(flagged(bench)) == sorted(HODGKIN_LEFT)
    assert bench.scan(FLOW).answer.reason == "patient-not-confirmed"


def test_an_order_that_came_meanwhile_goes_with_its_number(born: Bench) -> None:
    merge(born)
    born.order("O-2", patient=OWN)
    born.order("O-3", patient=BABY)
    own, temporary = born.open("O-2"), born.open("O-3")
    assert unmerge(born).procedures == (P, temporary)
    keys = {name: born.state(name).patient for name in (P, own, temporary)}
    assert keys[P] == keys[temporary] != keys[own]


def test_no_byte_of_a_name_is_in_an_event(born: Bench) -> None:
    merge(born)
    unmerge(born)
    merge(born)
    log = "\n".join(str(row) for row in born.dump()["event"]).upper()
    for word in ("TESTESEN", "BABY", "IDA", "2019-05-17", "T-1", "N-1", "TWIN"):
        assert word not in log


def test_what_is_erased_is_shown_no_more(born: Bench) -> None:
    merge(born)
    db = born.store._sql
    db.execute("DELETE FROM former")
    shown = bedside_view(born.station, "default").active
    assert shown is not None
    assert shown.procedure.patient is not None
    assert shown.procedure.patient.was == ""


def test_a_merge_in_the_middle_is_taken_back_with_all_that_came_by_it(born: Bench) -> None:
    merge(born)
    person = parse_person({**OWN, "id": "N-2"}, Saying("Patient"))
    merge_patient(born.station, "N-1", person, born.act())
    done = unmerge_patient(born.station, "N-1", "mistaken", born.act())
    assert done.procedures == (P,)
    assert born.scan(OWN_BAND).answer.accepted
    assert unmerge(born).procedures == (P,)
    assert born.scan(BABY_BAND).answer.accepted
    shown = bedside_view(born.station, "default").active
    assert shown is not None
    assert shown.procedure.patient is not None
    assert shown.procedure.patient.name == "BABY OF TESTESEN"


def received(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    bench.close()
    bench.dispatch()
    bench.receive(*HODGKIN_LEFT)


def test_a_reception_that_is_taken_back_knows_the_former_name(bench: Bench) -> None:
    received(bench)
    bench.clock.move(minutes=5)
    correct(bench, family="Olsen")
    assert flagged(bench) == []  # the laboratory had them before
    undo_receive(bench.station, bench.text(FLOW), "wrong tube", bench.act())
    assert flagged(bench) == [FLOW]
    assert bench.receive(FLOW).answer.warnings == ("label-outdated",)


def test_what_was_received_under_a_former_name_is_right_when_corrected_back(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    bench.close()
    correct(bench, family="Olsen")
    bench.receive(*HODGKIN_LEFT)
    assert sorted(flagged(bench)) == sorted(HODGKIN_LEFT)
    correct(bench, family="TESTESEN")
    assert flagged(bench) == []


def test_a_correction_says_whom_the_patient_is_like_now(bench: Bench) -> None:
    bench.order("O-2", patient={**PATIENT, "id": "P-5", "family": "OLSEN", "given": "Ida"})
    said = correct(bench, family="Olsen").answer
    assert said.warnings == ("name-alike",)


def test_a_label_id_that_is_somebodys_number_is_not_added(bench: Bench) -> None:
    said = bench.line("add P flow --side left --label-id P-12345678")
    assert (said.code, said.error) == (
        2,
        "Label id 'P-12345678': expected one that is no patient's number, got one.\n",
    )


def test_a_merge_into_a_twin_of_the_same_name_is_known_by_its_number(born: Bench) -> None:
    twin = {**BABY, "id": "T-2"}
    born.order("O-2", patient=twin)
    person = parse_person(twin, Saying("Patient"))
    said = merge_patient(born.station, "T-1", person, born.act()).answer
    assert "Labels that are out have the former name" in said.message
    assert sorted(flagged(born)) == sorted(HODGKIN_LEFT)
    shown = bedside_view(born.station, "default").active
    assert shown is not None
    assert shown.procedure.patient is not None
    at = born.clock.now().astimezone()
    assert shown.procedure.patient.was == f"T-1, until {at:%H:%M}"


def test_a_flagged_tube_gets_its_label_after_the_close_too(bench: Bench) -> None:
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    bench.close()
    assert bench.reprint(FLOW).answer.reason == "procedure-closed"
    correct(bench, family="Olsen")
    assert bench.reprint(FLOW).answer.accepted
    assert bench.scan("CARDREPRINT", f"~{FLOW}", FLOW).answer.message == (
        "Flow cytometry, left: relabelled."
    )
    assert FLOW not in flagged(bench)
    assert bench.receive(FLOW).answer.warnings == ()


def test_a_copy_with_the_laboratorys_id_settles_nothing_before_the_old_label_is_gone(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path)
    bench.order(containers=[{"kind": "flow", "side": "left", "label_id": "LAB-1"}])
    bench.open()
    bench.ready()
    correct(bench, family="Olsen")
    assert flagged(bench) == [FLOW]
    assert bench.reprint(FLOW).answer.accepted
    assert flagged(bench) == [FLOW]
    bench.scan("CARDREPRINT", "LAB-1")
    assert flagged(bench) == []
