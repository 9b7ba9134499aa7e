"""The demo's two invented orders, played by command from order to reception."""

import io
import json
import shlex
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from station.cli.call import Refusal
from station.domain.data import Data
from station.domain.errors import StationError

ORDERS: Sequence[Data] = (
    {
        "order": "D-1001",
        "patient": {
            "id": "P-17051901",
            "family": "Testesen",
            "given": "Prøve",
            "birth_date": "2019-05-17",
        },
        "indication": "hodgkin-lymphoma",
        "sides": ["left", "right"],
    },
    {
        "order": "D-1002",
        "patient": {
            "id": "P-03092102",
            "family": "Eksempel",
            "given": "Åse",
            "birth_date": "2021-09-03",
        },
        "indication": "acute-leukaemia",
        "sides": ["right"],
    },
)


@dataclass(frozen=True)
class Stage:
    """Where commands are played: ``station`` is the command line, ``folder`` takes the files."""

    station: click.Command
    folder: Path
    shown: bool

    def tell(self, text: str) -> None:
        """Say what comes next, and wait for a key where a person watches."""
        if self.shown:
            click.echo(click.style(f"\n{text}", bold=True))
            click.pause("[any key]")

    def do(self, *words: str, ends: int = 0) -> str:
        """Run a command as a person types it; '*' names files. Returns what it said.

        Raises StationError when it ends with another exit code than ``ends``.
        """
        if self.shown:
            click.echo("$ station " + " ".join(w if "*" in w else shlex.quote(w) for w in words))
        code, said = self._run([name for word in words for name in _files(word)])
        if self.shown:
            click.echo(said, nl=False)
        expect(f"exit code of station {' '.join(words)}", ends, code)
        return said

    def ask(self, *words: str) -> list[Any]:
        """What a command answers in JSON, one value a line; never shown."""
        _, said = self._run([*(name for word in words for name in _files(word)), "--json"])
        return [json.loads(line) for line in said.splitlines()]

    def checklist(self, procedure: str, *, at_the_end: bool) -> list[tuple[str, str]]:
        """A satisfying answer to each item: those of sign-out at the end, all others before."""
        (items,) = self.ask("checklist", procedure)
        return [
            (i["item"], "not-applicable" if i["type"] == "number" else i["satisfying"][0])
            for i in items
            if (i["phase"] == "sign-out") == at_the_end
        ]

    def _run(self, words: list[str]) -> tuple[int, str]:
        database = ["--db", str(self.folder / "station.db")]
        with redirect_stdout(io.StringIO()) as said:
            try:
                self.station.main([*words, *database], "station", standalone_mode=False)
            except Refusal:
                return 1, said.getvalue()
        return 0, said.getvalue()


def play(stage: Stage) -> list[str]:
    """Play every order; the procedures' names. Raises StationError at the first surprise."""
    stage.tell("Two orders arrive. The patients are invented.")
    import_orders(stage)
    return [play_order(stage, order) for order in ORDERS]


def import_orders(stage: Stage) -> None:
    """Import the orders, from files in the stage's folder."""
    for order in ORDERS:
        file = stage.folder / f"{order['order']}.json"
        file.write_text(json.dumps(order, ensure_ascii=False, indent=2), encoding="utf-8")
    stage.do("order", "import", str(stage.folder / "*.json"))


def play_order(stage: Stage, order: Data) -> str:
    """One procedure: one container is not collected, another lost on its way. Its name."""
    stage.tell(f"Order {order['order']}, {order['indication']}: the protocol says what to collect.")
    stage.do("procedure", "open", order["order"])
    (procedures,) = stage.ask("procedure", "list")
    procedure: str = procedures[-1]["procedure"]
    _prepare(stage, procedure, order["patient"])
    texts: list[str] = []
    for side in order["sides"]:
        leave = 1 if side == order["sides"][-1] else 0
        texts += _collect(stage, procedure, side, leave)
    _close(stage, procedure)
    _deliver(stage, procedure, texts)
    return procedure


