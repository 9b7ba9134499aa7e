"""A site's own desk, body site and choice, called by their names wherever people read them."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kit import Bench, P
from screen import Screen
from served import served, served_station

from station.adapters.catalogue import load_catalogue
from station.app import prepare
from station.app.keeping import names_of
from station.app.scan import Scan, handle_scan
from station.app.views.bedside import bedside_view
from station.app.views.board import board
from station.app.views.history import history
from station.app.views.procedure import procedure_named
from station.cli import run
from station.domain.protocol import Names
from station.domain.texts import LANGUAGES, Language
from station.web.app import web_app

COMMON = """
[kinds.genome]
name = { en = "Whole genome", nb = "Helgenom" }
vessel = "tube"
stock = "tube-50x30"
destination = "genomics"
tell = { en = "Fill it.", nb = "Fyll det." }

[items.donor]
text = { en = "Donor?", nb = "Giver?" }
type = "choice"
phase = "before"
blocking = true
choices = ["no", "sibling", "other-donor"]
satisfying = ["sibling"]

[desks]
genomics = { en = "genome centre", nb = "genomsenter" }

[sites]
tibia = { en = "proximal tibia", nb = "proksimale tibia" }

[choices]
sibling = { en = "from a sibling", nb = "fra søsken" }
"""
OWN = """
title = { en = "Genome", nb = "Genom" }
indication = "genome"
version = 1
date = 2026-11-22
source = "The site's own."
approver = "none"
approved = false
population = "any"
child_below_years = 18
sides = "one"
sites = ["tibia", "posterior-iliac-spine"]
print_limit = 3
fastest_draw_s = 2.0
near_expiry_h = 6
transit_h = 2
prompts = []
checklist = ["donor", "haemophilia", "inr"]
containers = [{ kind = "genome", order = 1 }]
"""
GROWN = {"id": "P-1", "family": "TESTESEN", "given": "Prøve", "birth_date": "1980-05-17"}
CALLED = {
    "en": ("genome centre", "proximal tibia", "from a sibling", "other donor"),
    "nb": ("genomsenter", "proksimale tibia", "fra søsken", "other donor"),
}
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def catalogue(folder: Path) -> Path:
    """A site's directory."""
    folder.mkdir()
    (folder / "common.toml").write_text(COMMON)
    (folder / "own.toml").write_text(OWN)
    return folder


@pytest.fixture
def bench(tmp_path: Path, language: Language) -> Iterator[Bench]:
    """A procedure whose one tube is labelled."""
    bench = Bench(tmp_path, language, catalogue(tmp_path / "site"))
    bench.order(patient=GROWN, indication="genome", sides=["left"])
    bench.open()
    bench.confirm(band="P-1,1980-05-17")
    yield bench
    bench.end()


def ready(bench: Bench) -> None:
    answers = {"donor": "sibling", "haemophilia": "no", "inr": "not-applicable"}
    prepare.answer_checklist(bench.station, P, prepare.Answers(answers), bench.act())
    prepare.declare_side(bench.station, P, prepare.SideChange("left", "tibia"), bench.act())
    bench.print()


