"""The demo serves its page or plays its stories, and stops with a sentence at a surprise."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import click
import pytest
from kit import ROOT

from station.cli import run
from station.cli.demo import USUAL_PORT, usual_port
from station.cli.demo_page import check_page
from station.cli.demo_play import ORDERS, Stage, expect
from station.domain.errors import StationError

INVITATION = """\
Station: {address}  (Ctrl+C stops it)
Two orders of invented patients; all is kept in demo/1.
1. Orders: press Open beside D-1001. Codes come from a USB reader, the camera, or Typed entry.
2. P-17051901 is the wristband. Then CARDCONFIRM, the checklist, CARDLEFT, CARDPRINT.
3. The labels are in demo/1/labels, and shown under Labels: scan each, then CARDCLOSE.
"""


@contextmanager
def demo(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """``station demo`` as a process of its own, interrupted at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "station", "demo", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "STATION_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def taken_port(port: int = 0) -> Iterator[int]:
    """A port that another program listens at; the usual one may be so already."""
    with closing(socket.socket()) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", port))
            other.listen()
        except OSError:
            yield port
        else:
            yield other.getsockname()[1]


def test_the_check_plays_all_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "--check"]) == 0
    said = re.sub(r"[0-9]+ s\.", "N s.", capsys.readouterr().out)
    assert said == (
        "Demo: 2 procedures by command and 1 through the page went from order to reception as "
        "they should, in N s.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [(), ("--page",)])
def test_the_page_is_served_until_it_is_interrupted(tmp_path: Path, words: tuple[str, ...]) -> None:
    with demo(tmp_path, "--port", "0", *words) as served:
        assert served.stdout is not None
        lines = [served.stdout.readline() for _ in INVITATION.splitlines()]
        address = lines[0].split()[1]
        assert "".join(lines) == INVITATION.format(address=address)
        with urlopen(f"{address}/orders") as answer:
            orders = answer.read().decode()
        assert all(order["order"] in orders for order in ORDERS)
        served.send_signal(signal.SIGINT)
        assert served.communicate(timeout=60) == ("", "")
    assert served.returncode == 0
    assert [path.name for path in tmp_path.glob("demo/1/*.json")] != []


def test_a_named_port_in_use_is_a_sentence(tmp_path: Path) -> None:
    with taken_port() as port, demo(tmp_path, "--port", str(port)) as served:
        said = served.communicate(timeout=60)
    assert (served.returncode, said) == (
        2,
        ("", f"Serve: expected a free port at 127.0.0.1, got {port} in use.\n"),
    )


def test_without_a_named_port_any_free_one_will_do() -> None:
    with taken_port(USUAL_PORT):
        assert usual_port() == 0


def test_every_demo_has_a_folder_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    earlier = out / "1"
    earlier.mkdir(parents=True)
    assert run(["demo", "--play", "--out", str(out)]) == 0
    assert sorted(folder.name for folder in out.iterdir()) == ["1", "2"]
    assert list(earlier.iterdir()) == []
    # Hodgkin: two sides of biopsy, two smears, flow; leukaemia: one side of eight.
    assert len(list((out / "2").glob("*/*.png"))) == 2 * 4 + 8


@click.command()
@click.argument("words", nargs=-1)
@click.option("--db")
def _echo(words: tuple[str, ...], db: str) -> None:
    click.echo(" ".join(words))


def test_a_command_that_ends_otherwise_stops_the_demo(tmp_path: Path) -> None:
    stage = Stage(_echo, tmp_path, shown=False)
    assert stage.do("close", "P") == "close P\n"
    with pytest.raises(StationError) as stopped:
        stage.do("close", "P", ends=1)
    assert str(stopped.value) == "Demo, exit code of station close P: expected 1, got 0."


def test_a_page_that_refuses_stops_the_demo(tmp_path: Path) -> None:
    """An order of another kind than the form takes: the page answers 422."""
    wrong = {**ORDERS[0], "indication": "no-such-indication"}
    with pytest.raises(StationError) as stopped:
        check_page(Stage(_echo, tmp_path, shown=False), wrong)
    assert str(stopped.value) == "Demo, status of /orders/new: expected 200, got 422."


def test_a_surprise_is_a_sentence() -> None:
    expect("labels missing", {"a"}, {"a"})
    with pytest.raises(StationError) as stopped:
        expect("labels missing", {"a"}, {"b"})
    assert str(stopped.value) == "Demo, labels missing: expected {'a'}, got {'b'}."
