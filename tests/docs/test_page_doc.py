"""docs/page.md has the rows of the page's table, its rights, and no others."""

import re
from pathlib import Path
from typing import get_args

from station.web.routes.table import ROUTES, Right

PAGE = (Path(__file__).parents[2] / "docs" / "page.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\w+) \| `(.+?)` \| (\w+) \| (.+) \|$", re.MULTILINE)
RIGHT = re.compile(r"^\| (\w+) \| [^|]+ \|$", re.MULTILINE)


def test_the_page_lists_every_way_in_with_the_words_of_its_handler() -> None:
    expected = [
        (row.method, row.path, row.right, str(row.handler.__doc__).splitlines()[0])
        for row in ROUTES
    ]
    assert ROW.findall(PAGE) == expected


def test_the_page_lists_every_right() -> None:
    assert [name for name in RIGHT.findall(PAGE) if name != "Right"] == list(get_args(Right))
