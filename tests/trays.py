"""Pictures of trays: real labels of real procedures, on tubes in a rack, as a camera sees them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from kit import HODGKIN_LEFT, Bench, order_data
from numpy.typing import NDArray

from station.app.import_orders import import_orders
from station.app.open_procedure import Opening, open_procedure
from station.app.tray import Gathered, gather
from station.domain.order import parse_order
from station.ports.decoder import Corners, Reading, Symbol

Colour = NDArray[np.uint8]

CORNERS: Corners = ((0, 0), (10, 0), (10, 10), (0, 10))
RACK = (150, 140, 128)  # blue, green, red
GLASS = (214, 210, 204)
FULL_HD = (1920, 1080)
TWELVE_MP = (4000, 3000)
CAPS = {
    "green": (70, 140, 30),
    "lavender": (170, 80, 130),
    "blue": (190, 110, 30),
    "red": (40, 30, 190),
}


def reading(*texts: str) -> Reading:
    """A reading of these texts, all at one place."""
    symbols = tuple(Symbol(text, "Code128", CORNERS, ("zxing",)) for text in texts)
    return Reading(symbols, (), 1.0)


def seen(bench: Bench, *names: str) -> Gathered:
    """A tray on which these labels (or texts) were read in one frame."""
    return gather(Gathered(), reading(*(bench.text(name) for name in names)), {})


def collected(bench: Bench) -> None:
    """All of the left side."""
    bench.scan(*HODGKIN_LEFT)


def dispatched(bench: Bench) -> None:
    """All of the left side, sent."""
    collected(bench)
    bench.dispatch()


def received(bench: Bench) -> None:
    """All of the left side, sent, and one of it in."""
    dispatched(bench)
    bench.receive("flow-1-left")


def rejected(bench: Bench) -> None:
    """One of them in, and one rejected."""
    received(bench)
    bench.reject("smear-1-left", "RC")


def nothing(bench: Bench) -> None:
    """The labels are printed, and that is all."""


def procedures(bench: Bench, count: int) -> list[str]:
    """Open procedures of as many patients, four labels each on their left side, all collected."""
    opened = []
    for number in range(1, count + 1):
        patient = {"id": f"P-{number:08d}", "family": "TESTESEN", "given": f"Prøve {number}"}
        data = order_data(f"O-{number}", patient={**patient, "birth_date": "2019-05-17"})
        data["sides"] = ["left", "right"]
        import_orders(bench.station, [parse_order(data)], bench.act())
        outcome = open_procedure(bench.station, Opening(f"O-{number}"), bench.act())
        assert outcome.procedure is not None
        p = outcome.procedure.procedure
        bench.ready("left", p, f"{patient['id']},2019-05-17")
        opened.append(p)
    return opened


def labels(bench: Bench, *names: str) -> dict[str, Colour]:
    """Printed labels by label id; of the procedures named, or of all."""
    wanted = [
        c.label_id
        for p in names or [line.procedure for line in bench.store.procedures()]
        for c in bench.state(p).containers.values()
    ]
    found = {}
    for file in sorted((bench.folder / "labels").glob("*.png")):
        label_id = file.stem.rpartition("-")[2]
        if label_id in wanted:
            found[label_id] = picture(file)
    return found


def picture(file: Path) -> Colour:
    """A picture file, in colour."""
    found = cv2.imread(str(file), cv2.IMREAD_COLOR)
    assert found is not None
    return np.asarray(found, np.uint8)


def rack(
    shown: Sequence[Colour],
    size: tuple[int, int] = FULL_HD,
    columns: int = 6,
    caps: Mapping[int, str] | None = None,
    shift: tuple[int, int] = (0, 0),
    seed: int = 7,
) -> Colour:
    """Tubes in rows, each with a label, a little askew; ``caps`` by place, ``shift`` in pixels."""
    random = np.random.default_rng(seed)
    width, height = size
    frame = np.full((height, width, 3), RACK, np.uint8)
    rows = -(-len(shown) // columns)
    cell = width / columns, height / max(rows, 1)
    for n, label in enumerate(shown):
        middle = (
            (n % columns + 0.5) * cell[0] + shift[0],
            (n // columns + 0.56) * cell[1] + shift[1],
        )
        scale = min(0.86 * cell[0] / label.shape[1], 0.62 * cell[1] / label.shape[0])
        _tube(frame, middle, (label.shape[1] * scale, cell[1]), (caps or {}).get(n))
        _paste(frame, label, middle, scale, float(random.uniform(-4, 4)))
    noise = 2 * random.standard_normal(frame.shape, np.float32)
    noisy = frame.astype(np.int16) + noise.astype(np.int16)
    return cv2.GaussianBlur(np.clip(noisy, 0, 255).astype(np.uint8), (0, 0), 0.5).astype(np.uint8)


def _tube(
    frame: Colour, middle: tuple[float, float], size: tuple[float, float], cap: str | None
) -> None:
    """Glass behind the label, and a cap above it."""
    (x, y), (width, height) = middle, size
    left, right = int(x - 0.2 * width), int(x + 0.2 * width)
    cv2.rectangle(frame, (left, int(y - 0.4 * height)), (right, int(y + 0.4 * height)), GLASS, -1)
    if cap is not None:
        top, bottom = int(y - 0.5 * height), int(y - 0.36 * height)
        cv2.rectangle(frame, (left, top), (right, bottom), CAPS[cap], -1)


def _paste(
    frame: Colour, label: Colour, middle: tuple[float, float], scale: float, askew_deg: float
) -> None:
    height, width = label.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), askew_deg, scale)
    turn[:, 2] += np.array(middle) - np.array([width / 2, height / 2])
    reach = scale * (width + height) / 2  # no corner is farther from the middle
    left, top = (max(0, int(at - reach)) for at in middle)
    part = frame[top : int(middle[1] + reach) + 1, left : int(middle[0] + reach) + 1]
    turn[:, 2] -= left, top
    size = part.shape[1], part.shape[0]
    drawn = cv2.warpAffine(label, turn, size, flags=cv2.INTER_AREA)
    mask = cv2.warpAffine(np.full(label.shape[:2], 255, np.uint8), turn, size)
    part[mask > 127] = drawn[mask > 127]


def saved(path: Path, image: Colour) -> Path:
    """A picture as a file."""
    assert cv2.imwrite(str(path), image)
    return path
