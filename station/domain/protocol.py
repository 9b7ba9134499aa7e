"""The plan: which containers an indication needs from which side, and what is asked first.

A protocol is data (``schemas/protocols/*.toml``, a hospital's own catalogue beside it). It is
frozen into the procedure when that is opened: a later edit of the file changes no running one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Literal

from station.domain.codes import Side
from station.domain.data import Data
from station.domain.texts import LANGUAGES, WORDS

Text = Mapping[str, str]  # language code → words; "en" and "nb" are always there
Answer = str | float  # what a checklist item was answered

LEFT_RIGHT: tuple[Side, Side] = ("left", "right")
NOT_APPLICABLE = "not-applicable"
OWN_ANSWERS = ("yes", "no", NOT_APPLICABLE)  # what the station itself has words for
LARGEST_NUMBER = 1000.0  # of a checklist answer; above it a finger has slipped


def other_side(side: str) -> Side:
    """The one of left and right that ``side`` is not.

    >>> other_side("left"), other_side("right")
    ('right', 'left')
    """
    return LEFT_RIGHT[1 - LEFT_RIGHT.index(side)]


STORED = {"draw_order": "order"}
"""Keys of files and events that are called otherwise here, where an order is a request."""


@dataclass(frozen=True)
class Names:
    """What a hospital calls its desks, its body sites and the answers to choose from, by code.

    A code that nobody named is said as it is, in words.
    """

    desks: Mapping[str, Text] = field(default_factory=dict)
    sites: Mapping[str, Text] = field(default_factory=dict)
    choices: Mapping[str, Text] = field(default_factory=dict)

    def desk(self, code: str) -> Text:
        """The name of a desk.

        >>> Names({"flow": {"en": "flow cytometry", "nb": "flowcytometri"}}).desk("flow")["nb"]
        'flowcytometri'
        >>> Names().desk("blood-bank")["nb"]
        'blood bank'
        """
        return self.desks.get(code) or _in_words(code)

    def site(self, code: str) -> Text:
        """The name of a body site."""
        return self.sites.get(code) or _in_words(code)

    def answer(self, answer: Answer) -> Text:
        """An answer to the checklist: the station's own, a choice of the hospital's, or a number.

        >>> Names().answer("not-applicable")["en"], Names().answer(1.5)["nb"]
        ('not applicable', '1.5')
        """
        text = answer_text(answer)
        if isinstance(answer, float):
            return dict.fromkeys(LANGUAGES, text)
        if text in OWN_ANSWERS:
            return {language: WORDS[language][text] for language in LANGUAGES}
        return self.choices.get(text) or _in_words(text)


def _in_words(code: str) -> Text:
    return dict.fromkeys(LANGUAGES, code.replace("-", " "))


@dataclass(frozen=True)
class ContainerPlan:
    """One expected item. Volumes in ml, stability in hours from collection (None: not fixed)."""

    kind: str
    name: Text
    vessel: str  # tube, pot or slide
    per_side: bool  # False: taken once, from no side (a blood smear)
    draw_order: int  # place in the collection order of its side; 0 is any time
    additive: str
    medium: str
    volume_min_ml: float | None
    volume_max_ml: float | None
    stock: str
    destination: str
    stability_h: float | None
    tell: Text
    cap: str | None = None  # the usual colour of its cap; None says nothing of it


@dataclass(frozen=True)
class ChecklistItem:
    """One question. ``limit`` is the greatest number that satisfies (for type ``number``)."""

    item: str
    text: Text
    type: Literal["yes-no", "number", "choice"]
    phase: Literal["before", "information", "sign-out"]
    blocking: bool
    limit: float | None
    choices: tuple[str, ...]
    satisfying: tuple[str, ...]

    def satisfied_by(self, answer: Answer) -> bool:
        """Whether the answer is inside the protocol's limit; ``not-applicable`` always is."""
        if answer == NOT_APPLICABLE:
            return True
        if isinstance(answer, str):
            return answer in self.satisfying
        return self.limit is None or answer <= self.limit


@dataclass(frozen=True)
class Protocol:
    """A protocol as its file says it; see ``schemas/protocol.schema.json`` for each key."""

    name: str
    title: Text
    indication: str
    version: int
    date: date
    source: str
    approver: str
    approved: bool
    population: Literal["child", "any"]
    child_below_years: int
    sides: Literal["one", "both"]
    sites: tuple[str, ...]
    print_limit: int  # labels of one container, the first included
    fastest_draw_s: float  # two containers of different kinds collected faster are implausible
    near_expiry_h: float  # a container with less than this left is urgent
    transit_h: float  # dispatched longer ago than this is overdue
    prompts: tuple[Text, ...]
    containers: tuple[ContainerPlan, ...]
    checklist: tuple[ChecklistItem, ...]
    names: Names = field(default_factory=Names)  # none, where it was frozen before there were any

    def item(self, name: str | None) -> ChecklistItem | None:
        """The checklist item of that name."""
        return next((item for item in self.checklist if item.item == name), None)


