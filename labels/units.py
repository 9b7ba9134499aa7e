"""Millimetres, points and dots."""

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
DOTS_PER_MM = {203: 8.0, 300: 300 / MM_PER_INCH, 600: 600 / MM_PER_INCH}
"""A print head "of 203 dpi" has 8 dots a millimetre."""
DPIS = tuple(DOTS_PER_MM)
"""Of the printers that are sold."""
