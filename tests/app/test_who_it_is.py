"""Who a patient is, put right on the day that goes otherwise: one row a case.

Each row has the whole sentence in both languages, the exit code, the events that were kept and
what changed in the store; a refusal keeps one event and changes nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, PATIENT, Bench, Dump, P

from station.adapters.system_clock import SystemClock
from station.domain import events as e
from station.domain.texts import Language

BABY = {**PATIENT, "id": "T-1", "family": "BABY OF TESTESEN", "given": ""}
MOTHER_SAID = "N-1 --family TESTESEN --given Ida --birth-date 2019-05-17"
OTHER = {**PATIENT, "id": "N-1", "family": "ANNEN", "given": "Ola"}
LABELS = "LEFT: Biopsy, Marrow smear ×2, Flow cytometry"
ETIKETTER = "VENSTRE: Cristabiopsi, Benmargsutstryk ×2, Flowcytometri"


def ordered(bench: Bench) -> None:
    bench.order()


def printed(bench: Bench) -> None:
    bench.order()
    bench.open()
    bench.ready()


def baby(bench: Bench) -> None:
    bench.order(patient=BABY)
    bench.open()
    bench.ready(band="T-1,2019-05-17")


def received(bench: Bench) -> None:
    printed(bench)
    bench.scan(*HODGKIN_LEFT)
    bench.excuse(*HODGKIN_RIGHT)
    bench.close()
    bench.dispatch()
    bench.receive(*HODGKIN_LEFT)


def merged(bench: Bench) -> None:
    baby(bench)
    assert bench.line(f"patient merge T-1 {MOTHER_SAID}").code == 0


def with_own_label(bench: Bench) -> None:
    bench.order(patient=BABY, containers=[{"kind": "flow", "side": "left", "label_id": "LAB-1"}])


def other(bench: Bench) -> None:
    baby(bench)
    bench.order("O-2", patient=OTHER)


@dataclass(frozen=True)
class Case:
    """After ``given`` the line is asked; ``kept`` are the types of the events, ``changed`` what of
    whose identity; ``tables`` the tables that have changed."""

    given: Callable[[Bench], None]
    asked: str
    en: str
    nb: str
    code: int = 0
    kept: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


ORDER = ("event", "former", "note", "person")
WITH_PROCEDURE = (*ORDER, "procedure", "work")
CASES = {
    "before anything": Case(
        ordered,
        "patient correct P-12345678 --given Prøvine --reason misspelt",
        "Corrected: the patient is TESTESEN, Prøvine, born 2019-05-17; was TESTESEN, Prøve, born "
        "2019-05-17.",
        "Rettet: pasienten er TESTESEN, Prøvine, født 2019-05-17; var TESTESEN, Prøve, født "
        "2019-05-17.",
        kept=("patient-corrected",),
        changed=("given",),
        tables=ORDER,
    ),
    "with labels out": Case(
        printed,
        "patient correct P-12345678 --family Olsen --reason misspelt",
        "Corrected: the patient is OLSEN, Prøve, born 2019-05-17; was TESTESEN, Prøve, born "
        f"2019-05-17. Labels that are out have the former name: {LABELS}. Reprint each, or settle "
        "it.",
        "Rettet: pasienten er OLSEN, Prøve, født 2019-05-17; var TESTESEN, Prøve, født "
        f"2019-05-17. Etiketter som er ute, har det tidligere navnet: {ETIKETTER}. Skriv ut hver "
        "på nytt, eller avklar den.",
        kept=("patient-corrected",),
        changed=("family",),
        outdated=HODGKIN_LEFT,
        tables=WITH_PROCEDURE,
    ),
    "the birth date, known in part": Case(
        printed,
        "patient correct P-12345678 --birth-date 2019 --reason foundling",
        "Corrected: the patient is TESTESEN, Prøve, born 2019; was TESTESEN, Prøve, born "
        f"2019-05-17. Labels that are out have the former name: {LABELS}. Reprint each, or settle "
        "it.",
        "Rettet: pasienten er TESTESEN, Prøve, født 2019; var TESTESEN, Prøve, født 2019-05-17. "
        f"Etiketter som er ute, har det tidligere navnet: {ETIKETTER}. Skriv ut hver på nytt, "
        "eller avklar den.",
        kept=("patient-corrected",),
        changed=("birth_date",),
        outdated=HODGKIN_LEFT,
        tables=WITH_PROCEDURE,
    ),
    "spelt otherwise, the same to whoever compares": Case(
        printed,
        "patient correct P-12345678 --family Test-esen --reason hyphen",
        "Corrected: the patient is TEST-ESEN, Prøve, born 2019-05-17; was TESTESEN, Prøve, born "
        f"2019-05-17. Labels that are out have the former name: {LABELS}. Reprint each, or settle "
        "it.",
        "Rettet: pasienten er TEST-ESEN, Prøve, født 2019-05-17; var TESTESEN, Prøve, født "
        f"2019-05-17. Etiketter som er ute, har det tidligere navnet: {ETIKETTER}. Skriv ut hver "
        "på nytt, eller avklar den.",
        kept=("patient-corrected",),
        outdated=HODGKIN_LEFT,
        tables=WITH_PROCEDURE,
    ),
    "when all is received": Case(
        received,
        "patient correct P-12345678 --given Prøvine --reason misspelt",
        "Corrected: the patient is TESTESEN, Prøvine, born 2019-05-17; was TESTESEN, Prøve, born "
        "2019-05-17.",
        "Rettet: pasienten er TESTESEN, Prøvine, født 2019-05-17; var TESTESEN, Prøve, født "
        "2019-05-17.",
        kept=("patient-corrected",),
        changed=("given",),
        outdated=HODGKIN_LEFT,  # on no board, but it is known when a reception is taken back
        tables=(*ORDER, "procedure"),
    ),
    "as it is": Case(
        printed,
        "patient correct P-12345678 --family TESTESEN --reason again",
        "The patient is TESTESEN, Prøve, born 2019-05-17 here already: nothing was changed.",
        "Pasienten er TESTESEN, Prøve, født 2019-05-17 her allerede: ingenting ble endret.",
    ),
    "not born yet": Case(
        printed,
        "patient correct P-12345678 --birth-date 2999-01-01 --reason typed",
        "Patient: expected a birth date up to {today}, got 2999-01-01, which is in the future.",
        "Pasient: forventet en fødselsdato til og med {today}, fikk 2999-01-01, som er i "
        "framtiden.",
        code=2,
    ),
    "letters that no label has": Case(
        printed,
        "patient correct P-12345678 --given 字 --reason typed",
        "Patient: expected 'given' in letters that the label fonts can print, got '字' (U+5B57 CJK "
        "UNIFIED IDEOGRAPH-5B57).",
        "Pasient: forventet «given» i bokstaver som etikettskriften kan skrive, fikk '字' "
        "(U+5B57 CJK UNIFIED IDEOGRAPH-5B57).",
        code=2,
    ),
    "merged, with labels out": Case(
        baby,
        f"patient merge T-1 {MOTHER_SAID}",
        "The patient is TESTESEN, Ida, born 2019-05-17 from now on; until now BABY OF TESTESEN, "
        f"born 2019-05-17. The history is kept. Labels that are out have the former name: {LABELS}."
        " Reprint each, or settle it.",
        "Pasienten er TESTESEN, Ida, født 2019-05-17 fra nå av; til nå BABY OF TESTESEN, født "
        "2019-05-17. Historikken er beholdt. Etiketter som er ute, har det tidligere navnet: "
        f"{ETIKETTER}. Skriv ut hver på nytt, eller avklar den.",
        kept=("patient-merged",),
        changed=("family", "given"),
        outdated=HODGKIN_LEFT,
        tables=("event", "former", "person", "person_id", "procedure", "work"),
    ),
    "merged onto its own number": Case(
        baby,
        "patient merge T-1 T-1 --family 'BABY OF TESTESEN' --birth-date 2019-05-17",
        "Patient: expected another patient's number, got T-1, which is T-1's own.",
        "Pasient: forventet en annen pasients nummer, fikk T-1, som er T-1 sitt eget.",
        code=2,
    ),
    "merged in a ring": Case(
        merged,
        f"patient merge N-1 {MOTHER_SAID.replace('N-1', 'T-1')}",
        "Patient: expected another patient's number, got T-1, which is N-1's own.",
        "Pasient: forventet en annen pasients nummer, fikk T-1, som er N-1 sitt eget.",
        code=2,
    ),
    "merged twice": Case(
        merged,
        f"patient merge T-1 {MOTHER_SAID}",
        "The patient is TESTESEN, Ida, born 2019-05-17 from now on; until now BABY OF TESTESEN, "
        "born 2019-05-17. The history is kept.",
        "Pasienten er TESTESEN, Ida, født 2019-05-17 fra nå av; til nå BABY OF TESTESEN, født "
        "2019-05-17. Historikken er beholdt.",
    ),
    "merged onto somebody else": Case(
        other,
        f"patient merge T-1 {MOTHER_SAID}",
        "Patient id N-1 is ANNEN, Ola, born 2019-05-17 here, and TESTESEN, Ida, born 2019-05-17 in "
        "what came. Nothing of it was kept: correct the patient, or what sent it.",
        "Pasient-id N-1 er ANNEN, Ola, født 2019-05-17 her, og TESTESEN, Ida, født 2019-05-17 i "
        "det som kom. Ingenting av det ble beholdt: rett pasienten, eller det som sendte det.",
        code=1,
        kept=("refused",),
        tables=("event",),
    ),
    "merged onto a number that is on a label": Case(
        with_own_label,
        "patient merge T-1 LAB-1 --family TESTESEN --given Ida --birth-date 2019-05-17",
        "Patient: expected a patient's number that is on no label, got 'LAB-1', which is on one.",
        "Pasient: forventet et pasientnummer som ikke står på noen etikett, fikk «LAB-1», som gjør "
        "det.",
        code=2,
    ),
    "merged into a second one": Case(
        merged,
        "patient merge T-1 N-2 --family ANNEN --given Ola --birth-date 2019-05-17",
        "Patient: expected a temporary id that is not merged yet, got T-1, which is N-1's.",
        "Pasient: forventet en midlertidig id som ikke er slått sammen ennå, fikk T-1, som er N-1 "
        "sin.",
        code=2,
    ),
    "a merge taken back, after labels": Case(
        merged,
        "patient unmerge T-1 --reason 'the other twin'",
        "The merge is taken back: the patient is BABY OF TESTESEN, born 2019-05-17 again, not "
        "TESTESEN, Ida, born 2019-05-17.",
        "Sammenslåingen er tatt tilbake: pasienten er BABY OF TESTESEN, født 2019-05-17 igjen, "
        "ikke TESTESEN, Ida, født 2019-05-17.",
        kept=("patient-unmerged",),
        changed=("family", "given"),
        tables=("event", "former", "note", "person", "procedure", "work"),
    ),
    "taken back twice": Case(
        baby,
        "patient unmerge T-1 --reason again",
        "Patient: expected a temporary id that was merged, got T-1, which was not.",
        "Pasient: forventet en midlertidig id som er slått sammen, fikk T-1, som ikke er det.",
        code=2,
    ),
}


def bodies_since(bench: Bench, before: int) -> list[e.Body]:
    return [event.body for event in bench.events()[before:]]


def changed_tables(before: Dump, after: Dump) -> tuple[str, ...]:
    return tuple(sorted(name for name in after if before[name] != after[name]))


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_said_kept_and_changed(
    case: Case, language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATION_LANG", language)
    bench = Bench(tmp_path, language)
    case.given(bench)
    before, count = bench.dump(), len(bench.events())
    said = bench.line(case.asked)
    sentence = said.answer["message"] if said.code < 2 else said.error.strip()
    expected = {"en": case.en, "nb": case.nb}[language]
    assert sentence == expected.format(today=said_today())
    assert said.code == case.code
    bodies = bodies_since(bench, count)
    assert tuple(body.TYPE for body in bodies) == case.kept
    assert changed_tables(before, bench.dump()) == case.tables
    for body in bodies:
        if isinstance(body, e.PatientCorrected | e.PatientMerged | e.PatientUnmerged):
            assert (body.changed, body.outdated) == (case.changed, case.outdated)
            assert said.answer["procedures"] == ([P] if "procedure" in case.tables else [])


def said_today() -> str:
    return SystemClock().now().astimezone().date().isoformat()
