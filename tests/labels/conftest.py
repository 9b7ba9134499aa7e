"""The label fonts, read once for all label tests."""

import pytest
from label_samples import load_fonts

from labels.raster import Fonts


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return load_fonts()
