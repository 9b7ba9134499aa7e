"""What a bedside screen shows, as values: patient, side, tray, what to do next, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from station.app.keeping import load
from station.app.on_paper import Paper, cell, papers_of, step
from station.app.print_labels import volume_text
from station.app.station import Station
from station.domain.codes import Side
from station.domain.feedback import list_containers, notices, question
from station.domain.protocol import LEFT_RIGHT, ChecklistItem
from station.domain.state import AWAITED, Ask, Container, Procedure
from station.domain.texts import SENTENCES, WORDS, Language
from station.domain.verdict.answering import asked, choices, ways
from station.domain.verdict.closing import unexplained
from station.domain.verdict.printing import copies, judge_labels
from station.web.texts import TEXTS

LISTED: tuple[Side, ...] = ("left", "none", "open", "right")


@dataclass(frozen=True)
class Bedside:
    """One place's panel: ``version`` says which state of which procedure it shows."""

    version: str
    procedure: Procedure | None
    values: dict[str, Any]


def bedside(station: Station, place: str) -> Bedside:
    """The panel of a place's active procedure."""
    name = station.store.active(place)
    waiting = [
        line.procedure
        for line in station.store.procedures(place=place)
        if not line.closed and line.procedure != name
    ]
    if name is None:
        return Bedside("none", None, {"p": None, "place": place, "suspended": waiting})
    p = load(station.store, name)
    values = {**procedure_values(station, p), "place": place, "suspended": waiting}
    return Bedside(f"{p.procedure}@{p.version}", p, values)


def standing(p: Procedure | None) -> dict[str, Any]:
    """What a browser compares a waiting scan with before it sends it."""
    if p is None:
        return {"procedure": None, "side": None, "version": 0}
    return {"procedure": p.procedure, "side": p.active_side, "version": p.version}


def procedure_values(station: Station, p: Procedure) -> dict[str, Any]:
    """All that the panel shows of a procedure."""
    language, papers, following = station.language, papers_of(station, p), next_container(p)
    waits = step(following, papers[following.container], language) if following else None
    awaited = tuple(sorted(p.awaited(), key=lambda c: LISTED.index(c.side)))
    return {
        "p": p,
        "person": station.store.person(p.patient),
        "second_identifier": _second_identifier(p),
        "title": p.protocol.title[language],
        "notices": notices(p, language),
        "prompts": [prompt[language] for prompt in p.protocol.prompts],
        "next": next_step(p, language, waits),
        "tray": on_paper(tray(p, language), papers, language),
        "missing": list_containers(awaited, language),
        "missing_count": len(p.awaited()),
        "done_count": len(p.containers) - len(p.awaited()),
        "checklist": [checklist_item(p, item, language) for item in p.protocol.checklist],
        "blocking": p.blocking(),
        "questions": [question("ask-order", side, language) for side in unexplained(p)],
        "kinds": added_kinds(station, p),
        "destinations": sorted({c.plan.destination for c in p.containers.values()}),
        "unsent": sum(c.state == "collected" for c in p.containers.values()),
        "sites": p.protocol.sites,
        "rest": [side for side in LEFT_RIGHT if side != p.active_side and p.active_side],
        "collecting": None if waits else following,
    }


def next_step(p: Procedure, language: Language, waits: str | None = None) -> str:
    """The next thing to do, in one sentence; ``waits``: what the label of what comes next is at."""
    return _before_the_needle(p, language) or _at_the_needle(p, language, waits)


def _before_the_needle(p: Procedure, language: Language) -> str | None:
    text = TEXTS[language]
    if p.closed_at:
        return _after_close(p, language)
    if p.ask and p.ask.what == "birth-date":
        return text["next-birth-date"]
    if not p.confirmed:
        return text["next-wristband"]
    if p.ask:
        return _asked_for(p, p.ask, language)
    if p.mode != "collect":
        return _in_mode(p, language)
    if unexplained(p) and not p.awaited():
        return _why_out_of_order(p, language)
    item = asked(p)
    return _question(p, item, language) if item else None


def _after_close(p: Procedure, language: Language) -> str:
    if unexplained(p):
        return _why_out_of_order(p, language)
    text = TEXTS[language]
    unsent = any(c.state == "collected" for c in p.containers.values())
    return text["next-dispatch"] if unsent else text["next-closed"]


def _why_out_of_order(p: Procedure, language: Language) -> str:
    text, asking = TEXTS[language], question("ask-order", unexplained(p)[0], language)
    return f"{asking} {text['next-order']}"


def _asked_for(p: Procedure, ask: Ask, language: Language) -> str:
    """What answers the station's last question."""
    text, words = TEXTS[language], WORDS[language]
    match ask.what:
        case "side":
            return text["next-confirm-side"].format(side=words[ask.side or "none"])
        case "excuse":
            kind = p.containers[ask.containers[0]].plan.name[language]
            return text["next-reason"].format(kind=kind)
        case "excuse-rest":
            reason = words[ask.reason or ""]
            return text["next-excuse-rest"].format(count=len(ask.containers), reason=reason)
        case _:
            return text["next-rest"].format(count=len(ask.containers))


def _in_mode(p: Procedure, language: Language) -> str:
    text = TEXTS[language]
    if p.mode == "relabel" and p.relabel_old is not None:
        return text["next-relabel-new"]
    if p.mode == "excuse" and p.excuse_reason is not None:
        reason = WORDS[language][p.excuse_reason]
        return SENTENCES[language]["mode-excuse-reason"].format(reason=reason)
    return SENTENCES[language][f"mode-{p.mode}"]


