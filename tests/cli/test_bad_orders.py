"""Bad order files: one sentence on standard error, exit 2, nothing changed; refused orders."""

import json
from pathlib import Path
from typing import Any

import pytest
from bad import assert_bad
from kit import PATIENT, ROOT, Bench, order_data

from station.cli.orders import LARGEST_FILE
from station.domain.order import MOST_CONTAINERS
from station.domain.person import LONGEST_NAME


def container(**changes: Any) -> dict[str, Any]:
    return order_data("O-2", containers=[{"kind": "flow", "side": "left", **changes}])


def person(**changes: Any) -> dict[str, Any]:
    return order_data("O-2", patient={**PATIENT, **changes})


def without(key: str) -> dict[str, Any]:
    return {k: v for k, v in order_data("O-2").items() if k != key}


INDICATIONS = ", ".join(sorted(path.stem for path in (ROOT / "schemas/protocols").glob("*.toml")))
GIVEN = f"of 0 to {LONGEST_NAME} printable characters"
PRINTABLE = "of 1 to {} printable characters"
ID_WORDS = "a label_id of 4 to 20 letters, digits and '-' with a digit, and not 14 digits"
ORDERS: dict[str, tuple[Any, str]] = {
    "a list of none": ([], "expected 1 to 1000 orders, got 0."),
    "a number": (7, "Order: expected a JSON object, got int."),
    "null": (None, "Order: expected a JSON object, got NoneType."),
    "an unknown key": (
        order_data("O-2", ward="3"),
        "Order: expected the keys containers, filler, indication, order, patient, sides, site, got "
        "'ward'.",
    ),
    "no number": (
        without("order"),
        f"Order: expected 'order' {PRINTABLE.format(64)}, got nothing.",
    ),
    "number of 64": (order_data("O" * 64), ""),
    "number of 65": (
        order_data("O" * 65),
        f"Order: expected 'order' {PRINTABLE.format(64)}, got '{'O' * 59}.",
    ),
    "a number as number": (
        order_data(7),  # type: ignore[arg-type]
        f"Order: expected 'order' {PRINTABLE.format(64)}, got 7.",
    ),
    "a number beyond ASCII": (
        order_data("Ø-2"), "Order: expected 'order' in printable ASCII, got 'Ø-2'.",
    ),
    "no patient": (
        without("patient"), "Order O-2, patient: expected a JSON object, got NoneType.",
    ),
    "a patient as text": (
        order_data("O-2", patient="P-1"),
        "Order O-2, patient: expected a JSON object, got str.",
    ),
    "a patient with an unknown key": (
        person(phone="1"),
        "Order O-2, patient: expected the keys birth_date, family, given, id, ids, got 'phone'.",
    ),
    "a patient id as number": (
        person(id=7),
        f"Order O-2, patient: expected 'id' {PRINTABLE.format(32)}, got 7.",
    ),
    "a patient id of 33": (
        person(id="P" * 33),
        f"Order O-2, patient: expected 'id' {PRINTABLE.format(32)}, got '{'P' * 33}'.",
    ),
    "a patient id with a comma": (
        person(id="P,1"),
        "Order O-2, patient: expected 'id' in printable ASCII without comma, got others.",
    ),
    "a patient id beyond ASCII": (
        person(id="P-١"),
        "Order O-2, patient: expected 'id' in printable ASCII without comma, got others.",
    ),
    "a family name as list": (
        person(family=["TESTESEN"]),
        f"Order O-2, patient: expected 'family' {PRINTABLE.format(200)}, got ['TESTESEN'].",
    ),
    "no family name": (
        person(family=" "),
        f"Order O-2, patient: expected 'family' {PRINTABLE.format(200)}, got ' '.",
    ),
    "a control character in the family name": (
        person(family="TEST\x07ESEN"),
        f"Order O-2, patient: expected 'family' {PRINTABLE.format(200)}, got the hidden "
        "character U+0007 at position 5.",
    ),
    "a given name as number": (
        person(given=7),
        f"Order O-2, patient: expected 'given' {GIVEN}, got 7.",
    ),
    "a given name of one too many": (
        person(given="e" * (LONGEST_NAME + 1)),
        f"Order O-2, patient: expected 'given' {GIVEN}, got '{'e' * 59}.",
    ),
    "a given name of as many as can be": (person(id="P-99999999", given="e" * LONGEST_NAME), ""),
    "a control character in the given name": (
        person(given="Prø\tve"),
        f"Order O-2, patient: expected 'given' {GIVEN}, got the hidden character U+0009 at "
        "position 4.",
    ),
    "no birth date": (person(id="P-99999999", birth_date=None), ""),
    "a year only": (person(id="P-99999999", birth_date="2019"), ""),
    "a birth date of another century": (
        person(id="P-99999999", birth_date="1816-05-12"),
        "Order O-2, patient: expected a birth date of the last 130 years, got 1816-05-12.",
    ),
    "a card as order number": (
        order_data("CARDCLOSE"),
        "Order: expected 'order' that is no card of the station, got the card CARDCLOSE.",
    ),
    "a card as patient id": (
        person(id="CARDLEFT"),
        "Order O-2, patient: expected 'id' that is no card of the station, got the card CARDLEFT.",
    ),
    "a place card as label id": (
        container(label_id="PLACE7ROOMZZ136"),
        "Order O-2, container 1: expected 'label_id' that is no card of the station, got the card "
        "PLACE7ROOMZZ136.",
    ),
    "a label id that is the patient's number": (
        container(label_id="P-12345678"),
        "Order O-2: expected label ids that are no patient's number, got 'P-12345678', which is "
        "one.",
    ),
    "a birth date as number": (
        person(birth_date=20190517),
        "Order O-2, patient, 'birth_date': expected a date YYYY-MM-DD, got 20190517.",
    ),
    "a birth date that is none": (
        person(birth_date="2019-02-30"),
        "Order O-2, patient, 'birth_date': expected a date YYYY-MM-DD, got '2019-02-30'.",
    ),
    "an indication as number": (
        order_data("O-2", indication=1),
        f"Order O-2: expected 'indication' {PRINTABLE.format(64)}, got 1.",
    ),
    "an unknown indication": (
        order_data("O-2", indication="nephritis"),
        f"Order O-2: expected an indication of {INDICATIONS}, got 'nephritis'.",
    ),
    "sides as text": (
        order_data("O-2", sides="left"),
        "Order O-2: expected 'sides' as a list of left and right, got 'left'.",
    ),
    "an unknown side": (
        order_data("O-2", sides=["none"]),
        "Order O-2: expected 'sides' as a list of left and right, got ['none'].",
    ),
    "a side that is no text": (
        order_data("O-2", sides=[["left"]]),
        "Order O-2: expected 'sides' as a list of left and right, got [['left']].",
    ),
    "a side twice": (
        order_data("O-2", sides=["left", "left"]),
        "Order O-2: expected each side once, got ['left', 'left'].",
    ),
    "a site as number": (
        order_data("O-2", site=1), f"Order O-2: expected 'site' {PRINTABLE.format(64)}, got 1.",
    ),
    "containers as text": (
        order_data("O-2", containers="flow"),
        f"Order O-2: expected 'containers' as a list of up to {MOST_CONTAINERS}.",
    ),
    "as many containers as can be": (
        order_data("O-2", containers=[{"kind": "flow"}] * MOST_CONTAINERS), "",
    ),
    "too many containers": (
        order_data("O-2", containers=[{"kind": "flow"}] * (MOST_CONTAINERS + 1)),
        f"Order O-2: expected 'containers' as a list of up to {MOST_CONTAINERS}.",
    ),
    "a container as text": (
        order_data("O-2", containers=["flow"]),
        "Order O-2, container 1: expected a JSON object, got str.",
    ),
    "a container with an unknown key": (
        container(colour="red"),
        "Order O-2, container 1: expected the keys kind, label_id, pre_labelled, side, "
        "got 'colour'.",
    ),
    "a kind as number": (
        container(kind=1),
        f"Order O-2, container 1: expected 'kind' {PRINTABLE.format(64)}, got 1.",
    ),
    "an unknown side of a container": (
        container(side="up"),
        "Order O-2, container 1: expected side left, right, none or open, got 'up'.",
    ),
    "pre_labelled as text": (
        container(pre_labelled="yes"),
        "Order O-2, container 1: expected 'pre_labelled' true or false, got 'yes'.",
    ),
    "pre_labelled without a label": (
        container(pre_labelled=True),
        "Order O-2, container 1: expected a 'label_id' with 'pre_labelled', got none.",
    ),
    "a label id as number": (
        container(label_id=1234), f"Order O-2, container 1: expected {ID_WORDS}, got 1234.",
    ),
    "a label id of 3": (
        container(label_id="A-1"), f"Order O-2, container 1: expected {ID_WORDS}, got 'A-1'.",
    ),
    "a label id of 4": (container(label_id="AB-1"), ""),
    "a label id of 20": (container(label_id="A" * 19 + "1"), ""),
    "a label id of 21": (
        container(label_id="A" * 20 + "1"),
        f"Order O-2, container 1: expected {ID_WORDS}, got '{'A' * 20}1'.",
    ),
    "a label id of the station's own form": (
        container(label_id="12345678901234"),
        f"Order O-2, container 1: expected {ID_WORDS}, got '12345678901234'.",
    ),
    "a label id twice": (
        order_data("O-2", containers=[{"kind": "flow", "label_id": "LAB-1"}] * 2),
        "Order O-2: expected each label_id once, got 'LAB-1' twice.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "says"), ORDERS.values(), ids=ORDERS)
def test_an_order_file_that_is_none(data: Any, says: str, printed: Bench) -> None:
    """Without a sentence it is taken: what stands at a limit."""
    path = printed.folder / "order.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    if not says:
        assert printed.line(f"order import {path}").code == 0
        return
    judged = ("indication of", "expected a birth date", "patient's number")
    whole = says if any(part in says for part in judged) else f"File order.json: {says}"
    assert_bad(printed, f"order import {path}", says=whole)


GOOD = json.dumps(order_data("O-2"))
FILES: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"{", "File order.json: expected JSON, got: "),
    "empty": (b"", "File order.json: expected JSON, got: "),
    "Latin-1": (
        b'{"order": "\xd8"}',
        "File order.json: expected text in UTF-8 or UTF-16, got other bytes, such as Latin-1 has "
        "(0xD8 at 12).",
    ),
    "a key twice": (
        b'{"order": "O-2", "order": "O-3"}',
        "File order.json: expected each key once, got one twice.",
    ),
    "nested without end": (
        b"[" * 100_000,
        "File order.json: expected JSON, got one that is nested too deeply.",
    ),
    "one byte too long": (
        GOOD.encode().ljust(LARGEST_FILE + 1),
        f"File order.json: expected up to {LARGEST_FILE} bytes, got {LARGEST_FILE + 1}.",
    ),
}