def words(page: str) -> str:
    """The text of a page, one space between words."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@LANGUAGE
def test_the_next_step_and_an_answer_name_the_choices(bench: Bench, language: Language) -> None:
    _, _, sibling, other = CALLED[language]
    active = bedside_view(bench.station, "default").active
    assert active is not None
    assert f"2 = {sibling}, 3 = {other}" in active.next
    said = handle_scan(Scan("CARDTHREE", bench.act(), P), bench.station).answer.message
    assert said.endswith(f" – {other}.")
    again = handle_scan(Scan("CARDTWO", bench.act(), P), bench.station).answer.message
    assert sibling in again
    assert other in again


@LANGUAGE
def test_the_desk_the_board_the_history_and_the_label(bench: Bench, language: Language) -> None:
    desk, site, sibling, _ = CALLED[language]
    ready(bench)
    bench.scan("genome-1")
    bench.close()
    bench.dispatch()
    wrong = bench.receive("genome-1", desk="flow").answer.message
    there = {"en": "flow cytometry", "nb": "flowcytometri"}[language]
    assert desk in wrong
    assert there in wrong
    assert [line.destination for line in board(bench.station, "default").lines] == [desk]
    told = {one.said for row in history(bench.station, P) for one in row.told}
    kept = wrong.replace(there, "…")  # which desk it was at, no refusal keeps
    assert {desk, site, sibling[:1].upper() + sibling[1:], kept} <= told
    (snapshot,) = bench.dump()["snapshot"]
    assert json.loads(snapshot["content"])["site"] == site


@LANGUAGE
def test_a_site_that_changes_a_name_changes_no_open_procedure(
    bench: Bench, language: Language, tmp_path: Path
) -> None:
    later = '[desks]\ngenomics = { en = "other house", nb = "annet hus" }\n'
    (tmp_path / "site" / "common.toml").write_text(COMMON.partition("[desks]")[0] + later)
    renamed = replace(bench.station, catalogue=load_catalogue([tmp_path / "site"]))
    assert renamed.catalogue.names.desk("genomics")["en"] == "other house"
    (shown,) = procedure_named(renamed, P).containers
    assert shown.destination_name == CALLED[language][0]
    of_before = replace(bench.state().protocol, names=Names())  # as a store of before kept it
    assert names_of(renamed, replace(bench.state(), protocol=of_before)) == renamed.catalogue.names


@LANGUAGE
def test_a_code_without_a_name_is_named_by_the_check(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    site = bench.folder / "site"
    bare = COMMON.partition("[desks]")[0]
    (site / "common.toml").write_text(bare)
    assert run(["protocol", "check", str(site), "--db", str(bench.db)]) == 0
    kind, choices = (
        bare[: bare.index(key)].count("\n") + 1 for key in ("destination =", "choices =")
    )
    assert capsys.readouterr().out.splitlines() == [
        f"{site}/common.toml, line {kind}: kinds genome destination: expected a name under "
        '[desks] in a common.toml, got "genomics".',
        f"{site}/common.toml, line {choices}: items donor choices 2: expected a name under "
        '[choices] in a common.toml, got "sibling".',
        f"{site}/common.toml, line {choices}: items donor choices 3: expected a name under "
        '[choices] in a common.toml, got "other-donor".',
        f"{site}/own.toml, line 12: sites 1: expected a name under [sites] in a common.toml, "
        'got "tibia".',
        "12 protocols load, 0 files do not.",
    ]


@LANGUAGE
def test_every_page_says_the_names(bench: Bench, language: Language) -> None:
    desk, site, sibling, other = (name[:1].upper() + name[1:] for name in CALLED[language])
    pages = {
        "/": [desk],
        "/orders/new": [site.lower()],
        "/protocols/own": [desk],
        "/reception/genomics": [desk],
        "/tray/genomics": [desk],
        "/bedside/default": [desk.lower(), site.lower(), f"2 · {sibling}", f"3 · {other}"],
        f"/procedures/{P}": [desk, sibling],
    }
    ready(bench)
    with served(web_app(served_station(bench))) as address:
        screen = Screen(address)
        for path, names in pages.items():
            page = screen.get(path)[1]
            shown = words(page) if path != f"/procedures/{P}" else page
            assert [name for name in names if name not in shown] == [], path
        assert screen.act("checklist", item="donor", value=sibling)[0] == 200


@LANGUAGE
def test_the_command_line_says_the_names(
    bench: Bench,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk, _, sibling, _ = CALLED[language]
    ready(bench)
    monkeypatch.setenv("STATION_LANG", language)
    monkeypatch.setenv("STATION_CATALOGUE", str(bench.folder / "site"))
    for line, name in (
        (("procedure", "show", P), desk),
        (("checklist", P), sibling),
        (("protocol", "show", "own"), desk),
    ):
        assert run([*line, "--db", str(bench.db)]) == 0
        assert name in capsys.readouterr().out, line
    shown = bench.line("procedure show P").answer["containers"]
    assert [c["destination"] for c in shown] == ["genomics"]
    asked = bench.line("checklist P").answers
    assert json.dumps("sibling") in json.dumps(asked)
