"""Who a patient is, put right on the page: what comes otherwise, a slip, and a merge too many."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from kit import P as PROCEDURE
from playwright.sync_api import Browser, Page, expect
from stations import (
    SOON_MS,
    Served,
    beside_the_bed,
    collecting,
    open_page,
    patient_of,
    scan_and_read,
)

OTHERWISE = {
    "en": ("is {here} here, and {came} in what came.", "born"),
    "nb": ("er {here} her, og {came} i det som kom.", "født"),
}
BUTTONS = {
    "en": ("Correct the patient and import", "Leave the order"),
    "nb": ("Rett pasienten og importer", "La rekvisisjonen ligge"),
}


def shown(served: Served, number: str) -> Any:
    """What the station knows of a patient."""
    (found,) = served.ask("patient", "show", number)
    return found


def who(patient: Mapping[str, Any], born: str = "born") -> str:
    return f"{patient['family'].upper()}, {patient['given']}, {born} {patient['birth_date']}"


def brought(browser: Browser, served: Served, patient: Mapping[str, Any], language: str) -> Page:
    """An order of a known patient comes, under another name."""
    path = Path(served.folder) / "order.json"
    order = {"order": "O-77", "patient": patient, "indication": "anaemia", "sides": ["left"]}
    path.write_text(json.dumps(order), encoding="utf-8")
    page = open_page(browser, served.address, language)
    page.goto(f"{served.address}/orders/new")
    page.locator('input[type="file"]').set_input_files(path)
    page.locator('form[action="/orders/import"] button').click()
    return page


@pytest.mark.parametrize("language", ["en", "nb"])
def test_what_came_otherwise_is_corrected_and_imported_in_one_act(
    browser: Browser, served: Served, language: str
) -> None:
    here = patient_of("D-1001")
    came = {**here, "family": "Prøvesen"}
    page = brought(browser, served, came, language)
    sentence, born = OTHERWISE[language]
    error = page.locator(".error")
    expect(error).to_contain_text(sentence.format(here=who(here, born), came=who(came, born)))
    assert shown(served, here["id"])["family"] == here["family"]
    page.locator('form[action="/orders/settle"] input[name="reason"]').fill("misspelt")
    page.get_by_role("button", name=BUTTONS[language][0]).click()
    expect(page.locator(".band.done")).to_contain_text(f"{who(came, born)}; ")
    expect(page.locator(".band.done")).to_contain_text("O-77")
    found = shown(served, here["id"])
    assert (found["family"], found["former"][0]["family"]) == ("Prøvesen", here["family"])
    assert found["former"][0]["reason"] == "misspelt"
    was = {"en": "was", "nb": "var"}[language]
    page.goto(f"{served.address}/orders")
    row = page.locator("tr", has_text="O-77")
    expect(row.locator(".was")).to_have_text(
        f"{was} {here['family'].upper()}, {here['given']}", timeout=SOON_MS
    )


def test_what_came_otherwise_is_left_with_its_reason(browser: Browser, served: Served) -> None:
    here = patient_of("D-1001")
    page = brought(browser, served, {**here, "given": "Another"}, "en")
    page.locator('form[action="/orders/settle"] input[name="reason"]').fill("wrong child")
    page.get_by_role("button", name=BUTTONS["en"][1]).click()
    expect(page.locator(".band.done")).to_contain_text(
        "Order O-77 is left as it is: nothing of it was kept, and the reason was."
    )
    assert shown(served, here["id"])["former"] == []
    assert "O-77" not in str(served.ask("order", "list"))


def test_a_number_that_is_two_peoples_can_only_be_left(browser: Browser, served: Served) -> None:
    one, other = patient_of("D-1001"), patient_of("D-1002")
    came = {**one, "ids": [{"value": other["id"]}]}
    page = brought(browser, served, came, "en")
    expect(page.get_by_role("button", name=BUTTONS["en"][1])).to_be_visible()
    expect(page.get_by_role("button", name=BUTTONS["en"][0])).to_have_count(0)


def test_a_slip_is_corrected_and_shown_at_the_bedside(browser: Browser, served: Served) -> None:
    labels, here = collecting(served), patient_of("D-1001")
    bedside = beside_the_bed(browser, served)
    expect(bedside.locator(".who .own-id")).to_have_text(here["id"])
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/patient?id={here['id']}")
    form = page.locator('form[action="/patient/correct"]')
    form.locator('input[name="family"]').fill("Prøvesen")
    form.locator('input[name="reason"]').fill("misspelt")
    form.locator("button").click()
    expect(page.locator(".band.warning")).to_contain_text("Labels that are out have the former")
    expect(bedside.locator(".who .name")).to_contain_text("PRØVESEN", timeout=SOON_MS)
    expect(bedside.locator(".who .was")).to_have_text(
        f"was {here['family'].upper()}, {here['given']}"
    )
    cell = bedside.locator('[data-container-cell="biopsy-1-left"]')
    expect(cell).to_contain_text("former name on the label")
    said = scan_and_read(bedside, labels["biopsy-1-left"])
    assert said.startswith("Biopsy, left: collected. FORMER NAME")
    expect(bedside.locator("#band")).to_have_class("band warning")


def test_a_merge_is_taken_back_on_the_patients_page(browser: Browser, served: Served) -> None:
    here = patient_of("D-1001")
    name = ("--family", "Prøvesen", "--given", "Ida", "--birth-date", here["birth_date"])
    served.ask("patient", "merge", here["id"], "N-1", *name)
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/patient?id={here['id']}")
    expect(page.locator(".who .was")).to_contain_text(f"{here['family'].upper()}, {here['given']}")
    form = page.locator('form[action="/patient/unmerge"]')
    form.locator('input[name="reason"]').fill("the other twin")
    form.locator("button").click()
    expect(page.locator(".band.done")).to_contain_text("The merge is taken back")
    assert shown(served, here["id"])["id"] == here["id"]


def test_an_empty_form_says_what_is_expected(browser: Browser, served: Served) -> None:
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/patient?id={patient_of('D-1001')['id']}")
    form = page.locator('form[action="/patient/correct"]')
    form.locator('input[name="family"]').fill(" ")
    form.locator('input[name="reason"]').fill("misspelt")
    form.locator("button").click()
    expect(page.locator(".band.refused")).to_contain_text(
        "Patient: expected 'family' of 1 to 200 printable characters"
    )
    assert shown(served, patient_of("D-1001")["id"])["former"] == []


def test_the_desk_says_whose_it_is(browser: Browser, served: Served) -> None:
    labels = collecting(served)
    served.ask("scan", PROCEDURE, labels["biopsy-1-left"])
    page = open_page(browser, served.address)
    page.goto(f"{served.address}/reception/default")
    expect(page.locator("#link")).to_have_class("link up", timeout=SOON_MS)
    assert scan_and_read(page, labels["biopsy-1-left"]) == "Biopsy, left: received."
    expect(page.locator("#band-who")).to_have_text(patient_of("D-1001")["id"])
