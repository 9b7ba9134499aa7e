"""A tray in one look: which labels that belong on it were read, which not, and what else was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

from station.domain.identifiers import Scanned
from station.domain.identifiers.card import Card
from station.domain.identifiers.place import PlaceCard
from station.domain.identifiers.specimen import SpecimenId
from station.domain.state import AWAITED, ON_THE_WAY, Container, LabelOwner, Owner, Procedure
from station.domain.verdict import refuse_stranger

Mark = Literal["found", "wrong-side", "unexpected"]
# Named on the screen and not received: no container of this station, in already, or two of one.
NOT_TAKEN = frozenset({"unknown", "unreadable", "no-container", "already-received", "duplicate"})
# Put before the desk all the same, so that its sentence says why; it will refuse them.
REFUSED = frozenset({"never-collected", "excused", "rejected", "void-label", "wrong-destination"})


@dataclass(frozen=True)
class Wanted:
    """What the tray is for: one procedure or (None) all whose labels are on it.

    ``receiving`` is the desk's look: only what was collected belongs there; ``destination``
    None takes for all.
    """

    procedure: str | None = None
    receiving: bool = False
    destination: str | None = None


@dataclass(frozen=True)
class Found:
    """A text that was read, and whose it is.

    ``cap`` is the colour of its cap, where that was plainly visible; ``twice``: one look has shown
    it on two labels.
    """

    scanned: Scanned
    owner: Owner | None
    cap: str | None = None
    twice: bool = False


@dataclass(frozen=True)
class Item:
    """One text that was read on the tray; ``reason`` says why it should not be there.

    ``label_of`` is the container of a label that does not stand for it, void or of another
    procedure, with the side that the label names. ``warnings`` are codes of ``codes.WARNINGS``;
    they keep nothing from being received.
    """

    text: str
    mark: Mark
    reason: str | None = None
    procedure: str | None = None
    container: Container | None = None
    warnings: tuple[str, ...] = ()
    label_of: Container | None = None

    @property
    def is_in(self) -> bool:
        """Whether it belongs here, and was received before."""
        return self.mark == "found" and bool(self.container and self.container.state == "received")


@dataclass(frozen=True)
class Lacking:
    """A container that belongs on the tray and was not seen; it may be there all the same."""

    procedure: str
    container: Container


@dataclass(frozen=True)
class Tray:
    """What one or many looks have shown. ``unreadable`` counts places with two readings."""

    items: tuple[Item, ...]
    not_seen: tuple[Lacking, ...]
    unreadable: int = 0

    def marked(self, mark: Mark) -> tuple[Item, ...]:
        """The items of one mark, in the order in which they were read."""
        return tuple(item for item in self.items if item.mark == mark)

    @property
    def complete(self) -> bool:
        """All that belongs here was read, nothing else was, and no place is in doubt."""
        all_found = bool(self.items) and all(item.mark == "found" for item in self.items)
        return all_found and not self.not_seen and not self.unreadable

    @property
    def lot(self) -> tuple[str, ...]:
        """What one confirmation puts before the desk: all but strangers and what is in already."""
        return tuple(i.text for i in self.items if i.reason not in NOT_TAKEN and not i.is_in)

    @property
    def acceptable(self) -> int:
        """How many of the lot the desk will accept, as far as is known."""
        lot = frozenset(self.lot)
        return sum(item.text in lot and item.reason not in REFUSED for item in self.items)

    @property
    def in_already(self) -> int:
        """How many were received before."""
        return sum(item.is_in for item in self.items)


def judge_tray(
    read: Mapping[str, Found],
    procedures: Mapping[str, Procedure],
    wanted: Wanted,
    unreadable: int = 0,
) -> Tray:
    """Mark every text that was read, and name what belongs here and was not.

    ``procedures`` has those of the labels' owners, and ``wanted.procedure``. Command and
    place cards are tools.
    """
    items = tuple(
        _doubled(_item(text, found, procedures, wanted), found)
        for text, found in read.items()
        if not isinstance(found.scanned, Card | PlaceCard)
    )
    seen_of = dict.fromkeys(_owners(items))
    concerned = seen_of if wanted.procedure is None else [wanted.procedure]
    seen = {(item.procedure, item.container.container) for item in items if item.container}
    lacking = tuple(
        Lacking(name, c)
        for name in concerned
        for c in procedures[name].containers.values()
        if _belongs(c, wanted) and (name, c.container) not in seen
    )
    return Tray(items, lacking, unreadable)


def _doubled(item: Item, found: Found) -> Item:
    """One label on two tubes: which of them is its container is not known."""
    if item.mark != "found" or not found.twice:
        return item
    return replace(item, mark="unexpected", reason="duplicate")


def _owners(items: Iterable[Item]) -> list[str]:
    return [item.procedure for item in items if item.procedure]


def _belongs(c: Container, wanted: Wanted) -> bool:
    """Whether the container is to be seen: its label is out, and it has not come in yet."""
    if wanted.destination is not None and c.plan.destination != wanted.destination:
        return False
    due = ON_THE_WAY if wanted.receiving else ON_THE_WAY | {"printed"}
    return c.label_id is not None and not c.label_due and c.state in due


def _item(text: str, found: Found, procedures: Mapping[str, Procedure], wanted: Wanted) -> Item:
    scanned, owner, cap = found.scanned, found.owner, found.cap
    if owner is None and isinstance(scanned, SpecimenId):
        return Item(text, "unexpected", "record-not-here")
    if owner is None:
        return Item(text, "unexpected", refuse_stranger(scanned).code)
    if not isinstance(owner, LabelOwner):
        return Item(text, "unexpected", "no-container")
    if owner.procedure is None:
        return Item(text, "unexpected", "already-received")
    p = procedures[owner.procedure]
    c = p.by_label(owner.label_id)
    assert c is not None, "the store's label table and the fold agree"
    mark, reason = _marked(p, c, scanned, owner.label_id, wanted)
    # A void or foreign label does not stand for its container: that one is still to be seen.
    if reason in {"void-label", "other-procedure"}:
        label_of = replace(c, side=scanned.side) if _names_another_side(scanned, c) else c
        return Item(text, mark, reason, p.procedure, label_of=label_of)
    warnings = ("cap-colour",) if cap and c.plan.cap and cap != c.plan.cap else ()
    return Item(text, mark, reason, p.procedure, c, warnings)


def _marked(
    p: Procedure, c: Container, scanned: Scanned, label_id: str, wanted: Wanted
) -> tuple[Mark, str | None]:
    if wanted.procedure is not None and p.procedure != wanted.procedure:
        return "unexpected", "other-procedure"
    if label_id != c.label_id or c.label_due or c.state == "discarded":
        return ("wrong-side" if _names_another_side(scanned, c) else "unexpected"), "void-label"
    if wanted.receiving and c.state in AWAITED:  # whichever side: it should not have come
        return "unexpected", "never-collected"
    if _is_wrong_side(p, c) and not (wanted.receiving and c.state == "excused"):
        return "wrong-side", "wrong-side"
    if c.state in {"excused", "rejected"}:
        return "unexpected", c.state
    if wanted.destination is not None and c.plan.destination != wanted.destination:
        return "unexpected", "wrong-destination"
    return "found", None


def _names_another_side(scanned: Scanned, c: Container) -> TypeGuard[SpecimenId]:
    """Whether the label was printed for a side that the container is no longer of."""
    return isinstance(scanned, SpecimenId) and scanned.side not in ("none", c.side)


def _is_wrong_side(p: Procedure, c: Container) -> bool:
    """Filled from the other side than its label says: what a scan at the bedside would refuse."""
    if c.wrong_side_at is not None:
        return True
    uncollected = c.state in AWAITED or c.state == "excused"
    in_doubt = uncollected and p.closed_at is None and p.active_side is not None
    return in_doubt and c.side in {"left", "right"} and c.side != p.active_side
