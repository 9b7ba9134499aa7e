"""Every refusal, provoked: what is said, what is kept, and that nothing else changes."""

import json
import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from kit import HODGKIN_LEFT, HODGKIN_RIGHT, ROOT, Bench, Dump

from station.domain.codes import REFUSALS
from station.domain.events import Refused
from station.domain.state import Container

OTHER = {"id": "P-87654321", "family": "PRØVESEN", "given": "Test", "birth_date": "2018-01-02"}
OWN = [
    {"kind": "flow", "side": "left", "label_id": "LAB-1", "pre_labelled": True},
    {"kind": "cytogenetics", "side": "left", "label_id": "LAB-2"},
]
# Provoked in test_begin.py; in test_desk.py, of a reader that nothing is kept of; and in
# test_bad_input.py, of orders that nothing is kept of.
OF_THE_PAGE = {"which-order", "order-begun", "doubled-armed", "identity-differs", "order-differs"}
SCANNED = {"scan", "receive", "reject", "undo-receive", "wristband"}


@dataclass(frozen=True)
class Case:
    """One entry of the table; the table's head says what its words mean."""

    code: str
    stage: str
    asked: str
    says: str
    given: tuple[str, ...] = ()
    action: str | None = None
    container: str | None = None
    asked_for: str | None = None
    text: str | None = None

    def kept(self, bench: Bench) -> Refused:
        """The whole body of the event; its digest is of what was scanned, cards apart."""
        action = self.action or self.asked.split()[0]
        digest = bench.store.digest(bench.said(self.scanned)) if self.scanned else None
        return Refused(action, self.code, self.container, self.asked_for, digest)

    @property
    def scanned(self) -> str:
        """The text that was scanned; none for a card or a command."""
        is_scan = self.action is None and self.asked.split()[0] in SCANNED
        return (self.text or self.asked.split()[-1]) if is_scan else ""


def read_cases() -> list[Case]:
    table = tomllib.loads((ROOT / "tests/cases/refusals.toml").read_text(encoding="utf-8"))
    cases = []
    for entry in table["case"]:
        entry["given"] = tuple(entry.get("given", ()))
        entry["asked_for"] = entry.pop("for", None)
        cases.append(Case(**entry))
    return cases


CASES = read_cases()


def ordered(bench: Bench) -> None:
    bench.order()


def opened(bench: Bench) -> None:
    ordered(bench)
    bench.open()


def confirmed(bench: Bench) -> None:
    opened(bench)
    bench.confirm()


def checked(bench: Bench) -> None:
    confirmed(bench)
    bench.answer_checklist()


def printed(bench: Bench) -> None:
    opened(bench)
    bench.ready("left")


def collected(bench: Bench) -> None:
    printed(bench)
    bench.scan(*HODGKIN_LEFT)


def closed(bench: Bench) -> None:
    collected(bench)
    bench.excuse(*HODGKIN_RIGHT)
    bench.close()


def two(bench: Bench) -> None:
    printed(bench)
    bench.order("O-2", patient=OTHER)
    bench.open("O-2")
    bench.ready("left", "P00017-2", "P-87654321,2018-01-02")


def own_ids(bench: Bench) -> None:
    bench.order(indication="acute-leukaemia", sides=["left"], containers=OWN)
    bench.open()


def open_side(bench: Bench) -> None:
    bench.order(indication="acute-leukaemia", sides=[])
    bench.open()


def sternum(bench: Bench) -> None:
    bench.order(site="sternum")


STAGES: Mapping[str, Callable[[Bench], None]] = {
    stage.__name__.replace("_", "-"): stage
    for stage in (
        *(ordered, opened, confirmed, checked, printed, collected, closed),
        *(two, own_ids, open_side, sternum),
    )
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each stage made once; a case works on a copy."""
    folders = {}
    for name, stage in STAGES.items():
        folders[name] = tmp_path_factory.mktemp(name)
        bench = Bench(folders[name])
        stage(bench)
        bench.end()
    return folders


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.asked}")
def test_a_refusal_says_why_and_changes_nothing_else(
    case: Case, made: Mapping[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(made[case.stage], tmp_path, dirs_exist_ok=True)
    bench = Bench(tmp_path)
    for line in case.given:
        assert bench.line(line).code in {0, 1}, line
    before, states = bench.dump(), containers(bench)
    said = bench.line(case.asked)
    assert (said.code, said.error) == (1, "")
    assert (said.answer["accepted"], said.answer["reason"]) == (False, case.code)
    assert said.answer["message"] == bench.said(case.says)
    assert [event.body for event in bench.events()[len(before["event"]) :]] == [case.kept(bench)]
    assert containers(bench) == states
    assert_only_the_refusal_is_new(before, bench.dump(), bench.said(case.scanned))


def containers(bench: Bench) -> Mapping[tuple[str, str], Container]:
    """Every container, apart from what is remembered of a refusal for the board."""
    return {
        (line.procedure, name): replace(c, wrong_side_at=None, arrival=None, arrival_at=None)
        for line in bench.store.procedures()
        for name, c in bench.state(line.procedure).containers.items()
    }


def assert_only_the_refusal_is_new(before: Dump, after: Dump, text: str) -> None:
    """One event more, the version it makes, and the board; the text itself is not kept."""
    new = after["event"].pop()
    assert not text or text not in json.dumps(new, ensure_ascii=False)
    for row in before["procedure"]:
        row["version"] += row["procedure"] == new["procedure"]
    del before["work"], after["work"]
    assert by_key(after) == by_key(before)


def by_key(found: Dump) -> Dump:
    """Rows in an order of their own: a row written again takes a new place."""
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def test_every_refusal_is_provoked() -> None:
    assert {case.code for case in CASES} | OF_THE_PAGE == set(REFUSALS)


def test_every_stage_is_used() -> None:
    assert {case.stage for case in CASES} == set(STAGES)
