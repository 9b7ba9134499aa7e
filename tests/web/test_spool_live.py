"""A served station sends what is queued, and its screens see at once what became of it."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit import ROOT, Bench, P
from printing import codes, states, zebra_at
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

WITHIN_S = 60.0


def test_a_served_station_prints_and_shows_it_live(tmp_path: Path) -> None:
    bench = Bench(tmp_path).at_labels()
    with zebra_at(bench) as sink:
        sink.paper_out = True
        with serving(bench) as address:
            live = f"ws{address.removeprefix('http')}/live/bedside/default"
            with connect(live, origin=Origin(address)) as screen:
                said = bench.line("labels P")  # beside the server, which sends
                assert [row["state"] for row in said.answer["labels"]] == ["queued"] * 4
                wait_for(screen, "NO LABELS LEFT")
                sink.paper_out = False
                wait_for(screen, "zebra: ready.")
                while states(bench) != ["sent"] * 4:
                    time.sleep(0.05)
            label_id = bench.text("flow-1-left")
            assert codes(sink)[3] == label_id
            with urllib.request.urlopen(f"{address}/labels/{P}/{label_id}.png") as answer:
                assert answer.headers["content-type"] == "image/png"


@contextmanager
def serving(bench: Bench) -> Iterator[str]:
    """The address of the station in a process of its own."""
    words = ["serve", "--port", "0", "--json", "--db", str(bench.db)]
    with subprocess.Popen(
        [sys.executable, "-m", "station", *words],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())["address"]
        finally:
            process.terminate()


def wait_for(screen: ClientConnection, text: str) -> None:
    """Until the panel says so."""
    until = time.monotonic() + WITHIN_S
    while text not in json.loads(screen.recv(timeout=WITHIN_S)).get("html", ""):
        assert time.monotonic() < until, text
