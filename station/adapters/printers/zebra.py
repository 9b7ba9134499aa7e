"""A ZPL printer at a TCP port: one connection a label, asked before and after how it is."""

import socket
from time import monotonic, sleep

from labels.zpl import zpl
from station.adapters.printers.forms import picture
from station.codecs.host_status import (
    LONGEST_ANSWER,
    HostStatus,
    HostStatusError,
    host_status,
    is_whole,
)
from station.domain.errors import Saying
from station.ports.printer import DrawnLabel, PrinterCondition, PrinterError, Status, coded, unmet

PORT = 9100
CONNECT_S = 3.0  # a printer in the house answers in milliseconds; one that is off, never
ANSWER_S = 3.0  # to ~HS; printers answer in 0.1 s, in the midst of a label in one
SEND_S = 10.0  # a label of 100 kB over a slow wireless bridge
PRINT_S = 15.0  # one label of 110 mm at the slowest, 25 mm/s, and the print head's warming
POLL_S = 0.2
LEAST_S = 0.001  # a time limit of 0 would mean: do not wait at all

ASK = b"~HS"


class ZebraPrinter:
    """Implements ``ports.printer.Printer``.

    A printer that hangs takes every byte and prints nothing: only ~HS without answer shows it.
    """

    def __init__(
        self,
        name: str,
        host: str,
        port: int = PORT,
        print_s: float = PRINT_S,
        answer_s: float = ANSWER_S,
    ) -> None:
        self._where = Saying(
            "Printer {name} at {host} port {port}", name=name, host=host, port=port
        )
        self._address = (host, port)
        self._print_s, self._answer_s = print_s, answer_s

    def status(self) -> Status:
        """How it says that it is."""
        try:
            with self._connected() as printer:
                said = self._ask(printer, sent=False)
        except PrinterError as error:
            return Status(error.code, str(error))
        code = _hindrance(said)
        if code is None:
            code = "busy" if said.formats or said.labels else "ready"
        return Status(code)

    def send(self, label: DrawnLabel) -> str:
        """Print a label as graphics, and wait until the printer says that it is done."""
        content = zpl(picture(label))
        with self._connected() as printer:
            self._check(self._ask(printer, sent=False), sent=False)
            self._hand_over(printer, content)
            self._await_printed(printer)
        return f"{self._where}: printed, and says that it is well."

    def _connected(self) -> socket.socket:
        try:
            printer = socket.create_connection(self._address, CONNECT_S)
        except OSError as error:
            expected = Saying("a connection")
            raise self._error(expected, _why(error), "unreachable", sent=False) from error
        # Else ~HS, behind a label, waits 40 ms for the printer to acknowledge the label.
        printer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return printer

    def _ask(self, printer: socket.socket, *, sent: bool) -> HostStatus:
        expected, deadline, answer = Saying("an answer to ~HS"), monotonic() + self._answer_s, b""
        try:
            printer.settimeout(self._answer_s)
            printer.sendall(ASK)
            while not is_whole(answer) and len(answer) <= LONGEST_ANSWER:
                # A printer that drips its answer must not hold us longer than one that is silent.
                printer.settimeout(max(deadline - monotonic(), LEAST_S))
                received = printer.recv(LONGEST_ANSWER)
                if not received:
                    got = Saying("the connection's end")
                    raise self._error(expected, got, "lost", sent=sent)
                answer += received
            return host_status(answer)
        except TimeoutError as error:
            got = Saying("none in {seconds:g} s", seconds=self._answer_s)
            raise self._error(expected, got, "no-answer", sent=sent) from error
        except HostStatusError as error:
            refusal = PrinterError(
                "{where}: expected an answer to ~HS, got {error}", where=self._where, error=error
            )
            raise coded(refusal, "no-answer", may_have_printed=sent) from error
        except OSError as error:
            raise self._error(expected, _why(error), "lost", sent=sent) from error

    def _hand_over(self, printer: socket.socket, content: bytes) -> None:
        """All bytes of the label. From the first on it may be printed: half of one may be ended
        by whatever the printer is sent next."""
        expected = Saying("to send a label")
        try:
            printer.settimeout(SEND_S)
            printer.sendall(content)
        except TimeoutError as error:
            got = Saying("a printer that read no further for {seconds:g} s", seconds=SEND_S)
            raise self._error(expected, got, "buffer-full", sent=True) from error
        except OSError as error:
            raise self._error(expected, _why(error), "lost", sent=True) from error

    def _await_printed(self, printer: socket.socket) -> None:
        deadline = monotonic() + self._print_s
        while True:
            said = self._ask(printer, sent=True)
            self._check(said, sent=True)
            if not (said.formats or said.labels or said.half_format):
                return
            if monotonic() > deadline:
                got = Saying(
                    "{formats} formats and {labels} labels to come",
                    formats=said.formats,
                    labels=said.labels,
                )
                expected = Saying("the label out in {seconds:g} s", seconds=self._print_s)
                raise self._error(expected, got, "busy", sent=True)
            sleep(POLL_S)

    def _check(self, said: HostStatus, *, sent: bool) -> None:
        code = _hindrance(said)
        if code == "half-label" and sent:
            return  # the label that was just sent, on its way
        if code is not None:
            raise self._error(Saying("a printer that is ready"), code, code, sent=sent)

    def _error(
        self, expected: Saying, got: object, code: PrinterCondition, *, sent: bool
    ) -> PrinterError:
        return unmet(self._where, expected, got, code, may_have_printed=sent)


def _hindrance(said: HostStatus) -> PrinterCondition | None:
    """What keeps the printer from printing, that which a person must mend first before the rest.

    An open head and an empty roll pause the printer too; "pause" alone is somebody's key.
    """
    found: tuple[tuple[PrinterCondition, bool], ...] = (
        ("head-open", said.head_open),
        ("paper-out", said.paper_out),
        ("ribbon-out", said.ribbon_out),
        ("paused", said.paused),
        ("buffer-full", said.buffer_full),
        ("half-label", said.half_format),
    )
    return next((code for code, so in found if so), None)


def _why(error: OSError) -> Saying | str:
    if isinstance(error, TimeoutError):
        return Saying("no answer")
    return error.strerror or str(error)
