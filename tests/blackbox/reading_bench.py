"""Measures reading: our passes beside other decoders, on photographs and on drawn series."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from time import perf_counter, process_time

import cv2
import numpy as np
from peers import PEERS
from photos import ROTATIONS_DEG, Photo, photos
from series import SERIES, Sample, Seen, label, samples, tray

from station.adapters.decoding import Cascade, Pass, choose
from station.adapters.readers.camera import LOOK_BUDGET_MS
from station.ports.decoder import GrayImage

BUDGET_MS = 1000.0
UNION = "all others together"
ZXING = "zxing-cpp"
# Budgets are of this process's own time: what else a machine does is not to change what is read.
OURS = {
    name: Cascade(choose(()), last=Pass[name.upper()], clock_s=process_time)
    for name in ("fast", "default", "full")
}
TRAYS = {
    "tray of 24, 1080p": (6, 4, (1920, 1080)),
    "tray of 48, 1080p": (8, 6, (1920, 1080)),
    "tray of 24, 12 MP": (6, 4, (4000, 3000)),
    "tray of 48, 12 MP": (8, 6, (4000, 3000)),
}
TILTS_DEG = (15, 30, 45, 60, 75)
BUDGETS_MS = (50.0, 100.0, LOOK_BUDGET_MS)

Row = dict[str, object]


@dataclass(frozen=True)
class Shown:
    """One picture, the texts in it, and those that may be in it as well."""

    image: GrayImage
    expected: tuple[str, ...]
    photo: Photo | None = None

    def is_wrong(self, text: str) -> bool:
        """Whether it is a misread."""
        return self.photo.is_wrong(text) if self.photo else text not in self.expected


@dataclass
class Measured:
    """What one decoder did on one series: texts read, pictures misread, milliseconds a picture."""

    read: int = 0
    misread: int = 0
    times_ms: list[float] = field(default_factory=list)
    was_read: list[bool] = field(default_factory=list)

    def add(self, shown: Shown, texts: set[str], took_ms: float) -> None:
        """Count one picture."""
        seen = len(texts & set(shown.expected))
        self.read += seen
        self.misread += any(map(shown.is_wrong, texts))
        self.times_ms.append(took_ms)
        self.was_read.append(bool(shown.expected) and seen == len(shown.expected))


@dataclass(frozen=True)
class Result:
    """One series: how many texts were to be read, and what each decoder did."""

    name: str
    texts: int
    by: dict[str, Measured]


def measure(full: bool, say: Callable[[str], None]) -> list[Result]:
    """Show everything to everyone, on one thread; ``full``: four quarter turns, more pictures.

    ``say`` hears of each series that is done.
    """
    cv2.setNumThreads(1)
    results = []
    for name, shown in _series(full):
        results.append(_measured(name, shown))
        say(name)
    return [_summed("photographs", results, "photographs "), *results]


def goals(results: list[Result]) -> list[Row]:
    """Return the goals of the issue, with what was measured."""
    named = {result.name: result for result in results}
    real = named["photographs"]
    drawn = _summed("drawn", [r for r in results if not r.name.startswith("photographs")], "")
    both = _summed("all", [real, drawn], "")
    union = {where: result.by[UNION].read for where, result in (("p", real), ("d", drawn))}
    ratio, ours_ms, theirs_ms = _times(real)
    rows = [
        _goal("full", "photographs: texts read", real.by["full"].read, union["p"], "more"),
        _goal("full", "drawn series: texts read", drawn.by["full"].read, union["d"], "more"),
        _goal(
            "default", "photographs: texts read", real.by["default"].read, union["p"], "at least"
        ),
        _goal(
            "default", "drawn series: texts read", drawn.by["default"].read, union["d"], "at least"
        ),
    ]
    rows += [
        _limit(name, "pictures misread", "pictures", both.by[name].misread, 0) for name in OURS
    ]
    rows.append(
        _limit("default", "median time on photographs that zxing-cpp reads", "ms", ours_ms, 0.6)
        | {"peer": "zxing-cpp", "peer_value": theirs_ms, "ratio": ratio, "met": ratio <= 0.6}
    )
    for name in ("default", "full"):
        for of in ("photographs of Code 128, tilted", "tilt, Code128"):
            share = named[of].by[name].read / named[of].texts
            rows.append(_goal(name, f"{of}: share read", round(share, 3), 0.95, "at least"))
    rows.append(_limit("fast", "plain label at 640 px, median", "ms", _plain_label_ms(), 5))
    for budget_ms in BUDGETS_MS:
        measure = f"empty 720p frame within {budget_ms:g} ms: longest"
        rows.append(_limit("full", measure, "ms", _empty_ms(budget_ms), budget_ms))
    return rows


def figures(results: list[Result]) -> Iterator[Row]:
    """Yield what each pass did on each series, beside the union, and beside zxing-cpp's time."""
    for result in results:
        for name in OURS:
            ours, union, peer = (result.by[who] for who in (name, UNION, ZXING))
            of = {"pass": name, "goal": None, "met": None}
            if result.texts:
                read, all_read = (one.read / result.texts for one in (ours, union))
                yield of | _beside(f"{result.name}: share read", "share", read, all_read, UNION)
            misread, all_misread = float(ours.misread), float(union.misread)
            yield of | _beside(f"{result.name}: misread", "pictures", misread, all_misread, UNION)
            for percent, called in ((50, "median"), (95, "95th percentile")):
                took, peer_took = (float(np.percentile(o.times_ms, percent)) for o in (ours, peer))
                yield of | _beside(f"{result.name}: {called} time", "ms", took, peer_took, ZXING)