@pytest.mark.parametrize(("content", "starts"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_order(content: bytes, starts: str, printed: Bench) -> None:
    path = printed.folder / "order.json"
    path.write_bytes(content)
    assert_bad(printed, f"order import {path}", starts=starts)


def test_a_file_at_the_limit_is_read(printed: Bench) -> None:
    (path := printed.folder / "order.json").write_bytes(GOOD.encode().ljust(LARGEST_FILE))
    assert printed.line(f"order import {path}").answer["imported"] == ["O-2"]


def test_a_folder_or_nothing_in_place_of_a_file(printed: Bench) -> None:
    says = "expected a file that can be read, got: {}."
    folder, none = printed.folder, printed.folder / "none.json"
    assert_bad(
        printed, f"order import {folder}", says=f"File {folder}: {says.format('Is a directory')}"
    )
    assert_bad(
        printed,
        f"order import {none}",
        says=f"File {none}: {says.format('No such file or directory')}",
    )


def test_a_file_that_is_no_order_keeps_all_out(printed: Bench) -> None:
    good, bad = printed.folder / "good.json", printed.folder / "bad.json"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    starts = "File bad.json: Order: expected 'order' of 1 to 64 printable characters"
    assert_bad(printed, f"order import {good} {bad}", starts=starts)


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "another birth date": (
        person(birth_date="2019-05-18"),
        "identity-differs",
        "Patient id P-12345678 is TESTESEN, Prøve, born 2019-05-17 here, and TESTESEN, Prøve, born "
        "2019-05-18 in what came. Nothing of it was kept: correct the patient, or what sent it.",
    ),
    "another name": (
        person(given="Kari"),
        "identity-differs",
        "Patient id P-12345678 is TESTESEN, Prøve, born 2019-05-17 here, and TESTESEN, Kari, born "
        "2019-05-17 in what came. Nothing of it was kept: correct the patient, or what sent it.",
    ),
    "a number that is here with other content": (
        order_data("O-1", sides=["left"]),
        "order-differs",
        "Order O-1 is here already, and what came says otherwise: sides (left, right here, left "
        "now). Nothing of it was kept.",
    ),
}


@pytest.mark.parametrize(("data", "reason", "says"), REFUSED.values(), ids=REFUSED)
def test_an_order_that_contradicts_what_is_here(
    data: dict[str, Any], reason: str, says: str, printed: Bench
) -> None:
    before = printed.dump()
    (path := printed.folder / "order.json").write_text(json.dumps(data), encoding="utf-8")
    said = printed.line(f"order import {path}")
    assert (said.code, said.error, said.answer["imported"]) == (1, "", [])
    refused = {"order": data["order"], "reason": reason, "message": says}
    assert said.answer["refused"] == [refused]
    assert (said.answer["reason"], said.answer["message"]) == (reason, says)
    assert printed.dump() == before


def test_a_list_is_kept_in_part_or_not_at_all(printed: Bench) -> None:
    orders = [order_data("O-2"), order_data("O-3", patient={**PATIENT, "given": "Kari"}), {}]
    (path := printed.folder / "list.json").write_text(json.dumps(orders), encoding="utf-8")
    none = printed.line(f"order import {path} --all-or-none")
    assert (none.code, none.answer["imported"]) == (1, [])
    said = printed.line(f"order import {path}")
    assert (said.code, said.answer["imported"]) == (1, ["O-2"])
    assert [(one["order"], one["reason"]) for one in said.answer["refused"]] == [
        ("O-3", "identity-differs"),
        (None, "bad-input"),
    ]


def test_one_order_a_line_is_read(printed: Bench) -> None:
    text = "\n".join(json.dumps(order_data(f"O-{n}")) for n in (2, 3)) + "\n{\n"
    (path := printed.folder / "day.ndjson").write_text(text, encoding="utf-16")
    said = printed.line(f"order import {path}")
    assert (said.code, said.answer["imported"]) == (1, ["O-2", "O-3"])
    assert said.answer["refused"][0]["message"].startswith("File day.ndjson, line 3: expected JSON")


def test_a_name_that_no_label_can_show_is_named_by_its_letter(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    data = order_data("O-2", patient={**PATIENT, "family": "試験", "given": ""})
    (path := tmp_path / "order.json").write_text(json.dumps(data), encoding="utf-8")
    assert_bad(
        bench,
        f"order import {path}",
        says="Order O-2, patient: expected 'family' in letters that the label fonts can print, got "
        "'試' (U+8A66 CJK UNIFIED IDEOGRAPH-8A66).",
    )
