"""Twins who are corrected, merged and taken apart, while their labels are printed and scanned.

No label is printed, accepted or shown under a name that its procedure's patient does not have, or
that it had when it was printed, and then it is flagged. The model knows of names alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from kit import PATIENT, Bench

from station.app.keeping import Outcome
from station.app.patients import Correction, correct_patient, merge_patient, unmerge_patient
from station.app.views.procedure import procedure_named
from station.domain.errors import Saying, StationError
from station.domain.person import parse_person

BORN = "2019-05-17"
TWINS = ("T-1", "T-2")  # each with a temporary number, a procedure and its place
OWN = ("N-1", "N-2")
NAMES = ("TESTESEN", "OLSEN", "Lie")
TUBES = [{"kind": "flow", "side": "left"}, {"kind": "smear", "side": "left"}]


@dataclass
class Tube:
    """What its label says, if it is out, and whether that is flagged."""

    says: tuple[str, ...] | None = None
    flagged: bool = False


@dataclass
class Child:
    """One procedure's: whose number it was ordered for, and its tubes."""

    number: str
    procedure: str
    tubes: dict[str, Tube] = field(default_factory=dict)


PICK = st.integers(0, 1)


class People(RuleBasedStateMachine):
    """Two children of one family name and one birthday."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.bench = Bench(Path(self.folder.name))
        self.names: dict[str, tuple[str, str]] = {}
        self.before: dict[str, tuple[str, ...]] = {}
        self.merged: dict[str, str] = {}
        self.children: list[Child] = []
        for place, number in enumerate(TWINS, 1):
            patient = {**PATIENT, "id": number, "family": "BABY OF TESTESEN", "given": number}
            self.bench.order(f"O-{place}", patient=patient, sides=["left"], containers=TUBES)
            p = self.bench.open(f"O-{place}", f"room-{place}")
            self.bench.confirm(p, f"{number},{BORN}")
            self.bench.answer_checklist(p)
            self.names[number] = ("BABY OF TESTESEN", number)
            child = Child(number, p, {name: Tube() for name in self.bench.state(p).containers})
            self.children.append(child)

    def teardown(self) -> None:
        """The database is let go of first."""
        self.bench.end()
        self.folder.cleanup()

    def now(self, number: str) -> str:
        """The number that a patient's is, after a merge."""
        return self.merged.get(number, number)

    def called(self, child: Child) -> tuple[str, ...]:
        """Who the patient of a procedure is: family name, given name, number."""
        family, given = self.names[self.now(child.number)]
        return family.upper(), given, self.now(child.number)

    def renamed(self) -> None:
        """Every label that is out is flagged exactly when it says another name."""
        for child in self.children:
            self.rename(child, self.called(child))

    def rename(self, child: Child, name: tuple[str, ...]) -> None:
        """The labels of one child, whose name may be another one now."""
        if name != self.before[child.number]:
            for tube in child.tubes.values():
                tube.flagged = tube.says is not None and tube.says != name

    def doing(self) -> None:
        """What everybody was called before an act."""
        self.before = {child.number: self.called(child) for child in self.children}

    @rule(which=PICK, own=st.booleans(), name=st.sampled_from(NAMES))
    def correct(self, which: int, own: bool, name: str) -> None:
        """By the temporary number, or by the own one where there is one."""
        number = OWN[which] if own else TWINS[which]
        self.doing()
        if self.now(number) not in self.names:
            self.refused(lambda: self._correct(number, name))
            return
        said = self._correct(number, name).answer
        family, given = self.names[self.now(number)]
        same = family == name
        assert said.accepted
        self.names[self.now(number)] = (name, given)
        self.renamed()
        assert ("already" in said.message) == same

    def _correct(self, number: str, name: str) -> Outcome:
        right = Correction("misspelt", family=name)
        return correct_patient(self.bench.station, number, right, self.bench.act())

    @rule(which=PICK, into=PICK, name=st.sampled_from(NAMES))
    def merge(self, which: int, into: int, name: str) -> None:
        """Into the own number, or by a slip into the other twin's."""
        number, own = TWINS[which], OWN[into]
        self.doing()
        data = {"id": own, "family": name, "given": "Ida", "birth_date": BORN}
        person = parse_person(data, Saying("Patient"))

        def do() -> Outcome:
            return merge_patient(self.bench.station, number, person, self.bench.act())

        known = self.names.get(own)
        if known is not None and known[0].upper() != name.upper():
            assert do().answer.reason == "identity-differs"
        elif number in self.merged and self.merged[number] != own:
            self.refused(do)
        else:
            assert do().answer.accepted
            self.names.setdefault(own, (name, "Ida"))
            self.merged[number] = own
            self.renamed()

    @rule(which=PICK)
    def unmerge(self, which: int) -> None:
        """Also after labels."""
        number = TWINS[which]
        self.doing()

        def do() -> Outcome:
            return unmerge_patient(self.bench.station, number, "mistaken", self.bench.act())

        if number not in self.merged:
            self.refused(do)
            return
        assert do().answer.accepted
        del self.merged[number]
        self.renamed()

    @rule(which=PICK)
    def print_all(self, which: int) -> None:
        """The labels that are not out yet, under the name of now."""
        child = self.children[which]
        self.confirm(child)
        self.bench.side("left", child.procedure)
        for tube in child.tubes.values():
            tube.says = tube.says or self.called(child)

    @rule(which=PICK, tube=PICK)
    def reprint(self, which: int, tube: int) -> None:
        """One label anew."""
        child = self.children[which]
        name = list(child.tubes)[tube]
        self.confirm(child)
        if self.bench.reprint(name, child.procedure).answer.accepted:
            child.tubes[name].says, child.tubes[name].flagged = self.called(child), False

    @rule(which=PICK, tube=PICK)
    def resolve(self, which: int, tube: int) -> None:
        """A person has seen to it."""
        child = self.children[which]
        name = list(child.tubes)[tube]
        said = self.bench.line(f"resolve {child.procedure} {name} --reason seen")
        if said.code == 0:
            child.tubes[name].flagged = False

    @rule(which=PICK, tube=PICK, desk=st.booleans())
    def scan(self, which: int, tube: int, desk: bool) -> None:
        """What is accepted under a former name says so."""
        child = self.children[which]
        name = list(child.tubes)[tube]
        if desk:
            said = self.bench.receive(name, p=child.procedure).answer
        else:
            self.confirm(child)
            said = self.bench.scan(name, p=child.procedure).answer
        if said.accepted:
            assert ("label-outdated" in said.warnings) == child.tubes[name].flagged

    def confirm(self, child: Child) -> None:
        """By a wristband with the number that it was ordered for."""
        said = self.bench.confirm(child.procedure, f"{child.number},{BORN}").answer
        assert said.accepted

    def refused(self, do: Callable[[], Outcome]) -> None:
        """One sentence, and nothing is changed."""
        before = self.bench.dump()
        with pytest.raises(StationError, match="expected"):
            do()
        assert self.bench.dump() == before

    @invariant()
    def no_label_has_a_name_that_is_not_known_of(self) -> None:
        """Said by the label's own content, by the state and by what is shown."""
        for child in self.children:
            p = self.bench.state(child.procedure)
            shown = procedure_named(self.bench.station, child.procedure).patient
            assert shown is not None
            named = (shown.family.upper(), shown.given, shown.patient_id)
            assert named == self.called(child)
            for name, tube in child.tubes.items():
                c = p.containers[name]
                frozen = self.bench.store.spool.content(c.label_id) if c.label_id else None
                keys = ("family", "given", "patient_id")
                says = tuple(frozen[key] for key in keys) if frozen else None
                assert says == tube.says
                assert (c.outdated_at is not None) == tube.flagged, (name, tube)
                if tube.says not in (None, self.called(child)):
                    assert tube.flagged or self.settled(child, name)

    def settled(self, child: Child, name: str) -> bool:
        """Whether a person has seen to the label since."""
        events = self.bench.store.events(child.procedure)
        return any(
            event.body.TYPE == "discrepancy-resolved" and vars(event.body)["container"] == name
            for event in events
        )

    @invariant()
    def no_event_has_a_name(self) -> None:
        """Nor a number, nor a birth date."""
        log = "\n".join(str(row["body"]) for row in self.bench.dump()["event"]).upper()
        for word in (*NAMES, "BABY", BORN, *TWINS, *OWN):
            assert f'"{word.upper()}"' not in log


TestPeople = People.TestCase
TestPeople.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    phases=(Phase.generate,),
    derandomize=True,  # the gate gives one answer for one code
    suppress_health_check=list(HealthCheck),  # a real disk, and labels that are drawn
)
