"""From an order and its protocol to the list of expected containers."""

from collections.abc import Mapping

from station.domain.codes import Side
from station.domain.data import Data
from station.domain.errors import StationError
from station.domain.order import Order, OrderedContainer
from station.domain.protocol import LEFT_RIGHT, ContainerPlan, Protocol, as_data
from station.domain.verdict.containers import container_name


def ordered_sides(
    order: Order, protocol: Protocol, chosen: tuple[Side, ...] | None
) -> tuple[Side, ...]:
    """The sides to collect from; empty while left open.

    What a person chose goes before the order, the order before the protocol. Raises StationError
    when the order's own containers name a side outside.
    """
    named = tuple(s for s in LEFT_RIGHT if any(c.side == s for c in order.containers))
    by_protocol = LEFT_RIGHT if protocol.sides == "both" and not order.containers else ()
    sides = chosen or order.sides or named or by_protocol
    outside = [side for side in named if side not in sides]
    if outside:
        raise StationError(
            "Order {order}: expected containers for {side} only, got one for {got}.",
            order=order.order,
            side=sides[0],
            got=outside[0],
        )
    return sides


def expected_containers(
    order: Order,
    protocol: Protocol,
    sides: tuple[Side, ...],
    kinds: Mapping[str, ContainerPlan],
) -> tuple[Data, ...]:
    """The containers of ``procedure-opened``: the order's own list, else the protocol's."""
    if order.containers:
        wanted = [(c, plan_for(c.kind, protocol, kinds)) for c in order.containers]
    else:
        wanted = [
            (OrderedContainer(plan.kind, side, None, False), plan)
            for plan in protocol.containers
            for side in ((sides or ("open",)) if plan.per_side else ("none",))
        ]
    found: dict[str, Data] = {}
    for container, plan in wanted:
        side = _side(container.side, plan, sides)
        name = container_name(found, plan.kind, side, named=len(sides) > 1)
        found[name] = {
            "container": name,
            "side": side,
            "label_id": container.label_id,
            "pre_labelled": container.pre_labelled,
            "plan": as_data(plan),
        }
    return tuple(found.values())


def _side(side: Side, plan: ContainerPlan, sides: tuple[Side, ...]) -> Side:
    """A side left open is known when only one is ordered, and none for what has no side."""
    if side != "open":
        return side
    if not plan.per_side:
        return "none"
    return sides[0] if len(sides) == 1 else "open"


def plan_for(kind: str, protocol: Protocol, kinds: Mapping[str, ContainerPlan]) -> ContainerPlan:
    """The protocol's plan for a kind, else the catalogue's. Raises StationError."""
    for plan in protocol.containers:
        if plan.kind == kind:
            return plan
    if kind not in kinds:
        raise StationError(
            "Kind '{kind}': expected one of {known}.", kind=kind, known=", ".join(sorted(kinds))
        )
    return kinds[kind]
