"""Reading a drawn label back: what does not decode to the text asked for does not leave."""

import zxingcpp
from PIL import Image

from labels.errors import ReadBackError
from labels.stock import Symbology

_FORMATS: dict[Symbology, zxingcpp.BarcodeFormat] = {
    "code128": zxingcpp.BarcodeFormat.Code128,
    "datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
    "qr": zxingcpp.BarcodeFormat.QRCode,
    "microqr": zxingcpp.BarcodeFormat.MicroQRCode,
}


def read_back(image: Image.Image, symbology: Symbology) -> list[str]:
    """Return the texts of every symbol of one symbology in a picture, in the decoder's order.

    The decoder may turn and shrink the picture: a symbol found in any way counts, so that letters
    which happen to look like one are found too. A one-bit picture has no threshold to look for.
    """
    binarizer = zxingcpp.Binarizer.LocalAverage
    if image.mode == "1":
        binarizer = zxingcpp.Binarizer.FixedThreshold
    symbols = zxingcpp.read_barcodes(
        image.convert("L"),
        formats=zxingcpp.BarcodeFormats(_FORMATS[symbology]),
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer,
    )
    return [symbol.text for symbol in symbols]


def verify(image: Image.Image, symbology: Symbology, text: str) -> None:
    """Return quietly if the picture holds exactly one symbol, of `text`. Raises `ReadBackError`."""
    found = read_back(image, symbology)
    if found != [text]:
        got = " and ".join(map(repr, found))
        if not got:
            raise ReadBackError(
                "Drawn {symbology} label: expected to read {text!r}, got no symbol.",
                symbology=symbology,
                text=text,
            )
        raise ReadBackError(
            "Drawn {symbology} label: expected to read {text!r}, got {got}.",
            symbology=symbology,
            text=text,
            got=got,
        )
