"""IPP against ippeveprinter, a CUPS with a queue for Zebra printers, and a server that is busy."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from ports import own_port
from print_servers import Cups, cups, ippeveprinter, needs_cups, needs_ippeveprinter
from printed import assert_same_dots, label, read
from rasters import cups_picture, pwg_picture

from station.adapters.printers.ipp import IppPrinter
from station.codecs import ipp
from station.ports.printer import PrinterError, Status

CODE = "00017000042155"
ROLL = """\
ATTR collection media-size-supported {
    MEMBER rangeOfInteger x-dimension 1000-11000
    MEMBER rangeOfInteger y-dimension 1000-20000
}
"""
LETTER = """\
ATTR collection media-size-supported {
    MEMBER integer x-dimension 21590
    MEMBER integer y-dimension 27940
}
"""


def failure(printer: IppPrinter) -> tuple[str, bool, str]:
    with pytest.raises(PrinterError) as caught:
        printer.send(label(CODE))
    return caught.value.code, caught.value.may_have_printed, str(caught.value)


@needs_ippeveprinter
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_every_dot_arrives_with_its_medium(tmp_path: Path, dpi: int) -> None:
    script = f'cp "$1" {tmp_path}/got\nprintf %s "$IPP_MEDIA_COL" >{tmp_path}/medium\n'
    sent = label(CODE, dpi)
    with ippeveprinter(tmp_path, ROLL, script) as uri:
        printer = IppPrinter("label", uri)
        assert printer.status() == Status("ready")
        assert printer.send(sent) == f"Printer label at {uri}: job 1 completed."
    arrived, resolution = pwg_picture((tmp_path / "got").read_bytes())
    assert (arrived.size, resolution) == ((sent.width_dots, sent.height_dots), dpi)
    assert_same_dots(arrived, sent)
    assert read(arrived) == ([CODE], [CODE])
    mm = [round(dots / (8 if dpi == 203 else dpi / 25.4) * 100) for dots in arrived.size]
    size = f"{{media-size={{x-dimension={mm[0]} y-dimension={mm[1]}}}"
    assert (tmp_path / "medium").read_text().startswith(size)


@needs_ippeveprinter
def test_a_printer_without_that_medium_prints_nothing(tmp_path: Path) -> None:
    with ippeveprinter(tmp_path, LETTER, f'cp "$1" {tmp_path}/got\n') as uri:
        printer = IppPrinter("letter", uri)
        got = "status 0x040B Unsupported media-col collection value"
        sentence = f"Printer letter at {uri}: expected to hand a label over, got {got}."
        assert failure(printer) == ("refused", False, sentence)
    assert not (tmp_path / "got").exists()


@needs_ippeveprinter
def test_a_job_that_the_printer_gives_up_is_uncertain(tmp_path: Path) -> None:
    with ippeveprinter(tmp_path, ROLL, "exit 1\n") as uri:
        code, may_have_printed, sentence = failure(IppPrinter("label", uri))
    assert (code, may_have_printed) == ("refused", True)
    assert sentence == (f"Printer label at {uri}: expected job 1 completed, got aborted-by-system.")


@needs_ippeveprinter
def test_paper_that_runs_out_is_named_and_the_job_cancelled(tmp_path: Path) -> None:
    script = f'echo "STATE: +media-empty-error" >&2\nsleep 9\ntouch {tmp_path}/late\n'
    with ippeveprinter(tmp_path, ROLL, script) as uri:
        code, may_have_printed, sentence = failure(IppPrinter("label", uri, print_s=3))
    assert (code, may_have_printed) == ("paper-out", True)
    assert sentence == (
        f"Printer label at {uri}: expected job 1 completed in 3 s, got media-empty-warning."
    )


@pytest.fixture(scope="module")
def server() -> Iterator[Cups]:
    with cups() as running:
        yield running


@needs_cups
@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("size_mm", [(50, 25), (50, 30), (38, 19)])
def test_every_dot_goes_through_a_queue_for_zebra_printers(
    server: Cups, dpi: int, size_mm: tuple[int, int]
) -> None:
    server.resolve(dpi)
    sent = label("00017042", dpi, size_mm)
    uri = f"ipp://127.0.0.1:{server.port}/printers/zebra"
    IppPrinter("zebra", uri).send(sent)
    arrived = cups_picture(server.file.read_bytes())
    assert_same_dots(arrived, sent)
    assert read(arrived) == (["00017042"], ["00017042"])


@needs_cups
def test_a_queue_that_is_stopped_is_sent_nothing(server: Cups) -> None:
    uri = f"ipp://127.0.0.1:{server.port}/printers/zebra"
    printer = IppPrinter("zebra", uri)
    expected = f"Printer zebra at {uri}: expected a printer that is ready, got"
    server.file.unlink(missing_ok=True)
    server.run("cupsdisable", "zebra")
    assert printer.status() == Status("paused", "paused")
    assert failure(printer) == ("paused", False, f"{expected} paused.")
    server.run("cupsenable", "zebra")
    server.run("cupsreject", "zebra")
    assert printer.status() == Status("stopped", "accepts no jobs")
    assert failure(printer) == ("stopped", False, f"{expected} accepts no jobs.")
    server.run("cupsaccept", "zebra")
    assert printer.status() == Status("ready")
    assert not server.file.exists()


@needs_cups
def test_no_such_queue(server: Cups) -> None:
    uri = f"ipp://127.0.0.1:{server.port}/printers/gone"
    got = "status 0x0406 The printer or class does not exist"
    sentence = f"Printer gone at {uri}: expected a printer of this name, got {got}."
    assert IppPrinter("gone", uri).status() == Status("unreachable", sentence)


def said(status: int, **numbers: int) -> bytes:
    """An answer with attributes of whole numbers; "_" stands for "-"."""
    fields = b"".join(
        struct.pack(">BH", ipp.ENUM, len(name))
        + name.replace("_", "-").encode()
        + struct.pack(">Hi", 4, number)
        for name, number in numbers.items()
    )
    return struct.pack(">BBHIB", 2, 0, status, 1, ipp.JOB) + fields + bytes([ipp.END])


@contextmanager
def scripted(answers: dict[int, list[bytes]], http: int = 200) -> Iterator[tuple[str, list[int]]]:
    """A server that answers each operation with its next answer, the last one for ever; its URI,
    and the operations as they came."""
    came: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            (operation,) = struct.unpack_from(">H", body, 2)
            came.append(operation)
            script = answers[operation]
            content = script.pop(0) if len(script) > 1 else script[0]
            self.send_response(http)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nobody reads it."""

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield f"ipp://127.0.0.1:{running.server_port}/ipp/print", came
        running.shutdown()
        thread.join()


