"""A printer or a CUPS queue that speaks IPP: the medium always said, busy waited for, the job seen
to its end."""

import ssl
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import count
from time import monotonic, sleep
from urllib.parse import urlsplit

from station.adapters.printers.forms import Form, in_form, size_mm
from station.codecs import ipp
from station.codecs.ipp import Value
from station.domain.errors import Saying
from station.ports.printer import (
    ABLE,
    DrawnLabel,
    PrinterCondition,
    PrinterError,
    Status,
    coded,
    unmet,
)

PORT = 631
ANSWER_S = 5.0  # an answer to any request; print servers answer in milliseconds
BUSY_S = 30.0  # a printer that is waking up or at another label says busy for so long
FIRST_PAUSE_S = 0.25  # doubled at each answer of busy
PRINT_S = 60.0  # CUPS filters a label in 1–3 s; an office printer warms up for half a minute
POLL_S = 0.3

FORM: Form = "pwg"  # a CUPS queue for Zebra printers keeps its every dot, of a PDF's it loses some
USER = "station"
ASKED = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "print-scaling-supported",
)
MIME: Mapping[Form, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "pwg": "image/pwg-raster",
    "zpl": "application/vnd.zebra-zpl",
}

# States of RFC 8011: 4.4.11 printer-state, 5.3.7 job-state.
PROCESSING, STOPPED = 4, 5
JOB_CANCELED, JOB_ABORTED, JOB_COMPLETED = 7, 8, 9

_REASONS: tuple[tuple[PrinterCondition, tuple[str, ...]], ...] = (
    ("head-open", ("cover-open", "door-open", "interlock-open")),
    ("paper-out", ("media-empty", "media-needed", "media-jam", "input-tray-missing")),
    ("ribbon-out", ("marker-supply-empty", "toner-empty")),
    ("unreachable", ("offline", "shutdown", "timed-out", "connecting-to-device")),
    ("paused", ("paused", "moving-to-paused")),
)
"""Keywords of printer-state-reasons (RFC 8011, 5.4.12), what to mend first in front."""


class IppPrinter:
    """Implements ``ports.printer.Printer``. ``uri`` is ipp://HOST[:PORT]/PATH, or ipps for TLS."""

    def __init__(
        self,
        name: str,
        uri: str,
        form: Form = FORM,
        print_s: float = PRINT_S,
        busy_s: float = BUSY_S,
    ) -> None:
        self._where = Saying("Printer {name} at {place}", name=name, place=uri)
        self._uri, self._form = uri, form
        self._print_s, self._busy_s = print_s, busy_s
        self._numbers = count(1)

    def status(self) -> Status:
        """How it says that it is."""
        try:
            return _status(self._asked())
        except PrinterError as error:
            return Status(error.code, str(error))

    def send(self, label: DrawnLabel) -> str:
        """Print a label on a medium of exactly its size, and see the job to its end."""
        said = self._asked()
        status = _status(said)
        if status.code not in ABLE:
            got = status.detail or status.code
            raise self._error(Saying("a printer that is ready"), got, status.code, sent=False)
        job = self._print(label, _wishes(label, said))
        self._await_printed(job)
        return f"{self._where}: job {job} completed."

    def _asked(self, *, sent: bool = False) -> ipp.Answer:
        """What the printer says of itself; ``sent``: with a label on its way."""
        said = self._call(
            ipp.GET_PRINTER, {"requested-attributes": Value(ipp.KEYWORD, ASKED)}, sent=sent
        )
        if not said.ok:
            expected = Saying("a printer of this name")
            raise self._error(expected, _failure(said), "unreachable", sent=sent)
        return said

    def _print(self, label: DrawnLabel, wishes: Mapping[str, Value]) -> int:
        """Hand the job over, and again while the printer says that it is busy; the job's id."""
        deadline, pause = monotonic() + self._busy_s, FIRST_PAUSE_S
        attributes = {
            "requesting-user-name": Value(ipp.NAME, USER),
            "job-name": Value(ipp.NAME, label.name),
            "ipp-attribute-fidelity": Value(ipp.BOOLEAN, True),
            "document-format": Value(ipp.MIME, MIME[self._form]),
        }
        content = in_form(label, self._form)
        while True:
            said = self._call(ipp.PRINT_JOB, attributes, wishes, content, sent=True)
            job = said.first("job-id")
            if said.ok and isinstance(job, int):
                return job
            if said.status != ipp.BUSY:
                expected = Saying("to hand a label over")
                raise self._error(expected, _failure(said), "refused", sent=said.ok)
            if monotonic() + pause > deadline:
                expected = Saying(
                    "a printer that takes a label within {seconds:g} s", seconds=self._busy_s
                )
                raise self._error(expected, "server-error-busy", "busy", sent=False)
            sleep(pause)
            pause *= 2

    def _await_printed(self, job: int) -> None:
        deadline = monotonic() + self._print_s
        while True:
            said = self._call(ipp.GET_JOB, {"job-id": Value(ipp.INTEGER, job)}, sent=True)
            state = said.first("job-state")
            if state == JOB_COMPLETED:
                return
            if not said.ok or state in (JOB_CANCELED, JOB_ABORTED):
                got = " ".join(said.keywords("job-state-reasons")) or _failure(said)
                expected = Saying("job {job} completed", job=job)
                raise self._error(expected, got, "refused", sent=True)
            if monotonic() > deadline:
                raise self._given_up(job)
            sleep(POLL_S)

    def _given_up(self, job: int) -> PrinterError:
        """What to say of a job that does not end; it is cancelled, so that it does not come out
        later, when another label has taken its place."""
        reasons = self._asked(sent=True).keywords("printer-state-reasons")
        self._call(ipp.CANCEL_JOB, {"job-id": Value(ipp.INTEGER, job)}, sent=True)
        expected = Saying("job {job} completed in {seconds:g} s", job=job, seconds=self._print_s)
        return self._error(expected, ", ".join(reasons), _hindrance(reasons) or "busy", sent=True)

    def _call(
        self,
        operation: int,
        attributes: Mapping[str, Value],
        job: Mapping[str, Value] | None = None,
        document: bytes = b"",
        *,
        sent: bool,
    ) -> ipp.Answer:
        """One request and its answer. ``sent``: from its first byte on a label may be out."""
        about = {"printer-uri": Value(ipp.URI, self._uri)}
        body = ipp.request(operation, next(self._numbers), {**about, **attributes}, job) + document
        connection = self._connection()
        try:
            try:
                connection.connect()
            except (OSError, HTTPException) as error:
                later = sent and operation != ipp.PRINT_JOB
                expected, got = Saying("a connection"), _why(error)
                raise self._error(expected, got, "unreachable", sent=later) from error
            return self._exchange(connection, body)
        except TimeoutError as error:
            none = Saying("none in {seconds:g} s", seconds=ANSWER_S)
            raise self._error(Saying("an answer"), none, "no-answer", sent=sent) from error
        except ipp.IppError as error:
            refusal = PrinterError(
                "{where}: expected an answer, got {error}", where=self._where, error=error
            )
            raise coded(refusal, "lost", may_have_printed=sent) from error
        except (OSError, HTTPException) as error:
            raise self._error(Saying("an answer"), _why(error), "lost", sent=sent) from error
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        address = urlsplit(self._uri)
        host, port = address.hostname or "", address.port or PORT
        if address.scheme == "ipps":
            context = ssl.create_default_context()
            return HTTPSConnection(host, port, timeout=ANSWER_S, context=context)
        return HTTPConnection(host, port, timeout=ANSWER_S)

    def _exchange(self, connection: HTTPConnection, body: bytes) -> ipp.Answer:
        headers = {"Content-Type": "application/ipp"}
        connection.request("POST", urlsplit(self._uri).path or "/", body, headers)
        with connection.getresponse() as response:
            if response.status != HTTPStatus.OK:
                expected = Saying("a printer that lets the station print")
                got = f"HTTP {response.status} {response.reason}"
                raise self._error(expected, got, "refused", sent=False)
            return ipp.answer(response.read(ipp.MAX_ANSWER))

    def _error(
        self, expected: Saying, got: object, code: PrinterCondition, *, sent: bool
    ) -> PrinterError:
        return unmet(self._where, expected, got, code, may_have_printed=sent)