def protocol_from(data: Data) -> Protocol:
    """The protocol that a resolved mapping says: kinds merged in, names looked up, JSON values.

    Volumes in ml, times in h or s, ``date`` as YYYY-MM-DD. The mapping is one that the schema
    has passed or that ``as_data`` made; a missing key is a KeyError.
    """
    return Protocol(
        name=data["name"],
        title=dict(data["title"]),
        indication=data["indication"],
        version=data["version"],
        date=date.fromisoformat(data["date"]),
        source=data["source"],
        approver=data["approver"],
        approved=data["approved"],
        population=data["population"],
        child_below_years=data["child_below_years"],
        sides=data["sides"],
        sites=tuple(data["sites"]),
        print_limit=data["print_limit"],
        fastest_draw_s=float(data["fastest_draw_s"]),
        near_expiry_h=float(data["near_expiry_h"]),
        transit_h=float(data["transit_h"]),
        prompts=tuple(dict(text) for text in data["prompts"]),
        containers=tuple(container_plan_from(plan) for plan in data["containers"]),
        checklist=tuple(checklist_item_from(item) for item in data["checklist"]),
        names=names_from(data.get("names", {})),
    )


def names_from(data: Data) -> Names:
    """The names of a resolved mapping; a section may be missing.

    >>> names_from({"sites": {"tibia": {"en": "tibia", "nb": "skinneben"}}}).site("tibia")["nb"]
    'skinneben'
    """
    return Names(
        *(
            {code: dict(text) for code, text in data.get(key.name, {}).items()}
            for key in fields(Names)
        )
    )


def container_plan_from(data: Data) -> ContainerPlan:
    """One container of a resolved mapping; a key that does not apply may be missing or None.

    >>> smear = container_plan_from({"kind": "smear", "name": {"en": "Smear", "nb": "Utstryk"},
    ...     "vessel": "slide", "per_side": True, "order": 2, "volume_max_ml": 1,
    ...     "stock": "slide-22x22", "destination": "haematology",
    ...     "tell": {"en": "Thin.", "nb": "Tynt."}})
    >>> smear.volume_min_ml, smear.volume_max_ml
    (None, 1.0)
    """
    return ContainerPlan(
        kind=data["kind"],
        name=dict(data["name"]),
        vessel=data["vessel"],
        per_side=data["per_side"],
        draw_order=data["order"],
        additive=data.get("additive", ""),
        medium=data.get("medium", ""),
        volume_min_ml=_number(data.get("volume_min_ml")),
        volume_max_ml=_number(data.get("volume_max_ml")),
        stock=data["stock"],
        destination=data["destination"],
        stability_h=_number(data.get("stability_h")),
        tell=dict(data["tell"]),
        cap=data.get("cap"),
    )


def checklist_item_from(data: Data) -> ChecklistItem:
    """One checklist item of a resolved mapping; a number is satisfied at its limit and below.

    >>> inr = checklist_item_from({"item": "inr", "text": {"en": "INR", "nb": "INR"},
    ...     "type": "number", "phase": "before", "blocking": True, "limit": 3})
    >>> inr.satisfying, inr.satisfied_by(3.0), inr.satisfied_by(3.1)
    (('3', 'not-applicable'), True, False)
    """
    limit = _number(data.get("limit"))
    return ChecklistItem(
        item=data["item"],
        text=dict(data["text"]),
        type=data["type"],
        phase=data["phase"],
        blocking=data["blocking"],
        limit=limit,
        choices=tuple(data.get("choices", ())),
        satisfying=tuple(data["satisfying"]) if limit is None else _up_to(limit),
    )


def answer_text(answer: Answer) -> str:
    """An answer as its text: a number without needless zeros.

    >>> answer_text(1.50), answer_text("yes")
    ('1.5', 'yes')
    """
    return f"{answer:g}" if isinstance(answer, float) else answer


def number_of(text: str) -> float | None:
    """The number that a checklist item was answered, with a point or a comma; None if it is none.

    >>> number_of("1,2"), number_of("0"), number_of("1000"), number_of("1001"), number_of("1.2.")
    (1.2, None, 1000.0, None, None)
    """
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if 0 < number <= LARGEST_NUMBER else None


def volume_text(plan: ContainerPlan) -> str:
    """The volume range in ml as people write it; empty where none is fixed."""
    low, high = plan.volume_min_ml, plan.volume_max_ml
    numbers = [f"{value:g}" for value in (low, high) if value is not None]
    return f"{'–'.join(dict.fromkeys(numbers))} ml" if numbers else ""


def as_data(value: Protocol | ContainerPlan | ChecklistItem | Names) -> dict[str, object]:
    """A protocol or a part of it as JSON values: the inverse of the ``…_from`` functions.

    >>> item = ChecklistItem("fasting", {"en": "Fasted?", "nb": "Fastet?"}, "yes-no", "before",
    ...     blocking=False, limit=None, choices=(), satisfying=("yes",))
    >>> as_data(item)["satisfying"], checklist_item_from(as_data(item)) == item
    (['yes'], True)
    """
    return {
        STORED.get(field.name, field.name): _as_json(getattr(value, field.name))
        for field in fields(value)
    }


def _as_json(value: object) -> object:
    if isinstance(value, ContainerPlan | ChecklistItem | Names):
        return as_data(value)
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _as_json(part) for key, part in value.items()}
    return value


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _up_to(limit: float) -> tuple[str, ...]:
    # The limit is said once, so that a file cannot call 5 satisfying under a limit of 3.
    return (str(limit).removesuffix(".0"), NOT_APPLICABLE)
