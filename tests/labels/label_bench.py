"""Measures of labels, each beside those who draw bar codes too: `scripts/bench labels`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import accumulate, pairwise, product
from statistics import fmean, median
from time import perf_counter, process_time

import numpy as np
import segno
import treepoem
import zxingcpp
from barcode import Code128
from barcode.writer import ImageWriter
from label_samples import DPI, LEFT, STOCKS, dark, exact_place, load_fonts, only
from PIL import Image

from labels.camera import View, seen
from labels.content import LabelContent
from labels.layout import QUIET_MODULES
from labels.render import Label, draw, render
from labels.stock import Stock, Symbology
from labels.symbols import modules
from labels.units import DOTS_PER_MM
from labels.verify import read_back, verify
from station.adapters.decoding import Cascade, choose
from station.domain.identifiers import specimen

FONTS = load_fonts()
DECODER = Cascade(choose(()), clock_s=process_time)  # a busy machine reads as much
DIAMETERS_MM, PX_PER_MM = (12, 13, 16), (6, 9)
ROLLS_DEG = tuple(range(0, 360, 10))
ROLL_DPI = 300
LABELS_OF_A_PATIENT = 10
READ_EVERY = 10
LEAST_FULL_WRAP_PERCENT, LEAST_25MM_PERCENT = 99, 80
MOST_MS_READ_BACK = 5
GRADE_A = 0.62
"""Of decodability, ISO/IEC 15416."""
START_TO_CHECK_ELEMENTS, CHARACTER_MODULES = 6, 11

Row = dict[str, object]
Runs = tuple[int, ...]
Writer = Callable[[str, int], Image.Image]


@dataclass(frozen=True)
class Size:
    """How much is measured: how many ids, how many the slow peer draws, and which rolls."""

    ids: int = 200
    slow_ids: int = 5
    rolls_deg: tuple[int, ...] = ROLLS_DEG
    roll_dpi: tuple[int, ...] = (ROLL_DPI,)


def row(
    measure: str,
    unit: str,
    ours: float,
    goal: float | None = None,
    *,
    least: bool = False,
    peer: tuple[str, float] | None = None,
) -> Row:
    """One measure in the form of docs/interface.md; `least`: the goal is met from there up."""
    name, value = peer or (None, None)
    met = None if goal is None else (ours >= goal if least else ours <= goal)
    return {
        "measure": measure,
        "unit": unit,
        "ours": round(ours, 3),
        "peer": name,
        "peer_value": None if value is None else round(value, 3),
        "ratio": round(ours / value, 3) if value else None,
        "goal": None if goal is None else round(goal, 3),
        "met": met,
    }


def content(number: int) -> LabelContent:
    """The label of one specimen of many: each has its id, and ten of them are of one patient."""
    code = specimen.issue(17, number * 4_993 % specimen.LAST_SERIAL + 1, "left")
    family = f"TESTESEN {number // LABELS_OF_A_PATIENT}"
    return replace(LEFT, code=code, family=family, readable_id=specimen.format(code))


def bench(size: Size) -> Iterator[Row]:
    """Every measure, the quick ones first."""
    yield from drawing([content(number) for number in range(size.ids)], size)
    yield from times(size)
    yield from rolls(size)


# --- what peers draw -----------------------------------------------------------------------------


def image_writer(code: str, dpi: int) -> Image.Image:
    """python-barcode as it comes, 0.2 mm and text, but for the resolution."""
    image: Image.Image = Code128(code, writer=ImageWriter()).render({"dpi": dpi})
    return image


def zxing_writer(code: str, dpi: int) -> Image.Image:
    """zxing-cpp's writer, as wide as ours at the least."""
    symbol = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.Code128)
    return Image.fromarray(np.asarray(symbol.to_image(scale=_least_x_dots(dpi))))


