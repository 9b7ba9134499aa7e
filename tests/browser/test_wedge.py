"""The keyboard wedge: real X events into Chromium, and the functions that decide, as tables."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import wraps

import pytest
from playwright.sync_api import Playwright
from stations import CHROMIUM, chromium
from wedge_grid import Bench, Cell, bench, cells, run, served
from x_keyboard import Press, us_reader

from station.domain import identifiers
from station.domain.codes import Side
from station.domain.identifiers import OtherId, laboratory, specimen

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, (CHROMIUM, "Xvfb", "setxkbmap"))),
    reason="needs chromium, Xvfb and setxkbmap (scripts/setup --dev)",
)

ID = specimen.issue(17, 42, "left")
OTHER = specimen.issue(17, 43, "right")
TRIES = 20
STILL = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SIDES: tuple[Side, ...] = ("none", "left", "right")
GSRN = "8018735000000000000018\x1d725020190517"


@pytest.fixture(scope="module")
def opened(playwright: Playwright) -> Iterator[Bench]:
    with bench(playwright) as opened:
        yield opened


@pytest.fixture
def wedge(opened: Bench) -> Bench:
    """The page as it is after ``anew``."""
    opened.anew()
    return opened


def on_time(test: Callable[..., None]) -> Callable[..., None]:
    """Test again when this machine, not the reader, was late: such a scan is rightly refused."""

    @wraps(test)
    def tried(wedge: Bench, **given: object) -> None:
        for _ in range(TRIES):
            try:
                return test(wedge, **given)
            except AssertionError:
                if not wedge.late:
                    raise
                wedge.anew()
        return test(wedge, **given)

    return tried


def name(cell: Cell) -> str:
    caps = "-caps" if cell.caps else ""
    return f"{cell.layout}{caps}-{cell.gap_ms}ms{'-stall' if cell.stall else ''}"


@pytest.mark.parametrize("cell", cells(), ids=name)
def test_every_scan_is_read_or_refused_and_clicks_nothing(opened: Bench, cell: Cell) -> None:
    count = run(opened, cell, scans=1, first=cells().index(cell))
    assert count.wrong == []
    assert count.read + count.refused == 1


@pytest.mark.parametrize(
    ("layout", "text", "read"),
    [
        ("us", "LAB-2026-0001", "LAB-2026-0001"),
        ("no", "LAB-2026-0001", "LAB-2026-0001"),
        ("no", "]C112057012345", "12057012345"),
        ("no", f"]C1{GSRN}", GSRN),
        ("no", "P-12345678,2019-05-17", "P-12345678,2019-05-17"),
        ("no", "00017 000042 1 03", ID),
        ("no", "cardleft", "CARDLEFT"),
    ],
)
@on_time
def test_a_us_reader_is_understood_on_any_layout(
    wedge: Bench, layout: str, text: str, read: str
) -> None:
    wedge.board(layout)
    wedge.scan(us_reader(text + "\n"))
    assert wedge.result() == {"heard": [["scan", read]], "clicks": 0, "focused": "button"}


def test_the_layout_and_caps_lock_are_what_the_tests_say(wedge: Bench) -> None:
    wedge.board("no", caps=True)
    wedge.focus("button")
    wedge.scan(us_reader("]a-Z9\n"))
    wedge.keyboard.tap("<caps>")
    keys = [key for key, *_ in wedge.page.evaluate("page.keys")]
    assert keys == ["Dead", "A", "+", "Shift", "z", "9", "Enter", "CapsLock"]


@on_time
def test_a_norwegian_reader_writes_its_prefix_with_altgr(wedge: Bench) -> None:
    wedge.board("no")
    bracket, minus = Press(18, ("<altgr>",)), Press(61)
    wedge.scan([bracket, *us_reader("C1LAB"), minus, *us_reader("2026\n")])
    assert wedge.result() == {"heard": [["scan", "LAB-2026"]], "clicks": 0, "focused": "button"}


@pytest.mark.parametrize(
    ("kept", "end", "place"),
    [(3, "\n", "button"), (8, "\n", "link"), (13, "\n", "button"), (8, "\t", "body")],
)
def test_a_scan_that_broke_is_refused_whole(wedge: Bench, kept: int, end: str, place: str) -> None:
    wedge.focus(place)
    wedge.keyboard.type(us_reader(ID[:kept]), 10)
    time.sleep(0.3)
    wedge.keyboard.type(us_reader(ID[kept:] + end), 10)
    wedge.settle(1)
    time.sleep(0.3)  # for what must not come
    result = wedge.result()
    assert {tuple(heard) for heard in result["heard"]} == {("refused", "cut")}
    assert (result["clicks"], result["focused"]) == (0, place.replace("body", ""))


@on_time
def test_a_scan_without_its_end_is_refused_unless_it_checks_itself(wedge: Bench) -> None:
    wedge.scan(us_reader(ID))
    wedge.scan(us_reader("120570123"))
    time.sleep(1.1)
    wedge.scan(us_reader("CARDUNDO"))
    assert wedge.result()["heard"] == [["scan", ID], ["refused", "cut"], ["scan", "CARDUNDO"]]


@on_time
def test_the_same_code_again_is_one_scan_and_says_so(wedge: Bench) -> None:
    for text in (ID, ID, OTHER, ID):
        wedge.scan(us_reader(text + "\n"))
    time.sleep(1.6)
    wedge.scan(us_reader(ID + "\n"))
    scans = [["scan", ID], ["doubled", ID], ["scan", OTHER], ["scan", ID], ["scan", ID]]
    assert wedge.result() == {"heard": scans, "clicks": 0, "focused": "button"}


def test_a_person_at_the_keys_clicks_and_sends_nothing(wedge: Bench) -> None:
    paces = random.Random(3)
    for key in us_reader(ID + "\n 7 \n"):
        wedge.keyboard.type([key], 0)
        time.sleep(paces.uniform(0.09, 0.26))
    result = wedge.result()
    assert "scan" not in dict(result["heard"])
    assert (result["clicks"], result["focused"]) == (0, "button")


@pytest.mark.parametrize("held", ["\n", "7"])
def test_a_held_key_is_no_scan(wedge: Bench, held: str) -> None:
    wedge.keyboard.down(held)
    wedge.until("page.keys.some(([,, repeat]) => repeat)")
    time.sleep(0.5)
    wedge.keyboard.up(held)
    time.sleep(0.3)
    assert wedge.result() == {"heard": [], "clicks": 0, "focused": "button"}


def test_tab_between_scans_and_control_enter_are_for_people(wedge: Bench) -> None:
    wedge.keyboard.type(us_reader("\t"), 0)
    wedge.until("page.result().focused === 'link'")
    wedge.keyboard.type([Press(23, ("<shift>",)), Press(36, ("<control>",))], 50)
    wedge.until("page.clicks === 1")
    assert wedge.result() == {"heard": [], "clicks": 1, "focused": "button"}


def test_nothing_is_heard_after_stop(wedge: Bench) -> None:
    wedge.page.evaluate("() => page.stop()")
    wedge.keyboard.type(us_reader(ID + "\n"), 10)
    wedge.until("page.clicks === 1")
    assert wedge.result() == {"heard": [], "clicks": 1, "focused": "button"}


def test_a_timer_that_stood_still_waits_for_the_keys_that_did_too(playwright: Playwright) -> None:
    with chromium(playwright) as browser:
        page = browser.new_page()
        page.clock.install(time=STILL)
        with served() as address:
            page.goto(address)
            page.wait_for_function("window.page !== undefined")
        page.clock.pause_at(STILL + timedelta(hours=1))  # from here on it moves by hand alone
        page.evaluate(
            """() => [..."0001700"].forEach((key) => {
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            })"""
        )
        page.clock.fast_forward(300)
        assert page.evaluate("page.heard") == []
        page.clock.run_for(200)
        assert page.evaluate("page.heard") == [["refused", "cut"]]


# ---- The functions that decide, without keys.


def play(opened: Bench, text: str, times: list[float]) -> list[list[str]]:
    """What is heard when the characters of a text come at these times, in milliseconds."""
    names = {"\n": "Enter", "\t": "Tab"}
    presses = [[names.get(c, c), at] for c, at in zip(text, times, strict=True)]
    heard: list[list[str]] = opened.page.evaluate("presses => page.play(presses)", presses)
    return heard


def even(text: str, gap_ms: float, begin_ms: float = 0) -> list[float]:
    return [begin_ms + gap_ms * count for count in range(len(text))]


@pytest.mark.parametrize(
    ("gap_ms", "heard"),
    [(119, [["text", ID]]), (120, [["text", ID]]), (121, [["refused", "typed"]])],
)
def test_the_limit_of_the_mean_gap(opened: Bench, gap_ms: float, heard: object) -> None:
    assert play(opened, ID + "\n", even(ID + "\n", gap_ms)) == heard


@pytest.mark.parametrize(
    ("pause_ms", "heard"),
    [(149, [["text", ID]]), (150, [["text", ID]]), (151, [["refused", "cut"]] * 2)],
)
def test_the_limit_of_one_gap(opened: Bench, pause_ms: float, heard: object) -> None:
    times = even(ID[:6], 10) + even(ID[6:] + "\n", 10, 50 + pause_ms)
    assert play(opened, ID + "\n", times) == heard


@pytest.mark.parametrize(
    ("short_ms", "long_ms", "heard"),
    [
        (71, 130, [["text", ID]]),
        (70, 130, [["text", ID]]),
        (69, 130, [["refused", "typed"]]),
        (0, 140, [["text", ID]]),  # a mean of 70 is out of reach of any person
        (2, 140, [["refused", "typed"]]),
    ],
)
def test_the_limit_of_unevenness(
    opened: Bench, short_ms: float, long_ms: float, heard: object
) -> None:
    times = [0.0]
    for count in range(len(ID)):
        times.append(times[-1] + (long_ms if count % 2 else short_ms))
    assert play(opened, ID + "\n", times) == heard


@pytest.mark.parametrize("pause_ms", [151, 300, 700, 1000])
@pytest.mark.parametrize("text", [ID, "CARDLEFT", "12057012345", "LAB-2026-0001", GSRN])
def test_no_part_of_a_broken_scan_is_sent(opened: Bench, text: str, pause_ms: float) -> None:
    for kept in range(1, len(text)):
        tail = text[kept:] + "\n"
        times = even(text[:kept], 20) + even(tail, 20, 20 * (kept - 1) + pause_ms)
        heard = play(opened, text + "\n", times)
        assert all(outcome == ["refused", "cut"] for outcome in heard), kept


@pytest.mark.parametrize(
    ("pause_ms", "heard"),
    [
        (1000, [["refused", "cut"], ["refused", "cut"]]),
        (1001, [["refused", "cut"], ["text", OTHER]]),
    ],
)
def test_how_long_a_broken_scan_is_remembered(
    opened: Bench, pause_ms: float, heard: object
) -> None:
    begin = 20 * 7 + pause_ms
    times = even(ID[:8], 20) + even(OTHER + "\n", 20, begin)
    assert play(opened, ID[:8] + OTHER + "\n", times) == heard


@pytest.mark.parametrize(
    ("begin_ms", "heard"), [(149, [["refused", "cut"]]), (150, [["refused", "cut"]]), (151, None)]
)
def test_what_comes_with_the_page_may_be_a_rest(
    opened: Bench, begin_ms: float, heard: object
) -> None:
    times = even(ID + "\n", 20, begin_ms - 151)  # the page of `play` begins 151 ms before its clock
    assert play(opened, ID + "\n", times) == (heard or [["text", ID]])


@pytest.mark.parametrize(
    ("again_ms", "heard"), [(1499, "doubled"), (1500, "doubled"), (1501, "text")]
)
def test_how_long_a_scan_is_remembered(opened: Bench, again_ms: float, heard: str) -> None:
    scan = ID + "\n"
    times = even(scan, 20) + even(scan, 20, 20 * 14 + again_ms)
    assert play(opened, scan + scan, times) == [["text", ID], [heard, ID]]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("1" * 3, []),
        ("1" * 4, [["text", "1" * 4]]),
        ("1" * 80, [["text", "1" * 80]]),
        ("1" * 81, [["refused", "form"]]),
        ("]C1" + "1" * 80, [["text", "1" * 80]]),
    ],
)
def test_how_long_a_text_may_be(opened: Bench, text: str, heard: object) -> None:
    assert play(opened, text + "\n", even(text + "\n", 10)) == heard


def test_people_typing_fast_are_not_taken_for_readers(opened: Bench) -> None:
    paces = random.Random(7)
    heard: list[list[str]] = []
    for mean_ms in (110, 130, 160, 200, 260) * 60:  # the best manage 120 in prose
        text = ID + "\n"
        times = [0.0]
        while len(times) < len(text):  # gaps of one typist spread by about a third of their mean
            times.append(times[-1] + max(30.0, paces.gauss(mean_ms, mean_ms / 3)))
        heard += play(opened, text, times)
    assert [outcome for outcome in heard if outcome[0] == "text"] == []


# ---- The grammar, held against the server's.


def test_the_grammar_of_specimen_ids_is_the_servers(opened: Bench) -> None:
    made = random.Random(11)
    texts = ["00000000001139", "99000000001121", "", "1", "0001700004210３", "00017000042103 "]
    for _ in range(300):
        text = specimen.issue(made.randint(1, 98_999), made.randint(1, 999_999), made.choice(SIDES))
        place = made.randrange(14)
        swapped = text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
        texts += [text, swapped, text[:place] + str(made.randrange(10)) + text[place + 1 :]]
    for body in ("000000000421", "990000000421", "000170000000", "000170000423"):
        texts.append(body + specimen.check_characters(body))
    found = opened.page.evaluate(
        "texts => texts.map((text) => page.isSpecimen(text, page.grammar))", texts
    )
    assert found == [specimen.matches(text) for text in texts]


def test_other_texts_go_through_where_the_server_may_know_them(opened: Bench) -> None:
    texts = [
        *("LAB1", "LA1", "HELLO", "LAB-2026-0001", "12057012345", "CARDLEFT", "CARD1", GSRN),
        *("P-12345678,2019-05-17", "00017000042104", "A" * 79 + "1", "A" * 80 + "1", "ÅSE12345"),
    ]
    found = opened.page.evaluate(
        "texts => texts.map((text) => page.isPlain(text, page.grammar))", texts
    )
    assert dict(zip(texts, found, strict=True)) == {
        text: isinstance(identifiers.identify(text), OtherId)
        and len(text) >= laboratory.SHORTEST
        and any(c.isdigit() for c in text)
        and not text.startswith("CARD")
        for text in texts
    }


@pytest.mark.parametrize(
    "text", ["]C1LAB-1", "]d200017000042103", " lab-1\r\n", "00017 000042 1 03", "0001 7000042103"]
)
def test_canonical_is_the_servers(opened: Bench, text: str) -> None:
    found = opened.page.evaluate("text => page.canonical(text)", text)
    assert found == identifiers.canonical(text)


@pytest.mark.parametrize(
    ("typed", "us", "reading"),
    [
        (ID, ID, {"text": ID}),
        ("à&éà&é", ID, {"text": ID}),
        ("00017000042104", "00017000042104", {"refused": "check"}),
        ("LAB+2026", "LAB-2026", {"text": "LAB-2026"}),
        ("LAB-2026", "LAB/2026", {"text": "LAB-2026"}),
        ("lab-2026", "LAB/2026", {"text": "LAB-2026"}),
        ("P/2026", "P/2026", {"text": "P/2026"}),
        ("P/2026", "P&2026", {"refused": "layout"}),
        ("ZEBRA1", "YEBRA1", {"refused": "layout"}),
        ("CARDLEFT", "CARDLEFT", {"text": "CARDLEFT"}),
        ("HELLO", "HELLO", {"refused": "form"}),
        ("\ufffd\ufffd\ufffd\ufffd1", "\ufffd\ufffd\ufffd\ufffd1", {"refused": "form"}),
    ],
)
def test_the_two_readings_of_a_layout(
    opened: Bench, typed: str, us: str, reading: dict[str, str]
) -> None:
    found = opened.page.evaluate(
        "([typed, us]) => page.readings([{ typed, us }], page.grammar)", [typed, us]
    )
    assert found == reading
