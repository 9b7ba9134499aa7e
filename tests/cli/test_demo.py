"""The demo plays both stories to their end, and stops with a sentence at the first surprise."""

from pathlib import Path

import click
import pytest

from station.cli import run
from station.cli.demo import Stage, expect
from station.domain.errors import StationError


def test_the_check_plays_all_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "--check"]) == 0
    assert capsys.readouterr().out == (
        "Demo: 2 procedures went from order to reception as they should.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_every_demo_has_a_folder_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    assert run(["demo", "--out", str(out)]) == 0
    assert run(["demo", "--out", str(out)]) == 0
    assert sorted(folder.name for folder in out.iterdir()) == ["1", "2"]
    # Hodgkin: two sides of biopsy, two smears, flow; leukaemia: one side of eight.
    assert len(list((out / "1").glob("*/*.png"))) == 2 * 4 + 8


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


def test_a_surprise_is_a_sentence() -> None:
    expect("labels missing", {"a"}, {"a"})
    with pytest.raises(StationError) as stopped:
        expect("labels missing", {"a"}, {"b"})
    assert str(stopped.value) == "Demo, labels missing: expected {'a'}, got {'b'}."
