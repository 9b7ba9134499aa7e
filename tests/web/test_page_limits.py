"""What a list shows at most and what one import takes: at the limit, and one more."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from kit import Bench, order_data
from screen import Screen
from served import served, served_station

from station.app.import_orders import import_orders
from station.app.views.orders import MOST_ORDERS, MOST_PROCEDURES
from station.domain.order import parse_order
from station.web.app import web_app
from station.web.routes.orders import MOST_FILES


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.end()


@pytest.fixture
def screen(bench: Bench) -> Iterator[Screen]:
    with served(web_app(served_station(bench))) as address:
        yield Screen(address)


def numbers(first: int, count: int) -> list[str]:
    return [f"O-{number}" for number in range(first, first + count)]


def imported(bench: Bench, orders: list[str]) -> None:
    import_orders(bench.station, [parse_order(order_data(order)) for order in orders], bench.act())


def test_the_list_of_orders_says_how_many_it_leaves_out(bench: Bench, screen: Screen) -> None:
    imported(bench, numbers(1, MOST_ORDERS))
    _, page = screen.get("/orders")
    assert page.count('action="/orders/open"') == MOST_ORDERS
    assert "not shown" not in page
    imported(bench, numbers(MOST_ORDERS + 1, 1))
    _, page = screen.get("/orders")
    assert page.count('action="/orders/open"') == MOST_ORDERS
    assert "1 older orders are not shown: scan the number." in page
    assert "<b>O-2</b>" in page
    assert "<b>O-1</b>" not in page


def test_the_list_of_procedures_says_how_many_it_leaves_out(bench: Bench, screen: Screen) -> None:
    imported(bench, numbers(1, MOST_PROCEDURES + 1))
    first, *others = [bench.open(order) for order in numbers(1, MOST_PROCEDURES)]
    _, page = screen.get("/procedures")
    assert f'"/procedures/{first}"' in page
    assert "not shown" not in page
    bench.open(f"O-{MOST_PROCEDURES + 1}")
    _, page = screen.get("/procedures")
    assert f'"/procedures/{first}"' not in page
    assert f'"/procedures/{others[0]}"' in page
    assert "1 older procedures are not shown." in page


@pytest.mark.parametrize(
    ("count", "status"), [(MOST_FILES - 1, 200), (MOST_FILES, 200), (MOST_FILES + 1, 422)]
)
def test_an_import_takes_so_many_files(
    bench: Bench, screen: Screen, count: int, status: int
) -> None:
    files = [
        (f"{order}.json", json.dumps(order_data(order)).encode()) for order in numbers(1, count)
    ]
    got, page = screen.send("/orders/import", "files", *files)
    assert got == status
    if status == 200:
        assert f"Imported: {count}." in page
        assert len(bench.store.orders()) == count
    else:
        assert f"expected a form with up to {MOST_FILES} files, got something else." in page
        assert bench.store.orders() == ()
