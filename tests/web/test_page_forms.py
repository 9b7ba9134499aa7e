"""Every form of the pages through HTTP: what is asked is done, said, and kept with who did it."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from films import matrix, shown
from kit import BAND, HODGKIN_LEFT, PATIENT, Bench, P, order_data
from PIL import Image
from screen import Screen, said
from served import served, served_station

from station.web.acts import BUTTONS
from station.web.app import web_app
from station.web.request import LONGEST_BY

TEMPLATES = Path(__file__).resolve().parents[2] / "station" / "web" / "templates"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.order()
    bench.open()
    yield bench
    bench.end()


@pytest.fixture
def screen(bench: Bench) -> Iterator[Screen]:
    with served(web_app(served_station(bench))) as address:
        yield Screen(address)


def test_every_act_has_a_button_or_form_and_every_one_of_them_an_act() -> None:
    """``data-act="…"`` of the bedside, and what is passed to the macros that make buttons."""
    pages = "".join(path.read_text() for path in sorted(TEMPLATES.glob("*.html")))
    found = set(re.findall(r'data-act="([a-z-]+)"', pages))
    found |= set(re.findall(r'(?:reasons|form)\("([a-z-]+)"', pages))
    for names in re.findall(r"for one in \(((?:\"[a-z]+\"(?:, )?)+)\) %\}\n\{% for c in", pages):
        found |= set(re.findall(r'"([a-z]+)"', names))
    assert found == set(BUTTONS)


def test_from_the_wristband_to_the_desk_by_forms(bench: Bench, screen: Screen) -> None:
    said(
        screen.act("wristband", text=PATIENT["id"], birth_date="2019-05-18"),
        "WRONG PATIENT: this is not the patient of this procedure. Stop and check.",
        422,
    )
    said(screen.act("wristband", text=PATIENT["id"], birth_date="2019-05-17"), "Patient confirmed.")
    for item, value in (("haemophilia", "No"), ("inr", "Not applicable")):
        said(screen.act("checklist", item=item, value=value), "Checklist: answers kept.")
    said(screen.act("side", side="left", site="posterior-iliac-spine"), "Active side: left.")
    said(screen.act("print", form="a4", side="left"), "Labels printed: 4.")
    said(
        screen.act("reprint", container="biopsy-1-left", reason="torn", form="zpl", dpi="300"),
        "Biopsy, left: new label printed, the old one is void.",
    )
    label = bench.text("biopsy-1-left")
    files = [path.name for path in (bench.folder / "labels").iterdir()]
    assert sorted(name.rpartition(".")[2] for name in files) == ["pdf", "zpl"]
    status, page = screen.get(f"/labels/{P}")
    assert (status, f"{label}.zpl" in page) == (200, True)
    (zpl,) = (name for name in files if name.endswith("zpl"))
    assert screen.get(f"/labels/{P}/files/{zpl}")[1].startswith("^XA")
    assert screen.get(f"/labels/{P}/files/station.db")[0] == 404
    said(screen.post(f"/procedures/{P}", text=label, procedure=P), "Biopsy, left: collected.")
    said(
        screen.act("discard", container="biopsy-1-left", reason="spilled"),
        "Biopsy, left: discarded. biopsy-2-left is expected instead.",
    )
    said(screen.act("abort", reason="patient-condition"), "Aborted. Containers excused: 8.")
    late = bench.text("flow-1-left")
    status, page = screen.post(f"/procedures/{P}", text=late, procedure=P)
    assert (status, "Late: the procedure was already closed." in page) == (200, True)
    said(screen.act("dispatch", destination="flow"), "Containers dispatched: 1.")
    sources = {event.source for event in bench.events()[3:]}
    assert sources == {"typed"}


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/typed/default", {"text": BAND}, 200),
        (f"/procedures/{P}", {"text": BAND}, 200),
        ("/typed/default", {"text": "HELLO"}, 422),
        ("/typed/default", {"act": "excuse", "container": "nope-1", "reason": "dry-tap"}, 422),
    ],
    ids=["answered", "answered for a procedure", "refused", "cannot be done"],
)
def test_an_answer_has_its_time(
    bench: Bench, screen: Screen, path: str, fields: dict[str, str], status: int
) -> None:
    answer, page = screen.post(path, procedure=P, **fields)
    assert answer == status
    assert re.search('<time class="when">[0-2][0-9](:[0-5][0-9]){2}</time></p>', page)


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("excuse", {"reason": "dry-tap"}, "Biopsy, left: not collected (dry tap)."),
        ("excuse", {"reason": "other", "note": "fell"}, "Biopsy, left: not collected (other)."),
        (
            "excuse",
            {"reason": "shared", "with": "flow-1-left"},
            "Biopsy, left: not collected (shared with another container).",
        ),
        ("reprint", {"reason": "torn"}, "Biopsy, left: new label printed, the old one is void."),
    ],
)
def test_a_container_by_its_form(
    bench: Bench, screen: Screen, act: str, fields: dict[str, str], sentence: str
) -> None:
    bench.ready()
    said(screen.act(act, container="biopsy-1-left", **fields), sentence)


def test_undo_resolve_and_add(bench: Bench, screen: Screen) -> None:
    bench.ready()
    bench.scan("biopsy-1-left")
    said(screen.act("undo", container="biopsy-1-left", reason="empty"), "Biopsy, left: taken back.")
    status, page = screen.act("add", kind="flow", side="left", label_id="LAB-777", recollects="")
    assert (status, "flow-2-left" in page, "LAB-777" in page) == (200, True, True)
    bench.scan("biopsy-1-left")
    bench.reprint("biopsy-1-left")
    said(
        screen.act("resolve", container="biopsy-1-left", reason="asked"), "Biopsy, left: resolved."
    )


def test_what_was_refused_stays_in_the_form(screen: Screen) -> None:
    status, page = screen.act("wristband", text=PATIENT["id"], birth_date="17.05.2019")
    assert status == 422
    assert "Birth date: expected a date YYYY-MM-DD, got &#39;17.05.2019&#39;." in page
    assert 'name="birth_date" value="17.05.2019"' in page


def test_answers_are_written_in_the_language_of_the_screen(bench: Bench, screen: Screen) -> None:
    bench.confirm()
    screen.cookies = "station-language=nb"
    said(screen.act("checklist", item="haemophilia", value="nei"), "Sjekkliste: svarene er lagret.")
    assert bench.state().answers["haemophilia"] == ("no", True)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_page_is_drawn(bench: Bench, screen: Screen, language: str) -> None:
    bench.ready()
    bench.scan(HODGKIN_LEFT[0])
    bench.excuse("smear-1-left")
    screen.cookies = f"station-language={language}"
    paths = [
        "/",
        "/bedside/default",
        "/typed/default",
        "/orders",
        "/orders/new",
        "/order?order=O-1",
    ]
    paths += ["/procedures", f"/procedures/{P}", f"/labels/{P}", "/missing", "/who", "/status"]
    paths += ["/protocols", "/protocols/hodgkin-lymphoma", "/read", "/reception/flow"]
    assert [path for path in paths if screen.get(path)[0] != 200] == []
    desk = bench.station.catalogue.names.desk("flow")[language]
    assert desk[1:] in screen.get("/reception/flow")[1]


def test_the_history_says_who_what_and_when(bench: Bench, screen: Screen) -> None:
    bench.ready()
    bench.scan("smear-1-left")
    bench.scan("smear-1-right")
    _, page = screen.get(f"/procedures/{P}")
    assert "<td>Collected</td><td>Marrow smear 1, left</td>" in page
    assert "<td>nurse-1</td><td>reader</td>" in page
    assert page.count('<tr class="refused">') == 1


def test_who_acts_is_kept_with_each_event(bench: Bench, screen: Screen) -> None:
    assert screen.post("/who", by="sykepleier Å", back="/typed/default")[0] == 303
    assert screen.cookies == f"station-by={quote('sykepleier Å')}"
    screen.act("wristband", text=BAND)
    assert bench.events()[-1].by == "sykepleier Å"
    assert "<b>sykepleier Å</b>" in screen.get("/typed/default")[1]
    screen.post("/who")
    screen.act("side", side="left")
    assert bench.events()[-1].by == "unnamed"


@pytest.mark.parametrize(("length", "status"), [(LONGEST_BY, 303), (LONGEST_BY + 1, 422)])
def test_who_acts_has_a_limit(screen: Screen, length: int, status: int) -> None:
    assert screen.post("/who", by="x" * length)[0] == status


@pytest.mark.parametrize(
    ("back", "goes_to"),
    [("/orders", "/orders"), ("//evil.example/", "/"), ("/\\evil.example", "/"), ("evil", "/")],
)
def test_a_form_leads_back_to_this_station_only(screen: Screen, back: str, goes_to: str) -> None:
    assert screen.post("/who", by="a", back=back) == (303, goes_to)


def test_an_order_by_hand_with_the_error_beside_its_field(bench: Bench, screen: Screen) -> None:
    fields = {**PATIENT, "order": "O-2", "indication": "lymphoma", "sides": ["left"]}
    status, page = screen.post("/orders/new", **{**fields, "birth_date": "17.5.2019"})
    assert status == 422
    assert 'id="enter-birth_date-wrong">Birth date: expected a date as YYYY-MM-DD.' in page
    assert 'name="family" value="TESTESEN"' in page
    assert screen.post("/orders/new", **fields) == (303, "/orders")
    assert bench.store.order("O-2") is not None
    status, page = screen.post("/orders/new", **{**fields, "indication": "fever"})
    assert (status, "Order O-2 is here already, and what came says otherwise" in page) == (
        422,
        True,
    )


def test_order_files_are_kept_all_or_none(bench: Bench, screen: Screen) -> None:
    def file(order: str) -> tuple[str, bytes]:
        return f"{order}.json", json.dumps(order_data(order)).encode()

    status, page = screen.send("/orders/import", "files", file("O-3"), ("bad.json", b"{"))
    assert (status, "File bad.json: expected JSON" in page) == (422, True)
    assert bench.store.order("O-3") is None
    status, page = screen.send("/orders/import", "files", file("O-3"), file("O-1"))
    assert (status, "O-3 Already here: O-1" in " ".join(page.split())) == (200, True)
    assert screen.send("/orders/import", "files")[0] == 422


def test_a_temporary_patient_gets_its_own_id(bench: Bench, screen: Screen) -> None:
    baby = {**PATIENT, "id": "TEMP-1", "family": "BABY OF TESTESEN"}
    bench.order("O-9", patient=baby)
    fields = {**PATIENT, "id": "P-99999999"}
    status, page = screen.post("/orders/merge", **fields, temporary_id="TEMP-2")
    assert (status, 'value="TEMP-2"' in page) == (422, True)
    status, page = screen.post("/orders/merge", **fields, temporary_id="TEMP-1")
    assert (status, "until now BABY OF TESTESEN" in page) == (200, True)
    found = bench.store.patient("TEMP-1")
    assert found is not None
    assert found[1].patient_id == "P-99999999"


def test_an_order_is_opened_at_a_place_with_other_sides(bench: Bench, screen: Screen) -> None:
    bench.order("O-5")
    asked = {"order": "O-5", "place": "room 2", "sides": ["right"]}
    assert screen.post("/orders/open", **asked) == (303, "/bedside/room%202")
    assert bench.state(f"{P[:-1]}2").sides == ("right",)
    status, page = screen.post("/orders/open", **{**asked, "protocol": "none-such"})
    assert (status, "Protocol &#39;none-such&#39;: expected one of" in page) == (422, True)


def test_an_order_by_hand_has_a_body_site(bench: Bench, screen: Screen) -> None:
    assert (
        '<option value="upper-iliac-crest" >upper iliac crest</option>'
        in (screen.get("/orders/new")[1])
    )
    fields = {**PATIENT, "order": "O-7", "indication": "lymphoma", "sides": ["left"]}
    assert screen.post("/orders/new", **fields, site="upper-iliac-crest") == (303, "/orders")
    assert "upper iliac crest" in screen.get("/order?order=O-7")[1]
    status, page = screen.post("/orders/new", **fields, site="x" * 65)
    assert (status, "expected &#39;site&#39; of up to 64 characters." in page) == (422, True)


def test_the_board_at_another_time(bench: Bench, screen: Screen) -> None:
    bench.ready()
    status, page = screen.get("/missing?at=2026-03-09T08:00&procedure=" + P)
    assert (status, page.count("missing at the bedside")) == (200, 8)
    assert screen.get("/missing?at=soon")[0] == 422
    assert screen.get("/missing?procedure=P-none")[0] == 422


def test_a_picture_is_read_and_cards_are_made(tmp_path: Path, screen: Screen) -> None:
    path = tmp_path / "picture.png"
    Image.fromarray(shown(matrix("LAB-4711"))).save(path)
    status, page = screen.send("/read", "image", (path.name, path.read_bytes()))
    assert (status, "<b>LAB-4711</b>" in page) == (200, True)
    status, page = screen.send("/read", "image", ("no.png", b"no picture"))
    assert (status, "expected one of PNG" in page) == (422, True)
    assert screen.get("/cards.pdf")[1].startswith("%PDF")
    assert screen.get("/protocols/none-such")[0] == 404


def test_an_order_of_somebody_alike_is_kept_and_said(bench: Bench, screen: Screen) -> None:
    alike = (
        "O-2: NAME ALIKE: another patient here could be taken for this one. What differs: given "
        "name, patient id."
    )
    twin = {**PATIENT, "id": "P-87654321", "given": "Ida"}
    asked = {**twin, "order": "O-2", "indication": "lymphoma", "sides": ["left"]}
    status, page = screen.post("/orders/new", **asked)
    assert (status, alike in page, "Imported: 1. O-2" in page) == (200, True, True)
    triplet = order_data("O-3", patient={**twin, "id": "P-5", "given": "Ola"})
    status, page = screen.send("/orders/import", "files", ("o.json", json.dumps(triplet).encode()))
    assert (status, alike.replace("O-2", "O-3") in page) == (200, True)


def test_an_order_by_hand_of_another_name_is_settled(bench: Bench, screen: Screen) -> None:
    came = {**PATIENT, "family": "Prøvesen", "order": "O-2", "indication": "lymphoma"}
    status, page = screen.post("/orders/new", **came, sides=["left"])
    assert (status, "PRØVESEN, Prøve, born 2019-05-17 in what came" in page) == (422, True)
    found = re.search(r'name="asked" value="([^"]*)"', page)
    assert found
    assert 'name="here" value="TESTESEN, Prøve, born 2019-05-17"' in page
    asked = {"asked": html.unescape(found[1])}
    status, page = screen.post("/orders/settle", **asked, do="correct", reason=" ")
    assert (status, "expected 'reason', got none." in html.unescape(page)) == (422, True)
    assert found[0] in page  # it can be settled still, and both are shown
    assert "PRØVESEN, Prøve, born 2019-05-17 in what came" in page
    status, page = screen.post("/orders/settle", **asked, do="burn", reason="misspelt")
    assert (status, "expected 'do' correct or leave" in html.unescape(page)) == (422, True)
    assert bench.store.order("O-2") is None
    here = {"here": "TESTESEN, Prøve, born 2019-05-17"}
    line = f"patient correct {PATIENT['id']} --family Annen --reason meanwhile"
    assert bench.line(line).code == 0
    status, page = screen.post("/orders/settle", **asked, **here, do="correct", reason="misspelt")
    assert (status, "is ANNEN, Prøve, born 2019-05-17 here" in page) == (422, True)
    here = {"here": "ANNEN, Prøve, born 2019-05-17"}
    status, page = screen.post("/orders/settle", **asked, **here, do="correct", reason="misspelt")
    assert (status, "Order O-2 is kept." in page) == (200, True)
    status, page = screen.post("/orders/settle", **asked, do="correct", reason="misspelt")
    assert (status, "Order O-2 is here already." in page) == (200, True)
