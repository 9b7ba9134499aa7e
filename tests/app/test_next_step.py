"""What the screen asks for next, from the first scan to the last: one story, in both languages."""

from pathlib import Path

from kit import Bench, P

from station.app.scan import Scan, handle_scan
from station.bootstrap import label_folder
from station.domain.next_step import next_step, said_next
from station.domain.texts import LANGUAGES, NEXT

CONTAINERS = [
    *({"kind": "biopsy", "side": "left"}, {"kind": "flow", "side": "left"}),
    *({"kind": "smear", "side": "right"}, {"kind": "blood-smear", "side": "none"}),
]
HAEMOPHILIA = (
    "Serious haemophilia? If so, only together with a haemophilia clinic. Scan 1 = no, 2 = with a "
    "clinic, 3 = without a clinic, NOT APPLICABLE.",
    "Alvorlig hemofili? I så fall bare i samarbeid med et hemofilisenter. Skann 1 = nei, 2 = med "
    "senter, 3 = uten senter, IKKE AKTUELT.",
)
READ_ALOUD = (
    "Specimens labelled, and the labels read aloud with patient and side? Scan YES, NO, NOT "
    "APPLICABLE, or CLOSE.",
    "Er prøvene merket, og etikettene lest høyt med pasient og side? Skann JA, NEI, IKKE AKTUELT, "
    "eller AVSLUTT.",
)
# What is scanned, one after the other; the code of what is next; and its sentences.
STORY = [
    ("", "wristband", "Scan the patient's wristband.", "Skann pasientens armbånd."),
    (
        "P-12345678",
        "birth-date",
        "Read the birth date aloud, then scan CONFIRM.",
        "Les fødselsdatoen høyt, og skann så BEKREFT.",
    ),
    ("CARDCONFIRM", "question", *HAEMOPHILIA),
    (
        "CARDTHREE CARDONE",
        "confirm-answer",
        "Scan CONFIRM if the answer before was a mistake, or type the reason.",
        "Skann BEKREFT hvis svaret før var en feil, eller skriv årsaken.",
    ),
    (
        "CARDCONFIRM CARDONE",
        "keyed",
        "INR, if on warfarin: 1 – scan the digits and CONFIRM, or NOT APPLICABLE.",
        "INR, hvis barnet bruker warfarin: 1 – skann sifrene og BEKREFT, eller IKKE AKTUELT.",
    ),
    (
        "CARDNA",
        "question-or-not",
        "Fasted 4–5 hours (breast-fed: 2 hours)? Scan YES, NO, NOT APPLICABLE, or go on.",
        "Fastet i 4–5 timer (ammet barn: 2 timer)? Skann JA, NEI, IKKE AKTUELT, eller gå videre.",
    ),
    (
        9 * "CARDNA ",
        "side",
        "Scan the card LEFT or RIGHT.",
        "Skann kortet VENSTRE eller HØYRE.",
    ),
    (
        "CARDLEFT",
        "print",
        "Print labels (3): scan PRINT.",
        "Skriv ut etiketter (3): skann SKRIV UT.",
    ),
    (
        "CARDPRINT",
        "collect",
        "Fill, then scan: Biopsy, left",
        "Fyll, og skann så: Cristabiopsi, venstre",
    ),
    (
        "CARDRIGHT",
        "confirm-side",
        "The present side is incomplete. Scan CONFIRM to change to right all the same, or go on.",
        "Denne siden er ikke komplett. Skann BEKREFT for å bytte til høyre likevel, eller "
        "fortsett.",
    ),
    (
        "flow-1-left CARDEXCUSE",
        "mode-excuse",
        "Scan the label of the container that will not be collected.",
        "Skann etiketten på beholderen som ikke blir tatt.",
    ),
    (
        "biopsy-1-left",
        "reason",
        "Biopsy: why is it not collected? Scan the card of the reason.",
        "Cristabiopsi: hvorfor er den ikke tatt? Skann kortet med årsaken.",
    ),
    (
        "CARDDRYTAP",
        "collect-no-side",
        "Fill, then scan: Blood smear",
        "Fyll, og skann så: Blodutstryk",
    ),
    (
        "blood-smear-1",
        "other-side",
        "This side is done. Scan the card of the right side.",
        "Denne siden er ferdig. Skann kortet for høyre side.",
    ),
    (
        "CARDREPRINT flow-1-left",
        "relabel-new",
        "Stick on the new label and scan it. PRINT makes one.",
        "Sett på den nye etiketten og skann den. SKRIV UT lager en.",
    ),
    (
        "CARDEXCUSE CARDDRYTAP",
        "mode-excuse-reason",
        "Scan each label that will not be collected (dry tap). Scan NOT COLLECTED again to "
        "collect.",
        "Skann hver etikett som ikke blir tatt (tørr punksjon). Skann IKKE TATT igjen for å "
        "registrere.",
    ),
    (
        "CARDEXCUSE CARDCLOSE",
        "rest",
        "Not closed: collect what is missing (1), or scan the card of the reason why not.",
        "Ikke avsluttet: ta det som mangler (1), eller skann kortet med årsaken.",
    ),
    (
        "CARDDRYTAP",
        "excuse-rest",
        "Scan CONFIRM to excuse all 1: dry tap; or go on collecting.",
        "Skann BEKREFT for å begrunne alle 1: tørr punksjon; eller ta dem.",
    ),
    (
        "CARDRIGHT CARDPRINT smear-1-right",
        "order",
        "Left: why was it collected out of order? Give a reason. Scan the card of the reason.",
        "Venstre: hvorfor ble rekkefølgen brutt? Oppgi en årsak. Skann kortet med årsaken.",
    ),
    ("CARDDECISION", "question-or-close", *READ_ALOUD),
    (
        "CARDCLOSE",
        "confirm-close-or-answer",
        "Answer what is still open, or scan CONFIRM to close all the same. Specimens labelled, and "
        "the labels read aloud with patient and side? Scan YES, NO, NOT APPLICABLE.",
        "Svar på det som er åpent, eller skann BEKREFT for å avslutte likevel. Er prøvene merket, "
        "og etikettene lest høyt med pasient og side? Skann JA, NEI, IKKE AKTUELT.",
    ),
    (
        "CARDCHECK CARDCHECK CARDNA CARDNA CARDNA",
        "close",
        "All is collected or excused. Read the labels aloud, then scan CLOSE.",
        "Alt er tatt eller begrunnet. Les etikettene høyt, og skann så AVSLUTT.",
    ),
    (
        "CARDCLOSE",
        "confirm-close",
        "Answer what is still open, or scan CONFIRM to close all the same.",
        "Svar på det som er åpent, eller skann BEKREFT for å avslutte likevel.",
    ),
    (
        "CARDCONFIRM",
        "dispatch",
        "Closed. Send the containers: scan SEND.",
        "Avsluttet. Send beholderne: skann SEND.",
    ),
    (
        "CARDDISPATCH",
        "left-open",
        "Closed. Still open: labels that lie about: 1.",
        "Avsluttet. Fortsatt åpent: etiketter som ligger framme: 1.",
    ),
    (
        "CARDREPRINT biopsy-1-left CARDREPRINT",
        "closed",
        "Closed. Nothing is left to do here.",
        "Avsluttet. Ingenting gjenstår her.",
    ),
]


def test_the_next_step_of_every_state(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.order(containers=CONTAINERS)
    bench.open()
    printing = label_folder(tmp_path / "labels")
    for texts, code, english, norwegian in STORY:
        for text in texts.split():
            bench.clock.move(seconds=60)
            handle_scan(Scan(bench.text(text), bench.act(), P), bench.station, printing)
        step = next_step(bench.state())
        said = tuple(said_next(step, language) for language in LANGUAGES)
        assert (step.code, *said) == (code, english, norwegian), texts
    bench.end()


def test_every_step_that_has_words_is_in_the_story() -> None:
    """The others say again what began them."""
    told = {code for _, code, _, _ in STORY} - {"keyed", "mode-excuse", "mode-excuse-reason"}
    told |= {"identifier"}  # test_birth_dates.py
    assert [set(NEXT[language]) for language in LANGUAGES] == [told, told]
