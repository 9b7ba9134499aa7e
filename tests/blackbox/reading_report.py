"""What the bench of reading says: a table for a terminal, and a chart for the documentation."""

from xml.sax.saxutils import escape

import numpy as np
from reading_bench import OURS, UNION, Measured, Result, Row

CHARTED = {"fast": "#9ec5e8", "default": "#4a90d0", "full": "#12508c", UNION: "#e0a030"}
ROW_PX, LEFT_PX, WIDE_PX, BAR_PX = 38, 230, 520, 8


def table(results: list[Result], goals: list[Row]) -> str:
    """Share read, pictures misread, median and 95th percentile of the time, and the goals."""
    lines = [f"{'series':34} {'decoder':24} {'read':>12} {'misread':>8} {'ms':>8} {'95 %':>8}"]
    for result in results:
        for who, one in result.by.items():
            share = f"{one.read} of {result.texts}"
            median_ms, late_ms = _times(one)
            figures = f"{share:>12} {one.misread:8d} {median_ms:8.1f} {late_ms:8.1f}"
            lines.append(f"{result.name:34} {who:24} {figures}")
    lines += [
        f"{'met ' if row['met'] else 'MISS'} {row['pass']}: {row['measure']}: "
        f"{row['ours']} {row['unit']}, goal {row['goal']}"
        + (f", {row['peer']} {row['peer_value']}, ratio {row['ratio']}" if row["peer"] else "")
        for row in goals
    ]
    return "\n".join(lines)


def whole_table(results: list[Result]) -> list[Row]:
    """Every figure of the table, one a row, with the pass or decoder that it judges."""
    return [
        {
            "series": result.name,
            "pass" if who in OURS else "peer": who,
            "texts": result.texts,
            "read": one.read,
            "share": round(one.read / result.texts, 4) if result.texts else None,
            "misread": one.misread,
            "median_ms": round(_times(one)[0], 2),
            "p95_ms": round(_times(one)[1], 2),
        }
        for result in results
        for who, one in result.by.items()
    ]


def chart(results: list[Result]) -> str:
    """SVG: of each series the share read by each pass, and by all other decoders together."""
    height = ROW_PX * len(results) + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT_PX + WIDE_PX + 70}" '
        f'height="{height}" font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, (who, colour) in enumerate(CHARTED.items()):
        x = LEFT_PX + number * 110
        parts.append(f'<rect x="{x}" y="12" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 17}" y="22">{escape(who)}</text>')
    for number, result in enumerate(results):
        parts += _bars(result, 38 + number * ROW_PX)
    return "\n".join([*parts, "</svg>", ""])


def _bars(result: Result, top: int) -> list[str]:
    name = f'<text x="{LEFT_PX - 8}" y="{top + 19}" text-anchor="end">{escape(result.name)}</text>'
    parts = [name]
    for number, (who, colour) in enumerate(CHARTED.items()):
        share = result.by[who].read / max(1, result.texts)
        y = top + number * BAR_PX
        parts.append(
            f'<rect x="{LEFT_PX}" y="{y}" width="{share * WIDE_PX:.1f}" height="{BAR_PX - 1}" '
            f'fill="{colour}"/>'
        )
    best = result.by["full"].read / max(1, result.texts)
    parts.append(f'<text x="{LEFT_PX + WIDE_PX + 8}" y="{top + 19}">{best:.0%}</text>')
    return parts


def _times(one: Measured) -> tuple[float, float]:
    return float(np.median(one.times_ms)), float(np.percentile(one.times_ms, 95))