def _status(said: ipp.Answer) -> Status:
    reasons = [reason for reason in said.keywords("printer-state-reasons") if reason != "none"]
    hindrance, detail = _hindrance(reasons), ", ".join(reasons)
    if said.first("printer-is-accepting-jobs") is False:
        return Status("stopped", detail or "accepts no jobs")
    state = said.first("printer-state")
    # A reason alone, without a severity of "error", may be a second tray that is empty.
    if state == STOPPED or any(reason.endswith("-error") for reason in reasons):
        return Status(hindrance or "stopped", detail)
    return Status("busy" if state == PROCESSING else "ready", detail)


def _wishes(label: DrawnLabel, said: ipp.Answer) -> dict[str, Value]:
    """The label's own size, unscaled: without a medium a queue takes Letter and shrinks the rest.

    media-size counts hundredths of a millimetre (PWG 5100.7).
    """
    width, height = (Value(ipp.INTEGER, round(mm * 100)) for mm in size_mm(label))
    size = Value(ipp.COLLECTION, {"x-dimension": width, "y-dimension": height})
    edges = ("bottom", "left", "right", "top")
    margins = {f"media-{edge}-margin": Value(ipp.INTEGER, 0) for edge in edges}
    wishes = {"media-col": Value(ipp.COLLECTION, {"media-size": size, **margins})}
    if "none" in said.keywords("print-scaling-supported"):
        wishes["print-scaling"] = Value(ipp.KEYWORD, "none")
    return wishes


def _hindrance(reasons: Iterable[str]) -> PrinterCondition | None:
    """What the reasons say that keeps it from printing; their severity does not matter here."""
    plain = {_severity_off(reason) for reason in reasons}
    return next((code for code, known in _REASONS if plain & set(known)), None)


def _severity_off(reason: str) -> str:
    for severity in ("-report", "-warning", "-error"):
        reason = reason.removesuffix(severity)
    return reason


def _failure(said: ipp.Answer) -> str:
    """The status code, and what the printer says of it."""
    message = " ".join(said.keywords("status-message")).rstrip(".")
    return f"status 0x{said.status:04X} {message}".rstrip()


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and not isinstance(error, TimeoutError):
        return error.strerror or str(error)
    return str(error).rstrip(".") or type(error).__name__
