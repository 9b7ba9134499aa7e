"""A protocol is the same after a trip through JSON, and says what satisfies an item."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.protocol import (
    Answer,
    ChecklistItem,
    ContainerPlan,
    Names,
    Protocol,
    as_data,
    checklist_item_from,
    container_plan_from,
    protocol_from,
)

TEXTS = st.fixed_dictionaries({"en": st.text(), "nb": st.text()})
NUMBERS = st.floats(0, 1000)
PLANS = st.builds(
    ContainerPlan,
    name=TEXTS,
    volume_min_ml=st.none() | NUMBERS,
    volume_max_ml=st.none() | NUMBERS,
    stability_h=st.none() | NUMBERS,
    tell=TEXTS,
    cap=st.none() | st.sampled_from(("green", "lavender")),
)
ASKED = st.builds(ChecklistItem, text=TEXTS, limit=st.none())
MEASURED = st.builds(
    lambda item, text, limit: checklist_item_from(
        {
            "item": item,
            "text": text,
            "type": "number",
            "phase": "before",
            "blocking": True,
            "limit": limit,
        }
    ),
    st.text(),
    TEXTS,
    NUMBERS,
)
NAMED = st.dictionaries(st.text(), TEXTS, max_size=3)
PROTOCOLS = st.builds(
    Protocol,
    names=st.builds(Names, desks=NAMED, sites=NAMED, choices=NAMED),
    title=TEXTS,
    fastest_draw_s=NUMBERS,
    near_expiry_h=NUMBERS,
    transit_h=NUMBERS,
    prompts=st.lists(TEXTS, max_size=3).map(tuple),
    containers=st.lists(PLANS, max_size=3).map(tuple),
    checklist=st.lists(ASKED | MEASURED, max_size=3).map(tuple),
)

SMEAR: dict[str, Any] = {
    "kind": "smear",
    "name": {"en": "Smear", "nb": "Utstryk"},
    "vessel": "slide",
    "per_side": True,
    "order": 2,
    "additive": "",
    "medium": "",
    "volume_min_ml": 0.5,
    "volume_max_ml": 1.0,
    "stock": "slide-22x22",
    "destination": "haematology",
    "stability_h": None,
    "tell": {"en": "Thin.", "nb": "Tynt."},
    "cap": None,
}
INR: dict[str, Any] = {
    "item": "inr",
    "text": {"en": "INR", "nb": "INR"},
    "type": "number",
    "phase": "before",
    "blocking": True,
    "limit": 3.0,
    "choices": [],
    "satisfying": ["3", "not-applicable"],
}
FEVER: dict[str, Any] = {
    "name": "fever",
    "title": {"en": "Fever", "nb": "Feber"},
    "indication": "fever",
    "version": 2,
    "date": "2026-02-28",
    "source": "G6",
    "approver": "none",
    "approved": False,
    "population": "child",
    "child_below_years": 18,
    "sides": "one",
    "sites": ["posterior-iliac-spine"],
    "print_limit": 3,
    "fastest_draw_s": 2.0,
    "near_expiry_h": 1.0,
    "transit_h": 2.0,
    "prompts": [{"en": "Count.", "nb": "Tell."}],
    "containers": [SMEAR],
    "checklist": [INR],
}


def test_every_value_of_a_mapping_arrives() -> None:
    smear = ContainerPlan(
        kind="smear",
        name={"en": "Smear", "nb": "Utstryk"},
        vessel="slide",
        per_side=True,
        draw_order=2,
        additive="",
        medium="",
        volume_min_ml=0.5,
        volume_max_ml=1.0,
        stock="slide-22x22",
        destination="haematology",
        stability_h=None,
        tell={"en": "Thin.", "nb": "Tynt."},
    )
    inr = ChecklistItem(
        "inr",
        {"en": "INR", "nb": "INR"},
        "number",
        "before",
        True,
        3.0,
        (),
        ("3", "not-applicable"),
    )
    assert protocol_from(FEVER) == Protocol(
        name="fever",
        title={"en": "Fever", "nb": "Feber"},
        indication="fever",
        version=2,
        date=date(2026, 2, 28),
        source="G6",
        approver="none",
        approved=False,
        population="child",
        child_below_years=18,
        sides="one",
        sites=("posterior-iliac-spine",),
        print_limit=3,
        fastest_draw_s=2.0,
        near_expiry_h=1.0,
        transit_h=2.0,
        prompts=({"en": "Count.", "nb": "Tell."},),
        containers=(smear,),
        checklist=(inr,),
    )


def test_as_data_is_what_was_read() -> None:
    """What was kept before a protocol had names is read without."""
    none: dict[str, Any] = {"desks": {}, "sites": {}, "choices": {}}
    assert as_data(protocol_from(FEVER)) == {**FEVER, "names": none}


@given(PROTOCOLS)
def test_protocols_survive_json(protocol: Protocol) -> None:
    assert protocol_from(json.loads(json.dumps(as_data(protocol)))) == protocol


@given(PLANS)
def test_container_plans_survive_json(plan: ContainerPlan) -> None:
    assert container_plan_from(json.loads(json.dumps(as_data(plan)))) == plan


@given(ASKED | MEASURED)
def test_checklist_items_survive_json(item: ChecklistItem) -> None:
    assert checklist_item_from(json.loads(json.dumps(as_data(item)))) == item


@pytest.mark.parametrize("key", ["additive", "medium", "volume_min_ml", "stability_h"])
def test_a_key_that_does_not_apply_may_be_missing(key: str) -> None:
    without = {name: value for name, value in SMEAR.items() if name != key}
    empty = "" if key in ("additive", "medium") else None
    assert container_plan_from(without) == container_plan_from({**SMEAR, key: empty})


HAEMOPHILIA = checklist_item_from(
    {
        "item": "haemophilia",
        "text": {"en": "Haemophilia?", "nb": "Hemofili?"},
        "type": "choice",
        "phase": "before",
        "blocking": True,
        "choices": ["no", "with-clinic", "without-clinic"],
        "satisfying": ["no", "with-clinic"],
    }
)


@pytest.mark.parametrize(
    ("item", "answer", "satisfied"),
    [
        (HAEMOPHILIA, "no", True),
        (HAEMOPHILIA, "with-clinic", True),
        (HAEMOPHILIA, "without-clinic", False),
        (HAEMOPHILIA, "not-applicable", True),
        (HAEMOPHILIA, "", False),
        (checklist_item_from(INR), 2.9, True),
        (checklist_item_from(INR), 3, True),
        (checklist_item_from(INR), 3.1, False),
        (checklist_item_from(INR), float("nan"), False),
        (checklist_item_from(INR), "3", True),
        (checklist_item_from(INR), "not-applicable", True),
        (checklist_item_from(INR), "yes", False),
    ],
)
def test_what_satisfies(item: ChecklistItem, answer: Answer, satisfied: bool) -> None:
    assert item.satisfied_by(answer) is satisfied


@pytest.mark.parametrize(("limit", "first"), [(3, "3"), (2.5, "2.5"), (999.9999, "999.9999")])
def test_a_limit_is_among_what_satisfies(limit: float, first: str) -> None:
    item = checklist_item_from({**INR, "limit": limit, "satisfying": ["anything"]})
    assert item.satisfying == (first, "not-applicable")
