"""ZPL over TCP to a printer's stand-in: what it says of itself, what becomes of a label."""

from collections.abc import Iterator

import pytest
from ports import own_port
from printed import assert_same_dots, label, read
from zebra_sink import Sink, zebra_sink

from labels.zpl import zpl
from station.adapters.printers.forms import picture
from station.adapters.printers.zebra import ZebraPrinter
from station.codecs.host_status import LONGEST_ANSWER
from station.ports.printer import PrinterCondition, PrinterError, Status

LONG_S = 60.0  # a busy machine
SHORT_S = 1.0  # for the answer that must not come; the one before it comes on a busy machine too
MANY = 200
DROPPED = 59


@pytest.fixture
def sink() -> Iterator[Sink]:
    with zebra_sink() as running:
        yield running


def printer(sink: Sink, answer_s: float = LONG_S) -> ZebraPrinter:
    return ZebraPrinter("zebra", "127.0.0.1", sink.port, print_s=0.5, answer_s=answer_s)


def failure(sink: Sink, answer_s: float = LONG_S) -> tuple[str, bool, str]:
    """Code, whether the label may be out, and the sentence, of a label that does not go."""
    with pytest.raises(PrinterError) as caught:
        printer(sink, answer_s).send(label())
    error = caught.value
    return error.code, error.may_have_printed, str(error).replace(f" port {sink.port}", "")


def said(expected: str, got: str) -> str:
    return f"Printer zebra at 127.0.0.1: expected {expected}, got {got}."


def test_what_is_sent_is_what_arrives(sink: Sink) -> None:
    sent = label()
    where = f"Printer zebra at 127.0.0.1 port {sink.port}"
    assert printer(sink).status() == Status("ready")
    assert printer(sink).send(sent) == f"{where}: printed, and says that it is well."
    assert sink.labels == [zpl(picture(sent)).rstrip()]  # which tests/labels has drawn by others
    (arrived,) = sink.pictures()
    assert_same_dots(arrived, sent)
    assert arrived.size == (sent.width_dots, sent.height_dots)
    assert read(arrived) == (["00017000042155"], ["00017000042155"])


STATES: tuple[tuple[str, PrinterCondition], ...] = (
    ("paper_out", "paper-out"),
    ("head_open", "head-open"),
    ("ribbon_out", "ribbon-out"),
    ("paused", "paused"),
    ("buffer_full", "buffer-full"),
    ("half_format", "half-label"),
)


@pytest.mark.parametrize(("flag", "code"), STATES)
def test_a_printer_that_is_not_ready_is_sent_nothing(
    sink: Sink, flag: str, code: PrinterCondition
) -> None:
    setattr(sink, flag, True)
    assert printer(sink).status() == Status(code)
    assert failure(sink) == (code, False, said("a printer that is ready", code))
    assert sink.labels == []


def test_what_to_mend_first_is_named_first(sink: Sink) -> None:
    sink.head_open = sink.paper_out = sink.paused = True
    assert printer(sink).status() == Status("head-open")


def test_a_printer_at_work_is_busy(sink: Sink) -> None:
    sink.formats = 1
    assert printer(sink).status() == Status("busy")


@pytest.mark.parametrize(("flag", "code"), [pair for pair in STATES if pair[1] != "half-label"])
def test_what_happens_during_a_label_makes_it_uncertain(
    sink: Sink, flag: str, code: PrinterCondition
) -> None:
    sink.before = lambda number: setattr(sink, flag, True)
    assert failure(sink) == (code, True, said("a printer that is ready", code))


def test_a_label_that_stays_in_the_buffer_is_uncertain(sink: Sink) -> None:
    sink.before = lambda number: setattr(sink, "formats", 1)
    sentence = said("the label out in 0.5 s", "1 formats and 0 labels to come")
    assert failure(sink) == ("busy", True, sentence)


def test_a_label_on_its_way_is_waited_for(sink: Sink) -> None:
    sink.before = lambda number: setattr(sink, "half_format", True)
    sentence = said("the label out in 0.5 s", "0 formats and 0 labels to come")
    assert failure(sink) == ("busy", True, sentence)


@pytest.mark.parametrize("flag", ["answering", "reading"])
def test_a_printer_that_hangs_is_sent_nothing(sink: Sink, flag: str) -> None:
    setattr(sink, flag, False)
    sentence = said("an answer to ~HS", "none in 1 s")
    assert failure(sink, SHORT_S) == ("no-answer", False, sentence)
    assert printer(sink, SHORT_S).status().code == "no-answer"
    assert sink.labels == []


def test_a_printer_that_hangs_with_the_label_is_uncertain(sink: Sink) -> None:
    sink.before = lambda number: setattr(sink, "answering", False)
    sentence = said("an answer to ~HS", "none in 1 s")
    assert failure(sink, SHORT_S) == ("no-answer", True, sentence)


def test_an_answer_that_drips_ends_by_the_same_deadline(sink: Sink) -> None:
    sink.answer = sink.host_status()[:-10]
    sentence = said("an answer to ~HS", "none in 1 s")
    assert failure(sink, SHORT_S) == ("no-answer", False, sentence)


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        (b"HTTP/1.1 400\x03\x03\x03", "b'HTTP/1.1 400\\x03\\x03\\x03'"),
        (b"x" * (LONGEST_ANSWER + 1), f"{b'x' * 60!r}"),
    ],
)
def test_what_is_no_host_status_is_no_printer(sink: Sink, answer: bytes, got: str) -> None:
    sink.answer = answer
    inner = f"Host status: expected three strings between STX and ETX, got {got}"
    assert failure(sink) == ("no-answer", False, said("an answer to ~HS", inner))


def test_nobody_there() -> None:
    with own_port() as port:
        gone = ZebraPrinter("zebra", "127.0.0.1", port)
        where = f"Printer zebra at 127.0.0.1 port {port}"
        sentence = f"{where}: expected a connection, got Connection refused."
        assert gone.status() == Status("unreachable", sentence)
        with pytest.raises(PrinterError) as caught:
            gone.send(label())
    error = caught.value
    assert (error.code, error.may_have_printed, str(error)) == ("unreachable", False, sentence)


def send_many(sink: Sink) -> tuple[list[str], list[str]]:
    """Send MANY labels, each once; the texts of those that went, and of those that may have."""
    sent, uncertain = [], []
    for number in range(1, MANY + 1):
        text = f"0001700{number:07d}"
        try:
            printer(sink).send(label(text))
            sent.append(text)
        except PrinterError as error:
            uncertain.append(f"{text} {error.code} {error.may_have_printed}")
    return sent, uncertain


@pytest.mark.parametrize("printed", [False, True], ids=["lost", "printed"])
def test_a_connection_that_is_lost_at_one_label_of_many(sink: Sink, printed: bool) -> None:
    def hang_up(number: int) -> None:
        if number == DROPPED:
            sink.before = lambda number: None
            if printed:
                sink.labels.append(b"the one that nobody heard of")
            raise ConnectionResetError

    sink.before = hang_up
    sent, uncertain = send_many(sink)
    assert uncertain == [f"0001700{DROPPED:07d} lost True"]
    if printed:
        assert sink.labels.pop(DROPPED - 1) == b"the one that nobody heard of"
    arrived = [read(picture)[0] for picture in sink.pictures()]
    assert arrived == [[text] for text in sent]
    assert len(arrived) == MANY - 1
