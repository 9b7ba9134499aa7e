"""docs/labels.md says of every stock what the catalogue says, and shows it."""

import re
from pathlib import Path

import pytest

from labels.sheet import sheet_from
from labels.stock import Stock, stock_from
from station.adapters.catalogue import load_catalogue

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "labels.md").read_text(encoding="utf-8")
CATALOGUE = load_catalogue()
STOCKS = [stock_from(table, name, CATALOGUE.profiles) for name, table in CATALOGUE.stocks.items()]


def row(stock: Stock) -> str:
    designs = ", ".join(f"{one.name} ({', '.join(one.symbologies)})" for one in stock.designs)
    cells = (
        f"`{stock.name}`",
        f"{stock.vessel}, {stock.form}",
        f"{stock.width_mm:g} × {stock.unwrapped_height_mm:g}",
        designs,
        ", ".join(stock.required),
        ", ".join(stock.optional) or "–",
    )
    return f"| {' | '.join(cells)} |"


def test_the_table_is_the_data() -> None:
    listed = [line for line in PAGE.splitlines() if re.match(r"\| `[\w-]+` \| \w+, ", line)]
    assert listed == [row(stock) for stock in STOCKS]


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.name)
def test_every_stock_has_its_picture(stock: Stock) -> None:
    assert f"| `{stock.name}` | ![{stock.name}](images/stocks/{stock.name}.png) |" in PAGE
    assert (DOCS / "images" / "stocks" / f"{stock.name}.png").is_file()


def test_the_sheets_are_the_data() -> None:
    a4, letter = (sheet_from(CATALOGUE.sheets[name], name) for name in ("a4", "letter"))
    grids = " and ".join("{} × {}".format(*sheet.grid(50, 30)) for sheet in (a4, letter))
    assert f"{grids} labels of 50 × 30 mm" in PAGE