def bwipp(code: str, dpi: int) -> Image.Image:
    """treepoem, which asks Ghostscript."""
    drawn = treepoem.generate_barcode("code128", code, {}, scale=_least_x_dots(dpi))
    bordered = Image.new("L", (drawn.width + 40 * dpi // 100, drawn.height + 20), 255)
    bordered.paste(drawn.convert("L"), (20 * dpi // 100, 10))
    return bordered


def segno_qr(code: str, dpi: int) -> Image.Image:
    """segno, a QR code."""
    matrix = np.array([list(line) for line in segno.make_qr(code).matrix_iter(border=4)])
    dots = np.kron(matrix == 0, np.ones((_least_x_dots(dpi),) * 2, dtype=bool))
    return Image.fromarray(dots)


def _least_x_dots(dpi: int) -> int:
    return int(np.ceil(0.25 * DOTS_PER_MM[dpi] - 1e-9))


LINEAR_PEERS: dict[str, Writer] = {
    "python-barcode ImageWriter": image_writer,
    "zxing-cpp writer": zxing_writer,
    "treepoem": bwipp,
}
PEERS: dict[str, Writer] = {**LINEAR_PEERS, "segno (QR)": segno_qr}
SLOW = ("treepoem",)


# --- bitmaps -------------------------------------------------------------------------------------


def drawing(contents: Sequence[LabelContent], size: Size) -> Iterator[Row]:
    """Whole dots, reading back, and how well the bars themselves can be told apart."""
    peers = {name: cache(writer) for name, writer in PEERS.items()}  # one begins a process for each
    codes = [one.code for one in contents]
    drawn = {dpi: list(_drawn(contents, dpi)) for dpi in DPI}
    everything = [each for labels in drawn.values() for each in labels]
    inexact = sum(not is_exact(label, stock, code) for code, stock, label in everything)
    yield row("labels_not_exact", "labels", inexact, 0)
    ours = [(code, _our_bars(code, label)) for code, _, label in everything if _is_linear(label)]
    for name in LINEAR_PEERS:
        theirs = _their_bars(peers[name], _few(codes, name, size))
        errors = [max(map(edge_error_dots, *zip(*some, strict=True))) for some in (ours, theirs)]
        yield row("dot_error", "dots", errors[0], 0, peer=(name, errors[1]))
    for name in LINEAR_PEERS:
        theirs = _their_bars(peers[name], _few(codes, name, size))
        below = [
            _percent(decodability(runs) < GRADE_A for _, runs in some) for some in (ours, theirs)
        ]
        yield row("bitmap_decodability_below_A", "%", below[0], 0, peer=(name, below[1]))
    for dpi, (name, writer) in product(DPI, peers.items()):
        read = _percent(_reads(label.image, label.symbology, code) for code, _, label in drawn[dpi])
        symbology: Symbology = "qr" if PEERS[name] is segno_qr else "code128"
        sample = _few(codes, name, size)
        theirs_read = _percent(_reads(writer(code, dpi), symbology, code) for code in sample)
        yield row(f"read_back_{dpi}", "%", read, 100, least=True, peer=(name, theirs_read))


def _our_bars(code: str, label: Label) -> Runs:
    return bars(label.image, code, int(label.symbol_middle_mm * DOTS_PER_MM[label.dpi]))


def _their_bars(writer: Writer, codes: Sequence[str]) -> list[tuple[str, Runs]]:
    """Along a line above the text, at every resolution."""
    images = [(code, writer(code, dpi)) for dpi in DPI for code in codes]
    return [(code, bars(image, code, image.height // 4)) for code, image in images]


def _is_linear(label: Label) -> bool:
    return label.symbology == "code128"


def _drawn(contents: Sequence[LabelContent], dpi: int) -> Iterator[tuple[str, Stock, Label]]:
    """Each id on the stock whose turn it is, in the design whose turn it is."""
    places = [only(stock, one.name) for stock in STOCKS.values() for one in stock.designs]
    for number, one in enumerate(contents):
        stock = places[number % len(places)]
        yield one.code, stock, draw(one, stock, dpi, FONTS)


def _few(codes: Sequence[str], peer: str, size: Size) -> Sequence[str]:
    return codes[: size.slow_ids] if peer in SLOW else codes


def _reads(image: Image.Image, symbology: Symbology, code: str) -> bool:
    return read_back(image, symbology) == [code]


def _percent(flags: Iterator[bool]) -> float:
    return 100 * fmean(flags)


def is_exact(label: Label, stock: Stock, code: str) -> bool:
    """Whether the label has this symbol somewhere, no dot more or less, with its quiet zone."""
    is_linear = label.symbology == "code128"
    quiet = QUIET_MODULES.get(label.symbology, stock.profile.quiet_modules)
    height = int(stock.profile.min_height_mm * DOTS_PER_MM[label.dpi]) if is_linear else None
    place = exact_place(
        label.image, modules(code, label.symbology), label.x_dots, height or label.x_dots, quiet
    )
    return place is not None


def bars(image: Image.Image, code: str, line: int) -> Runs:
    """The widths in dots of the bars and spaces of a Code 128 along one line of a picture.

    Empty where they cannot be told apart: some ran together.
    """
    expected, dots = len(_widths(code)), dark(_black_white(image))[line]
    edges = np.flatnonzero(np.diff(dots.astype(np.int8)))
    runs = np.diff(edges)
    # From the right: text that the line crosses stands at the left of the bars.
    for start in range(len(runs) - expected, -1, -1):
        piece = runs[start : start + expected]
        if dots[edges[start] + 1] and _looks_like(piece.tolist(), code):
            return tuple(piece.tolist())
    return ()


def _black_white(image: Image.Image) -> Image.Image:
    return image.convert("1", dither=Image.Dither.NONE)


def _widths(code: str) -> Runs:
    """The modules of each bar and space."""
    (line,) = modules(code, "code128")
    edges = [0, *(i for i in range(1, len(line)) if line[i] != line[i - 1]), len(line)]
    return tuple(b - a for a, b in pairwise(edges))


def _looks_like(runs: Sequence[int], code: str) -> bool:
    """Within a module of what is expected, so that no letter is taken for a bar."""
    widths = np.array(_widths(code))
    x_dots = sum(runs) / widths.sum()
    return bool((np.abs(np.array(runs) - widths * x_dots) < x_dots).all())


def edge_error_dots(code: str, runs: Runs) -> float:
    """How far the worst edge is from where whole modules would put it, in dots.

    Bars that ran together are off by a module at least.
    """
    widths = _widths(code)
    x_dots = sum(runs) / sum(widths)
    ends = zip(accumulate(runs), accumulate(widths), strict=True) if runs else [(1, 0)]
    return max(abs(end - width * x_dots) for end, width in ends)


def decodability(runs: Runs) -> float:
    """ISO/IEC 15416, 5.4.9, for Code 128 (ISO/IEC 15417, annex A): the worst character's.

    Edge to similar edge, and the sum of the bars; 1 is perfect, 0.62 and more is grade A.
    """
    characters = [
        runs[at : at + START_TO_CHECK_ELEMENTS]
        for at in range(0, len(runs) - 1, START_TO_CHECK_ELEMENTS)
    ]
    return min((_character_decodability(one) for one in characters), default=0.0)


def _character_decodability(elements: Runs) -> float:
    x_dots = sum(elements) / CHARACTER_MODULES
    pairs = np.array([a + b for a, b in pairwise(elements)][:4])
    thresholds = np.arange(1.5, CHARACTER_MODULES) * x_dots
    nearest = np.abs(pairs[:, None] - thresholds[None, :]).min()
    bar_modules = sum(elements[::2]) / x_dots
    sums = (1.75 - abs(bar_modules - 2 * round(bar_modules / 2))) / 1.75
    return min(float(nearest / (x_dots / 2)), sums)


# --- times ---------------------------------------------------------------------------------------


def times(size: Size) -> Iterator[Row]:
    """A label with all its text, against a bar code with one line of it; then reading it back."""
    places = [(stock, dpi) for stock in STOCKS.values() for dpi in DPI]
    quickest = {(stock.name, dpi): in_turns_ms(stock, dpi, size) for stock, dpi in places}
    ours, theirs = (fmean(pair[index] for pair in quickest.values()) for index in (0, 1))
    name = "python-barcode ImageWriter"
    yield row("ms_per_label", "ms", ours, theirs, peer=(name, theirs))
    worst = max(quickest, key=lambda place: quickest[place][0] / quickest[place][1])
    mine, peers = quickest[worst]
    where = f"ms, the slowest: {worst[0]} at {worst[1]} dpi"
    yield row("ms_per_label_slowest", where, mine, peer=(name, peers))
    for other, writer in PEERS.items():
        if other != name:
            codes = _few([content(number).code for number in range(size.ids)], other, size)
            taken = [_ms(partial(writer, code, dpi)) for code in codes for dpi in DPI]
            yield row("ms_per_label", "ms", ours, peer=(other, median(taken)))
    reading = [median(reading_ms(stock, dpi, size)) for stock, dpi in places]
    yield row("ms_read_back", "ms", fmean(reading), MOST_MS_READ_BACK)


def in_turns_ms(stock: Stock, dpi: int, size: Size) -> tuple[float, float]:
    """The time of one of our labels, drawn for the first time, and of an ImageWriter's.

    A patient's labels by the one, then by the other, and so on; the quickest turn of each counts,
    since whatever else the machine does only takes time.
    """
    contents = [content(number) for number in range(size.ids)]
    patients = [
        contents[start : start + LABELS_OF_A_PATIENT]
        for start in range(0, size.ids, LABELS_OF_A_PATIENT)
    ]
    turns = [
        (
            fmean([_ms(partial(draw, one, stock, dpi, FONTS)) for one in labels]),
            fmean([_ms(partial(image_writer, one.code, dpi)) for one in labels]),
        )
        for labels in patients
    ]
    return min(mine for mine, _ in turns), min(peers for _, peers in turns)


def reading_ms(stock: Stock, dpi: int, size: Size) -> Iterator[float]:
    """How long each label takes to be read back."""
    for number in range(0, size.ids, READ_EVERY):
        one = content(number)
        label = draw(one, stock, dpi, FONTS)
        yield _ms(partial(verify, label.image, label.symbology, one.code))


def _ms(act: Callable[[], object]) -> float:
    started_s = perf_counter()
    act()
    return (perf_counter() - started_s) * 1000


# --- tubes ---------------------------------------------------------------------------------------


def rolls(size: Size) -> Iterator[Row]:
    """How many rolls of a tube are read, and how many read as what they are not."""
    tubes = [stock for stock in STOCKS.values() if stock.vessel == "tube" and stock.form != "flag"]
    wraps = [stock for stock in tubes if stock.form == "wrap"]
    yield from _rolls(
        "full_wrap", [only(stock, "rings") for stock in wraps], size, LEAST_FULL_WRAP_PERCENT
    )
    short = only(STOCKS["tube-50x25"], "rings")
    yield from _rolls("25mm", [short], size, LEAST_25MM_PERCENT)
    yield from _rolls("10mm", [short], size, keep_mm=10)
    for stock in tubes:
        if stock.form == "plain" and stock is not STOCKS["tube-50x25"]:
            yield from _rolls(stock.name, [stock], size)


def _rolls(
    name: str,
    stocks: Sequence[Stock],
    size: Size,
    least: float | None = None,
    keep_mm: float | None = None,
) -> Iterator[Row]:
    """The station's decoder, and zxing-cpp alone beside it; then what either read wrong."""
    ours, theirs = [], []
    for stock, dpi in product(stocks, size.roll_dpi):
        label = render(LEFT, stock, dpi, FONTS)
        image = label.image if keep_mm is None else band(label, keep_mm)
        for diameter_mm, px_per_mm, roll_deg in product(DIAMETERS_MM, PX_PER_MM, size.rolls_deg):
            picture = seen(image, dpi, View(px_per_mm, diameter_mm, roll_deg))
            ours.append({symbol.text for symbol in DECODER.decode(picture).symbols})
            theirs.append(set(read_back(Image.fromarray(picture), label.symbology)))
    read, peer_read = (_percent(texts == {LEFT.code} for texts in some) for some in (ours, theirs))
    wrong, peer_wrong = (
        sum(bool(texts - {LEFT.code}) for texts in some) for some in (ours, theirs)
    )
    peer = "zxing-cpp alone"
    unit = f"% of {len(ours)} views"
    yield row(f"tube_roll_read_{name}", unit, read, least, least=True, peer=(peer, peer_read))
    yield row(f"tube_roll_wrong_{name}", "views", wrong, 0, peer=(peer, peer_wrong))


def band(label: Label, keep_mm: float) -> Image.Image:
    """The label with nothing left but what lies so many mm round the middle of its symbol."""
    scale = DOTS_PER_MM[label.dpi]
    top, bottom = (round((label.symbol_middle_mm + side * keep_mm / 2) * scale) for side in (-1, 1))
    blank = Image.new("1", label.image.size, 1)
    blank.paste(label.image.crop((0, top, label.width_dots, bottom)), (0, top))
    return blank