def _prepare(stage: Stage, procedure: str, patient: Mapping[str, str]) -> None:
    stage.tell("The patient: the wristband, and the birth date read aloud. Then the checklist.")
    stage.do("wristband", procedure, patient["id"], "--birth-date", patient["birth_date"])
    _answer(stage, procedure, at_the_end=False)


def _answer(stage: Stage, procedure: str, *, at_the_end: bool) -> None:
    """Answer the checklist: the items of sign-out at the end, all others before."""
    found = stage.checklist(procedure, at_the_end=at_the_end)
    stage.do("checklist", procedure, *(f"{item}={value}" for item, value in found))


def _collect(stage: Stage, procedure: str, side: str, leave: int) -> list[str]:
    """Print a side's labels and scan all but the last ``leave`` of them; the texts scanned."""
    stage.tell(
        f"The {side} side: labels are printed, read back, and scanned after filling. "
        "(This demo is faster than any hand, and the station says so.)"
    )
    folder = stage.folder / f"{procedure}-{side}"
    stage.do("side", procedure, side)
    stage.do("labels", procedure, "--out", str(folder))
    stage.do("read", str(folder / "*.png"))
    symbols = [image["symbols"] for image in stage.ask("read", str(folder / "*.png"))]
    texts = [symbol["text"] for found in symbols for symbol in found]
    printed = [c["label_id"] for c in _containers(stage, procedure) if c["state"] == "printed"]
    expect("labels read back", sorted(printed), sorted(texts))
    texts = texts[: len(texts) - leave]
    stage.do("scan", procedure, *texts)
    return texts


def _close(stage: Stage, procedure: str) -> None:
    left = [c for c in _containers(stage, procedure) if c["state"] == "printed"]
    expect("containers left over", 1, len(left))
    stage.tell("One container is not collected: closing names it, until it is excused.")
    said = stage.do("procedure", "close", procedure, ends=1)
    expect("the container left over named", True, left[0]["name"] in said)
    stage.do("excuse", procedure, left[0]["container"], "--reason", "insufficient")
    stage.tell("Its label must not lie about: it is destroyed, and scanned after NEW LABEL.")
    stage.do("scan", procedure, "CARDREPRINT", left[0]["label_id"])
    _answer(stage, procedure, at_the_end=True)
    stage.do("procedure", "close", procedure)


def _deliver(stage: Stage, procedure: str, texts: list[str]) -> None:
    stage.tell("Everything is sent; at the laboratory one container does not arrive.")
    *arrived, lost = texts
    stage.do("dispatch", procedure)
    stage.do("receive", *arrived)
    stage.do("missing", "--procedure", procedure)
    (rows,) = stage.ask("missing", "--procedure", procedure)
    expect("labels missing", {lost}, {row["label_id"] for row in rows})
    due = next(row["due"] for row in rows if row["flag"] == "not-received")
    later = (datetime.fromisoformat(due) + timedelta(hours=1)).isoformat(timespec="minutes")
    stage.tell("Later, it is overdue:")
    stage.do("missing", "--procedure", procedure, "--at", later)
    (rows,) = stage.ask("missing", "--procedure", procedure, "--at", later)
    overdue = {row["label_id"] for row in rows if row["overdue"]}
    expect("labels overdue", {lost}, overdue)


def _containers(stage: Stage, procedure: str) -> list[Data]:
    (shown,) = stage.ask("procedure", "show", procedure)
    containers: list[Data] = shown["containers"]
    return containers


def expect(what: str, expected: object, got: object) -> None:
    """Raises StationError unless the two are equal."""
    if got != expected:
        raise StationError(
            "Demo, {what}: expected {expected}, got {got}.", what=what, expected=expected, got=got
        )


def _files(word: str) -> list[str]:
    """The files that a word with '*' in its last part names, as a shell gives them."""
    path = Path(word)
    return sorted(map(str, path.parent.glob(path.name))) if "*" in word else [word]
