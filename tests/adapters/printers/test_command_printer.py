"""A command line as a printer: what it is given, and what its end says of the label."""

from io import BytesIO
from pathlib import Path
from time import monotonic, sleep

import pytest
from PIL import Image
from printed import assert_same_dots, label

from station.adapters.printers.command import NOTHING_WENT_OUT, SAYING, CommandPrinter
from station.ports.printer import PrinterError, Status

CODE = "00017000042155"
LONG_S = 60.0  # a busy machine


def shell(script: str, *words: str, timeout_s: float = 10) -> CommandPrinter:
    return CommandPrinter("lp", ("sh", "-c", script, *words), "png", timeout_s)


def failure(printer: CommandPrinter) -> tuple[str, bool, str]:
    with pytest.raises(PrinterError) as caught:
        printer.send(label(CODE))
    return caught.value.code, caught.value.may_have_printed, str(caught.value)


def test_the_label_is_its_standard_input(tmp_path: Path) -> None:
    printer = shell(f"cat >{tmp_path}/got; echo request id is 1 >&2")
    assert printer.send(label(CODE)) == "Printer lp, command sh: done. request id is 1"
    with Image.open(BytesIO((tmp_path / "got").read_bytes())) as image:
        assert_same_dots(image, label(CODE))


def test_the_label_is_a_file_where_a_word_asks_for_it(tmp_path: Path) -> None:
    words = ("x", "{file}", "size={width_mm}x{height_mm}", "{name}@{dpi}")
    printer = shell(
        f'cp "$1" {tmp_path}/got.png; printf "%s %s" "$2" "$3" >{tmp_path}/words', *words
    )
    assert printer.send(label(CODE)) == "Printer lp, command sh: done."
    assert (tmp_path / "words").read_text() == f"size=50.00x25.00 label-{CODE}@203"
    with Image.open(tmp_path / "got.png") as image:
        assert_same_dots(image, label(CODE))


@pytest.mark.parametrize(
    ("script", "may_have_printed", "got"),
    [
        ("exit 1", True, "1"),
        ("echo 'no such  printer.' >&2; exit 2", True, "2 no such printer"),
        (f"exit {NOTHING_WENT_OUT}", False, f"{NOTHING_WENT_OUT}"),
        ("kill -9 $$", True, "-9"),
    ],
)
def test_another_end_than_0(script: str, may_have_printed: bool, got: str) -> None:
    sentence = f"Printer lp, command sh: expected exit code 0, got {got}."
    assert failure(shell(script)) == ("refused", may_have_printed, sentence)


@pytest.mark.parametrize("length", [SAYING - 1, SAYING, SAYING + 1])
def test_what_it_says_is_cut(length: int) -> None:
    said = failure(shell(f"printf %0{length}d 7 >&2; exit 1"))[2]
    zeros = f"{7:0{length}d}"[:SAYING]
    assert said == f"Printer lp, command sh: expected exit code 0, got 1 {zeros}."


def test_a_command_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    said = failure(shell(f"sleep 600 & echo $! >{tmp_path}/started; wait", timeout_s=1))
    sentence = "Printer lp, command sh: expected an end, got none in 1 s."
    assert said == ("no-answer", True, sentence)
    started = Path("/proc", (tmp_path / "started").read_text().strip(), "cmdline")
    until = monotonic() + LONG_S
    while started.exists() and started.read_bytes():  # a zombie has no command line
        assert monotonic() < until
        sleep(0.05)


def test_status_is_whether_there_is_such_a_program() -> None:
    assert shell("true").status() == Status("unknown", "sh")
    gone = CommandPrinter("lp", ("no-such-program", "{file}"))
    where = "Printer lp, command no-such-program: expected a program"
    assert gone.status() == Status("unreachable", f"{where}, got none of this name.")
    sentence = f"{where} that runs, got No such file or directory."
    assert failure(gone) == ("unreachable", False, sentence)
