"""The procedure: its state is a fold over events, and every transition is in this file.

What an event makes of one container is in container.py.

``TRANSITIONS`` says from which states of a container an event may come. The station itself never
writes another; histories merged from stations that were apart can hold one, and then the fold
keeps both facts and names the contradiction as a discrepancy for a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from station.domain import events as e
from station.domain.asking import ask_of, side_of
from station.domain.codes import JUST_IN_TIME, Side, State
from station.domain.container import arrived, changed, expected, moved
from station.domain.errors import HistoryError
from station.domain.protocol import protocol_from
from station.domain.state import (
    AT_DESK,
    AWAITED,
    ON_THE_WAY,
    TAKEN,
    Ask,
    Confirmed,
    Container,
    Procedure,
)

TRANSITIONS: Mapping[type[e.Body], frozenset[State]] = MappingProxyType(
    {
        e.LabelPrinted: AWAITED | ON_THE_WAY | {"excused"},
        e.LabelChecked: frozenset({"printed", "excused"}),
        e.LabelDestroyed: AWAITED | TAKEN | {"excused", "discarded"},
        e.Collected: frozenset({"printed", "excused"}),
        e.Undone: ON_THE_WAY | {"excused"},
        e.Excused: AWAITED | {"excused"},
        e.Relabelled: ON_THE_WAY,
        e.Discarded: ON_THE_WAY,
        e.DiscrepancyResolved: AWAITED | TAKEN | {"excused", "discarded"},
        e.Dispatched: ON_THE_WAY,
        e.Received: ON_THE_WAY,
        e.Rejected: AWAITED | {*TAKEN - {"rejected"}, "excused", "discarded"},
        e.ReceptionUndone: AT_DESK,
    }
)


def fold(events: Iterable[e.Event]) -> Procedure:
    """The procedure that the events tell of, in the order given.

    Raises HistoryError when they do not begin with ``procedure-opened``.
    """
    procedure: Procedure | None = None
    for event in events:
        if isinstance(event.body, e.ProcedureOpened):
            if procedure is None:
                procedure = opened(event.procedure or "", event.body, event.occurred_at)
            continue
        if procedure is None:
            raise HistoryError(f"History: expected procedure-opened first, got {event.body.TYPE}.")
        procedure = apply(procedure, event.body, event.occurred_at)
    if procedure is None:
        raise HistoryError("History: expected at least one event, got none.")
    return procedure


def opened(procedure: str, body: e.ProcedureOpened, at: datetime) -> Procedure:
    """The procedure at its first event."""
    containers = (expected(c, at) for c in body.containers)
    return Procedure(
        procedure=procedure,
        order=body.order,
        patient=body.patient,
        protocol=protocol_from(body.protocol),
        place=body.place,
        sides=tuple(side_of(s) for s in body.sides),
        child=body.child,
        opened_at=at,
        containers={c.container: c for c in containers},
    )


def apply(procedure: Procedure, body: e.Body, at: datetime) -> Procedure:
    """The procedure after one more event; every event counts as one version."""
    version = procedure.version + 1
    if isinstance(body, e.AnswerKeyed | e.Refused):
        procedure = replace(procedure, version=version)
    else:  # something else was done: a number begins anew
        procedure = replace(procedure, version=version, keyed="", keyed_at=None)
    if type(body) in TRANSITIONS:
        return _container_event(procedure, body, at)
    return _procedure_event(procedure, body, at)


def _procedure_event(p: Procedure, body: e.Body, at: datetime) -> Procedure:
    match body:
        case e.PlaceActivated(place=place):
            return replace(p, place=place)
        case e.WristbandRead(identifier=read, birth_date_known=known):
            if known:
                return replace(p, ask=Ask("birth-date", at, p.version))
            return replace(p, ask=Ask("identifier", at, p.version, reason=read))
        case e.PatientConfirmed(method=method, witness=witness, note=note):
            how = Confirmed(method, witness, note, p.patient)
            return replace(p, confirmed_by=how, ask=None)
        case e.PatientMerged() | e.PatientUnmerged() | e.PatientCorrected():
            return _renamed(p, body, at)
        case e.ChecklistAnswered(item=item, answer=answer, satisfied=satisfied):
            ask = None if p.ask and p.ask.what == "answer" else p.ask
            return replace(p, answers={**p.answers, item: (answer, satisfied)}, ask=ask)
        case e.AnswerKeyed(keyed=keyed):
            return replace(p, keyed=keyed, keyed_at=at)
        case e.SideDeclared():
            return _declare(p, body)
        case e.RestMoved():
            return _move_rest(p, body, at)
        case e.ModeSet(mode=mode, label_id=label_id, reason=reason):
            return replace(p, mode=mode, relabel_old=label_id, excuse_reason=reason, ask=None)
        case e.PrintingChosen(mode=mode):
            return replace(p, just_in_time=mode == JUST_IN_TIME)
        case e.OrderExplained(side=side, reason=reason):
            return replace(p, order_reasons={**p.order_reasons, side: reason})
        case e.ContainerAdded():
            return _add(p, body, at)
        case e.Closed():
            return replace(p, closed_at=p.closed_at or at, ask=None, mode="collect")
        case e.Aborted(reason=reason):
            return _abort(p, reason, at)
        case e.Refused():
            return _refused(p, body, at)
        case _:
            raise HistoryError(f"History: expected an event of a procedure, got {body.TYPE}.")


def _renamed(
    p: Procedure, body: e.PatientMerged | e.PatientUnmerged | e.PatientCorrected, at: datetime
) -> Procedure:
    """Labels that are out show it; whoever was confirmed as the one that is left was not."""
    found = {
        name: replace(c, outdated_at=(c.outdated_at or at) if name in body.outdated else None)
        for name, c in p.containers.items()
    }
    how = p.confirmed_by
    if isinstance(body, e.PatientUnmerged) and how and how.patient == p.patient != body.patient:
        p = replace(p, confirmed_by=None, ask=None)
    return replace(p, patient=body.patient, containers=found)


def _container_event(p: Procedure, body: Any, at: datetime) -> Procedure:
    """An event of one container; unknown containers belong to a history not yet whole."""
    container = _known(p, body, body.container)
    if container.state not in TRANSITIONS[type(body)]:
        found = f"{body.TYPE} while {container.state}"
        return _put(p, replace(container, discrepancy=found, discrepancy_at=at))
    return _after(_put(p, changed(container, body, at)), body)


def _after(p: Procedure, body: e.Body) -> Procedure:
    """What an event of a container changes in the procedure around it."""
    match body:
        case e.Collected(container=container, warnings=warnings, reason=reason, side=side):
            p = replace(p, last_collected=container, ask=None)
            if "out-of-order" in warnings and (reason or side not in p.order_reasons):
                return replace(p, order_reasons={**p.order_reasons, side: reason})
            return p
        case e.Undone(container=container):
            last = None if container == p.last_collected else p.last_collected
            return _know_side(_one_loose(replace(p, last_collected=last), container), container)
        case e.Excused():
            holds = p.mode == "excuse" and p.excuse_reason is not None
            return replace(p, mode="excuse" if holds else "collect", relabel_old=None, ask=None)
        case e.Relabelled():
            return replace(p, mode="collect", relabel_old=None)
        case _:
            return p


def _one_loose(p: Procedure, name: str) -> Procedure:
    """What is awaited again while the next label is already out: its own loose label is void."""
    c = p.containers[name]
    crowded = p.just_in_time and c.loose and c.state in AWAITED and len(p.loose()) > 1
    return _put(p, moved(c, c.side)) if crowded else p


def _know_side(p: Procedure, name: str) -> Procedure:
    """A container excused while its side was open is awaited again, on the side declared since."""
    c = p.containers[name]
    if c.side != "open" or p.active_side is None or c.state not in AWAITED:
        return p
    return _put(p, replace(c, side=p.active_side))


def _declare(p: Procedure, body: e.SideDeclared) -> Procedure:
    side = side_of(body.side)
    found = {
        name: replace(c, side=side) if c.side == "open" and c.state in AWAITED else c
        for name, c in p.containers.items()
    }
    if p.just_in_time:  # a label of the side that is left would lie beside one of the new side
        found = {
            name: moved(c, c.side) if _left_behind(c, side) else c for name, c in found.items()
        }
    declared = p.declared if side in p.declared else (*p.declared, side)
    return replace(
        p,
        active_side=side,
        declared=declared,
        site=body.site or p.site,
        containers=found,
        ask=None,
        mode="collect",
    )


def _left_behind(c: Container, side: Side) -> bool:
    """Whether its label lies about and names the side that is left for ``side``."""
    return c.loose and c.state in AWAITED and c.side not in {side, "none"}


def _move_rest(p: Procedure, body: e.RestMoved, at: datetime) -> Procedure:
    """The uncollected rest changes side; a label that names the old side is void."""
    side = side_of(body.side)
    for name in body.containers:
        c = _known(p, body, name)
        if c.state not in AWAITED:
            found = f"rest-moved while {c.state}"
            p = _put(p, replace(c, discrepancy=found, discrepancy_at=at))
            continue
        p = _put(p, moved(c, side))
    return _declare(p, e.SideDeclared(side, body.site, ()))


def _add(p: Procedure, body: e.ContainerAdded, at: datetime) -> Procedure:
    """An extra container; the same name added by two stations is a discrepancy of the first."""
    if body.container in p.containers:
        known = replace(p.containers[body.container], discrepancy="added twice")
        return _put(p, replace(known, discrepancy_at=at))
    return _put(p, expected(vars(body), at))


def _abort(p: Procedure, reason: str, at: datetime) -> Procedure:
    """Close at once; what is not collected is excused with the reason."""
    for c in p.awaited():
        p = _put(p, replace(c, state="excused", reason="aborted"))
    return replace(p, closed_at=p.closed_at or at, aborted=reason, ask=None, mode="collect")


def _refused(p: Procedure, body: e.Refused, at: datetime) -> Procedure:
    """A refusal changes no container; it is remembered where someone must act on it."""
    ask = ask_of(p, body, at)
    p = replace(p, ask=ask, mode="collect" if body.reason == "relabel-mismatch" else p.mode)
    p = replace(p, keyed="", keyed_at=None) if ask else p
    container = p.containers.get(body.container or "")
    if container is None:
        return p
    if body.reason == "wrong-side" and container.state in {"printed", "excused"}:
        return _put(p, replace(container, wrong_side_at=at))
    if body.action == "receive":
        return _put(p, arrived(container, body.reason, at))
    return p


def _known(p: Procedure, body: e.Body, name: str) -> Container:
    if name not in p.containers:
        raise HistoryError(f"History: {body.TYPE} of {name}, which was never expected.")
    return p.containers[name]


def _put(p: Procedure, container: Container) -> Procedure:
    return replace(p, containers={**p.containers, container.container: container})
