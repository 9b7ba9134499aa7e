"""A reader of the desk: each scan receives, behind a card as the card says, and the card ends."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from kit import HODGKIN_LEFT, Bench

from station.app.desk import ARMED_FOR, Armed, scan_at_desk
from station.app.listen import Heard, ReaderAt, hear, hear_again
from station.domain.codes import REJECTIONS
from station.domain.events import Dispatched
from station.domain.identifiers.card import CARDS, Card
from station.domain.texts import WORDS
from station.ports.reader import Notice, Read, ReaderCondition

BIOPSY, SMEAR, SMEAR_2, FLOW = HODGKIN_LEFT
CONDITIONS: tuple[ReaderCondition, ...] = get_args(ReaderCondition)
REJECT_CARDS = {m.value: name for name, m in CARDS.items() if m.does == "reject"}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Four containers of the left side, sent."""
    bench = Bench(tmp_path).sent()
    yield bench
    bench.end()


class Desk:
    """One reader at a desk, with the card that its next scan is behind."""

    def __init__(self, bench: Bench, name: str = "default") -> None:
        self.bench, self.place = bench, f"reception:{name}"
        self.armed: Armed | None = None
        self._count = 0

    def hear(self, name: str) -> Heard:
        self._count += 1
        scan_id = f"scan-{self.place}-{self._count}"
        read = Read(self.bench.text(name), self.bench.clock.move(seconds=5), "reader", scan_id)
        at = ReaderAt("hand", self.place)
        heard = hear(self.bench.station, at, read, None, self.armed)
        self.armed = heard.armed
        return heard

    def said(self, *names: str) -> str:
        """What the last of these scans is answered."""
        return [self.hear(name).message for name in names][-1]


def states(bench: Bench) -> list[str]:
    return [bench.state().containers[name].state for name in HODGKIN_LEFT]


def test_each_scan_receives_and_a_card_holds_for_one(bench: Bench) -> None:
    desk = Desk(bench)
    assert desk.said(BIOPSY) == "Biopsy, left: received."
    assert desk.said("CARDREJECTRC") == "The next scan REJECTS: clotted."
    assert desk.said(SMEAR) == "Marrow smear, left: REJECTED (clotted)."
    assert desk.said(SMEAR_2) == "Marrow smear, left: received."
    assert states(bench) == ["received", "rejected", "received", "dispatched"]
    assert bench.events()[-1].source == "reader"


def test_the_card_once_more_receives_and_another_card_takes_its_place(bench: Bench) -> None:
    desk = Desk(bench)
    assert desk.said("CARDREJECTRC", "CARDREJECTRC") == "Each scan RECEIVES."
    assert desk.said("CARDREJECTRC", "CARDREJECTRB") == "The next scan REJECTS: broken."
    assert desk.said(FLOW) == "Flow cytometry, left: REJECTED (broken)."


def test_what_was_received_is_taken_back_with_its_reason(bench: Bench) -> None:
    desk = Desk(bench)
    assert desk.said(BIOPSY, "CARDUNDO") == "The next scan TAKES BACK: scanned by mistake."
    assert desk.said(BIOPSY) == "Biopsy, left: reception TAKEN BACK."
    assert states(bench)[0] == "dispatched"
    (note,) = [n["text"] for n in bench.dump()["note"] if n["text"] == "scanned by mistake"]
    assert note == WORDS["en"]["mistake"]


def test_at_a_wrong_desk_it_is_sent_on_and_received_at_its_own(bench: Bench) -> None:
    desk = Desk(bench, "pathology")
    assert desk.said(FLOW) == (
        "Flow cytometry belongs to flow cytometry, not to pathology. Forward it."
    )
    assert desk.said("CARDDISPATCH") == "The next scan SENDS ON to its own desk."
    assert desk.said(FLOW) == "Flow cytometry, left: SENT ON to flow cytometry."
    flow = bench.state().containers[FLOW]
    assert (flow.state, flow.dispatched_at) == ("dispatched", bench.clock.now())
    assert Desk(bench, "flow").said(FLOW) == "Flow cytometry, left: received."
    assert Desk(bench).said("CARDDISPATCH", FLOW) == (
        "Flow cytometry, left: already received or rejected at reception."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("biopsy-1-right", "{}: never confirmed as collected at the bedside. Call them."),
        (f"~{SMEAR}", "VOID LABEL of Marrow smear: do not use it. Valid now: {label}."),
        ("LAB-4711", "Unknown code: no label, wristband or card of this station. Set it aside."),
        ("CARDLEFT", "That scan answers nothing that is asked here."),
    ],
)
def test_what_cannot_be_sent_on_is_refused_and_nothing_moves(
    bench: Bench, text: str, sentence: str
) -> None:
    if text == "biopsy-1-right":
        bench.side("right")
    if text == f"~{SMEAR}":
        bench.reprint(SMEAR)
    before = states(bench)
    said = Desk(bench).said("CARDDISPATCH", text)
    assert said == sentence.format("Biopsy, right", label=bench.text(SMEAR))
    assert states(bench) == before


