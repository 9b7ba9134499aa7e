"""Any command line as a printer: `lp`, a script, a program that the maker of a printer supplies."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from station.adapters.printers.forms import Form, in_form, size_mm
from station.domain.errors import Saying
from station.ports.printer import DrawnLabel, PrinterCondition, PrinterError, Status, unmet

TIMEOUT_S = 30.0  # `lp` returns at once; a script that waits for its printer needs some seconds
SAYING = 200  # characters of what the command said of its failure: enough for one sentence
NOTHING_WENT_OUT = 75
"""EX_TEMPFAIL of sysexits.h: by it a script says that it has printed nothing and may be asked
again. After any other failure the label may be out."""
PLACEHOLDERS = ("{file}", "{name}", "{width_mm}", "{height_mm}", "{dpi}")


class CommandPrinter:
    """Implements ``ports.printer.Printer``.

    ``command`` is run without a shell, each of PLACEHOLDERS in it filled in. The label is its
    standard input, unless a word of it has {file}: then a file that lasts as long as it runs.
    """

    def __init__(
        self, name: str, command: Sequence[str], form: Form = "pdf", timeout_s: float = TIMEOUT_S
    ) -> None:
        self._where = Saying("Printer {name}, command {program}", name=name, program=command[0])
        self._command, self._form, self._timeout_s = tuple(command), form, timeout_s

    def status(self) -> Status:
        """Whether there is such a command: of its printer it says nothing."""
        program = self._command[0]
        if shutil.which(program):
            return Status("unknown", program)
        return Status("unreachable", f"{self._where}: expected a program, got none of this name.")

    def send(self, label: DrawnLabel) -> str:
        """Run the command with one label; exit code 0 is all that it can say."""
        with TemporaryDirectory(prefix="label-") as folder:
            file = Path(folder) / f"{label.name}.{self._form}"
            file.write_bytes(in_form(label, self._form))
            said = self._run(_filled(self._command, label, file), file)
        return f"{self._where}: done. {said}".rstrip()

    def _run(self, words: Sequence[str], file: Path) -> str:
        piped = "{file}" not in " ".join(self._command)
        try:
            with file.open("rb") as content:
                process = subprocess.Popen(  # noqa: S603 - the hospital's own command, from its file
                    words,
                    stdin=content if piped else subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    start_new_session=True,  # so that what it starts ends with it
                )
        except OSError as error:
            got = error.strerror or str(error)
            expected = Saying("a program that runs")
            raise self._error(expected, got, "unreachable", sent=False) from error
        try:
            said = process.communicate(timeout=self._timeout_s)[1]
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            none = Saying("none in {seconds:g} s", seconds=self._timeout_s)
            raise self._error(Saying("an end"), none, "no-answer", sent=True) from error
        return self._judged(process.returncode, said)

    def _judged(self, code: int, said: bytes) -> str:
        text = " ".join(said.decode(errors="replace").split())[:SAYING].rstrip(".")
        if code == 0:
            return text
        sent = code != NOTHING_WENT_OUT
        got = f"{code} {text}".rstrip()
        raise self._error(Saying("exit code 0"), got, "refused", sent=sent)

    def _error(
        self, expected: Saying, got: object, code: PrinterCondition, *, sent: bool
    ) -> PrinterError:
        return unmet(self._where, expected, got, code, may_have_printed=sent)


def _filled(command: Sequence[str], label: DrawnLabel, file: Path) -> list[str]:
    width, height = (f"{mm:.2f}" for mm in size_mm(label))
    values = (str(file), label.name, width, height, str(label.dpi))
    filled = list(command)
    for placeholder, value in zip(PLACEHOLDERS, values, strict=True):
        filled = [word.replace(placeholder, value) for word in filled]
    return filled
