"""``station tray``: all containers of a procedure, or of many, in one look."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from station.app.tray import Looking, Source, Survey, survey
from station.app.tray_words import lines_of, marks_of
from station.bootstrap import tray_eyes, tray_overlay, tray_shots, tray_source
from station.cli.call import Call, Refusal, command
from station.domain.errors import StationError
from station.domain.state import Container
from station.domain.tray import Item, Wanted
from station.ports.decoder import Corners
from station.ports.reader import ReaderError

# All looks at one picture: 48 labels in 12 megapixels take about 600; of a film or camera the next
# frame is another chance.
BUDGET_MS: Mapping[Source, float] = {"pictures": 2000.0, "film": 150.0, "camera": 150.0}
LONGEST_S = 3600.0
SECONDS: Mapping[Source, float] = {"pictures": LONGEST_S, "film": LONGEST_S, "camera": 10.0}


@dataclass(frozen=True)
class _Tray:
    """What to look at, for what and how long."""

    sources: tuple[str, ...]
    procedure: str | None
    destination: str | None
    seconds: float | None
    budget_ms: float | None
    out: str | None


@command("tray", _Tray)
@click.argument("sources", nargs=-1, required=True, metavar="IMAGE...|CAMERA")
@click.option("--procedure", metavar="P", help="Only this one; else all whose labels are seen.")
@click.option("--destination", metavar="NAME", help="Only what goes to this desk; else to any.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, LONGEST_S, min_open=True),
    help="How long a camera is followed (10), or a film (to its end).",
)
@click.option(
    "--budget-ms",
    type=click.FloatRange(0, 60_000, min_open=True),
    help="For all looks at one picture (2000), or at one frame of a film or camera (150).",
)
@click.option("--out", metavar="OVERLAY.png", help="The picture with the marks drawn over it.")
def tray(call: Call, given: _Tray) -> None:
    """Say what of a tray was found, not seen, unexpected, or of the wrong side."""
    if given.out is not None:
        _check_out(given.out, given.sources)
    started_s = time.perf_counter()
    source, eyes = tray_source(given.sources), tray_eyes(call.printers.formats)
    shots = tray_shots(given.sources, given.seconds or SECONDS[source])
    wanted = Wanted(given.procedure, destination=given.destination)
    how = Looking(eyes, wanted, source, given.budget_ms or BUDGET_MS[source])
    found = survey(call.station, shots, how)
    if found is None:
        raise ReaderError("Tray: expected a picture, got none.")
    elapsed_ms = (time.perf_counter() - started_s) * 1000
    lines = lines_of(found.tray, call.station.language)
    if given.out is not None:
        _write(Path(given.out), tray_overlay(found.best, marks_of(found), lines))
    data = {**tray_view(found, given.sources), "elapsed_ms": round(elapsed_ms, 1)}
    call.say(data, [line.text for line in lines])
    if not found.tray.complete:
        raise Refusal


def _check_out(out: str, sources: tuple[str, ...]) -> None:
    """What is drawn never takes the place of a photograph, by whatever name."""
    if Path(out).suffix.lower() != ".png":
        raise StationError("--out: expected a name that ends with .png, got '{out}'.", out=out)
    file = Path(out)
    if file.exists() and any(Path(one).exists() and file.samefile(one) for one in sources):
        raise StationError(
            "--out '{out}': expected another file than the pictures, got one of them.", out=out
        )


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StationError(
            "--out {path}: expected a file that can be written, got: {why}.",
            path=path,
            why=error.strerror,
        ) from error


def tray_view(found: Survey, sources: tuple[str, ...]) -> dict[str, object]:
    """The keys of docs/interface.md; ``frame`` counts the pictures from 1."""
    tray = found.tray
    return {
        "image": sources[0] if len(sources) == 1 else list(sources),
        "found": [_item(found, item) for item in tray.marked("found")],
        "not_seen": [
            {"text": lack.container.label_id, **_container(lack.container, lack.procedure)}
            for lack in tray.not_seen
        ],
        "unexpected": [_item(found, item) for item in tray.marked("unexpected")],
        "wrong_side": [_item(found, item) for item in tray.marked("wrong-side")],
        "disagreements": [
            {
                "corners": _corners(doubt.place.corners),
                "frame": doubt.frame,
                "texts": list(doubt.place.texts),
            }
            for doubt in found.gathered.unreadable
        ],
        "complete": tray.complete,
        "frames": found.gathered.frames,
    }


def _item(found: Survey, item: Item) -> dict[str, object]:
    seen = found.gathered.seen[item.text]
    assert seen.corners is not None, "only a picture was looked at"
    return {
        "text": item.text,
        **_container(item.container, item.procedure),
        "corners": _corners(seen.corners),
        "more_corners": [_corners(corners) for corners in seen.more],
        "frame": seen.frame,
        "reason": item.reason,
        "warnings": list(item.warnings),
        "cap": seen.cap,
        "label_of": _container(item.label_of, item.procedure) if item.label_of else None,
    }


def _corners(corners: Corners) -> list[list[int]]:
    return [list(corner) for corner in corners]


def _container(c: Container | None, procedure: str | None) -> dict[str, object]:
    return {
        "container": c.container if c else None,
        "procedure": procedure,
        "kind": c.plan.kind if c else None,
        "side": c.side if c else None,
        "state": c.state if c else None,
    }


COMMANDS = (tray,)
