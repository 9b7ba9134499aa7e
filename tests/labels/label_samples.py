"""What the label tests share: the shipped stocks, invented contents, the fonts, an exact search."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from labels.content import LabelContent
from labels.raster import Fonts
from labels.stock import Stock, stock_from
from labels.symbols import Modules

FONT_FOLDER = Path("/usr/share/fonts/truetype/dejavu")
SCHEMAS = Path(__file__).parents[2] / "schemas"

Tables = dict[str, dict[str, Any]]
TABLES, PROFILES, SHEETS = (
    cast(Tables, tomllib.loads((SCHEMAS / f"{name}.toml").read_text(encoding="utf-8")))
    for name in ("stocks", "readers", "sheets")
)
STOCKS = {name: stock_from(table, name, PROFILES) for name, table in TABLES.items()}
DPI = (203, 300, 600)

LEFT = LabelContent(
    code="00017000042155",
    family="TESTESEN",
    given="Prøve",
    readable_id="00017 000042 1 55",
    birth_date="2014-05-17",
    kind="Cytogenetics",
    side="left",
    side_word="LEFT",
    additive="Heparin 5000 IE/ml",
    volume="2–3 ml",
    site="posterior iliac",
    patient_id="17051412345",
)
RIGHT = replace(LEFT, side="right", side_word="HØYRE", mark="REPRINT 1", kind="Flow")
NO_SIDE = replace(
    LEFT, side="none", side_word="", mark="COPY 2", family="ŠÁRÁ-ČÁLLI", given="Ŋilla Márjá"
)


LONG = replace(LEFT, family="TESTESEN-ØVREGÅRD", given="Prøve Čáhppe")
ANNA, INGRID = (
    replace(LEFT, family="HANSEN-KRISTOFFERSEN", given=given, patient_id=patient_id)
    for given, patient_id in (("Anna", "P3"), ("Ingrid", "P4"))
)
"""Twins with a name that is too long for most labels."""


def only(stock: Stock, design: str, **changes: Any) -> Stock:
    """Return a stock that has one of its designs left, with changes to it."""
    (kept,) = (one for one in stock.designs if one.name == design)
    return replace(stock, designs=(replace(kept, **changes),))


def with_code(code: str, content: LabelContent = LEFT) -> LabelContent:
    """Return a content that carries another code, readable without groups."""
    return replace(content, code=code, readable_id=code)


def with_name(name: str, content: LabelContent = LEFT) -> LabelContent:
    """Return a content with another name, of the form "FAMILY, Given"."""
    family, _, given = name.partition(", ")
    return replace(content, family=family, given=given)


def load_fonts() -> Fonts:
    """Return the label fonts of this machine, or fail with what to install."""
    files = [FONT_FOLDER / f"DejaVuSansCondensed{weight}.ttf" for weight in ("", "-Bold")]
    for file in files:
        if not file.is_file():
            raise FileNotFoundError(
                f"Label font: expected {file} (Debian package fonts-dejavu-extra), "
                "got no such file."
            )
    return Fonts(*(file.read_bytes() for file in files))


def dark(image: Image.Image) -> npt.NDArray[np.uint8]:
    """Return a picture as an array of dots, 1 is black."""
    return 1 - np.asarray(image).astype(np.uint8)


def exact_place(
    image: Image.Image, modules: Modules, x_dots: int, row_dots: int, quiet: int
) -> tuple[int, int] | None:
    """Return left and top of the place where a picture has exactly these modules.

    Each is `x_dots` × `row_dots` dots, not one dot more or less, with `quiet` blank modules at
    the left and at the right. The place is that of the quiet zone's corner; None: there is none.
    """
    pattern = np.pad(np.array(modules, dtype=np.uint8), ((0, 0), (quiet, quiet)))
    pattern = np.kron(pattern, np.ones((row_dots, x_dots), dtype=np.uint8))
    picture = dark(image)
    distance = cv2.matchTemplate(picture, pattern, cv2.TM_SQDIFF)
    left, top = cv2.minMaxLoc(distance)[2]
    height, width = pattern.shape
    found = np.array_equal(picture[top : top + height, left : left + width], pattern)
    return (left, top) if found else None
