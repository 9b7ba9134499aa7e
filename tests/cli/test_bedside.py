"""What goes otherwise than planned at a bedside, line by line as it would be typed or scanned."""

from pathlib import Path
from typing import Any

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, Bench, P

from station.cli import run

OTHER = {"id": "P-87654321", "family": "PRØVESEN", "given": "Test", "birth_date": "2018-01-02"}
BABY = {
    "id": "TEMP-1",
    "family": "BABY OF TESTESEN",
    "given": "",
    "birth_date": "2026-02-27",
}
SECOND = "P00017-2"
ALL_LEFT = " ".join(f"@{name}" for name in HODGKIN_LEFT)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    bench.ready("left")
    return bench


@pytest.fixture
def own(tmp_path: Path) -> Bench:
    """The laboratory's own ids: a tube that came labelled, and one whose label is ours to print."""
    bench = Bench(tmp_path)
    containers = [
        {"kind": "flow", "side": "left", "label_id": "LAB-1", "pre_labelled": True},
        {"kind": "cytogenetics", "side": "left", "label_id": "LAB-2"},
    ]
    bench.order(indication="acute-leukaemia", sides=["left"], containers=containers)
    bench.open()
    return bench


def ok(bench: Bench, *lines: str) -> Any:
    """Run lines that are all accepted; the last answer."""
    for line in lines:
        said = bench.line(line)
        assert (said.code, said.error) == (0, ""), (line, said)
    return said.answer


def refused(bench: Bench, line: str) -> str:
    """Run a line that is refused; its reason."""
    said = bench.line(line)
    assert (said.code, said.error) == (1, ""), (line, said)
    return str(said.answer["reason"])


def shown(bench: Bench, p: str = "P") -> dict[str, dict[str, Any]]:
    answer = bench.line(f"procedure show {p}").answer
    return {c["container"]: c for c in answer["containers"]}


def states(bench: Bench) -> set[str]:
    return {c["state"] for c in shown(bench).values()}


def test_a_dry_tap_moves_the_rest_to_the_other_side(bench: Bench) -> None:
    ok(bench, "scan P @biopsy-1-left")
    old = shown(bench)["flow-1-left"]["label_id"]
    said = ok(bench, "side P right --move-rest --reason dry-tap")
    assert said["message"] == (
        "Active side: right. Uncollected containers moved here: 3; their old labels are void, "
        "print new ones."
    )
    labels = ok(bench, "labels P --out OUT")["labels"]
    assert {label["container"] for label in labels} == {
        *("smear-1-left", "smear-2-left", "flow-1-left"),
        *HODGKIN_RIGHT,
    }
    assert refused(bench, f"scan P {old}") == "void-label"
    assert ok(bench, "scan P @flow-1-left")["side"] == "right"
    moved = shown(bench)["flow-1-left"]
    assert (moved["side"], moved["void_labels"]) == ("right", [old])


def test_abort_closes_and_excuses_the_rest(bench: Bench) -> None:
    ok(bench, "scan P @biopsy-1-left")
    said = ok(bench, "procedure abort P --reason patient-condition")
    assert (said["closed"], said["message"]) == (True, "Aborted. Containers excused: 7.")
    assert shown(bench)["biopsy-1-left"]["state"] == "collected"
    assert ok(bench, "procedure show P")["aborted"] == "patient-condition"


def test_stragglers_are_accepted_after_close(bench: Bench) -> None:
    ok(bench, f"scan P {ALL_LEFT}", *(f"excuse P {n} --reason dry-tap" for n in HODGKIN_RIGHT))
    ok(bench, "undo P flow-1-left --reason mistaken", "excuse P flow-1-left --reason clotted")
    ok(bench, "procedure close P")
    late = ok(bench, "scan P @flow-1-left")
    assert (late["accepted"], late["warnings"][:2]) == (True, ["late", "excuse-withdrawn"])
    added = ok(bench, "add P molecular --side left --label-id LAB-9")
    assert (added["container"], added["message"]) == (
        "molecular-1-left",
        "Molecular genetics, left: added to the procedure as molecular-1-left.",
    )
    assert ok(bench, "scan P LAB-9")["warning"] == "late"
    assert ok(bench, "receive LAB-9")["message"] == "Molecular genetics, left: received."
    for line in ("labels P --out OUT", "side P right", "undo P flow-1-left --reason mistaken"):
        assert refused(bench, line) == "procedure-closed"


