"""The barcode formats by the names that the command line and the results use."""

from collections.abc import Sequence

from station.ports.decoder import FormatError

CODE_128 = "Code128"
QR_CODE = "QRCode"
DEFAULT_FORMATS = (CODE_128, "DataMatrix", QR_CODE, "MicroQRCode")

# Only on request: ITF is read cut short, and 1.5 to 3 % of EAN reads near the limit were wrong.
LINEAR_FORMATS = (CODE_128, "Codabar", "Code39", "Code93", "EAN13", "EAN8", "ITF", "UPCA", "UPCE")
OTHER_MATRIX_FORMATS = ("Aztec", "MaxiCode", "PDF417", "RMQRCode")
KNOWN_FORMATS = tuple(sorted({*DEFAULT_FORMATS, *LINEAR_FORMATS, *OTHER_MATRIX_FORMATS}))


def choose(names: Sequence[str]) -> tuple[str, ...]:
    """Return the known formats that are meant, in the order asked for, each once.

    Upper and lower case are the same; no name at all means the default formats.
    Raises `FormatError` for a name that is not known.

    >>> choose(["qrcode", "Code128", "QRCode"])
    ('QRCode', 'Code128')
    """
    known = {name.casefold(): name for name in KNOWN_FORMATS}
    for name in names:
        if name.strip().casefold() not in known:
            raise FormatError(
                "Barcode format '{name}': expected one of {known}, got a name that is not "
                "among them.",
                name=name,
                known=", ".join(KNOWN_FORMATS),
            )
    return tuple(dict.fromkeys(known[name.strip().casefold()] for name in names)) or DEFAULT_FORMATS
