"""Who patients are, beside the events: erasable, with any number of ids, and what they were."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from station.domain.alike import Namesake
from station.domain.person import Person

Why = Literal["corrected", "merged", "unmerged"]


@dataclass(frozen=True)
class Former:
    """An identity that a patient had here until a moment (aware, UTC), and why no longer.

    ``reason`` is the note's id of what was said; ``key`` is the former's own.
    """

    key: str
    patient: str
    person: Person
    until: datetime
    why: Why
    reason: str | None = None


@dataclass(frozen=True)
class Identities:
    """What one act changes of who patients are; all of it can be erased.

    ``people`` are new, or corrected: of those ``former`` has what they were. ``merged`` is a
    patient's key and the one that it is from now on; ``unmerged`` are their own again.
    ``judged_by`` is how many procedures were here when it was judged whose they are; None where
    that does not matter.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    former: tuple[Former, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    unmerged: tuple[str, ...] = ()
    judged_by: int | None = None


class People(Protocol):
    """The identities of one store. Every method may raise StoreError."""

    def find(self, value: str) -> tuple[str, Person] | None:
        """The key and identity of who has this number, of a merged one its successor."""
        ...

    def own(self, value: str) -> tuple[str, Person, str] | None:
        """Who was given this number: key, identity, and the key that it is now, once merged."""
        ...

    def merged_into(self, key: str) -> tuple[str, ...]:
        """The keys that were merged into a patient's, at any remove."""
        ...

    def identity(self, key: str) -> Person | None:
        """The identity behind a key; None when erased."""
        ...

    def former(self, key: str) -> tuple[Former, ...]:
        """What a patient was here before, and who was merged into it, oldest first."""
        ...

    def orders_of(self, key: str) -> tuple[str, ...]:
        """The orders that came for a patient, or for whoever was merged into it, oldest first."""
        ...

    def namesakes(self, person: Person) -> tuple[Namesake, ...]:
        """Everybody else with the family name, compared as ``folded``."""
        ...