def test_two_procedures_in_one_place_switch_by_wristband(bench: Bench) -> None:
    bench.order("O-2", patient=OTHER)
    bench.open("O-2")
    bench.ready("left", SECOND, "P-87654321,2018-01-02")
    first, second = (bench.text("flow-1-left", p) for p in (P, SECOND))
    assert refused(bench, f"scan {first}") == "other-procedure"
    assert ok(bench, f"scan {second}")["procedure"] == SECOND
    assert ok(bench, "scan P-12345678")["procedure"] == P
    assert ok(bench, f"scan {first}")["procedure"] == P
    assert ok(bench, "scan P-87654321")["procedure"] == SECOND
    active = {row["procedure"]: row["active"] for row in ok(bench, "procedure list")}
    assert active == {P: False, SECOND: True}


def test_two_places_keep_their_procedures_apart(bench: Bench) -> None:
    bench.order("O-2", patient=OTHER)
    bench.open("O-2", place="room-2")
    bench.ready("left", SECOND, "P-87654321,2018-01-02")
    assert ok(bench, "scan @flow-1-left")["procedure"] == P
    other = bench.text("flow-1-left", SECOND)
    assert refused(bench, f"scan {other}") == "other-procedure"
    assert ok(bench, f"scan {other} --place room-2")["procedure"] == SECOND


