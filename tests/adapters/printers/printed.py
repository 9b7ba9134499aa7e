"""What the tests of printers share: a label to print, and how what arrived is read."""

from functools import cache

import numpy as np
import numpy.typing as npt
import zxingcpp
from PIL import Image, ImageDraw
from pyzbar import pyzbar

from station.adapters.printers.forms import picture
from station.ports.printer import DrawnLabel

DOTS_PER_MM = {203: 8.0, 300: 300 / 25.4, 600: 600 / 25.4}


@cache
def label(
    text: str = "00017000042155", dpi: int = 203, size_mm: tuple[int, int] = (50, 25)
) -> DrawnLabel:
    """A label of a size with a Code 128 of a text and a mark in every corner but one."""
    per_mm = DOTS_PER_MM[dpi]
    width, height = (int(mm * per_mm) for mm in size_mm)
    image = Image.new("1", (width, height), 1)
    x_dots = 2 * dpi // 203
    bars = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    drawn = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(bars, scale=1)))
    row = drawn.crop((0, 0, drawn.width, 1)).convert("1")
    wide = row.resize((drawn.width * x_dots, int(12 * per_mm)), Image.Resampling.NEAREST)
    image.paste(wide, ((width - wide.width) // 2, (height - wide.height) // 2))
    pen, corner = ImageDraw.Draw(image), int(3 * per_mm)
    inset = int(2 * per_mm)
    for left, top in ((inset, inset), (width - inset - corner, inset), (inset, height - 2 * inset)):
        pen.rectangle((left, top, left + corner, top + inset // 2), fill=0)
    return DrawnLabel(f"label-{text}", image.tobytes(), width, height, dpi)


def read(image: Image.Image) -> tuple[list[str], list[str]]:
    """The Code 128 texts in a picture, by zxing-cpp and by zbar."""
    grey = image.convert("L")
    wide = Image.new("L", (grey.width + 80, grey.height + 80), 255)
    wide.paste(grey, (40, 40))
    by_zxing = zxingcpp.read_barcodes(
        wide, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128)
    )
    by_zbar = pyzbar.decode(wide, [pyzbar.ZBarSymbol.CODE128])
    return [one.text for one in by_zxing], [one.data.decode() for one in by_zbar]


def assert_same_dots(arrived: Image.Image, sent: DrawnLabel) -> None:
    """What arrived is what was sent, dot for dot; blank margins may be more or less."""
    got, want = (
        1 - np.asarray(image.convert("1", dither=Image.Dither.NONE)).astype(np.uint8)
        for image in (arrived, picture(sent))
    )
    assert np.array_equal(_inked(got), _inked(want)), (got.sum(), want.sum())


def _inked(dots: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The rectangle that holds all the ink."""
    rows, columns = np.flatnonzero(dots.any(axis=1)), np.flatnonzero(dots.any(axis=0))
    return dots[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