@pytest.mark.parametrize("code", REJECTIONS)
def test_every_card_rejects_with_its_code(bench: Bench, code: str) -> None:
    assert Desk(bench).said(REJECT_CARDS[code], BIOPSY) == (
        f"Biopsy, left: REJECTED ({WORDS['en'][code]})."
    )
    biopsy = bench.state().containers[BIOPSY]
    assert (biopsy.state, biopsy.reason) == ("rejected", code)


def test_it_is_said_in_every_language(bench: Bench) -> None:
    act = bench.act("scan-1-of-nb")
    answers, armed = scan_at_desk(bench.station, "default", None, "CARDREJECTRC", act)
    assert {language: answer.message for language, answer in answers.items()} == {
        "en": "The next scan REJECTS: clotted.",
        "nb": "Neste skanning AVVISER: koagulert.",
    }
    assert armed == Armed(Card("CARDREJECTRC"), act.occurred_at)


def test_a_resent_scan_is_answered_again(bench: Bench) -> None:
    act = bench.act("scan-resent-1")
    label = bench.text(BIOPSY)
    armed = Armed(Card("CARDDISPATCH"), act.occurred_at)
    first, _ = scan_at_desk(bench.station, "default", armed, label, act)
    again, _ = scan_at_desk(bench.station, "default", armed, label, act)
    assert again["en"] == first["en"]
    sent = [event for event in bench.events() if isinstance(event.body, Dispatched)]
    assert len(sent) == len(HODGKIN_LEFT) + 1


SECOND = timedelta(seconds=1)
REJECTED = "Biopsy, left: REJECTED (clotted)."
OVER = (
    "Biopsy, left: received. What the card before it asked for had ended: a card holds for "
    "20 seconds."
)


@pytest.mark.parametrize(
    ("after", "said", "kind"),
    [
        (ARMED_FOR - SECOND, REJECTED, "done"),
        (ARMED_FOR, REJECTED, "done"),
        (ARMED_FOR + SECOND, OVER, "warning"),
    ],
)
def test_a_card_does_not_hold_for_long(
    bench: Bench, after: timedelta, said: str, kind: str
) -> None:
    armed = Armed(Card("CARDREJECTRC"), bench.clock.at)
    bench.clock.move(seconds=after.total_seconds())
    text = bench.text(BIOPSY)
    answers, following = scan_at_desk(bench.station, "default", armed, text, bench.act())
    answer = answers["en"]
    assert (answer.message, answer.kind_of_answer, following) == (said, kind, None)


def test_a_card_that_has_ended_begins_anew(bench: Bench) -> None:
    armed = Armed(Card("CARDREJECTRC"), bench.clock.at)
    bench.clock.move(minutes=1)
    answers, following = scan_at_desk(bench.station, "default", armed, "CARDREJECTRC", bench.act())
    assert answers["en"].message == "The next scan REJECTS: clotted."
    assert following == Armed(Card("CARDREJECTRC"), bench.clock.at)


@pytest.mark.parametrize("code", CONDITIONS)
def test_what_was_not_read_ends_it(bench: Bench, code: ReaderCondition) -> None:
    armed = Armed(Card("CARDREJECTRC"), bench.clock.at)
    at = ReaderAt("hand", "reception:default")
    assert hear(bench.station, at, Notice(code, bench.clock.at, ""), None, armed).armed is None


def test_what_is_read_twice_behind_a_card_is_not_done_and_that_is_said(bench: Bench) -> None:
    desk = Desk(bench)
    before = desk.hear(BIOPSY)
    armed = Armed(Card("CARDREJECTRC"), bench.clock.at)
    heard = hear_again(bench.station, "hand", before, armed)
    assert heard.message == (
        "Read a moment ago already: NOTHING was done with it now. Each scan RECEIVES; for "
        "anything else begin again with its card or button."
    )
    assert heard.answer is not None
    assert (heard.answer.kind_of_answer, heard.armed) == ("refused", None)


def test_a_card_that_is_read_twice_holds(bench: Bench) -> None:
    desk = Desk(bench)
    before = desk.hear("CARDREJECTRC")
    heard = hear_again(bench.station, "hand", before, before.armed)
    assert heard.message == "The next scan REJECTS: clotted. Read twice, counted once."
    assert heard.armed == before.armed


def test_a_desk_sends_back_with_another_tone_than_it_receives(bench: Bench) -> None:
    desk = Desk(bench)
    tones = [
        answer.tone
        for name in (BIOPSY, "CARDUNDO", BIOPSY, "CARDREJECTRC", BIOPSY, "CARDDISPATCH", SMEAR)
        for answer in [desk.hear(name).answer]
        if answer is not None
    ]
    assert tones == ["high", "high", "high-low", "high", "high-low", "high", "high-low"]