def test_a_newborn_without_a_name_is_merged_with_its_history(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order(patient=BABY)
    bench.open()
    bench.ready("left", band="TEMP-1,2026-02-27")
    before = len(bench.events())
    ok(bench, f"scan P {ALL_LEFT}")
    name = "--family TESTESEN --given Nyfødt --birth-date 2026-02-27"
    assert ok(bench, f"patient merge TEMP-1 P-55555555 {name}")["procedures"] == [P]
    view = ok(bench, "procedure show P")
    assert view["patient"]["name"] == "TESTESEN, Nyfødt"
    assert shown(bench)["flow-1-left"]["state"] == "collected"
    assert [e.body.TYPE for e in bench.events()[before:]] == ["collected"] * 4 + ["patient-merged"]
    for band in ("TEMP-1", "P-55555555", "TEMP-1,2026-02-27", "P-55555555,2026-02-27"):
        assert ok(bench, f"scan {band}")["procedure"] == P
    assert ok(bench, "side P right --confirm", "labels P --out OUT")["message"] == (
        "Labels printed: 4."
    )


def test_the_laboratorys_own_labels_are_printed_and_checked(own: Bench) -> None:
    assert {name: c["state"] for name, c in shown(own).items()} == {
        "flow-1": "printed",
        "cytogenetics-1": "printed",
    }
    own.confirm()
    own.answer_checklist()
    ok(own, "side P left")
    (label,) = ok(own, "labels P --out OUT")["labels"]
    assert (label["container"], label["label_id"]) == ("cytogenetics-1", "LAB-2")
    (symbol,) = ok(own, f"read {label['file']}")["symbols"]
    assert symbol["text"] == "LAB-2"
    assert ok(own, "scan lab-1 lab-2")["container"] == "cytogenetics-1"
    assert states(own) == {"collected"}


@pytest.mark.parametrize("destroyed", [True, False])
def test_a_copy_of_an_own_label_wants_the_old_one_destroyed(own: Bench, destroyed: bool) -> None:
    own.ready("left")
    (label,) = ok(own, "reprint P flow-1 --reason smudged --out OUT")["labels"]
    assert label["label_id"] == "LAB-1"
    content = next(r["content"] for r in own.dump()["snapshot"] if r["label_id"] == "LAB-1")
    assert '"mark":"COPY 2"' in content
    if destroyed:
        said = ok(own, "scan CARDREPRINT", "scan LAB-1")
        assert said["message"] == "Flow cytometry, left: old label destroyed."
    ok(own, "scan LAB-1", "scan LAB-2", "receive LAB-1 LAB-2")
    flags = [row["flag"] for row in ok(own, "missing")]
    assert flags == ([] if destroyed else ["discrepancy"])


def test_a_filled_tube_is_relabelled_and_stays_collected(bench: Bench) -> None:
    ok(bench, f"scan P {ALL_LEFT}")
    collected_at = shown(bench)["flow-1-left"]["collected_at"]
    said = ok(bench, "reprint P flow-1-left --reason smudged --out OUT")
    assert said["message"] == "Flow cytometry, left: new label printed, the old one is void."
    flags = [(f["container"], f["flag"]) for f in ok(bench, "missing")]
    assert ("flow-1-left", "relabel-open") in flags
    ok(bench, "scan CARDREPRINT", "scan ~flow-1-left")
    assert ok(bench, "scan @flow-1-left")["message"] == "Flow cytometry, left: relabelled."
    tube = shown(bench)["flow-1-left"]
    assert (tube["state"], tube["collected_at"]) == ("collected", collected_at)
    assert "discrepancy" not in {f["flag"] for f in ok(bench, "missing")}
    assert refused(bench, "receive ~flow-1-left") == "void-label"
    assert ok(bench, "receive @flow-1-left")["accepted"] is True


def test_under_the_card_a_new_label_can_be_printed_for_the_old_one(bench: Bench) -> None:
    ok(bench, "scan @flow-1-left", "scan CARDREPRINT", "scan @flow-1-left", "scan CARDPRINT")
    ok(bench, "scan @flow-1-left")
    assert shown(bench)["flow-1-left"]["state"] == "collected"
    assert len(shown(bench)["flow-1-left"]["void_labels"]) == 1


def test_what_is_discarded_is_recollected(bench: Bench) -> None:
    ok(bench, "scan P @flow-1-left")
    said = ok(bench, "discard P flow-1-left --reason spilled")
    assert said["replacement"] == "flow-2-left"
    assert said["message"] == ("Flow cytometry, left: discarded. flow-2-left is expected instead.")
    ok(bench, "labels P --out OUT", "scan P @flow-2-left")
    found = shown(bench)
    assert found["flow-1-left"]["state"] == "discarded"
    again = found["flow-2-left"]
    assert (again["state"], again["recollects"]) == ("collected", "flow-1-left")


def test_one_more_container_is_printed_and_collected(bench: Bench) -> None:
    ok(bench, "add P mrd --side left", "add P blood-smear --side none", "labels P --out OUT")
    ok(bench, "scan P @mrd-1-left @blood-smear-1")
    found = shown(bench)
    assert {found[name]["state"] for name in ("mrd-1-left", "blood-smear-1")} == {"collected"}


@pytest.mark.parametrize("way", [("", " --check-print"), ("scan P CARDCHECK", "")])
def test_a_print_check_never_collects(way: tuple[str, str], bench: Bench) -> None:
    card, option = way
    if card:
        ok(bench, card)
    said = bench.line(f"scan P {ALL_LEFT}{option}")
    assert said.code == 0
    assert said.answers[0]["message"] == "Biopsy, left: label can be read. NOT collected."
    assert {c["state"] for n, c in shown(bench).items() if n in HODGKIN_LEFT} == {"printed"}
    if card:
        assert ok(bench, card)["message"] == "Collecting: scan each container after filling."
    assert ok(bench, "scan P @biopsy-1-left")["message"] == "Biopsy, left: collected."


def test_undo_by_name_and_by_card(bench: Bench) -> None:
    ok(bench, "scan P @biopsy-1-left", "scan P @smear-1-left")
    assert ok(bench, "scan CARDUNDO")["container"] == "smear-1-left"
    assert refused(bench, "scan CARDUNDO") == "nothing-to-undo"
    said = ok(bench, "undo P biopsy-1-left --reason 'wrong hole'")
    assert said["message"] == "Biopsy, left: taken back."
    assert {shown(bench)[n]["state"] for n in HODGKIN_LEFT} == {"printed"}
    assert ok(bench, "scan P @biopsy-1-left")["accepted"] is True


def test_the_whole_procedure_by_cards(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    assert ok(bench, "scan P-12345678")["message"] == (
        "Wristband read. Read the birth date aloud and scan CONFIRM."
    )
    assert ok(bench, "scan CARDCONFIRM")["message"] == "Patient confirmed."
    bench.answer_checklist()
    assert ok(bench, "scan CARDLEFT")["message"] == "Active side: left."
    assert ok(bench, "scan CARDPRINT --out OUT")["message"] == "Labels printed: 4."
    ok(bench, "scan @biopsy-1-left", "scan @smear-1-left", "scan @smear-2-left")
    assert refused(bench, "scan CARDRIGHT") == "side-incomplete"
    assert ok(bench, "scan CARDCONFIRM")["message"] == "Active side: right."
    ok(bench, "scan CARDPRINT", "scan CARDEXCUSE", "scan @flow-1-left --reason dry-tap")
    ok(bench, *(f"scan @{name}" for name in HODGKIN_RIGHT))
    assert refused(bench, "scan CARDCLOSE") == "confirm-close"
    assert ok(bench, "scan CARDCONFIRM")["message"] == (
        "Closed: every container is collected or excused. Still open: sign-out items without an "
        "answer: 3, labels that lie about: 1."
    )


def test_a_tube_at_the_wrong_desk_is_forwarded(bench: Bench) -> None:
    ok(bench, f"scan P {ALL_LEFT}", "dispatch P --destination flow")
    assert shown(bench)["flow-1-left"]["state"] == "dispatched"
    assert shown(bench)["biopsy-1-left"]["state"] == "collected"
    assert refused(bench, "receive @flow-1-left --destination pathology") == "wrong-destination"
    assert ok(bench, "receive @flow-1-left --destination flow")["accepted"] is True


def test_a_rejection_is_seen_at_the_bedside_and_can_be_taken_back(bench: Bench) -> None:
    ok(bench, f"scan P {ALL_LEFT}", "receive @flow-1-left", "reject @flow-1-left --reason RC")
    tube = shown(bench)["flow-1-left"]
    assert (tube["state"], tube["reason"]) == ("rejected", "RC")
    said = ok(bench, "undo-receive @flow-1-left --reason 'wrong tube'")
    assert said["message"] == "Flow cytometry, left: reception TAKEN BACK."
    tube = shown(bench)["flow-1-left"]
    assert (tube["state"], tube["reason"]) == ("collected", None)


def test_without_a_wristband_a_witness_stands_in(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    said = ok(bench, "wristband P --none --reason 'cut off' --witness nurse-2")
    assert said["patient_confirmed"] is True
    event = bench.line("procedure events P").answers[-1]
    confirmed = {key: event[key] for key in ("type", "method", "witness", "note")}
    assert confirmed == {
        "type": "patient-confirmed",
        "method": "witness",
        "witness": "nurse-2",
        "note": "cut off",
    }


@pytest.mark.parametrize("command", ["scan P", "receive"])
def test_a_scan_sent_again_is_recorded_once(command: str, bench: Bench) -> None:
    if command == "receive":
        ok(bench, "scan P @biopsy-1-left")
    first = ok(bench, f"{command} @biopsy-1-left --scan-id reader-7:1")
    before = bench.dump()
    assert ok(bench, f"{command} @biopsy-1-left --scan-id reader-7:1") == first
    assert bench.dump() == before


def test_a_refusal_sent_again_is_refused_again_and_recorded_once(bench: Bench) -> None:
    assert refused(bench, "scan P HELLO --scan-id reader-7:2") == "unreadable"
    before = bench.dump()
    assert refused(bench, "scan P HELLO --scan-id reader-7:2") == "unreadable"
    assert bench.dump() == before


def test_events_are_a_line_each(bench: Bench) -> None:
    ok(bench, "scan P @biopsy-1-left --by nurse-3 --source reader")
    events = bench.line("procedure events P").answers
    assert [event["type"] for event in events] == [
        *("procedure-opened", "place-activated", "place-activated", "patient-confirmed"),
        *("checklist-answered", "checklist-answered", "side-declared"),
        *["label-printed"] * 4,
        "collected",
    ]
    last = {key: events[-1][key] for key in ("stream", "by", "source", "container")}
    assert last == {
        "stream": 17,
        "by": "nurse-3",
        "source": "reader",
        "container": "biopsy-1-left",
    }


@pytest.mark.parametrize(
    ("birth_date", "called"),
    [
        ("2019-05-17", "born 2019-05-17"),
        ("2019-05", "born 2019-05"),
        (None, "birth date unknown"),
    ],
)
def test_a_patient_is_read_aloud_with_what_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], birth_date: str | None, called: str
) -> None:
    bench = Bench(tmp_path)
    bench.order(patient={**OTHER, "birth_date": birth_date})
    bench.open()
    assert ok(bench, "procedure show P")["patient"]["birth_date"] == birth_date
    assert run(["procedure", "show", P, "--db", str(bench.db)]) == 0
    head = capsys.readouterr().out.splitlines()[0]
    assert head.endswith(f"place default  PRØVESEN, Test, {called}")