def _beside(measure: str, unit: str, ours: float, theirs: float, peer: str) -> Row:
    ratio = round(ours / theirs, 3) if theirs else None
    values: Row = {"measure": measure, "unit": unit, "ours": round(ours, 4), "peer": peer}
    return values | {"peer_value": round(theirs, 4), "ratio": ratio}


def _series(full: bool) -> Iterator[tuple[str, list[Shown]]]:
    for turned in ROTATIONS_DEG if full else ROTATIONS_DEG[:2]:
        of = [Shown(photo.image(turned), photo.expected, photo) for photo in photos()]
        yield f"photographs turned {turned}°", of
    yield "photographs of Code 128, tilted", list(_tilted())
    for name, series in SERIES.items():
        for symbology in series.symbologies:
            drawn = samples(series, symbology, 10 if full else 4)
            yield f"{name}, {symbology}", [Shown(s.image, s.expected) for s in drawn]
    for name, (columns, rows, size) in TRAYS.items():
        chance = np.random.default_rng([columns, rows, *size])
        trays = [tray(chance, columns, rows, size) for _ in range(6 if full else 2)]
        yield name, [Shown(s.image, s.expected) for s in trays]


def _tilted() -> Iterator[Shown]:
    """The photographs of bar codes, turned; their edges are drawn out."""
    for photo in photos():
        if photo.symbology == "Code128" and photo.expected:
            image = photo.image()
            height, width = image.shape
            for angle in TILTS_DEG:
                turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
                cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
                size = int(height * sin + width * cos), int(height * cos + width * sin)
                turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
                edge, means = cv2.BORDER_REPLICATE, cv2.INTER_CUBIC
                out = cv2.warpAffine(image, turn, size, flags=means, borderMode=edge)
                yield Shown(np.asarray(out, np.uint8), photo.expected, photo)


def _measured(name: str, of: list[Shown]) -> Result:
    by = {who: Measured() for who in (*OURS, *PEERS, UNION)}
    for shown in of:
        everyone: set[str] = set()
        spent_ms = 0.0
        for who in (*OURS, *PEERS):
            decode = PEERS[who] if who in PEERS else partial(_ours, who, len(shown.expected))
            started_s = perf_counter()
            texts = decode(shown.image)
            took_ms = (perf_counter() - started_s) * 1000
            by[who].add(shown, texts, took_ms)
            if who in PEERS:
                everyone |= texts
                spent_ms += took_ms
        by[UNION].add(shown, everyone, spent_ms)
    return Result(name, sum(len(shown.expected) for shown in of), by)


