"""The catalogue that ships carries every fact of the guideline that a protocol must carry."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from station.adapters.catalogue import load_catalogue
from station.adapters.looking.caps import HUES
from station.domain.codes import KINDS
from station.domain.protocol import OWN_ANSWERS, ChecklistItem, ContainerPlan, Protocol

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
CATALOGUE = load_catalogue()
PROTOCOLS = CATALOGUE.protocols
COMMON = tomllib.loads((SCHEMAS / "common.toml").read_text())
ITEMS = {item.item: item for one in PROTOCOLS.values() for item in one.checklist}
EVERY = pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=lambda one: one.name)

INDICATIONS = {  # those of docs/interface.md, by G6 and G7
    "acute-leukaemia",
    "leukaemia-follow-up",
    "lymphoma",
    "hodgkin-lymphoma",
    "neuroblastoma",
    "solid-tumour",
    "anaemia",
    "thrombocytopenia",
    "bone-pain",
    "fever",
    "treatment-effect",
}


def plans(name: str, kind: str) -> list[ContainerPlan]:
    return [plan for plan in PROTOCOLS[name].containers if plan.kind == kind]


def texts(data: Any, key: str = "") -> Iterator[Any]:
    """Every table that a person reads: name, tell, text, title and the prompts."""
    if isinstance(data, dict):
        if key in ("name", "tell", "text", "title"):
            yield data
        for name, part in data.items():
            yield from texts(part, name)
    elif isinstance(data, list):
        for part in data:
            yield from texts(part)


def test_nothing_that_ships_is_broken() -> None:
    assert CATALOGUE.broken == ()


def test_every_desk_site_and_choice_that_ships_has_a_name_and_none_is_spare() -> None:
    assert CATALOGUE.unnamed == ()
    kinds = CATALOGUE.kinds.values()
    assert set(CATALOGUE.names.desks) == {plan.destination for plan in kinds}
    assert set(CATALOGUE.names.sites) == {site for p in PROTOCOLS.values() for site in p.sites}
    choices = {choice for item in ITEMS.values() for choice in item.choices}
    assert set(CATALOGUE.names.choices) == choices - set(OWN_ANSWERS)


def test_every_indication_has_a_protocol_of_its_name() -> None:
    assert {name: one.indication for name, one in PROTOCOLS.items()} == {n: n for n in INDICATIONS}


def test_every_kind_is_used() -> None:
    used = {plan.kind for one in PROTOCOLS.values() for plan in one.containers}
    assert used == set(CATALOGUE.kinds) == set(KINDS)


def test_every_item_and_prompt_is_used() -> None:
    assert set(ITEMS) == set(COMMON["items"])
    used = [prompt for one in PROTOCOLS.values() for prompt in one.prompts]
    assert [name for name, prompt in COMMON["prompts"].items() if prompt not in used] == []


@EVERY
def test_none_is_approved(protocol: Protocol) -> None:
    assert (protocol.approved, protocol.approver) == (False, "none")


@EVERY
def test_only_the_iliac_crest_of_a_child(protocol: Protocol) -> None:  # G2, G15
    assert (protocol.population, protocol.sites) == (
        "child",
        ("posterior-iliac-spine", "upper-iliac-crest"),
    )


@pytest.mark.parametrize("name", sorted(INDICATIONS))
def test_both_sides_where_the_guideline_asks(name: str) -> None:  # G1
    both = {"hodgkin-lymphoma", "neuroblastoma", "solid-tumour"}
    assert PROTOCOLS[name].sides == ("both" if name in both else "one")


@pytest.mark.parametrize("name", ["hodgkin-lymphoma", "neuroblastoma", "solid-tumour"])
def test_both_sides_give_aspirate_and_biopsy(name: str) -> None:  # G1
    kinds = {plan.kind for plan in PROTOCOLS[name].containers if plan.per_side}
    assert {"biopsy", "smear"} < kinds


@EVERY
def test_biopsy_before_aspirates_unless_published_otherwise(protocol: Protocol) -> None:  # G16
    ordered = sorted(
        (p for p in protocol.containers if p.draw_order), key=lambda plan: plan.draw_order
    )
    kinds = list(dict.fromkeys(plan.kind for plan in ordered))
    published = {
        "leukaemia-follow-up": ["mrd", "smear"],
        "neuroblastoma": ["smear", "immunocytology", "molecular", "biopsy"],
    }
    assert kinds == published.get(protocol.name, kinds)
    if protocol.name not in published:
        assert kinds[:2] == ["biopsy", "smear"]
        places = {plan.kind: plan.draw_order for plan in ordered}
        assert places.pop("biopsy") < places.pop("smear") < min(places.values())


@EVERY
def test_containers_stand_in_collection_order(protocol: Protocol) -> None:
    places = [plan.draw_order for plan in protocol.containers if plan.draw_order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("kind", "additive", "medium", "volume_ml", "destination", "vessel", "per_side"),
    [
        ("biopsy", "", "B+", (None, None), "pathology", "pot", True),  # G17
        ("smear", "", "", (0.5, 1.0), "haematology", "slide", True),  # G18
        ("flow", "heparin 5000 IE/ml", "", (2.0, 3.0), "flow", "tube", True),  # G21
        ("cytogenetics", "heparin 5000 IE/ml", "", (2.0, 3.0), "cytogenetics", "tube", True),
        ("molecular", "EDTA", "", (2.0, 5.0), "molecular", "tube", True),
        ("mrd", "EDTA", "", (3.0, 5.0), "flow", "tube", True),
        ("immunocytology", "heparin 5000 IE/ml", "", (2.0, 5.0), "haematology", "tube", True),
        ("research", "heparin 5000 IE/ml", "", (2.0, 3.0), "research", "tube", True),  # G22
        ("blood-smear", "", "", (None, None), "haematology", "slide", False),  # G4
    ],
)
def test_kinds(
    kind: str,
    additive: str,
    medium: str,
    volume_ml: tuple[float | None, float | None],
    destination: str,
    vessel: str,
    per_side: bool,
) -> None:
    plan = CATALOGUE.kinds[kind]
    assert (
        plan.additive,
        plan.medium,
        (plan.volume_min_ml, plan.volume_max_ml),
        plan.destination,
        plan.vessel,
        plan.per_side,
    ) == (additive, medium, volume_ml, destination, vessel, per_side)


def test_caps_have_the_colours_of_iso_6710() -> None:
    usual = {"EDTA": "lavender", "heparin 5000 IE/ml": "green"}
    caps = {kind: plan.cap for kind, plan in CATALOGUE.kinds.items()}
    assert caps == {kind: usual.get(plan.additive) for kind, plan in CATALOGUE.kinds.items()}
    assert set(usual.values()) <= set(HUES)


def test_every_colour_that_is_told_can_be_written() -> None:
    schema = json.loads((SCHEMAS / "common.schema.json").read_text())
    assert set(HUES) <= set(schema["$defs"]["cap"]["enum"])


@pytest.mark.parametrize(
    ("kind", "volume_ml"),
    [("smear", (0.1, 0.4)), ("immunocytology", (2.0, 5.0)), ("molecular", (2.0, 3.0))],
)
def test_neuroblastoma_volumes_are_the_published_ones(
    kind: str, volume_ml: tuple[float, float]
) -> None:
    found = {(p.volume_min_ml, p.volume_max_ml) for p in plans("neuroblastoma", kind)}
    assert found == {volume_ml}


@EVERY
def test_labels_are_made_for_their_vessel(protocol: Protocol) -> None:
    for plan in protocol.containers:
        assert CATALOGUE.stocks[plan.stock]["vessel"] == plan.vessel


@EVERY
def test_stability_outlasts_transit(protocol: Protocol) -> None:
    for plan in protocol.containers:
        if plan.stability_h is not None:
            assert protocol.transit_h <= plan.stability_h


@pytest.mark.parametrize(
    ("item", "phase", "blocking", "satisfying", "words"),
    [
        ("haemophilia", "before", True, ("no", "with-clinic"), "haemophilia clinic"),  # G8
        ("inr", "before", True, ("3", "not-applicable"), "INR, if on warfarin"),  # G9
        ("nsaid", "information", False, ("yes", "no"), "No need to postpone"),  # G10
        ("thrombocytopenia", "information", False, ("yes", "no"), "not a contraindication"),
        ("fasting", "before", False, ("yes",), "4–5 hours (breast-fed: 2 hours)"),  # G11
        ("informed", "before", False, ("yes",), "Child and parents informed"),  # G12
        ("position", "information", False, ("yes", "no"), "side that is not punctured"),  # G13
        ("skin-wash", "information", False, ("yes", "no"), "chlorhexidine 5 mg/ml"),  # G14
        ("spilled-blood", "information", False, ("yes", "no"), "never alcohol"),  # G23
        ("wound", "sign-out", False, ("yes",), "local bleeding"),  # G24
        ("blood-tests", "information", False, ("yes", "no"), "taken beforehand"),  # G25
        ("parents", "information", False, ("yes", "no"), "until the child sleeps"),  # G25
        ("bandage", "sign-out", False, ("yes",), "self-adhesive bandage"),  # G26
        ("labels-read-aloud", "sign-out", False, ("yes",), "read aloud"),  # WHO sign-out
    ],
)
def test_checklist(
    item: str, phase: str, blocking: bool, satisfying: tuple[str, ...], words: str
) -> None:
    found = ITEMS[item]
    assert (found.phase, found.blocking, found.satisfying) == (phase, blocking, satisfying)
    assert words in found.text["en"]


@EVERY
def test_every_protocol_asks_the_whole_checklist(protocol: Protocol) -> None:
    assert sorted(item.item for item in protocol.checklist) == sorted(ITEMS)


def test_haemophilia_without_the_clinic_does_not_satisfy() -> None:  # G8
    item: ChecklistItem = ITEMS["haemophilia"]
    assert set(item.choices) - set(item.satisfying) == {"without-clinic"}


@pytest.mark.parametrize(
    ("words", "protocols"),
    [
        ("The child lies on the side that is not punctured", INDICATIONS),  # G13
        ("rotate the needle, or go a little deeper with the stylet in", INDICATIONS),  # G19
        ("right before the child wakes", INDICATIONS),  # G3
        ("Both sides", {"hodgkin-lymphoma", "neuroblastoma", "solid-tumour"}),  # G1
        ("Biopsy first", INDICATIONS - {"leukaemia-follow-up", "neuroblastoma"}),  # G16
        ("0.5–1 ml at most", INDICATIONS - {"leukaemia-follow-up", "neuroblastoma"}),  # G18
        ("A new draw for each tube", INDICATIONS - {"leukaemia-follow-up", "neuroblastoma"}),  # G22
        ("MRD first", {"leukaemia-follow-up"}),  # G7
    ],
)
def test_prompts(words: str, protocols: set[str]) -> None:
    prompted = {
        name
        for name, one in PROTOCOLS.items()
        if any(words in prompt["en"] for prompt in one.prompts)
    }
    assert prompted == protocols


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("fever", "smear", ["Thin", "name field", "Air-dry before staining"]),  # G20
        ("fever", "flow", ["heparin 5000 IE/ml", "mix, then scan"]),  # G21
        ("fever", "biopsy", ["hole of its own", "B+ medium"]),  # G16, G17
        ("neuroblastoma", "biopsy", ["At least 1 cm", "B+ medium"]),
        ("leukaemia-follow-up", "mrd", ["first pull"]),  # G7
    ],
)
def test_what_the_collector_is_told(name: str, kind: str, words: list[str]) -> None:
    for plan in plans(name, kind):
        assert [word for word in words if word not in plan.tell["en"]] == []


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("**/*.toml")), ids=lambda path: path.stem)
def test_every_text_is_said_in_both_languages(path: Path) -> None:
    data = tomllib.loads(path.read_text())
    said = [*texts(data), *(COMMON["prompts"].values() if path.stem == "common" else ())]
    assert [text for text in said if list(text) != ["en", "nb"]] == []


@EVERY
def test_a_told_volume_is_the_planned_one(protocol: Protocol) -> None:
    for plan in protocol.containers:
        if plan.volume_min_ml is not None:
            volume = f"{plan.volume_min_ml:g}–{plan.volume_max_ml:g} ml"
            assert volume in plan.tell["en"]
            assert volume.replace(".", ",") in plan.tell["nb"]


@pytest.mark.parametrize("name", ["common", "protocol"])
def test_every_key_of_a_schema_is_described(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    described = {**schema["properties"]}
    for part in ("kind", "item"):
        described |= schema["$defs"].get(part, {}).get("properties", {})
    assert [key for key, value in described.items() if "description" not in value] == []


def test_no_source_holds_an_address() -> None:
    assert [n for n, one in PROTOCOLS.items() if re.search(r"\w+://|www\.", one.source)] == []