def _question(p: Procedure, item: ChecklistItem, language: Language) -> str:
    """The checklist item that a card answers now; only a blocking one has to be answered."""
    said, cards = item.text[language], ways(item)[language]
    if p.keyed:
        return SENTENCES[language]["keyed"].format(question=said, keyed=p.keyed, ways=cards)
    text = TEXTS[language]
    if item.item in p.blocking():
        template = text["next-question"]
    elif item.phase == "sign-out":
        template = text["next-question-or-close"]
    else:
        template = text["next-question-or-not"]
    return template.format(question=said, ways=cards)


def _at_the_needle(p: Procedure, language: Language, waits: str | None) -> str:
    text, words = TEXTS[language], WORDS[language]
    sided = any(c.side != "none" for c in p.awaited())
    if p.active_side is None and sided:
        return text["next-side"]
    printable = judge_labels(p, None)
    if isinstance(printable, tuple) and printable:
        return text["next-print"].format(count=len(printable))
    found = next_container(p)
    if waits:
        return waits
    if found is not None:
        side = words[found.side] if found.side != "none" else ""
        return text["next-collect"].format(kind=found.plan.name[language], side=side).rstrip(" ,")
    others = [side for side in LEFT_RIGHT if p.awaited(side)]
    if others:
        return text["next-other-side"].format(side=words[others[0]])
    return text["next-close"]


def next_container(p: Procedure) -> Container | None:
    """What to fill next: of the active side by its order, then what has no side."""
    here = [c for c in p.awaited() if c.side in {p.active_side, "open"}]
    anywhere = [c for c in p.awaited() if c.side == "none"]
    ready = [c for c in (*sorted(here, key=lambda c: c.plan.order), *anywhere) if c.label_id]
    return ready[0] if ready and not p.closed_at else None


def tray(p: Procedure, language: Language) -> list[dict[str, Any]]:
    """The tray's columns, left to right; those of no side stand between."""
    following = next_container(p)
    columns = []
    for side in LISTED:
        found = [c for c in p.containers.values() if c.side == side]
        if found or side in p.sides:
            cells = [container_values(p, c, language, c is following) for c in found]
            columns.append({"side": side, "active": side == p.active_side, "containers": cells})
    return columns


def on_paper(
    columns: list[dict[str, Any]], papers: Mapping[str, Paper], language: Language
) -> list[dict[str, Any]]:
    """The tray's columns, each label as far as it is known to be on paper."""
    for column in columns:
        for one in column["containers"]:
            one.update(cell(papers[one["container"]], language))
    return columns


def container_values(
    p: Procedure, c: Container, language: Language, is_next: bool = False
) -> dict[str, Any]:
    """One container: its picture, and what can be done with it now."""
    return {
        **named(p, c, language),
        "kind": c.plan.kind,
        "vessel": c.plan.vessel,
        "state": c.state,
        "label_id": c.label_id,
        "short_id": c.label_id[-6:] if c.label_id else "",
        "reason": c.reason,
        "tell": c.plan.tell[language],
        "content": " · ".join(
            filter(None, (volume_text(c.plan), c.plan.additive or c.plan.medium))
        ),
        "destination": c.plan.destination,
        "odd": bool(c.discrepancy or c.arrival or c.relabel_open or c.old_label_open),
        "next": is_next,
        "can": _can(p, c),
        "others": [named(p, o, language) for o in p.containers.values() if o != c],
    }


def named(p: Procedure, c: Container, language: Language) -> dict[str, str]:
    """A container as people call it: numbered where its side has several of a kind."""
    alike = _alike(p, c)
    number = f" {alike.index(c) + 1}" if len(alike) > 1 else ""
    return {"container": c.container, "name": c.plan.name[language] + number, "side": c.side}


def _alike(p: Procedure, c: Container) -> Sequence[Container]:
    return [o for o in p.containers.values() if o.plan.kind == c.plan.kind and o.side == c.side]


def _can(p: Procedure, c: Container) -> set[str]:
    """The buttons that are worth showing; the verdict decides in the end."""
    found = set()
    if c.state in AWAITED:
        found.add("excuse")
    if c.state in {"collected", "excused", "dispatched"} and not p.closed_at:
        found.add("undo")
    if c.state in {"collected", "dispatched"}:
        found.add("discard")
    fewer = copies(c) < p.protocol.print_limit
    if c.label_id and c.state in {"printed", "collected", "excused"} and not p.closed_at and fewer:
        found.add("reprint")
    if c.discrepancy or c.arrival or c.relabel_open or c.old_label_open:
        found.add("resolve")
    return found


def checklist_item(p: Procedure, item: ChecklistItem, language: Language) -> dict[str, Any]:
    """One item with its answers as buttons; a number is keyed in."""
    answer, satisfied = p.answers.get(item.item, (None, False))
    return {
        "item": item.item,
        "text": item.text[language],
        "type": item.type,
        "phase": item.phase,
        "blocking": item.blocking,
        "limit": item.limit,
        "choices": (*choices(item), "not-applicable"),
        "asked": item == asked(p),
        "satisfying": item.satisfying,
        "answer": f"{answer:g}" if isinstance(answer, float) else answer,
        "satisfied": satisfied,
    }


def _second_identifier(p: Procedure) -> str:
    if p.confirmed:
        return "confirmed"
    return "waits" if p.ask and p.ask.what == "birth-date" else "open"


def added_kinds(station: Station, p: Procedure) -> list[tuple[str, str, bool]]:
    """What may be added: kind, name, and whether it is taken from a side."""
    plans = {**station.catalogue.kinds, **{plan.kind: plan for plan in p.protocol.containers}}
    return [
        (kind, plan.name[station.language], plan.per_side) for kind, plan in sorted(plans.items())
    ]