def _ours(name: str, wanted: int, image: GrayImage) -> set[str]:
    found = OURS[name].decode(image, BUDGET_MS, max(1, wanted))
    return {symbol.text for symbol in found.symbols}


def _summed(name: str, results: Iterable[Result], prefix: str) -> Result:
    """Add up the results whose names begin so; tilted photographs are apart."""
    chosen = [r for r in results if r.name.startswith(prefix) and "tilted" not in r.name]
    by = {who: Measured() for who in (*OURS, *PEERS, UNION)}
    for result in chosen:
        for who, one in result.by.items():
            by[who].read += one.read
            by[who].misread += one.misread
            by[who].times_ms += one.times_ms
            by[who].was_read += one.was_read
    return Result(name, sum(result.texts for result in chosen), by)


def _times(real: Result) -> tuple[float, float, float]:
    """Ratio and medians of the default pass and zxing-cpp, on what zxing-cpp reads."""
    theirs = real.by["zxing-cpp"]
    read = np.array(theirs.was_read)
    ours_ms = float(np.median(np.array(real.by["default"].times_ms)[read]))
    theirs_ms = float(np.median(np.array(theirs.times_ms)[read]))
    return round(ours_ms / theirs_ms, 3), round(ours_ms, 2), round(theirs_ms, 2)


def _plain_label_ms() -> float:
    chance = np.random.default_rng(1)
    picture = np.full((480, 640), 120, np.uint8)
    one: Sample = label(chance, "Code128", Seen(module_px=2))
    height, width = one.image.shape
    picture[100 : 100 + height, 100 : 100 + width] = one.image
    return round(float(np.median([_took_ms("fast", picture) for _ in range(30)])), 2)


def _empty_ms(budget_ms: float) -> float:
    """The longest of the frames without a code, each by the median of three looks at it."""
    looks = [[_took_ms("full", frame, budget_ms) for _ in range(3)] for frame in _empty_frames()]
    return round(max(float(np.median(look)) for look in looks), 1)


@cache
def _empty_frames() -> list[GrayImage]:
    """At 720p: an even one, noise, and the photographs without a code."""
    chance = np.random.default_rng(1)
    noise = [chance.normal(128, s, (720, 1280)).clip(0, 255).astype(np.uint8) for s in (0, 6, 50)]
    real = [photo.image() for photo in photos() if not photo.expected][::5]
    return noise + [np.asarray(cv2.resize(i, (1280, 720)), np.uint8) for i in real]


def _took_ms(name: str, image: GrayImage, budget_ms: float = BUDGET_MS) -> float:
    cascade = Cascade(choose(()), last=Pass[name.upper()])
    started_s = perf_counter()
    cascade.decode(image, budget_ms)
    return (perf_counter() - started_s) * 1000


def _goal(name: str, measure: str, ours: float, goal: float, how: str) -> Row:
    peer = {"peer": UNION, "peer_value": goal, "ratio": round(ours / goal, 3)}
    nobody: Row = dict.fromkeys(("peer", "peer_value", "ratio"))
    unit = "share" if goal < 1 else "texts"
    against = nobody if goal < 1 else peer
    met = ours > goal if how == "more" else ours >= goal
    head: Row = {"pass": name, "measure": measure, "unit": unit, "ours": ours}
    return head | against | {"goal": f"{how} {goal:g}", "met": met}


def _limit(name: str, measure: str, unit: str, ours: float, limit: float) -> Row:
    nobody: Row = dict.fromkeys(("peer", "peer_value", "ratio"))
    head: Row = {"pass": name, "measure": measure, "unit": unit, "ours": ours}
    return head | nobody | {"goal": f"at most {limit:g}", "met": ours <= limit}
