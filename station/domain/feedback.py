"""A verdict in words and sound: what the screen says, in one sentence a tired person can act on."""

from collections import Counter
from dataclasses import dataclass

from station.domain.answer_kinds import CHECKS, NOT_RECEIVED, KindOfAnswer, Tone, kind_of, tone_of
from station.domain.errors import Saying
from station.domain.identifiers.card import Card
from station.domain.protocol import Text
from station.domain.state import Container, Procedure
from station.domain.texts import SENTENCES, WORDS, Language, said
from station.domain.verdict import Question, Verdict, Words


@dataclass(frozen=True)
class Feedback:
    """What one scan is answered with; ``warnings`` has every code, ``warning`` the weightiest.

    ``check``: it is about a print check, and nothing is collected. ``not_received``: a desk did
    not take it in, but rejected it, sent it on or took its reception back. ``patient_id`` is the
    own number of whose it is, at a desk.
    """

    accepted: bool
    reason: str | None
    warning: str | None
    warnings: tuple[str, ...]
    message: str
    tone: Tone
    procedure: str | None
    container: str | None
    label_id: str | None
    side: str | None
    kind_of_answer: KindOfAnswer
    check: bool = False
    patient_id: str | None = None
    not_received: bool = False


def feedback(verdict: Verdict, language: Language) -> Feedback:
    """Put a verdict into words."""
    kind = kind_of(verdict.code, (*verdict.also, *verdict.warnings))
    return Feedback(
        accepted=verdict.accepted,
        reason=verdict.reason,
        warning=verdict.warnings[0] if verdict.warnings else None,
        warnings=verdict.warnings,
        message=sentence(verdict, language),
        tone=tone_of(kind, verdict.code),
        procedure=verdict.procedure,
        container=verdict.container,
        label_id=verdict.label_id,
        side=verdict.side,
        kind_of_answer=kind,
        check=verdict.code in CHECKS,
        patient_id=verdict.patient_id,
        not_received=verdict.code in NOT_RECEIVED,
    )


def unjudged(kind: KindOfAnswer, message: str, reason: str | None = None) -> Feedback:
    """An answer that no verdict is behind: of a reader, of a tray, of what was not kept."""
    accepted = kind in {"done", "warning"}
    tone = tone_of(kind)
    return Feedback(accepted, reason, None, (), message, tone, None, None, None, None, kind)


def sentence(verdict: Verdict, language: Language) -> str:
    """The sentence of the verdict's code, and one for all that was done beside, each warning."""
    return _said((verdict.code, *verdict.also, *verdict.warnings), verdict, language)


def remarks(verdict: Verdict, language: Language) -> list[str]:
    """What was done beside what was asked, for whoever shows something else than the sentence."""
    return [_said((code,), verdict, language) for code in verdict.also]


def _said(codes: tuple[str, ...], verdict: Verdict, language: Language) -> str:
    words = {
        **verdict.words,
        "open": list_containers(verdict.open, language),
        "questions": " ".join(asking(one, language) for one in verdict.questions),
    }
    return filled(" ".join(SENTENCES[language][code] for code in codes), words, language)


def filled(template: str, words: Words, language: Language) -> str:
    """A template with its words in a language; a sentence begins with a capital."""
    text = template.format_map({name: _word(name, words[name], language) for name in words})
    return text[:1].upper() + text[1:]


def warning(code: str, words: Words, language: Language) -> str:
    """A warning's own sentence, where it does not stand with an answer."""
    return sentence(Verdict(code, accepted=True, words=words), language)


def question(code: str, side: str, language: Language) -> str:
    """What the station asks about a side."""
    text = SENTENCES[language][code].format(side=WORDS[language][side])
    return text[:1].upper() + text[1:]


def asking(asked: Question, language: Language) -> str:
    """What close-out asks, in one sentence."""
    text = SENTENCES[language][asked.code].format(
        question=asked.item.text[language] if asked.item else "",
        side=WORDS[language][asked.side or "none"],
        open=list_containers(asked.containers, language),
    )
    return text[:1].upper() + text[1:]


def card_name(card: Card, language: Language) -> str:
    """What stands on a card in large letters: its own name, or the reason that it gives.

    >>> card_name(Card("CARDLEFT"), "en"), card_name(Card("CARDREJECTRB"), "en")
    ('LEFT', 'REJECT: BROKEN')
    """
    words, meaning = WORDS[language], card.meaning
    if meaning.does == "reject":
        return words["reject"].format(reason=words[meaning.value].upper())
    return words[meaning.value].upper() if meaning.does == "reason" else words[card.name]


def notices(p: Procedure, language: Language) -> list[str]:
    """What must be said wherever the procedure's protocol is used."""
    texts, name, found = SENTENCES[language], p.protocol.name, []
    if not p.protocol.approved:
        found.append(texts["not-approved"].format(protocol=name))
    if p.protocol.sides == "both" and len(p.sides) == 1:
        side = WORDS[language][p.sides[0]]
        found.append(texts["one-side-only"].format(protocol=name, side=side))
    return found


def list_containers(containers: tuple[Container, ...], language: Language) -> str:
    """The containers as people name them, by side: "LEFT: Biopsy, Marrow smear ×2"."""
    by_side: dict[str, Counter[str]] = {}
    for c in containers:
        by_side.setdefault(c.side, Counter())[c.plan.name[language]] += 1
    return "; ".join(
        f"{WORDS[language][side].upper()}: {', '.join(_counted(names))}"
        for side, names in by_side.items()
    )


def _counted(names: Counter[str]) -> list[str]:
    return [name if count == 1 else f"{name} ×{count}" for name, count in names.items()]


def _word(name: str, value: str | Text | Saying, language: Language) -> str:
    """Codes are said in words; everything else (ids, numbers, names) stays as it is."""
    if isinstance(value, Saying):
        return said(value, language)
    if not isinstance(value, str):
        return value[language]
    if name in {"side", "active", "reason", "new"}:
        return WORDS[language].get(value, value)
    if name == "items":
        return ", ".join(WORDS[language].get(item, item) for item in value.split(", "))
    return value