IDLE = said(0, printer_state=3)
BUSY = said(ipp.BUSY)
TAKEN = said(0, job_id=7)
COMPLETED = said(0, job_state=9)


def test_a_busy_printer_is_asked_again() -> None:
    answers = {
        ipp.GET_PRINTER: [IDLE],
        ipp.PRINT_JOB: [BUSY, BUSY, TAKEN],
        ipp.GET_JOB: [said(0, job_state=5), COMPLETED],
    }
    with scripted(answers) as (uri, came):
        assert IppPrinter("p", uri).send(label()) == f"Printer p at {uri}: job 7 completed."
    assert came == [ipp.GET_PRINTER, *[ipp.PRINT_JOB] * 3, *[ipp.GET_JOB] * 2]


def test_a_printer_that_stays_busy_has_printed_nothing() -> None:
    with scripted({ipp.GET_PRINTER: [IDLE], ipp.PRINT_JOB: [BUSY]}) as (uri, came):
        got = failure(IppPrinter("p", uri, busy_s=2))
    expected = "a printer that takes a label within 2 s, got server-error-busy"
    assert got == ("busy", False, f"Printer p at {uri}: expected {expected}.")
    asked, *tried = came
    assert (asked, set(tried)) == (ipp.GET_PRINTER, {ipp.PRINT_JOB})
    assert 2 <= len(tried) <= 4  # after 0, 0.25, 0.75 and 1.75 s; a busy machine leaves some out


def test_a_printer_that_wants_a_password() -> None:
    with scripted({ipp.GET_PRINTER: [b""]}, http=401) as (uri, _):
        got = failure(IppPrinter("p", uri))
    expected = "a printer that lets the station print, got HTTP 401 Unauthorized"
    assert got == ("refused", False, f"Printer p at {uri}: expected {expected}.")


def test_an_answer_that_is_cut_off_leaves_the_label_uncertain() -> None:
    answers = {ipp.GET_PRINTER: [IDLE], ipp.PRINT_JOB: [TAKEN[:-3]]}
    with scripted(answers) as (uri, _):
        got = failure(IppPrinter("p", uri))
    inner = f"IPP: expected a whole answer, got {len(TAKEN) - 3} bytes"
    sentence = f"Printer p at {uri}: expected an answer, got {inner}."
    assert got == ("lost", True, sentence)


def test_nobody_there() -> None:
    with own_port() as port:
        uri = f"ipp://127.0.0.1:{port}/ipp/print"
        sentence = f"Printer p at {uri}: expected a connection, got Connection refused."
        assert IppPrinter("p", uri).status() == Status("unreachable", sentence)
        assert failure(IppPrinter("p", uri)) == ("unreachable", False, sentence)
